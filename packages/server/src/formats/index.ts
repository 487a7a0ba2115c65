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
export { mediaTypes, readFile, type ReadOptions } from './read-file.ts';
