/**
 * Two language versions of one agreement that were read from two files: which clause of the one is which of the
 * other. Clauses stand in the same order and have the same numbers, in whatever digits.
 */
import type { ClauseSubject, LanguageVersion } from '@travaux/workflow/lint';
import { fold } from './fold.ts';
import { alignSequences } from './sequence.ts';

const keyOf = ({ part, label }: ClauseSubject) => `${part} ${fold(label).text}`;

/**
 * The other version with the ids of the first. A clause that only the other one has keeps an id that names nothing in
 * the first.
 */
export function alignVersion(
  first: readonly ClauseSubject[],
  language: string,
  other: readonly ClauseSubject[],
): LanguageVersion {
  const clauses: ClauseSubject[] = [];
  const take = (clause: ClauseSubject | undefined, id: string) => clause && clauses.push({ ...clause, id });
  for (const { same, from, fromEnd, to, toEnd } of alignSequences(first.map(keyOf), other.map(keyOf))) {
    // What is numbered otherwise here and there, but as often, is taken one by one.
    const paired = same || fromEnd - from === toEnd - to;
    for (let n = 0; n < toEnd - to; n += 1) {
      const clause = other[to + n];
      take(clause, (paired ? first[from + n]?.id : undefined) ?? `${language}:${clause?.id ?? ''}`);
    }
  }
  return { language, clauses };
}
