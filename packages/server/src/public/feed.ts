/**
 * The public page as an Atom feed (RFC 4287): texts, decisions, and observers' comments with their answers, the newest
 * first. It is made of the same view as the page, so it holds what is due and nothing else, and its bytes, like those
 * of the page, change when something appears on it and at no other time. Addresses in it are relative.
 */
import { createHash } from 'node:crypto';
import { markup, type Markup } from './markup.ts';
import type { PublicView } from './public-view.ts';

/** Entries in one feed; who reads it seldom finds the rest on the page. */
const mostEntries = 100;

interface Entry {
  readonly id: string;
  /** RFC 3339 instant at which it happened. */
  readonly at: string;
  readonly title: string;
  /** Where on the page it is; empty: at its top. */
  readonly anchor: string;
  /** HTML. */
  readonly content: string;
}

/** @param agreement its id: of it is made, one way, what readers know the feed and its entries by */
export function feed(view: PublicView, agreement: string): string {
  const idOf = (...parts: readonly string[]) => uuidOf(['travaux/feed/v1', agreement, ...parts]);
  const entries = [...texts(view, idOf), ...decisions(view, idOf), ...comments(view, idOf)]
    .sort((a, b) => b.at.localeCompare(a.at) || a.id.localeCompare(b.id))
    .slice(0, mostEntries);
  const updated = entries[0]?.at ?? '1970-01-01T00:00:00.000Z';
  return xml(markup`<feed xmlns="http://www.w3.org/2005/Atom">
<id>${idOf()}</id>
<title>${view.title}</title>
<updated>${updated}</updated>
<author><name>${view.title}</name></author>
<link rel="self" type="application/atom+xml" href="feed.xml"/>
<link rel="alternate" type="text/html" href="../${view.slug}"/>
${entries.map(
  ({ id, at, title, anchor, content }) => markup`<entry>
<id>${id}</id>
<title>${title}</title>
<updated>${at}</updated>
<link rel="alternate" type="text/html" href="../${view.slug}${anchor === '' ? '' : `#${anchor}`}"/>
<content type="html" xml:lang="${view.language}">${content}</content>
</entry>
`,
)}</feed>
`);
}

type IdOf = (...parts: readonly string[]) => string;

/** What was published at one instant is one piece of news, however many clauses it is. */
function texts({ outline, slug }: PublicView, idOf: IdOf): readonly Entry[] {
  const together = new Map<string, PublishedElement[]>();
  for (const { anchor, number, heading, text } of outline) {
    if (!text) continue;
    const name = [number, heading].filter((part) => part !== '').join(' ') || 'A clause';
    const key = `${text.at} ${text.as}`;
    together.set(key, [...(together.get(key) ?? []), { anchor, name, text }]);
  }
  return [...together.values()].map((elements): Entry => {
    const { anchor, name, text } = elements[0]!;
    const what = text.as === 'agreed' ? 'Agreed words' : 'Words published';
    return {
      id: idOf('texts', text.as, text.at),
      at: text.at,
      title: elements.length === 1 ? `${what}: ${name}` : `${what}: ${elements.length} clauses`,
      anchor: elements.length === 1 ? anchor : 'text',
      content: elements.length === 1 ? text.html : listed(slug, elements),
    };
  });
}

interface PublishedElement {
  readonly anchor: string;
  readonly name: string;
  readonly text: NonNullable<PublicView['outline'][number]['text']>;
}

function listed(slug: string, elements: readonly PublishedElement[]): string {
  return markup`<ul>${elements.map(
    ({ anchor, name }) => markup`<li><a href="../${slug}#${anchor}">${name}</a></li>`,
  )}</ul>`.html;
}

function decisions(view: PublicView, idOf: IdOf): readonly Entry[] {
  return view.decisions.map(({ at, clause, anchor, sentence, reasons }) => ({
    id: idOf('decision', anchor, at, sentence),
    at,
    title: `${clause}: ${sentence}`,
    anchor,
    content: paragraphs(sentence, reasons),
  }));
}

function comments(view: PublicView, idOf: IdOf): readonly Entry[] {
  return view.comments.flatMap(({ at, clause, anchor, by, quote, body, answer }) => [
    {
      id: idOf('comment', anchor, at, by, body),
      at,
      title: `${by}, on ${clause}`,
      anchor,
      content: paragraphs(quote === '' ? '' : `“${quote}”`, body),
    },
    ...(answer
      ? [
          {
            id: idOf('answer', anchor, at, by, body, answer.at),
            at: answer.at,
            title: `Answer to ${by}, on ${clause}`,
            anchor,
            content: paragraphs(answer.sentence),
          },
        ]
      : []),
  ]);
}

function paragraphs(...texts: readonly string[]): string {
  const each = texts.flatMap((text) => text.split(/\n{2,}/)).filter((text) => text.trim() !== '');
  return markup`${each.map((text) => markup`<p>${text}</p>`)}`.html;
}

/** A name that tells nothing and never changes, as RFC 9562 makes them of a hash (version 8). */
function uuidOf(parts: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16);
  hash[6] = (hash[6]! & 0x0f) | 0x80;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  return `urn:uuid:${hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
}

/** What XML 1.0 has no way to write is written as a mark that something was there. */
function xml({ html }: Markup): string {
  const unwritable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
  return `<?xml version="1.0" encoding="utf-8"?>\n${html.replace(unwritable, '\uFFFD')}`;
}
