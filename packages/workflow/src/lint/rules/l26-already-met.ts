/** A target that is met on the first day. */
import type { Rule } from '../rule.ts';
import type { Things } from '../things.ts';
import { called } from '../wording.ts';

export const alreadyMet: Rule = {
  id: 'L26',
  severity: 'error',
  title: 'Target already met',
  reason: 'A target that the baseline meets rewards what is done already.',
  precedent: null,
  about: 'milestone',
  check(milestone, _see, report) {
    const { baseline, target, tolerance } = milestone.indicator ?? {};
    const [now, wanted] = [measured(baseline?.value), measured(target?.value)];
    if (now === null || wanted === null || !meets(now, target!.comparator ?? '==', wanted, tolerance ?? 0))
      return;
    report({
      field: 'target',
      at: '.indicator.target',
      message: `${called(milestone)} is met before anything is done: the baseline is ${String(baseline!.value)}, the target ${target!.comparator ?? ''} ${String(target!.value)}. Mend the one or the other.`,
    });
  },
  examples: {
    bad: [
      {
        says: 'less than the target from the beginning',
        change: (its) => (its.milestone('M2').indicator!.baseline!.value = 200),
        at: '$.milestones[1].indicator.target',
      },
    ],
    good: [],
  },
};

type Quantity = NonNullable<NonNullable<NonNullable<Things['milestone']['indicator']>['baseline']>['value']>;

function measured(value: Quantity | null | undefined): number | null {
  if (value == null || value === '') return null;
  if (typeof value === 'boolean') return Number(value);
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

function meets(
  now: number,
  comparator: NonNullable<NonNullable<NonNullable<Things['milestone']['indicator']>['target']>['comparator']>,
  wanted: number,
  tolerance: number,
): boolean {
  switch (comparator) {
    case '>=':
      return now >= wanted - tolerance;
    case '>':
      return now > wanted - tolerance;
    case '<=':
      return now <= wanted + tolerance;
    case '<':
      return now < wanted + tolerance;
    case '==':
      return Math.abs(now - wanted) <= tolerance;
    case '!=':
      return Math.abs(now - wanted) > tolerance;
  }
}
