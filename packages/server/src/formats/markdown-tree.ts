/**
 * The tree of a Markdown file: the types of its nodes, and the bounds that it is held to before it is read.
 */
import type { fromMarkdown } from 'mdast-util-from-markdown';
import type { ImportLimits } from './imported.ts';
import { Unreadable } from './unreadable.ts';

export type Root = ReturnType<typeof fromMarkdown>;
export type RootContent = Root['children'][number];
export type Nodes = Root | RootContent;
type Of<T extends Nodes['type']> = Extract<Nodes, { type: T }>;
export type Definition = Of<'definition'>;
export type FootnoteDefinition = Of<'footnoteDefinition'>;
export type List = Of<'list'>;
export type ListItem = Of<'listItem'>;
export type Table = Of<'table'>;
export type PhrasingContent = Of<'paragraph'>['children'][number];

/** @throws Unreadable when the file is nested too deeply or holds too much */
export function checkTree(root: Root, limits: ImportLimits): void {
  let count = 0;
  const stack: { readonly node: Nodes; readonly depth: number }[] = [{ node: root, depth: 0 }];
  for (let at = stack.pop(); at; at = stack.pop()) {
    const { node, depth } = at;
    count += 1;
    const line = node.position?.start.line;
    const where = line === undefined ? {} : { line };
    if (depth > limits.maxDepth) {
      throw new Unreadable(
        'too-deep',
        `Lists or quotations in this file are nested more than ${limits.maxDepth} deep, the most that an import takes.`,
        where,
      );
    }
    if (count > limits.maxElements) {
      throw new Unreadable(
        'too-many-elements',
        `This file has more than ${limits.maxElements} elements, the most that an import takes.`,
        where,
      );
    }
    if ('children' in node) for (const child of node.children) stack.push({ node: child, depth: depth + 1 });
  }
}
