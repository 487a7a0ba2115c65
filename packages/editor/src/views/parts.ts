/**
 * The elements of which a text is drawn, the same for the live and the static text. Nothing here needs an
 * editor, so that reading a text does not load one.
 */
import type { Node } from 'prosemirror-model';
import type { ReferenceContext } from './editor.ts';
import type { Values } from './words.ts';

type Say = (key: string, values?: Values) => string;

/** Attribute that the style sheet prints before an item. */
export const labelAttribute = 'data-tx-label';

/** The box that scrolls, and the table in it. */
export function tableParts(): { dom: HTMLElement; rows: HTMLElement } {
  const dom = document.createElement('div');
  dom.className = 'tx-table';
  const rows = document.createElement('tbody');
  const element = document.createElement('table');
  element.append(rows);
  dom.append(element);
  return { dom, rows };
}

/** The mark and the text of a footnote, the same in the live and in the static text. */
export function footnoteParts(): { dom: HTMLElement; mark: HTMLElement; text: HTMLElement } {
  const dom = document.createElement('span');
  dom.className = 'tx-footnote';
  const mark = document.createElement('span');
  mark.className = 'tx-footnote-mark';
  mark.setAttribute('role', 'button');
  mark.setAttribute('aria-expanded', 'false');
  mark.contentEditable = 'false';
  const text = document.createElement('span');
  text.className = 'tx-footnote-text';
  dom.append(mark, text);
  return { dom, mark, text };
}

export function labelFootnote(mark: HTMLElement, number: number, words: string, say: Say): void {
  mark.textContent = String(number);
  const label =
    words.trim() === ''
      ? say('views.footnote.empty', { number })
      : say('views.footnote.text', { number, text: words });
  mark.setAttribute('aria-label', label);
  mark.title = label;
}

/** Whether the target is an item of this very text: the app hears of a new item a moment later than we do. */
function isOwnItem(target: string, clause: string, doc: Node): boolean {
  if (clause === '' || !target.startsWith(`${clause}#`)) return false;
  const id = target.slice(clause.length + 1);
  let found = false;
  doc.descendants((node) => {
    if (node.type.name === 'list_item' && node.attrs['id'] === id) found = true;
    return !found && !node.isTextblock;
  });
  return found;
}

/** Writes what the reference says now into its element. */
export function drawReference(
  dom: HTMLElement,
  node: Node,
  doc: Node,
  { references, say, clause }: { references: ReferenceContext; say: Say; clause: string },
): void {
  const {
    target,
    form,
    label: last,
  } = node.attrs as { target: string; form: 'number' | 'full'; label: string };
  const label = references.label(target, form) ?? (isOwnItem(target, clause, doc) ? last : null);
  const words = label ?? references.unseen(last);
  if (dom.textContent !== words) dom.textContent = words;
  dom.classList.toggle('tx-broken', label === null);
  dom.dataset['reference'] = target;
  dom.dataset['form'] = form;
  if (label === null) {
    dom.setAttribute('aria-description', say('views.reference.broken'));
    dom.title = say('views.reference.broken');
    dom.removeAttribute('href');
  } else {
    dom.removeAttribute('aria-description');
    dom.setAttribute('href', `#${target}`);
    dom.title = say('views.reference.follow', { label: references.label(target, 'full') ?? label });
  }
}

export function referenceElement(): HTMLElement {
  const dom = document.createElement('a');
  dom.className = 'tx-reference';
  dom.setAttribute('role', 'link');
  // The text is one tab stop; references are reached with the arrows and opened with Alt+Enter.
  dom.tabIndex = -1;
  return dom;
}
