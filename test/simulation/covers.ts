/**
 * Whether a document holds an update: every struct of it is there, and everything that it deletes is deleted.
 */
import * as Y from 'yjs';

export function covers({ store }: Y.Doc, update: Uint8Array): boolean {
  const { structs, ds } = Y.decodeUpdate(update);
  for (const { id, length } of structs) if (id.clock + length > Y.getState(store, id.client)) return false;
  for (const [client, runs] of ds.clients) {
    const known = store.clients.get(client) ?? [];
    for (const { clock, len } of runs) {
      if (clock + len > Y.getState(store, client)) return false;
      for (let i = Y.findIndexSS(known, clock); i < known.length; i++) {
        const struct = known[i]!;
        if (struct.id.clock >= clock + len) break;
        if (!struct.deleted) return false;
      }
    }
  }
  return true;
}
