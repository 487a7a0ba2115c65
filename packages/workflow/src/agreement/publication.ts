/**
 * Publication: what the public sees of an agreement, and when. The chair or the secretariat sets a policy: which kinds
 * of things are published, after which delay, in which parts of the agreement. Texts are published as versions, clause
 * by clause: what is drafted afterwards stays unpublished until it is published again.
 *
 * Confidentiality comes before all of it: what the public may not know of or read is on no page, whatever the policy.
 */
import { z } from 'zod';
import { idSchema } from './ids.ts';
import { isWithin, type ElementId, type Outline } from './outline.ts';

/**
 * - `progress`: how far each clause is agreed;
 * - `texts`: the texts that were published, and those that were agreed;
 * - `decisions`: what bodies and parties decided, with their reasons;
 * - `milestones`: what the published texts promise, with its computed dates;
 * - `comments`: what observers said, and what was answered.
 */
export const publishedKinds = ['progress', 'texts', 'decisions', 'milestones', 'comments'] as const;
export type PublishedKind = (typeof publishedKinds)[number];

/** Longest delay, in hours: a year. */
const longestDelay = 366 * 24;

export const publicationPolicySchema = z.strictObject({
  /** The address of the page: `/p/<slug>`. */
  slug: z
    .string()
    .max(60)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be an address: small letters, digits and single hyphens'),
  /** What the agreement is about, in plain words, paragraph by paragraph. */
  summary: z.string().trim().min(1).max(5000),
  /** How the agreement comes about, and when and how people can comment. */
  participation: z.string().trim().max(5000),
  rules: z
    .array(
      z.strictObject({
        kind: z.enum(publishedKinds),
        /** How long after it happened a thing appears. */
        delayHours: z.int().min(0).max(longestDelay),
        /** Only of these elements, with everything inside them; empty: of the whole agreement. */
        within: z.array(idSchema).max(100).readonly(),
      }),
    )
    .max(50)
    .readonly(),
});
export type PublicationPolicy = z.infer<typeof publicationPolicySchema>;

/** A text of a clause that was published as it was then. */
export interface PublishedText {
  readonly hash: string;
  readonly at: string;
}

/** After how many hours a thing of this kind appears, of this element; null: never. The shortest of what fits. */
export function delayOf(
  { rules }: PublicationPolicy,
  outline: Outline,
  kind: PublishedKind,
  element: ElementId,
): number | null {
  const delays = rules
    .filter((rule) => rule.kind === kind)
    .filter(({ within }) => within.length === 0 || within.some((one) => isWithin(outline, element, one)))
    .map(({ delayHours }) => delayHours);
  return delays.length === 0 ? null : Math.min(...delays);
}
