/**
 * What an honest editor does to a text: steps of ProseMirror, carried into the Y.Doc by y-prosemirror's own
 * function, so that updates have the shapes that those of the app have.
 */
import { clauseSchema, jsonOfDoc, nodeOfJson, textOf } from '@travaux/editor/document';
import type { MarkType, Node } from 'prosemirror-model';
import { EditorState, type Transaction } from 'prosemirror-state';
import { updateYFragment } from 'y-prosemirror';
import type * as Y from 'yjs';
import type { Random } from './random.ts';

const { nodes, marks } = clauseSchema;

export const kindsOfEdit = {
  type: 50,
  erase: 14,
  format: 9,
  unformat: 3,
  split: 6,
  join: 4,
  'add block': 5,
  'drop block': 2,
  'change block': 2,
  'clear all': 0.3,
} as const;
export type KindOfEdit = keyof typeof kindsOfEdit;

/** Origin of the transactions of an editor, by which undo knows its own. */
export const byHand = 'by hand';

/** @returns whether there was anything to do */
export function edit(doc: Y.Doc, kind: KindOfEdit, random: Random, word: string): boolean {
  const before = nodeOfJson(jsonOfDoc(doc));
  const { tr } = EditorState.create({ doc: before });
  change(tr, kind, random, word);
  if (!tr.docChanged || tr.doc.eq(before)) return false;
  doc.transact(() => {
    updateYFragment(doc, textOf(doc), tr.doc, { mapping: new Map(), isOMark: new Map() });
  }, byHand);
  return true;
}

interface Place {
  readonly node: Node;
  /** Where its content begins. */
  readonly start: number;
}

function textblocks(doc: Node): Place[] {
  const places: Place[] = [];
  doc.descendants((node, pos) => {
    if (node.isTextblock) places.push({ node, start: pos + 1 });
  });
  return places;
}

/** A range inside one block whose ends are not inside a pair of surrogates or a footnote. */
function rangeIn({ node, start }: Place, random: Random, longest: number): { from: number; to: number } {
  const places = [0];
  node.forEach((child, offset) => {
    if (child.isText) {
      let at = offset;
      for (const sign of child.text ?? '') places.push((at += sign.length));
    } else {
      places.push(offset + child.nodeSize);
    }
  });
  const from = random.int(0, places.length - 1);
  const to = Math.min(places.length - 1, from + random.int(0, longest));
  return { from: start + places[from]!, to: start + places[to]! };
}

function change(tr: Transaction, kind: KindOfEdit, random: Random, word: string): void {
  const { doc } = tr;
  const block = random.pick(textblocks(doc));
  if (block === undefined || doc.childCount < 2) {
    tr.insert(0, nodes.paragraph!.create(null, clauseSchema.text(word)));
    return;
  }
  switch (kind) {
    case 'type': {
      const { from } = rangeIn(block, random, 0);
      const emoji = random.chance(0.05) ? '🕊' : '';
      tr.insertText(`${word}${emoji} `, from);
      return;
    }
    case 'erase': {
      const { from, to } = rangeIn(block, random, 20);
      tr.delete(from, to);
      return;
    }
    case 'format':
    case 'unformat': {
      const { from, to } = rangeIn(block, random, 30);
      const name = random.pick(['strong', 'emphasis', 'underline', 'superscript', 'link'])!;
      const type = marks[name] as MarkType;
      if (kind === 'unformat') tr.removeMark(from, to, type);
      else
        tr.addMark(from, to, type.create(name === 'link' ? { href: `https://example.org/${word}` } : null));
      return;
    }
    case 'split':
      if (block.node.type === nodes.paragraph || block.node.type === nodes.heading)
        tr.split(rangeIn(block, random, 0).from);
      return;
    case 'join': {
      const index = random.int(1, doc.childCount - 1);
      const [above, below] = [doc.child(index - 1), doc.child(index)];
      if (above.type === nodes.paragraph && below.type === nodes.paragraph) tr.join(resolveTop(doc, index));
      return;
    }
    case 'add block':
      tr.insert(resolveTop(doc, random.int(0, doc.childCount)), newBlock(random, word));
      return;
    case 'drop block': {
      const index = random.int(0, doc.childCount - 1);
      tr.delete(resolveTop(doc, index), resolveTop(doc, index + 1));
      return;
    }
    case 'change block': {
      const index = random.int(0, doc.childCount - 1);
      const at = resolveTop(doc, index);
      const node = doc.child(index);
      if (node.type === nodes.heading) tr.setNodeAttribute(at, 'level', random.int(1, 3));
      else if (node.type === nodes.list) tr.setNodeAttribute(at, 'marker', random.pick(['alpha', 'roman']));
      else if (node.type === nodes.paragraph) tr.setBlockType(at + 1, at + 1, nodes.heading!, { level: 2 });
      return;
    }
    case 'clear all':
      tr.delete(0, doc.content.size);
      return;
  }
}

/** Where the top-level block with this index begins. */
function resolveTop(doc: Node, index: number): number {
  let at = 0;
  for (let i = 0; i < index; i++) at += doc.child(i).nodeSize;
  return at;
}

function newBlock(random: Random, word: string): Node {
  const paragraph = (...content: Node[]) => nodes.paragraph!.create(null, content);
  const text = clauseSchema.text(word);
  switch (random.weighted({ paragraph: 4, heading: 1, quotation: 1, list: 3, table: 1, rich: 2 })) {
    case 'paragraph':
      return paragraph(text);
    case 'heading':
      return nodes.heading!.create({ level: random.int(1, 3) }, text);
    case 'quotation':
      return nodes.quotation!.create(null, paragraph(text));
    case 'list':
      return nodes.list!.create(
        { marker: 'auto' },
        [word, 'further'].map((item) => nodes.list_item!.create(null, [paragraph(clauseSchema.text(item))])),
      );
    case 'table':
      return nodes.table!.create(null, [
        nodes.table_row!.create(null, [
          nodes.table_header!.create(null, paragraph(text)),
          nodes.table_cell!.create({ colwidth: [120] }, paragraph()),
        ]),
      ]);
    case 'rich':
      return paragraph(
        text,
        nodes.footnote!.create(null, clauseSchema.text(`see ${word}`)),
        nodes.reference!.create({ target: 'c2', form: 'full', label: 'Article 2' }),
        nodes.hard_break!.create(),
        clauseSchema.text(word, [marks.strong!.create()]),
      );
  }
}
