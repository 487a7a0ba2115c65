/**
 * The list under a text field or a caret, after the ARIA combobox pattern: focus stays where one types, the
 * active option is named by aria-activedescendant.
 */
import { el, freshDomId } from './popover.ts';

export interface ListboxEntry {
  readonly key: string;
  readonly title: string;
  readonly detail?: string;
}

export class Listbox {
  readonly element: HTMLElement;
  readonly #prefix = freshDomId('tx-options');
  #entries: readonly ListboxEntry[] = [];
  #active: number;
  readonly #onPick: (entry: ListboxEntry) => void;
  /** Where the mark stands before an arrow has moved it: on the first entry, or on none. */
  readonly #start: number;

  /** @param waits whether nothing is chosen until an arrow has gone into the list */
  constructor(label: string, onPick: (entry: ListboxEntry) => void, waits?: 'waits') {
    this.#onPick = onPick;
    this.#start = waits ? -1 : 0;
    this.#active = this.#start;
    this.element = el('div', { role: 'listbox', 'aria-label': label, class: 'tx-options', id: this.#prefix });
    // The press must not take the focus (and with it the selection) out of the text.
    this.element.addEventListener('mousedown', (event) => event.preventDefault());
    this.element.addEventListener('click', (event) => {
      const option = (event.target as HTMLElement).closest<HTMLElement>('[role=option]');
      const entry = option && this.#entries[Number(option.dataset['index'])];
      if (entry) this.#onPick(entry);
    });
  }

  get id(): string {
    return this.#prefix;
  }

  get size(): number {
    return this.#entries.length;
  }

  get active(): ListboxEntry | undefined {
    return this.#entries[this.#active];
  }

  /** Id of the active option's element, or null when there is none. */
  get activeId(): string | null {
    return this.active ? `${this.#prefix}-${this.#active}` : null;
  }

  show(entries: readonly ListboxEntry[], empty: string): void {
    const before = this.active?.key;
    this.#entries = entries;
    const kept = entries.findIndex((entry) => entry.key === before);
    this.#active = kept < 0 ? this.#start : kept;
    this.element.replaceChildren(
      ...entries.map((entry, index) =>
        el(
          'div',
          {
            role: 'option',
            class: 'tx-option',
            id: `${this.#prefix}-${index}`,
            'data-index': String(index),
            'aria-selected': 'false',
          },
          el('span', { class: 'tx-option-title' }, entry.title),
          ...(entry.detail ? [' ', el('span', { class: 'tx-option-detail' }, entry.detail)] : []),
        ),
      ),
      ...(entries.length === 0
        ? [el('div', { class: 'tx-options-empty', role: 'option', 'aria-disabled': 'true' }, empty)]
        : []),
    );
    this.#mark();
  }

  /** @returns whether the key was one of the list's */
  key(event: KeyboardEvent): boolean {
    const last = this.#entries.length - 1;
    if (last < 0) return false;
    switch (event.key) {
      case 'ArrowDown':
        this.#active = this.#active === last ? 0 : this.#active + 1;
        break;
      case 'ArrowUp':
        this.#active = this.#active <= 0 ? last : this.#active - 1;
        break;
      case 'PageDown':
        this.#active = Math.min(last, this.#active + 8);
        break;
      case 'PageUp':
        this.#active = Math.max(0, this.#active - 8);
        break;
      case 'Enter':
        if (!this.active) return false;
        this.#onPick(this.active);
        return true;
      default:
        return false;
    }
    this.#mark();
    return true;
  }

  #mark(): void {
    for (const option of this.element.querySelectorAll('.tx-option')) {
      const active = option.id === this.activeId;
      option.setAttribute('aria-selected', String(active));
      if (active) option.scrollIntoView({ block: 'nearest' });
    }
  }
}
