/**
 * The form that gives a block another id. Two blocks with one id are refused here; where the fields of this clause
 * name the old id they can be changed with it, and what other clauses say is left to be found and told there.
 */
import type { Command } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { contextOf } from '../context.ts';
import { el, freshDomId, openPopover } from '../popover.ts';
import { placesNaming, renameBlock } from './changes.ts';
import { namedFor } from './names.ts';
import { nameOfBlock, type BlockPlace } from './places.ts';
import { blockAt } from './shown.ts';

/** As the schema has it. */
const idPattern = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;

export const renameForm: Command = (state, dispatch, view) => {
  const block = blockAt(state);
  if (!block || block.kind.register === null || !contextOf(state).editable) return false;
  if (dispatch && view) open(view, block);
  return true;
};

/** Why the block cannot be called that; null when it can. */
function refusal(view: EditorView, block: BlockPlace, id: string): string | null {
  const { say } = contextOf(view.state);
  if (!idPattern.test(id)) return say('views.block.idWrong');
  if (id === block.id) return null;
  const other = namedFor(view.state).find((each) => each.id === id);
  if (!other) return null;
  return other.name === ''
    ? say('views.block.idTaken', { id })
    : say('views.block.idTakenBy', { id, title: other.name });
}

function open(view: EditorView, block: BlockPlace): void {
  const { place, direction, say } = contextOf(view.state);
  if (!place) return;
  const wrong = el('p', { class: 'tx-wrong', id: freshDomId('tx-id-wrong'), role: 'alert' });
  const input = el('input', {
    type: 'text',
    class: 'tx-field',
    autocomplete: 'off',
    spellcheck: 'false',
    dir: 'ltr',
    maxlength: '64',
    'aria-describedby': wrong.id,
  });
  input.value = block.id ?? '';
  const naming = block.id === null ? [] : placesNaming(view.state.doc, block.id);
  const also = el('input', { type: 'checkbox', id: freshDomId('tx-id-also') });
  also.checked = naming.length > 0;
  const label = say('views.block.rename', { name: nameOfBlock(block) });
  const cancel = el('button', { type: 'button', class: 'tx-button' }, say('views.cancel'));
  const form = el(
    'form',
    { class: 'tx-form', novalidate: '' },
    el('label', { class: 'tx-label' }, say('views.block.id'), input),
    wrong,
    ...(naming.length > 0
      ? [
          el(
            'label',
            { class: 'tx-check', for: also.id },
            also,
            ` ${say('views.block.renameAlso', { count: naming.length })}`,
          ),
        ]
      : []),
    el(
      'div',
      { class: 'tx-buttons' },
      el('button', { type: 'submit', class: 'tx-button tx-primary' }, say('views.block.renameDo')),
      cancel,
    ),
  );
  const close = () => {
    popover.close();
    if (!view.isDestroyed) view.focus();
  };
  const popover = openPopover(place, 'tx-link-form', direction, close);
  popover.element.setAttribute('role', 'dialog');
  popover.element.setAttribute('aria-label', label);
  popover.element.append(form);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const id = input.value.trim();
    const why = refusal(view, block, id);
    if (why !== null) {
      wrong.textContent = why;
      input.setAttribute('aria-invalid', 'true');
      input.focus();
      return;
    }
    // Somebody else may have moved or renamed it meanwhile: then it is not ours to rename.
    const now = view.state.doc.nodeAt(block.pos);
    if (id !== block.id && now?.type === block.node.type && now.attrs['id'] === block.id) {
      const places = also.checked && block.id !== null ? placesNaming(view.state.doc, block.id) : [];
      renameBlock(block, id, places)(view.state, view.dispatch, view);
    }
    close();
  });
  cancel.addEventListener('click', close);
  popover.element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    close();
  });
  popover.placeAt(view.coordsAtPos(view.state.selection.head));
  input.focus();
  input.select();
}
