/**
 * The live elements of blocks and their fields. A field is a text box of its own in name and role, so that a screen
 * reader says which one the caret has come to; its words are ordinary inline text of the one editable around it.
 */
import type { Node } from 'prosemirror-model';
import { NodeSelection } from 'prosemirror-state';
import type { EditorView, NodeView, NodeViewConstructor, ViewMutationRecord } from 'prosemirror-view';
import { contextOf } from '../context.ts';
import { el, freshDomId } from '../popover.ts';
import { lookIn, type BlockLook, type FieldLookNow } from './looks.ts';
import { chooseField, chooseWhatToDo } from './menus.ts';
import { leaveBlock, leaveSideways, goToField } from './moves.ts';
import { blockParts, drawLook, drawName, fieldParts } from './parts.ts';
import { blockOf, fieldType, termType, type BlockPlace } from './places.ts';
import { shownFields } from './shown.ts';

/** Mutations outside of the words are our own drawing. */
function ignoreMutation(words: HTMLElement) {
  return (mutation: ViewMutationRecord) => {
    if (mutation.type === 'selection') return false;
    return !words.contains(mutation.target) || (mutation.type === 'attributes' && mutation.target === words);
  };
}

/** Buttons inside of the text are reached by keys of the text, not as tab stops of the page. */
function button(className: string): HTMLButtonElement {
  return el('button', {
    type: 'button',
    class: `tx-block-control ${className}`,
    tabindex: '-1',
    contenteditable: 'false',
  });
}

export const blockView: NodeViewConstructor = (first, view, getPos, decorations): NodeView => {
  const { dom, head, name, note, fields } = blockParts(first.attrs['kind'] as string);
  let current = first;
  const here = (): BlockPlace | null => {
    const pos = getPos();
    const node = pos === undefined ? null : view.state.doc.nodeAt(pos);
    return node?.type === termType ? blockOf(node, pos!) : null;
  };
  const menu = button('tx-block-menu');
  menu.textContent = '⋯';
  menu.setAttribute('aria-haspopup', 'dialog');
  const add = button('tx-block-add');
  add.setAttribute('aria-haspopup', 'dialog');
  head.append(menu);
  dom.append(add);

  head.addEventListener('mousedown', (event) => {
    const block = here();
    if (menu.contains(event.target as Element) || !block) return;
    event.preventDefault();
    view.focus();
    view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, block.pos)));
  });
  menu.addEventListener('click', () => {
    const block = here();
    if (block) chooseWhatToDo(view, block, menu.getBoundingClientRect());
  });
  add.addEventListener('click', () => {
    const block = here();
    if (block) chooseField(view, block, add.getBoundingClientRect());
  });
  add.addEventListener('keydown', (event) => {
    const block = here();
    if (block && keyOnAdd(view, block, event)) event.preventDefault();
  });

  const draw = (node: Node, look: BlockLook | null) => {
    current = node;
    const { kind, id } = blockOf(node, 0);
    drawName(name, kind.label, id);
    const words = look?.name ?? kind.label;
    const { say } = contextOf(view.state);
    dom.setAttribute('aria-label', words);
    dom.classList.toggle('tx-block-card', look?.editable ?? false);
    note.textContent = look?.wrong ?? '';
    menu.setAttribute('aria-label', say('views.block.menu', { name: words }));
    menu.hidden = !look?.editable;
    add.textContent = say('views.block.add');
    add.hidden = !look?.open;
  };
  draw(first, lookIn<BlockLook>(decorations, 'block'));
  return {
    dom,
    contentDOM: fields,
    update(node, next) {
      if (node.type !== termType || node.attrs['kind'] !== current.attrs['kind']) return false;
      draw(node, lookIn<BlockLook>(next, 'block'));
      return true;
    },
    stopEvent: (event) => (event.target as Element).closest?.('.tx-block-control') != null,
    ignoreMutation: ignoreMutation(fields),
  };
};

/** The keys of the button behind the fields, as if it were one of them. */
function keyOnAdd(view: EditorView, block: BlockPlace, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  const { state } = view;
  const back = event.key === 'ArrowUp' || (event.key === 'Tab' && event.shiftKey);
  if (back) {
    const last = shownFields(state, block).at(-1);
    view.focus();
    if (last) view.dispatch(goToField(state.tr, last.pos));
    return true;
  }
  if (event.key === 'ArrowDown' || event.key === 'Tab') {
    if (!leaveSideways(block, 1)(state)) return false;
    view.focus();
    return leaveSideways(block, 1)(view.state, view.dispatch, view);
  }
  if (event.key !== 'Escape') return false;
  view.focus();
  return leaveBlock(view.state, view.dispatch, view);
}

export const fieldView: NodeViewConstructor = (first, view, getPos, decorations): NodeView => {
  const fieldName = first.attrs['name'] as string;
  const initial = lookIn<FieldLookNow>(decorations, 'field');
  const parts = fieldParts(fieldName, initial?.label ?? fieldName, initial?.bare ?? false);
  const { dom, label, text, note } = parts;
  note.id = freshDomId('tx-block-note');
  label.addEventListener('mousedown', (event) => {
    const pos = getPos();
    const node = pos === undefined ? null : view.state.doc.nodeAt(pos);
    if (!node || node.type !== fieldType) return;
    event.preventDefault();
    view.focus();
    view.dispatch(goToField(view.state.tr, pos!));
  });
  const draw = (look: FieldLookNow | null) => {
    if (!look) return;
    drawLook(parts, look);
    dom.classList.toggle('tx-block-here', look.here);
    if (look.editable) {
      text.setAttribute('role', 'textbox');
      text.setAttribute('aria-label', look.label);
    } else {
      text.removeAttribute('role');
      text.removeAttribute('aria-label');
    }
    set(text, 'aria-required', look.editable && look.required ? 'true' : null);
    set(text, 'aria-invalid', look.editable && look.invalid ? 'true' : null);
    set(text, 'aria-describedby', look.editable && look.note !== '' ? note.id : null);
    if (note.textContent !== look.note) note.textContent = look.note;
    note.classList.toggle('tx-block-wrong', look.invalid);
  };
  draw(initial);
  return {
    dom,
    contentDOM: text,
    update(node, next) {
      if (node.type !== fieldType || node.attrs['name'] !== fieldName) return false;
      draw(lookIn<FieldLookNow>(next, 'field'));
      return true;
    },
    ignoreMutation: ignoreMutation(text),
  };
};

function set(element: HTMLElement, attribute: string, value: string | null): void {
  if (value === null) element.removeAttribute(attribute);
  else element.setAttribute(attribute, value);
}
