/**
 * Where the others are in the clause. Who they are is written by the server into the presence of each
 * session, so a name here can be trusted; where they are comes from their browsers, so it cannot.
 */
import { Plugin, type EditorState, type Transaction } from 'prosemirror-state';
import { DecorationSet, type DecorationAttrs } from 'prosemirror-view';
import { defaultAwarenessStateFilter, yCursorPlugin } from 'y-prosemirror';
import type { Awareness } from 'y-protocols/awareness';
import { textRoot } from '../document/schema.ts';
import { withoutDisguise } from '../document/strange-text.ts';

interface User {
  readonly name?: unknown;
  readonly party?: unknown;
  readonly color?: unknown;
}

const patterns = 6;

/** A party keeps its pattern everywhere: it is told apart without colour. */
export function patternOf(party: string): number {
  let hash = 0;
  for (const character of party) hash = (hash * 31 + character.codePointAt(0)!) >>> 0;
  return hash % patterns;
}

export function initialsOf(name: string): string {
  const words = name.split(/[\s\p{Pd}]+/u).filter((word) => /^\p{L}/u.test(word));
  const telling = words.filter((word) => /^\p{Lu}/u.test(word));
  const chosen = telling.length > 0 ? telling : words;
  return chosen
    .slice(0, 3)
    .map((word) => [...word][0]!)
    .join('');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 120) : '';
}

function cursor(user: User): HTMLElement {
  const name = withoutDisguise(text(user.name));
  const party = text(user.party);
  const caret = document.createElement('span');
  caret.className = `tx-cursor tx-pattern-${patternOf(party || name)}`;
  // Who is where is told in words elsewhere; in the text it would be read into the middle of a sentence.
  caret.setAttribute('aria-hidden', 'true');
  caret.style.setProperty('--tx-party', text(user.color));
  const flag = document.createElement('span');
  flag.className = 'tx-cursor-flag';
  const short = document.createElement('b');
  short.textContent = initialsOf(name) || '?';
  const long = document.createElement('span');
  long.className = 'tx-cursor-name';
  long.textContent = ` ${name}`;
  flag.append(short, long);
  // Word joiners keep the caret from breaking a line at its place.
  caret.append('\u2060', flag, '\u2060');
  return caret;
}

function selection(user: User): DecorationAttrs {
  const color = text(user.color);
  return {
    class: `tx-their-selection tx-pattern-${patternOf(text(user.party) || text(user.name))}`,
    ...(/^#[0-9a-fA-F]{6}$/.test(color) ? { style: `--tx-party: ${color}` } : {}),
  };
}

function isId(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  const { client, clock } = value as { client?: unknown; clock?: unknown };
  return Number.isSafeInteger(client) && Number.isSafeInteger(clock) && (clock as number) >= 0;
}

/** Whether it has the shape of a Yjs relative position in our one root; another root's name would create that root. */
function isPosition(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { type, item, tname, assoc } = value as Record<string, unknown>;
  return (
    isId(type) &&
    isId(item) &&
    (tname === undefined || tname === null || tname === textRoot) &&
    (assoc === undefined || Number.isInteger(assoc)) &&
    Boolean(type ?? item ?? tname)
  );
}

export function isShownPresence(own: number, client: number, state: unknown): boolean {
  if (!defaultAwarenessStateFilter(own, client, state)) return false;
  const at = (state as { cursor?: unknown } | null)?.cursor;
  if (typeof at !== 'object' || at === null) return false;
  return isPosition((at as { anchor?: unknown }).anchor) && isPosition((at as { head?: unknown }).head);
}

export function cursorPlugin(awareness: Awareness): Plugin {
  const plugin = yCursorPlugin(awareness, {
    awarenessStateFilter: isShownPresence,
    cursorBuilder: cursor,
    selectionBuilder: selection,
  }) as Plugin<DecorationSet>;
  const field = plugin.spec.state!;
  return new Plugin<DecorationSet>({
    ...plugin.spec,
    state: {
      ...field,
      init: (config, state) => guarded(() => field.init.call(plugin, config, state)),
      apply: (tr: Transaction, set: DecorationSet, old: EditorState, state: EditorState) =>
        guarded(() => field.apply.call(plugin, tr, set, old, state)),
    },
  });
}

/** A position that leads nowhere in our copy (hostile, or ahead of us) costs the cursors, not the editor. */
function guarded(compute: () => DecorationSet): DecorationSet {
  try {
    return compute();
  } catch {
    return DecorationSet.empty;
  }
}
