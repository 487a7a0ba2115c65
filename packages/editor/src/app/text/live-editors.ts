/**
 * Live editors where the reader is. A clause near the viewport joins its room and, once the room has its text,
 * swaps the static text for an editor of the same measures; one that is far away goes back to static text and
 * lets go of its room. The focused one never leaves.
 */
import type * as EditorChunk from './editor-chunk.ts';
import type { Direction } from '@travaux/workflow/agreement';
import type { ClauseJson } from '../../document/clause-json.ts';
import type { AgreementConnection, ClauseRoom } from '../../sync/sync.ts';
import type { TermsContext } from '../../views/blocks/terms-context.ts';
import type { ClauseEditor, EditorNotice, ReferenceContext } from '../../views/editor.ts';
import { translate } from '../messages/messages.ts';
import type { Row } from './page-rows.ts';

type EditorModule = typeof EditorChunk;

export interface LiveContext {
  editable(clause: string): boolean;
  readonly language: string;
  readonly direction: Direction;
  readonly references: ReferenceContext;
  readonly terms: TermsContext;
  label(clause: string): string;
}

export interface LiveEvents {
  onFocus(editor: ClauseEditor): void;
  onBlur(editor: ClauseEditor): void;
  onChange(editor: ClauseEditor): void;
  onExit(clause: string, direction: 'before' | 'after'): boolean;
  onFollow(target: string): void;
  onHelp(): void;
  onFind(replace: boolean): void;
  /** The text of a live clause is another one. @param by whose edit it was; null: one's own, or not known */
  onText(clause: string, text: () => ClauseJson, by: string | null): void;
  /** A live editor has come or gone. */
  onMounted(clause: string, mounted: boolean): void;
  onNotice(notice: EditorNotice): void;
  onRefused(clause: string, reason: string, hasWords: boolean): void;
}

interface Live {
  readonly row: Row;
  readonly room: ClauseRoom;
  editor: ClauseEditor | null;
  readonly ends: (() => void)[];
  unwatchDoc: () => void;
  seenRefusal: number | null;
}

/** Mount within two screens, let go beyond four: scrolling back and forth does not mount again and again. */
const nearMargin = '200% 0px';
const farMargin = '400% 0px';
/** While the reader scrolls by, no room is joined: a socket carries a limited number of rooms. */
const settledMs = 120;

export class LiveEditors {
  readonly #live = new Map<string, Live>();
  readonly #near = new Set<string>();
  readonly #rows = new Map<string, Row>();
  readonly #nearObserver: IntersectionObserver;
  readonly #farObserver: IntersectionObserver;
  readonly #events: LiveEvents;
  #context: LiveContext;
  #connection: AgreementConnection | null = null;
  #module: EditorModule | null = null;
  #loading = false;
  #queue: number | null = null;
  #focused: string | null = null;
  #destroyed = false;
  #scrolledAt = Number.NEGATIVE_INFINITY;
  readonly #root: HTMLElement;
  readonly #onScroll = () => {
    this.#scrolledAt = performance.now();
  };
  readonly #wanted = new Map<string, (editor: ClauseEditor) => void>();

  constructor(root: HTMLElement, context: LiveContext, events: LiveEvents) {
    this.#root = root;
    this.#context = context;
    this.#events = events;
    root.addEventListener('scroll', this.#onScroll, { passive: true });
    this.#nearObserver = new IntersectionObserver((entries) => this.#onNear(entries), {
      root,
      rootMargin: nearMargin,
    });
    this.#farObserver = new IntersectionObserver((entries) => this.#onFar(entries), {
      root,
      rootMargin: farMargin,
    });
  }

  get module(): EditorModule | null {
    return this.#module;
  }

  isLive(clause: string): boolean {
    return this.#live.get(clause)?.editor != null;
  }

  editor(clause: string): ClauseEditor | null {
    return this.#live.get(clause)?.editor ?? null;
  }

  room(clause: string): ClauseRoom | null {
    return this.#live.get(clause)?.room ?? null;
  }

  *editors(): Generator<ClauseEditor> {
    for (const { editor } of this.#live.values()) if (editor) yield editor;
  }

  observe(row: Row, there: boolean): void {
    if (!row.body) return;
    if (there) {
      this.#rows.set(row.id, row);
      this.#nearObserver.observe(row.node);
      this.#farObserver.observe(row.node);
    } else {
      this.#nearObserver.unobserve(row.node);
      this.#farObserver.unobserve(row.node);
      this.#rows.delete(row.id);
      this.#near.delete(row.id);
      this.#release(row.id, false);
    }
  }

  connect(connection: AgreementConnection | null): void {
    if (connection === this.#connection) return;
    for (const clause of [...this.#live.keys()]) this.#release(clause, true);
    this.#connection = connection;
    if (connection) this.#pump();
  }

  setContext(context: LiveContext): void {
    const before = this.#context;
    this.#context = context;
    for (const [clause, live] of this.#live) {
      const { editor } = live;
      if (!editor) continue;
      editor.setEditable(this.#editableNow(live));
      if (before.terms !== context.terms) editor.setTerms(context.terms);
      if (before.references !== context.references) {
        editor.setReferences(context.references);
        editor.setLabel(context.label(clause));
      }
    }
  }

  /** Mounts this clause before all others; calls back with its editor. */
  want(clause: string, then: (editor: ClauseEditor) => void): void {
    const editor = this.editor(clause);
    if (editor) {
      then(editor);
      return;
    }
    this.#wanted.set(clause, then);
    this.#near.add(clause);
    this.#join(clause);
  }

  destroy(): void {
    this.#destroyed = true;
    this.#root.removeEventListener('scroll', this.#onScroll);
    this.#nearObserver.disconnect();
    this.#farObserver.disconnect();
    if (this.#queue !== null) cancelIdleCallbackSafely(this.#queue);
    for (const clause of [...this.#live.keys()]) this.#release(clause, false);
  }

  #onNear(entries: readonly IntersectionObserverEntry[]): void {
    for (const entry of entries) {
      const id = (entry.target as HTMLElement).dataset.element;
      if (id === undefined) continue;
      if (entry.isIntersecting) this.#near.add(id);
      else this.#near.delete(id);
    }
    this.#pump();
  }

  #onFar(entries: readonly IntersectionObserverEntry[]): void {
    for (const entry of entries) {
      const id = (entry.target as HTMLElement).dataset.element;
      if (id !== undefined && !entry.isIntersecting && id !== this.#focused) this.#release(id, true);
    }
  }

  /** Mounts what is near, nearest first, a little in each idle moment. */
  #pump(): void {
    if (this.#destroyed || !this.#connection || this.#queue !== null) return;
    if (!this.#module) {
      this.#load();
      return;
    }
    const next = [...this.#near].filter((clause) => !this.#live.has(clause));
    if (next.length === 0) return;
    this.#queue = requestIdleCallbackSafely((deadline) => {
      this.#queue = null;
      const moving = settledMs - (performance.now() - this.#scrolledAt);
      if (moving > 0) {
        setTimeout(() => this.#pump(), moving);
        return;
      }
      this.#dropPassedBy();
      const byDistance = [...this.#near]
        .filter((clause) => !this.#live.has(clause))
        .map((clause) => ({ clause, distance: distanceOf(this.#rows.get(clause)?.node) }))
        .sort((a, b) => a.distance - b.distance);
      for (const { clause } of byDistance) {
        this.#join(clause);
        if (deadline() < 4) break;
      }
      this.#pump();
    });
  }

  /** Rooms that were joined for a place where the reader is no longer, and have no editor yet. */
  #dropPassedBy(): void {
    for (const [clause, live] of this.#live) {
      if (!live.editor && !this.#near.has(clause)) this.#release(clause, false);
    }
  }

  #load(): void {
    if (this.#loading) return;
    this.#loading = true;
    import('./editor-chunk.ts').then(
      (module) => {
        this.#module = module;
        this.#pump();
      },
      () => {
        // The text stays readable; the next scroll tries again.
        this.#loading = false;
      },
    );
  }

  #join(clause: string): void {
    const row = this.#rows.get(clause);
    const connection = this.#connection;
    if (!row?.body || !connection || this.#live.has(clause)) {
      if (!this.#module) this.#pump();
      return;
    }
    const room = connection.join(clause);
    const live: Live = { row, room, editor: null, ends: [], unwatchDoc: () => {}, seenRefusal: null };
    this.#live.set(clause, live);
    live.ends.push(
      room.state.subscribe(() => this.#settle(live)),
      room.epoch.subscribe(() => this.#remount(live)),
      room.refusal.subscribe(() => this.#tellRefusal(live)),
    );
    this.#settle(live);
  }

  #settle(live: Live): void {
    const { kind } = live.room.state.current;
    if (live.editor) {
      live.editor.setEditable(this.#editableNow(live));
      return;
    }
    if ((kind === 'live' || kind === 'local') && this.#module) this.#mount(live);
    else if (!this.#module) this.#load();
  }

  #editableNow(live: Live): boolean {
    return this.#context.editable(live.row.id) && live.room.state.current.kind !== 'ended';
  }

  #mount(live: Live): void {
    const module = this.#module;
    const { row, room } = live;
    if (!module || !row.body) return;
    const clause = row.id;
    const context = this.#context;
    const place = document.createElement('div');
    place.className = 'clause-live';
    const events = this.#events;
    live.editor = module.mount({
      place,
      room,
      editable: this.#editableNow(live),
      label: context.label(clause),
      language: context.language,
      direction: context.direction,
      references: context.references,
      terms: context.terms,
      translate,
      onNotice: (notice) => events.onNotice(notice),
      onFocus: (editor) => {
        this.#focused = clause;
        events.onFocus(editor);
      },
      onBlur: (editor) => {
        if (this.#focused === clause) this.#focused = null;
        events.onBlur(editor);
      },
      onExit: (direction) => events.onExit(clause, direction),
      onFollowReference: (target) => events.onFollow(target),
      onHelp: () => events.onHelp(),
      onFind: (replace) => events.onFind(replace),
      onChange: (editor) => events.onChange(editor),
    });
    row.body.replaceChildren(place);
    row.body.classList.remove('is-loading');
    row.node.classList.remove('is-empty');
    row.node.classList.add('is-live');
    row.drawn = null;
    live.unwatchDoc = module.watchText(room, (text, by) => events.onText(clause, text, by));
    events.onText(clause, () => module.textOfRoom(room), null);
    events.onMounted(clause, true);
    const then = this.#wanted.get(clause);
    if (then) {
      this.#wanted.delete(clause);
      then(live.editor);
    }
  }

  /** The server refused something: the room has another document now. */
  #remount(live: Live): void {
    const hadFocus = this.#focused === live.row.id;
    this.#unmount(live);
    this.#settle(live);
    if (hadFocus) live.editor?.focus('end');
  }

  #tellRefusal(live: Live): void {
    const refusal = live.room.refusal.current;
    if (!refusal || refusal.at === live.seenRefusal) return;
    live.seenRefusal = refusal.at;
    this.#events.onRefused(live.row.id, refusal.reason, refusal.setAside !== null);
  }

  #unmount(live: Live): void {
    live.unwatchDoc();
    live.unwatchDoc = () => {};
    const { editor } = live;
    if (!editor) return;
    // A fresh document after a refusal is empty until the server has answered: what was read last stays readable.
    if (live.room.state.current.kind !== 'loading') {
      this.#events.onText(live.row.id, textReader(this.#module, live.room), null);
    }
    live.editor = null;
    editor.destroy();
    live.row.node.classList.remove('is-live');
    this.#events.onMounted(live.row.id, false);
  }

  #release(clause: string, redraw: boolean): void {
    const live = this.#live.get(clause);
    if (!live) return;
    if (redraw && live.editor && live.row.node.contains(document.activeElement)) return;
    this.#unmount(live);
    for (const end of live.ends) end();
    this.#live.delete(clause);
    this.#wanted.delete(clause);
    live.room.release();
  }
}

function textReader(module: EditorModule | null, room: ClauseRoom): () => ClauseJson {
  const text = module?.textOfRoom(room);
  return () => text ?? { type: 'doc' };
}

function distanceOf(node: HTMLElement | undefined): number {
  if (!node) return Number.POSITIVE_INFINITY;
  const box = node.getBoundingClientRect();
  if (box.bottom < 0) return -box.bottom;
  return Math.max(0, box.top - window.innerHeight);
}

/** Safari has no idle callbacks. */
function requestIdleCallbackSafely(callback: (left: () => number) => void): number {
  if (typeof requestIdleCallback === 'function') {
    return requestIdleCallback((deadline) => callback(() => deadline.timeRemaining()), { timeout: 300 });
  }
  const start = performance.now();
  return setTimeout(() => callback(() => 12 - (performance.now() - start)), 16);
}

function cancelIdleCallbackSafely(handle: number): void {
  if (typeof cancelIdleCallback === 'function') cancelIdleCallback(handle);
  else clearTimeout(handle);
}
