/**
 * What every reader of a file makes of it: one agreement, ready to be opened in one transaction.
 */
import type { ClauseJson } from '@travaux/editor/document';
import type { ImportRemark } from '@travaux/editor/frames';
import type { OpenAgreement } from '@travaux/workflow/agreement';

export interface Imported {
  readonly failed?: never;
  /** Without `source` and accreditations of persons: those are the importer's business. */
  readonly open: Omit<OpenAgreement, 'type' | 'source' | 'accreditations'>;
  /** Text of each clause in `open.elements`, by clause id. */
  readonly texts: ReadonlyMap<string, ClauseJson>;
  /** What was not taken over as it stood, for the secretariat to look at. */
  readonly remarks: readonly ImportRemark[];
}

/** A file as its reader names it, ready to be stored: with the first update of every room. */
export interface ReadyToOpen extends Imported {
  readonly failed?: never;
  readonly mediaType: string;
  /** First Yjs update of each clause, by clause id; equal files with equal ids give equal bytes. */
  readonly seeds: ReadonlyMap<string, Uint8Array>;
}

export type ImportFailureCode =
  | 'empty-file'
  | 'too-large'
  | 'unknown-format'
  | 'not-text'
  | 'malformed'
  | 'forbidden-construct'
  | 'too-deep'
  | 'too-many-elements'
  | 'invalid-agreement'
  | 'took-too-long';

/** Why a file was not imported. Expected, so a value. Nothing of the file is left behind. */
export interface ImportFailure {
  readonly failed: true;
  readonly code: ImportFailureCode;
  /** What is wrong and what to do, for the person who chose the file. */
  readonly sentence: string;
  /** 1-based line, where there is one. */
  readonly line?: number;
  /** Every error of a structured format, each with its JSON path. */
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

export interface ImportLimits {
  /** Longest file, in bytes. */
  readonly maxBytes: number;
  readonly maxDepth: number;
  readonly maxElements: number;
}

export const defaultImportLimits: ImportLimits = {
  maxBytes: 20 * 1024 * 1024,
  maxDepth: 100,
  maxElements: 200_000,
};

export type ImportProgress = (stage: 'reading' | 'structuring', done: number, total: number) => void;
