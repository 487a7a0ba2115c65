/**
 * A circle: those among whom a thing is kept. Circles lie inside each other, so what two of them have in common is
 * a circle again. The chair and the secretariat are in every circle: whoever holds the pen cannot be kept from the
 * text.
 */
import { z } from 'zod';
import { idSchema } from './ids.ts';

const named = z.array(idSchema).max(200).readonly();

/** In JSON, as commands and events carry it. */
export const circleSchema = z.discriminatedUnion('kind', [
  /** Everybody; the public, as far as the publication policy lets it. */
  z.strictObject({ kind: z.literal('public') }),
  /** Whoever is accredited: also observers and verifiers. */
  z.strictObject({ kind: z.literal('participants') }),
  /** Delegates of the parties and members of the bodies. */
  z.strictObject({ kind: z.literal('parties') }),
  /** Those who act for one of these, and nobody else. */
  z.strictObject({
    kind: z.literal('named'),
    parties: named,
    bodies: named,
    organisations: named,
    verifiers: named,
  }),
  /** The chair and the secretariat alone. */
  z.strictObject({ kind: z.literal('secretariat') }),
]);
export type Circle = z.infer<typeof circleSchema>;

type Named = Extract<Circle, { kind: 'named' }>;

export const everybody: Circle = { kind: 'public' };

const width: Readonly<Record<Circle['kind'], number>> = {
  public: 4,
  participants: 3,
  parties: 2,
  named: 1,
  secretariat: 0,
};

/** Those who are in both circles. */
export function inBoth(a: Circle, b: Circle): Circle {
  const [wide, narrow] = width[a.kind] >= width[b.kind] ? [a, b] : [b, a];
  if (narrow.kind !== 'named') return narrow;
  if (wide.kind === 'named') return bothNamed(wide, narrow);
  // Organisations and verifiers may be named, but are not among the parties.
  return wide.kind === 'parties' ? { ...narrow, organisations: [], verifiers: [] } : narrow;
}

/** Whether everybody in `inner` is in `outer`. */
export function liesWithin(inner: Circle, outer: Circle): boolean {
  return sameCircle(inBoth(inner, outer), inner);
}

export function sameCircle(a: Circle, b: Circle): boolean {
  if (a.kind !== 'named' || b.kind !== 'named') return a.kind === b.kind;
  return lists.every(
    (list) => a[list].length === b[list].length && a[list].every((id) => b[list].includes(id)),
  );
}

const lists = ['parties', 'bodies', 'organisations', 'verifiers'] as const;

function bothNamed(a: Named, b: Named): Named {
  const both = (list: (typeof lists)[number]) => a[list].filter((id) => b[list].includes(id));
  return {
    kind: 'named',
    parties: both('parties'),
    bodies: both('bodies'),
    organisations: both('organisations'),
    verifiers: both('verifiers'),
  };
}
