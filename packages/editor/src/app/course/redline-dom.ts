/**
 * Draws a redline: what was inserted is underlined, what was deleted is struck, what moved has a bar and says so.
 * No change is told by colour alone: each is also said in words, which are hidden from the eye and read aloud.
 */
import { DOMSerializer, type DOMOutputSpec, type Node } from 'prosemirror-model';
import { nodeOfJson, type ClauseJson } from '../../document/clause-json.ts';
import { compareTexts } from '../../document/compare.ts';
import { labelsOfItems } from '../../document/list-labels.ts';
import type { MarkJson, NodeHead, RedlinePiece } from '../../document/redline.ts';
import { clauseSchema } from '../../document/schema.ts';
import { countWords } from '../text/plain-text.ts';
import { labelAttribute, tableParts } from '../../views/parts.ts';
import { t, type MessageKey } from '../messages/messages.ts';

export interface DrawnRedline {
  readonly dom: HTMLElement;
  readonly counts: RedlineCounts;
}

export interface RedlineCounts {
  /** Words that stand in the later text only, and in the earlier one only. */
  readonly inserted: number;
  readonly deleted: number;
  readonly moved: number;
  /** Same words in another form. */
  readonly restyled: number;
}

export interface RedlineStyle {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** What a cross-reference prints now; null when its target is gone. */
  reference(target: string, form: 'number' | 'full'): string | null;
}

type Change = RedlinePiece['change'];

const specs = DOMSerializer.nodesFromSchema(clauseSchema);
const markSpecs = DOMSerializer.marksFromSchema(clauseSchema);

export function drawRedline(from: ClauseJson, to: ClauseJson, style: RedlineStyle): DrawnRedline {
  const [before, after] = [nodeOfJson(from), nodeOfJson(to)];
  const drawer = new RedlineDrawer(before, after, style);
  for (const piece of compareTexts(before, after)) drawer.draw(piece);
  return { dom: drawer.root, counts: drawer.counts };
}

/** Where the drawing stands: one entry for each open block, with the element that takes its content. */
interface OpenBlock {
  readonly content: HTMLElement;
  readonly isTextblock: boolean;
}

class RedlineDrawer {
  readonly root: HTMLElement;
  readonly counts = { inserted: 0, deleted: 0, moved: 0, restyled: 0 };
  readonly #stack: OpenBlock[];
  readonly #labels: { readonly from: Iterator<string>; readonly to: Iterator<string> };
  readonly #style: RedlineStyle;
  readonly #movesSeen = new Set<number>();
  /** What the next block of text has to say of itself first: that it moved, or has another form. */
  #tag: string | null = null;
  /** The element that takes neighbouring words which changed in the same way. */
  #run: { readonly change: Change; readonly parent: HTMLElement; readonly dom: HTMLElement } | null = null;

  constructor(from: Node, to: Node, style: RedlineStyle) {
    this.#style = style;
    this.root = document.createElement('div');
    this.root.className = 'tx-text tx-static redline';
    this.root.lang = style.language;
    this.root.dir = style.direction;
    this.#stack = [{ content: this.root, isTextblock: false }];
    const labels = (text: Node) =>
      Array.from(labelsOfItems(text, style.language).values(), ({ label }) => label)[Symbol.iterator]();
    this.#labels = { from: labels(from), to: labels(to) };
  }

  draw(piece: RedlinePiece): void {
    const { part } = piece;
    switch (part.kind) {
      case 'open':
        this.#open(part.node, piece);
        break;
      case 'close':
        this.#close();
        break;
      case 'text':
        this.#count(piece, countWords(part.text));
        this.#inline(piece, marked(document.createTextNode(part.text), part.marks));
        break;
      case 'leaf':
        this.#count(piece, part.node.type === 'reference' ? 1 : 0);
        this.#inline(piece, marked(this.#leaf(part.node), part.node.marks));
        break;
      case 'break':
        this.#break(part.opens, piece);
        break;
    }
  }

  get #top(): OpenBlock {
    const top = this.#stack.at(-1);
    if (!top) throw new Error('a redline closes what it did not open');
    return top;
  }

  #open(head: NodeHead, piece: RedlinePiece): void {
    const type = clauseSchema.nodes[head.type];
    if (!type) throw new Error(`no such block: ${head.type}`);
    const { dom, content } = this.#block(head);
    dom.classList.add(`is-${piece.change}`);
    if (piece.change === 'moved') {
      if (!this.#movesSeen.has(piece.move)) this.counts.moved += 1;
      this.#movesSeen.add(piece.move);
      dom.classList.add(piece.side === 'from' ? 'is-moved-away' : 'is-moved-here');
      // An item's paragraph moves with it, and does not say so again.
      if (!this.#top.content.closest('.is-moved'))
        this.#tag = t(piece.side === 'from' ? 'redline.movedAway' : 'redline.movedHere', {
          move: piece.move,
        });
    } else if (piece.change === 'restyled') {
      this.counts.restyled += 1;
      this.#tag = t('redline.restyledBlock');
    }
    this.#label(head, dom, piece);
    this.#append(dom, head.type === 'footnote');
    this.#stack.push({ content, isTextblock: type.isTextblock });
    this.#run = null;
    if (type.isTextblock && this.#tag !== null) {
      const tag = document.createElement('span');
      tag.className = 'redline-tag';
      tag.textContent = this.#tag;
      content.append(tag, ' ');
      this.#tag = null;
    }
  }

  #close(): void {
    this.#stack.pop();
    this.#run = null;
  }

  /** Puts words where they stand; those that changed in the same way are one insertion, or one deletion. */
  #inline(piece: RedlinePiece, dom: globalThis.Node): void {
    const parent = this.#top.content;
    const struck = piece.change === 'moved' && piece.side === 'from';
    if (piece.change === 'same' || (piece.change === 'moved' && !struck)) {
      this.#run = null;
      parent.append(dom);
      return;
    }
    if (this.#run?.change !== piece.change || this.#run.parent !== parent) {
      const { element, says } = wrappers[piece.change];
      const run = document.createElement(element);
      if (piece.change === 'restyled') {
        run.className = 'redline-restyled';
        this.counts.restyled += 1;
      }
      if (piece.change !== 'moved') run.append(said(t(says)));
      parent.append(run);
      this.#run = { change: piece.change, parent, dom: run };
    }
    this.#run.dom.append(dom);
  }

  /** A footnote stands among words, so it goes where they go. */
  #append(dom: HTMLElement, inline: boolean): void {
    if (!inline) this.#run = null;
    this.#top.content.append(dom);
  }

  #break(opens: readonly NodeHead[], piece: RedlinePiece): void {
    const sign = document.createElement('span');
    sign.className = 'redline-break';
    sign.setAttribute('aria-hidden', 'true');
    sign.textContent = '¶';
    const inserted = piece.change === 'inserted';
    this.#inline(piece, sign);
    this.#run?.dom.append(said(t(inserted ? 'redline.split' : 'redline.joined')));
    // Joined blocks are drawn as the one that they have become.
    if (!inserted) {
      for (const head of opens) if (head.type === 'list_item') this.#labels.from.next();
      return;
    }
    opens.forEach(() => this.#close());
    for (const head of opens) this.#open(head, { change: 'inserted', part: { kind: 'open', node: head } });
  }

  #block(head: NodeHead): { readonly dom: HTMLElement; readonly content: HTMLElement } {
    if (head.type === 'table') {
      const { dom, rows } = tableParts();
      dom.tabIndex = 0;
      dom.setAttribute('role', 'group');
      dom.setAttribute('aria-label', t('redline.table'));
      return { dom, content: rows };
    }
    if (head.type === 'footnote') {
      // In a redline a footnote is read where it stands: nothing of what changed is folded away.
      const dom = document.createElement('span');
      dom.className = 'redline-footnote';
      dom.append(said(t('redline.footnote')));
      return { dom, content: dom };
    }
    const node = clauseSchema.nodes[head.type]!.create(head.attrs);
    const rendered = DOMSerializer.renderSpec(
      document,
      (specs[head.type] as (node: Node) => DOMOutputSpec)(node),
    );
    return {
      dom: rendered.dom,
      content: rendered.contentDOM ?? rendered.dom,
    };
  }

  #label(head: NodeHead, dom: HTMLElement, piece: RedlinePiece): void {
    if (head.type !== 'list_item') return;
    const inFrom = piece.change !== 'inserted' && !(piece.change === 'moved' && piece.side === 'to');
    const inTo = piece.change !== 'deleted' && !(piece.change === 'moved' && piece.side === 'from');
    const was = inFrom ? this.#labels.from.next() : null;
    const now = inTo ? this.#labels.to.next() : null;
    const label: unknown = (now ?? was)?.value;
    if (typeof label === 'string' && label !== '') dom.setAttribute(labelAttribute, label);
  }

  #leaf(head: NodeHead): HTMLElement {
    if (head.type === 'hard_break') return document.createElement('br');
    const { target, form, label } = head.attrs as { target: string; form: 'number' | 'full'; label: string };
    const dom = document.createElement('span');
    dom.className = 'redline-reference';
    dom.textContent = this.#style.reference(target, form) ?? label;
    return dom;
  }

  #count(piece: RedlinePiece, words: number): void {
    if (piece.change === 'inserted') this.counts.inserted += words;
    if (piece.change === 'deleted') this.counts.deleted += words;
  }
}

const wrappers: Record<Exclude<Change, 'same'>, { element: 'ins' | 'del' | 'span'; says: MessageKey }> = {
  inserted: { element: 'ins', says: 'redline.inserted' },
  deleted: { element: 'del', says: 'redline.deleted' },
  moved: { element: 'del', says: 'redline.deleted' },
  restyled: { element: 'span', says: 'redline.restyled' },
};

/** Words for those who listen: not every screen reader tells of ins and del. */
function said(words: string): HTMLElement {
  const dom = document.createElement('span');
  dom.className = 'visually-hidden redline-said';
  dom.textContent = ` ${words} `;
  return dom;
}

function marked(dom: globalThis.Node, marks: readonly MarkJson[]): globalThis.Node {
  let outer: globalThis.Node = dom;
  for (const { type, attrs } of marks.toReversed()) {
    const mark = clauseSchema.marks[type]?.create(attrs);
    const spec = mark && markSpecs[type]?.(mark, true);
    if (!spec) continue;
    const { dom: element, contentDOM } = DOMSerializer.renderSpec(document, spec);
    (contentDOM ?? element).append(outer);
    outer = element;
  }
  return outer;
}
