/**
 * What an undo puts back names the neighbours between which it stands.
 *
 * Each struct of a Yjs list names its two neighbours, and every copy finds its place by them. Yjs takes them, when it
 * puts back what stood in a paragraph that was itself deleted and restored, from a search through what was restored
 * before; now and then the two that it finds are one and the same, or stand the wrong way round. The struct then
 * stands in one place here and in another there, for ever, and the server refuses it (rooms/list-order). So before an
 * undo or a redo becomes an update, its structs are given the neighbours that they have in this copy.
 */
import * as Y from 'yjs';

export function nameNeighboursOfUndone(ydoc: Y.Doc): void {
  ydoc.on('beforeObserverCalls', (transaction) => {
    if (transaction.origin instanceof Y.UndoManager) nameNeighbours(transaction);
  });
}

function nameNeighbours({ doc, beforeState }: Y.Transaction): void {
  const self = doc.clientID;
  const structs = doc.store.clients.get(self) ?? [];
  const from = beforeState.get(self) ?? 0;
  if (from >= Y.getState(doc.store, self)) return;
  for (const item of structs.slice(Y.findIndexSS(structs, from))) {
    // The values of an attribute have no neighbour on the right.
    if (!(item instanceof Y.Item) || item.parentSub !== null) continue;
    // What came later in this undo is not there yet where the update is read.
    const isLater = ({ id }: Y.Item) => id.client === self && id.clock > item.id.clock;
    let { left, right } = item;
    while (left !== null && isLater(left)) ({ left } = left);
    while (right !== null && isLater(right)) ({ right } = right);
    // Where both are at the edge, the update names the parent, as it does of any first struct.
    item.origin = left && left.lastId;
    item.rightOrigin = right && right.id;
  }
}
