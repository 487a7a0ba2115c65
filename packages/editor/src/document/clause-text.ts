/**
 * The text of a clause in its three shapes: Y.Doc (what is edited), ProseMirror node (what is checked and
 * drawn), JSON (what is stored as a projection, hashed and sent to readers).
 *
 * Reading never writes: y-prosemirror's node converter repairs by deleting in the Y.Doc, so it is not used here.
 */
import { Node } from 'prosemirror-model';
import { prosemirrorToYXmlFragment, yXmlFragmentToProsemirrorJSON } from 'y-prosemirror';
import * as Y from 'yjs';
import { clauseSchema, textRoot } from './schema.ts';

/** JSON of a clause's document: `{type: 'doc', content: [...]}`. */
export interface ClauseJson {
  readonly type: 'doc';
  readonly content?: readonly unknown[];
}

export const emptyClauseJson: ClauseJson = { type: 'doc', content: [] };

export function textOf(ydoc: Y.Doc): Y.XmlFragment {
  return ydoc.getXmlFragment(textRoot);
}

export function jsonOfDoc(ydoc: Y.Doc): ClauseJson {
  return yXmlFragmentToProsemirrorJSON(textOf(ydoc)) as ClauseJson;
}

/** @throws RangeError when the JSON is not a text of the schema; the message says which part. */
export function nodeOfJson(json: ClauseJson): Node {
  const node = Node.fromJSON(clauseSchema, json);
  node.check();
  return node;
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
