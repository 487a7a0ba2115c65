/**
 * The schema of a clause's text. One clause is one ProseMirror document, kept in one Y.Doc under the single
 * root `text`.
 *
 * It is loose on purpose: content expressions use `*`, never `+`, because two edits that are each valid can
 * merge into a document that a stricter expression forbids, and y-prosemirror then deletes for everyone.
 * What a text must have (a deadline, an item in every list) is the linter's and the sign-off's question.
 * Every attribute has a `validate`, because attributes that arrive over the wire are checked by nobody else.
 */
import { Schema, type MarkSpec, type NodeSpec } from 'prosemirror-model';
import { fieldNames, printedLabel, printedName, termKindNames } from './blocks/kinds.ts';

/** Name of the one root of a clause's Y.Doc. */
export const textRoot = 'text';
/** Goes into the canonical text; raised when a change of the schema changes what a stored text means. */
export const schemaVersion = 1;

/** How the items of a list are marked. `auto` is the UN series by depth: (a), (i), a., i. */
export const listMarkers = ['auto', 'decimal', 'alpha', 'roman', 'dash', 'none'] as const;
export type ListMarker = (typeof listMarkers)[number];

/** How a cross-reference is printed: only the number (`5 (a)`), or with what it is (`Article 5`). */
export const referenceForms = ['number', 'full'] as const;
export type ReferenceForm = (typeof referenceForms)[number];

const idPattern = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;
const targetPattern = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}(#[A-Za-z0-9][A-Za-z0-9._:-]{0,63})?$/;

function check(condition: boolean, what: string): void {
  if (!condition) throw new RangeError(what);
}
const optional = (validate: (value: unknown) => void) => (value: unknown) => {
  if (value !== null) validate(value);
};
const validId = (value: unknown) => check(typeof value === 'string' && idPattern.test(value), 'not an id');
const validTarget = (value: unknown) =>
  check(typeof value === 'string' && targetPattern.test(value), 'not the target of a reference');
const validLabel = (value: unknown) =>
  check(
    typeof value === 'string' && value.length >= 1 && value.length <= 40,
    'a label has 1 to 40 characters',
  );
const validDirection = (value: unknown) =>
  check(value === 'ltr' || value === 'rtl', 'direction is ltr or rtl');
const oneOf = (values: readonly string[]) => (value: unknown) =>
  check(typeof value === 'string' && values.includes(value), `not one of ${values.join(', ')}`);
const integer = (min: number, max: number) => (value: unknown) =>
  check(
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
    `not an integer from ${min} to ${max}`,
  );

/** Addresses that a link may have. Everything else (`javascript:`, `data:`, relative paths) is refused. */
export function isSafeHref(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > 2000) return false;
  try {
    return ['http:', 'https:', 'mailto:'].includes(new URL(value).protocol);
  } catch {
    return false;
  }
}

/** `dir` is null where the agreement's own direction holds. */
const direction = { dir: { default: null, validate: optional(validDirection) } };
const dirOf = (dom: HTMLElement) => ({ dir: dom.dir === 'ltr' || dom.dir === 'rtl' ? dom.dir : null });

const maxColumnSpan = 100;
const maxRowSpan = 1000;
/** In pixels. */
const maxColumnWidth = 10_000;

const cellAttributes: NonNullable<NodeSpec['attrs']> = {
  colspan: { default: 1, validate: integer(1, maxColumnSpan) },
  rowspan: { default: 1, validate: integer(1, maxRowSpan) },
  colwidth: {
    default: null,
    validate: optional((value) =>
      check(
        Array.isArray(value) &&
          value.length <= 100 &&
          value.every((w) => Number.isInteger(w) && w >= 0 && w <= maxColumnWidth),
        'column widths are whole pixels',
      ),
    ),
  },
};

function cellOf(tag: 'td' | 'th', tableRole: string): NodeSpec {
  return {
    content: 'block*',
    tableRole,
    isolating: true,
    attrs: cellAttributes,
    parseDOM: [{ tag, getAttrs: spansOf }],
    toDOM: (node) => {
      const { colspan, rowspan, colwidth } = node.attrs as {
        colspan: number;
        rowspan: number;
        colwidth: number[] | null;
      };
      return [
        tag,
        {
          ...(colspan === 1 ? {} : { colspan }),
          ...(rowspan === 1 ? {} : { rowspan }),
          ...(colwidth ? { 'data-colwidth': colwidth.join(',') } : {}),
        },
        0,
      ];
    },
  };
}

function spansOf(dom: HTMLElement) {
  const span = (name: string, max: number) =>
    Math.min(Math.max(Math.trunc(Number(dom.getAttribute(name))) || 1, 1), max);
  const colspan = span('colspan', maxColumnSpan);
  const widths = (dom.getAttribute('data-colwidth') ?? '').split(',').map(Number);
  const valid =
    widths.length === colspan && widths.every((w) => Number.isInteger(w) && w > 0 && w <= maxColumnWidth);
  return { colspan, rowspan: span('rowspan', maxRowSpan), colwidth: valid ? widths : null };
}

const nodes: Record<string, NodeSpec> = {
  doc: { content: 'block*' },

  paragraph: {
    group: 'block',
    content: 'inline*',
    attrs: direction,
    parseDOM: [{ tag: 'p', getAttrs: dirOf }],
    toDOM: (node) => ['p', node.attrs.dir ? { dir: node.attrs.dir as string } : {}, 0],
  },

  /** A subheading inside a clause. The clause's own heading belongs to the outline. */
  heading: {
    group: 'block',
    content: 'inline*',
    defining: true,
    attrs: { ...direction, level: { default: 1, validate: integer(1, 3) } },
    parseDOM: [1, 2, 3, 4, 5, 6].map((h) => ({
      tag: `h${h}`,
      getAttrs: (dom: HTMLElement) => ({ ...dirOf(dom), level: Math.min(h, 3) }),
    })),
    // Inside a clause the page's own headings are h2 to h4, so these begin below them.
    toDOM: (node) => [
      `h${4 + (node.attrs.level as number) - 1}`,
      node.attrs.dir ? { dir: node.attrs.dir as string } : {},
      0,
    ],
  },

  quotation: {
    group: 'block',
    content: 'block*',
    defining: true,
    parseDOM: [{ tag: 'blockquote' }],
    toDOM: () => ['blockquote', 0],
  },

  list: {
    group: 'block',
    content: 'list_item*',
    attrs: { marker: { default: 'auto', validate: oneOf(listMarkers) } },
    parseDOM: [
      { tag: 'ol', getAttrs: (dom) => ({ marker: oneOfMarkers(dom.getAttribute('data-marker')) ?? 'auto' }) },
      { tag: 'ul', getAttrs: (dom) => ({ marker: oneOfMarkers(dom.getAttribute('data-marker')) ?? 'dash' }) },
    ],
    // A list role of its own: with the marker drawn by us, Safari forgets that it is a list.
    toDOM: (node) => ['ol', { 'data-marker': node.attrs.marker as string, role: 'list' }, 0],
  },

  list_item: {
    content: 'block*',
    defining: true,
    attrs: {
      /** Set when a cross-reference points here; unique within the clause. */
      id: { default: null, validate: optional(validId) },
      /** Printed as the source had it where the series would give another label; null: computed. */
      label: { default: null, validate: optional(validLabel) },
    },
    parseDOM: [{ tag: 'li', getAttrs: (dom) => ({ label: dom.getAttribute('data-label') || null }) }],
    toDOM: (node) => ['li', node.attrs.label ? { 'data-label': node.attrs.label as string } : {}, 0],
  },

  // `tableRole` is what prosemirror-tables knows these nodes by.
  table: {
    group: 'block',
    content: 'table_row*',
    tableRole: 'table',
    isolating: true,
    parseDOM: [{ tag: 'table' }],
    toDOM: () => ['table', ['tbody', 0]],
  },
  table_row: {
    content: '(table_cell | table_header)*',
    tableRole: 'row',
    parseDOM: [{ tag: 'tr' }],
    toDOM: () => ['tr', 0],
  },
  table_cell: cellOf('td', 'cell'),
  table_header: cellOf('th', 'header_cell'),

  /**
   * A structured block, such as a milestone: what it says of itself stands in its fields. Which fields a kind has is
   * told by `blocks/kinds.ts`; a field that its kind does not have is kept and told to whoever drafts, because a block
   * that becomes another kind in one place can meet a field that was added to it in another.
   */
  term: {
    group: 'block',
    content: 'field*',
    defining: true,
    isolating: true,
    attrs: {
      kind: { validate: oneOf(termKindNames) },
      /** What the agreement calls it, such as `M1`; null while it has no name. */
      id: { default: null, validate: optional(validId) },
    },
    parseDOM: [
      {
        tag: 'section[data-term]',
        contentElement: (dom) => dom.querySelector<HTMLElement>('[data-fields]') ?? dom,
        getAttrs: (dom) => {
          const { term: kind = '', termId: id = '' } = dom.dataset;
          return termKindNames.includes(kind) && { kind, id: idPattern.test(id) ? id : null };
        },
      },
    ],
    toDOM: (node) => {
      const { kind, id } = node.attrs as { kind: string; id: string | null };
      const name = printedName(kind, id);
      return [
        'section',
        { 'data-term': kind, ...(id === null ? {} : { 'data-term-id': id }) },
        ...(name === '' ? [] : [['p', { class: 'term-name', contenteditable: 'false' }, name] as const]),
        ['div', { 'data-fields': '' }, 0],
      ];
    },
  },

  /** The words of one field; `blocks/` reads them. */
  field: {
    content: 'inline*',
    defining: true,
    isolating: true,
    attrs: { name: { validate: oneOf(fieldNames) } },
    parseDOM: [
      {
        tag: 'p[data-field]',
        priority: 60, // before the rule of paragraphs
        contentElement: (dom) => dom.querySelector<HTMLElement>('[data-words]') ?? dom,
        getAttrs: (dom) => {
          const { field: name = '' } = dom.dataset;
          return fieldNames.includes(name) && { name };
        },
      },
    ],
    toDOM: (node) => {
      const name = node.attrs.name as string;
      const label = printedLabel(name);
      return [
        'p',
        { 'data-field': name },
        ...(label === ''
          ? []
          : [['span', { class: 'field-label', contenteditable: 'false' }, `${label}: `] as const]),
        ['span', { 'data-words': '' }, 0],
      ];
    },
  },

  text: { group: 'inline' },

  hard_break: {
    group: 'inline',
    inline: true,
    selectable: false,
    parseDOM: [{ tag: 'br' }],
    toDOM: () => ['br'],
    leafText: () => '\n',
  },

  /** A footnote stands where its mark stands; its text is inside, so it is drafted like any other text. */
  footnote: {
    group: 'inline',
    inline: true,
    content: 'text*',
    marks: '_',
    isolating: true,
    parseDOM: [{ tag: 'span[data-footnote]' }],
    toDOM: () => ['span', { 'data-footnote': '' }, 0],
  },

  /**
   * A cross-reference follows its target: what is printed is computed from the outline. `label` is what it
   * said last, shown (as broken) when the target is gone, so that no word is ever lost.
   */
  reference: {
    group: 'inline',
    inline: true,
    atom: true,
    attrs: {
      /** Id of a division or clause, or `clause#item`. */
      target: { validate: validTarget },
      form: { default: 'number', validate: oneOf(referenceForms) },
      label: { default: '?', validate: validLabel },
    },
    parseDOM: [
      {
        tag: 'a[data-reference]',
        getAttrs: (dom) => {
          const target = dom.getAttribute('data-reference') ?? '';
          const label = (dom.textContent ?? '').slice(0, 40) || '?';
          return targetPattern.test(target)
            ? { target, label, form: dom.getAttribute('data-form') === 'full' ? 'full' : 'number' }
            : false;
        },
      },
    ],
    toDOM: (node) => [
      'a',
      {
        'data-reference': node.attrs.target as string,
        'data-form': node.attrs.form as string,
        href: `#${node.attrs.target as string}`,
      },
      node.attrs.label as string,
    ],
    leafText: (node) => node.attrs.label as string,
  },
};

function oneOfMarkers(value: string | null): ListMarker | null {
  return listMarkers.find((marker) => marker === value) ?? null;
}

const marks: Record<string, MarkSpec> = {
  strong: {
    parseDOM: [
      { tag: 'strong' },
      { tag: 'b', getAttrs: (dom) => dom.style.fontWeight !== 'normal' && null },
      { style: 'font-weight', getAttrs: (value) => /^(bold(er)?|[6-9]\d{2})$/.test(value) && null },
    ],
    toDOM: () => ['strong', 0],
  },
  emphasis: {
    parseDOM: [
      { tag: 'em' },
      { tag: 'i', getAttrs: (dom) => dom.style.fontStyle !== 'normal' && null },
      { style: 'font-style=italic' },
    ],
    toDOM: () => ['em', 0],
  },
  underline: {
    parseDOM: [{ tag: 'u' }],
    toDOM: () => ['u', 0],
  },
  // No mark excludes another: two formats that are each valid can meet on the same words in a merge, and a mark
  // that does not exclude itself is stored by y-prosemirror under a hashed name.
  superscript: {
    parseDOM: [{ tag: 'sup' }],
    toDOM: () => ['sup', 0],
  },
  subscript: {
    parseDOM: [{ tag: 'sub' }],
    toDOM: () => ['sub', 0],
  },
  link: {
    inclusive: false,
    attrs: {
      href: { validate: (value) => check(isSafeHref(value), 'not an http, https or mailto address') },
    },
    parseDOM: [
      {
        tag: 'a[href]:not([data-reference])',
        getAttrs: (dom) => {
          const href = dom.getAttribute('href');
          return isSafeHref(href) ? { href } : false;
        },
      },
    ],
    toDOM: (mark) => [
      'a',
      { href: mark.attrs.href as string, rel: 'noopener noreferrer nofollow', target: '_blank' },
      0,
    ],
  },
};

export const clauseSchema = new Schema({ nodes, marks });
