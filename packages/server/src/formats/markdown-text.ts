/**
 * The text of Markdown: blocks and inline text as a clause holds them. Here is decided what is a link or a footnote,
 * and what is a bracket.
 */
import type {
  Definition,
  FootnoteDefinition,
  List,
  ListItem,
  Nodes,
  PhrasingContent,
  Root,
  RootContent,
  Table,
} from './markdown-tree.ts';
import type { Structure } from './structure.ts';
import {
  InlineWriter,
  linkMark,
  paragraph,
  textOnly,
  textParagraph,
  withMark,
  type MarkJson,
  type NodeJson,
} from './text-json.ts';

export class MarkdownText {
  readonly #structure: Structure;
  readonly #source: string;
  readonly #linesBefore: number;
  readonly #definitions = new Map<string, Definition>();
  readonly #notes = new Map<string, FootnoteDefinition>();
  readonly #otherNotes: FootnoteDefinition[] = [];
  readonly #usedNotes = new Set<string>();
  /** Notes that are being written, so that one that cites itself ends. */
  readonly #openNotes = new Set<string>();

  constructor(root: Root, source: string, linesBefore: number, structure: Structure) {
    this.#structure = structure;
    this.#source = source;
    this.#linesBefore = linesBefore;
    for (const node of root.children) this.#collect(node);
  }

  #collect(node: Nodes): void {
    if (node.type === 'definition' && !this.#definitions.has(node.identifier)) {
      this.#definitions.set(node.identifier, node);
    }
    if (node.type === 'footnoteDefinition') {
      // Of several notes under one name the first counts; the others are not lost.
      if (this.#notes.has(node.identifier)) this.#otherNotes.push(node);
      else this.#notes.set(node.identifier, node);
    }
    if ('children' in node) for (const child of node.children) this.#collect(child);
  }

  /** Notes that no mark has led to so far. */
  unusedNotes(): FootnoteDefinition[] {
    const unused = [...this.#notes].filter(([id]) => !this.#usedNotes.has(id)).map(([, note]) => note);
    return [...unused, ...this.#otherNotes];
  }

  labelOf(list: List, item: ListItem, at: number): string | null {
    if (list.ordered !== true) return null;
    const [, own, mark = '.'] = /^\s*(\d+)([.)])/u.exec(this.slice(item)) ?? [];
    // Numbers are as the author wrote them, but for lists that count by themselves (every item is "1.").
    const [first, second] = list.children;
    const counts =
      first && second && Number.parseInt(this.slice(first)) === Number.parseInt(this.slice(second));
    return `${counts || own === undefined ? (list.start ?? 1) + at : Number(own)}${mark}`;
  }

  itemBlocks(item: ListItem): NodeJson[] {
    const done = item.checked === null || item.checked === undefined ? '' : item.checked ? '[x]' : '[ ]';
    const blocks = item.children.flatMap((child) => this.blocks(child));
    return done === '' ? blocks : [textParagraph(done), ...blocks];
  }

  blocks(node: RootContent): NodeJson[] {
    switch (node.type) {
      case 'paragraph': {
        const content = this.inline(node.children);
        return content.length > 0 ? [paragraph(content)] : [];
      }
      case 'heading':
        return [
          {
            type: 'heading',
            attrs: { level: Math.min(node.depth, 3) },
            content: this.inline(node.children),
          },
        ];
      case 'list':
        return [this.#listNode(node)];
      case 'blockquote':
        return [{ type: 'quotation', content: node.children.flatMap((child) => this.blocks(child)) }];
      case 'table':
        return [this.#table(node)];
      case 'code':
        return node.value.split(/\n/u).map((line) => textParagraph(line.trim()));
      case 'html':
        this.remark('html-kept', node, 'HTML in a Markdown file was kept as text.');
        return [textParagraph(node.value.replace(/\s+/gu, ' ').trim())];
      case 'definition':
      case 'footnoteDefinition':
      case 'thematicBreak':
        return [];
      default: {
        const content = this.inline([node as PhrasingContent]);
        return content.length > 0 ? [paragraph(content)] : [];
      }
    }
  }

  #listNode(list: List): NodeJson {
    const items = list.children.map((item, at): NodeJson => {
      const own: NodeJson = {
        type: 'list_item',
        attrs: { id: null, label: null },
        content: this.itemBlocks(item),
      };
      this.#structure.labelItem(own, this.labelOf(list, item, at));
      return own;
    });
    return { type: 'list', attrs: { marker: 'auto' }, content: items };
  }

  #table(table: Table): NodeJson {
    return {
      type: 'table',
      content: table.children.map((row, at) => ({
        type: 'table_row',
        content: row.children.map((cell) => ({
          type: at === 0 ? 'table_header' : 'table_cell',
          attrs: { colspan: 1, rowspan: 1, colwidth: null },
          content: [paragraph(this.inline(cell.children))],
        })),
      })),
    };
  }

  inline(content: readonly PhrasingContent[]): NodeJson[] {
    const writer = new InlineWriter();
    for (const node of content) this.#write(node, [], writer);
    return writer.done();
  }

  #write(node: PhrasingContent, marks: readonly MarkJson[], writer: InlineWriter): void {
    const inside = (children: readonly PhrasingContent[], mark?: MarkJson | null) => {
      for (const child of children) this.#write(child, mark ? withMark(marks, mark) : marks, writer);
    };
    switch (node.type) {
      case 'text':
      case 'inlineCode':
        writer.text(node.value, marks);
        return;
      case 'html':
        this.remark('html-kept', node, 'HTML in a Markdown file was kept as text.');
        writer.text(node.value, marks);
        return;
      case 'emphasis':
        inside(node.children, { type: 'emphasis' });
        return;
      case 'strong':
        inside(node.children, { type: 'strong' });
        return;
      case 'delete':
        this.remark('deletion-kept', node, 'Text that was struck through stands as plain text.');
        inside(node.children);
        return;
      case 'break':
        writer.lineBreak();
        return;
      case 'link':
        this.#link(node.url, node, node.children, marks, writer);
        return;
      case 'linkReference': {
        const url = this.#definitions.get(node.identifier)?.url;
        this.#link(url ?? '', node, node.children, marks, writer);
        return;
      }
      case 'footnoteReference':
        if (this.#notes.has(node.identifier) && !this.#openNotes.has(node.identifier)) {
          writer.footnote(this.#note(node.identifier));
        } else {
          writer.text(this.slice(node), marks);
        }
        return;
      case 'image':
      case 'imageReference':
        this.remark(
          'image-left-out',
          node,
          `An image (${node.alt ?? 'unnamed'}) was left out: agreements hold text only.`,
        );
        return;
    }
  }

  /**
   * `[shall](a)` is no link: without anything like an address, the characters are text as they stand. A link to a
   * place that only its own site knows (`/decision/`) leaves its words.
   */
  #link(
    url: string,
    node: PhrasingContent,
    children: readonly PhrasingContent[],
    marks: readonly MarkJson[],
    writer: InlineWriter,
  ): void {
    const mark = linkMark(url);
    if (mark) {
      for (const child of children) this.#write(child, withMark(marks, mark), writer);
      return;
    }
    if (node.type === 'linkReference' || /[/#:.]/u.test(url)) {
      this.remark('link-left-out', node, 'A link without a full address became plain text.');
      for (const child of children) this.#write(child, marks, writer);
      return;
    }
    const [first, last] = [children[0], children.at(-1)];
    const source = this.slice(node);
    const start = node.position?.start.offset ?? 0;
    const from = (first?.position?.start.offset ?? start) - start;
    const to = (last?.position?.end.offset ?? start) - start;
    writer.text(source.slice(0, from), marks);
    for (const child of children) this.#write(child, marks, writer);
    writer.text(source.slice(to), marks);
  }

  #note(identifier: string): NodeJson[] {
    const note = this.#notes.get(identifier);
    if (!note) return [];
    this.#usedNotes.add(identifier);
    this.#openNotes.add(identifier);
    const content = this.noteText(note);
    this.#openNotes.delete(identifier);
    return content;
  }

  noteText(note: FootnoteDefinition): NodeJson[] {
    return textOnly(
      note.children
        .flatMap((child) => this.blocks(child))
        .flatMap((block, at): NodeJson[] => [
          ...(at > 0 ? [{ type: 'text', text: ' ' }] : []),
          ...inlineOf(block),
        ]),
    );
  }

  slice(node: Nodes): string {
    return this.#source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
  }

  where(node: Nodes): string {
    return `line ${(node.position?.start.line ?? 1) + this.#linesBefore}`;
  }

  remark(code: string, node: Nodes, sentence: string): void {
    this.#structure.remark(code, this.where(node), sentence, code === 'html-kept' ? sentence : undefined);
  }
}

/** The words of a heading, without notes. */
export function plainWords(content: readonly PhrasingContent[]): string {
  const text = (nodes: readonly PhrasingContent[]): string =>
    nodes
      .map((node) => {
        if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'html') return node.value;
        if (node.type === 'break') return ' ';
        return 'children' in node ? text(node.children) : '';
      })
      .join('');
  return text(content).replace(/\s+/gu, ' ').trim();
}

function inlineOf(block: NodeJson): NodeJson[] {
  if (block.type === 'paragraph' || block.type === 'heading') return block.content ?? [];
  return (block.content ?? []).flatMap((child, at): NodeJson[] => [
    ...(at > 0 ? [{ type: 'text', text: ' ' }] : []),
    ...inlineOf(child),
  ]);
}
