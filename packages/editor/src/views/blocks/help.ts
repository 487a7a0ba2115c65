/**
 * The help of the field that the caret is in: a list of what can be put there, after the pattern of a combobox. It
 * opens while one types, when one comes by Tab, Enter or a click into an empty field, and by Alt+Down; nothing of it is
 * chosen until an arrow has gone into it, so that Enter and Tab still go to the next field. The focus never leaves
 * the text.
 */
import { Plugin, PluginKey, TextSelection, type EditorState } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { fieldWords } from '../../document/blocks/field-words.ts';
import { contextOf, isLocalChange } from '../context.ts';
import { Listbox, type ListboxEntry } from '../listbox.ts';
import { openPopover, type Popover } from '../popover.ts';
import { slashBefore } from '../slash-menu.ts';
import { askForDate } from './date-form.ts';
import { enteredKey, goToField } from './moves.ts';
import { optionsAt, type FieldOption } from './options.ts';
import { fieldAround, fieldsOf, isOwed, labelOfField, nameOfBlock, type FieldPlace } from './places.ts';
import { fieldAt } from './shown.ts';
import { rawText } from './raw-text.ts';
import { readingOf } from './reading.ts';

interface HelpState {
  readonly open: boolean;
  /** Counts the times that the author went to a field on purpose. */
  readonly entered: number;
  /** Counts the author's own changes. */
  readonly typed: number;
}

const key = new PluginKey<HelpState>('tx-block-help');
const dateKey = 'date';
const keyOf = ({ from, insert }: FieldOption) => `${from} ${insert}`;
/** After a pause in the typing, so that a screen reader does not read half of a word. */
const settledMs = 700;

/** Whether a date can be written where the caret is. */
function takesDate(state: EditorState, field: FieldPlace): boolean {
  const raw = rawText(field);
  const before = raw.text.slice(0, raw.offsetOf(state.selection.head));
  switch (field.kind?.grammar.form) {
    case 'day':
      return before.trim() === '';
    case 'dates':
      return /(^|;)\s*$/u.test(before);
    case 'baseline':
      return /\son\s+$/u.test(before);
    default:
      return false;
  }
}

export function helpPlugin(): Plugin<HelpState> {
  let view: EditorView | null = null;
  let popover: Popover | null = null;
  let list: Listbox | null = null;
  let offered: readonly FieldOption[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (open: boolean) => {
    if (view && !view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, open));
  };
  const hide = () => {
    popover?.close();
    popover = null;
    list = null;
    pointAtActive();
  };
  const pointAtActive = () => {
    // The attributes are the slash menu's while it is open.
    if (!view || (!list && slashBefore(view.state))) return;
    if (list?.activeId) {
      view.dom.setAttribute('aria-activedescendant', list.activeId);
      view.dom.setAttribute('aria-controls', list.id);
    } else {
      view.dom.removeAttribute('aria-activedescendant');
      view.dom.removeAttribute('aria-controls');
    }
  };
  const pick = (entry: ListboxEntry) => {
    const field = view && fieldAt(view.state);
    if (!view || !field) return;
    if (entry.key === dateKey) {
      const on = view;
      tell(false);
      askForDate(on, (words) => {
        const now = fieldAt(on.state);
        const at = now ? rawText(now).offsetOf(on.state.selection.head) : 0;
        if (now?.pos === field.pos)
          put(on, now, { from: at, to: at, insert: words, about: '', goesOn: false });
      });
      return;
    }
    const option = offered.find((each) => keyOf(each) === entry.key);
    if (option) put(view, field, option);
  };
  const put = (on: EditorView, field: FieldPlace, { from, to, insert, goesOn }: FieldOption) => {
    const range = rawText(field).rangeOf(from, to);
    if (!range) return;
    const tr = on.state.tr.insertText(insert, range.from, range.to);
    tr.setSelection(TextSelection.create(tr.doc, range.from + insert.length));
    on.dispatch(tr.setMeta(key, goesOn).scrollIntoView());
    on.focus();
  };
  const draw = (on: EditorView) => {
    const { state } = on;
    const { place, say, direction, editable, announce } = contextOf(state);
    const field = key.getState(state)?.open && editable && !slashBefore(state) ? fieldAt(state) : null;
    if (!field || !place) {
      hide();
      return;
    }
    offered = optionsAt(state, field);
    const entries: ListboxEntry[] = offered.map((option) => ({
      key: keyOf(option),
      title: option.insert.trim(),
      ...(option.about === '' ? {} : { detail: option.about }),
    }));
    if (takesDate(state, field)) entries.push({ key: dateKey, title: say('views.block.date') });
    if (entries.length === 0) {
      hide();
      return;
    }
    const isNew = !popover;
    popover ??= openPopover(place, 'tx-slash tx-block-list', direction, () => tell(false));
    if (!list) {
      list = new Listbox(labelOfField(field), pick, 'waits');
      list.element.tabIndex = 0;
      popover.element.append(list.element);
    }
    list.show(entries, '');
    if (isNew) announce(say('views.block.offered', { count: entries.length }));
    const { left, right, top, bottom } = on.coordsAtPos(state.selection.head);
    const dom = on.nodeDOM(field.pos);
    const below = dom instanceof HTMLElement ? dom.getBoundingClientRect().bottom : bottom;
    popover.placeAt({ left, right, top, bottom: Math.max(bottom, below) });
    pointAtActive();
  };
  const announceField = (state: EditorState, words: boolean) => {
    const field = fieldAt(state);
    if (!field) return;
    const { announce, say } = contextOf(state);
    const owed = isOwed(field, fieldsOf(field.block));
    const { note } = readingOf(state, field, { here: true, owed });
    const said = say('views.block.field', {
      block: nameOfBlock(field.block),
      label: labelOfField(field),
      words: fieldWords(field.node) || say('views.block.empty'),
    });
    announce([words ? said : '', note].filter(Boolean).join('. '));
  };

  return new Plugin<HelpState>({
    key,
    state: {
      init: () => ({ open: false, entered: 0, typed: 0 }),
      apply(tr, before, old, state) {
        const meta = tr.getMeta(key) as boolean | undefined;
        const field = fieldAt(state);
        const was = fieldAt(old);
        const local = isLocalChange(tr);
        const entered = tr.getMeta(enteredKey) === true;
        let { open } = before;
        if (!field) open = false;
        else if (meta !== undefined) open = meta;
        else if (entered) open = field.node.content.size === 0;
        else if (local && was?.pos === field.pos && state.selection.empty) open = true;
        else if (was?.pos !== field.pos && (tr.selectionSet || local)) open = false;
        const now = {
          open,
          entered: before.entered + (entered ? 1 : 0),
          typed: before.typed + (local ? 1 : 0),
        };
        const same = now.open === before.open && now.entered === before.entered && now.typed === before.typed;
        return same ? before : now;
      },
    },
    props: {
      // Who points at an empty field is shown what can be put there.
      handleClick(on, pos) {
        const field = contextOf(on.state).editable ? fieldAround(on.state.doc.resolve(pos)) : null;
        if (!field || field.node.content.size > 0) return false;
        on.dispatch(goToField(on.state.tr, field.pos));
        return true;
      },
      handleKeyDown(on, event) {
        if (on.composing || !fieldAt(on.state) || slashBefore(on.state)) return false;
        if (event.key === 'ArrowDown' && event.altKey && !list) {
          tell(true);
          return true;
        }
        if (!list) return false;
        if (event.key === 'Escape') {
          tell(false);
          return true;
        }
        if (event.key === 'Tab' && list.active) {
          pick(list.active);
          return true;
        }
        const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
        const handled = plain && list?.key(event) === true;
        if (handled) pointAtActive();
        return handled;
      },
    },
    view(created) {
      view = created;
      const blurred = () =>
        setTimeout(() => {
          if (!created.isDestroyed && !created.hasFocus() && key.getState(created.state)?.open) tell(false);
        }, 0);
      created.dom.addEventListener('blur', blurred);
      return {
        update(current, before) {
          const now = key.getState(current.state);
          const was = key.getState(before);
          const moved = !current.state.selection.eq(before.selection) || current.state.doc !== before.doc;
          if (now !== was || (now?.open && moved)) draw(current);
          if (!now || !was) return;
          if (now.entered !== was.entered) {
            clearTimeout(timer);
            announceField(current.state, true);
          } else if (now.typed !== was.typed) {
            clearTimeout(timer);
            timer = setTimeout(() => {
              if (!current.isDestroyed && current.hasFocus()) announceField(current.state, false);
            }, settledMs);
          }
        },
        destroy() {
          clearTimeout(timer);
          created.dom.removeEventListener('blur', blurred);
          hide();
          view = null;
        },
      };
    },
  });
}
