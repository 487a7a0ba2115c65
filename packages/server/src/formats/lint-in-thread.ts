/** Linting in a thread of its own, with the bounds of an import. */
import type { ImportFailure, ImportLimits } from './imported.ts';
import type { FileToLint, Linted, LintOptions } from './lint-files.ts';
import type { LintQuestion } from './lint-thread.ts';
import { inOwnThread, type ThreadOptions } from './own-thread.ts';

export function lintInThread(
  file: FileToLint,
  versions: readonly FileToLint[],
  limits: ImportLimits,
  options: LintOptions,
  thread: ThreadOptions = {},
): Promise<Linted | ImportFailure> {
  const question: LintQuestion = { file, versions, limits, options };
  return inOwnThread('lint-thread', question, (answer) => answer as Linted | ImportFailure, thread);
}
