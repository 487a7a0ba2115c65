/**
 * The slash menu: `/` typed at the beginning of a block or after a space offers the actions whose words match
 * what is typed behind it. The text stays ordinary text until an entry is chosen, so "and/or", dates and a
 * lone slash are never swallowed. The focus stays in the text (the active entry is told by
 * aria-activedescendant).
 */
import { Plugin, PluginKey, type EditorState, type Transaction } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { fold } from '../document/fold.ts';
import type { EditorAction } from './actions.ts';
import { contextOf, isFromDocument } from './context.ts';
import { Listbox } from './listbox.ts';
import { openPopover, type Popover } from './popover.ts';

/** Closed; or open behind a slash in the block of the caret. No position is kept: remote edits would move it. */
interface SlashState {
  readonly open: boolean;
  readonly query: string;
}

const slashKey = new PluginKey<SlashState>('tx-slash');
const closed: SlashState = { open: false, query: '' };
const longest = 30;

interface SlashText {
  /** Position of the slash. */
  readonly from: number;
  readonly to: number;
  readonly query: string;
}

/** The slash before the caret and what was typed behind it. */
export function slashBefore(state: EditorState): SlashText | null {
  const { $head, empty } = state.selection;
  if (!empty || !$head.parent.isTextblock) return null;
  const before = $head.parent.textBetween(
    Math.max(0, $head.parentOffset - longest - 2),
    $head.parentOffset,
    '\n',
    '\ufffc',
  );
  const match = /(?:^|[\s\ufffc])\/([^\s/]?[^/\n\ufffc]*)$/u.exec(before);
  if (!match || match[1]!.length > longest || match[1]!.startsWith(' ')) return null;
  return { from: $head.pos - match[1]!.length - 1, to: $head.pos, query: match[1]! };
}

function opens(tr: Transaction, state: EditorState): boolean {
  return tr.getMeta(slashKey) === 'typed' && slashBefore(state)?.query === '';
}

export function slashMenuPlugin(actions: readonly EditorAction[]): Plugin<SlashState> {
  const offered = actions.filter((action) => action.slash);
  let view: EditorView | null = null;
  let popover: Popover | null = null;
  let list: Listbox | null = null;

  const matching = (state: EditorState, query: string) => {
    const { say } = contextOf(state);
    const words = fold(query).text.split(' ').filter(Boolean);
    return offered
      .filter((action) => {
        const title = fold(say(action.message)).text;
        return words.every((word) => title.includes(word)) && action.run(state, undefined, view ?? undefined);
      })
      .map((action) => ({
        key: action.id,
        title: say(action.message),
        ...(action.keys[0] ? { detail: action.keys[0].replaceAll('-', '+').replace('Mod', 'Ctrl') } : {}),
      }));
  };
  const dismiss = () => {
    if (view && !view.isDestroyed && slashKey.getState(view.state)?.open)
      view.dispatch(view.state.tr.setMeta(slashKey, 'dismiss'));
  };
  const pick = (id: string) => {
    const at = view && slashBefore(view.state);
    const action = offered.find((each) => each.id === id);
    if (!view || !at || !action) return;
    view.dispatch(view.state.tr.delete(at.from, at.to).setMeta(slashKey, 'dismiss'));
    view.focus();
    action.run(view.state, view.dispatch, view);
  };
  const hide = () => {
    popover?.close();
    popover = null;
    list = null;
  };
  const draw = (state: EditorState) => {
    const { open, query } = slashKey.getState(state) ?? closed;
    const context = contextOf(state);
    const at = open ? slashBefore(state) : null;
    if (!view || !at || !context.place) return hide();
    const isNew = !popover;
    popover ??= openPopover(context.place, 'tx-slash', context.direction, dismiss);
    if (!list) {
      list = new Listbox(context.say('views.slash.label'), (entry) => pick(entry.key));
      // It scrolls, so it must be reachable; while it is open, Tab chooses.
      list.element.tabIndex = 0;
      popover.element.append(list.element);
    }
    const entries = matching(state, query);
    list.show(entries, context.say('views.slash.none'));
    context.announce(
      entries.length === 0
        ? context.say('views.slash.none')
        : context.say('views.slash.count', { count: entries.length }),
    );
    popover.placeAt(view.coordsAtPos(at.from));
    if (isNew) pointAtActive();
  };
  // aria-activedescendant names elements that exist only after drawing, so it is set here, not in a prop.
  const pointAtActive = () => {
    if (!view) return;
    if (list?.activeId) {
      view.dom.setAttribute('aria-activedescendant', list.activeId);
      view.dom.setAttribute('aria-controls', list.id);
    } else {
      view.dom.removeAttribute('aria-activedescendant');
      view.dom.removeAttribute('aria-controls');
    }
  };

  return new Plugin<SlashState>({
    key: slashKey,
    state: {
      init: () => closed,
      apply(tr, before, _old, state) {
        if (tr.getMeta(slashKey) === 'dismiss') return closed;
        if (opens(tr, state)) return { open: true, query: '' };
        if (!before.open) return before;
        if (!tr.docChanged && !tr.selectionSet) return before;
        const at = slashBefore(state);
        if (!at) return closed;
        // The author went on writing a sentence that happens to have a slash in it.
        const isLost = at.query.includes(' ') && matching(state, at.query).length === 0;
        if (isLost && !isFromDocument(tr)) return closed;
        return at.query === before.query ? before : { open: true, query: at.query };
      },
    },
    props: {
      handleTextInput(target, from, to, text) {
        if (text !== '/' || target.composing || !contextOf(target.state).editable) return false;
        const tr = target.state.tr.insertText(text, from, to).setMeta(slashKey, 'typed');
        target.dispatch(tr.scrollIntoView());
        return true;
      },
      handleKeyDown(target, event) {
        if (!list || !slashKey.getState(target.state)?.open || target.composing) return false;
        if (event.key === 'Escape') {
          dismiss();
          return true;
        }
        if (event.key === 'Tab' && list.active) {
          pick(list.active.key);
          return true;
        }
        const handled = list.key(event);
        pointAtActive();
        return handled;
      },
    },
    view(created) {
      view = created;
      const blurred = () => setTimeout(() => !created.hasFocus() && dismiss(), 0);
      created.dom.addEventListener('blur', blurred);
      return {
        update(current, before) {
          const now = slashKey.getState(current.state);
          if (now !== slashKey.getState(before) || (now?.open && before.doc !== current.state.doc)) {
            draw(current.state);
            pointAtActive();
          }
        },
        destroy() {
          created.dom.removeEventListener('blur', blurred);
          hide();
          view = null;
        },
      };
    },
  });
}
