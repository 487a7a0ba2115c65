/**
 * What leads into a paragraph or an item: "The Parties shall:" before the list of what they shall. What stands under
 * a lead-in is the end of its sentence, so it need not say again who owes it.
 */
import type { Question } from '../lens.ts';
import type { ClauseSubject } from '../subject.ts';
import { ofClause } from './of-clause.ts';

const openEnd = /[:\u2014–-]["')\]\s]*$|(?:following|as follows|shall|will|to|that|include)["')\]\s]*$/iu;
const promising =
  /(?<![\p{L}])(?:shall|will|undertakes?|commits?|agrees?|decides|requests|calls)(?![\p{L}])/iu;

/** Whether an earlier passage of the clause, with a sentence of its own, is left open for this one. */
export function ledInWithin(clause: ClauseSubject, passage: number): boolean {
  return clause.passages
    .slice(0, passage)
    .some(({ words, kind }) => kind !== 'footnote' && openEnd.test(words));
}

const endOf = ofClause(({ passages, heading }) => ({
  isOpen: openEnd.test(passages.findLast(({ kind }) => kind !== 'footnote')?.words ?? heading),
  promises: passages.some(({ words }) => promising.test(words)),
}));

/**
 * Clauses that one before them, in the same division, leads into: a clause without a number all that follow, clause 15
 * those numbered 15.1 and on, clause 7.1 its fellows 7.2 and on. A clause that makes a promise leads into what is
 * numbered below it, whether or not it ends in a colon.
 */
const ledIn: Question<ReadonlySet<string>> = {
  answer(see) {
    const found = new Set<string>();
    let division = '';
    let leads: string[] = [];
    for (const clause of see.all('clause')) {
      const { id, label, within } = clause;
      if (!within.some((around) => around.id === division)) leads = [];
      division = within.at(-1)?.id ?? '';
      if (leads.some((lead) => lead === '' || label === '' || label.startsWith(lead))) found.add(id);
      const { isOpen, promises } = endOf(clause);
      if (isOpen) leads.push(label === '' ? '' : `${label}.`, ...parentOf(label));
      else if (label !== '' && promises) leads.push(`${label}.`);
    }
    return found;
  },
  same: (before, after) => before.size === after.size && [...before].every((id) => after.has(id)),
};

/** `7.1` → `7.` */
const parentOf = (label: string): string[] => {
  const at = label.lastIndexOf('.');
  return at < 0 ? [] : [label.slice(0, at + 1)];
};

export const isLedIn: Question<boolean> = { answer: (see, clause) => see.ask(ledIn).has(clause) };
