/**
 * Comments at the text: draws the threads of each live editor into it, makes the anchor of what is chosen, finds the
 * words of a thread, and knows which thread is looked at. React subscribes to the facts that it publishes.
 */
import { channelKey, type Anchor } from '@travaux/workflow/comments';
import { findInNode } from '../../document/words.ts';
import type { ThreadSummaryView } from '../../frames/index.ts';
import type { MarkedThread } from '../../views/comments.ts';
import type { ClauseEditor } from '../../views/editor.ts';
import { t } from '../messages/messages.ts';
import { Watched } from '../ui/watch.ts';
import type { TextDesk } from './text-desk.ts';

/** What a new comment is to be about. */
export interface Asked {
  readonly clause: string;
  readonly anchor: Anchor | null;
  readonly at: number;
}

export class CommentMarks {
  /** Somebody wants to comment. */
  readonly asked = new Watched<Asked | null>(null);
  /** The thread that is open. */
  readonly current = new Watched<string | null>(null);
  /** The clause whose threads are wanted; null: all. */
  readonly wanted = new Watched<{ readonly clause: string | null; readonly at: number } | null>(null);
  /** Counts up when places may have changed. */
  readonly epoch = new Watched(0);

  readonly #desk: TextDesk;
  #threads: readonly ThreadSummaryView[] = [];
  #byClause = new Map<string, MarkedThread[]>();

  constructor(desk: TextDesk) {
    this.#desk = desk;
  }

  get desk(): TextDesk {
    return this.#desk;
  }

  show(threads: readonly ThreadSummaryView[]): void {
    this.#threads = threads;
    this.#byClause = new Map();
    for (const { id, anchor, clause, author, channel, channelName, state } of threads) {
      if (anchor === null || state !== 'open') continue;
      const marked = {
        id,
        anchor,
        title: t('comments.ofAuthor', { what: channelName, author: author.name, when: '' }),
        channel: channelKey(channel).split(' ', 1)[0]!,
      };
      const list = this.#byClause.get(clause.clause);
      if (list) list.push(marked);
      else this.#byClause.set(clause.clause, [marked]);
    }
    this.#draw();
  }

  /** A new comment on what is chosen; with nothing chosen, on the clause at hand. @returns whether there is one */
  begin(): boolean {
    for (const editor of this.#desk.live.editors()) {
      const anchor = this.#chosenIn(editor);
      if (anchor) {
        this.asked.set({ clause: editor.clause, anchor, at: Date.now() });
        return true;
      }
    }
    const clause = this.#desk.current.current;
    if (clause === null) return false;
    this.asked.set({ clause, anchor: null, at: Date.now() });
    return true;
  }

  /** The anchor of what is chosen in a clause; null when nothing is. */
  chosen(clause: string): Anchor | null {
    const editor = this.#desk.live.editor(clause);
    return editor ? this.#chosenIn(editor) : null;
  }

  /** The anchor of words that somebody typed; null where they do not stand in the clause, or it is not open. */
  anchorOfWords(clause: string, words: string): Anchor | null {
    const editor = this.#desk.live.editor(clause);
    const [range] = editor ? findInNode(editor.view.state.doc, words) : [];
    return editor && range ? this.#anchor(editor, range) : null;
  }

  /** Opens the editor of a clause, where words can be chosen and found. */
  open(clause: string): void {
    this.#desk.live.want(clause, () => this.epoch.set(this.epoch.current + 1));
  }

  /** Whether the words are nowhere, where an editor can tell; null where none is open. */
  isOrphan({ id, clause }: ThreadSummaryView): boolean | null {
    const editor = this.#desk.live.editor(clause.clause);
    const { module } = this.#desk.live;
    const place = editor && module ? module.placeOfComment(editor.view, id) : null;
    return place ? place.kind === 'orphan' : null;
  }

  /** Shows the words of a thread in the text. */
  goTo({ id, clause }: ThreadSummaryView): void {
    this.#desk.goTo(clause.clause, false);
    this.#desk.live.want(clause.clause, (editor) => {
      this.#point(id);
      const mark = editor.view.dom.querySelector(`[data-thread="${CSS.escape(id)}"]`);
      mark?.scrollIntoView({ block: 'center' });
    });
  }

  select(thread: string | null): void {
    this.current.set(thread);
    this.#point(thread);
  }

  /** The next or the one before in reading order, from the one that is open. */
  step(by: 1 | -1): void {
    const order = this.#desk.rows.order;
    const open = this.#threads
      .filter(({ state }) => state === 'open')
      .sort((a, b) => order.indexOf(a.clause.clause) - order.indexOf(b.clause.clause));
    if (open.length === 0) return;
    const at = open.findIndex(({ id }) => id === this.current.current);
    const next = open[(at < 0 ? (by > 0 ? 0 : open.length - 1) : at + by + open.length) % open.length]!;
    this.select(next.id);
    this.goTo(next);
  }

  /** Follows the desk, from now until the function that is returned is called. */
  watch(): () => void {
    const ends = [
      this.#desk.mounted.subscribe(() => this.#draw()),
      this.#desk.textEpoch.subscribe(() => this.epoch.set(this.epoch.current + 1)),
    ];
    this.#draw();
    return () => {
      for (const end of ends) end();
    };
  }

  #point(thread: string | null): void {
    for (const editor of this.#desk.live.editors()) {
      this.#desk.live.module?.pointAtComment(editor.view, thread);
    }
  }

  #draw(): void {
    const { live } = this.#desk;
    for (const editor of live.editors()) {
      live.module?.showComments(editor.view, this.#byClause.get(editor.clause) ?? []);
    }
    this.epoch.set(this.epoch.current + 1);
  }

  #chosenIn(editor: ClauseEditor): Anchor | null {
    const range = this.#desk.live.module?.chosenRange(editor.view);
    return range ? this.#anchor(editor, range) : null;
  }

  #anchor(editor: ClauseEditor, range: { readonly from: number; readonly to: number }): Anchor | null {
    const { live } = this.#desk;
    const room = live.room(editor.clause);
    const text = this.#desk.textOf(editor.clause);
    if (!live.module || !room || !text) return null;
    return live.module.anchorIn(editor.view, room.ydoc, range, live.module.clauseHash(text));
  }
}
