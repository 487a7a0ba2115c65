/**
 * How English texts command: which sentences make a duty, and who owes it. What the rules of style share.
 */
import type { Lens } from '../lens.ts';
import { ownWords, sentencesOf, type PlainWords } from './plain-words.ts';
import { primaryLanguage } from './number-words.ts';
import type { ClauseSubject, Passage } from '../subject.ts';

export interface Sentence {
  readonly passage: Passage;
  readonly n: number;
  readonly plain: PlainWords;
  /** Where it begins in the plain words. */
  readonly from: number;
  readonly text: string;
}

/** A sentence that binds somebody. */
export const binding =
  /(?<![\p{L}])(?:shall|must|will|undertakes? to|agrees? (?:that|to)|commits? (?:itself |themselves )?to|decides? (?:that|to)|demands?|(?:is|are) (?:required|obliged|obligated|bound) to)(?![\p{L}])/iu;

/** Sentences of the operative text, read as English; none in another language. */
export function* operativeSentences(clause: ClauseSubject, see: Lens): Generator<Sentence> {
  if (primaryLanguage(see.language()) === 'en') yield* operativeSentencesOf(clause);
}

/** The same in whatever language it is. */
export function* operativeSentencesOf(clause: ClauseSubject): Generator<Sentence> {
  if (clause.part === 'preamble') return;
  for (const { passage, n, plain } of ownWords(clause)) {
    if (passage.kind === 'heading' || passage.kind === 'footnote') continue;
    for (const { from, to } of sentencesOf(plain.text)) {
      const text = plain.text.slice(from, to);
      yield { passage, n, plain, from: from + (text.length - text.trimStart().length), text: text.trim() };
    }
  }
}

const agentWord =
  "(?:\\p{Lu}[\\p{L}'-]+|sides|part(?:y|ies)|states?|governments?|committee|commission|council|secretariat|authorit(?:y|ies)|forces)";
const agent = new RegExp(
  `(?<![\\p{L}])(?:by|on the part of) (?!(?:no|not|means|virtue|way|reason|the end|the date|\\d)(?![\\p{L}]))(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)(?![\\p{L}]))(?:[\\p{Ll}-]+ ){0,4}?${agentWord}(?![\\p{L}])`,
  'u',
);
/** Whether it says by whom: "by both sides", "by the Government". */
export const namesAgent = (sentence: string): boolean => agent.test(sentence);
