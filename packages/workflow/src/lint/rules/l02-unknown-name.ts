/** Names that nothing in the agreement has. */
import { didYouMeanOne } from '../ids.ts';
import { leavesOf, partsOf, type Leaf } from '../leaves.ts';
import type { Lens } from '../lens.ts';
import type { Condition } from '../../compliance/condition.ts';
import type { Report, Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const unknownName: Rule = {
  id: 'L02',
  severity: 'error',
  title: 'Name of nothing',
  reason: 'What names something that the agreement does not have can never be evaluated.',
  precedent: null,
  looks: [
    {
      about: 'milestone',
      check(milestone, see, report) {
        const who = called(milestone);
        milestone.prerequisites.forEach((name, index) =>
          expect('milestone', name, `${who} has to wait for`, see, report, {
            field: 'prerequisites',
            at: `.prerequisites[${index}]`,
          }),
        );
        milestone.verification?.sources.forEach((name, index) =>
          expect('source', name, `${who} is to be read from`, see, report, {
            field: 'sources',
            at: `.verification.sources[${index}]`,
          }),
        );
        const body = milestone.determination?.by;
        if (body)
          expect('body', body, `${who} is determined by`, see, report, {
            field: 'determinedBy',
            at: '.determination.by',
          });
        for (const { condition, path } of partsOf(milestone.deadline).conditions)
          expectLeaves(condition, who, see, report, { field: 'deadline', at: `.deadline${path}` });
      },
    },
    {
      about: 'tranche',
      check(tranche, see, report) {
        const who = called(tranche);
        expectLeaves(tranche.condition?.ast, who, see, report, { field: 'condition', at: '.condition.ast' });
        tranche.snapback?.triggeredBy.forEach((name, index) =>
          expect('contingency', name, `${who} is reversed by`, see, report, {
            field: 'reversedBy',
            at: `.snapback.triggeredBy[${index}]`,
          }),
        );
        const of = tranche.proportional?.of;
        if (of)
          expect('milestone', of, `${who} is released in proportion to`, see, report, {
            field: 'proportionalTo',
            at: '.proportional.of',
          });
        tranche.grantors.forEach((name, index) =>
          expect('party', name, `${who} is granted by`, see, report, {
            field: 'grantors',
            at: `.grantors[${index}]`,
          }),
        );
      },
    },
    {
      about: 'day',
      check(day, see, report) {
        for (const { condition, path } of partsOf(day.rule).conditions)
          expectLeaves(condition, day.name || day.id, see, report, { field: 'rule', at: `.rule${path}` });
      },
    },
    {
      about: 'contingency',
      check(contingency, see, report) {
        const who = called(contingency);
        expectLeaves(contingency.trigger?.ast, who, see, report, { field: 'trigger', at: '.trigger.ast' });
        expectLeaves(contingency.restoration?.condition, who, see, report, {
          field: 'restoration',
          at: '.restoration.condition',
        });
      },
    },
    {
      about: 'sunset',
      check(sunset, see, report) {
        sunset.relief.forEach(({ tranche }, index) =>
          expect('tranche', tranche, 'The sunset lets lapse', see, report, {
            field: 'relief',
            at: `.relief[${index}].tranche`,
          }),
        );
      },
    },
  ],
  examples: {
    bad: [
      {
        says: 'a condition on a milestone that there is not',
        change: (its) =>
          (its.tranche('T1').condition = {
            ast: {
              op: 'and',
              args: [
                { op: 'milestone', ref: 'M1', is: 'verified' },
                { op: 'milestone', ref: 'M99', is: 'verified' },
              ],
            },
          }),
        at: '$.tranches[0].condition.ast.args[1]',
      },
      {
        says: 'a prerequisite that there is not',
        change: (its) => its.milestone('M3').prerequisites.push('M7'),
        at: '$.milestones[2].prerequisites[0]',
      },
      {
        says: 'a step that the ladder does not have',
        change: (its) =>
          (its.contingency('C1').trigger = { ast: { op: 'ladderOutcome', step: 9, is: 'not_continued' } }),
        at: '$.contingencies[0].trigger.ast',
      },
      {
        says: 'a reversal by a contingency that there is not',
        change: (its) => its.tranche('T2').snapback?.triggeredBy.push('C8'),
        at: '$.tranches[1].snapback.triggeredBy[1]',
      },
    ],
    good: [],
  },
};

interface At {
  readonly field: string;
  readonly at: string;
}

const nouns = {
  milestone: 'milestone',
  tranche: 'tranche',
  day: 'day',
  contingency: 'contingency',
  source: 'source',
  body: 'body',
  party: 'party',
} as const;
type Named = keyof typeof nouns;

function expect(kind: Named, name: string, says: string, see: Lens, report: Report, place: At): void {
  if (see.find(kind, name)) return;
  report({
    ...place,
    message: `${says} ${name}, and the agreement has no ${nouns[kind]} of that name.${didYouMeanOne(name, [kind], see)}`,
  });
}

function expectLeaves(
  condition: Condition | null | undefined,
  who: string,
  see: Lens,
  report: Report,
  place: At,
): void {
  for (const leaf of leavesOf(condition)) {
    const at = { ...place, at: place.at + leaf.path };
    const named = nameIn(leaf);
    if (named) expect(named.kind, named.name, `${who} depends on`, see, report, at);
    if (leaf.is.op !== 'ladderOutcome') continue;
    const { step } = leaf.is;
    const steps = see.all('ladder')[0]?.steps ?? [];
    if (steps.some(({ n }, index) => (n ?? index + 1) === step)) continue;
    const has =
      steps.length === 0 ? 'there is no dispute ladder' : `the dispute ladder has ${steps.length} steps`;
    report({
      ...at,
      message: `${who} depends on step ${step} of the dispute ladder, and ${has}. Name one of its steps.`,
    });
  }
}

function nameIn({ is }: Leaf): { readonly kind: Named; readonly name: string } | null {
  switch (is.op) {
    case 'milestone':
    case 'sustained':
      return { kind: 'milestone', name: is.ref };
    case 'reached':
      return { kind: 'day', name: is.ref };
    case 'tranche':
      return { kind: 'tranche', name: is.ref };
    case 'contingencyActive':
      return { kind: 'contingency', name: is.ref };
    case 'ladderOutcome':
    case 'discrepancyOpen':
    case 'discrepancyClosed':
    case 'relief_overdue':
      return null;
  }
}
