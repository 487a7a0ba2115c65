/**
 * The form that gives words an address, changes it or takes it away.
 */
import type { MarkType } from 'prosemirror-model';
import type { Command, EditorState } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { clauseSchema, isSafeHref } from '../document/schema.ts';
import { contextOf } from './context.ts';
import { el, freshDomId, openPopover } from './popover.ts';

const link = clauseSchema.marks['link'] as MarkType;

/** The linked words around the caret, or the selection. */
export function linkRange(state: EditorState): { from: number; to: number; href: string } | null {
  const { $from, from, to, empty } = state.selection;
  const parent = $from.parent;
  if (!parent.inlineContent) return null;
  const start = $from.start();
  let run: { from: number; to: number; href: string } | null = null;
  parent.forEach((child, offset) => {
    const mark = link.isInSet(child.marks);
    if (!mark) return;
    const href = mark.attrs['href'] as string;
    const at = start + offset;
    const end = at + child.nodeSize;
    if (run && run.to === at && run.href === href) run = { ...run, to: end };
    else if (!run || run.to < from) run = { from: at, to: end, href };
  });
  const found = run as { from: number; to: number; href: string } | null;
  if (found && found.from <= from && found.to >= from && (empty || found.to >= to)) return found;
  return empty ? null : { from, to, href: '' };
}

/** What people paste as an address: `example.org` means https. */
export function completedHref(typed: string): string {
  const words = typed.trim();
  if (/^[a-z][a-z0-9+.-]*:/i.test(words)) return words;
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(words)) return `mailto:${words}`;
  return /^[^\s/]+\.[^\s]{2,}$/.test(words) ? `https://${words}` : words;
}

export const editLink: Command = (state, dispatch, view) => {
  const range = linkRange(state);
  if (!range) return false;
  if (dispatch && view) openLinkForm(view, range);
  return true;
};

function openLinkForm(view: EditorView, range: { from: number; to: number; href: string }): void {
  const context = contextOf(view.state);
  if (!context.place || !context.editable) return;
  const { say } = context;
  const wrongId = freshDomId('tx-link-wrong');
  const input = el('input', {
    type: 'text',
    inputmode: 'url',
    class: 'tx-field',
    autocomplete: 'off',
    spellcheck: 'false',
    dir: 'ltr',
    'aria-describedby': wrongId,
  });
  input.value = range.href;
  const wrong = el('p', { class: 'tx-wrong', id: wrongId, role: 'alert' });
  const apply = el('button', { type: 'submit', class: 'tx-button tx-primary' }, say('views.link.apply'));
  const remove = el('button', { type: 'button', class: 'tx-button' }, say('views.link.remove'));
  const cancel = el('button', { type: 'button', class: 'tx-button' }, say('views.cancel'));
  const form = el(
    'form',
    { class: 'tx-form', novalidate: '' },
    el('label', { class: 'tx-label' }, say('views.link.address'), input),
    wrong,
    el('div', { class: 'tx-buttons' }, apply, ...(range.href ? [remove] : []), cancel),
  );
  const words = view.state.doc.textBetween(range.from, range.to, ' ');
  const close = () => {
    popover.close();
    if (!view.isDestroyed) view.focus();
  };
  // The text may have changed meanwhile: the link is set where the words are now, or not at all.
  const current = () => {
    const { doc } = view.state;
    const same = range.to <= doc.content.size && doc.textBetween(range.from, range.to, ' ') === words;
    return same ? range : linkRange(view.state);
  };
  const change = (href: string | null) => {
    const at = view.isDestroyed ? null : current();
    if (at) {
      const tr = view.state.tr.removeMark(at.from, at.to, link);
      if (href !== null) tr.addMark(at.from, at.to, link.create({ href }));
      view.dispatch(tr);
    }
    close();
  };
  const popover = openPopover(context.place, 'tx-link-form', context.direction, close);
  popover.element.setAttribute('role', 'dialog');
  popover.element.setAttribute('aria-label', say('views.link.label'));
  popover.element.append(form);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const href = completedHref(input.value);
    if (isSafeHref(href)) change(href);
    else {
      wrong.textContent = say('views.link.wrong');
      input.setAttribute('aria-invalid', 'true');
      input.focus();
    }
  });
  remove.addEventListener('click', () => change(null));
  cancel.addEventListener('click', close);
  popover.element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  popover.placeAt(view.coordsAtPos(range.from));
  input.focus();
  input.select();
}
