/**
 * One person's working copy of a clause: its Y.Doc, bound to the server by the stock y-websocket provider (over
 * a channel of the one socket) and to this device by y-indexeddb. It lives until its room closes, or until
 * the server refuses what was written in it; then the room takes a fresh one.
 */
import { Awareness } from 'y-protocols/awareness';
import { IndexeddbPersistence } from 'y-indexeddb';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { textOf } from '../document/clause-text.ts';
import { channelControl } from './channel-socket.ts';
import type { DeviceStore } from './device-store.ts';
import type { MuxSocket } from './mux-socket.ts';
import type { Watchable } from './sync.ts';
import { nameNeighboursOfUndone } from './undo-neighbours.ts';
import { unsavedChanges, type UnsavedChanges, type UnsentRecord } from './unsaved-changes.ts';
import { plainText, unsentWords } from './unsent-words.ts';
import { sameFields, watched } from './watchable.ts';

/** What is known of a copy; the room's state is derived from it. */
export interface CopyFacts {
  /** What the device keeps was read (or there is nothing). */
  readonly loaded: boolean;
  /** The copy holds a text that came from the server, now or in an earlier visit. */
  readonly hasText: boolean;
  /** Joined, and the server's text is in. */
  readonly synced: boolean;
}

export interface WorkingCopy {
  readonly ydoc: Y.Doc;
  readonly awareness: Awareness;
  readonly facts: Watchable<CopyFacts>;
  readonly unsaved: Watchable<number>;
  hold(): void;
  flush(): void;
  /** Asks the server for a sign of life; false when not joined. */
  probe(): boolean;
  /** Joins again after the server ended the session for a reason that has passed. */
  rejoin(): void;
  /** The words that the server does not have. */
  unsentWords(): string;
  /** Whether what the client wrote and did not send is among them. */
  wrote(client: number): boolean;
  text(): string;
  /**
   * Lets go of the network and of the device; the document stays readable until `destroy`. What is unsent
   * stays on the device.
   */
  detach(): void;
  destroy(): void;
}

export interface CopyOptions {
  readonly clause: string;
  readonly mux: MuxSocket;
  /** Where the copy is kept, once it may be read; null: nowhere. */
  readonly device: Promise<DeviceStore | null>;
  /** The server ended the session with a 44xx code. */
  readonly ended: (code: number, reason: string) => void;
  /** Words that were accepted stand nowhere: what they were written in is gone. */
  readonly orphaned: (words: string) => void;
  /** Changes were acknowledged. */
  readonly saved: () => void;
}

export function openWorkingCopy(options: CopyOptions): WorkingCopy {
  const { clause, mux } = options;
  const ydoc = new Y.Doc({ gc: true });
  nameNeighboursOfUndone(ydoc);
  const self = ydoc.clientID;
  const awareness = new Awareness(ydoc);
  const facts = watched<CopyFacts>({ loaded: false, hasText: false, synced: false }, sameFields);
  const unsaved = watched(0);
  let changes: UnsavedChanges = unsavedChanges(clause, self, []);
  let device: DeviceStore | null = null;
  let persistence: IndexeddbPersistence | null = null;
  let provider: WebsocketProvider | null = null;
  let detached = false;

  const learn = (news: Partial<CopyFacts>) => facts.set({ ...facts.current, ...news });

  // First of all listeners: the count and the device's record must be there before the provider sends the
  // change and y-indexeddb writes it. (A record without its change is settled by the next acknowledgement; a
  // change without a record would wait until somebody opens the clause.)
  ydoc.on('update', (_update: Uint8Array, origin: unknown) => {
    if (detached || (origin !== null && (origin === provider || origin === persistence))) return;
    const first = changes.count === 0;
    changes.changed(Y.getState(ydoc.store, self));
    // Not behind a write that is still running: killed in between, the change would be forgotten.
    if (first) void device?.noteUnsent(changes.record());
    note();
  });

  const control = channelControl(mux, clause, self, {
    opened: () => changes.opened(),
    serverHas: (stateVector) => changes.serverHas(Y.decodeStateVector(stateVector)),
    covered: () => changes.coverage(),
    sent: (n, coverage) => changes.sent(n, coverage),
    saved(n) {
      const before = changes.count;
      const settled = changes.saved(n);
      if (settled.length > 0) void device?.settle(settled);
      note();
      if (changes.count < before) options.saved();
    },
    orphaned: (words) => options.orphaned(words),
    closed: () => learn({ synced: false }),
  });

  let writing = false;
  let noted = true;
  /** Shows the count, and writes it to the device: one write at a time, the newest state in each. */
  function note(): void {
    unsaved.set(changes.count);
    noted = false;
    if (!writing) void writeRecord();
  }
  async function writeRecord(): Promise<void> {
    writing = true;
    while (!noted && !detached && device !== null) {
      noted = true;
      await device.noteUnsent(changes.record());
    }
    writing = false;
  }

  async function load(): Promise<void> {
    const store = await options.device;
    if (detached) return;
    if (store !== null) {
      // Records before the text: another tab may be writing, and what it wrote after is its own to settle.
      const [kept, earlier] = await Promise.all([store.keeps(clause), store.unsent(clause)]);
      if (detached) return;
      device = store;
      await loadText(store.documentName(clause));
      if (detached) return;
      withEarlier(earlier);
      learn({ hasText: kept || earlier.length > 0 });
    }
    learn({ loaded: true });
    joinServer();
  }

  async function loadText(name: string): Promise<void> {
    const own = new IndexeddbPersistence(name, ydoc);
    persistence = own;
    await Promise.race([
      own.whenSynced,
      // The database does not open: the copy lives in memory.
      own._db.then(
        () => own.whenSynced,
        () => {},
      ),
    ]);
    // Another tab signs out and deletes the database. y-indexeddb would go on writing to the closed one,
    // and throw in the middle of an edit.
    own.db?.addEventListener('versionchange', () => void own.destroy());
  }

  function withEarlier(earlier: readonly UnsentRecord[]): void {
    // Edits before the device was read are rare (the room says "loading"), but count.
    const already = changes.count;
    changes = unsavedChanges(clause, self, earlier);
    for (let i = 0; i < already; i++) changes.changed(Y.getState(ydoc.store, self));
    note();
  }

  function joinServer(): void {
    const own = new WebsocketProvider('channel:', clause, ydoc, {
      awareness,
      WebSocketPolyfill: control.WebSocket,
      disableBc: true,
      connect: false,
    });
    // Its watchdog closes a room that was quiet for 30 s. The socket is shared, and has a watchdog of its own.
    clearInterval(own._checkInterval as ReturnType<typeof setInterval>);
    provider = own;
    own.on('sync', (synced: boolean) => {
      if (synced && !facts.current.hasText) void device?.keep(clause);
      learn(synced ? { synced, hasText: true } : { synced });
    });
    own.on('closed', ({ code, reason }: { code: number; reason: string }) => {
      if (!detached) options.ended(code, reason);
    });
    own.connect();
  }

  void load();

  return {
    ydoc,
    awareness,
    facts,
    unsaved,
    hold: () => control.hold(),
    flush: () => control.flush(),
    probe: () => control.probe(ydoc),
    rejoin: () => provider?.connect(),
    unsentWords: () =>
      unsentWords(textOf(ydoc), (client, clock) => {
        const upTo = changes.confirmedUpTo(client);
        return upTo === null || clock < upTo;
      }),
    wrote: (client) => changes.confirmedUpTo(client) !== null,
    text: () => plainText(textOf(ydoc)),
    detach() {
      if (detached) return;
      // Now or never: the device's database may be closed in the next moment.
      if (!noted && device !== null) void device.noteUnsent(changes.record());
      detached = true;
      provider?.destroy();
      void persistence?.destroy();
    },
    destroy() {
      this.detach();
      ydoc.destroy();
    },
  };
}
