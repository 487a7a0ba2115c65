/**
 * The text of a proposal as it comes in: read as strictly as a room reads an edit, and kept in its canonical form. What
 * the schema does not know of is refused or left out, never stored.
 */
import { canonicalText, clauseHash, nodeOfJson, type ClauseJson } from '@travaux/editor/document';
import { defaultLimits } from '../rooms/limits.ts';
import type { DecidedText } from '../store/store.ts';

/** Longest canonical text of a proposal, in characters: what one edit can bring into a room, with its structure. */
export const maxProposalLength = 256 * 1024;

export interface UnreadText {
  readonly unread: string;
}

/** The canonical text, or why it is none. */
export function readProposedText(text: ClauseJson): DecidedText | UnreadText {
  // Before anything walks down into it: what calls itself once for each level would run out of stack.
  if (isDeeperThan(text, defaultLimits.depth)) return { unread: 'The text is nested too deeply.' };
  let read: DecidedText;
  try {
    const node = nodeOfJson(text);
    read = { hash: clauseHash(node), canonical: canonicalText(node) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { unread: 'The text is not a text of a clause.' };
  }
  if (read.canonical.length > maxProposalLength) {
    return { unread: 'The text is too long for a proposal. Copy your words and divide them.' };
  }
  return read;
}

function isDeeperThan(root: unknown, limit: number): boolean {
  let level: readonly unknown[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((node) => {
      const { content } = (node ?? {}) as { readonly content?: unknown };
      return Array.isArray(content) ? (content as readonly unknown[]) : [];
    });
  }
  return false;
}
