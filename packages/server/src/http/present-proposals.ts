/** Presenter of private proposals: those of the viewer's own delegation, and what may still be done with each. */
import type { ProposalAct, ProposalView } from '@travaux/editor/frames';
import {
  mayReadProposal,
  referenceWords,
  type Proposal,
  type ProposalsState,
} from '@travaux/workflow/proposals';
import type { Names } from './course-names.ts';

/** In the order in which they were kept. */
export function visibleProposals(
  names: Names,
  { proposals }: ProposalsState,
  clause: string | null,
): readonly Proposal[] {
  return [...proposals.values()].filter(
    (one) => (clause === null || one.clause === clause) && mayReadProposal(names.state, names.viewer, one),
  );
}

const acts: readonly ProposalAct[] = ['give-reason', 'incorporate-proposal', 'withdraw-proposal'];

export function presentProposal(names: Names, proposal: Proposal): ProposalView {
  const { id, reference, clause, reason, origin, keptBy, keptAt, status } = proposal;
  const { party } = reference;
  const nameOf = (person: string) =>
    names.actor(person, (capacity) => capacity.role === 'delegate' && capacity.party === party).name;
  return {
    ...{ id, reason, origin, keptAt },
    reference: referenceWords(reference),
    party: names.party(party),
    clause: names.clause(clause),
    keptBy: nameOf(keptBy),
    status: status.kind === 'private' ? status : { ...status, by: nameOf(status.by) },
    // Whoever sees it is a delegate of the party, and each of them may do all of it.
    may: status.kind === 'private' ? acts : [],
  };
}
