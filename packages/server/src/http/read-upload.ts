/** How an upload is read: in a worker of its own, so that a large or hostile file holds up nobody's typing. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nodeOfJson, seedOfNode } from '@travaux/editor/document';
import { defaultImportLimits, importInWorker, readFile } from '../formats/index.ts';
import type { ReadUpload } from './imports.ts';

/** @param newSeed random, for the ids of one import: they are opaque, and differ over all agreements */
export function uploadReader(maxBytes: number, newSeed: () => string): ReadUpload {
  return (file, progress, signal) =>
    importInWorker(file.bytes, file.fileName, { ...defaultImportLimits, maxBytes }, progress, {
      signal,
      idSeed: newSeed(),
    });
}

/** Reads a file of our own here and now: a reset of the demo does not wait for a thread to start. */
export function ownReader(newSeed: () => string): ReadUpload {
  return ({ bytes, fileName }, progress) => {
    const read = readFile(bytes, fileName, defaultImportLimits, progress, { idSeed: newSeed() });
    if (read.failed) return Promise.resolve(read);
    const seeds = new Map([...read.texts].map(([clause, text]) => [clause, seedOfNode(nodeOfJson(text), 1)]));
    return Promise.resolve({ ...read, seeds });
  };
}

/** The sample agreement of the demo lies beside `src` and `dist`. */
export function sampleFile(): { readonly fileName: string; readonly bytes: Uint8Array } {
  const fileName = 'lake-orren.json';
  return {
    fileName,
    bytes: readFileSync(fileURLToPath(new URL(`../../sample/${fileName}`, import.meta.url))),
  };
}
