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
import { el, freshDomId, openPopover } from './popover.ts';

const reference = clauseSchema.nodes['reference'] as NodeType;
/** Enough to choose from; who wants another types a letter more. */
const shown = 100;

interface Choice extends ListboxEntry {
  readonly search: string;
  /** A target of the app, or the position of an item of this clause. */
  readonly target: string | null;
  readonly item: number | null;
}

function choices(view: EditorView): Choice[] {
  const { references, language, clause, say } = contextOf(view.state);
  const found: Choice[] = references.targets().map(({ target, label, heading }) => ({
    key: target,
    title: label,
    detail: heading,
    search: fold(`${label} ${heading}`).text,
    target,
    item: null,
  }));
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
    if (choice) insert(view, choice, full.checked ? 'full' : 'number');
    close();
  });
  input.setAttribute('aria-controls', list.id);
  const refresh = () => {
    list.show(filtered(all, input.value), say('views.reference.none'));
    if (list.activeId) input.setAttribute('aria-activedescendant', list.activeId);
    else input.removeAttribute('aria-activedescendant');
  };
  const popover = openPopover(context.place, 'tx-picker', context.direction, close);
  popover.element.setAttribute('role', 'dialog');
  popover.element.setAttribute('aria-label', say('views.reference.label'));
  popover.element.append(
    el('label', { class: 'tx-label' }, say('views.reference.search'), input),
    list.element,
    el('label', { class: 'tx-check', for: fullId }, full, ` ${say('views.reference.full')}`),
  );
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
  label = references.label(target, form) ?? label;
  const node = reference.create({ target, form, label: label.slice(0, 40) || '?' });
  view.dispatch(tr.replaceSelectionWith(node, true).scrollIntoView());
}
