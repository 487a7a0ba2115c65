/** A `not` over something that may stay unknown. */
import { leavesOf, type LeafCondition } from '../leaves.ts';
import type { Lens } from '../lens.ts';
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const negativeCondition: Rule = {
  id: 'L68',
  severity: 'information',
  title: 'Not, over the unknown',
  reason:
    'What is not known is neither true nor false: a condition of the kind "no breach" must not become true by ignorance.',
  precedent: null,
  about: 'tranche',
  check(tranche, see, report) {
    for (const { is, path, negated } of leavesOf(tranche.condition?.ast)) {
      const unknown = negated ? whyUnknown(is, see) : null;
      if (unknown === null) continue;
      report({
        field: 'condition',
        at: `.condition.ast${path}`,
        message: `${called(tranche)} asks that something is not so, and ${unknown}. Until it is known, the tranche is held. Ask for what must be so instead, or say when it counts as not given.`,
      });
    }
  },
  examples: {
    bad: [
      {
        says: 'a milestone that is not verified, or not yet',
        change: (its) =>
          (its.tranche('T2').condition = {
            ast: {
              op: 'and',
              args: [
                { op: 'milestone', ref: 'M2', is: 'verified' },
                { op: 'not', args: [{ op: 'milestone', ref: 'M3', is: 'missed' }] },
              ],
            },
          }),
        at: '$.tranches[1].condition.ast.args[1].args[0]',
      },
    ],
    good: [
      {
        says: 'a contingency with a trigger is either active or not',
        change: (its) =>
          (its.tranche('T1').condition = {
            ast: {
              op: 'and',
              args: [
                { op: 'milestone', ref: 'M1', is: 'verified' },
                { op: 'not', args: [{ op: 'contingencyActive', ref: 'C1' }] },
              ],
            },
          }),
      },
    ],
  },
};

/** Why it may be unknown; null where somebody always says so. */
function whyUnknown(leaf: LeafCondition, see: Lens): string | null {
  switch (leaf.op) {
    case 'milestone':
    case 'sustained':
      return `of ${leaf.ref} nothing is known until it is determined`;
    case 'contingencyActive':
      return see.find('contingency', leaf.ref)?.trigger?.ast
        ? null
        : `nothing tells when ${leaf.ref} is active`;
    case 'ladderOutcome': {
      const step = see.all('ladder')[0]?.steps.find(({ n }, index) => (n ?? index + 1) === leaf.step);
      return step?.default?.trim()
        ? null
        : `step ${leaf.step} of the dispute ladder may end without an outcome`;
    }
    case 'discrepancyOpen':
    case 'discrepancyClosed':
      return see.all('discrepancy').length > 0 ? null : 'nobody keeps a record of discrepancies';
    case 'reached':
    case 'tranche':
    case 'relief_overdue':
      return null;
  }
}
