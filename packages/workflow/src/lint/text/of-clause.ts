/**
 * What a rule works out of one clause alone. It is kept with the clause: a clause that did not change is the same
 * object as before, so whoever looks at all clauses after a keystroke works it out for one of them.
 */
import type { ClauseSubject } from '../subject.ts';

export function ofClause<T>(work: (clause: ClauseSubject) => T): (clause: ClauseSubject) => T {
  const known = new WeakMap<ClauseSubject, { readonly value: T }>();
  return (clause) => {
    const before = known.get(clause);
    if (before) return before.value;
    const value = work(clause);
    known.set(clause, { value });
    return value;
  };
}
