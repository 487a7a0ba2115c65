/**
 * A proposal: what a party would have a clause say. It holds the whole text of the clause as the party wants it, and
 * the text that it departs from, both by their hashes; so what it changes is computed and never stored, and it can be
 * carried over to whatever the clause says later.
 *
 * A proposal is private: it is read by the delegates of its party, as an internal comment is, and by nobody else, chair
 * and secretariat included. Nothing of it is a leaf of the ledger, not even as a hash: it was said to nobody yet, and
 * how many drafts a delegation keeps is its own affair. What shows it to others will be an act of its own, an event of
 * the agreement that binds to `text`.
 */
import { z } from 'zod';
import { idSchema } from '../agreement/ids.ts';
import { maxReasonLength } from '../agreement/limits.ts';
import type { ClauseId } from '../agreement/outline.ts';
import type { PartyId, PersonId } from '../agreement/participants.ts';

export type ProposalId = string;

/** SHA-256 of the canonical text of a clause, lower-case hexadecimal. */
export type TextHash = string;
export const textHashSchema = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal');

/** What becomes of words that came too late: `at` and `reason` are as their author was told. */
export const setAsideSchema = z.strictObject({
  kind: z.literal('set-aside'),
  at: z.iso.datetime({ precision: 3 }),
  reason: z.string().trim().min(1).max(maxReasonLength),
});

const takenUpSchema = z.strictObject({
  kind: z.literal('taken-up'),
  thread: idSchema,
  /** Of the receipt of the observer's comment. */
  number: z.int().min(1),
  /** Whose the wording was, as the delegation was shown it: an organisation, or a pseudonym. */
  source: z.string().min(1).max(200),
});

/** How a proposal came about. */
export const originSchema = z.discriminatedUnion('kind', [setAsideSchema, takenUpSchema]);
export type Origin = z.infer<typeof originSchema>;

/** What became of a proposal. */
export type ProposalStatus =
  | { readonly kind: 'private' }
  /** A delegate put its changes into the text of the clause. */
  | { readonly kind: 'incorporated'; readonly by: PersonId; readonly at: string }
  | { readonly kind: 'withdrawn'; readonly by: PersonId; readonly at: string };

/** The permanent name of a proposal. */
export interface ProposalReference {
  readonly party: PartyId;
  /** The number of the clause when the proposal was kept; empty where it had none. Later renumbering changes nothing. */
  readonly clause: string;
  /** 1 for the first proposal of the party to the agreement, without gaps. */
  readonly seq: number;
}

/** `TOR/4.2/3`. */
export function referenceWords({ party, clause, seq }: ProposalReference): string {
  return [party, clause, String(seq)].filter((part) => part !== '').join('/');
}

export interface Proposal {
  readonly id: ProposalId;
  readonly reference: ProposalReference;
  readonly clause: ClauseId;
  /** The text that it departs from: what the clause said when the proposal was kept. */
  readonly base: TextHash;
  /** The whole text of the clause as proposed. */
  readonly text: TextHash;
  readonly reason: string;
  readonly origin: Origin;
  readonly keptBy: PersonId;
  readonly keptAt: string;
  readonly status: ProposalStatus;
}
