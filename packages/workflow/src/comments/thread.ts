/**
 * A thread: what is said about some words of a clause, or about the clause as a whole, in one channel. The first of
 * its comments opened it. An observer's thread is a submission besides: it has a kind and a receipt, and somebody has
 * to answer it with a disposition. Nothing of a thread is ever deleted; what is withdrawn or hidden is kept for its
 * author, and for an appeal.
 */
import { z } from 'zod';
import { voiceSchema } from '../agreement/course/voice.ts';
import { idSchema } from '../agreement/ids.ts';
import type { ClauseId } from '../agreement/outline.ts';
import type { Capacity, OrganisationId, PartyId, PersonId } from '../agreement/participants.ts';
import type { Anchor } from './anchor.ts';
import type { Channel } from './channel.ts';

export type ThreadId = string;
export type CommentId = string;

/** Who wrote a comment. Under a pseudonym nothing but the pseudonym is known, here or anywhere. */
export type Author =
  | { readonly kind: 'person'; readonly person: PersonId; readonly as: Capacity }
  /** `key`: SHA-256 of a secret that only the author has, hexadecimal; whoever shows it is the author. */
  | { readonly kind: 'pseudonym'; readonly name: string; readonly key: string };

/** Who is called: a person, or whoever speaks with a voice. */
export const mentionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), person: idSchema }),
  z.strictObject({ kind: z.literal('voice'), voice: voiceSchema }),
]);
export type Mention = z.infer<typeof mentionSchema>;

export const submissionKinds = ['legal', 'implementation', 'rights', 'evidence'] as const;
export type SubmissionKind = (typeof submissionKinds)[number];

/** Why a comment may be hidden: for its form, never for what it holds. */
export const hidingGrounds = [
  'abusive',
  'personal-data',
  'unlawful',
  'advertising',
  'duplicate',
  'illegible',
] as const;
export type HidingGround = (typeof hidingGrounds)[number];

export interface Comment {
  readonly id: CommentId;
  readonly author: Author;
  readonly at: string;
  readonly body: string;
  readonly mentions: readonly Mention[];
  /** Persons who have said that they saw that they were mentioned. */
  readonly acknowledged: readonly PersonId[];
  /** What it said before, the oldest first, each with when it was replaced. */
  readonly earlier: readonly { readonly body: string; readonly until: string }[];
  readonly withdrawn: string | null;
  readonly hidden: Hiding | null;
}

export interface Hiding {
  readonly ground: HidingGround;
  readonly note: string;
  readonly at: string;
  readonly by: PersonId;
  readonly appeal: null | {
    readonly statement: string;
    readonly at: string;
    readonly ruling: { readonly reason: string; readonly at: string } | null;
  };
}

/** What became of an observer's comment. */
export type Disposition =
  | { readonly kind: 'taken-up'; readonly where: readonly ClauseId[]; readonly note: string }
  | { readonly kind: 'noted'; readonly note: string }
  | { readonly kind: 'out-of-scope'; readonly reason: string };

export interface GivenDisposition {
  readonly disposition: Disposition;
  /** In what capacity it was given: by the secretariat, the chair, or the party that took the wording up. */
  readonly as: Capacity;
  readonly at: string;
}

export interface Submission {
  readonly kind: SubmissionKind;
  /** Id of the milestone that evidence is about; null: none in particular. */
  readonly milestone: string | null;
  /** null for a submission under a pseudonym. */
  readonly organisation: OrganisationId | null;
  readonly receipt: Receipt;
  /** The last is the one that holds; none yet: the submission waits for its answer. */
  readonly dispositions: readonly GivenDisposition[];
}

/** What an observer holds in hand: that this comment was received then. */
export interface Receipt {
  /** 1 for the first submission to the agreement, without gaps. */
  readonly number: number;
  readonly at: string;
  /** SHA-256 of the canonical JSON of what was received, hexadecimal; see receipt.ts. */
  readonly hash: string;
}

/** A party has made an observer's wording its own. From then on it is the party's; where it is from stays known. */
export interface TakeUp {
  readonly party: PartyId;
  readonly by: PersonId;
  readonly where: ClauseId;
  readonly words: string;
  readonly at: string;
}

export interface Thread {
  readonly id: ThreadId;
  readonly clause: ClauseId;
  /** Where it is anchored now; null: on the clause as a whole. */
  readonly anchor: Anchor | null;
  /** Where it was anchored before somebody placed it again. */
  readonly placedFrom: readonly { readonly anchor: Anchor | null; readonly until: string }[];
  readonly channel: Channel;
  /** Number of events on it so far. */
  readonly revision: number;
  readonly openedAt: string;
  /** When something was last said or done on it. */
  readonly changedAt: string;
  /** At least one; the first opened the thread. */
  readonly comments: readonly Comment[];
  readonly resolved: { readonly at: string; readonly as: Capacity } | null;
  readonly submission: Submission | null;
  readonly takenUp: readonly TakeUp[];
}

export function openingOf(thread: Thread): Comment {
  const [first] = thread.comments;
  if (!first) throw new Error(`thread ${thread.id} has no comment`);
  return first;
}

/** The answer that holds; null: the submission waits for one, or the thread is none. */
export function dispositionOf({ submission }: Thread): GivenDisposition | null {
  return submission?.dispositions.at(-1) ?? null;
}

/** Whether somebody still has to answer: a submission that was neither answered nor withdrawn nor hidden. */
export function awaitsAnswer(thread: Thread): boolean {
  const { withdrawn, hidden } = openingOf(thread);
  return (
    thread.submission !== null && dispositionOf(thread) === null && withdrawn === null && hidden === null
  );
}
