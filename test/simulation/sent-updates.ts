/**
 * The updates that one connection of one room sent, in their order, by which its acknowledgements count.
 */
import { messageSync, syncStep1 } from '@travaux/editor/frames';
import * as decoding from 'lib0/decoding';

export class SentUpdates {
  readonly #updates: { readonly bytes: Uint8Array; readonly at: number }[] = [];
  #acknowledged = 0;

  /** @returns whether the message carries an update */
  note(message: Uint8Array, at: number): boolean {
    const decoder = decoding.createDecoder(message);
    if (decoding.readVarUint(decoder) !== messageSync) return false;
    if (decoding.readVarUint(decoder) === syncStep1) return false;
    this.#updates.push({ bytes: decoding.readVarUint8Array(decoder), at });
    return true;
  }

  /** Those that `count` acknowledges and no earlier one did; null when there are not so many. */
  acknowledge(count: number): Uint8Array[] | null {
    if (count <= this.#acknowledged || count > this.#updates.length) return null;
    const news = this.#updates.slice(this.#acknowledged, count);
    this.#acknowledged = count;
    return news.map(({ bytes }) => bytes);
  }

  get isAllAcknowledged(): boolean {
    return this.#acknowledged === this.#updates.length;
  }

  /** When the first that is not acknowledged was sent. */
  get waitsSince(): number | null {
    return this.#updates[this.#acknowledged]?.at ?? null;
  }
}
