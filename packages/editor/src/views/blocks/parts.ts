/**
 * The elements of which a block is drawn, the same for the live and the static text: a head with what it is and its
 * id, and its fields as a list of definitions. The style sheet makes a card of them where one drafts, and prose where
 * one only reads, and in print.
 */
export interface BlockParts {
  readonly dom: HTMLElement;
  readonly head: HTMLElement;
  readonly name: HTMLElement;
  /** What is wrong with the block as a whole, in words. */
  readonly note: HTMLElement;
  readonly fields: HTMLElement;
}

function part(tag: string, name: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = name;
  return element;
}

export function blockParts(kind: string): BlockParts {
  const dom = part('div', 'tx-block');
  dom.setAttribute('role', 'group');
  dom.dataset['kind'] = kind;
  const head = part('div', 'tx-block-head');
  head.contentEditable = 'false';
  const name = part('span', 'tx-block-name');
  head.append(name);
  const note = part('div', 'tx-block-note tx-block-wrong');
  note.contentEditable = 'false';
  const fields = part('dl', 'tx-block-fields');
  dom.append(head, note, fields);
  return { dom, head, name, note, fields };
}

/** Writes what the block is called: its kind, and its id apart, which is what texts name it by. */
export function drawName(name: HTMLElement, kind: string, id: string | null): void {
  const label = part('span', 'tx-block-kind');
  label.textContent = kind;
  if (id === null) {
    name.replaceChildren(label);
    return;
  }
  const own = part('span', 'tx-block-id');
  own.textContent = id;
  name.replaceChildren(label, ' ', own);
}

export interface FieldParts {
  readonly dom: HTMLElement;
  readonly label: HTMLElement;
  readonly text: HTMLElement;
  readonly note: HTMLElement;
}

export function fieldParts(name: string, words: string, bare: boolean): FieldParts {
  const dom = part('div', 'tx-block-field');
  dom.dataset['field'] = name;
  dom.classList.toggle('tx-block-bare', bare);
  const label = part('dt', 'tx-block-label');
  label.contentEditable = 'false';
  label.textContent = words;
  const value = part('dd', 'tx-block-value');
  const text = part('div', 'tx-block-text');
  const note = part('div', 'tx-block-note');
  note.contentEditable = 'false';
  value.append(text, note);
  dom.append(label, value);
  return { dom, label, text, note };
}

export interface FieldLook {
  readonly empty: boolean;
  readonly owed: boolean;
  readonly shown: boolean;
}

export function drawLook({ dom }: FieldParts, { empty, owed, shown }: FieldLook): void {
  dom.classList.toggle('tx-block-empty', empty);
  dom.classList.toggle('tx-block-owed', owed);
  dom.classList.toggle('tx-block-folded', !shown);
}
