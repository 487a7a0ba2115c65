/**
 * What a clause would say with words of its author in it that were set aside. The copy in which they were written shares
 * its history with the server's text, so the two come together as they would have if the words had been taken: words
 * stand where they were typed, and nothing that others wrote meanwhile is lost.
 *
 * Where that cannot be (the copy is not kept, or what the words were written in is gone) they are added as paragraphs at
 * the end: they may stand in a wrong place, and are never left out.
 */
import * as Y from 'yjs';
import { withWords } from '../document/added-words.ts';
import { clauseHash } from '../document/canonical.ts';
import type { ClauseJson } from '../document/clause-json.ts';
import { jsonOfDoc, textOf } from '../document/clause-text.ts';
import type { SetAside } from './sync.ts';
import { plainText } from './unsent-words.ts';

export interface ProposedText {
  /** Hash of what the clause says now. */
  readonly base: string;
  readonly text: ClauseJson;
}

export function proposedText(server: Y.Doc, { words, copy }: SetAside): ProposedText {
  const present = jsonOfDoc(server);
  const base = clauseHash(present);
  const joined = copy === undefined ? null : joinedText(server, copy);
  if (joined === null) return { base, text: withWords(present, words) };
  const stands = squeezed(joined.plain);
  const lost = words.split('\n').filter((line) => !stands.includes(squeezed(line)));
  return { base, text: lost.length > 0 ? withWords(joined.text, lost.join('\n')) : joined.text };
}

const squeezed = (text: string) => text.replace(/\s+/gu, ' ').trim();

/** null: they do not come together to a text of a clause. */
function joinedText(
  server: Y.Doc,
  copy: Uint8Array,
): { readonly text: ClauseJson; readonly plain: string } | null {
  const both = new Y.Doc();
  try {
    Y.applyUpdate(both, Y.encodeStateAsUpdate(server));
    Y.applyUpdate(both, copy);
    const text = jsonOfDoc(both);
    // What a room refuses may be no text at all.
    clauseHash(text);
    return { text, plain: plainText(textOf(both)) };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  } finally {
    both.destroy();
  }
}
