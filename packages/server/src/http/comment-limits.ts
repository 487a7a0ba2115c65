/**
 * How much may be said: by one person, by one organisation or delegation together, and under pseudonyms by all of them
 * together, because nothing is known of each. Reading is not counted. Kept in memory; a restart forgets it.
 */
import type { Capacity } from '@travaux/workflow/agreement';
import { TokenBucket } from '../rooms/limits.ts';

/** At once, and a second in the long run. */
const limits = {
  person: [30, 0.5],
  together: [90, 1.5],
  pseudonyms: [60, 1],
  /** Credentials that turn out to be none: looking at one costs the server some milliseconds. */
  credentials: [60, 10],
} as const satisfies Record<string, readonly [number, number]>;

/** Most that are remembered: a full bucket that is forgotten is a full bucket. */
const kept = 10_000;

export interface CommentLimits {
  /** Seconds to wait; 0: go on. */
  person(person: string, capacities: readonly Capacity[], agreement: string): number;
  pseudonym(agreement: string): number;
  /** Before a credential is looked at. */
  credential(agreement: string): number;
}

export function createCommentLimits(clock: () => number, scale = 1): CommentLimits {
  const buckets = new Map<string, TokenBucket>();
  const take = (kind: keyof typeof limits, key: string): number => {
    const [burst, perSecond] = limits[kind];
    const id = `${kind} ${key}`;
    const now = clock();
    const bucket = buckets.get(id) ?? new TokenBucket(burst * scale, perSecond * scale, now);
    buckets.delete(id);
    buckets.set(id, bucket);
    for (const oldest of buckets.keys()) {
      if (buckets.size <= kept) break;
      buckets.delete(oldest);
    }
    return bucket.take(1, now) ? 0 : Math.ceil(1 / (perSecond * scale));
  };
  return {
    person: (person, capacities, agreement) =>
      Math.max(
        take('person', `${agreement} ${person}`),
        ...capacities.flatMap((capacity) => {
          const group = groupOf(capacity);
          return group === null ? [] : [take('together', `${agreement} ${group}`)];
        }),
      ),
    pseudonym: (agreement) => take('pseudonyms', agreement),
    credential: (agreement) => take('credentials', agreement),
  };
}

function groupOf(capacity: Capacity): string | null {
  switch (capacity.role) {
    case 'observer':
      return `organisation ${capacity.organisation}`;
    case 'delegate':
      return `party ${capacity.party}`;
    case 'committee-member':
      return `body ${capacity.body}`;
    case 'verifier':
    case 'chair':
    case 'secretariat':
      return null;
  }
}
