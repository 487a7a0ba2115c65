/**
 * Characters that take two clocks. Whoever names the second half as a neighbour makes Yjs cut the character in two,
 * and both halves are lost: in every copy that learns of it, or in none.
 */
import { expect, test } from '@jest/globals';
import { nodeOfJson, seedOfNode } from '@travaux/editor/document';
import { defaultLimits } from '@travaux/server/rooms';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { LiveText, PoisonedError } from '../../packages/server/src/rooms/live-text.ts';
import { scanUpdate } from '../../packages/server/src/rooms/scan.ts';

const seed = 1;
const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });

/** A clause with a dove in the first paragraph, and a second one that somebody deleted. */
function clause(): { readonly text: LiveText; readonly dove: Y.ID; readonly gone: Y.ID } {
  const doc = new Y.Doc();
  const content = [paragraph('🕊'), paragraph('gone')];
  Y.applyUpdate(doc, seedOfNode(nodeOfJson({ type: 'doc', content }), seed));
  const [dove, gone] = [0, 1].map((n) => lettersOf(doc, n));
  doc.getXmlFragment('text').delete(1, 1);
  const record = { snapshot: Y.encodeStateAsUpdate(doc), updates: [] };
  const text = LiveText.load(record as unknown as Parameters<typeof LiveText.load>[0], defaultLimits);
  return { text, dove: dove!, gone: gone! };
}

function lettersOf(doc: Y.Doc, nth: number): Y.ID {
  const block = doc.getXmlFragment('text').get(nth) as Y.XmlElement;
  return (block.get(0) as Y.XmlText)._start!.id;
}

/** A letter of client 7 between two that stand somewhere. */
function between(left: Y.ID, right: Y.ID): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const value of [1, 1, 7, 0]) encoding.writeVarUint(encoder, value);
  encoding.writeUint8(encoder, 128 | 64 | 4);
  for (const { client, clock } of [left, right]) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
  }
  encoding.writeVarString(encoder, 'x');
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}

const letIn = (text: LiveText, update: Uint8Array) =>
  text.edit((apply) => apply(update, scanUpdate(update, defaultLimits))).update;

test('[G3] [D5] a struct whose node is gone cuts no character that is still read', () => {
  const { text, dove, gone } = clause();
  const half = Y.createID(dove.client, dove.clock + 1);
  expect(() => letIn(text, between(gone, half))).toThrow(PoisonedError);
});

test('[G8] a struct between two that are gone with their node is let in', () => {
  const { text, gone } = clause();
  expect(letIn(text, between(gone, Y.createID(gone.client, gone.clock + 1)))).not.toBeNull();
  expect(JSON.stringify(text.json)).toContain('🕊');
});
