/**
 * The closure of a clause: the hash of its own text, and the hashes of what that text relies on: the definitions
 * that it uses, the clauses that it refers to. A decision binds to a closure whole, so a change to a definition
 * makes every decision outdated that relies on it: shown so, with what changed, never silently kept or erased.
 */
import { z } from 'zod';
import { idSchema } from '../ids.ts';
import type { ClauseId } from '../outline.ts';

/** Lower-case hexadecimal SHA-256 of a clause's canonical text. */
export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal');

export const relianceSchema = z.strictObject({
  clause: idSchema,
  hash: hashSchema,
  as: z.enum(['definition', 'reference']),
  /** The defined term as it is used, where it is relied on as a definition. */
  term: z.string().max(200).exactOptional(),
});
/** Another clause that a text relies on, with the hash of that clause's own text. */
export type Reliance = z.infer<typeof relianceSchema>;

export interface Closure {
  /** Of the clause's own text. */
  readonly hash: string;
  readonly relies: readonly Reliance[];
}

/** Why a decision is outdated: the text itself, or what it relies on, is not what was decided. */
export type Outdating =
  | { readonly kind: 'text-changed' }
  | { readonly kind: 'text-gone' }
  | {
      readonly kind: 'reliance-changed' | 'reliance-added' | 'reliance-gone';
      readonly clause: ClauseId;
      readonly as: Reliance['as'];
      readonly term?: string;
    };

/** How `current` differs from the closure that was decided; null when the decision stands. */
export function outdated(decided: Closure, current: Closure | null): readonly Outdating[] | null {
  if (!current) return [{ kind: 'text-gone' }];
  const found: Outdating[] = decided.hash === current.hash ? [] : [{ kind: 'text-changed' }];
  const before = new Map(decided.relies.map((one) => [keyOf(one), one]));
  const now = new Map(current.relies.map((one) => [keyOf(one), one]));
  for (const [key, one] of before) {
    const same = now.get(key);
    if (!same) found.push(outdating('reliance-gone', one));
    else if (same.hash !== one.hash) found.push(outdating('reliance-changed', one));
  }
  for (const [key, one] of now) if (!before.has(key)) found.push(outdating('reliance-added', one));
  return found.length > 0 ? found : null;
}

/** Whether the text itself is the same, whatever became of what it relies on. */
export function sameText(a: Closure, b: Closure): boolean {
  return a.hash === b.hash;
}

function keyOf({ clause, as, term }: Reliance): string {
  return JSON.stringify([clause, as, term ?? null]);
}

function outdating(kind: 'reliance-changed' | 'reliance-added' | 'reliance-gone', one: Reliance): Outdating {
  const { clause, as, term } = one;
  return term === undefined ? { kind, clause, as } : { kind, clause, as, term };
}
