/**
 * Markdown (CommonMark with tables and footnotes): headings become divisions, the numbered paragraphs below them
 * clauses. Square brackets are text: in a negotiated document they mark what is not agreed, and only a link with an
 * address, or a footnote with a definition, is taken for one.
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
} from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { knownHeading, rankWithin } from './heading-words.ts';
import type { Imported, ImportLimits } from './imported.ts';
import { directionOf, guessLanguage } from './languages.ts';
import type { Reading } from './read-file.ts';
import { Structure, type Facts } from './structure.ts';
import {
  InlineWriter,
  linkMark,
  paragraph,
  textInside,
  textOnly,
  textParagraph,
  withMark,
  type MarkJson,
  type NodeJson,
} from './text-json.ts';
import { Unreadable } from './unreadable.ts';

export function readMarkdown(text: string, reading: Reading): Imported {
  const { body, title, before } = withoutFrontMatter(text);
  const root = fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  check(root, reading.limits);
  reading.progress?.('reading', text.length, text.length);
  const reader = new Reader(root, body, before, reading);
  const language = guessLanguage(body);
  const first = root.children.find((node) => node.type === 'heading');
  const name = title || (first ? reader.plain(first.children) : '') || baseName(reading.fileName);
  return reader.read({
    title: name.slice(0, 1000),
    shortTitle: name.slice(0, 200),
    language,
    direction: directionOf(language),
    clauseNumbering: 'plain',
  });
}

/** The settings that static site generators put before a text; their title is the agreement's. */
function withoutFrontMatter(text: string): {
  readonly body: string;
  readonly title: string;
  readonly before: number;
} {
  const match = /^\ufeff?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*\r?\n/u.exec(text);
  if (!match) return { body: text, title: '', before: 0 };
  const title =
    /^title:\s*(.+)$/mu
      .exec(match[1] ?? '')?.[1]
      ?.trim()
      .replace(/^(["'])(.*)\1$/u, '$2') ?? '';
  return { body: text.slice(match[0].length), title, before: match[0].split('\n').length - 1 };
}

export function baseName(fileName: string): string {
  return fileName.replace(/^.*[\\/]/u, '').replace(/\.[^.]+$/u, '') || fileName;
}

function check(root: Root, limits: ImportLimits): void {
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

class Reader {
  readonly #root: Root;
  readonly #source: string;
  readonly #linesBefore: number;
  readonly #reading: Reading;
  #structure = new Structure({ idPrefix: '', language: 'en' });
  readonly #definitions = new Map<string, Definition>();
  readonly #notes = new Map<string, FootnoteDefinition>();
  readonly #otherNotes: FootnoteDefinition[] = [];
  readonly #usedNotes = new Set<string>();
  /** Notes that are being written, so that one that cites itself ends. */
  readonly #openNotes = new Set<string>();
  /** Whether the last clause was begun by a number, so that a plain paragraph does not belong to it. */
  #afterNumber = false;
  #inPreamble = false;

  constructor(root: Root, source: string, linesBefore: number, reading: Reading) {
    this.#root = root;
    this.#source = source;
    this.#linesBefore = linesBefore;
    this.#reading = reading;
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

  read(facts: Facts): Imported {
    this.#structure = new Structure({
      idPrefix: this.#reading.idPrefix,
      language: facts.language,
      progress: this.#reading.progress,
    });
    const { children } = this.#root;
    const firstHeading = children.findIndex((node) => node.type === 'heading');
    const titled = this.#titleHeading(children);
    children.forEach((node, at) => {
      // What stands before the first heading, and under the title, is the cover.
      if (at === 0 && firstHeading !== 0 && node.type !== 'heading') this.#beginCover('');
      if (node.type === 'heading') {
        if (node === titled && at > 0) {
          for (const block of this.#blocks(node)) this.#structure.block(block);
          return;
        }
        if (node === titled) this.#beginCover(this.plain(node.children));
        else this.#heading(node.depth, node.children);
        this.#notesOf(node.children);
      } else {
        this.#block(node);
      }
    });
    const unused = [...this.#notes].filter(([id]) => !this.#usedNotes.has(id)).map(([, note]) => note);
    for (const note of [...unused, ...this.#otherNotes]) {
      this.#structure.endClause();
      this.#structure.block(paragraph([{ type: 'footnote', content: this.#noteText(note) }]));
      this.#structure.remark(
        'unused-footnote',
        this.#where(note),
        'No mark points to this footnote; it stands at the end.',
      );
    }
    return this.#structure.finish(facts);
  }

  /** The heading that is the title of the whole: the only one of its level, or one before the first article. */
  #titleHeading(children: readonly RootContent[]): RootContent | null {
    const headings = children.filter((node) => node.type === 'heading');
    const [first, ...others] = headings;
    if (!first || knownHeading(this.plain(first.children))) return null;
    const alone = first.depth === 1 && others.every(({ depth }) => depth > 1) && others.length > 0;
    const beforeArticles = others[0] !== undefined && knownHeading(this.plain(others[0].children)) !== null;
    return alone || beforeArticles ? first : null;
  }

  #beginCover(heading: string): void {
    this.#structure.beginDivision('cover', 0, null, heading);
    this.#afterNumber = false;
  }

  #heading(depth: number, content: readonly PhrasingContent[]): void {
    const text = this.plain(content);
    if (text === '') return;
    const known = knownHeading(text);
    const structure = this.#structure;
    if (known?.kind === 'preamble') structure.closeDivisions(depth * 10);
    if (structure.division('cover')) structure.closeDivisions(0);
    structure.beginDivision(
      known?.kind ?? 'section',
      depth * 10 + rankWithin(known?.kind ?? null),
      known?.label ?? null,
      known?.heading ?? text,
    );
    this.#inPreamble = known?.kind === 'preamble';
    this.#afterNumber = false;
  }

  #notesOf(content: readonly PhrasingContent[]): void {
    const notes = this.#inline(content).filter(({ type }) => type === 'footnote');
    if (notes.length === 0) return;
    this.#structure.block(paragraph(notes));
    this.#structure.endClause();
  }

  #block(node: RootContent): void {
    const structure = this.#structure;
    switch (node.type) {
      case 'definition':
      case 'footnoteDefinition':
      case 'thematicBreak':
        return;
      case 'list':
        this.#list(node);
        return;
      default:
        break;
    }
    const blocks = this.#blocks(node);
    const [only] = blocks;
    if (!only) return;
    const beginsOption = /^\[?option\b/iu.test(textInside(blocks));
    if (this.#inPreamble || this.#afterNumber || beginsOption || structure.clause === null) {
      structure.beginClause(null);
      this.#afterNumber = false;
    }
    for (const block of blocks) structure.block(block);
  }

  /** A numbered list at the top is numbered paragraphs; any other list is part of a clause. */
  #list(list: List): void {
    const structure = this.#structure;
    if (this.#isContents(list)) {
      structure.remark(
        'contents-left-out',
        this.#where(list),
        'The mark for a table of contents was left out: the outline is one.',
      );
      return;
    }
    const isClauses = list.ordered === true && structure.division('cover') === null;
    list.children.forEach((item, at) => {
      const label = this.#labelOf(list, item, at);
      if (!isClauses) {
        const own = structure.item(label, [], 0);
        own.content = this.#itemBlocks(item);
        return;
      }
      structure.beginClause(label);
      this.#afterNumber = true;
      for (const child of item.children) {
        if (child.type === 'list') this.#innerList(child, 0);
        else for (const block of this.#blocks(child)) structure.block(block);
      }
    });
  }

  /** kramdown's `* TOC` with `{:toc}` below it. */
  #isContents(list: List): boolean {
    return /^\s*\S+\s+TOC\s*\{:toc\}\s*$/u.test(this.#slice(list));
  }

  #innerList(list: List, depth: number): void {
    list.children.forEach((item, at) => {
      const own = this.#structure.item(this.#labelOf(list, item, at), [], depth);
      own.content = this.#itemBlocks(item);
    });
  }

  #labelOf(list: List, item: ListItem, at: number): string | null {
    if (list.ordered !== true) return null;
    const [, own, mark = '.'] = /^\s*(\d+)([.)])/u.exec(this.#slice(item)) ?? [];
    // Numbers are as the author wrote them, but for lists that count by themselves (every item is "1.").
    const [first, second] = list.children;
    const counts =
      first && second && Number.parseInt(this.#slice(first)) === Number.parseInt(this.#slice(second));
    return `${counts || own === undefined ? (list.start ?? 1) + at : Number(own)}${mark}`;
  }

  #itemBlocks(item: ListItem): NodeJson[] {
    const done = item.checked === null || item.checked === undefined ? '' : item.checked ? '[x]' : '[ ]';
    const blocks = item.children.flatMap((child) => this.#blocks(child));
    return done === '' ? blocks : [textParagraph(done), ...blocks];
  }

  #blocks(node: RootContent): NodeJson[] {
    switch (node.type) {
      case 'paragraph': {
        const content = this.#inline(node.children);
        return content.length > 0 ? [paragraph(content)] : [];
      }
      case 'heading':
        return [
          {
            type: 'heading',
            attrs: { level: Math.min(node.depth, 3) },
            content: this.#inline(node.children),
          },
        ];
      case 'list':
        return [this.#listNode(node)];
      case 'blockquote':
        return [{ type: 'quotation', content: node.children.flatMap((child) => this.#blocks(child)) }];
      case 'table':
        return [this.#table(node)];
      case 'code':
        return node.value.split(/\n/u).map((line) => textParagraph(line.trim()));
      case 'html':
        this.#remark('html-kept', node, 'HTML in a Markdown file was kept as text.');
        return [textParagraph(node.value.replace(/\s+/gu, ' ').trim())];
      case 'definition':
      case 'footnoteDefinition':
      case 'thematicBreak':
        return [];
      default: {
        const content = this.#inline([node as PhrasingContent]);
        return content.length > 0 ? [paragraph(content)] : [];
      }
    }
  }

  #listNode(list: List): NodeJson {
    const items = list.children.map((item, at): NodeJson => {
      const own: NodeJson = {
        type: 'list_item',
        attrs: { id: null, label: null },
        content: this.#itemBlocks(item),
      };
      this.#structure.labelItem(own, this.#labelOf(list, item, at));
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
          content: [paragraph(this.#inline(cell.children))],
        })),
      })),
    };
  }

  #inline(content: readonly PhrasingContent[]): NodeJson[] {
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
        this.#remark('html-kept', node, 'HTML in a Markdown file was kept as text.');
        writer.text(node.value, marks);
        return;
      case 'emphasis':
        inside(node.children, { type: 'emphasis' });
        return;
      case 'strong':
        inside(node.children, { type: 'strong' });
        return;
      case 'delete':
        this.#remark('deletion-kept', node, 'Text that was struck through stands as plain text.');
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
          writer.text(this.#slice(node), marks);
        }
        return;
      case 'image':
      case 'imageReference':
        this.#remark(
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
      this.#remark('link-left-out', node, 'A link without a full address became plain text.');
      for (const child of children) this.#write(child, marks, writer);
      return;
    }
    const [first, last] = [children[0], children.at(-1)];
    const source = this.#slice(node);
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
    const content = this.#noteText(note);
    this.#openNotes.delete(identifier);
    return content;
  }

  #noteText(note: FootnoteDefinition): NodeJson[] {
    return textOnly(
      note.children
        .flatMap((child) => this.#blocks(child))
        .flatMap((block, at): NodeJson[] => [
          ...(at > 0 ? [{ type: 'text', text: ' ' }] : []),
          ...inlineOf(block),
        ]),
    );
  }

  /** The words of a heading, without notes. */
  plain(content: readonly PhrasingContent[]): string {
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

  #slice(node: Nodes): string {
    return this.#source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
  }

  #where(node: Nodes): string {
    return `line ${(node.position?.start.line ?? 1) + this.#linesBefore}`;
  }

  #remark(code: string, node: Nodes, sentence: string): void {
    this.#structure.remark(code, this.#where(node), sentence, code === 'html-kept' ? sentence : undefined);
  }
}

function inlineOf(block: NodeJson): NodeJson[] {
  if (block.type === 'paragraph' || block.type === 'heading') return block.content ?? [];
  return (block.content ?? []).flatMap((child, at): NodeJson[] => [
    ...(at > 0 ? [{ type: 'text', text: ' ' }] : []),
    ...inlineOf(child),
  ]);
}
