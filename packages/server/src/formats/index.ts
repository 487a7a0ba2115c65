export { defaultImportLimits, type ImportFailure, type Imported, type ImportLimits } from './imported.ts';
