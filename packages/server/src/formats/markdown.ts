/**
 * Markdown (CommonMark with tables and footnotes): headings become divisions, the numbered paragraphs below them
 * clauses. Square brackets are text: in a negotiated document they mark what is not agreed, and only a link with an
 * address, or a footnote with a definition, is taken for one.
 */
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { knownHeading, rankWithin } from './heading-words.ts';
import type { Imported } from './imported.ts';
import { directionOf, guessLanguage } from './languages.ts';
import { MarkdownText, plainWords } from './markdown-text.ts';
import { checkTree, type List, type PhrasingContent, type Root, type RootContent } from './markdown-tree.ts';
import type { Reading } from './read-file.ts';
import { Structure, type Facts } from './structure.ts';
import { paragraph, textInside } from './text-json.ts';

export function readMarkdown(text: string, reading: Reading): Imported {
  const { body, title, before } = withoutFrontMatter(text);
  const root = fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  checkTree(root, reading.limits);
  reading.progress?.('reading', text.length, text.length);
  const first = root.children.find((node) => node.type === 'heading');
  const name = title || (first ? plainWords(first.children) : '') || baseName(reading.fileName);
  const language = guessLanguage(body);
  const structure = new Structure({ idSeed: reading.idSeed, language, progress: reading.progress });
  return new Reader(root, new MarkdownText(root, body, before, structure), structure).read({
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

class Reader {
  readonly #root: Root;
  readonly #text: MarkdownText;
  readonly #structure: Structure;
  /** Whether the last clause was begun by a number, so that a plain paragraph does not belong to it. */
  #afterNumber = false;
  #inPreamble = false;

  constructor(root: Root, text: MarkdownText, structure: Structure) {
    this.#root = root;
    this.#text = text;
    this.#structure = structure;
  }

  read(facts: Facts): Imported {
    const { children } = this.#root;
    const firstHeading = children.findIndex((node) => node.type === 'heading');
    const titled = this.#titleHeading(children);
    children.forEach((node, at) => {
      // What stands before the first heading, and under the title, is the cover.
      if (at === 0 && firstHeading !== 0 && node.type !== 'heading') this.#beginCover('');
      if (node.type === 'heading') {
        if (node === titled && at > 0) {
          for (const block of this.#text.blocks(node)) this.#structure.block(block);
          return;
        }
        if (node === titled) this.#beginCover(plainWords(node.children));
        else this.#heading(node.depth, node.children);
        this.#notesOf(node.children);
      } else {
        this.#block(node);
      }
    });
    for (const note of this.#text.unusedNotes()) {
      this.#structure.endClause();
      this.#structure.block(paragraph([{ type: 'footnote', content: this.#text.noteText(note) }]));
      this.#structure.remark(
        'unused-footnote',
        this.#text.where(note),
        'No mark points to this footnote; it stands at the end.',
      );
    }
    return this.#structure.finish(facts);
  }

  /** The heading that is the title of the whole: the only one of its level, or one before the first article. */
  #titleHeading(children: readonly RootContent[]): RootContent | null {
    const headings = children.filter((node) => node.type === 'heading');
    const [first, ...others] = headings;
    if (!first || knownHeading(plainWords(first.children))) return null;
    const alone = first.depth === 1 && others.every(({ depth }) => depth > 1) && others.length > 0;
    const beforeArticles = others[0] !== undefined && knownHeading(plainWords(others[0].children)) !== null;
    return alone || beforeArticles ? first : null;
  }

  #beginCover(heading: string): void {
    this.#structure.beginDivision('cover', 0, null, heading);
    this.#afterNumber = false;
  }

  #heading(depth: number, content: readonly PhrasingContent[]): void {
    const text = plainWords(content);
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
    const notes = this.#text.inline(content).filter(({ type }) => type === 'footnote');
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
    const blocks = this.#text.blocks(node);
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
        this.#text.where(list),
        'The mark for a table of contents was left out: the outline is one.',
      );
      return;
    }
    const isClauses = list.ordered === true && structure.division('cover') === null;
    list.children.forEach((item, at) => {
      const label = this.#text.labelOf(list, item, at);
      if (!isClauses) {
        const own = structure.item(label, [], 0);
        own.content = this.#text.itemBlocks(item);
        return;
      }
      structure.beginClause(label);
      this.#afterNumber = true;
      for (const child of item.children) {
        if (child.type === 'list') this.#innerList(child, 0);
        else for (const block of this.#text.blocks(child)) structure.block(block);
      }
    });
  }

  /** kramdown's `* TOC` with `{:toc}` below it. */
  #isContents(list: List): boolean {
    return /^\s*\S+\s+TOC\s*\{:toc\}\s*$/u.test(this.#text.slice(list));
  }

  #innerList(list: List, depth: number): void {
    list.children.forEach((item, at) => {
      const own = this.#structure.item(this.#text.labelOf(list, item, at), [], depth);
      own.content = this.#text.itemBlocks(item);
    });
  }
}
