/**
 * The order of a list: each struct names the two neighbours between which it was written, and in every copy it must
 * come to stand between them. A forged pair that stands the other way round is put in different places by copies
 * that learn of the same structs in another order, or in other pieces: they differ for ever, with equal state
 * vectors, and a snapshot would load as another text than its journal.
 */
import type * as Y from 'yjs';

/** An honest struct finds its neighbours within what others wrote at the same spot meanwhile. */
const maxSteps = 100_000;

/** @param added structs of one update, as they were integrated, in the order of their clocks */
export function isInOrder(added: readonly Y.Item[]): boolean {
  const checked = new Set<Y.Item>();
  let steps = 0;

  /** Whether one comes to the neighbour by going on like this. */
  const reaches = (item: Y.Item, side: 'left' | 'right', neighbour: 'origin' | 'rightOrigin'): boolean => {
    const id = item[neighbour];
    if (id === null) return true;
    for (let next = item[side]; next !== null; next = next[side]) {
      if (++steps > maxSteps) return false;
      if (holds(next, id)) return true;
      // What was pasted in one piece shares a neighbour: the way from there on was gone already.
      const shared = next[neighbour];
      if (shared !== null && isSame(shared, id) && checked.has(next)) return true;
    }
    return false;
  };

  for (const item of [...added].reverse()) {
    // The values of an attribute are no list: only the last counts, and it is where Yjs put it.
    if (item.parentSub !== null) continue;
    if (!reaches(item, 'right', 'rightOrigin') || !reaches(item, 'left', 'origin')) return false;
    checked.add(item);
  }
  return true;
}

function holds({ id, length }: Y.Item, { client, clock }: Y.ID): boolean {
  return id.client === client && id.clock <= clock && clock < id.clock + length;
}

function isSame(a: Y.ID, b: Y.ID): boolean {
  return a.client === b.client && a.clock === b.clock;
}
