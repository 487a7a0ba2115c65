/**
 * Edits as bytes. A load generator that kept a Y.Doc for each of its clients would measure itself, so a writer
 * here composes the update of one more character by hand (Yjs update format, version 1).
 */
import { prosemirrorToYXmlFragment } from 'y-prosemirror';
import { Node } from 'prosemirror-model';
import { clauseSchema, textRoot } from '@travaux/editor/document';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

/** Client id of the seed; writers have other ones. */
export const seedClient = 1;

/** A clause of `paragraphs` paragraphs, each of about `characters` characters, and where each one ends. */
export interface SeededClause {
  readonly update: Uint8Array;
  /** Clock of the last character of each paragraph, as written by `seedClient`. */
  readonly ends: readonly number[];
}

export function seededClause(paragraphs: number, characters: number): SeededClause {
  const words = 'The Parties shall take the measures listed in the schedule. ';
  const text = words.repeat(Math.ceil(characters / words.length)).slice(0, characters);
  const node = Node.fromJSON(clauseSchema, {
    type: 'doc',
    content: Array.from({ length: paragraphs }, () => ({
      type: 'paragraph',
      content: [{ type: 'text', text }],
    })),
  });
  const ydoc = new Y.Doc();
  ydoc.clientID = seedClient;
  prosemirrorToYXmlFragment(node, ydoc.getXmlFragment(textRoot));
  const ends = ydoc
    .getXmlFragment(textRoot)
    .toArray()
    .map((paragraph) => {
      let last = ((paragraph as Y.XmlElement).get(0) as Y.XmlText)._start;
      while (last?.right) last = last.right;
      if (!last) throw new Error('a seeded paragraph has text');
      return last.id.clock + last.length - 1;
    });
  return { update: Y.encodeStateAsUpdate(ydoc), ends };
}

/** One more character by `client` at `clock`, behind the character `origin`. */
export function oneCharacter(
  client: number,
  clock: number,
  origin: { client: number; clock: number },
): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
  encoding.writeUint8(encoder, 0b1000_0000 | 4);
  encoding.writeVarUint(encoder, origin.client);
  encoding.writeVarUint(encoder, origin.clock);
  encoding.writeVarString(encoder, clock % 6 === 5 ? ' ' : 'x');
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}

/** A history of `edits` insertions and deletions at random places, as updates of about `batch` edits each. */
export function history(
  seed: SeededClause,
  client: number,
  edits: number,
  batch: number,
): readonly Uint8Array[] {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, seed.update);
  ydoc.clientID = client;
  let state = 0x9e3779b9 ^ client;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const updates: Uint8Array[] = [];
  let pending: Uint8Array[] = [];
  ydoc.on('update', (update: Uint8Array) => pending.push(update));
  const paragraphs = ydoc.getXmlFragment(textRoot).toArray() as Y.XmlElement[];
  for (let edit = 1; edit <= edits; edit++) {
    const text = paragraphs[random(paragraphs.length)]!.get(0) as Y.XmlText;
    if (random(4) === 0 && text.length > 10) text.delete(random(text.length - 1), 1);
    else text.insert(random(text.length), 'y');
    if (edit % batch === 0) {
      updates.push(Y.mergeUpdates(pending));
      pending = [];
    }
  }
  if (pending.length > 0) updates.push(Y.mergeUpdates(pending));
  ydoc.destroy();
  return updates;
}
