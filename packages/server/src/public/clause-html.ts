/**
 * The text of a clause as HTML without scripts. Its shape is that of the schema (`toDOM`), so that a kind of block
 * that is added there is shown here; of the attributes only those that are known to be harmless are kept.
 */
import {
  clauseSchema,
  isSafeHref,
  labelsOfItems,
  nodeOfJson,
  type ClauseJson,
  type ReferenceForm,
} from '@travaux/editor/document';
import type { Mark, Node } from 'prosemirror-model';
import { escaped, Markup } from './markup.ts';

export interface ClauseHtmlOptions {
  readonly language: string;
  /** What a reference prints, and where it leads; null: to what is not published. */
  readonly reference: (
    target: string,
    form: ReferenceForm,
  ) => { readonly printed: string; readonly anchor: string } | null;
}

/** Words for a reference to something that is not on the page; the words that it had are not told. */
const elsewhere = '[a provision that is not published]';

const harmless = new Set(['dir', 'lang', 'class', 'colspan', 'rowspan', 'start']);
const void_ = new Set(['br', 'hr', 'img']);
const tags =
  /^(p|h[1-6]|blockquote|ol|ul|li|table|tbody|thead|tr|td|th|section|div|span|strong|em|u|sup|sub|a|br|s)$/;

export function clauseHtml(text: ClauseJson, { language, reference }: ClauseHtmlOptions): Markup {
  const document = nodeOfJson(text);
  const labels = labelsOfItems(document, language);

  function inside(node: Node, at: number): string {
    let html = '';
    node.forEach((child, offset) => {
      html += marked(child, one(child, at + offset));
    });
    return html;
  }

  function one(node: Node, at: number): string {
    if (node.isText) return escaped(node.text ?? '');
    if (node.type === clauseSchema.nodes.reference) {
      const to = reference(node.attrs['target'] as string, node.attrs['form'] as ReferenceForm);
      return to ? `<a href="#${escaped(to.anchor)}">${escaped(to.printed)}</a>` : escaped(elsewhere);
    }
    if (node.type === clauseSchema.nodes.footnote) {
      return ` <small class="footnote">(Note: ${inside(node, at + 1)})</small>`;
    }
    const spec: unknown = node.type.spec.toDOM?.(node);
    const label = labels.get(at)?.label ?? '';
    const marker = label === '' ? '' : `<span class="marker">${escaped(label)}</span> `;
    return spec === undefined ? inside(node, at + 1) : specHtml(spec, marker + inside(node, at + 1));
  }

  return new Markup(inside(document, 0));
}

function marked(node: Node, html: string): string {
  return node.marks.reduceRight((inner, mark) => markHtml(mark, inner), html);
}

function markHtml(mark: Mark, inner: string): string {
  if (mark.type === clauseSchema.marks.link) {
    const href = mark.attrs['href'] as string;
    return isSafeHref(href) ? `<a href="${escaped(href)}" rel="nofollow noreferrer">${inner}</a>` : inner;
  }
  const spec: unknown = mark.type.spec.toDOM?.(mark, true);
  return spec === undefined ? inner : specHtml(spec, inner);
}

/** What `toDOM` gave: an element as nested lists, with 0 where the content goes. */
function specHtml(spec: unknown, content: string): string {
  if (typeof spec === 'string') return escaped(spec);
  if (!Array.isArray(spec)) throw new Error('the schema describes an element that only a browser could make');
  const [name, ...rest] = spec as unknown as readonly [string, ...unknown[]];
  const tag = name.split(' ').at(-1) ?? '';
  if (!tags.test(tag)) return content;
  const [first] = rest;
  const hasAttributes = typeof first === 'object' && first !== null && !Array.isArray(first);
  const attributes = hasAttributes ? attributesHtml(first as Readonly<Record<string, unknown>>) : '';
  const children = hasAttributes ? rest.slice(1) : rest;
  const inner = children.map((child) => (child === 0 ? content : specHtml(child, content))).join('');
  return void_.has(tag) ? `<${tag}${attributes}>` : `<${tag}${attributes}>${inner}</${tag}>`;
}

function attributesHtml(attributes: Readonly<Record<string, unknown>>): string {
  return Object.entries(attributes)
    .filter(([name, value]) => harmless.has(name) && (typeof value === 'string' || typeof value === 'number'))
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');
}
