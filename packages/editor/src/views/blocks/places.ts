/**
 * Where the structured blocks and their fields are in a text. Nothing here needs an editor, so that reading a text
 * does not load one.
 */
import type { Node, NodeType, ResolvedPos } from 'prosemirror-model';
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
