export { importInWorker, type ImportWorkerOptions } from './import-worker.ts';
export {
  defaultImportLimits,
  type ImportFailure,
  type ImportFailureCode,
  type ImportLimits,
  type ImportProgress,
  type Imported,
  type ReadyToOpen,
} from './imported.ts';
export {
  lintFiles,
  type FileToLint,
  type Linted,
  type LintedFinding,
  type LintOptions,
} from './lint-files.ts';
export { lintInThread } from './lint-in-thread.ts';
export type { ThreadOptions } from './own-thread.ts';
export { mediaTypes, readFile, type ReadOptions } from './read-file.ts';
export { writeAgreementJson, type AgreementToWrite, type WrittenAgreement } from './write-agreement-json.ts';
