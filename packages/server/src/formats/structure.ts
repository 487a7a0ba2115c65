/**
 * The structure of an agreement in the making. A reader says what it meets, in reading order: divisions,
 * clauses, blocks, list items, each with the label that its source prints. From that come the outline, the texts
 * and the numbers: a number that the house style would compute is made computed, every other label stays literal.
 */
import { itemLabel, nodeOfJson, type ClauseJson, type ListMarker } from '@travaux/editor/document';
import type { ImportRemark } from '@travaux/editor/frames';
import {
  maxHeadingLength,
  maxOutlineDepth,
  maxOutlineElements,
  type DivisionKind,
  type ElementNumber,
  type OutlineElement,
} from '@travaux/workflow/agreement';
import type { Imported, ImportProgress } from './imported.ts';
import { newElementId } from './element-id.ts';
import { placesOf } from './item-series.ts';
import { settleNumbers } from './settle-numbers.ts';
import { linkReferences } from './link-references.ts';
import { textParagraph, type NodeJson } from './text-json.ts';
import { Unreadable } from './unreadable.ts';

const maxLabelLength = 40;
const maxRemarks = 200;
/** Lists inside lists beyond this are set side by side: no agreement cites deeper, and hostile files would. */
const maxListDepth = 8;

export interface DraftElement {
  readonly id: string;
  readonly kind: OutlineElement['kind'];
  readonly parent: string | null;
  heading: string;
  /** As the source prints it; null: unnumbered. */
  readonly label: string | null;
  number: ElementNumber;
  readonly blocks: NodeJson[];
}

/** A division that is open: elements that come next lie in it. */
interface OpenDivision {
  readonly element: DraftElement;
  /** A division closes every open one of its own or a greater rank. */
  readonly rank: number;
}

interface ListLevel {
  readonly list: NodeJson;
  series: string;
  last: number;
}

export interface StructureOptions {
  /** Of the ids; see `newElementId`. */
  readonly idSeed: string;
  readonly language: string;
  readonly clauseNumbering?: 'plain' | 'dotted';
  readonly progress?: ImportProgress | undefined;
}

export type Facts = Imported['open']['facts'];

export class Structure {
  readonly remarks: ImportRemark[] = [];
  readonly #options: StructureOptions;
  readonly #elements: DraftElement[] = [];
  readonly #open: OpenDivision[] = [];
  #clause: DraftElement | null = null;
  #lists: ListLevel[] = [];
  #remarked = 0;
  /** Labels of items as the source prints them. */
  readonly #itemLabels = new Map<NodeJson, string>();
  readonly #remarkedKeys = new Set<string>();

  constructor(options: StructureOptions) {
    this.#options = options;
  }

  /** The clause that blocks are added to; null right after a division has begun. */
  get clause(): DraftElement | null {
    return this.#clause;
  }

  /** Innermost open division of one of these kinds. */
  division(...kinds: readonly DivisionKind[]): DraftElement | null {
    return (
      this.#open.findLast(({ element }) => kinds.includes(element.kind as DivisionKind))?.element ?? null
    );
  }

  get innermost(): DraftElement | null {
    return this.#open.at(-1)?.element ?? null;
  }

  /** Whether nothing was put into the innermost division yet. */
  get justOpened(): boolean {
    return this.#open.length > 0 && this.#elements.at(-1) === this.#open.at(-1)?.element;
  }

  beginDivision(kind: DivisionKind, rank: number, label: string | null, heading: string): DraftElement {
    this.closeDivisions(rank);
    while (this.#open.length >= maxOutlineDepth - 1) this.#open.pop();
    const element = this.#add(kind, label, heading);
    this.#open.push({ element, rank });
    // What is too long for a label or heading stands as text at the beginning of the division.
    const spilled = this.#spill(element, label);
    if (spilled !== '') this.block(textParagraph(spilled));
    return element;
  }

  /** Closes the open divisions of this rank and of greater ones. */
  closeDivisions(rank: number): void {
    while ((this.#open.at(-1)?.rank ?? -1) >= rank) this.#open.pop();
    this.endClause();
  }

  beginClause(label: string | null, heading = ''): DraftElement {
    this.endClause();
    const element = this.#add('clause', label, heading);
    this.#clause = element;
    const spilled = this.#spill(element, label);
    if (spilled !== '') this.block(textParagraph(spilled));
    return element;
  }

  endClause(): void {
    this.#clause = null;
    this.#lists = [];
  }

  /** Adds a block to the clause, or to a new unnumbered one. */
  block(block: NodeJson): void {
    (this.#clause ?? this.beginClause(null)).blocks.push(block);
  }

  /** Whether an item with this label would go on with a list of the current clause. */
  continuesList(label: string): boolean {
    return placesOf(label).some(({ series, value }) =>
      this.#lists.some((level) => level.series === series && level.last + 1 === value),
    );
  }

  /** Adds a list item; which list it belongs to, its label tells. `null`: an item without a mark of its own. */
  item(label: string | null, content: NodeJson[], depth?: number): NodeJson {
    const clause = this.#clause ?? this.beginClause(null);
    const places = label === null ? [{ series: 'unmarked', value: 0 }] : placesOf(label);
    const item: NodeJson = { type: 'list_item', attrs: { id: null, label: null }, content };
    this.labelItem(item, label);

    const at = depth === undefined ? this.#levelFor(places) : Math.min(depth, this.#lists.length);
    const level = this.#lists[at];
    const interrupted = this.#blocksBehindList(clause);
    if (level && (interrupted === 0 || this.#isNext(level, places))) {
      // Paragraphs that stood between two items of one list belong to the item before them.
      const first = this.#lists[0];
      if (interrupted > 0) first?.list.content?.at(-1)?.content?.push(...clause.blocks.splice(-interrupted));
      this.#lists.length = at + 1;
      const place = places.find(({ series }) => series === level.series) ?? places[0];
      level.series = place?.series ?? '';
      level.last = place?.value ?? 0;
      level.list.content?.push(item);
      return item;
    }
    if (interrupted > 0) this.#lists = [];
    const list: NodeJson = { type: 'list', attrs: { marker: 'auto' }, content: [item] };
    const place = places.find(({ value }) => value === 1) ?? places[0];
    if (this.#lists.length >= maxListDepth) this.#lists.length = maxListDepth - 1;
    const around = this.#lists.at(-1)?.list.content?.at(-1);
    if (around) around.content = [...(around.content ?? []), list];
    else clause.blocks.push(list);
    this.#lists.push({ list, series: place?.series ?? '', last: place?.value ?? 0 });
    return item;
  }

  /** Says what label the source prints before an item; for lists that a reader has built itself, too. */
  labelItem(item: NodeJson, label: string | null): void {
    if (label === null) return;
    if (label.length <= maxLabelLength) this.#itemLabels.set(item, label);
    else item.content = [textParagraph(label), ...(item.content ?? [])];
  }

  #isNext(level: ListLevel, places: ReturnType<typeof placesOf>): boolean {
    return places.some(({ series, value }) => series === level.series && value === level.last + 1);
  }

  /** The open list that an item belongs to; past the end: a new list inside the last item. */
  #levelFor(places: ReturnType<typeof placesOf>): number {
    const goesOn = this.#lists.findLastIndex((level) => this.#isNext(level, places));
    if (goesOn >= 0) return goesOn;
    const begins = places.some(({ value }) => value === 1);
    const sameSeries = this.#lists.findLastIndex((level) =>
      places.some(({ series, value }) => series === level.series && (value === 0 || value > level.last)),
    );
    return sameSeries >= 0 && !begins ? sameSeries : this.#lists.length;
  }

  #blocksBehindList(clause: DraftElement): number {
    const list = this.#lists[0]?.list;
    return list ? clause.blocks.length - 1 - clause.blocks.lastIndexOf(list) : 0;
  }

  /** @param once say it only once for this key, however often it occurs */
  remark(code: string, where: string, sentence: string, once?: string): void {
    if (once !== undefined) {
      if (this.#remarkedKeys.has(once)) return;
      this.#remarkedKeys.add(once);
    }
    this.#remarked += 1;
    if (this.#remarked <= maxRemarks) this.remarks.push({ code, where, sentence });
  }

  #add(kind: DraftElement['kind'], label: string | null, heading: string): DraftElement {
    if (this.#elements.length >= maxOutlineElements) {
      throw new Unreadable(
        'too-many-elements',
        `This file has more than ${maxOutlineElements} clauses and divisions, the most that one agreement can have.`,
      );
    }
    const tooLong = label !== null && label.length > maxLabelLength;
    const element: DraftElement = {
      id: newElementId(this.#options.idSeed, this.#elements.length),
      kind,
      parent: this.#open.at(-1)?.element.id ?? null,
      heading,
      label: tooLong || label === '' ? null : label,
      number: { kind: 'none' },
      blocks: [],
    };
    this.#elements.push(element);
    return element;
  }

  #spill(element: DraftElement, label: string | null): string {
    const spilled = label !== null && label.length > maxLabelLength ? label : '';
    if (element.heading.length <= maxHeadingLength) return spilled;
    const cut = element.heading.slice(0, maxHeadingLength).replace(/\s+\S*$/u, '');
    const rest = element.heading.slice(cut.length);
    element.heading = cut;
    return `${spilled}${rest}`.trim();
  }

  /** Takes the last begun element back, when it turned out to be empty. */
  dropEmptyClause(): void {
    const last = this.#elements.at(-1);
    if (
      last &&
      last === this.#clause &&
      last.blocks.length === 0 &&
      last.heading === '' &&
      last.label === null
    ) {
      this.#elements.pop();
      this.endClause();
    }
  }

  finish(facts: Facts, participants: Partial<Omit<Imported['open'], 'facts' | 'elements'>> = {}): Imported {
    const { progress } = this.#options;
    progress?.('structuring', 0, 3);
    this.#settleItems();
    const outline = settleNumbers(this.#elements, facts);
    progress?.('structuring', 1, 3);
    linkReferences(this.#elements, outline, facts, this.#printedItems);
    progress?.('structuring', 2, 3);

    const texts = new Map<string, ClauseJson>();
    for (const element of this.#elements) {
      if (element.kind !== 'clause') continue;
      const json = { type: 'doc', content: element.blocks } as const;
      texts.set(element.id, nodeOfJson(json).toJSON() as ClauseJson);
    }
    if (this.#remarked > maxRemarks) {
      this.remarks.push({
        code: 'more-remarks',
        where: '',
        sentence: `${this.#remarked - maxRemarks} more remarks of this kind were left out.`,
      });
    }
    progress?.('structuring', 3, 3);
    return {
      open: {
        facts,
        parties: [],
        bodies: [],
        organisations: [],
        verifiers: [],
        ...participants,
        elements: this.#elements.map(({ id, kind, parent, heading, number }) => ({
          id,
          kind,
          parent,
          heading,
          number,
        })),
      },
      texts,
      remarks: this.remarks,
    };
  }

  /** Labels of items as they will print, filled in by `#settleItems`. */
  readonly #printedItems = new Map<NodeJson, string>();

  #settleItems(): void {
    for (const element of this.#elements) for (const block of element.blocks) this.#settleList(block, 0);
  }

  #settleList(node: NodeJson, depth: number): void {
    if (node.type !== 'list') {
      // Depth counts lists within items, as labelsOfItems does; a table or quotation between starts no new count.
      node.content?.forEach((child) =>
        this.#settleList(child, child.type === 'list' && node.type === 'list_item' ? depth + 1 : depth),
      );
      return;
    }
    const items = node.content ?? [];
    const given = items.map((item) => this.#itemLabels.get(item) ?? null);
    const { language } = this.#options;
    const marker = bestMarker(given, depth, language);
    node.attrs = { marker };
    let index = 0;
    items.forEach((item, at) => {
      const computed = itemLabel(marker, depth, index, language);
      const wanted = given[at] ?? null;
      const literal = wanted !== null && wanted !== computed;
      item.attrs = { ...item.attrs, label: literal ? wanted : null };
      if (!literal) index += 1;
      this.#printedItems.set(item, wanted ?? computed);
      this.#settleList(item, depth);
    });
  }
}

/** The marker under which most labels of a list come out as its source has them. */
function bestMarker(labels: readonly (string | null)[], depth: number, language: string): ListMarker {
  if (labels.every((label) => label === null)) return 'dash';
  const candidates: readonly ListMarker[] = ['auto', 'decimal', 'alpha', 'roman', 'dash'];
  let best: ListMarker = 'auto';
  let most = 0;
  for (const marker of candidates) {
    let index = 0;
    for (const label of labels) if (label === itemLabel(marker, depth, index, language)) index += 1;
    if (index > most) {
      best = marker;
      most = index;
    }
  }
  return best;
}
