/**
 * How a body decides: the rule, the quorum, and what a recusal does to both. Part of a committee's stage, fixed
 * before the question is put. How votes are counted by it is told in tally.ts.
 *
 * Shares are pairs of integers and are compared by multiplying, so no vote is ever decided by rounding.
 */
import { z } from 'zod';
import { idSchema } from '../agreement/ids.ts';

/** A part of a whole: at least, or strictly more than, numerator / denominator of it. */
export const shareSchema = z
  .strictObject({
    comparison: z.enum(['at-least', 'more-than']),
    numerator: z.int().min(1).max(1_000_000),
    denominator: z.int().min(1).max(1_000_000),
  })
  .refine(
    ({ comparison, numerator, denominator }) =>
      numerator < denominator || (numerator === denominator && comparison === 'at-least'),
    'must be a share of a whole that can be reached',
  );
export type Share = z.infer<typeof shareSchema>;

/** The fewest of `whole` that make up the share, and never fewer than one: 5 are at least two thirds of 7. */
export function fewest(share: Share, whole: number): number {
  const product = whole * share.numerator;
  const below = (product - (product % share.denominator)) / share.denominator;
  const exact = product % share.denominator === 0;
  return Math.max(1, share.comparison === 'at-least' && exact ? below : below + 1);
}

/** More than half, two thirds and three quarters, as their sources have them (see the rules below). */
export const half: Share = { comparison: 'more-than', numerator: 1, denominator: 2 };
export const twoThirds: Share = { comparison: 'at-least', numerator: 2, denominator: 3 };
export const threeQuarters: Share = { comparison: 'at-least', numerator: 3, denominator: 4 };

/**
 * Of whom a majority is a part:
 * - `members`: of all seats of the body, so an absent one counts against;
 * - `present`: of the seats on the roll, so an abstention counts against;
 * - `present-and-voting`: of the votes in favour and against. Who abstains is considered as not voting (rules of
 *   procedure of the General Assembly, rule 86).
 */
export const baseSchema = z.enum(['members', 'present', 'present-and-voting']);
export type Base = z.infer<typeof baseSchema>;

const weightSchema = z.strictObject({ seat: idSchema, weight: z.int().min(1).max(1_000_000_000) });

export const decisionRuleSchema = z.discriminatedUnion('kind', [
  /** Everybody of the base in favour, and at least one. */
  z.strictObject({ kind: z.literal('unanimity'), base: baseSchema }),
  /** No formal objection from the seats present; support need not be voiced, abstention does not block. */
  z.strictObject({ kind: z.literal('consensus') }),
  /** As consensus, where up to `objections` objections do not block. */
  z.strictObject({ kind: z.literal('consensus-minus-n'), objections: z.int().min(1).max(500) }),
  /** Strictly more than one half (Charter of the United Nations, article 18(3)). */
  z.strictObject({ kind: z.literal('simple-majority'), base: baseSchema }),
  /** At least two thirds: 5 of 7, 4 of 6 (Charter, article 18(2); Vienna Convention, article 9(2)). */
  z.strictObject({ kind: z.literal('two-thirds-majority'), base: baseSchema }),
  /** At least three quarters: 9 of 12 (decision 20/CMA.1, annex, paragraph 16, of members present). */
  z.strictObject({ kind: z.literal('three-quarters-majority'), base: baseSchema }),
  /**
   * A share of all, and the share `within` in at least `groups` regional groups. The Montreal Protocol, article
   * 2(9)(c): two thirds overall, and more than half in both of its two groups.
   */
  z.strictObject({
    kind: z.literal('double-majority'),
    base: baseSchema,
    overall: shareSchema,
    groups: z.int().min(1).max(50),
    within: shareSchema,
  }),
  /** The seats in favour carry at least `threshold` together. A recusal does not lower it. */
  z.strictObject({
    kind: z.literal('weighted'),
    weights: z.array(weightSchema).max(500),
    threshold: z.int().min(1),
  }),
  /**
   * At least `k` seats in favour, however many there are, and of each list in `including` at least one: "four of
   * six, with one grantor among them". A recusal does not lower it.
   */
  z.strictObject({
    kind: z.literal('k-of-n'),
    k: z.int().min(1).max(500),
    including: z.array(z.array(idSchema).min(1).max(500)).max(10),
  }),
  /**
   * Approved unless the body decides by consensus against it: at least one seat against and none in favour
   * (Dispute Settlement Understanding of the WTO, articles 6(1), 16(4) and 17(14)).
   */
  z.strictObject({ kind: z.literal('reverse-consensus') }),
]);
export type DecisionRule = z.infer<typeof decisionRuleSchema>;

/** How many seats must be on the roll for a decision: a number, or a share of the seats. Never fewer than one. */
export const quorumSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('number'), seats: z.int().min(1).max(500) }),
  z.strictObject({ kind: z.literal('share'), share: shareSchema }),
]);
export type Quorum = z.infer<typeof quorumSchema>;

/**
 * What the recusal of a seat does. In every case the seat does not vote and is not counted as present.
 * - `leaves-base`: it leaves the number of members of which a majority is a part; the usual case;
 * - `leaves-base-and-quorum`: also the number of which a quorum is a share;
 * - `stays-in-base`: it leaves neither, so where the base is the members it weighs like a vote against.
 */
export const recusalSchema = z.enum(['leaves-base', 'leaves-base-and-quorum', 'stays-in-base']);
export type RecusalEffect = z.infer<typeof recusalSchema>;

/** Everything that a count needs to know of how the body decides. */
export const decisionTermsSchema = z.strictObject({
  rule: decisionRuleSchema,
  quorum: quorumSchema,
  recusal: recusalSchema,
});
export type DecisionTerms = z.infer<typeof decisionTermsSchema>;
