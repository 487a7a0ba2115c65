/**
 * The page: every division and clause of the agreement as plain DOM, in reading order. React does not draw it,
 * so that neither the number of clauses nor a keystroke costs a render. Text outside the viewport is skipped by
 * the browser (`content-visibility`) until it comes near; its size is guessed from the number of characters.
 */
import type { OutlineElement } from '@travaux/workflow/agreement';
import type { ClauseJson } from '../../document/clause-json.ts';
import type { Labels } from '../../document/numbering.ts';
import type { Direction } from '@travaux/workflow/agreement';

export interface PageModel {
  readonly elements: readonly OutlineElement[];
  readonly labels: Labels;
  readonly language: string;
  readonly direction: Direction;
  /** Clauses that the reader may know of but not read: they have no text here, not even an empty one. */
  readonly closed: ReadonlySet<string>;
  /** Text of a clause as far as it is known; undefined while it is not. */
  text(clause: string): ClauseJson | undefined;
  draw(place: HTMLElement, clause: string, text: ClauseJson): void;
  emptyText(): string;
  nameOf(element: OutlineElement): string;
}

export interface Row {
  readonly id: string;
  readonly node: HTMLElement;
  readonly number: HTMLElement;
  readonly heading: HTMLElement;
  /** Where the text is, static or live; null for a division, and for a clause that is closed to the reader. */
  readonly body: HTMLElement | null;
  readonly here: HTMLElement;
  /** Notices at a clause, drawn by the screen: that it is parked, that words were set aside. */
  readonly notes: HTMLElement;
  /** What the body shows statically. */
  drawn: ClauseJson | null;
  level: number;
}

/** How many characters of text are drawn before the browser may paint. */
const charactersPerTurn = 60_000;
const lineCharacters = 72;
const linePixels = 28;

export class PageRows {
  readonly #place: HTMLElement;
  readonly #rows = new Map<string, Row>();
  #order: readonly string[] = [];
  #model: PageModel | null = null;
  #pending: string[] = [];
  #turn: ReturnType<typeof setTimeout> | null = null;
  /** A live editor draws this clause by itself. */
  readonly #isLive: (clause: string) => boolean;
  readonly #onRow: (row: Row, added: boolean) => void;
  #onDrawn: () => void = () => {};

  constructor(
    place: HTMLElement,
    isLive: (clause: string) => boolean,
    onRow: (row: Row, added: boolean) => void,
  ) {
    this.#place = place;
    this.#isLive = isLive;
    this.#onRow = onRow;
  }

  row(id: string): Row | undefined {
    return this.#rows.get(id);
  }

  get order(): readonly string[] {
    return this.#order;
  }

  /** The clause before or after this one in reading order. */
  neighbour(clause: string, direction: 'before' | 'after'): string | null {
    const step = direction === 'before' ? -1 : 1;
    for (let at = this.#order.indexOf(clause) + step; at >= 0 && at < this.#order.length; at += step) {
      const id = this.#order[at];
      if (id !== undefined && this.#rows.get(id)?.body) return id;
    }
    return null;
  }

  /** Shows this model. @param first the element to draw before all others */
  show(model: PageModel, first: string | null): void {
    this.#model = model;
    const levels = new Map<string | null, number>([[null, 1]]);
    const wanted = new Set<string>();
    let cursor = this.#place.firstElementChild;
    for (const element of model.elements) {
      const level = (levels.get(element.parent) ?? 1) + 1;
      levels.set(element.id, level);
      wanted.add(element.id);
      let row = this.#rows.get(element.id);
      const hasText = element.kind === 'clause' && !model.closed.has(element.id);
      if (row && (row.body !== null) !== hasText) {
        if (cursor === row.node) cursor = cursor.nextElementSibling;
        this.#remove(row);
        row = undefined;
      }
      if (row && row.level !== level) {
        // The rank of a heading is its element's name: the row is made again, unless somebody writes in it.
        if (!this.#isLive(row.id)) {
          if (cursor === row.node) cursor = cursor.nextElementSibling;
          this.#remove(row);
          row = undefined;
        }
      }
      if (!row) {
        row = makeRow(element, level, hasText);
        this.#rows.set(element.id, row);
        this.#onRow(row, true);
      }
      this.#describe(row, element, model);
      if (cursor === row.node) cursor = cursor.nextElementSibling;
      else this.#place.insertBefore(row.node, cursor);
    }
    for (const row of [...this.#rows.values()]) if (!wanted.has(row.id)) this.#remove(row);
    this.#order = model.elements.map((element) => element.id);
    this.#schedule(first);
  }

  /** Calls back when everything that is pending has been drawn. */
  whenDrawn(callback: () => void): void {
    if (this.#pending.length === 0) callback();
    else this.#onDrawn = callback;
  }

  /** Draws a clause's text now, if it is not live. */
  draw(clause: string): void {
    const row = this.#rows.get(clause);
    const model = this.#model;
    if (!row?.body || !model || this.#isLive(clause)) return;
    const text = model.text(clause);
    if (text === undefined) {
      row.body.classList.add('is-loading');
      return;
    }
    if (row.drawn === text) return;
    row.body.classList.remove('is-loading');
    row.body.replaceChildren();
    model.draw(row.body, clause, text);
    row.drawn = text;
    const empty = row.body.textContent === '';
    row.node.classList.toggle('is-empty', empty);
    if (empty) row.body.dataset.empty = model.emptyText();
    row.node.style.containIntrinsicBlockSize = `auto ${guessedHeight(row.body.textContent.length)}px`;
  }

  /** After an editor has left: the body shows what is known of the text again. */
  redraw(clause: string): void {
    const row = this.#rows.get(clause);
    if (!row) return;
    row.drawn = null;
    this.draw(clause);
  }

  /** References may print something else now. */
  redrawAll(): void {
    for (const row of this.#rows.values()) if (!this.#isLive(row.id)) row.drawn = null;
    this.#schedule(null);
  }

  destroy(): void {
    if (this.#turn !== null) clearTimeout(this.#turn);
    this.#place.replaceChildren();
    this.#rows.clear();
  }

  #describe(row: Row, element: OutlineElement, model: PageModel): void {
    const label = model.labels.get(element.id);
    setText(row.number, label?.display ?? '');
    setText(row.heading, element.heading);
    row.node.classList.toggle('has-heading', element.heading !== '');
    row.node.classList.toggle('has-number', (label?.display ?? '') !== '');
    if (element.kind === 'clause') row.node.setAttribute('aria-label', model.nameOf(element));
    else row.node.dataset.kind = element.kind;
  }

  #schedule(first: string | null): void {
    const ids = this.#order;
    const start = first === null ? this.#firstVisible() : Math.max(0, ids.indexOf(first));
    // From where the reader is, a little upwards as well, then down, then the rest.
    const from = Math.max(0, start - 6);
    this.#pending = [...ids.slice(from), ...ids.slice(0, from)];
    this.#draw();
  }

  #firstVisible(): number {
    const top = this.#place.getBoundingClientRect().top;
    if (top >= 0) return 0;
    const box = this.#place.getBoundingClientRect();
    const at = document
      .elementFromPoint(box.left + box.width / 2, 160)
      ?.closest<HTMLElement>('[data-element]');
    return Math.max(0, this.#order.indexOf(at?.dataset.element ?? ''));
  }

  #draw(): void {
    if (this.#turn !== null) clearTimeout(this.#turn);
    this.#turn = null;
    let budget = charactersPerTurn;
    while (this.#pending.length > 0 && budget > 0) {
      const id = this.#pending.shift();
      const row = id === undefined ? undefined : this.#rows.get(id);
      if (!row?.body) continue;
      const before = row.drawn;
      this.draw(row.id);
      if (row.drawn !== before) budget -= (row.body.textContent.length ?? 0) + 200;
    }
    if (this.#pending.length > 0) {
      this.#turn = setTimeout(() => this.#draw());
      return;
    }
    const done = this.#onDrawn;
    this.#onDrawn = () => {};
    done();
  }

  #remove(row: Row): void {
    this.#onRow(row, false);
    row.node.remove();
    this.#rows.delete(row.id);
  }
}

export function guessedHeight(characters: number): number {
  return Math.max(1, Math.ceil(characters / lineCharacters)) * linePixels + 24;
}

function setText(node: HTMLElement, text: string): void {
  if (node.textContent !== text) node.textContent = text;
  node.hidden = text === '';
}

function makeRow(element: OutlineElement, level: number, hasText: boolean): Row {
  const node = document.createElement('div');
  node.dataset.element = element.id;
  const number = document.createElement('span');
  number.className = 'row-number';
  const heading = document.createElement('span');
  heading.className = 'row-heading';
  const here = document.createElement('span');
  here.className = 'row-here';
  here.setAttribute('aria-hidden', 'true');
  const notes = document.createElement('div');
  notes.className = 'row-notes';
  if (element.kind !== 'clause') {
    node.className = 'division';
    const title = document.createElement(`h${Math.min(level, 6)}`);
    title.append(number, ' ', heading);
    node.append(title);
    return { id: element.id, node, number, heading, body: null, here, notes, drawn: null, level };
  }
  node.className = 'clause';
  node.setAttribute('role', 'group');
  const title = document.createElement(`h${Math.min(level, 6)}`);
  title.className = 'clause-title';
  title.append(number, ' ', heading);
  const body = hasText ? document.createElement('div') : null;
  if (body) body.className = 'clause-body';
  node.append(title, ...(body ? [body] : []), here, notes);
  return { id: element.id, node, number, heading, body, here, notes, drawn: null, level };
}
