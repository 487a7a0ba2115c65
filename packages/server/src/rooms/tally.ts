/** A tally: how many of something each holder has; who has none is not remembered, and null is nobody. */
export class Tally {
  readonly #held = new Map<string, number>();

  of(holder: string | null): number {
    return holder === null ? 0 : (this.#held.get(holder) ?? 0);
  }

  add(holder: string | null, by: 1 | -1): void {
    if (holder === null) return;
    const held = this.of(holder) + by;
    if (held > 0) this.#held.set(holder, held);
    else this.#held.delete(holder);
  }
}
