/** How an upload is read: in a worker of its own, so that a large or hostile file holds up nobody's typing. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defaultImportLimits, importInWorker } from '../formats/index.ts';
import type { ReadUpload } from './imports.ts';

/** @param newPrefix makes a prefix for the ids of one import, because rooms are known by them over all agreements */
export function uploadReader(maxBytes: number, newPrefix: () => string): ReadUpload {
  return (file, progress, signal) =>
    importInWorker(file.bytes, file.fileName, { ...defaultImportLimits, maxBytes }, progress, {
      signal,
      idPrefix: newPrefix(),
    });
}

/** The sample agreement of the demo lies beside `src` and `dist`. */
export function sampleFile(): { readonly fileName: string; readonly bytes: Uint8Array } {
  const fileName = 'lake-orren.json';
  return {
    fileName,
    bytes: readFileSync(fileURLToPath(new URL(`../../sample/${fileName}`, import.meta.url))),
  };
}
