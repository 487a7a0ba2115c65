/**
 * Lists as Word and plain text write them: paragraphs with the mark typed in front. Reads the marks and builds
 * nested lists; a mark that our series would give is dropped, any other is kept as a literal label.
 */
import { itemLabel } from '../document/list-labels.ts';
import type { ListMarker } from '../document/schema.ts';

/** A paragraph that carries a mark, before it is put into a list. */
export interface MarkedLine {
  /** 1 for the outermost. */
  readonly level: number;
  readonly mark: string;
  readonly content: readonly Node[];
}

const bullet = /^[·•◦▪▫■□○●§o–—\-*\u2043\uf0a7\uf0b7\uf0a8\uf0d8]$/u;
/** `1.`, `1)`, `(1)`, `a.`, `(a)`, `iv)`, `1.2.3`, an optional `§`. */
const ordinal = /^\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]{1,2}|[ivxl]{1,7})[.)]?\)?\.?$/iu;

export function isBullet(mark: string): boolean {
  return bullet.test(mark);
}

export function isMark(mark: string): boolean {
  const trimmed = mark.trim();
  return isBullet(trimmed) || (ordinal.test(trimmed) && /[.)]/.test(trimmed));
}

function markerOf(mark: string): ListMarker {
  return isBullet(mark) ? 'dash' : 'auto';
}

/** `iv)` and `(iv)` and `iv.` are the same ordinal; only that is compared. */
function bare(label: string): string {
  return label.replace(/[().\s]/g, '').toLowerCase();
}

/** Builds `ol`/`li` elements out of consecutive marked lines. */
export function listOf(document: Document, lines: readonly MarkedLine[], language: string): HTMLElement {
  interface Open {
    readonly level: number;
    readonly element: HTMLElement;
    readonly marker: ListMarker;
    count: number;
  }
  const open: Open[] = [];
  const begin = (level: number, mark: string): Open => {
    const marker = markerOf(mark);
    const element = document.createElement('ol');
    element.setAttribute('data-marker', marker);
    open.at(-1)?.element.lastElementChild?.append(element);
    const list = { level, element, marker, count: 0 };
    open.push(list);
    return list;
  };
  let root: HTMLElement | null = null;
  for (const line of lines) {
    while (open.length > 1 && open.at(-1)!.level > line.level) open.pop();
    let list = open.at(-1);
    if (!list) {
      list = begin(line.level, line.mark);
      root = list.element;
    } else if (line.level > list.level) list = begin(line.level, line.mark);
    const item = document.createElement('li');
    const paragraph = document.createElement('p');
    paragraph.append(...line.content);
    item.append(paragraph);
    if (list.marker !== 'dash') {
      const expected = itemLabel(list.marker, open.length - 1, list.count, language);
      // `1.` typed at the level that is lettered here says the same place in the series.
      const same = bare(line.mark) === bare(expected) || bare(line.mark) === String(list.count + 1);
      if (same || line.mark.trim() === '') list.count += 1;
      else item.setAttribute('data-label', line.mark.trim().slice(0, 40));
    }
    list.element.append(item);
  }
  return root!;
}

/** Level of a typed mark, from what has been seen before it: (a), then (i) under it, then (b) back. */
export function levelsOfMarks(marks: readonly string[]): number[] {
  const kinds: string[] = [];
  const counts: number[] = [];
  return marks.map((mark) => {
    const name = bare(mark);
    const continues = (kind: string, count: number) =>
      kind === 'letter'
        ? name === String.fromCharCode(97 + count)
        : kind === 'roman'
          ? name === romans[count]
          : kind === 'number'
            ? Number(name) === count + 1
            : kind === 'bullet' && isBullet(mark.trim());
    // An item that continues an open series belongs to it; the innermost first.
    for (let depth = kinds.length - 1; depth >= 0; depth -= 1) {
      if (!continues(kinds[depth]!, counts[depth]!)) continue;
      kinds.length = depth + 1;
      counts.length = depth + 1;
      counts[depth]! += 1;
      return depth + 1;
    }
    const kind = isBullet(mark.trim()) ? 'bullet' : kindOfFirst(name);
    if (kind === null) {
      if (kinds.length === 0) {
        kinds.push('other');
        counts.push(0);
      }
      return kinds.length;
    }
    kinds.push(kind);
    counts.push(1);
    return kinds.length;
  });
}

const romans = [
  'i',
  'ii',
  'iii',
  'iv',
  'v',
  'vi',
  'vii',
  'viii',
  'ix',
  'x',
  'xi',
  'xii',
  'xiii',
  'xiv',
  'xv',
];

function kindOfFirst(name: string): 'letter' | 'roman' | 'number' | null {
  if (name === 'a') return 'letter';
  if (name === 'i') return 'roman';
  return name === '1' ? 'number' : null;
}
