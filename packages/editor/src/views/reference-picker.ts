/**
 * Chooses the target of a cross-reference: a combobox over the divisions and clauses that the app knows, and
 * over the items of this clause, which get an id when they are first referred to.
 */
import type { NodeType } from 'prosemirror-model';
import type { Command } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { fold } from '../document/fold.ts';
import { labelsOfItems } from '../document/list-labels.ts';
import { clauseSchema } from '../document/schema.ts';
import { contextOf } from './context.ts';
import { Listbox, type ListboxEntry } from './listbox.ts';
import { withheldLabel } from './references.ts';
import { el, freshDomId, openPopover } from './popover.ts';

const reference = clauseSchema.nodes['reference'] as NodeType;
/** Enough to choose from; who wants another types a letter more. */
const shown = 100;

interface Choice extends ListboxEntry {
  readonly search: string;
  /** A target of the app, or the position of an item of this clause. */
  readonly target: string | null;
  readonly item: number | null;
  /** Not every reader of the clause may know of it. */
  readonly hidden: boolean;
}

function choices(view: EditorView): Choice[] {
  const { references, language, clause, say } = contextOf(view.state);
  const found: Choice[] = references.targets().map(({ target, label, heading }) => {
    const hidden = references.isHiddenFrom(target, clause);
    return {
      key: target,
      title: label,
      detail: hidden
        ? [heading, say('views.reference.hidden')].filter((part) => part !== '').join(' – ')
        : heading,
      search: fold(`${label} ${heading}`).text,
      target,
      item: null,
      hidden,
    };
  });
  const offered = new Set(found.map((choice) => choice.key));
  for (const [pos, { path, id }] of labelsOfItems(view.state.doc, language)) {
    if (path === '' || (id !== null && offered.has(`${clause}#${id}`))) continue;
    const words = view.state.doc.nodeAt(pos)?.textContent.slice(0, 60) ?? '';
    found.push({
      key: `item ${pos}`,
      title: path,
      detail: `${words} (${say('views.reference.item')})`,
      search: fold(`${path} ${words}`).text,
      target: null,
      item: pos,
      hidden: false,
    });
  }
  return found;
}

/** Those whose label begins so, then those that have all the words somewhere. */
function filtered(all: readonly Choice[], typed: string): Choice[] {
  const query = fold(typed.trim()).text;
  if (query === '') return all.slice(0, shown);
  const words = query.split(' ');
  const first = all.filter((choice) => choice.search.startsWith(query));
  const rest = all.filter(
    (choice) => !choice.search.startsWith(query) && words.every((word) => choice.search.includes(word)),
  );
  return [...first, ...rest].slice(0, shown);
}

export const pickReference: Command = (state, dispatch, view) => {
  const { $from } = state.selection;
  if (!$from.parent.isTextblock || !$from.parent.canReplaceWith($from.index(), $from.index(), reference))
    return false;
  if (dispatch && view) openPicker(view);
  return true;
};

function openPicker(view: EditorView): void {
  const context = contextOf(view.state);
  if (!context.place || !context.editable) return;
  const { say } = context;
  const all = choices(view);

  const fullId = freshDomId('tx-full');
  const full = el('input', { type: 'checkbox', id: fullId });
  full.checked = true;
  const input = el('input', {
    type: 'text',
    class: 'tx-field',
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-expanded': 'true',
    'aria-autocomplete': 'list',
  });
  const close = () => {
    popover.close();
    if (!view.isDestroyed) view.focus();
  };
  const list = new Listbox(say('views.reference.label'), (entry) => {
    const choice = all.find((each) => each.key === entry.key);
    const take = () => {
      if (choice) insert(view, choice, full.checked ? 'full' : 'number');
      close();
    };
    if (choice?.hidden) warn(choice, take);
    else take();
  });
  const warn = (choice: Choice, take: () => void) => {
    const words = el('p', { class: 'tx-wrong', id: freshDomId('tx-warning') });
    words.textContent = say('views.reference.warning', { label: choice.title });
    const button = (name: string, press: () => void) => {
      const made = el('button', { type: 'button', class: 'tx-button' }, say(name));
      made.addEventListener('click', press);
      return made;
    };
    const back = button('views.reference.another', () => {
      warning.remove();
      choosing.hidden = false;
      input.focus();
    });
    const warning = el(
      'div',
      { role: 'alertdialog', 'aria-describedby': words.id, 'aria-label': choice.title },
      words,
      el('div', { class: 'tx-buttons' }, back, button('views.reference.insert', take)),
    );
    choosing.hidden = true;
    popover.element.append(warning);
    back.focus();
  };
  input.setAttribute('aria-controls', list.id);
  const refresh = () => {
    list.show(filtered(all, input.value), say('views.reference.none'));
    if (list.activeId) input.setAttribute('aria-activedescendant', list.activeId);
    else input.removeAttribute('aria-activedescendant');
  };
  const popover = openPopover(context.place, 'tx-picker', context.direction, close);
  popover.element.setAttribute('role', 'dialog');
  popover.element.setAttribute('aria-label', say('views.reference.label'));
  const choosing = el(
    'div',
    {},
    el('label', { class: 'tx-label' }, say('views.reference.search'), input),
    list.element,
    el('label', { class: 'tx-check', for: fullId }, full, ` ${say('views.reference.full')}`),
  );
  popover.element.append(choosing);
  input.addEventListener('input', refresh);
  popover.element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.target === input && !event.isComposing && list.key(event)) {
      event.preventDefault();
      if (list.activeId) input.setAttribute('aria-activedescendant', list.activeId);
    }
  });
  refresh();
  popover.placeAt(view.coordsAtPos(view.state.selection.from));
  input.focus();
}

function insert(view: EditorView, choice: Choice, form: 'number' | 'full'): void {
  if (view.isDestroyed) return;
  const { references, clause } = contextOf(view.state);
  const tr = view.state.tr;
  let target = choice.target;
  let label = choice.title;
  if (choice.item !== null) {
    const item = view.state.doc.nodeAt(choice.item);
    if (item?.type.name !== 'list_item') return;
    let id = item.attrs['id'] as string | null;
    if (id === null) {
      id = `i${crypto.randomUUID().slice(0, 8)}`;
      tr.setNodeAttribute(choice.item, 'id', id);
    }
    target = `${clause}#${id}`;
  }
  if (target === null) return;
  label = choice.hidden ? withheldLabel : (references.label(target, form) ?? label);
  const node = reference.create({ target, form, label: label.slice(0, 40) || '?' });
  view.dispatch(tr.replaceSelectionWith(node, true).scrollIntoView());
}
