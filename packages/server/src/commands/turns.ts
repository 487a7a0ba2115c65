/**
 * Turns: work on one thing runs piece after piece, in the order in which it was asked for; work on different
 * things does not wait for each other.
 */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  run<T>(thing: string, work: () => Promise<T>): Promise<T> {
    const done = (this.#last.get(thing) ?? Promise.resolve()).then(work);
    const settled = done.then(
      () => undefined,
      () => undefined,
    );
    this.#last.set(thing, settled);
    void settled.then(() => {
      if (this.#last.get(thing) === settled) this.#last.delete(thing);
    });
    return done;
  }
}
