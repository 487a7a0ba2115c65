/** Chooses one of several by typing a part of it: the kinds of blocks, the fields that can be added, what can be done. */
import type { EditorView } from 'prosemirror-view';
import { fold } from '../../document/fold.ts';
import { contextOf } from '../context.ts';
import { Listbox, type ListboxEntry } from '../listbox.ts';
import { el, openPopover } from '../popover.ts';

export interface Choice extends ListboxEntry {
  pick(): void;
}

/** @param at where the panel is put */
export function choose(
  view: EditorView,
  label: string,
  choices: readonly Choice[],
  at: { left: number; right: number; top: number; bottom: number },
): void {
  const { place, direction, say } = contextOf(view.state);
  if (!place) return;
  const input = el('input', {
    type: 'text',
    class: 'tx-field',
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-label': label,
    'aria-expanded': 'true',
    'aria-autocomplete': 'list',
  });
  const close = () => {
    popover.close();
    if (!view.isDestroyed) view.focus();
  };
  const list = new Listbox(label, (entry) => {
    const choice = choices.find(({ key }) => key === entry.key);
    close();
    if (!view.isDestroyed) choice?.pick();
  });
  // It scrolls, so the keyboard must reach it.
  list.element.tabIndex = 0;
  input.setAttribute('aria-controls', list.id);
  const pointAtActive = () => {
    if (list.activeId) input.setAttribute('aria-activedescendant', list.activeId);
    else input.removeAttribute('aria-activedescendant');
  };
  const refresh = () => {
    const words = fold(input.value.trim()).text.split(' ');
    const fits = choices.filter(({ title }) => words.every((word) => fold(title).text.includes(word)));
    list.show(fits, say('views.slash.none'));
    pointAtActive();
  };
  const popover = openPopover(place, 'tx-picker tx-chooser', direction, close);
  popover.element.setAttribute('role', 'dialog');
  popover.element.setAttribute('aria-label', label);
  popover.element.append(el('label', { class: 'tx-label' }, label, input), list.element);
  input.addEventListener('input', refresh);
  popover.element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.target === input && !event.isComposing && list.key(event)) {
      event.preventDefault();
      pointAtActive();
    }
  });
  refresh();
  popover.placeAt(at);
  input.focus();
}
