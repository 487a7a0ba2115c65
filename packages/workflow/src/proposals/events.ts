/** What happened to proposals. An event is recorded with when, and by whom. */
import type { ClauseId } from '../agreement/outline.ts';
import type { PersonId } from '../agreement/participants.ts';
import type { Origin, ProposalId, ProposalReference, TextHash } from './proposal.ts';

export type ProposalEvent =
  | {
      readonly type: 'proposal-kept';
      readonly proposal: ProposalId;
      readonly reference: ProposalReference;
      readonly clause: ClauseId;
      readonly base: TextHash;
      readonly text: TextHash;
      readonly reason: string;
      readonly origin: Origin;
    }
  | { readonly type: 'reason-given'; readonly proposal: ProposalId; readonly reason: string }
  | { readonly type: 'proposal-incorporated'; readonly proposal: ProposalId }
  | { readonly type: 'proposal-withdrawn'; readonly proposal: ProposalId };

export interface RecordedProposal {
  /** 1 for the first event of the proposals of an agreement, without gaps. */
  readonly version: number;
  /** RFC 3339 UTC instant. */
  readonly at: string;
  readonly by: PersonId;
  readonly event: ProposalEvent;
}
