/**
 * `decide` for proposals: who may keep one, and what may still be done with it. Pure: time, and what only texts can
 * tell, come in as facts.
 */
import type { AgreementState } from '../agreement/state.ts';
import { can, type Actor } from '../policy/can.ts';
import { whoMay } from '../policy/names.ts';
import type { ProposalCommand } from './commands.ts';
import type { ProposalEvent } from './events.ts';
import type { Proposal, TextHash } from './proposal.ts';
import { refuseProposal, type ProposalRefusal } from './refusal.ts';
import { mayPropose, mayReadProposal, proposesFor } from './sight.ts';
import type { ProposalsState } from './state.ts';

/** Most proposals of one party to one agreement: each keeps two whole texts. */
export const maxProposals = 500;

/** What a decision on proposals needs and the pure rules cannot know. */
export interface ProposalFacts {
  /** Of what the clause says at this moment; null: there is no such text. Asked for `keep-proposal` only. */
  readonly present: TextHash | null;
  /** The number of the clause, as it is printed now; empty where it has none. */
  readonly number: string;
}

export type ProposalDecision = readonly ProposalEvent[] | ProposalRefusal;

export function decideProposal(
  proposals: ProposalsState,
  agreement: AgreementState,
  actor: Actor,
  command: ProposalCommand,
  facts: ProposalFacts,
): ProposalDecision {
  if (actor.person === null || !can(actor, 'propose', { state: agreement })) {
    return refuseProposal('not-allowed', `Only ${whoMay('propose')} keep proposals.`);
  }
  switch (command.type) {
    case 'keep-proposal':
      return keep(proposals, agreement, actor, command, facts);
    case 'give-reason': {
      const { reason } = command;
      return onOpen(proposals, agreement, actor, command.proposal, (proposal) =>
        proposal.reason === reason ? [] : [{ type: 'reason-given', proposal: proposal.id, reason }],
      );
    }
    case 'incorporate-proposal':
      return onOpen(proposals, agreement, actor, command.proposal, ({ id }) => [
        { type: 'proposal-incorporated', proposal: id },
      ]);
    case 'withdraw-proposal':
      return onOpen(proposals, agreement, actor, command.proposal, ({ id }) => [
        { type: 'proposal-withdrawn', proposal: id },
      ]);
  }
}

function keep(
  proposals: ProposalsState,
  agreement: AgreementState,
  actor: Actor,
  command: Extract<ProposalCommand, { type: 'keep-proposal' }>,
  { present, number }: ProposalFacts,
): ProposalDecision {
  const { proposal: id, party, clause, base, text, reason, origin } = command;
  if (!proposesFor(agreement, actor).includes(party)) {
    return refuseProposal('not-yours', 'Only a delegate of the party may keep a proposal for it.');
  }
  const isClause = agreement.outline.elements.get(clause)?.kind === 'clause';
  if (!isClause || present === null || !mayPropose(agreement, actor, party, clause)) {
    return refuseProposal('unknown-clause', 'There is no such clause, or you may not see it.');
  }
  const known = proposals.proposals.get(id);
  if (known) {
    const same = known.reference.party === party && known.clause === clause && known.text === text;
    return same ? [] : refuseProposal('used-id', 'The id of the proposal is in use already.');
  }
  if (base !== present) {
    return refuseProposal(
      'text-changed',
      'The text of the clause has changed since the proposal was made from it. Make it from the text as it is now.',
    );
  }
  if (text === base) {
    return refuseProposal(
      'nothing-changed',
      'The clause says what the proposal says: there is nothing to keep.',
    );
  }
  const seq = (proposals.kept.get(party) ?? 0) + 1;
  if (seq > maxProposals) {
    return refuseProposal('too-many', `A party keeps at most ${maxProposals} proposals in one agreement.`);
  }
  const reference = { party, clause: number, seq };
  return [{ type: 'proposal-kept', proposal: id, reference, clause, base, text, reason, origin }];
}

/** Who may not know of a proposal is told the same as if there were none. */
function onOpen(
  proposals: ProposalsState,
  agreement: AgreementState,
  actor: Actor,
  id: string,
  then: (proposal: Proposal) => readonly ProposalEvent[],
): ProposalDecision {
  const proposal = proposals.proposals.get(id);
  if (!proposal || !mayReadProposal(agreement, actor, proposal)) {
    return refuseProposal('unknown-proposal', 'There is no such proposal, or you may not see it.');
  }
  switch (proposal.status.kind) {
    case 'private':
      return then(proposal);
    case 'incorporated':
      return refuseProposal('closed-proposal', 'The proposal was put into the text before.');
    case 'withdrawn':
      return refuseProposal('closed-proposal', 'The proposal was withdrawn before.');
  }
}
