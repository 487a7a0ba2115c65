/**
 * The words of a clause that the server does not have, as plain text for their author.
 *
 * They are read off the copy itself: every piece of a Y.Doc knows who wrote it as the how-manieth, so the
 * unsent pieces are exactly those beyond what the server confirmed. A comparison of two texts could not tell
 * them from words that somebody else deleted meanwhile.
 */
import * as Y from 'yjs';

/** Whether the server has this piece of this writer. */
export type Confirmed = (client: number, clock: number) => boolean;

/** Text with a flag for each UTF-16 unit: true where the server has it not. */
interface FlaggedText {
  text: string;
  readonly unsent: boolean[];
}

const inlineNodes = new Set(['footnote', 'reference', 'hard_break']);

export function unsentWords(fragment: Y.XmlFragment, confirmed: Confirmed): string {
  const flagged: FlaggedText = { text: '', unsent: [] };
  walk(fragment, confirmed, flagged);
  return wholeWords(flagged)
    .map(([from, to]) => flagged.text.slice(from, to).trim())
    .filter((words) => words !== '')
    .join('\n');
}

/** The plain text of a clause, one line for each block. */
export function plainText(fragment: Y.XmlFragment): string {
  const flagged: FlaggedText = { text: '', unsent: [] };
  walk(fragment, () => true, flagged);
  return flagged.text.trimEnd();
}

function walk(type: Y.XmlFragment | Y.XmlText, confirmed: Confirmed, into: FlaggedText): void {
  for (let item = type._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const { client, clock } = item.id;
    const { content } = item;
    if (content instanceof Y.ContentString) {
      for (let i = 0; i < content.str.length; i++) {
        append(into, content.str.charAt(i), !confirmed(client, clock + i));
      }
    } else if (content instanceof Y.ContentType) {
      const child = content.type;
      if (child instanceof Y.XmlText) walk(child, confirmed, into);
      else if (child instanceof Y.XmlElement)
        walkElement(child as Y.XmlElement, !confirmed(client, clock), confirmed, into);
    }
  }
}

function walkElement(element: Y.XmlElement, unsent: boolean, confirmed: Confirmed, into: FlaggedText): void {
  if (!inlineNodes.has(element.nodeName)) {
    startLine(into);
    walk(element, confirmed, into);
    return startLine(into);
  }
  switch (element.nodeName) {
    case 'hard_break':
      return append(into, '\n', unsent);
    case 'reference': {
      const label: unknown = element.getAttribute('label');
      return append(into, typeof label === 'string' ? label : '', unsent);
    }
    default:
      append(into, ' ', false);
      return walk(element, confirmed, into);
  }
}

function append(into: FlaggedText, text: string, unsent: boolean): void {
  into.text += text;
  for (let i = 0; i < text.length; i++) into.unsent.push(unsent);
}

function startLine(into: FlaggedText): void {
  if (into.text !== '' && !into.text.endsWith('\n')) append(into, '\n', false);
}

/** The unsent ranges, widened to whole words; those with nothing but space between them become one. */
function wholeWords({ text, unsent }: FlaggedText): [number, number][] {
  const ranges: [number, number][] = [];
  for (const [from, to] of words(text)) {
    let touched = false;
    for (let i = from; i < to && !touched; i++) touched = unsent[i] === true;
    if (!touched) continue;
    const last = ranges.at(-1);
    if (last !== undefined && /^[^\S\n]*$/.test(text.slice(last[1], from))) last[1] = to;
    else ranges.push([from, to]);
  }
  return ranges;
}

/** Word by word, with the marks between them; space belongs to no word. */
function words(text: string): [number, number][] {
  const found: [number, number][] = [];
  for (const stretch of text.matchAll(/\S+/g)) {
    // Without spaces between words (Chinese, Thai) a stretch may be a whole paragraph.
    const parts =
      stretch[0].length > 40 && 'Segmenter' in Intl
        ? [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(stretch[0])]
        : [{ segment: stretch[0], index: 0 }];
    for (const { segment, index } of parts) {
      found.push([stretch.index + index, stretch.index + index + segment.length]);
    }
  }
  return found;
}

/** So many words in a row do not come together twice by chance. */
const tellingStretch = 4;

/**
 * Leaves out what the server has after all: splitting or moving a paragraph writes its words anew, so they
 * count as unsent although nobody wrote them. Only longer stretches go; single words that occur elsewhere
 * too are part of what the author wrote.
 */
export function withoutMoved(unsent: string, serverText: string): string {
  const known = new Set<string>();
  const of = (text: string) => text.match(/\S+/g) ?? [];
  const stretch = (words: readonly string[], at: number) => words.slice(at, at + tellingStretch).join(' ');
  const theirs = of(serverText);
  for (let i = 0; i + tellingStretch <= theirs.length; i++) known.add(stretch(theirs, i));

  const kept = unsent.split('\n').map((line) => {
    const mine = of(line);
    const moved = mine.map(() => false);
    for (let i = 0; i + tellingStretch <= mine.length; i++) {
      if (known.has(stretch(mine, i))) moved.fill(true, i, i + tellingStretch);
    }
    // A whole line that is short and stands in the server's text word for word was moved as well.
    if (mine.length < tellingStretch && serverText.split('\n').includes(line)) return '';
    return mine.filter((_, i) => !moved[i]).join(' ');
  });
  return kept.filter((line) => line !== '').join('\n');
}
