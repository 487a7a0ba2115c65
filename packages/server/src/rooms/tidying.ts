/**
 * Tidying up: every Yjs client deletes by itself the marks that a merge made superfluous, such as a second
 * beginning of the same emphasis, a reader's client too, and tells of it when it connects. Whoever may not edit
 * may do that and no more: a deletion of marks that changes how any word looks is an edit.
 */
import * as Y from 'yjs';

/** Whether all words look the same without these marks, which stand anywhere in the document. */
export function isTidying(marks: ReadonlySet<Y.Item>): boolean {
  const texts = new Set([...marks].map((mark) => mark.parent));
  return [...texts].every((text) => text instanceof Y.XmlText && looksTheSame(text, marks));
}

function looksTheSame(text: Y.XmlText, without: ReadonlySet<Y.Item>): boolean {
  const before = new Map<string, string>();
  const after = new Map<string, string>();
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const { content } = item;
    if (content instanceof Y.ContentFormat) {
      put(before, content);
      if (!without.has(item)) put(after, content);
    } else if (!isEqual(before, after)) {
      return false;
    }
  }
  return true;
}

function put(marks: Map<string, string>, { key, value }: Y.ContentFormat): void {
  if (value === null) marks.delete(key);
  else marks.set(key, JSON.stringify(value));
}

function isEqual(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
}
