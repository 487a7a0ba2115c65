/**
 * Placing: how the structs of an update come into the text, one after the other, with the work counted.
 *
 * To find the place of a struct, Yjs passes what others wrote between its two neighbours. Honest people find little
 * there. But an update of a few kilobytes can name neighbours that lie a whole clause apart, thousands of times over,
 * and would hold the process for minutes; and applying cannot be broken off. So this does what `applyUpdate` does
 * with structs of which nothing is missing, and looks before each of them how far Yjs would go.
 */
import * as Y from 'yjs';

type Struct = Y.Item | Y.GC;

/**
 * @param structs of one update, those of each client in the order of their clocks, without holes; whatever they refer
 *   to is here or among them
 * @param maxSteps how many structs may be passed for all of them
 * @throws when it would be more: what came before is in the document by then
 */
export function placeStructs(
  transaction: Y.Transaction,
  structs: readonly Struct[],
  root: Y.XmlFragment,
  maxSteps: number,
): void {
  const { store } = transaction.doc;
  const queues = new Map<number, { readonly structs: Struct[]; at: number }>();
  for (const struct of structs) {
    const { client } = struct.id;
    const queue = queues.get(client);
    if (queue === undefined) queues.set(client, { structs: [struct], at: 0 });
    else queue.structs.push(struct);
  }
  let steps = 0;

  const place = (struct: Struct): void => {
    const offset = Y.getState(store, struct.id.client) - struct.id.clock;
    if (offset >= struct.length) return;
    if (struct instanceof Y.Item) {
      steps += stepsToPlace(transaction, struct, offset, maxSteps - steps);
      if (steps > maxSteps) throw new RangeError('neighbours are too far apart');
    }
    struct.integrate(transaction, offset);
  };

  for (const client of queues.keys()) {
    // Clients of which a struct is waited for, the one that waits below.
    const stack = [client];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const queue = queues.get(top);
      const struct = queue?.structs[queue.at];
      if (queue === undefined || struct === undefined) {
        // Done; what waits for more than there is would be pending, and the gate lets none of that in.
        if (stack.length > 1) throw new Error('a struct refers to what is not there');
        break;
      }
      // `decodeUpdate` knows no document, and names the root by a string that its types do not tell of.
      if (struct instanceof Y.Item && typeof (struct.parent as unknown) === 'string') struct.parent = root;
      const missing = struct.getMissing(transaction, store);
      if (missing === null) {
        place(struct);
        queue.at += 1;
        if (stack.length > 1) stack.pop();
      } else if (stack.includes(missing)) throw new Error('structs refer to each other');
      else stack.push(missing);
    }
  }
}

/** How many structs Yjs passes to find the place of this one; more than `max` when it is more than that. */
function stepsToPlace(transaction: Y.Transaction, item: Y.Item, offset: number, max: number): number {
  // Not null but undefined where the parent was deleted: whatever was written in it goes as well.
  if (!item.parent) return 0;
  const { store } = transaction.doc;
  const { client, clock } = item.id;
  // Of a struct that is known in part, the rest stands beside that part.
  const known = offset > 0 ? Y.createID(client, clock + offset - 1) : null;
  const origin = known ?? item.origin;
  const left = known === null ? item.left : Y.getItemCleanEnd(transaction, store, known);
  if (left !== null && !(left instanceof Y.Item)) return 0;
  let steps = 0;
  let other = left === null ? null : left.right;
  if (left === null) {
    const parent = item.parent as Y.AbstractType<unknown>;
    other = item.parentSub === null ? parent._start : (parent._map.get(item.parentSub) ?? null);
    if (item.parentSub !== null) for (; other?.left && steps <= max; other = other.left) steps++;
  }
  const passed = new Set<Y.Item>();
  for (; other !== null && other !== item.right && steps <= max; other = other.right) {
    steps++;
    passed.add(other);
    if (Y.compareIDs(origin, other.origin)) {
      if (other.id.client >= client && Y.compareIDs(item.rightOrigin, other.rightOrigin)) break;
    } else if (other.origin === null || !passed.has(Y.getItem(store, other.origin))) break;
  }
  return steps;
}
