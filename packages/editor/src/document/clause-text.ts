/**
 * The text of a clause as a Y.Doc, which is what people edit and what the rooms keep.
 *
 * Reading never writes: y-prosemirror's node converter repairs by deleting in the Y.Doc, so it is not used here.
 */
import type { Node } from 'prosemirror-model';
import { prosemirrorToYXmlFragment, yXmlFragmentToProsemirrorJSON } from 'y-prosemirror';
import * as Y from 'yjs';
import type { ClauseJson } from './clause-json.ts';
import { textRoot } from './schema.ts';

export function textOf(ydoc: Y.Doc): Y.XmlFragment {
  return ydoc.getXmlFragment(textRoot);
}

export function jsonOfDoc(ydoc: Y.Doc): ClauseJson {
  return yXmlFragmentToProsemirrorJSON(textOf(ydoc)) as ClauseJson;
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
