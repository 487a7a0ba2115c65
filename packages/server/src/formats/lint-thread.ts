/** The thread in which files are linted: it answers once, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ImportLimits } from './imported.ts';
import { lintFiles, type FileToLint, type LintOptions } from './lint-files.ts';

export interface LintQuestion {
  readonly file: FileToLint;
  readonly versions: readonly FileToLint[];
  readonly limits: ImportLimits;
  readonly options: LintOptions;
}

const { file, versions, limits, options } = workerData as LintQuestion;
parentPort?.postMessage(lintFiles(file, versions, limits, options));
