/** More relief than compliance, early on. */
import { surelyVerified } from '../requirements.ts';
import type { Lens } from '../lens.ts';
import type { Rule } from '../rule.ts';
import { earning } from '../sides.ts';
import { called } from '../wording.ts';

/** By so many per cent of the whole relief may run ahead of the milestones. */
const tolerated = 20;

export const pacing: Rule = {
  id: 'L14',
  severity: 'warning',
  title: 'Front-loaded relief',
  reason:
    'When most of the relief is out before most of the milestones are verified, little is left to give for the rest.',
  precedent: null,
  about: 'agreement',
  check(_agreement, see, report) {
    const first = steps(see).find(({ relief, compliance }) => relief - compliance > tolerated);
    if (!first) return;
    report({
      on: { kind: 'tranche', name: first.id },
      field: 'magnitude',
      at: '.magnitudePctOfRegime',
      message: `By ${called(see.find('tranche', first.id)!)}, ${Math.round(first.relief)} per cent of the relief may be given, while ${first.verified} of ${first.of} milestones (${Math.round(first.compliance)} per cent) must be verified. Move relief to later tranches, or milestones to earlier ones.`,
    });
  },
  examples: {
    bad: [
      {
        says: 'most of it first',
        change: (its) => {
          its.tranche('T1').magnitudePctOfRegime = 60;
          its.tranche('T2').magnitudePctOfRegime = 10;
        },
        at: '$.tranches[0].magnitudePctOfRegime',
      },
    ],
    good: [],
  },
};

interface Step {
  readonly id: string;
  /** Per cent of all relief that may be given by then. */
  readonly relief: number;
  /** Per cent of the milestones that must be verified by then. */
  readonly compliance: number;
  readonly verified: number;
  readonly of: number;
}

/** The tranches in their order, each with what has been given and done by then. */
function steps(see: Lens): readonly Step[] {
  const owed = see.ask(earning);
  const tranches = see.all('tranche');
  if (owed.length === 0 || tranches.some(({ magnitudePctOfRegime }) => magnitudePctOfRegime == null))
    return [];
  const whole = tranches.reduce((sum, tranche) => sum + tranche.magnitudePctOfRegime!, 0);
  const isOwed = new Set(owed);
  const done = new Set<string>();
  let given = 0;
  return tranches
    .toSorted((a, b) => (a.phase ?? 0) - (b.phase ?? 0))
    .map(({ id, magnitudePctOfRegime }) => {
      given += magnitudePctOfRegime!;
      for (const milestone of see.ask(surelyVerified, `tranche ${id}`))
        if (isOwed.has(milestone)) done.add(milestone);
      return {
        id,
        relief: whole > 0 ? (given / whole) * 100 : 0,
        compliance: (done.size / owed.length) * 100,
        verified: done.size,
        of: owed.length,
      };
    });
}
