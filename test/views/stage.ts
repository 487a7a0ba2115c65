/**
 * Runs in the page: two people, each with an editor of their own on a Y.Doc of their own, joined by a wire
 * that can be watched. The rooms are the smallest thing that satisfies the contract of sync/sync.ts.
 */
import '../../packages/editor/src/app/strict.ts';
import { jsonOfDoc, nodeOfJson, seedOfNode, type ClauseJson } from '@travaux/editor/document';
import type { ClauseRoom, RoomState, Watchable } from '@travaux/editor/sync';
import {
  cleanPastedHtml,
  editorActions,
  mountClauseEditor,
  renderStatic,
  type ClauseEditor,
  type ReferenceContext,
  type TermsContext,
} from '@travaux/editor/views';
import type { Node } from 'prosemirror-model';
import { NodeSelection, TextSelection } from 'prosemirror-state';
import { yCursorPluginKey } from 'y-prosemirror';
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import '../../packages/editor/src/views/views.css';

export interface StageOptions {
  readonly json: ClauseJson;
  readonly language?: string;
  readonly direction?: 'ltr' | 'rtl';
  readonly editable?: boolean;
}

interface Person {
  readonly ydoc: Y.Doc;
  readonly awareness: Awareness;
  readonly renew: (seed: Uint8Array) => void;
  readonly remount: () => void;
  readonly editor: ClauseEditor;
  readonly updates: { held: number; sent: number };
}

const outline = new Map([
  ['art4', { number: '4', full: 'Article 4', heading: 'Cooperation' }],
  ['art5', { number: '5', full: 'Article 5', heading: 'Relief of measures' }],
  ['annex2', { number: 'II', full: 'Annex II', heading: 'Technical measures' }],
]);

export function referencesWithout(
  gone: readonly string[],
  renamed: Record<string, string> = {},
): ReferenceContext {
  return {
    label: (target, form) => {
      const known = outline.get(target);
      if (!known || gone.includes(target)) return null;
      if (renamed[target]) return renamed[target];
      return form === 'full' ? known.full : known.number;
    },
    targets: () => [...outline].map(([target, { full, heading }]) => ({ target, label: full, heading })),
    isHiddenFrom: (target) => target === 'annex2',
    unseen: (label) => label,
  };
}

/** What the other clauses of the agreement call by a name. */
const terms: TermsContext = {
  named: (
    [
      ['party', 'KES', 'Republic of Kestrelia', ''],
      ['party', 'SAR', 'Republic of Sarrane', ''],
      ['body', 'JEC', 'Joint Evaluation Committee', ''],
      ['verifier', 'IMVA', 'International Materials Verification Authority', ''],
      ['source', 'S-SAT', '', ''],
      ['day', 'day:adoption', 'Adoption Day', 'commitments come into effect'],
      ['milestone', 'M1', 'Complete baseline declaration', ''],
    ] as const
  ).map(([register, id, name, about]) => ({ register, id, name, about, clause: 'art5' })),
  dateOf: (rule) =>
    rule.type === 'relative' && rule.offset === 'P60D' ? { date: '2026-07-17', exact: true } : null,
};

const log = {
  exits: [] as string[],
  followed: [] as string[],
  notices: [] as string[],
  asked: [] as string[],
};
const violations: string[] = [];
document.addEventListener('securitypolicyviolation', (event) =>
  violations.push(`${event.violatedDirective}: ${event.sample || event.blockedURI}`),
);

let people: Record<'a' | 'b', Person> | null = null;
/** While the wire is down, updates wait here for the other. */
let waiting: (() => void)[] | null = null;

/** Actions that ask for something in a panel, or lead elsewhere. */
const opening = ['reference', 'link', 'help', 'leave', 'open', 'block', 'addField', 'renameBlock'];

/** mulberry32: a small generator whose whole state is its seed. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

function person(name: 'a' | 'b', options: StageOptions, seed: Uint8Array): Person {
  const place = document.getElementById(name)!;
  const ydoc = new Y.Doc();
  ydoc.clientID = name === 'a' ? 11 : 22;
  Y.applyUpdate(ydoc, seed);
  const awareness = new Awareness(ydoc);
  // As the server would: the user of a session is written for it, never by it.
  awareness.setLocalStateField(
    'user',
    name === 'a'
      ? { name: 'Ana Otieno', party: 'Kenya', color: '#1b6e3c' }
      : { name: 'Delegation of the Blue Republic', party: 'Blue', color: '#8b2fc9' },
  );
  const updates = { held: 0, sent: 0 };
  let holding = false;
  let queue: Uint8Array[] = [];
  const send = (update: Uint8Array) => {
    updates.sent += 1;
    const other = people?.[name === 'a' ? 'b' : 'a'];
    const deliver = () => other && Y.applyUpdate(other.ydoc, update, 'wire');
    if (waiting) waiting.push(deliver);
    else deliver();
  };
  ydoc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === 'wire') return;
    if (holding) {
      updates.held += 1;
      queue.push(update);
    } else send(update);
  });
  awareness.on('update', (_changes: unknown, origin: unknown) => {
    const other = people?.[name === 'a' ? 'b' : 'a'];
    if (origin !== 'wire' && other)
      applyAwarenessUpdate(other.awareness, encodeAwarenessUpdate(awareness, [ydoc.clientID]), 'wire');
  });
  const still = <T>(current: T): Watchable<T> => ({ current, subscribe: () => () => undefined });
  let current = { ydoc, awareness };
  const listeners = new Set<() => void>();
  const room: ClauseRoom = {
    clause: 'art4',
    get ydoc() {
      return current.ydoc;
    },
    get awareness() {
      return current.awareness;
    },
    epoch: {
      current: 0,
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    state: still<RoomState>({ kind: 'live' }),
    unsaved: still(0),
    refusal: still(null),
    holdUpdates() {
      holding = true;
      return () => {
        holding = false;
        const flushed = queue;
        queue = [];
        flushed.forEach(send);
      };
    },
    release: () => undefined,
  };
  const mount = () =>
    mountClauseEditor({
      place,
      room,
      editable: options.editable ?? true,
      label: `Text of Article 4 (${name})`,
      language: options.language ?? 'en',
      direction: options.direction ?? 'ltr',
      references: referencesWithout([]),
      terms,
      onFocus: () => undefined,
      onBlur: () => undefined,
      onExit: (direction) => {
        log.exits.push(direction);
        return true;
      },
      onFollowReference: (target) => void log.followed.push(target),
      onHelp: () => void log.asked.push('help'),
      onFind: (replace) => void log.asked.push(replace ? 'replace' : 'find'),
      onChange: () => undefined,
      onNotice: (notice) => void log.notices.push(notice.kind),
    });
  let editor = mount();
  return {
    get ydoc() {
      return current.ydoc;
    },
    awareness,
    get editor() {
      return editor;
    },
    remount() {
      editor.destroy();
      editor = mount();
    },
    updates,
    renew(fresh) {
      const next = new Y.Doc();
      Y.applyUpdate(next, fresh);
      current = { ydoc: next, awareness: new Awareness(next) };
      for (const listener of listeners) listener();
    },
  };
}

function close(): void {
  for (const each of people ? Object.values(people) : []) {
    each.editor.destroy();
    each.awareness.destroy();
    each.ydoc.destroy();
  }
  people = null;
  for (const list of Object.values(log)) list.length = 0;
  document.getElementById('static')!.replaceChildren();
}

function the(name: 'a' | 'b'): Person {
  if (!people) throw new Error('open the stage first');
  return people[name];
}

/** The position of the `|` in words of the text. */
function placeOf(doc: Node, sign: string): number {
  const words = sign.replace('|', '');
  let at = -1;
  doc.descendants((node, pos) => {
    const index = node.isText && at < 0 ? node.text!.indexOf(words) : -1;
    if (index >= 0) at = pos + index + sign.indexOf('|');
  });
  if (at < 0) throw new Error(`no such words: ${words}`);
  return at;
}

const stage = {
  log,
  violations,
  close,
  open(options: StageOptions): void {
    close();
    const seed = seedOfNode(nodeOfJson(options.json), 1);
    const a = person('a', options, seed);
    const b = person('b', options, seed);
    people = { a, b };
  },
  /** The document of the Y.Doc, not of the view: what everybody gets. */
  json: (name: 'a' | 'b') => jsonOfDoc(the(name).ydoc),
  viewJson: (name: 'a' | 'b') => the(name).editor.view.state.doc.toJSON() as unknown,
  valid(name: 'a' | 'b'): boolean {
    nodeOfJson(jsonOfDoc(the(name).ydoc));
    return true;
  },
  editor: (name: 'a' | 'b') => the(name).editor,
  /** A third session whose browser says of its cursor whatever it likes. */
  haunt(name: 'a' | 'b', cursor: unknown): void {
    const ghost = new Awareness(new Y.Doc());
    ghost.setLocalState({ user: { name: 'Ghost', party: 'None', color: '#000000' }, cursor });
    applyAwarenessUpdate(the(name).awareness, encodeAwarenessUpdate(ghost, [ghost.clientID]), 'wire');
    ghost.destroy();
  },
  /** Puts the caret to the end of the first paragraph as keys do: the editor hears of it in a later turn. */
  putCaretUnseen(name: 'a' | 'b'): void {
    const { view } = the(name).editor;
    view.focus();
    const selection = getSelection()!;
    selection.selectAllChildren(view.dom.querySelector('p')!);
    selection.collapseToEnd();
  },
  /** What y-prosemirror does a turn after somebody's presence has changed. */
  drawPresence(name: 'a' | 'b'): void {
    const { view } = the(name).editor;
    view.dispatch(view.state.tr.setMeta(yCursorPluginKey, { awarenessUpdated: true }));
  },
  roots: (name: 'a' | 'b') => [...the(name).ydoc.share.keys()],
  renew: (name: 'a' | 'b', json: ClauseJson) => the(name).renew(seedOfNode(nodeOfJson(json), 2)),
  remount: (name: 'a' | 'b') => the(name).remount(),
  /** Both act at random, now and then without a wire between them. */
  mess(seed: number): void {
    const random = randomFrom(seed);
    const actions = editorActions.filter(({ id, group }) => group !== 'find' && !opening.includes(id));
    for (let round = 0; round < 6; round += 1) {
      waiting = [];
      for (let step = 0; step < 8; step += 1) {
        const { view } = the(random(2) === 0 ? 'a' : 'b').editor;
        const at = () => random(view.state.doc.content.size + 1);
        const $from = view.state.doc.resolve(at());
        const $to = random(3) === 0 ? view.state.doc.resolve(at()) : $from;
        view.dispatch(view.state.tr.setSelection(TextSelection.between($from, $to)));
        const kind = random(6);
        if (kind === 0) view.dispatch(view.state.tr.deleteSelection());
        else if (kind <= 2) view.dispatch(view.state.tr.insertText('xyz'.slice(random(3))));
        else if (kind === 3) {
          const key = ['Enter', 'Backspace', 'Delete'][random(3)]!;
          view.someProp('handleKeyDown', (handle) => handle(view, new KeyboardEvent('keydown', { key })));
        } else actions[random(actions.length)]!.run(view.state, view.dispatch, view);
      }
      const due = waiting;
      waiting = null;
      for (const deliver of due) deliver();
    }
  },
  selectNode(name: 'a' | 'b', type: string): void {
    const { view } = the(name).editor;
    view.state.doc.descendants((node, pos) => {
      if (node.type.name === type)
        view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, pos)));
    });
  },
  updates: (name: 'a' | 'b') => ({ ...the(name).updates }),
  /** Puts the caret (or a selection) by the words around it: `Par|ties`, `[the Parties]`. */
  caret(name: 'a' | 'b', sign: string): void {
    const { view } = the(name).editor;
    const at = (mark: string) =>
      placeOf(
        view.state.doc,
        sign.replace(/[|[\]]/g, (one) => (one === mark ? '|' : '')),
      );
    const [anchor, head] = sign.includes('|') ? [at('|'), at('|')] : [at('['), at(']')];
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, anchor, head)));
    view.focus();
  },
  /** Selects from one place to another, each given by the words around it. */
  select(name: 'a' | 'b', from: string, to: string): void {
    const { view } = the(name).editor;
    const { doc, tr } = view.state;
    view.dispatch(tr.setSelection(TextSelection.create(doc, placeOf(doc, from), placeOf(doc, to))));
    view.focus();
  },
  /** Where the caret is: the words of its block with `|` in them. */
  where(name: 'a' | 'b'): string {
    const { $head } = the(name).editor.view.state.selection;
    const before = $head.parent.textBetween(0, $head.parentOffset, '', '•');
    const after = $head.parent.textBetween($head.parentOffset, $head.parent.content.size, '', '•');
    return `${before}|${after}`;
  },
  insert(name: 'a' | 'b', before: string, text: string): void {
    const { view } = the(name).editor;
    view.state.doc.descendants((node, pos) => {
      const index = node.isText ? node.text!.indexOf(before) : -1;
      if (index >= 0) view.dispatch(view.state.tr.insertText(text, pos + index));
      return index < 0;
    });
  },
  run(name: 'a' | 'b', id: string): boolean {
    const { view } = the(name).editor;
    const action = editorActions.find((each) => each.id === id)!;
    return action.run(view.state, view.dispatch, view);
  },
  paste(name: 'a' | 'b', kind: 'html' | 'text', content: string): void {
    const { view } = the(name).editor;
    const clipboardData = new DataTransfer();
    clipboardData.setData(kind === 'html' ? 'text/html' : 'text/plain', content);
    view.dom.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  },
  clean: (html: string) => cleanPastedHtml(html, 'en'),
  referencesWithout: (gone: string[], renamed?: Record<string, string>) => {
    for (const name of ['a', 'b'] as const) the(name).editor.setReferences(referencesWithout(gone, renamed));
  },
  labels: (id: string) =>
    [...document.querySelectorAll(`#${id} li`)].map((item) => item.getAttribute('data-tx-label') ?? ''),
  /** The static text in its own place, for comparing. */
  drawStatic(json: ClauseJson, language = 'en', drafting = false): void {
    const place = document.getElementById('static')!;
    place.replaceChildren(
      renderStatic(json, {
        clause: 'art4',
        language,
        direction: language === 'ar' ? 'rtl' : 'ltr',
        references: referencesWithout([]),
        drafting,
        onFollowReference: (target) => void log.followed.push(target),
      }),
    );
  },
  timeStatic(json: ClauseJson, times: number): number {
    const begun = performance.now();
    const place = document.createElement('div');
    for (let i = 0; i < times; i += 1)
      place.append(
        renderStatic(json, {
          clause: `c${i}`,
          language: 'en',
          direction: 'ltr',
          references: referencesWithout([]),
        }),
      );
    return performance.now() - begun;
  },
};

export type Stage = typeof stage;
Object.assign(window, { stage });
