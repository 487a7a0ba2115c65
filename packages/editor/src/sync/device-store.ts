/**
 * What this device keeps of an agreement besides the clauses' documents (those are y-indexeddb's, one database
 * per clause): which clauses it keeps, which changes are unsent, and the words that were set aside. One small
 * IndexedDB database per identity and agreement; all tabs of the identity share it.
 *
 * Keeping is a help, never a condition: when the device refuses (private window, full disk), everything goes
 * on in memory, and `healthy` says that nothing can be promised.
 */
import * as idb from 'lib0/indexeddb';
import type { SetAside } from './sync.ts';
import type { UnsentRecord } from './unsaved-changes.ts';

/** What the device has of a clause: the updates of its document, and who has written what unsent. */
export interface KeptText {
  readonly updates: readonly Uint8Array[];
  readonly unsent: readonly UnsentRecord[];
}

export interface DeviceStore {
  /** false once a write failed. */
  readonly healthy: boolean;
  /** Name of the y-indexeddb database of a clause. */
  documentName(clause: string): string;
  /** Whether the device has a text of this clause that once came from the server. */
  keeps(clause: string): Promise<boolean>;
  keep(clause: string): Promise<void>;
  unsent(clause?: string): Promise<readonly UnsentRecord[]>;
  /** Writes the record, or removes it when nothing in it is unsent. */
  noteUnsent(record: UnsentRecord): Promise<void>;
  /** Another document carried these to the server: whoever wrote more since keeps the rest. */
  settle(records: readonly UnsentRecord[]): Promise<void>;
  setAside(): Promise<readonly SetAside[]>;
  putSetAside(entry: SetAside): Promise<void>;
  removeSetAside(id: string): Promise<void>;
  /**
   * Empties what is kept of a clause: its document and its unsent records, once `rescue` has seen to what others
   * than the caller wrote there and nobody has sent yet. Another tab may be gone before it hears of the refusal.
   */
  empty(clause: string, rescue: (kept: KeptText) => Promise<void>): Promise<void>;
  /** Clauses that the device has a text of. */
  keptClauses(): Promise<readonly string[]>;
  /** Deletes the text of a clause, unless it holds words that nobody has sent: those are their author's first. */
  forgetText(clause: string): Promise<void>;
  /** Deletes everything of this agreement and identity. */
  forget(): Promise<void>;
  close(): void;
}

const clauses = 'clauses';
const unsent = 'unsent';
const setAside = 'set-aside';
/** How long a device may take to open its database before we go on without it. */
const patience = 5_000;

/** null: this device keeps nothing (no IndexedDB, or it does not answer). */
export async function openDeviceStore(prefix: string, agreement: string): Promise<DeviceStore | null> {
  if (typeof indexedDB === 'undefined') return null;
  const name = `${prefix}/${agreement}`;
  const opening = idb.openDB(name, (db: IDBDatabase) =>
    idb.createStores(db, [[clauses], [unsent], [setAside]]),
  );
  const db = await Promise.race([opening, afterPatience()]).catch(() => null);
  if (db !== null) return deviceStore(db, name);
  opening.then(
    (late) => late.close(),
    () => {},
  );
  return null;
}

function afterPatience(): Promise<null> {
  return new Promise((resolve) => {
    const timer: unknown = setTimeout(() => resolve(null), patience);
    if (typeof timer === 'object' && timer !== null && 'unref' in timer) {
      (timer as { unref(): void }).unref();
    }
  });
}

function deviceStore(db: IDBDatabase, name: string): DeviceStore {
  let healthy = true;
  const unsentKey = (record: { clause: string; client: number }) => [record.clause, record.client];
  const documentName = (clause: string) => `${name}/${clause}`;

  /** Resolves when the transaction is committed; a failed write is noted and swallowed. */
  function write(storeName: string, change: (store: IDBObjectStore) => void): Promise<void> {
    return new Promise((resolve) => {
      const failed = () => {
        healthy = false;
        resolve();
      };
      try {
        const transaction = db.transaction(storeName, 'readwrite');
        transaction.oncomplete = () => resolve();
        transaction.onabort = failed;
        transaction.onerror = failed;
        change(transaction.objectStore(storeName));
      } catch {
        failed();
      }
    });
  }

  async function read<T>(
    storeName: string,
    question: (store: IDBObjectStore) => IDBRequest,
    otherwise: T,
  ): Promise<T> {
    try {
      return (await idb.rtop(question(db.transaction(storeName, 'readonly').objectStore(storeName)))) as T;
    } catch {
      healthy = false;
      return otherwise;
    }
  }

  return {
    get healthy() {
      return healthy;
    },
    documentName,
    keeps: async (clause) => (await read<number>(clauses, (store) => store.count(clause), 0)) > 0,
    keep: (clause) => write(clauses, (store) => store.put(true, clause)),
    unsent: (clause) =>
      read<UnsentRecord[]>(
        unsent,
        (store) =>
          store.getAll(clause === undefined ? undefined : IDBKeyRange.bound([clause], [clause, Infinity])),
        [],
      ),
    noteUnsent: (record) =>
      write(unsent, (store) => {
        if (record.made > record.saved) store.put(record, unsentKey(record));
        else store.delete(unsentKey(record));
      }),
    settle: (records) =>
      write(unsent, (store) => {
        for (const record of records) {
          const request = store.get(unsentKey(record));
          request.onsuccess = () => {
            const now = request.result as UnsentRecord | undefined;
            if (now === undefined) return;
            if (now.made <= record.made) store.delete(unsentKey(record));
            else if (now.saved < record.made) store.put({ ...now, saved: record.made }, unsentKey(record));
          };
        }
      }),
    setAside: () => read<SetAside[]>(setAside, (store) => store.getAll(), []),
    putSetAside: (entry) => write(setAside, (store) => store.put(entry, entry.id)),
    removeSetAside: (id) => write(setAside, (store) => store.delete(id)),
    async empty(clause, rescue) {
      const unsentOf = () => this.unsent(clause);
      // The text first: an unsent record without a text is harmless, the other way round it would be sent.
      // Emptied and not deleted: a deletion waits for other tabs that have the database open.
      await emptyDocument(documentName(clause), async (updates) => {
        await rescue({ updates, unsent: await unsentOf() });
        return true;
      }).catch(() => {
        healthy = false;
      });
      await write(unsent, (store) => store.delete(IDBKeyRange.bound([clause], [clause, Infinity])));
      await write(clauses, (store) => store.delete(clause));
    },
    keptClauses: () => read<string[]>(clauses, (store) => store.getAllKeys(), []),
    async forgetText(clause) {
      const emptied = await emptyDocument(
        documentName(clause),
        async () => (await this.unsent(clause)).length === 0,
      ).catch(() => (healthy = false));
      if (emptied) await write(clauses, (store) => store.delete(clause));
    },
    async forget() {
      const kept = await this.keptClauses();
      const open = await read<UnsentRecord[]>(unsent, (store) => store.getAll(), []);
      const names = new Set([...kept, ...open.map((record) => record.clause)].map(documentName));
      for (const found of await databasesOf(name)) names.add(found);
      db.close();
      // The index last: interrupted, the next `forget` still knows the rest.
      names.delete(name);
      await Promise.all([...names].map(deleteDatabase));
      await deleteDatabase(name);
    },
    close: () => db.close(),
  };
}

/** @returns whether it is empty now: it is not when, asked with what it holds, the caller says no */
async function emptyDocument(
  name: string,
  mayBeEmptied: (updates: readonly Uint8Array[]) => Promise<boolean>,
): Promise<boolean> {
  const db = await idb.openDB(name, (fresh: IDBDatabase) =>
    // As y-indexeddb lays its database out.
    idb.createStores(fresh, [['updates', { autoIncrement: true }], ['custom']]),
  );
  try {
    // Another tab may write while its words are being seen to: then they are seen to once more.
    for (;;) {
      const updates = db.transaction('updates', 'readonly').objectStore('updates');
      const [keys, values] = await Promise.all([
        idb.rtop(updates.getAllKeys()) as Promise<number[]>,
        idb.rtop(updates.getAll()) as Promise<Uint8Array[]>,
      ]);
      if (!(await mayBeEmptied(values))) return false;
      if (await clearUpTo(db, keys.at(-1) ?? 0)) return true;
    }
  } finally {
    db.close();
  }
}

/** Clears the updates, unless there are some behind the last that was read. @returns whether it did */
function clearUpTo(db: IDBDatabase, last: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction('updates', 'readwrite');
    const updates = transaction.objectStore('updates');
    let cleared = false;
    const later = updates.count(IDBKeyRange.lowerBound(last, true));
    later.onsuccess = () => {
      if (later.result > 0) return;
      updates.clear();
      cleared = true;
    };
    transaction.oncomplete = () => resolve(cleared);
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
  });
}

/** Not every browser lists its databases; the index of kept clauses serves there. */
async function databasesOf(name: string): Promise<string[]> {
  if (typeof indexedDB.databases !== 'function') return [];
  try {
    const all = await indexedDB.databases();
    return all.flatMap((info) => (info.name?.startsWith(`${name}/`) ? [info.name] : []));
  } catch {
    return [];
  }
}

/** Another tab may hold it open: its connection closes at the version change, else the deletion waits. */
function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => resolve();
    request.onblocked = () => resolve();
  });
}
