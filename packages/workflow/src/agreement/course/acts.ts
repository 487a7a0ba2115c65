/**
 * What people do in a stage: opinions, sign-offs, interests, votes. Each is bound to the packet that was before
 * them; whether it still stands after a renewal of the packet is told from the classes of the renewals
 * (renewal.ts) and never stored.
 */
import { z } from 'zod';
import type { SigningCapacity } from '../../route/route.ts';
import type { Vote } from '../../route/tally.ts';
import { idSchema } from '../ids.ts';
import type { BodyId, PartyId, PersonId, SeatId } from '../participants.ts';
import { hashSchema } from './closure.ts';
import { maxStatementLength } from '../limits.ts';
import { reasonSchema } from '../statement.ts';
import { rungSchema } from '../../route/rung.ts';
import type { Voice } from './voice.ts';

/**
 * What a person had on the screen when acting: the stage, the number of the packet, and the hash of the clause's
 * own text. An act on anything else than what is now before the stage is refused.
 */
export const seenSchema = z.strictObject({ stage: idSchema, packet: z.int().min(1), hash: hashSchema });
export type Seen = z.infer<typeof seenSchema>;

/** Fields that every recorded act has. */
export interface ActFields {
  readonly by: PersonId;
  readonly at: string;
  readonly packet: number;
  /** Of the clause's own text. */
  readonly hash: string;
}

// Review

export const opinionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('positive') }),
  z.strictObject({
    kind: z.literal('positive-with-comments'),
    comments: z.string().trim().min(1).max(maxStatementLength),
  }),
  z.strictObject({ kind: z.literal('negative'), reason: z.string().trim().min(1).max(maxStatementLength) }),
]);
export type Opinion = z.infer<typeof opinionSchema>;

export interface GivenOpinion extends ActFields {
  readonly of: Voice;
  readonly opinion: Opinion;
  /** How a negative opinion ceased to keep the stage from passing; null while it does, or is not negative. */
  readonly settled:
    | null
    | { readonly how: 'lifted'; readonly at: string }
    | { readonly how: 'overridden'; readonly at: string; readonly body: BodyId; readonly reason: string };
}

// Sign-off

/** What must hold elsewhere for a conditional agreement to count: "yes to 4 if 7 stays as option 2". */
export const conditionSchema = z.strictObject({
  clause: idSchema,
  /** The rung that the other clause has reached at least. */
  atLeast: rungSchema,
  /** The text as which it has reached it; null: whatever it says. */
  hash: hashSchema.nullable(),
});
export type Condition = z.infer<typeof conditionSchema>;
export const conditionsSchema = z.array(conditionSchema).min(1).max(50);

/** Kinds of pending reservation in drafting; not a treaty reservation (VCLT article 2(1)(d)). */
export const reservations = ['scrutiny', 'parliamentary', 'linguistic', 'substantive', 'general'] as const;
export type ReservationKind = (typeof reservations)[number];

export const instantSchema = z.iso.datetime('must be an instant in UTC such as 2026-03-01T12:00:00Z');

export const signatureActSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('agree') }),
  /** The party agrees once all its conditions hold, and not before. */
  z.strictObject({ kind: z.literal('agree-if'), conditions: conditionsSchema }),
  /** Agreed at the level of the delegate, subject to the capital; `onDate` is what the date means if it is silent. */
  z.strictObject({
    kind: z.literal('agree-ad-referendum'),
    until: instantSchema,
    onDate: z.enum(['confirm', 'lapse', 'escalate']),
  }),
  z.strictObject({ kind: z.literal('reserve'), reservation: z.enum(reservations), reason: reasonSchema }),
  /** Pending instructions. A hold that lapses leaves the party to be asked again; it never makes it agree. */
  z.strictObject({
    kind: z.literal('hold'),
    until: instantSchema,
    onDate: z.enum(['lapses', 'renews']),
    reason: reasonSchema,
  }),
  z.strictObject({ kind: z.literal('refuse'), reason: reasonSchema }),
]);
export type SignatureAct = z.infer<typeof signatureActSchema>;

/**
 * A passkey's signature (WebAuthn) over the sign-off. Opaque to these rules: verified where it comes in, and by
 * whoever verifies the record.
 */
export const passkeyStatementSchema = z.strictObject({
  credential: z.string().min(1).max(1400),
  clientData: z.string().min(1).max(4000),
  authenticatorData: z.string().min(1).max(4000),
  signature: z.string().min(1).max(2000),
  publicKey: z.string().min(1).max(2000),
  algorithm: z.string().min(1).max(40),
});
export type PasskeyStatement = z.infer<typeof passkeyStatementSchema>;

/** A party's sign-off, in the capacity in which its delegate gave it. */
export interface SignOff extends ActFields {
  readonly party: PartyId;
  readonly act: SignatureAct;
  readonly capacity: SigningCapacity;
  readonly statement: PasskeyStatement | null;
  /** An agreement ad referendum whose date came without a word, and which now lies with the chair. */
  readonly escalated: boolean;
}

// Committee

/**
 * An interest that keeps somebody from deciding.
 * - `seat`: whoever sits there; the seat is recused;
 * - `person`: the alternate, or the member, may sit instead.
 */
export const interestExtents = ['seat', 'person'] as const;

export interface Interest {
  readonly seat: SeatId;
  readonly extent: (typeof interestExtents)[number];
  /** Whose interest it is, where it is of a person only. */
  readonly person: PersonId | null;
  readonly reason: string;
  readonly at: string;
  /** Declared by the seat itself, or challenged from another one and then ruled upon. */
  readonly origin:
    | { readonly kind: 'declared' }
    | {
        readonly kind: 'challenged';
        readonly from: SeatId;
        readonly ruling: null | { readonly recused: boolean; readonly reason: string; readonly at: string };
      };
}

export interface GivenVote extends ActFields {
  readonly seat: SeatId;
  readonly sitting: 'member' | 'alternate';
  readonly vote: Vote;
  readonly explanation: string;
}
