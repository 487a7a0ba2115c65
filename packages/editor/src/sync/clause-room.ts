/**
 * A clause room on the client: a working copy of the clause, and what happens when the server refuses it. Then
 * the unsent words are set aside for their author, what the device keeps of the clause is emptied, and the
 * room goes on with a fresh copy. Its state is derived from facts by `roomState`.
 */
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { textOf } from '../document/clause-text.ts';
import { closeCodes } from '../frames/index.ts';
import type { DeviceStore } from './device-store.ts';
import type { MuxSocket } from './mux-socket.ts';
import type { RoomRefusal, RoomState, Watchable } from './sync.ts';
import type { UnsentRecord } from './unsaved-changes.ts';
import { unsentWords, withoutMoved } from './unsent-words.ts';
import { sameFields, watched } from './watchable.ts';
import { openWorkingCopy, type CopyFacts, type WorkingCopy } from './working-copy.ts';

export interface OpenRoom {
  readonly clause: string;
  readonly ydoc: Y.Doc;
  readonly awareness: Awareness;
  readonly epoch: Watchable<number>;
  readonly state: Watchable<RoomState>;
  readonly unsaved: Watchable<number>;
  readonly refusal: Watchable<RoomRefusal | null>;
  /** What the device keeps of the clause was read, so that `unsaved` counts earlier visits too. */
  readonly loaded: boolean;
  /** Whether somebody looks at the clause: only then is the person present in it for the others. */
  show(shown: boolean): void;
  hold(): () => void;
  probe(): boolean;
  /** The reason for which the server ended the room may have passed. */
  tryAgain(): void;
  close(): void;
}

export interface RoomOptions {
  readonly clause: string;
  readonly mux: MuxSocket;
  readonly device: Promise<DeviceStore | null>;
  readonly holdLimit: number;
  readonly now: () => number;
  /** Keeps words for their author; the promise settles when they are as safe as this device makes them. */
  readonly setAside: (
    code: number | null,
    reason: string,
    words: string,
    copy: Uint8Array | null,
  ) => { readonly id: string; readonly done: Promise<void> };
  /** Puts better words in place of those that were set aside; '' takes the entry away. */
  readonly amendSetAside: (id: string, words: (before: string) => string) => void;
  readonly saved: () => void;
}

interface Ended {
  readonly code: number;
  readonly reason: string;
}

const orphanedReason = 'What this was written in was deleted or moved meanwhile.';

/** What a 44xx code asks of the room. */
function response(code: number): 'sign-in' | 'reload' | 'set-aside' {
  switch (code) {
    case closeCodes.signedOut:
      return 'sign-in';
    case closeCodes.outdatedClient:
      return 'reload';
    default:
      return 'set-aside';
  }
}

function roomState(copy: CopyFacts, ended: Ended | null): RoomState {
  if (ended !== null) return { kind: 'ended', code: ended.code, reason: ended.reason };
  if (!copy.loaded) return { kind: 'loading' };
  if (copy.synced) return { kind: 'live' };
  return copy.hasText ? { kind: 'local' } : { kind: 'loading' };
}

export function openRoom(options: RoomOptions): OpenRoom {
  const { clause, mux } = options;
  const state = watched<RoomState>({ kind: 'loading' }, sameFields);
  const unsaved = watched(0);
  const epoch = watched(0);
  const refusal = watched<RoomRefusal | null>(null);
  const holds = new Set<symbol>();
  let ended: Ended | null = null;
  let closed = false;
  let shown = false;
  /** The device, once what was refused is gone from it. */
  let emptied = options.device;
  const retired = new Map<ReturnType<typeof setTimeout>, WorkingCopy>();
  let unwatch = () => {};
  let copy = take(options.device);

  function take(device: Promise<DeviceStore | null>): WorkingCopy {
    const own = openWorkingCopy({
      clause,
      mux,
      device,
      ended: (code, reason) => leave(own, code, reason),
      orphaned: (words) => void options.setAside(null, orphanedReason, words, null),
      saved: options.saved,
    });
    const show = () => {
      if (copy === own) showCopy(own);
    };
    const ends = [own.facts.subscribe(show), own.unsaved.subscribe(show)];
    unwatch = () => ends.forEach((end) => end());
    if (holds.size > 0) own.hold();
    own.awareness.setLocalState(shown ? {} : null);
    return own;
  }

  function showCopy(own: WorkingCopy): void {
    unsaved.set(own.unsaved.current);
    state.set(roomState(own.facts.current, ended));
  }

  function leave(own: WorkingCopy, code: number, reason: string): void {
    if (closed || own !== copy) return;
    switch (response(code)) {
      case 'sign-in':
        // Nothing is refused: what is unsent waits on this device for its author.
        return mux.signOut();
      case 'reload':
        ended = { code, reason };
        return showCopy(own);
      case 'set-aside':
        return replace(own, code, reason);
    }
  }

  function replace(own: WorkingCopy, code: number, reason: string): void {
    const hadUnsent = own.unsaved.current > 0;
    const words = hadUnsent ? own.unsentWords() : '';
    const entry =
      words === '' ? null : options.setAside(code, reason, words, Y.encodeStateAsUpdate(own.ydoc));
    unwatch();
    own.detach();
    // An honest copy is not refused twice. Without anything unsent it was the room that the server ended, and
    // asking again at once would go round in a circle; but a frozen clause stays open to those who only read, so
    // there it was words of another tab that this copy had found on the device.
    const goOn = (hadUnsent || code === closeCodes.frozen) && code !== closeCodes.unknownRoom;
    ended = goOn ? null : { code, reason };

    // The words are safe before the device's copy is emptied; stopped in between, the next visit is refused once more
    // and sets them aside then.
    emptied = (async () => {
      const device = await options.device;
      await entry?.done;
      if (device === null) return null;
      await device.empty(clause, async ({ updates, unsent }) => {
        const words = wordsOfOthers(updates, unsent, own);
        if (words === '') return;
        const rescued = options.setAside(code, reason, words, Y.mergeUpdates([...updates]));
        amendWhenLive(copy, rescued.id);
        await rescued.done;
      });
      return device;
    })();
    copy = take(goOn ? emptied : new Promise<never>(() => {}));
    if (entry !== null) amendWhenLive(copy, entry.id);
    refusal.set({ code, reason, at: options.now(), setAside: entry?.id ?? null });
    showCopy(copy);
    epoch.set(epoch.current + 1);
    retire(own);
  }

  /** What other tabs of this person wrote on the device and have not sent: its copy is emptied with ours. */
  function wordsOfOthers(
    updates: readonly Uint8Array[],
    unsent: readonly UnsentRecord[],
    own: WorkingCopy,
  ): string {
    const confirmed = new Map(
      unsent.filter(({ client }) => !own.wrote(client)).map(({ client, clock }) => [client, clock]),
    );
    if (confirmed.size === 0) return '';
    const kept = new Y.Doc();
    for (const update of updates) Y.applyUpdate(kept, update);
    const words = unsentWords(textOf(kept), (client, clock) => clock < (confirmed.get(client) ?? Infinity));
    kept.destroy();
    return words;
  }

  /** Views unbind at the epoch; the old document goes when they have. */
  function retire(own: WorkingCopy): void {
    own.detach();
    const timer = setTimeout(() => {
      retired.delete(timer);
      own.destroy();
    }, 1_000);
    retired.set(timer, own);
  }

  /** With the server's text at hand: words that only moved were never lost. */
  function amendWhenLive(own: WorkingCopy, entry: string): void {
    const end = own.facts.subscribe(() => {
      if (!own.facts.current.synced) return;
      end();
      options.amendSetAside(entry, (before) => withoutMoved(before, own.text()));
    });
  }

  return {
    clause,
    get ydoc() {
      return copy.ydoc;
    },
    get awareness() {
      return copy.awareness;
    },
    epoch,
    state,
    unsaved,
    refusal,
    get loaded() {
      return copy.facts.current.loaded;
    },
    show(next) {
      if (shown === next) return;
      shown = next;
      // Not `null` while shown: y-protocols then ignores every field that a view sets.
      copy.awareness.setLocalState(next ? {} : null);
    },
    hold() {
      const own = Symbol(clause);
      holds.add(own);
      copy.hold();
      const end = () => {
        clearTimeout(limit);
        if (holds.delete(own) && holds.size === 0) copy.flush();
      };
      const limit = setTimeout(end, options.holdLimit);
      return end;
    },
    probe: () => copy.probe(),
    tryAgain() {
      if (closed) return;
      if (ended === null) return copy.rejoin();
      if (ended.code === closeCodes.outdatedClient) return;
      ended = null;
      unwatch();
      retire(copy);
      copy = take(emptied);
      showCopy(copy);
      epoch.set(epoch.current + 1);
    },
    close() {
      if (closed) return;
      closed = true;
      unwatch();
      copy.destroy();
      for (const [timer, own] of retired) {
        clearTimeout(timer);
        own.destroy();
      }
    },
  };
}
