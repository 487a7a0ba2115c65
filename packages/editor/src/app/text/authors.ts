/**
 * Who wrote what, while the reader wants to see it: asks the server of each clause that has a live editor, draws
 * the answer under its words, and asks again when the text has changed.
 */
import type { AuthorshipView, AuthorView } from '../../frames/views.ts';
import { announce } from '../shell/announcer.tsx';
import { t } from '../messages/messages.ts';
import { Watched } from '../ui/watch.ts';
import type { TextDesk } from './text-desk.ts';

/** A change rests for so long before it is asked about; by then it is usually saved. */
const restMs = 1_200;

export class Authors {
  readonly shown = new Watched(false);
  /** What the server said, by clause. */
  readonly views = new Watched<ReadonlyMap<string, AuthorshipView>>(new Map());
  readonly failed = new Watched(false);
  readonly #desk: TextDesk;
  readonly #fetch: (clause: string) => Promise<AuthorshipView>;
  readonly #classOf: (author: AuthorView) => string | null;
  /** The text that was asked about last, by clause. */
  readonly #asked = new Map<string, unknown>();
  readonly #ends: readonly (() => void)[];
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    desk: TextDesk,
    fetch: (clause: string) => Promise<AuthorshipView>,
    classOf: (author: AuthorView) => string | null,
  ) {
    this.#desk = desk;
    this.#fetch = fetch;
    this.#classOf = classOf;
    this.#ends = [
      desk.mounted.subscribe(() => this.#ask(0)),
      desk.textEpoch.subscribe(() => this.#ask(restMs)),
    ];
  }

  toggle(): void {
    this.shown.set(!this.shown.current);
    this.failed.set(false);
    if (this.shown.current) {
      announce(t('who.shown'));
      this.#ask(0);
      return;
    }
    this.#asked.clear();
    this.views.set(new Map());
    for (const editor of this.#desk.live.editors()) {
      this.#desk.live.module?.showAuthorship(editor.view, null);
    }
  }

  destroy(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    for (const end of this.#ends) end();
  }

  #ask(after: number): void {
    if (!this.shown.current) return;
    if (this.#timer !== null) {
      if (after > 0) return;
      clearTimeout(this.#timer);
    }
    this.#timer = setTimeout(() => {
      this.#timer = null;
      for (const { clause } of this.#desk.live.editors()) void this.#read(clause);
    }, after);
  }

  async #read(clause: string): Promise<void> {
    const text = this.#desk.textOf(clause);
    if (this.#asked.get(clause) === text) return this.#draw(clause);
    this.#asked.set(clause, text);
    try {
      const view = await this.#fetch(clause);
      if (!this.shown.current) return;
      this.views.set(new Map([...this.views.current, [clause, view]]));
      this.failed.set(false);
      this.#draw(clause);
      // What is on its way to the server has no author there yet.
      if ((this.#desk.live.room(clause)?.unsaved.current ?? 0) === 0) return;
      this.#asked.delete(clause);
      this.#ask(restMs);
    } catch {
      // Asked again with the next change.
      this.#asked.delete(clause);
      this.failed.set(true);
    }
  }

  #draw(clause: string): void {
    const editor = this.#desk.live.editor(clause);
    const view = this.views.current.get(clause);
    if (!editor || !view) return;
    this.#desk.live.module?.showAuthorship(editor.view, {
      text: view.text,
      look: (by) => {
        const author = view.authors[by];
        const className = author ? this.#classOf(author) : null;
        return author && className !== null ? { className, title: author.name } : null;
      },
    });
  }
}
