/** Asks for a date, which is then written in words where the caret is. */
import { printDate } from '@travaux/workflow/compliance';
import type { EditorView } from 'prosemirror-view';
import { contextOf } from '../context.ts';
import { el, openPopover } from '../popover.ts';

/** @param onDate told the date in words, such as `2 March 2026` */
export function askForDate(view: EditorView, onDate: (words: string) => void): void {
  const { place, direction, say } = contextOf(view.state);
  if (!place) return;
  const input = el('input', { type: 'date', class: 'tx-field' });
  const form = el(
    'form',
    { class: 'tx-form' },
    el('label', { class: 'tx-label' }, say('views.block.date'), input),
    el(
      'div',
      { class: 'tx-buttons' },
      el('button', { type: 'submit', class: 'tx-button tx-primary' }, say('views.block.dateDo')),
    ),
  );
  const close = () => {
    popover.close();
    if (!view.isDestroyed) view.focus();
  };
  const popover = openPopover(place, 'tx-link-form', direction, close);
  popover.element.setAttribute('role', 'dialog');
  popover.element.setAttribute('aria-label', say('views.block.date'));
  popover.element.append(form);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!view.isDestroyed && input.value !== '') onDate(printDate(input.value));
    close();
  });
  popover.element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    close();
  });
  popover.placeAt(view.coordsAtPos(view.state.selection.head));
  input.focus();
}
