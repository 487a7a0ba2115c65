/**
 * The text of a clause as a Y.Doc, which is what people edit and what the rooms keep.
 *
 * Reading never writes: y-prosemirror's node converter repairs by deleting in the Y.Doc, so it is not used here.
 */
import type { Node } from 'prosemirror-model';
import { prosemirrorToYXmlFragment, yXmlFragmentToProsemirrorJSON } from 'y-prosemirror';
import * as Y from 'yjs';
import type { ClauseJson } from './clause-json.ts';
import { clauseSchema, textRoot } from './schema.ts';

export function textOf(ydoc: Y.Doc): Y.XmlFragment {
  return ydoc.getXmlFragment(textRoot);
}

/**
 * As ProseMirror reads it: the marks of each word in the order of the schema, and neighbouring words with the same
 * marks as one. Yjs keeps marks in the order in which they were put on, and cuts a text where one was put on twice,
 * so that one text would be drawn in as many ways as it can have come about.
 */
export function jsonOfDoc(ydoc: Y.Doc): ClauseJson {
  return inOneWay(yXmlFragmentToProsemirrorJSON(textOf(ydoc)) as YjsNode) as ClauseJson;
}

interface YjsNode {
  readonly type: string;
  readonly text?: string;
  readonly marks?: readonly { readonly type: string }[];
  readonly content?: readonly YjsNode[];
}

const placeOfMark = new Map(Object.keys(clauseSchema.marks).map((name, place) => [name, place]));

function inOneWay(node: YjsNode): YjsNode {
  const { content, marks } = node;
  const place = ({ type }: { readonly type: string }) => placeOfMark.get(type) ?? Infinity;
  if (marks !== undefined) return { ...node, marks: [...marks].sort((a, b) => place(a) - place(b)) };
  if (content === undefined) return node;
  const joined: YjsNode[] = [];
  for (const child of content.map(inOneWay)) {
    const before = joined.at(-1);
    if (before?.text !== undefined && child.text !== undefined && haveSameMarks(before, child))
      joined[joined.length - 1] = { ...before, text: before.text + child.text };
    else joined.push(child);
  }
  return { ...node, content: joined };
}

function haveSameMarks(a: YjsNode, b: YjsNode): boolean {
  return JSON.stringify(a.marks ?? []) === JSON.stringify(b.marks ?? []);
}

/**
 * A new Y.Doc with this text, as one update of `clientId`.
 * @param clientId the seed's own Yjs client id, so that equal imports give equal bytes
 */
export function seedOfNode(node: Node, clientId: number): Uint8Array {
  const ydoc = new Y.Doc({ gc: true });
  ydoc.clientID = clientId;
  prosemirrorToYXmlFragment(node, textOf(ydoc));
  const update = Y.encodeStateAsUpdate(ydoc);
  ydoc.destroy();
  return update;
}
