/**
 * The connection of one person's page to one agreement: one socket, the rooms of the clauses that are looked
 * at or have something unsent, and what is known over all of them (saving, presence, words set aside).
 */
import { uuidv4 } from 'lib0/random';
import type { Notice, Present } from '../frames/index.ts';
import { defaultBackOff } from './back-off.ts';
import { openRoom, type OpenRoom } from './clause-room.ts';
import { openDeviceStore, type DeviceStore } from './device-store.ts';
import { openMuxSocket } from './mux-socket.ts';
import { proposedText, type ProposedText } from './proposed-text.ts';
import type {
  AgreementConnection,
  ClauseRoom,
  CommentsNews,
  ConnectionOptions,
  ProposalsNews,
  SavingState,
  SetAside,
  Timing,
} from './sync.ts';
import { sameFields, watched } from './watchable.ts';

const defaultTiming: Timing = {
  backOffFirst: defaultBackOff.first,
  backOffLimit: defaultBackOff.limit,
  silence: 25_000,
  holdLimit: 5_000,
  grace: 10_000,
};

/** Clauses with unsent changes of earlier visits that are opened at a time. */
const backgroundRooms = 20;

interface RoomEntry {
  readonly room: OpenRoom;
  holders: number;
  closing: ReturnType<typeof setTimeout> | null;
  readonly unwatch: () => void;
}

export function connectAgreement(options: ConnectionOptions): AgreementConnection {
  const { agreement } = options;
  const timing = { ...defaultTiming, ...options.timing };
  const now = options.now ?? Date.now;
  const rooms = new Map<string, RoomEntry>();
  /** Unsent changes of earlier visits in clauses that are not (fully) open yet. */
  const waiting = new Map<string, number>();
  let device: DeviceStore | null = null;
  let closed = false;

  const saving = watched<SavingState>({ unsaved: 0, savedAt: null }, sameFields);
  const kept = watched(false);
  const present = watched<readonly Present[]>([]);
  const setAside = watched<readonly SetAside[]>([]);
  const version = watched(0);
  const coursesEpoch = watched(0);
  const commentsNews = watched<CommentsNews>({ threads: [] });
  const proposalsNews = watched<ProposalsNews>({ proposals: [] });
  const rightsEpoch = watched(0);

  const mux = openMuxSocket({
    url: options.url,
    agreement,
    WebSocket: options.WebSocket ?? WebSocket,
    timing,
    random: options.random ?? Math.random,
    notice: hear,
    probe: () => [...rooms.values()].some(({ room }) => room.probe()),
  });

  mux.state.subscribe(() => {
    if (mux.state.current.kind !== 'live') present.set([]);
  });
  mux.sockets.subscribe(() => {
    // Whatever the server would have told meanwhile may have happened.
    if (mux.sockets.current > 1) {
      rightsEpoch.set(rightsEpoch.current + 1);
      coursesEpoch.set(coursesEpoch.current + 1);
      commentsNews.set({ threads: [] });
      proposalsNews.set({ proposals: [] });
    }
    for (const { room } of rooms.values()) room.tryAgain();
  });

  const opening: Promise<DeviceStore | null> =
    options.persist === false
      ? Promise.resolve(null)
      : openDeviceStore(options.storagePrefix, agreement).then((store) => {
          if (!closed) return (device = store);
          store?.close();
          return null;
        });
  void opening.then(readDevice);

  async function readDevice(store: DeviceStore | null): Promise<void> {
    if (store === null) return;
    const [unsent, words] = await Promise.all([store.unsent(), store.setAside()]);
    if (closed) return;
    const known = new Set(setAside.current.map((entry) => entry.id));
    setAside.set(
      [...words.filter((entry) => !known.has(entry.id)), ...setAside.current].sort((a, b) => a.at - b.at),
    );
    for (const record of unsent) {
      const entry = rooms.get(record.clause);
      if (entry?.room.loaded) continue; // it has counted them itself
      waiting.set(record.clause, (waiting.get(record.clause) ?? 0) + record.made - record.saved);
    }
    tellSaving();
    openWaiting();
  }

  /** Opens clauses with unsent changes, also when nobody looks at them: some at a time. */
  function openWaiting(): void {
    let background = [...rooms.values()].filter((entry) => entry.holders === 0).length;
    for (const clause of waiting.keys()) {
      if (background >= backgroundRooms) return;
      if (rooms.has(clause)) continue;
      open(clause);
      background++;
    }
  }

  function hear(notice: Notice): void {
    if (notice.agreement !== agreement) return;
    switch (notice.type) {
      case 'agreement-changed':
        return version.set(Math.max(version.current, notice.version));
      case 'presence':
        return present.set(notice.present);
      case 'courses-changed':
        return coursesEpoch.set(coursesEpoch.current + 1);
      case 'comments-changed':
        return commentsNews.set({ threads: notice.threads });
      case 'proposals-changed':
        return proposalsNews.set({ proposals: notice.proposals });
      case 'rights-changed':
        rightsEpoch.set(rightsEpoch.current + 1);
        for (const { room } of rooms.values()) room.tryAgain();
    }
  }

  function tellSaving(news: Partial<SavingState> = {}): void {
    let unsaved = 0;
    for (const [clause, count] of waiting) if (!rooms.get(clause)?.room.loaded) unsaved += count;
    for (const { room } of rooms.values()) unsaved += room.unsaved.current;
    saving.set({ ...saving.current, ...news, unsaved });
    kept.set(device?.healthy ?? false);
  }

  function open(clause: string): RoomEntry {
    const room = openRoom({
      clause,
      mux,
      device: opening,
      holdLimit: timing.holdLimit,
      now,
      setAside: (code, reason, words, copy) => putSetAside(clause, code, reason, words, copy),
      amendSetAside,
      saved: () => tellSaving({ savedAt: now() }),
    });
    const changed = () => {
      if (room.loaded) waiting.delete(clause);
      tellSaving();
      considerClosing(clause);
    };
    const ends = [room.unsaved.subscribe(changed), room.state.subscribe(changed)];
    const entry: RoomEntry = {
      room,
      holders: 0,
      closing: null,
      unwatch: () => ends.forEach((end) => end()),
    };
    rooms.set(clause, entry);
    return entry;
  }

  /** A room that nobody holds closes after a while, but never with something unsent. */
  function considerClosing(clause: string): void {
    const entry = rooms.get(clause);
    if (entry === undefined) return;
    const wanted = entry.holders > 0 || !entry.room.loaded || entry.room.unsaved.current > 0;
    if (wanted) {
      if (entry.closing !== null) clearTimeout(entry.closing);
      entry.closing = null;
    } else {
      entry.closing ??= setTimeout(() => {
        closeRoom(clause, entry);
        openWaiting();
      }, timing.grace);
    }
  }

  function closeRoom(clause: string, entry: RoomEntry): void {
    if (entry.closing !== null) clearTimeout(entry.closing);
    entry.unwatch();
    entry.room.close();
    rooms.delete(clause);
  }

  /** At once where it can be: the page may go in the next moment. */
  async function onDevice(act: (store: DeviceStore) => Promise<void>): Promise<void> {
    const store = device ?? (await opening);
    if (store !== null) await act(store);
  }

  function putSetAside(
    clause: string,
    code: number | null,
    reason: string,
    words: string,
    copy: Uint8Array | null,
  ) {
    // Two tabs may be refused the same words.
    const same = setAside.current.find((entry) => entry.clause === clause && entry.words === words);
    if (same !== undefined) return { id: same.id, done: Promise.resolve() };
    const entry: SetAside = {
      ...{ id: uuidv4(), clause, at: now(), reason, code, words },
      ...(copy === null ? {} : { copy }),
    };
    setAside.set([...setAside.current, entry]);
    return { id: entry.id, done: onDevice((store) => store.putSetAside(entry)) };
  }

  function amendSetAside(id: string, words: (before: string) => string): void {
    const entry = setAside.current.find((other) => other.id === id);
    if (entry === undefined) return;
    const better = { ...entry, words: words(entry.words) };
    if (better.words === '') return discardSetAside(id);
    if (better.words === entry.words) return;
    setAside.set(setAside.current.map((other) => (other.id === id ? better : other)));
    void onDevice((store) => store.putSetAside(better));
  }

  function keepAsNote(id: string): void {
    const entry = setAside.current.find((other) => other.id === id);
    if (entry === undefined || entry.note) return;
    const note = { ...entry, note: true };
    setAside.set(setAside.current.map((other) => (other.id === id ? note : other)));
    void onDevice((store) => store.putSetAside(note));
  }

  async function textWith(id: string): Promise<ProposedText | null> {
    const entry = setAside.current.find((other) => other.id === id);
    if (entry === undefined || mux.state.current.kind !== 'live') return null;
    const room = join(entry.clause);
    try {
      const live = await becomesLive(room);
      return live ? proposedText(room.ydoc, entry) : null;
    } finally {
      room.release();
    }
  }

  /** Until the room has the server's text; false when it comes to nothing. */
  function becomesLive(room: ClauseRoom): Promise<boolean> {
    return new Promise((resolve) => {
      const look = () => {
        const { kind } = room.state.current;
        if (kind === 'live') settle(true);
        else if (kind === 'ended' || mux.state.current.kind !== 'live') settle(false);
      };
      const ends = [room.state.subscribe(look), mux.state.subscribe(look)];
      const settle = (live: boolean) => {
        for (const end of ends) end();
        resolve(live);
      };
      look();
    });
  }

  function restoreSetAside(entry: SetAside): void {
    if (setAside.current.some((other) => other.id === entry.id)) return;
    setAside.set([...setAside.current, entry].sort((a, b) => a.at - b.at));
    void onDevice((store) => store.putSetAside(entry));
  }

  function discardSetAside(id: string): void {
    setAside.set(setAside.current.filter((entry) => entry.id !== id));
    void onDevice((store) => store.removeSetAside(id));
  }

  function join(clause: string): ClauseRoom {
    const entry = rooms.get(clause) ?? open(clause);
    entry.holders++;
    entry.room.show(true);
    considerClosing(clause);
    let held = true;
    return heldRoom(entry.room, () => {
      if (!held) return;
      held = false;
      entry.holders--;
      if (closed) return;
      if (entry.holders === 0) entry.room.show(false);
      considerClosing(clause);
    });
  }

  function leave(): void {
    if (closed) return;
    closed = true;
    for (const [clause, entry] of [...rooms]) closeRoom(clause, entry);
    mux.close();
  }

  return {
    agreement,
    state: mux.state,
    saving,
    kept,
    present,
    setAside,
    version,
    coursesEpoch,
    commentsNews,
    proposalsNews,
    rightsEpoch,
    join,
    discardSetAside,
    keepAsNote,
    proposedText: textWith,
    restoreSetAside,
    reconnect: () => mux.reconnect(),
    async keepOnly(readable) {
      const store = await opening;
      const kept = (await store?.keptClauses()) ?? [];
      const closed = kept.filter((clause) => !readable.has(clause) && !rooms.has(clause));
      for (const clause of closed) await store?.forgetText(clause);
    },
    async forget() {
      leave();
      const store = device ?? (await openDeviceStore(options.storagePrefix, agreement));
      await store?.forget();
      setAside.set([]);
      saving.set({ unsaved: 0, savedAt: null });
    },
    close() {
      leave();
      device?.close();
    },
  };
}

function heldRoom(room: OpenRoom, release: () => void): ClauseRoom {
  return {
    clause: room.clause,
    get ydoc() {
      return room.ydoc;
    },
    get awareness() {
      return room.awareness;
    },
    epoch: room.epoch,
    state: room.state,
    unsaved: room.unsaved,
    refusal: room.refusal,
    holdUpdates: () => room.hold(),
    release,
  };
}
