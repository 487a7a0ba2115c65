/**
 * The order of a list: which neighbours a struct may name.
 *
 * Each struct names the neighbours between which it was written, the left one (`origin`) and the right one
 * (`rightOrigin`); at the edge of the list there is none. From these two alone every copy finds the place of the
 * struct by itself, whatever else it has by then. Yjs (YATA) finds the same place everywhere only for pairs that
 * an author can have had before their eyes, and never asks whether a pair is one. With a forged pair copies differ
 * for ever, with equal state vectors, and a snapshot loads as another text than its journal.
 *
 * What can an author have had before their eyes? Two structs side by side, in a list from which some of what is
 * here may have been missing. So:
 *
 * 1. the left neighbour stands left of the right one;
 * 2. what stands between them here, the author did not have. But with a struct one has what it was written beside:
 *    its own two neighbours, theirs, and so on. So none of these stands between.
 *
 * Of 2 it is enough to ask two things: the right neighbour was not written beside something that stands between
 * (its origin stands no further right than the left neighbour), and the left one was not (its right origin stands
 * no further left than the right neighbour). Suppose that neither was, and that something between them is found
 * further back, say from the right neighbour r by way of its origin. That origin stands left of everything between,
 * so what was found stands between r and r's own origin, and r's own pair was forged, which it is not: it came
 * through this check. From r by way of its right origin, and from the left neighbour, it is the same.
 *
 * Why such pairs are safe: call a struct a child of its left neighbour. A struct and its descendants always stand
 * together, because a right neighbour is a child of the left one or no descendant of it at all; and between the
 * children of one struct the rule of Yjs (by right neighbours, then by client id) depends on these structs alone.
 * And where both neighbours lie in one run of letters, Yjs cuts the run for the right one after it has noted the
 * left one, which is then another if they stand the wrong way round. This is an argument, not a proof of Yjs. What
 * stands in for one is test/rooms/list-order: every list of up to four letters, of every sharing of client ids, in
 * every order of arrival that Yjs allows, and seeded longer ones in pieces. Any such order can happen: a snapshot
 * goes by client ids, and who returns has own structs before those of others. The test also shows that 1 and the
 * first question of 2 are needed; of the second no harm is known when it is not asked, but the argument needs it.
 *
 * Why honest people pass: what one types stands between two structs that are side by side in one's copy. An undo in
 * a paragraph that was itself deleted and restored is the one case in which Yjs names others, and now and then a
 * pair that stands the wrong way round, with which copies of honest people differ; so our client names the real
 * neighbours (editor/sync/undo-neighbours). From a stock client such an undo is refused.
 *
 * The values of an attribute are a list too, of which the last counts; honest ones are always put last.
 */
import * as Y from 'yjs';

/** An honest struct finds its neighbours within what others wrote at the same spot meanwhile. */
const maxSteps = 500_000;

/** @param added structs of one update, as they were integrated; those of each client in the order of their clocks */
export function isInOrder(added: readonly Y.Item[]): boolean {
  const checked = new Set<Y.Item>();
  let steps = 0;

  const standsWhereItSays = (item: Y.Item): boolean => {
    const { origin, rightOrigin } = item;
    const left = origin && holderOf(origin, item);
    const right = rightOrigin && holderOf(rightOrigin, item);
    // What was written beside the two: must not stand between them.
    let besideLeft = left && left.rightOrigin;
    let besideRight = right && right.origin;
    if (rightOrigin === null || right === null) return besideLeft === null;
    if (item.parentSub !== null) return false;
    // In the middle of a run, it was written beside the one before it.
    if (right.id.clock !== rightOrigin.clock) return false;
    if (origin === null) {
      if (besideRight !== null) return false;
    } else if (besideRight !== null && isSame(besideRight, origin)) besideRight = null;
    if (besideLeft !== null && isSame(besideLeft, rightOrigin)) besideLeft = null;
    const isForbidden = (between: Y.Item) =>
      (besideLeft !== null && holds(between, besideLeft)) ||
      (besideRight !== null && holds(between, besideRight));

    // What was pasted in one piece shares a neighbour: from a checked one on, the way was gone already.
    for (let next = item.right; next !== right; next = next.right) {
      if (next === null || ++steps > maxSteps || isForbidden(next)) return false;
      if (besideLeft === null && checked.has(next) && isSame(next.rightOrigin, rightOrigin)) break;
    }
    if (besideLeft === null && besideRight === null) return true;
    for (let next = item.left; next !== left; next = next.left) {
      if (next === null || ++steps > maxSteps || isForbidden(next)) return false;
      if (besideRight === null && checked.has(next) && isSame(next.origin, origin)) return true;
    }
    // The left neighbour may stand in the middle of a run, of which the rest is between.
    const rest = left !== null && besideRight !== null && holds(left, besideRight);
    return !(rest && origin !== null && besideRight !== null && besideRight.clock > origin.clock);
  };

  for (const item of [...added].reverse()) {
    if (!standsWhereItSays(item)) return false;
    checked.add(item);
  }
  return true;
}

/** The run that holds a struct; null when it is gone, with the node that it stood in. */
function holderOf({ client, clock }: Y.ID, { parent }: Y.Item): Y.Item | null {
  const structs = (parent as Y.AbstractType<unknown>).doc?.store.clients.get(client) ?? [];
  const struct = structs[Y.findIndexSS(structs, clock)];
  return struct instanceof Y.Item ? struct : null;
}

function holds({ id, length }: Y.Item, { client, clock }: Y.ID): boolean {
  return id.client === client && id.clock <= clock && clock < id.clock + length;
}

function isSame(a: Y.ID | null, b: Y.ID | null): boolean {
  return a === b || (a !== null && b !== null && a.client === b.client && a.clock === b.clock);
}
