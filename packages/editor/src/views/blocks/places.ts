/**
 * Where the structured blocks and their fields are in a text, and which fields are shown: an optional field that
 * has no words is folded away until somebody goes into it, so that a new block is not a page of empty lines.
 * Folding is each reader's own; nothing of it is in the shared text.
 */
import type { Node, NodeType, ResolvedPos } from 'prosemirror-model';
import { NodeSelection, type EditorState } from 'prosemirror-state';
import type { DecorationSet } from 'prosemirror-view';
import { yCursorPluginKey } from 'y-prosemirror';
import type { FieldKind, TermKind } from '../../document/blocks/kind.ts';
import { fieldKindOf, termKindOf } from '../../document/blocks/kinds.ts';
import { clauseSchema } from '../../document/schema.ts';

export const { term: termType, field: fieldType } = clauseSchema.nodes as { term: NodeType; field: NodeType };

export interface BlockPlace {
  readonly node: Node;
  readonly pos: number;
  readonly kind: TermKind;
  readonly id: string | null;
}

export interface FieldPlace {
  readonly block: BlockPlace;
  readonly node: Node;
  readonly pos: number;
  readonly name: string;
  /** Null where blocks of this kind have no such field. */
  readonly kind: FieldKind | null;
}

export function blockOf(node: Node, pos: number): BlockPlace {
  const kind = termKindOf(node.attrs['kind'] as string)!;
  return { node, pos, kind, id: node.attrs['id'] as string | null };
}

export function nameOfBlock({ kind, id }: { kind: TermKind; id: string | null }): string {
  return id === null ? kind.label : `${kind.label} ${id}`;
}

/** What is read before a field; blocks can hold a field that their kind does not have. */
export function labelOfField({ kind, name }: { kind: FieldKind | null; name: string }): string {
  return kind?.label ?? name;
}

/** The block that the caret is in, or that is selected as a whole. */
export function blockAt(state: EditorState): BlockPlace | null {
  const { selection } = state;
  if (selection instanceof NodeSelection)
    return selection.node.type === termType ? blockOf(selection.node, selection.from) : null;
  return blockAround(selection.$head);
}

export function blockAround($pos: ResolvedPos): BlockPlace | null {
  for (let depth = $pos.depth; depth > 0; depth -= 1) {
    const node = $pos.node(depth);
    if (node.type === termType) return blockOf(node, $pos.before(depth));
  }
  return null;
}

export function fieldAround($pos: ResolvedPos): FieldPlace | null {
  for (let depth = $pos.depth; depth > 1; depth -= 1) {
    if ($pos.node(depth).type !== fieldType) continue;
    const block = blockOf($pos.node(depth - 1), $pos.before(depth - 1));
    return fieldOf(block, $pos.node(depth), $pos.before(depth));
  }
  return null;
}

export function fieldAt(state: EditorState): FieldPlace | null {
  const { selection } = state;
  return selection instanceof NodeSelection && selection.node.type === termType
    ? null
    : fieldAround(selection.$head);
}

function fieldOf(block: BlockPlace, node: Node, pos: number): FieldPlace {
  const name = node.attrs['name'] as string;
  return { block, node, pos, name, kind: fieldKindOf(block.kind.kind, name) };
}

export function fieldsOf(block: BlockPlace): FieldPlace[] {
  const fields: FieldPlace[] = [];
  block.node.forEach((node, offset) => fields.push(fieldOf(block, node, block.pos + 1 + offset)));
  return fields;
}

export function blocksOf(doc: Node): BlockPlace[] {
  const blocks: BlockPlace[] = [];
  doc.descendants((node, pos) => {
    if (node.type !== termType) return !node.isTextblock;
    blocks.push(blockOf(node, pos));
    return false;
  });
  return blocks;
}

/** Whether the words are still to be given: required, and none of the fields of this name has any. */
export function isOwed(field: FieldPlace, all: readonly FieldPlace[]): boolean {
  if (!field.kind?.required || field.node.content.size > 0) return false;
  const same = all.filter(({ name }) => name === field.name);
  return same.every(({ node }) => node.content.size === 0) && same[0]!.pos === field.pos;
}

function isSomebodyIn(state: EditorState, { pos, node }: FieldPlace): boolean {
  const { from, to } = state.selection;
  if (from > pos && to < pos + node.nodeSize) return true;
  const others = yCursorPluginKey.getState(state) as DecorationSet | undefined;
  return (others?.find(pos + 1, pos + node.nodeSize - 1).length ?? 0) > 0;
}

export function isShown(state: EditorState, field: FieldPlace, all: readonly FieldPlace[]): boolean {
  return field.node.content.size > 0 || isOwed(field, all) || isSomebodyIn(state, field);
}

/** The fields that the keys go through. */
export function shownFields(state: EditorState, block: BlockPlace): FieldPlace[] {
  const all = fieldsOf(block);
  return all.filter((field) => isShown(state, field, all));
}
