/**
 * The proposals of an agreement, of all parties: what `evolve` makes of their events. They are a stream of their own
 * beside that of the agreement, as comments are, so that nothing that reads the agreement can come upon them.
 */
import type { PartyId } from '../agreement/participants.ts';
import type { RecordedProposal } from './events.ts';
import type { Proposal, ProposalId } from './proposal.ts';

export interface ProposalsState {
  /** Number of events so far. */
  readonly version: number;
  /** In the order in which they were kept. */
  readonly proposals: ReadonlyMap<ProposalId, Proposal>;
  /** How many each party has kept so far. */
  readonly kept: ReadonlyMap<PartyId, number>;
}

export const noProposals: ProposalsState = { version: 0, proposals: new Map(), kept: new Map() };

/** Total: an event that does not fit its state changes what it can and counts as one version all the same. */
export function evolveProposals(state: ProposalsState, recorded: RecordedProposal): ProposalsState {
  return replayProposals(state, [recorded]);
}

export function replayProposals(state: ProposalsState, events: Iterable<RecordedProposal>): ProposalsState {
  const proposals = new Map(state.proposals);
  const kept = new Map(state.kept);
  let { version } = state;
  for (const { at, by, event } of events) {
    version += 1;
    const before = proposals.get(event.proposal);
    if (event.type === 'proposal-kept') {
      if (before) continue;
      const { proposal: id, reference, clause, base, text, reason, origin } = event;
      const status = { kind: 'private' } as const;
      proposals.set(id, {
        ...{ id, reference, clause, base, text, reason, origin, status },
        ...{ keptBy: by, keptAt: at },
      });
      kept.set(reference.party, reference.seq);
      continue;
    }
    if (!before) continue;
    switch (event.type) {
      case 'reason-given':
        proposals.set(before.id, { ...before, reason: event.reason });
        break;
      case 'proposal-incorporated':
        proposals.set(before.id, { ...before, status: { kind: 'incorporated', by, at } });
        break;
      case 'proposal-withdrawn':
        proposals.set(before.id, { ...before, status: { kind: 'withdrawn', by, at } });
        break;
    }
  }
  return { version, proposals, kept };
}
