/**
 * What the linter is shown: the terms of an agreement and the words of its text. The editor makes it from the living
 * document, the command line from a file; neither is needed for the other, since a treaty may have text and no
 * blocks, and a file terms and little text.
 */
import type { Terms } from '../compliance/terms.ts';

export interface Subject {
  readonly terms: Terms;
  readonly text: TextSubject;
  /** Id of a term (`T4`, `day:adoption`, `disputeLadder`) → id of the clause in which its block stands. */
  readonly standsIn: ReadonlyMap<string, string>;
  /** Values of blocks that could not be read. Rules say nothing more about those. */
  readonly unread: readonly UnreadField[];
  /** `2026-11-25`: today, for deadlines in the past. Null when nobody asks. */
  readonly today: string | null;
}

export interface UnreadField {
  readonly clause: string;
  readonly term: string;
  readonly field: string;
  /** The words as they stand. */
  readonly words: string;
  /** What was expected, and the nearest thing that would be understood. */
  readonly message: string;
  /** What was meant most likely; null where nothing is near. */
  readonly meant: Meant | null;
}

export interface Meant {
  /** The name that was meant: `M4`. */
  readonly name: string;
  /** The words of the whole field, with that name in its place. */
  readonly words: string;
}

export interface TextSubject {
  /** Tag of the language in which the text is read, such as `en`. */
  readonly language: string;
  /** In reading order. */
  readonly clauses: readonly ClauseSubject[];
  /** The same agreement in other languages, clause by clause by id. */
  readonly versions: readonly LanguageVersion[];
}

export interface LanguageVersion {
  readonly language: string;
  readonly clauses: readonly ClauseSubject[];
}

export interface ClauseSubject {
  readonly id: string;
  /** As printed: `7.2`, `12 bis`. Empty for a clause without a number. */
  readonly label: string;
  readonly heading: string;
  /** Ids of the divisions that it stands in, the outermost first, with what is printed before their heading. */
  readonly within: readonly { readonly id: string; readonly label: string; readonly heading: string }[];
  /** `preamble` for recitals: no duty is made there. */
  readonly part: 'preamble' | 'operative' | 'annex';
  readonly passages: readonly Passage[];
  /** Whether its words are closed: under sign-off, agreed or further. Brackets must be gone by then. */
  readonly settled: boolean;
  /** Who signed which text, where that is known. */
  readonly signOffs: readonly { readonly party: string; readonly version: string }[];
  /** Parties that still have to sign a settled clause; empty where that is not known. */
  readonly unsigned: readonly string[];
}

/** One run of words. Fields of blocks are not among them. */
export interface Passage {
  /** What it is in its clause: a footnote's words are a passage of their own. */
  readonly kind: 'paragraph' | 'item' | 'cell' | 'heading' | 'footnote';
  /** Label within the clause: `(a)`, `(a) (i)`; empty for the clause's own words. */
  readonly label: string;
  readonly words: string;
  /** Quoted words of another act, which this agreement does not owe. */
  readonly quoted: boolean;
  readonly references: readonly PassageReference[];
  /** Terms that are given their meaning here. */
  readonly defines: readonly string[];
  /** Defined terms of the agreement that are used here, as they are defined; not where they get their meaning. */
  readonly uses: readonly string[];
}

export interface PassageReference {
  readonly from: number;
  readonly to: number;
  /** Id of what is meant; null when the agreement has nothing of that name. */
  readonly target: string | null;
  /** What is printed there and what it should print now, where the two differ. */
  readonly stale: { readonly printed: string; readonly now: string } | null;
}
