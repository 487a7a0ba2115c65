/** A verifier that is gone before what it verifies. */
import { listWords } from '../../route/words.ts';
import { before, ending, heldUntil, instantOf, type Instant } from '../dates.ts';
import { sameList } from '../ids.ts';
import type { Lens, Question } from '../lens.ts';
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const mandate: Rule = {
  id: 'L30',
  severity: 'error',
  title: 'Mandate ends too early',
  reason: 'What is still owed when nobody may verify it any more is an unverified tail.',
  precedent:
    'Resolution 2231 (2015) ends after ten years; the monitoring of uranium ore under the JCPOA runs for twenty-five.',
  looks: [
    {
      about: 'verifier',
      check(verifier, see, report) {
        const led = see.ask(ledBy, verifier.id);
        const until = verifier.mandateUntil ? instantOf(verifier.mandateUntil, see) : null;
        if (!until || led.length === 0) return;
        const end = see.ask(ending);
        // Who stays as long as the agreement stays long enough: if that ends too early, see L48.
        if (end && !before(until, end, see)) return;
        const late = led.filter((id) => before(until, dated(heldUntil(id, see)), see));
        if (late.length === 0 && !end) return;
        const on = until.date ? ` on ${until.date}` : '';
        report({
          field: 'mandateUntil',
          message:
            late.length > 0
              ? `The mandate of ${called(verifier)} ends${on}, before ${listWords(late)}, which it verifies, ${late.length > 1 ? 'are' : 'is'} due. Extend the mandate.`
              : `The mandate of ${called(verifier)} ends${on}, before the agreement does${end?.date ? ` on ${end.date}` : ''}; until then relief may hang on what it verifies. Extend the mandate.`,
        });
      },
    },
    {
      about: 'sunset',
      check({ surviving }, see, report) {
        surviving.forEach(({ clause, until, verifier }, index) => {
          const at = `.surviving[${index}].verifier`;
          const label = see.find('clause', clause)?.label || clause;
          if (verifier) {
            if (see.find('verifier', verifier)) return;
            report({
              field: 'surviving',
              at,
              message: `Clause ${label} is verified after the end by ${verifier}, and the agreement has no verifier of that name.`,
            });
            return;
          }
          // Who is named for the time after the end has a mandate by it. Where nobody is, that of the lead must last.
          const survives = until ? instantOf(until, see) : null;
          for (const lead of see.ask(leadsOf, clause)) {
            const words = see.find('verifier', lead)?.mandateUntil;
            if (!words || !before(instantOf(words, see), survives, see)) continue;
            report({
              field: 'surviving',
              at,
              message: `Clause ${label} survives until ${until!}, and ${lead}, which verifies it, has a mandate only until ${words}. Name a verifier for that time, or extend the mandate.`,
            });
          }
        });
      },
    },
  ],
  examples: {
    bad: [
      {
        says: 'a year, for an agreement of ten',
        change: (its) => (its.verifier('IMVA').mandateUntil = 'day:adoption+P1Y'),
        at: '$.verifiers[0].mandateUntil',
      },
      {
        says: 'a clause that survives longer than its verifier',
        change: (its) => {
          its.milestone('M2').clause = 'cl-2';
          its.terms.sunset!.surviving = [{ clause: 'cl-2', until: 'day:end+P5Y' }];
        },
        at: '$.sunset.surviving[0].verifier',
      },
    ],
    good: [
      {
        says: 'somebody is named for the time after',
        change: (its) => {
          its.milestone('M2').clause = 'cl-2';
          its.terms.sunset!.surviving = [{ clause: 'cl-2', until: 'day:end+P5Y', verifier: 'IMVA' }];
        },
      },
    ],
  },
};

/** Milestones that a verifier leads on, by verifier. */
const leading: Question<ReadonlyMap<string, readonly string[]>> = {
  answer: (see) =>
    grouped(
      see,
      ({ verification }) => verification?.leadVerifier,
      ({ id }) => id,
    ),
};
const ledBy: Question<readonly string[]> = {
  answer: (see, verifier) => see.ask(leading).get(verifier) ?? [],
  same: sameList,
};

/** Lead verifiers of the milestones of a clause. */
const leads: Question<ReadonlyMap<string, readonly string[]>> = {
  answer: (see) =>
    grouped(
      see,
      ({ clause }) => clause,
      ({ verification }) => verification?.leadVerifier,
    ),
};
const leadsOf: Question<readonly string[]> = {
  answer: (see, clause) => [...new Set(see.ask(leads).get(clause))],
  same: sameList,
};

type Milestone = ReturnType<typeof milestones>[number];
const milestones = (see: Lens) => see.all('milestone');

function grouped(
  see: Lens,
  by: (milestone: Milestone) => string | null | undefined,
  what: (milestone: Milestone) => string | null | undefined,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const milestone of milestones(see)) {
    const [key, value] = [by(milestone), what(milestone)];
    if (!key || !value) continue;
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

const dated = (date: string | null): Instant | null =>
  date === null ? null : { anchor: null, offset: '', known: true, date };
