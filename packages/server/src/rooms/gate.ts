/**
 * The gate: whether an update that was scanned may be applied to a room's text. The update is let in whole or
 * refused whole; nothing is ever filtered out of one. Decided in the room's own queue, from the text as it is
 * and the rights as they are at that moment.
 */
import { closeCodes, type CloseCode } from '@travaux/editor/frames';
import * as Y from 'yjs';
import type { RoomLimits } from './limits.ts';
import type { DeletedRun, Scan } from './scan.ts';
import { isTidying } from './tidying.ts';

export type Verdict =
  /** Let in; these client ids belong to the sender from now on. */
  | { readonly kind: 'news'; readonly leases: readonly number[] }
  /** Everything in it is in the room already: an echo, as in every handshake of an up-to-date client. */
  | { readonly kind: 'no-news' }
  /** It refers to what is not here: the client is asked for all that it has. */
  | { readonly kind: 'gap' }
  | { readonly kind: 'refused'; readonly code: CloseCode; readonly reason: string };

export interface Refused {
  readonly code: CloseCode;
  readonly reason: string;
}

/** Who sent an update, as far as the gate asks. */
export interface Sender {
  readonly person: string | null;
  /** null: may edit; else what to say. */
  readonly barred: Refused | null;
}

/**
 * Which person writes under which Yjs client ids. Two writers under one id would diverge for ever with equal
 * state vectors, so an id belongs to one person and room, remembered in the journal.
 */
export interface Leases {
  /** Who writes under an id, or was seen with it: undefined: nobody; null: the system. */
  ownerOf(client: number): string | null | undefined;
  /** Whether the owner is in the journal already. */
  isRecorded(client: number): boolean;
  /** Whether the person may take so many more ids now; counts them when true. */
  grant(person: string, count: number): boolean;
}

type Store = Y.Doc['store'];

export function judge(scan: Scan, sender: Sender, store: Store, leases: Leases, limits: RoomLimits): Verdict {
  const fresh = scan.sections.filter(({ client, to }) => to > Y.getState(store, client));
  const deletions = newDeletions(store, scan.deleted);
  if (fresh.length === 0 && deletions.runs === 0) return { kind: 'no-news' };

  const { person, barred } = sender;
  if (barred !== null || person === null) {
    // The room tidied up its own copy.
    if (fresh.length === 0 && deletions.marks !== null && isTidying(deletions.marks))
      return { kind: 'no-news' };
    return { kind: 'refused', ...(barred ?? notAllowed) };
  }

  if (deletions.runs > limits.deletedRuns) {
    return refused(closeCodes.tooLarge, 'The edit deletes too many separate pieces at once.');
  }

  const own = (client: number): boolean => {
    const owner = leases.ownerOf(client);
    return owner === undefined || owner === person;
  };

  const reach = new Map<number, number>();
  let gap = scan.holes;
  for (const { client, from, to } of fresh) {
    if (!own(client))
      return refused(closeCodes.refusedUpdate, 'The edit is written under the id of another.');
    if (from > Y.getState(store, client)) gap = true;
    else reach.set(client, to);
  }
  const known = (client: number): number => reach.get(client) ?? Y.getState(store, client);
  const missing = [
    ...[...scan.references].map(([client, clock]) => ({ client, needs: clock + 1 })),
    ...scan.deleted.map(({ client, to }) => ({ client, needs: to })),
  ].filter(({ client, needs }) => needs > known(client));
  for (const { client } of missing) {
    // What somebody else has not written yet can be neither referred to nor deleted.
    if (!own(client))
      return refused(closeCodes.refusedUpdate, 'The edit reaches into what others have not written.');
    gap = true;
  }
  if (gap) return { kind: 'gap' };

  const taken = fresh.map(({ client }) => client).filter((client) => !leases.isRecorded(client));
  if (taken.length > 0 && !leases.grant(person, taken.length)) {
    return refused(
      closeCodes.tooManyRequests,
      'Too many editors were opened on this clause: try again later.',
    );
  }
  return { kind: 'news', leases: taken };
}

export const notAllowed: Refused = {
  code: closeCodes.notAllowed,
  reason: 'You may read this clause but not edit it.',
};

function refused(code: CloseCode, reason: string): Verdict {
  return { kind: 'refused', code, reason };
}

/** How many runs of a delete set delete something that is not deleted yet, or not there yet. */
function newDeletions(
  store: Store,
  deleted: readonly DeletedRun[],
): {
  readonly runs: number;
  /** What they delete when that is nothing but marks, or null. */
  readonly marks: ReadonlySet<Y.Item> | null;
} {
  let runs = 0;
  let marks: Set<Y.Item> | null = new Set();
  for (const { client, from, to } of deleted) {
    const structs = store.clients.get(client) ?? [];
    const end = Math.min(to, Y.getState(store, client));
    let fresh = to > end;
    if (fresh) marks = null;
    if (from < end) {
      for (let i = Y.findIndexSS(structs, from); i < structs.length; i++) {
        const struct = structs[i];
        if (struct === undefined || struct.id.clock >= end) break;
        if (struct.deleted) continue;
        fresh = true;
        if (struct instanceof Y.Item && struct.content instanceof Y.ContentFormat) marks?.add(struct);
        else marks = null;
      }
    }
    if (fresh) runs++;
  }
  return { runs, marks };
}
