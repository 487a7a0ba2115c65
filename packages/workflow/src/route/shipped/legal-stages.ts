/**
 * The two stages in which lawyers read a clause, which every shipped route has: the review before the parties agree,
 * and the scrub after. The scrub is of form, consistency and concordance; substance goes back to those who agreed.
 */
import type { TakingPart } from '../asked.ts';
import type { ReviewStage, StageId } from '../route.ts';
import { legalDrafters } from './legal-drafters.ts';

export function legalReview(there: TakingPart): ReviewStage {
  return {
    kind: 'review',
    id: 'legal-review',
    name: 'Legal review',
    within: 'P5D',
    onReturn: 'negotiation',
    grants: null,
    informed: [{ kind: 'all-parties' }],
    consulted: [],
    reviewers: [legalDrafters(there)],
    required: 1,
    order: 'parallel',
    onDeadline: 'returns',
    overriddenBy: null,
  };
}

/** `agreedIn` is the stage in which the clause was agreed: there it goes when the scrub finds substance. */
export function legalScrub(there: TakingPart, agreedIn: StageId): ReviewStage {
  return {
    ...legalReview(there),
    id: 'scrub',
    name: 'Legal scrub',
    within: null,
    onReturn: { stage: agreedIn },
    grants: 'scrubbed',
  };
}
