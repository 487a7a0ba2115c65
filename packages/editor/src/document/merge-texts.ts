/**
 * Carrying a proposal over to what a clause says now: what the proposal changed of its base, as changes of the present
 * text. What others changed since is never undone: where they changed the same words, the proposal's words are added
 * beside theirs and the place is counted, for a person to look at.
 *
 * Blocks first, then word by word inside the blocks that correspond on all three sides. Where nothing changed since, the
 * present text with the changes is the proposal, exactly.
 */
import { Fragment, Slice, type Node } from 'prosemirror-model';
import { alignBlocks, BlockFacts } from './align-blocks.ts';
import { canonicalNode } from './canonical.ts';
import { nodeOfJson, type ClauseJson } from './clause-json.ts';
import { alignSequences } from './sequence.ts';

/** `[from, to)` of the present text is replaced by `insert`; positions as ProseMirror counts them. */
export interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly insert: Fragment;
}

export interface Merge {
  /** In the order of the text; to be made from the last to the first. */
  readonly changes: readonly TextChange[];
  /** Places where others changed the same words: what the proposal says there was added beside theirs, or left out. */
  readonly beside: number;
}

/** @throws RangeError when one of them is not a text of the schema */
export function mergeTexts(base: ClauseJson, present: ClauseJson, proposed: ClauseJson): Merge {
  const merging = new Merging();
  const [from, now, to] = [base, present, proposed].map(nodeOfJson) as [Node, Node, Node];
  merging.blocks(from.children, now.children, to.children, 0);
  return merging;
}

/** The present text with the changes made. */
export function mergedText(present: ClauseJson, { changes }: Merge): ClauseJson {
  const text = changes.reduceRight(
    (node, { from, to, insert }) => node.replace(from, to, new Slice(insert, 0, 0)),
    nodeOfJson(present),
  );
  return text.toJSON() as ClauseJson;
}

/** Where a block of the base stands in the present text, and whether nobody has touched it since. */
interface Counterpart {
  readonly node: Node;
  readonly untouched: boolean;
  readonly from: number;
  readonly to: number;
  /** It is this one block, not several that it was split into or one that it was joined to. */
  readonly single: boolean;
}

class Merging implements Merge {
  readonly changes: TextChange[] = [];
  beside = 0;
  readonly #facts = new BlockFacts();

  /** @param at where the content that `present` is begins in the present text */
  blocks(base: readonly Node[], present: readonly Node[], proposed: readonly Node[], at: number): void {
    const { places, added } = this.#counterparts(base, present, at);
    let cursor = at;
    for (const step of alignBlocks(base, proposed, this.#facts)) {
      switch (step.kind) {
        case 'equal':
          cursor = places.get(step.from)?.to ?? cursor;
          break;
        case 'new':
          if (!added.has(this.#facts.key(step.to))) this.#change(cursor, cursor, [step.to]);
          break;
        case 'gone': {
          const place = places.get(step.from);
          if (place?.untouched) this.#change(place.from, place.to, []);
          else if (place) this.beside += 1;
          cursor = place?.to ?? cursor;
          break;
        }
        case 'pair': {
          const place = places.get(step.from);
          cursor = place?.to ?? cursor;
          if (place && this.#inside(step.from, place, step.to)) break;
          if (place?.untouched) this.#change(place.from, place.to, [step.to]);
          else this.#addBeside(cursor, [step.to]);
          break;
        }
        case 'split':
        case 'joined': {
          const from = step.kind === 'split' ? [step.from] : step.from;
          const to = step.kind === 'split' ? step.to : [step.to];
          const stands = from.map((node) => places.get(node));
          const first = stands[0];
          const last = stands.at(-1);
          cursor = last?.to ?? cursor;
          const whole = stands.every(
            (place, n) => place?.untouched === true && (n === 0 || place.from === stands[n - 1]?.to),
          );
          if (first && last && whole) this.#change(first.from, last.to, to);
          else this.#addBeside(cursor, to);
          break;
        }
      }
    }
  }

  #counterparts(base: readonly Node[], present: readonly Node[], at: number) {
    const starts = new Map<Node, number>();
    let end = at;
    for (const node of present) {
      starts.set(node, end);
      end += node.nodeSize;
    }
    const places = new Map<Node, Counterpart>();
    const added = new Set<string>();
    const place = (node: Node, last: Node, untouched: boolean, single: boolean): Counterpart => ({
      ...{ node, untouched, single, from: starts.get(node) ?? at },
      to: (starts.get(last) ?? at) + last.nodeSize,
    });
    for (const step of alignBlocks(base, present, this.#facts)) {
      switch (step.kind) {
        case 'equal':
        case 'pair':
          places.set(step.from, place(step.to, step.to, step.kind === 'equal', true));
          break;
        case 'split':
          places.set(step.from, place(step.to[0] ?? step.from, step.to.at(-1) ?? step.from, false, false));
          break;
        case 'joined':
          for (const from of step.from) places.set(from, place(step.to, step.to, false, false));
          break;
        case 'new':
          added.add(this.#facts.key(step.to));
          break;
        case 'gone':
          break;
      }
    }
    return { places, added };
  }

  /** Goes on inside of a block that is one and the same on all three sides. @returns whether it is */
  #inside(base: Node, { node: present, single, from }: Counterpart, proposed: Node): boolean {
    const alike = single && base.type === present.type && base.sameMarkup(proposed);
    if (!alike || base.isLeaf) return false;
    if (base.isTextblock) this.#words(base, present, proposed, from + 1);
    else this.blocks(base.children, present.children, proposed.children, from + 1);
    return true;
  }

  #words(base: Node, present: Node, proposed: Node, at: number): void {
    const [before, now, after] = [base, present, proposed].map(tokensOf) as [Token[], Token[], Token[]];
    const [beforeKeys, nowKeys, afterKeys] = [before, now, after].map((all) => all.map(({ key }) => key)) as [
      string[],
      string[],
      string[],
    ];
    /** By its place in the base, the place of a token in the present text. */
    const placeOf = new Map<number, number>();
    for (const { same, from, fromEnd, to } of alignSequences(beforeKeys, nowKeys)) {
      if (same) for (let n = from; n < fromEnd; n += 1) placeOf.set(n, to + n - from);
    }
    const startOf = (n: number) => at + (now[n]?.offset ?? present.content.size);
    for (const { same, from, fromEnd, to, toEnd } of alignSequences(beforeKeys, afterKeys)) {
      if (same) continue;
      // What stands in the present text between the nearest words that it shares with the base on either side.
      let left = from - 1;
      while (left >= 0 && !placeOf.has(left)) left -= 1;
      let right = fromEnd;
      while (right < before.length && !placeOf.has(right)) right += 1;
      const begin = left < 0 ? 0 : placeOf.get(left)! + 1;
      const end = right < before.length ? placeOf.get(right)! : now.length;
      const words = after.slice(to, toEnd).map(({ node }) => node);
      if (sameKeys(nowKeys.slice(begin, end), afterKeys.slice(to, toEnd))) continue;
      if (sameKeys(nowKeys.slice(begin, end), beforeKeys.slice(from, fromEnd))) {
        this.#change(startOf(begin), startOf(end), words);
        continue;
      }
      const untouched = from < fromEnd && rangeOf(placeOf, from, fromEnd);
      if (untouched) this.#change(startOf(untouched.from), startOf(untouched.to), words);
      else if (from === fromEnd) this.#change(startOf(end), startOf(end), words);
      else this.#addBeside(startOf(end), apart(now[end - 1], words));
    }
  }

  #addBeside(at: number, nodes: readonly Node[]): void {
    this.beside += 1;
    this.#change(at, at, nodes);
  }

  #change(from: number, to: number, nodes: readonly Node[]): void {
    if (from === to && nodes.length === 0) return;
    this.changes.push({ from, to, insert: Fragment.from(nodes) });
  }
}

/** Where all tokens of a part of the base stand in the present text, side by side; null where they do not. */
function rangeOf(
  placeOf: ReadonlyMap<number, number>,
  from: number,
  end: number,
): { readonly from: number; readonly to: number } | null {
  const first = placeOf.get(from);
  if (first === undefined) return null;
  for (let n = from; n < end; n += 1) if (placeOf.get(n) !== first + n - from) return null;
  return { from: first, to: first + end - from };
}

/** Words beside others, with a space between. */
function apart(before: Token | undefined, words: readonly Node[]): readonly Node[] {
  const [first] = words;
  if (!first?.isText || !before || /\s$/u.test(before.node.text ?? ' ') || /^\s/u.test(first.text ?? '')) {
    return words;
  }
  return [first.type.schema.text(' '), ...words];
}

const sameKeys = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((key, n) => key === b[n]);

/** A word, a mark or a space, or a node between words. */
interface Token {
  readonly key: string;
  readonly node: Node;
  /** In the content of its block. */
  readonly offset: number;
}

// Scripts that are written without spaces count by character.
const piece =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|\s+|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{N}\p{M}])+|./gsu;

function tokensOf(block: Node): Token[] {
  const tokens: Token[] = [];
  block.forEach((child, offset) => {
    if (!child.isText) {
      tokens.push({ key: canonicalNode(child), node: child, offset });
      return;
    }
    const marks = canonicalNode(child);
    for (const { 0: text, index } of (child.text ?? '').matchAll(piece)) {
      const node = child.cut(index, index + text.length);
      tokens.push({ key: `${text} ${marks}`, node, offset: offset + index });
    }
  });
  return tokens;
}
