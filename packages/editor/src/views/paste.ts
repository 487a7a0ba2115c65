/**
 * What is pasted is taken apart and built anew out of the few elements that the schema knows: nothing of a
 * page's or a word processor's styles, scripts or hidden parts comes along. The words stay exactly as they
 * were, invisible marks included (they can be shown, see invisibles.ts).
 */
import { DOMParser as SchemaParser, type Node as ProseNode, type Slice } from 'prosemirror-model';
import { Plugin } from 'prosemirror-state';
import { clauseSchema, isSafeHref } from '../document/schema.ts';
import { contextOf } from './context.ts';
import { withheldIn } from './references.ts';
import { isBullet, isMark, levelsOfMarks, listOf, type MarkedLine } from './word-lists.ts';

/** Characters that a clause takes at once, in any script within the longest update of a room; an agreement is brought in by import. */
export const pasteLimit = 60_000;
/** Raw HTML of office programs is many times its text. */
const htmlLimit = 8_000_000;

const inlineNames: Readonly<Record<string, string>> = {
  B: 'strong',
  STRONG: 'strong',
  I: 'em',
  EM: 'em',
  CITE: 'em',
  U: 'u',
  INS: 'u',
  SUP: 'sup',
  SUB: 'sub',
};
const blockNames: Readonly<Record<string, string>> = {
  P: 'p',
  H1: 'h1',
  H2: 'h2',
  H3: 'h3',
  H4: 'h3',
  H5: 'h3',
  H6: 'h3',
  BLOCKQUOTE: 'blockquote',
  OL: 'ol',
  UL: 'ul',
  LI: 'li',
  TABLE: 'table',
  TBODY: 'tbody',
  TR: 'tr',
  TD: 'td',
  TH: 'th',
  PRE: 'p',
};
/** Their words are not words of the text. */
const dropped = new Set(
  'SCRIPT STYLE TEMPLATE NOSCRIPT HEAD META LINK TITLE OBJECT EMBED IFRAME SVG MATH SELECT BUTTON INPUT TEXTAREA COLGROUP COL AUDIO VIDEO CANVAS'.split(
    ' ',
  ),
);

/**
 * Takes the sting out before the browser parses: under a strict content policy every style and handler of a
 * pasted page is refused aloud, hundreds of times. A tag that this misses is still refused.
 */
function disarmed(html: string): string {
  return html
    .replace(/<style\b[\s\S]*?<\/style\s*>/gi, '')
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/(\s)(style|on[a-z]+)(\s*=)/gi, '$1data-was-$2$3'));
}

/** Declarations of a style attribute, read as text: the content policy keeps the browser from parsing it. */
function stylesOf(element: Element): ReadonlyMap<string, string> {
  const styles = new Map<string, string>();
  for (const declaration of (element.getAttribute('data-was-style') ?? '').split(';')) {
    const colon = declaration.indexOf(':');
    if (colon > 0)
      styles.set(
        declaration.slice(0, colon).trim().toLowerCase(),
        declaration
          .slice(colon + 1)
          .trim()
          .toLowerCase(),
      );
  }
  return styles;
}

function isHidden(element: Element, styles: ReadonlyMap<string, string>): boolean {
  return (
    styles.get('display') === 'none' ||
    styles.get('mso-hide') === 'all' ||
    element.hasAttribute('hidden') ||
    dropped.has(element.nodeName.toUpperCase())
  );
}

/** Emphasis that a style gives or takes away. */
function emphasisOf(name: string, styles: ReadonlyMap<string, string>): string[] {
  const given: string[] = [];
  const weight = styles.get('font-weight');
  const own = inlineNames[name];
  const isBold = weight === undefined ? own === 'strong' : /^(bold|bolder|[6-9]\d\d)$/.test(weight);
  // Google Docs wraps everything that it copies in a <b> of normal weight.
  if (isBold) given.push('strong');
  const slant = styles.get('font-style');
  if (slant === undefined ? own === 'em' : /^(italic|oblique)/.test(slant)) given.push('em');
  const line = styles.get('text-decoration') ?? styles.get('text-decoration-line');
  if (line === undefined ? own === 'u' : line.includes('underline')) given.push('u');
  const raised = styles.get('vertical-align');
  if (own === 'sup' || raised === 'super') given.push('sup');
  else if (own === 'sub' || raised === 'sub') given.push('sub');
  return given;
}

class Cleaner {
  readonly #source: Document;
  readonly #target: Document;
  readonly #language: string;

  constructor(source: Document, language: string) {
    this.#source = source;
    this.#target = source.implementation.createHTMLDocument('');
    this.#language = language;
  }

  clean(): HTMLElement {
    const body = this.#target.body;
    body.append(...this.#children(this.#source.body));
    return body;
  }

  #children(parent: Node): Node[] {
    const out: Node[] = [];
    const children = [...parent.childNodes];
    for (let i = 0; i < children.length; i += 1) {
      const lines: MarkedLine[] = [];
      let at = i;
      for (; at < children.length; at += 1) {
        const child = children[at]!;
        if (child.nodeType === 3 && child.nodeValue!.trim() === '' && lines.length > 0) continue;
        if (child.nodeType === 8) continue;
        const line = child.nodeType === 1 ? this.#wordLine(child as Element) : null;
        if (!line) break;
        lines.push(line);
      }
      if (lines.length > 0) {
        out.push(listOf(this.#target, lines, this.#language));
        i = at - 1;
      } else out.push(...this.#node(children[i]!));
    }
    return out;
  }

  /** Desktop Word sends no lists: a paragraph with `mso-list: l0 level2 lfo1` and the mark in a span of its own. */
  #wordLine(element: Element): MarkedLine | null {
    const style = stylesOf(element).get('mso-list');
    const level = style && /level(\d+)/.exec(style);
    if (!level) return null;
    const { mark, content } = this.#wordMark(element);
    return { level: Number(level[1]), mark, content: content.flatMap((node) => this.#node(node)) };
  }

  #wordMark(element: Element): { mark: string; content: Node[] } {
    let mark = '';
    const copy = element.cloneNode(true) as Element;
    const ignored = [...copy.querySelectorAll('[data-was-style]')].find(
      (part) => stylesOf(part).get('mso-list') === 'ignore',
    );
    if (ignored) {
      mark = ignored.textContent.replace(/\u00a0/g, ' ').trim();
      ignored.remove();
    } else {
      // Older versions put the mark between conditional comments.
      const begin = [...copy.childNodes].findIndex(
        (node) => node.nodeType === 8 && node.nodeValue!.includes('supportLists'),
      );
      if (begin >= 0) {
        const part: Node[] = [];
        for (const node of [...copy.childNodes].slice(begin + 1)) {
          if (node.nodeType === 8) break;
          part.push(node);
        }
        mark = part
          .map((node) => node.textContent ?? '')
          .join('')
          .replace(/\u00a0/g, ' ')
          .trim();
        for (const node of part) node.parentNode?.removeChild(node);
      }
    }
    return { mark, content: [...copy.childNodes] };
  }

  #node(node: Node): Node[] {
    if (node.nodeType === 3) return [this.#target.createTextNode(node.nodeValue!)];
    if (node.nodeType !== 1) return [];
    const element = node as Element;
    const name = element.nodeName.toUpperCase();
    const styles = stylesOf(element);
    if (isHidden(element, styles)) return [];
    if (name === 'BR') return [this.#target.createElement('br')];
    if (name === 'IMG') return [];
    const children = this.#children(element);
    if (name === 'A') return this.#link(element, children);
    const block = blockNames[name];
    if (block) {
      const made = this.#target.createElement(block);
      this.#copyAttributes(element, made);
      made.append(...children);
      return [made];
    }
    let inner = children;
    const holdsBlocks = children.some((child) => child.nodeType === 1 && isBlockElement(child as Element));
    if (!holdsBlocks) {
      for (const tag of emphasisOf(name, styles)) {
        const mark = this.#target.createElement(tag);
        mark.append(...inner);
        inner = [mark];
      }
      // A bare <div> line is a paragraph.
      if (/^(DIV|SECTION|ARTICLE|MAIN|HEADER|FOOTER|ASIDE|DD|DT|FIGCAPTION|CAPTION)$/.test(name)) {
        if (inner.every((child) => (child.textContent ?? '').trim() === '')) return [];
        const paragraph = this.#target.createElement('p');
        paragraph.append(...inner);
        return [paragraph];
      }
    }
    return inner;
  }

  #link(element: Element, children: Node[]): Node[] {
    const href = element.getAttribute('href');
    if (!isSafeHref(href)) return children;
    const made = this.#target.createElement('a');
    made.setAttribute('href', href);
    made.append(...children);
    return [made];
  }

  #copyAttributes(from: Element, to: Element): void {
    for (const name of ['dir', 'colspan', 'rowspan', 'data-marker', 'data-label']) {
      const value = from.getAttribute(name);
      if (value !== null && value.length <= 40) to.setAttribute(name, value);
    }
    for (const name of ['colspan', 'rowspan']) {
      const value = Number(to.getAttribute(name) ?? 1);
      if (!Number.isInteger(value) || value < 1 || value > 100) to.removeAttribute(name);
    }
    const type = from.getAttribute('type');
    if (to.nodeName === 'OL' && !to.hasAttribute('data-marker') && type === '1')
      to.setAttribute('data-marker', 'decimal');
  }
}

function isBlockElement(element: Element): boolean {
  return /^(P|H[1-6]|BLOCKQUOTE|OL|UL|LI|TABLE|TBODY|TR|TD|TH)$/.test(element.nodeName);
}

/** @returns HTML with nothing in it but what the schema knows */
export function cleanPastedHtml(html: string, language: string): string {
  if (/\bdata-pm-slice=/.test(html.slice(0, 2000))) return html;
  const source = new DOMParser().parseFromString(disarmed(html), 'text/html');
  return new Cleaner(source, language).clean().innerHTML;
}

/** Lines that begin with (a), 1. or a dash become lists; all others paragraphs. Null when there are no marks. */
export function textToHtml(document: Document, text: string, language: string): HTMLElement | null {
  const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
  const parsed = lines.map((line) => {
    const match = /^\s*(\S{1,8})[\s\u00a0]+(.*)$/su.exec(line);
    // A lone dash or number opens many an ordinary line, so two marked lines in a row are asked for below.
    return match && isMark(match[1]!)
      ? { mark: match[1]!, words: match[2]!.trim() }
      : { mark: null, words: line.trim() };
  });
  const isRun = (index: number) =>
    parsed[index]?.mark != null && (parsed[index - 1]?.mark != null || parsed[index + 1]?.mark != null);
  if (!parsed.some((_, index) => isRun(index))) return null;
  const root = document.createElement('div');
  for (let i = 0; i < parsed.length; i += 1) {
    if (!isRun(i)) {
      const paragraph = document.createElement('p');
      paragraph.append(lines[i]!.trim());
      root.append(paragraph);
      continue;
    }
    const run: { mark: string; words: string }[] = [];
    for (; i < parsed.length && parsed[i]!.mark !== null; i += 1)
      run.push(parsed[i] as { mark: string; words: string });
    i -= 1;
    const levels = levelsOfMarks(run.map(({ mark }) => mark));
    const marked = run.map(({ mark, words }, index) => ({
      level: levels[index]!,
      mark: isBullet(mark) ? '–' : mark,
      content: [document.createTextNode(words)],
    }));
    root.append(listOf(document, marked, language));
  }
  return root;
}

function wordsOf(slice: Slice): string {
  return slice.content.textBetween(0, slice.content.size, ' ', (leaf: ProseNode) =>
    leaf.type.name === 'hard_break' ? ' ' : (leaf.type.spec.leafText?.(leaf) ?? ''),
  );
}

export interface PasteNotice {
  readonly kind: 'paste-too-long';
  /** Characters that were on the clipboard, and how many one paste may have. */
  readonly length: number;
  readonly limit: number;
}

export function pastePlugin(onNotice: (notice: PasteNotice) => void): Plugin {
  const refuse = (length: number) => onNotice({ kind: 'paste-too-long', length, limit: pasteLimit });
  return new Plugin({
    props: {
      transformPastedHTML(html, view) {
        if (html.length > htmlLimit) {
          refuse(html.length);
          return '';
        }
        return cleanPastedHtml(html, contextOf(view.state).language);
      },
      transformPasted: (slice, view) => withheldIn(slice, contextOf(view.state)),
      clipboardTextParser(text, $context, plain, view) {
        if (plain || text.length > pasteLimit) return null as unknown as Slice;
        const made = textToHtml(view.dom.ownerDocument, text, contextOf(view.state).language);
        if (!made) return null as unknown as Slice;
        return SchemaParser.fromSchema(clauseSchema).parseSlice(made, {
          preserveWhitespace: true,
          context: $context,
        });
      },
      handlePaste(view, _event, slice) {
        const { editable } = contextOf(view.state);
        if (!editable) return true;
        // Textual size, and structure that is all tags: both become bytes that everybody must load.
        const size = slice.content.size;
        if (size > pasteLimit) {
          refuse(size);
          return true;
        }
        const { $from, $to } = view.state.selection;
        // These hold one run of text; blocks pasted into them would tear what is around them.
        const isRun = ['footnote', 'field'].includes($from.parent.type.name) && $from.sameParent($to);
        const only = slice.content.childCount === 1 ? slice.content.firstChild : null;
        if (!isRun || ($from.parent.type.name === 'field' && only?.isTextblock)) return false;
        const words = wordsOf(slice).replace(/\s+/g, ' ').trim();
        if (words !== '') view.dispatch(view.state.tr.insertText(words).scrollIntoView());
        return true;
      },
    },
  });
}
