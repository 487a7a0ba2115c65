/**
 * How a reader inside this folder gives up on a file: it throws an `Unreadable`, which `readFile` turns into the
 * failure that it is. It never leaves this folder as an exception.
 */
import type { ImportFailure, ImportFailureCode } from './imported.ts';

export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly failure: ImportFailure;

  constructor(code: ImportFailureCode, sentence: string, where: Omit<Partial<ImportFailure>, 'code'> = {}) {
    super(sentence);
    this.failure = { failed: true, code, sentence, ...where };
  }
}
