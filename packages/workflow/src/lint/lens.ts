/**
 * The lens: through it a rule looks up whatever it needs beside the thing that it is asked about. What is looked up
 * is written down, so that the rule is asked again when, and only when, that has changed.
 *
 * Things are compared by identity: whoever makes a `Subject` keeps the objects of what did not change.
 */
import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals-core';
import type { Subject } from './subject.ts';
import { kinds, type Kind, type Things } from './things.ts';

export interface Lens {
  /** The thing of that name, the first where there are several; undefined where there is none. */
  find<K extends Kind>(kind: K, name: string): Things[K] | undefined;
  /**
   * All of a kind, in order. A rule that reads this is asked again about every one of its things whenever any of the
   * list changes: where it is about more than the whole agreement, put it into a question.
   */
  all<K extends Exclude<Kind, 'translation'>>(kind: K): readonly Things[K][];
  /** The answer to a question that several rules or things share; it is worked out once. */
  ask<V>(question: Question<V>, about?: string): V;
  /** Tags of the other languages that the agreement is held in. */
  languages(): readonly string[];
  /** Tag of the language of the text. */
  language(): string;
  /** `2026-11-25`, or null when the day does not matter. */
  today(): string | null;
}

/** Something worked out from the agreement. An answer that is the same as before asks nobody again. */
export interface Question<V> {
  readonly answer: (see: Lens, about: string) => V;
  /** Identity where nothing is said. */
  readonly same?: (before: V, after: V) => boolean;
}

const translationName = (language: string, clause: string) => `${language} ${clause}`;

/** A lens whose subject can be exchanged. */
export class Glass implements Lens {
  readonly #lists = new Map<Kind, Signal<readonly object[]>>();
  readonly #names = new Map<Kind, ReadonlyMap<string, object>>();
  readonly #found = new Map<Kind, Map<string, Signal<object | undefined>>>();
  readonly #answers = new Map<object, Map<string, ReadonlySignal<unknown>>>();
  readonly #languages = signal<readonly string[]>([]);
  readonly #language = signal('');
  readonly #today = signal<string | null>(null);
  #versions: Subject['text']['versions'] = [];

  /** Within a batch: whoever read what has changed is asked again at its end. */
  show(subject: Subject): void {
    for (const [kind, { list, name }] of Object.entries(kinds) as [Kind, (typeof kinds)['milestone']][]) {
      const things = list(subject);
      if (this.#list(kind).peek() === things) continue;
      this.#list(kind).value = things;
      this.#rename(kind, new Map(things.toReversed().map((thing) => [name(thing), thing])));
    }
    const { language, versions } = subject.text;
    if (versions !== this.#versions) {
      this.#versions = versions;
      this.#languages.value = keep(
        this.#languages.peek(),
        versions.map((version) => version.language),
      );
      this.#rename(
        'translation',
        new Map(
          versions.flatMap((version) =>
            version.clauses.map((clause) => [translationName(version.language, clause.id), clause] as const),
          ),
        ),
      );
    }
    this.#language.value = language;
    this.#today.value = subject.today;
  }

  find<K extends Kind>(kind: K, name: string): Things[K] | undefined {
    const cells = this.#cells(kind);
    let cell = cells.get(name);
    if (!cell) {
      cell = signal(this.#names.get(kind)?.get(name), { unwatched: () => cells.delete(name) });
      cells.set(name, cell);
    }
    return cell.value as Things[K] | undefined;
  }

  all<K extends Exclude<Kind, 'translation'>>(kind: K): readonly Things[K][] {
    return this.#list(kind).value as readonly Things[K][];
  }

  ask<V>(question: Question<V>, about = ''): V {
    const answers = this.#answers.get(question) ?? new Map<string, ReadonlySignal<unknown>>();
    this.#answers.set(question, answers);
    let cell = answers.get(about) as ReadonlySignal<V> | undefined;
    if (!cell) {
      let last: { readonly value: V } | null = null;
      const { answer, same = Object.is } = question;
      cell = computed(
        () => {
          const value = answer(this, about);
          if (last === null || !same(last.value, value)) last = { value };
          return last.value;
        },
        { unwatched: () => answers.delete(about) },
      );
      answers.set(about, cell);
    }
    return cell.value;
  }

  languages = (): readonly string[] => this.#languages.value;
  language = (): string => this.#language.value;
  today = (): string | null => this.#today.value;

  #list(kind: Kind): Signal<readonly object[]> {
    const list = this.#lists.get(kind) ?? signal<readonly object[]>([]);
    this.#lists.set(kind, list);
    return list;
  }

  #cells(kind: Kind): Map<string, Signal<object | undefined>> {
    const cells = this.#found.get(kind) ?? new Map<string, Signal<object | undefined>>();
    this.#found.set(kind, cells);
    return cells;
  }

  #rename(kind: Kind, names: ReadonlyMap<string, object>): void {
    this.#names.set(kind, names);
    for (const [name, cell] of this.#cells(kind)) cell.value = names.get(name);
  }
}

const keep = (before: readonly string[], after: readonly string[]) =>
  before.length === after.length && before.every((tag, index) => tag === after[index]) ? before : after;
