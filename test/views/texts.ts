/** Small texts for the tests of the views, written so that a case reads in one line. */
import type { ClauseJson } from '@travaux/editor/document';

type Json = Readonly<Record<string, unknown>>;

export const text = (words: string, ...marks: string[]): Json => ({
  type: 'text',
  text: words,
  ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {}),
});
const inline = (content: (string | Json)[]): Json[] =>
  content.filter((each) => each !== '').map((each) => (typeof each === 'string' ? text(each) : each));

export const p = (...content: (string | Json)[]): Json => ({ type: 'paragraph', content: inline(content) });
export const note = (words: string): Json => ({ type: 'footnote', content: inline([words]) });
export const ref = (target: string, label: string, form = 'full'): Json => ({
  type: 'reference',
  attrs: { target, label, form },
});
export const item = (...content: (string | Json)[]): Json => ({
  type: 'list_item',
  content: content.map((each) => (typeof each === 'string' ? p(each) : each)),
});
export const list = (marker: string, ...items: (string | Json)[]): Json => ({
  type: 'list',
  attrs: { marker },
  content: items.map((each) => (typeof each === 'string' ? item(each) : each)),
});
export const table = (...rows: string[][]): Json => ({
  type: 'table',
  content: rows.map((row, index) => ({
    type: 'table_row',
    content: row.map((words) => ({ type: index === 0 ? 'table_header' : 'table_cell', content: [p(words)] })),
  })),
});
/** A structured block with these fields; `null` stands for a field without words. */
export const block = (kind: string, id: string | null, ...fields: [string, string | null][]): Json => ({
  type: 'term',
  attrs: { kind, id },
  content: fields.map(([name, words]) => ({
    type: 'field',
    attrs: { name },
    ...(words === null ? {} : { content: inline([words]) }),
  })),
});
export const doc = (...content: (string | Json)[]): ClauseJson => ({
  type: 'doc',
  content: content.map((each) => (typeof each === 'string' ? p(each) : each)),
});

/**
 * A document as one line: `p(The Parties)`, `list:auto[(a), (b)]`, `milestone M1[title=Baseline]`. Empty attributes
 * and the empty fields of blocks are left out.
 */
export function outlineOf(json: unknown): string {
  const {
    type,
    text: words,
    marks,
    attrs,
    content,
  } = json as {
    type: string;
    text?: string;
    marks?: { type: string; attrs?: { href?: string } }[];
    attrs?: Record<string, unknown>;
    content?: unknown[];
  };
  if (type === 'text') {
    return (marks ?? []).reduce(
      (inner, mark) => `<${short(mark.type)}${mark.attrs?.href ? ` ${mark.attrs.href}` : ''}>${inner}</>`,
      words ?? '',
    );
  }
  const inner = (content ?? [])
    .map(outlineOf)
    .join(['paragraph', 'heading', 'footnote', 'field'].includes(type) ? '' : ' ');
  if (type === 'doc') return inner;
  if (type === 'hard_break') return '⏎';
  if (type === 'reference') return `{${String(attrs?.['target'])}}`;
  if (type === 'term') {
    const fields = (content ?? [])
      .map((field) => [field as { attrs: { name: string } }, outlineOf(field)] as const)
      .filter(([, words]) => words !== 'field()')
      .map(([{ attrs: own }, words]) => `${own.name}=${words.slice('field('.length, -1)}`);
    const name = [attrs?.['kind'], attrs?.['id']].filter(Boolean).join(' ');
    return `${name}[${fields.join(' | ')}]`;
  }
  const details = [attrs?.['marker'], attrs?.['level'], attrs?.['label'], attrs?.['id'] && 'id']
    .filter(Boolean)
    .map((each) => `:${String(each)}`)
    .join('');
  return `${short(type)}${details}(${inner})`;
}

function short(type: string): string {
  const names: Readonly<Record<string, string>> = {
    paragraph: 'p',
    list_item: 'li',
    table_row: 'tr',
    table_cell: 'td',
    table_header: 'th',
    strong: 'b',
    emphasis: 'i',
    underline: 'u',
    superscript: 'sup',
    subscript: 'sub',
    heading: 'h',
    footnote: 'note',
    link: 'a',
  };
  return names[type] ?? type;
}
