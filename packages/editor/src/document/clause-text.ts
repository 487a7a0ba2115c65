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
 * As ProseMirror reads it: the marks of each word in the order of the schema. Yjs keeps them in the order in which
 * they were put on, so that one text would be drawn in as many ways as it can have come about.
 */
export function jsonOfDoc(ydoc: Y.Doc): ClauseJson {
  const json = yXmlFragmentToProsemirrorJSON(textOf(ydoc)) as YjsNode;
  putMarksInOrder(json);
  return json as ClauseJson;
}

interface YjsNode {
  readonly content?: readonly YjsNode[];
  readonly marks?: { readonly type: string }[];
}

const placeOfMark = new Map(Object.keys(clauseSchema.marks).map((name, place) => [name, place]));

function putMarksInOrder({ content, marks }: YjsNode): void {
  const place = ({ type }: { readonly type: string }) => placeOfMark.get(type) ?? Infinity;
  if (marks !== undefined && marks.length > 1) marks.sort((a, b) => place(a) - place(b));
  content?.forEach(putMarksInOrder);
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
