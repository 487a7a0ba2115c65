/** Square brackets: what is not agreed yet. */
import type { Question } from '../lens.ts';
import type { Rule } from '../rule.ts';
import { ofClause } from '../text/of-clause.ts';
import { plainWords } from '../text/plain-words.ts';
import type { ClauseSubject } from '../subject.ts';

interface Bracket {
  readonly sign: '[' | ']';
  readonly passage: number;
  /** In the plain words. */
  readonly at: number;
  /** An opening one that begins its passage, or a closing one that ends it, may belong to one of another clause. */
  readonly atEdge: boolean;
}

const bracketsOf = ofClause(readBrackets);

/** Of one clause; whoever mends these sees the others. */
const mostTold = 20;

/** Those that have no partner in another clause either, by clause. Texts in negotiation put whole articles in brackets. */
const withoutPartner: Question<ReadonlyMap<string, readonly Bracket[]>> = {
  answer(see) {
    const faults = new Map<string, Bracket[]>();
    const open: { readonly clause: string; readonly bracket: Bracket }[] = [];
    const fault = (clause: string, bracket: Bracket) => {
      const known = faults.get(clause);
      if (!known) faults.set(clause, [bracket]);
      else if (known.length < mostTold) known.push(bracket);
    };
    for (const clause of see.all('clause')) {
      const { id } = clause;
      for (const bracket of bracketsOf(clause).alone) {
        if (bracket.sign === '[' && bracket.atEdge) open.push({ clause: id, bracket });
        else if (bracket.sign === '[' || !bracket.atEdge || open.pop() === undefined) fault(id, bracket);
      }
    }
    for (const { clause, bracket } of open) fault(clause, bracket);
    return faults;
  },
  same: (before, after) => JSON.stringify([...before]) === JSON.stringify([...after]),
};

const unbalancedIn: Question<readonly Bracket[]> = {
  answer: (see, clause) => see.ask(withoutPartner).get(clause) ?? [],
  same: (before, after) => JSON.stringify(before) === JSON.stringify(after),
};

export const brackets: Rule = {
  id: 'L59',
  severity: 'error',
  title: 'Brackets that are left or unbalanced',
  reason:
    'What stands in brackets is not agreed; and of a bracket without its partner nobody can tell what it holds.',
  precedent: 'Drafts of the Paris Agreement went out with one to four stray brackets each.',
  about: 'clause',
  check(clause, see, report) {
    // Asking makes the rule wait for every clause: only one with a bracket to match has to.
    const alone = bracketsOf(clause).alone.length === 0 ? [] : see.ask(unbalancedIn, clause.id);
    for (const { sign, passage, at } of alone) {
      const words = clause.passages[passage];
      if (!words) continue;
      report({
        range: plainWords(words).range(passage, at, at + 1),
        message:
          sign === '['
            ? 'This bracket is never closed. Put its partner where the words end that are not agreed.'
            : 'This bracket closes none that was opened. Remove it, or open it where the words begin that are not agreed.',
      });
    }
    if (!clause.settled) return;
    const [first, ...others] = bracketsOf(clause).pairs;
    const words = first && clause.passages[first.passage];
    if (!first || !words) return;
    const also =
      others.length === 0 ? '' : others.length === 1 ? ', and one more' : `, and ${others.length} more`;
    report({
      range: plainWords(words).range(first.passage, first.from, first.to),
      message: `The text is closed, but these words are still in brackets${also}. Agree on them first.`,
    });
  },
  examples: {
    bad: [
      {
        says: 'a bracket that is never closed',
        change: (its) => its.clause('c1', '1.1 Kestrelia shall keep not more than [250 kg of the compound.'),
        at: '1.1',
      },
      {
        says: 'a bracket that closes nothing',
        change: (its) => its.clause('c1', '1.1 Kestrelia shall keep not more than 250] kg of the compound.'),
        at: '1.1',
      },
      {
        says: 'brackets in a closed text',
        change: (its) => {
          its.clause('c1', '1.1 Kestrelia shall keep not more than [250][300] kg of the compound.').settled =
            true;
        },
        at: '1.1',
      },
    ],
    good: [
      {
        says: 'brackets while it is negotiated',
        change: (its) =>
          its.clause('c1', '1.1 Kestrelia [shall][will] keep [not more than [250][300] kg] of it.'),
      },
      {
        says: 'brackets around two clauses',
        change: (its) => {
          its.clause('c1', '1.1 [Kestrelia shall keep 250 kg of the compound.');
          its.clause('c2', '1.2 It shall report every month.]');
        },
      },
    ],
  },
};

interface Pair {
  readonly passage: number;
  readonly from: number;
  readonly to: number;
}

/** The outermost pairs, and what has no partner. A pair may reach over passages of the clause. */
function readBrackets(clause: ClauseSubject): {
  readonly alone: readonly Bracket[];
  readonly pairs: readonly Pair[];
} {
  const stray: Bracket[] = [];
  const open: Bracket[] = [];
  const pairs: Pair[] = [];
  for (const [passage, { words, quoted }] of clause.passages.entries()) {
    if (quoted || !/[[\]［］]/u.test(words)) continue;
    const { text } = plainWords(clause.passages[passage]!);
    const letters = Array.from(text.matchAll(/[^\s\p{P}]+/gu));
    const begins = letters[0]?.index ?? text.length;
    const ends = letters.at(-1)?.index ?? -1;
    for (const { index: at, 0: sign } of text.matchAll(/[[\]]/gu)) {
      if (sign === '[') {
        open.push({ sign, passage, at, atEdge: at < begins });
        continue;
      }
      const partner = open.pop();
      if (!partner) stray.push({ sign: ']', passage, at, atEdge: at > ends });
      else if (open.length === 0) {
        const from = partner.passage === passage ? partner.at : 0;
        pairs.push({ passage, from, to: at + 1 });
      }
    }
  }
  return { alone: [...stray, ...open], pairs };
}
