/**
 * The public page as HTML: readable without scripts, by keyboard and screen reader, in print, in the dark, on a
 * narrow screen, and in agreements that are written from right to left. The words of the page itself are English.
 */
import { markup, Markup } from './markup.ts';
import type { PublicDecision, PublicElement, PublicView, Standing } from './public-view.ts';

/** Beside the pages, so that a page names it without a folder. */
export const styleName = 'page.css';

const standings: Readonly<Record<Standing, { readonly word: string; readonly meaning: string }>> = {
  agreed: {
    word: 'Agreed',
    meaning: 'Everybody who had to agree to these words has. Nothing in them is open.',
  },
  'agreed-in-part': {
    word: 'Agreed in part',
    meaning:
      'Agreed by the working group, or subject to confirmation by a capital. Closed to further drafting.',
  },
  open: { word: 'Open', meaning: 'Still negotiated: the words can change, and nobody is bound by them.' },
  'set-aside': { word: 'Set aside', meaning: 'Work on it has stopped for now; it stays in the agreement.' },
  withdrawn: { word: 'Withdrawn', meaning: 'No longer proposed for the agreement.' },
};

const provisional =
  'Nothing is agreed until everything is agreed: what is called agreed here is provisional until the agreement as a whole is adopted.';

/**
 * Every address in it is relative, so that the same bytes are right under any prefix and host.
 * @param styles where the style sheet is, seen from the page
 */
export function page(view: PublicView, styles = styleName): string {
  return document(
    view.title,
    styles,
    view.language,
    markup`
<header>
  <p class="kind">Public page of an agreement under negotiation</p>
  <h1 lang="${view.language}" dir="${view.direction}">${view.title}</h1>
  <p class="stage">${stageOf(view)}</p>
</header>
<nav aria-label="On this page"><ul>
${sections(view).map(({ id, title }) => markup`  <li><a href="#${id}">${title}</a></li>\n`)}</ul></nav>
<main id="main">
${sections(view).map(
  ({ id, title, body }) => markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${body}
</section>
`,
)}</main>
<footer>
  <p>${view.updated === null ? 'Nothing has appeared here yet.' : markup`Last change: <time datetime="${view.updated}">${dateWords(view.updated)}</time>.`}
  News as a <a href="${view.slug}/feed.xml">feed</a>; the same for machines: <a href="${view.slug}/data.json">data.json</a>.</p>
</footer>`,
  );
}

/** One page for an address that nobody has and for one that is not published. */
export function notFoundPage(): string {
  return document(
    'No such page',
    styleName,
    'en',
    markup`
<main id="main">
<h1>There is no such page</h1>
<p>Nothing is published at this address. Perhaps it was mistyped; perhaps what was here is not published any more.</p>
</main>`,
  );
}

function document(title: string, styles: string, language: string, body: Markup): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title lang="${language}">${title}</title>
<link rel="stylesheet" href="${styles}">
</head>
<body>
<a class="skip" href="#main">To the contents</a>${body}
</body>
</html>
`.html;
}

interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Markup;
}

function sections(view: PublicView): readonly Section[] {
  const all: (Section | null)[] = [
    { id: 'summary', title: 'In short', body: paragraphs(view.summary) },
    progressSection(view),
    participationSection(view),
    textSection(view),
    decisionsSection(view),
    milestonesSection(view),
    commentsSection(view),
    recordSection(view),
  ];
  return all.filter((one) => one !== null);
}

function stageOf({ adopted, parties }: PublicView): Markup {
  const between = parties.length === 0 ? null : markup` Between ${listWords(parties)}.`;
  return adopted === null
    ? markup`Under negotiation. ${provisional}${between}`
    : markup`Adopted on <time datetime="${adopted.slice(0, 10)}">${dateWords(adopted)}</time>.${between}`;
}

function progressSection({ progress, publishes, adopted }: PublicView): Section | null {
  if (progress.length === 0) return null;
  const total = progress.reduce((sum, { clauses }) => sum + clauses, 0);
  return {
    id: 'progress',
    title: 'What is agreed and what is open',
    body: markup`<table>
<caption>${total} ${total === 1 ? 'clause' : 'clauses'} of which the standing is published${appears(publishes, 'How far')}</caption>
<thead><tr><th scope="col">Standing</th><th scope="col">Clauses</th><th scope="col">What that means</th></tr></thead>
<tbody>
${progress.map(
  ({
    standing,
    clauses,
  }) => markup`<tr><th scope="row">${standings[standing].word}</th><td class="number">${clauses}</td><td>${standings[standing].meaning}</td></tr>
`,
)}</tbody>
</table>
${adopted === null ? markup`<p>${provisional}</p>` : null}`,
  };
}

function participationSection({ participation, publishes }: PublicView): Section {
  return {
    id: 'process',
    title: 'How it comes about, and when to comment',
    body: markup`${participation === '' ? markup`<p>The parties have not said yet when people can comment.</p>` : paragraphs(participation)}
<h3>What appears on this page, and when</h3>
${
  publishes.length === 0
    ? markup`<p>The parties publish nothing but this summary so far.</p>`
    : markup`<ul>
${publishes.map(({ what, after }) => markup`<li>${what}: ${after}.</li>\n`)}</ul>`
}`,
  };
}

function textSection({ outline, language, direction }: PublicView): Section | null {
  if (outline.length === 0) return null;
  return {
    id: 'text',
    title: 'The text',
    body: markup`<div class="text" lang="${language}" dir="${direction}">
${outline.map(elementOf)}</div>`,
  };
}

function elementOf(element: PublicElement): Markup {
  const { anchor, kind, number, heading, depth } = element;
  const words = element.confidential ? 'Confidential' : heading;
  const title = [number, words].filter((part) => part !== '').join(' ');
  const standing =
    element.standing === null
      ? null
      : markup` <span class="standing ${element.standing}" lang="en" dir="ltr">${standings[element.standing].word}</span>`;
  if (kind !== 'clause') {
    const level = Math.min(3 + depth, 5);
    const inner = markup`${title === '' ? capital(kind) : title}`;
    return new Markup(`<h${level} id="${anchor}">${inner.html}</h${level}>\n`);
  }
  return markup`<div class="clause" id="${anchor}">
<p class="name">${title === '' ? null : markup`<b>${title}</b>`}${standing}</p>
${element.text ? published(element.text) : null}</div>
`;
}

function published({ as, at, hash, html }: NonNullable<PublicElement['text']>): Markup {
  const when = markup`<time datetime="${at.slice(0, 10)}">${dateWords(at)}</time>`;
  const what =
    as === 'agreed'
      ? markup`Agreed words of ${when}`
      : markup`Words as they were on ${when}; they can have changed since`;
  return markup`<div class="words">${new Markup(html)}</div>
<p class="source" lang="en" dir="ltr">${what}. Fingerprint <code>${hash.slice(0, 16)}</code></p>
`;
}

function decisionsSection({ decisions, publishes }: PublicView): Section | null {
  if (!publishes.some(({ what }) => what.startsWith('Decisions'))) return null;
  return {
    id: 'decisions',
    title: 'Decisions, and why',
    body:
      decisions.length === 0
        ? markup`<p>No decision is published yet.</p>`
        : markup`<ol class="list">
${decisions.map(decisionOf)}</ol>`,
  };
}

function decisionOf({ at, clause, anchor, sentence, reasons }: PublicDecision): Markup {
  const on = anchor === '' ? markup`${clause}` : markup`<a href="#${anchor}">${clause}</a>`;
  return markup`<li><p><time datetime="${at.slice(0, 10)}">${dateWords(at)}</time>: ${on}. ${sentence}</p>${
    reasons === '' ? null : markup`<blockquote>${paragraphs(reasons)}</blockquote>`
  }</li>
`;
}

function milestonesSection({ milestones, publishes }: PublicView): Section | null {
  if (!publishes.some(({ what }) => what.startsWith('Milestones'))) return null;
  return {
    id: 'milestones',
    title: 'Milestones',
    body:
      milestones.length === 0
        ? markup`<p>No milestone is published yet.</p>`
        : markup`<p>Dates are computed from the published text, and hold if everybody does in time what they owe.</p>
<table>
<thead><tr><th scope="col">Milestone</th><th scope="col">Who</th><th scope="col">When</th></tr></thead>
<tbody>
${milestones.map(
  ({ id, title, who, when }) =>
    markup`<tr><th scope="row">${id} ${title}</th><td>${listWords(who)}</td><td>${when}</td></tr>
`,
)}</tbody>
</table>`,
  };
}

const commentKinds: Readonly<Record<string, string>> = {
  legal: 'on the law',
  implementation: 'on how it can be carried out',
  rights: 'on rights',
  evidence: 'with evidence',
};

function commentsSection({ comments, publishes }: PublicView): Section | null {
  if (!publishes.some(({ what }) => what.startsWith('Comments'))) return null;
  return {
    id: 'comments',
    title: 'What observers said, and the answers',
    body:
      comments.length === 0
        ? markup`<p>No comment is published yet.</p>`
        : markup`<ol class="list">
${comments.map(
  ({
    at,
    clause,
    anchor,
    by,
    kind,
    quote,
    body,
    answer,
  }) => markup`<li><p><b>${by}</b>, <time datetime="${at.slice(0, 10)}">${dateWords(at)}</time>, on <a href="#${anchor}">${clause}</a>, ${commentKinds[kind] ?? kind}</p>
${quote === '' ? null : markup`<blockquote>${quote}</blockquote>`}${paragraphs(body)}
<p class="answer">${answer === null ? 'Not answered yet.' : markup`<b>Answer</b>, <time datetime="${answer.at.slice(0, 10)}">${dateWords(answer.at)}</time>: ${answer.sentence}`}</p></li>
`,
)}</ol>`,
  };
}

function recordSection({ slug, recordKey }: PublicView): Section {
  return {
    id: 'record',
    title: 'Check the record yourself',
    body: markup`<p>Everything that happened to this agreement is in a record that nobody can change unnoticed, neither the parties nor whoever runs this server. Its public form holds a fingerprint of each event; what an event says is shown to those who may see it.</p>
<ol>
<li><a href="${slug}/record.json" download>Take the public record</a>. A new one is made once a day.</li>
<li><a href="../verify">Open the verifier</a> and drop the file on it. It runs in your browser, also without a network, and sends nothing anywhere.</li>
<li>Keep the file: with it, a later record can be checked not to have rewritten anything.</li>
</ol>
${recordKey === null ? null : markup`<p>The key that signs it: <code>${recordKey}</code></p>`}`,
  };
}

function appears(publishes: PublicView['publishes'], what: string): string {
  const rule = publishes.find((one) => one.what.startsWith(what));
  return rule ? `; a change appears ${rule.after}` : '';
}

function paragraphs(words: string): Markup {
  return markup`${words
    .split(/\n\s*\n|\r\n\s*\r\n/)
    .filter((one) => one.trim() !== '')
    .map((one) => markup`<p dir="auto">${one}</p>\n`)}`;
}

function listWords(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

const days = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** The day alone: by the hour at which things appear one could tell who was at work when. */
function dateWords(instant: string): string {
  return days.format(new Date(instant));
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
