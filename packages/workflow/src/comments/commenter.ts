/**
 * Whoever asks something of the comments: a person who is signed in, or somebody who writes under a pseudonym and of
 * whom the server knows nothing else.
 */
import type { Actor } from '../policy/can.ts';
import type { Author, Comment } from './thread.ts';

export type Commenter =
  | { readonly kind: 'person'; readonly actor: Actor }
  | {
      readonly kind: 'pseudonym';
      readonly name: string;
      /** SHA-256 of the secret that the author has shown, hexadecimal. */
      readonly key: string;
      /** SHA-256 of the serial of a genuine credential, for a new thread; else null. */
      readonly credential: string | null;
    };

export function wrote(by: Commenter, { author }: Pick<Comment, 'author'>): boolean {
  switch (by.kind) {
    case 'person':
      return author.kind === 'person' && author.person === by.actor.person;
    case 'pseudonym':
      return author.kind === 'pseudonym' && author.key === by.key;
  }
}

/** The instant at which something is recorded: of a pseudonym's acts, the hour and no more. */
export function recordedInstant(by: Commenter, now: string): string {
  return by.kind === 'pseudonym' ? `${now.slice(0, 13)}:00:00.000Z` : now;
}

export function personOf(author: Author): string | null {
  return author.kind === 'person' ? author.person : null;
}
