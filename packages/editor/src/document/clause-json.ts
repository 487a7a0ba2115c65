/**
 * The text of a clause as JSON and as a ProseMirror node: what is stored as a projection, hashed, sent to
 * readers and drawn. Nothing here knows of Yjs, so that a page can show a text before the editor is there.
 */
import { Node } from 'prosemirror-model';
import { clauseSchema } from './schema.ts';

/** JSON of a clause's document: `{type: 'doc', content: [...]}`. */
export interface ClauseJson {
  readonly type: 'doc';
  readonly content?: readonly unknown[];
}

export const emptyClauseJson: ClauseJson = { type: 'doc', content: [] };

/** @throws RangeError when the JSON is not a text of the schema; the message says which part. */
export function nodeOfJson(json: ClauseJson): Node {
  const node = Node.fromJSON(clauseSchema, json);
  node.check();
  return node;
}
