/**
 * Comparing the words of two blocks: what stands in both, what was deleted and what was inserted, with marks,
 * cross-references and footnotes.
 *
 * Words are those of Unicode's segmentation, with its dictionaries for scripts that are written without spaces. Words
 * are compared without their marks; where only the marks differ, the words stand in both, in two forms.
 */
import type { Mark, Node } from 'prosemirror-model';
import type { NodeHead, MarkJson, RedlinePart } from './redline.ts';
import { alignSequences, type Stretch } from './sequence.ts';

/** Content of one block, or of several that were split or joined, with what opens each block but the first. */
export type Inline = readonly (Node | { readonly opens: readonly NodeHead[] })[];

/** A part that stands in both texts (in the earlier as `was`), or in one of them. */
export type InlineChange =
  | { readonly in: 'both'; readonly part: RedlinePart; readonly was: RedlinePart }
  | { readonly in: 'from'; readonly part: RedlinePart }
  | { readonly in: 'to'; readonly part: RedlinePart };

export function headOf(node: Node): NodeHead {
  return { type: node.type.name, attrs: node.attrs, marks: marksOf(node.marks) };
}

/** In the order of their names, so that equal sets are written alike. */
function marksOf(marks: readonly Mark[]): MarkJson[] {
  return marks
    .map((mark) => mark.toJSON() as MarkJson)
    .sort((a, b) => (a.type < b.type ? -1 : a.type > b.type ? 1 : 0));
}

/** The parts of inline content, in order. */
export function partsOf(content: Inline): RedlinePart[] {
  return content.flatMap((node): RedlinePart[] => {
    if ('opens' in node) return [{ kind: 'break', opens: node.opens }];
    if (node.isText) return [{ kind: 'text', text: node.text ?? '', marks: marksOf(node.marks) }];
    if (node.isLeaf) return [{ kind: 'leaf', node: headOf(node) }];
    return [
      { kind: 'open', node: headOf(node) },
      ...partsOf(node.children),
      { kind: 'close', type: node.type.name },
    ];
  });
}

interface Run {
  readonly text: string;
  readonly marks: readonly MarkJson[];
}

/** What is compared as one: tokens with equal keys are one word, one target, or one footnote. */
type Token =
  | { readonly key: string; readonly kind: 'word'; readonly runs: readonly Run[] }
  | { readonly key: string; readonly kind: 'node'; readonly node: Node }
  | { readonly key: string; readonly kind: 'break'; readonly opens: readonly NodeHead[] };

// One locale on every machine; the dictionaries of unspaced scripts do not depend on it.
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
// No word goes on over these. The segmenter is given a little at a time: its work grows with the square.
const stretch = /(?:[^\s。，、；：？！]{1,2000}[\s。，、；：？！]*){1,8}|[\s。，、；：？！]+/gu;

function segmentsOf(text: string): string[] {
  return (text.match(stretch) ?? []).flatMap((part) =>
    Array.from(segmenter.segment(part), ({ segment }) => segment),
  );
}

function tokensOf(inline: Inline): Token[] {
  const tokens: Token[] = [];
  let runs: Run[] = [];
  const flush = () => {
    for (const word of wordsOf(runs)) tokens.push(word);
    runs = [];
  };
  for (const node of inline) {
    if ('opens' in node) {
      flush();
      tokens.push({ key: 'break', kind: 'break', opens: node.opens });
    } else if (node.isText) {
      runs.push({ text: node.text ?? '', marks: marksOf(node.marks) });
    } else {
      flush();
      const target = node.type.name === 'reference' ? (node.attrs.target as string) : '';
      tokens.push({ key: `${node.type.name} ${target}`, kind: 'node', node });
    }
  }
  flush();
  return tokens;
}

/** Words are found in the text as a whole, so that a word with one bold letter is still one word. */
function wordsOf(runs: readonly Run[]): Token[] {
  const text = runs.map((run) => run.text).join('');
  const tokens: Token[] = [];
  let [run, offset] = [0, 0];
  for (const segment of segmentsOf(text)) {
    const own: Run[] = [];
    for (let rest = segment.length; rest > 0;) {
      const current = runs[run];
      if (!current) throw new Error('a text has more characters than its runs');
      const length = Math.min(rest, current.text.length - offset);
      own.push({ text: current.text.slice(offset, offset + length), marks: current.marks });
      rest -= length;
      offset += length;
      if (offset === current.text.length) [run, offset] = [run + 1, 0];
    }
    tokens.push({ key: `"${segment}`, kind: 'word', runs: own });
  }
  return tokens;
}

const isSpace = (token: Token) => token.kind === 'word' && /^"\s+$/u.test(token.key);

export function compareInline(from: Inline, to: Inline): InlineChange[] {
  const before = tokensOf(from);
  const after = tokensOf(to);
  const stretches = alignSequences(
    before.map(({ key }) => key),
    after.map(({ key }) => key),
  );
  return withoutLoneSpaces(stretches, before).flatMap((stretch): InlineChange[] => {
    const old = before.slice(stretch.from, stretch.fromEnd);
    const now = after.slice(stretch.to, stretch.toEnd);
    if (stretch.same) return old.flatMap((token, n) => compareTokens(token, now[n] ?? token));
    return [
      ...old.flatMap(partsOfToken).map((part) => ({ in: 'from', part }) as const),
      ...now.flatMap(partsOfToken).map((part) => ({ in: 'to', part }) as const),
    ];
  });
}

/** A space between two changes is no common ground: "shall do" → "may try" reads as one change. */
function withoutLoneSpaces(stretches: readonly Stretch[], before: readonly Token[]): Stretch[] {
  const joined: Stretch[] = [];
  stretches.forEach((stretch, n) => {
    const last = joined.at(-1);
    const lone =
      stretch.same &&
      n < stretches.length - 1 &&
      before.slice(stretch.from, stretch.fromEnd).every((token) => isSpace(token));
    if (last && !last.same && (lone || !stretch.same)) {
      joined[joined.length - 1] = { ...last, fromEnd: stretch.fromEnd, toEnd: stretch.toEnd };
    } else {
      joined.push(stretch);
    }
  });
  return joined;
}

function partsOfToken(token: Token): RedlinePart[] {
  switch (token.kind) {
    case 'word':
      return token.runs.map(({ text, marks }) => ({ kind: 'text', text, marks }));
    case 'node':
      return partsOf([token.node]);
    case 'break':
      return [{ kind: 'break', opens: token.opens }];
  }
}

function compareTokens(from: Token, to: Token): InlineChange[] {
  if (from.kind === 'word' && to.kind === 'word') return compareRuns(from.runs, to.runs);
  if (from.kind !== 'node' || to.kind !== 'node') throw new Error('tokens of two kinds have one key');
  const [was, now] = [from.node, to.node];
  if (now.isLeaf) return [both({ kind: 'leaf', node: headOf(now) }, { kind: 'leaf', node: headOf(was) })];
  const close: RedlinePart = { kind: 'close', type: now.type.name };
  return [
    both({ kind: 'open', node: headOf(now) }, { kind: 'open', node: headOf(was) }),
    ...compareInline(was.children, now.children),
    both(close, close),
  ];
}

const both = (part: RedlinePart, was: RedlinePart): InlineChange => ({ in: 'both', part, was });

/** One word, cut wherever its marks change on either side. */
function compareRuns(from: readonly Run[], to: readonly Run[]): InlineChange[] {
  const changes: InlineChange[] = [];
  let [a, b, inA, inB] = [0, 0, 0, 0];
  for (let was = from[a], now = to[b]; was && now; was = from[a], now = to[b]) {
    const length = Math.min(was.text.length - inA, now.text.length - inB);
    const text = now.text.slice(inB, inB + length);
    changes.push(both({ kind: 'text', text, marks: now.marks }, { kind: 'text', text, marks: was.marks }));
    inA += length;
    inB += length;
    if (inA === was.text.length) [a, inA] = [a + 1, 0];
    if (inB === now.text.length) [b, inB] = [b + 1, 0];
  }
  return changes;
}
