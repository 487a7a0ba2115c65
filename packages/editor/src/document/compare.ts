/**
 * Comparing two texts of a clause: what a delegate reads as a redline before deciding on a text that changed.
 *
 * Block by block first (moved, split, joined, new, gone), then word by word inside the blocks that correspond. The
 * result is exact whatever is chosen to correspond: `sideOf` rebuilds both texts. Large texts that have little in
 * common are compared more coarsely, so the work stays about linear in their length.
 */
import type { Node } from 'prosemirror-model';
import { alignBlocks, BlockFacts, chainOf, likeness, type BlockStep } from './align-blocks.ts';
import { nodeOfJson, type ClauseJson } from './clause-json.ts';
import { compareInline, headOf, partsOf, type Inline, type InlineChange } from './compare-words.ts';
import type { MarkJson, RedlinePart, RedlinePiece, RedlineSide } from './redline.ts';

/** Blocks with fewer words are too common to say that one of them moved. */
const leastWordsOfMove = 3;
/** Share of words that a block must keep to be taken for one that moved and was changed on the way. */
const leastLikenessOfMove = 0.6;
/** Pairs of blocks that are compared in search of changed ones that moved. */
const mostPairs = 20_000;

/** @throws RangeError when one of them is not a text of the schema */
export function compareTexts(from: ClauseJson | Node, to: ClauseJson | Node): RedlinePiece[] {
  const [before, after] = [from, to].map((text) => ('nodeSize' in text ? text : nodeOfJson(text)));
  if (!before || !after) throw new Error('two texts are compared');
  const facts = new BlockFacts();
  const plan = planOf(before.children, after.children, facts);
  const moves = findMoves(plan, facts);
  const redline: RedlinePiece[] = [];
  writePlan(plan, moves, (piece) => pushJoined(redline, piece));
  return redline;
}

/** Steps for the children of one node, with the steps of what is inside the containers that correspond. */
type Plan = readonly (BlockStep & { readonly inside?: Plan })[];

function planOf(from: readonly Node[], to: readonly Node[], facts: BlockFacts): Plan {
  return alignBlocks(from, to, facts).map((step) =>
    step.kind === 'pair' && !step.from.isTextblock
      ? { ...step, inside: planOf(step.from.children, step.to.children, facts) }
      : step,
  );
}

/** A block that stands elsewhere in the other text, and that other. */
interface Move {
  readonly move: number;
  readonly from: Node;
  readonly to: Node;
  readonly equal: boolean;
}

/** Moves by their block, on either side. */
type Moves = ReadonlyMap<Node, Move>;

function findMoves(plan: Plan, facts: BlockFacts): Moves {
  const gone: Node[] = [];
  const fresh: Node[] = [];
  collect(plan, gone, fresh);
  const moves = new Map<Node, Move>();
  const covered = new Set<Node>();
  let count = 0;
  const move = (from: Node, to: Node, equal: boolean) => {
    count += 1;
    for (const node of [from, to]) {
      moves.set(node, { move: count, from, to, equal });
      node.descendants((inner) => void covered.add(inner));
    }
  };
  const free = (node: Node) =>
    !moves.has(node) && !covered.has(node) && facts.words(node).length >= leastWordsOfMove;

  // Whole blocks first: a list that moved is one move, not one for each item.
  const byKey = new Map<string, Node[]>();
  for (const node of fresh) byKey.set(facts.key(node), [...(byKey.get(facts.key(node)) ?? []), node]);
  for (const node of gone) {
    if (!free(node)) continue;
    const twin = byKey.get(facts.key(node))?.find(free);
    if (twin) move(node, twin, true);
  }
  const [old, now] = [gone, fresh].map((nodes) => nodes.filter((node) => node.isTextblock && free(node)));
  if (old && now && old.length * now.length <= mostPairs) {
    const pairs = old.flatMap((from) =>
      now.map((to) => ({ from, to, like: likeness(facts.words(from), facts.words(to)) })),
    );
    for (const { from, to, like } of pairs.sort((a, b) => b.like - a.like)) {
      if (like < leastLikenessOfMove) break;
      if (free(from) && free(to)) move(from, to, false);
    }
  }
  return moves;
}

/** Every block that stands on one side only, with the blocks inside it, outer ones first. */
function collect(plan: Plan, gone: Node[], fresh: Node[]): void {
  const add = (node: Node, to: Node[]) => {
    to.push(node);
    if (!node.isTextblock) for (const child of node.children) add(child, to);
  };
  for (const step of plan) {
    if (step.kind === 'gone') add(step.from, gone);
    if (step.kind === 'new') add(step.to, fresh);
    if (step.inside) collect(step.inside, gone, fresh);
  }
}

type Write = (piece: RedlinePiece) => void;
type Listing = (part: RedlinePart) => RedlinePiece;
const same: Listing = (part) => ({ change: 'same', part });
const deleted: Listing = (part) => ({ change: 'deleted', part });
const inserted: Listing = (part) => ({ change: 'inserted', part });

function writePlan(plan: Plan, moves: Moves, write: Write): void {
  for (const step of plan) {
    switch (step.kind) {
      case 'equal':
        writeWhole(step.to, same, write);
        break;
      case 'gone':
        writeOneSided(step.from, 'from', moves, write);
        break;
      case 'new':
        writeOneSided(step.to, 'to', moves, write);
        break;
      case 'pair':
        write(sameOrRestyled(opening(step.to), opening(step.from)));
        if (step.inside) writePlan(step.inside, moves, write);
        else writeInline(compareInline(step.from.children, step.to.children), write);
        write(same(closing(step.to)));
        break;
      case 'split':
        writeChains([step.from], step.to, write);
        break;
      case 'joined':
        writeChains(step.from, [step.to], write);
        break;
    }
  }
}

const opening = (node: Node): RedlinePart => ({ kind: 'open', node: headOf(node) });
const closing = (node: Node): RedlinePart => ({ kind: 'close', type: node.type.name });

function sameOrRestyled(part: RedlinePart, was: RedlinePart): RedlinePiece {
  const alike =
    part.kind === 'text' && was.kind === 'text' ? sameMarks(part.marks, was.marks) : sameJson(part, was);
  return alike ? same(part) : { change: 'restyled', part, was };
}

function writeInline(changes: readonly InlineChange[], write: Write): void {
  for (const change of changes) {
    if (change.in === 'both') write(sameOrRestyled(change.part, change.was));
    else write(change.in === 'from' ? deleted(change.part) : inserted(change.part));
  }
}

/** One block that became several, or several that became one: the breaks between them are part of the words. */
function writeChains(from: readonly Node[], to: readonly Node[], write: Write): void {
  const [old, now] = [from, to].map((blocks) => blocks.map((block) => chainOf(block) ?? []));
  const [first, later] = [old?.[0], now?.[0]];
  if (!old || !now || !first || !later) throw new Error('only blocks with one text are split or joined');
  later.forEach((node, depth) => write(sameOrRestyled(opening(node), opening(first[depth] ?? node))));
  writeInline(compareInline(inlineOf(old), inlineOf(now)), write);
  for (const node of later.toReversed()) write(same(closing(node)));
}

function inlineOf(chains: readonly (readonly Node[])[]): Inline {
  return chains.flatMap((chain, n): Inline => {
    const content = chain.at(-1)?.children ?? [];
    return n === 0 ? content : [{ opens: chain.map(headOf) }, ...content];
  });
}

/** A block with all that is in it, in one way. */
function writeWhole(node: Node, listing: Listing, write: Write): void {
  write(listing(opening(node)));
  if (node.isTextblock) for (const part of partsOf(node.children)) write(listing(part));
  else for (const child of node.children) writeWhole(child, listing, write);
  write(listing(closing(node)));
}

function writeOneSided(node: Node, side: RedlineSide, moves: Moves, write: Write): void {
  const moved = moves.get(node);
  const listing: Listing = moved
    ? (part) => ({ change: 'moved', side, move: moved.move, part })
    : side === 'from'
      ? deleted
      : inserted;
  if (moved?.equal) {
    writeWhole(node, listing, write);
    return;
  }
  write(listing(opening(node)));
  if (moved) {
    for (const change of compareInline(moved.from.children, moved.to.children)) {
      if (change.in === 'both') write(listing(side === 'from' ? change.was : change.part));
      else if (change.in === side) write((side === 'from' ? deleted : inserted)(change.part));
    }
  } else if (node.isTextblock) {
    for (const part of partsOf(node.children)) write(listing(part));
  } else {
    for (const child of node.children) writeOneSided(child, side, moves, write);
  }
  write(listing(closing(node)));
}

const sameJson = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const sameMarks = (a: readonly MarkJson[], b: readonly MarkJson[]) =>
  a.length === b.length && (a.length === 0 || sameJson(a, b));

/** Text that continues the last piece in the same way is one piece with it. */
function pushJoined(redline: RedlinePiece[], piece: RedlinePiece): void {
  const last = redline.at(-1);
  const joined = last && joinPieces(last, piece);
  if (joined) redline[redline.length - 1] = joined;
  else redline.push(piece);
}

function joinPieces(a: RedlinePiece, b: RedlinePiece): RedlinePiece | null {
  const part = joinTexts(a.part, b.part);
  if (part === null || a.change !== b.change) return null;
  if (a.change === 'restyled' && b.change === 'restyled') {
    const was = joinTexts(a.was, b.was);
    return was && { ...a, part, was };
  }
  if (a.change === 'moved' && b.change === 'moved' && (a.move !== b.move || a.side !== b.side)) return null;
  return { ...a, part };
}

function joinTexts(a: RedlinePart, b: RedlinePart): RedlinePart | null {
  if (a.kind !== 'text' || b.kind !== 'text' || !sameMarks(a.marks, b.marks)) return null;
  return { kind: 'text', text: a.text + b.text, marks: a.marks };
}
