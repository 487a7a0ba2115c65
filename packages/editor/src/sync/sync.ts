/**
 * The sync client, as the app sees it: one connection (one socket) for an agreement, many clause rooms on it.
 * Everything that a screen shows of it comes as a small immutable snapshot with a `subscribe`, so that React
 * reads it with useSyncExternalStore and tests read it without one.
 */
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { Present } from '../frames/index.ts';
import type { ProposedText } from './proposed-text.ts';

export interface Watchable<T> {
  /** The current snapshot; the same object until something changes. */
  readonly current: T;
  /** @returns a function that ends the subscription */
  subscribe(listener: () => void): () => void;
}

export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** No server within reach; trying again by itself. */
  | { readonly kind: 'offline' }
  /** The session ended: sign in again; what is unsent stays on this device. */
  | { readonly kind: 'signed-out' }
  /** The server speaks another version: reload the page. What is unsent stays on this device. */
  | { readonly kind: 'outdated' };

/** The saving state over all clauses of the agreement, from acknowledgements only. */
export interface SavingState {
  /** Changes not yet on the server's disk, those of earlier visits on this device included. */
  readonly unsaved: number;
  /** When the last acknowledgement of a change came, in ms since the epoch; null before the first. */
  readonly savedAt: number | null;
}

export type RoomState =
  /**
   * Reading what this device keeps of the clause or, when it keeps nothing, waiting for the server's text.
   * Not to be edited yet: show the text that was fetched with the agreement.
   */
  | { readonly kind: 'loading' }
  /** Shows what this device keeps; not (or no longer) joined. Edits are kept. */
  | { readonly kind: 'local' }
  | { readonly kind: 'live' }
  /** The server ended the session of this clause, with a code of frames/close-codes.ts; what could not be sent is in `setAside`. */
  | { readonly kind: 'ended'; readonly code: number; readonly reason: string };

/** Words that could not be accepted, kept for their author. */
export interface SetAside {
  readonly id: string;
  readonly clause: string;
  readonly at: number;
  readonly reason: string;
  /** Close code of the refusal; null when the server took the edit but its words found no place. */
  readonly code?: number | null;
  /** The unsent words, as plain text: what the author's copy had and the server's has not. */
  readonly words: string;
  /** All of the copy in which they were written, as one Yjs update; absent where only the words are known. */
  readonly copy?: Uint8Array;
  /** The author keeps it as a note of their own, on this device, until they delete it. */
  readonly note?: boolean;
}

/** Why the server last refused what was written in a clause. The refused words, if any, are in `setAside`. */
export interface RoomRefusal {
  readonly code: number;
  readonly reason: string;
  readonly at: number;
  /** The entry of `setAside`; null when what was refused added no words. */
  readonly setAside: string | null;
}

/**
 * A clause that somebody looks at. When the server refuses an edit, the room goes on with a fresh document:
 * `ydoc` and `awareness` are then other objects, and `epoch` has counted up. Views bind to them anew at every
 * epoch (a React key, say) and never keep them longer.
 */
export interface ClauseRoom {
  readonly clause: string;
  /** The document of the present epoch. */
  readonly ydoc: Y.Doc;
  /** The awareness of the present epoch. */
  readonly awareness: Awareness;
  /** Counts up whenever `ydoc` and `awareness` were replaced. */
  readonly epoch: Watchable<number>;
  readonly state: Watchable<RoomState>;
  /** Changes of this clause that are not yet on the server's disk. */
  readonly unsaved: Watchable<number>;
  /** null until the server refuses something in this visit. */
  readonly refusal: Watchable<RoomRefusal | null>;
  /** Hold outgoing updates back (an input method is composing) until the returned function is called; at most 5 s. */
  holdUpdates(): () => void;
  /** Lets go; the room closes when nobody holds it. Unsent changes stay on this device and go on being sent. */
  release(): void;
}

/** Which threads of comments changed; none are named where all of them may have. */
export interface CommentsNews {
  readonly threads: readonly string[];
}

/** Which private proposals changed; none are named where all of them may have. */
export interface ProposalsNews {
  readonly proposals: readonly string[];
}

export interface AgreementConnection {
  readonly agreement: string;
  readonly state: Watchable<ConnectionState>;
  readonly saving: Watchable<SavingState>;
  /**
   * Whether unsaved changes outlive this page. false: the device keeps nothing (private window, full disk,
   * `persist: false`), so they are "not sent yet", not "kept on this device".
   */
  readonly kept: Watchable<boolean>;
  readonly present: Watchable<readonly Present[]>;
  readonly setAside: Watchable<readonly SetAside[]>;
  /** Highest version of the agreement that the server told of. */
  readonly version: Watchable<number>;
  /** Counts up whenever a text may have moved under a decision, or moved back. */
  readonly coursesEpoch: Watchable<number>;
  /** The latest news of comments. */
  readonly commentsNews: Watchable<CommentsNews>;
  /** The latest news of private proposals of the own delegation. */
  readonly proposalsNews: Watchable<ProposalsNews>;
  /** Counts up whenever the viewer's rights may have changed. */
  readonly rightsEpoch: Watchable<number>;
  /** Opens a clause, or shares the one that is open. */
  join(clause: string): ClauseRoom;
  discardSetAside(id: string): void;
  /** Keeps the words as a private note of their author. */
  keepAsNote(id: string): void;
  /**
   * What the clause of an entry says now, and what it would say with the words in it.
   * @returns null when the server's text cannot be had now: no server within reach, or no right to read it
   */
  proposedText(id: string): Promise<ProposedText | null>;
  /** Takes a discard back. */
  restoreSetAside(entry: SetAside): void;
  /** Tries to reach the server now ("Try again"), also after signing in again. */
  reconnect(): void;
  /**
   * Deletes what this device keeps of all clauses but those that the person may read; not of one that is open here,
   * whose room hears of it, nor words that the server does not have.
   */
  keepOnly(readable: ReadonlySet<string>): Promise<void>;
  /** Deletes what this device keeps of the agreement; at sign-out, after asking when `unsaved` > 0. */
  forget(): Promise<void>;
  /** Ends the socket and all rooms; what is unsent stays on this device. */
  close(): void;
}

export interface ConnectionOptions {
  readonly agreement: string;
  /** Address of the multiplexed socket, such as `wss://host/base/sync`. */
  readonly url: string;
  /** Distinguishes identities that share one browser profile (the demo's windows). */
  readonly storagePrefix: string;
  /** For tests outside a browser. */
  readonly WebSocket?: typeof WebSocket;
  /** false: keep nothing on this device (public computers, tests). Default true where IndexedDB exists. */
  readonly persist?: boolean;
  /** Times in ms, for tests and for hosts with other networks. */
  readonly timing?: Partial<Timing>;
  /** From 0 to 1; Math.random by default. */
  readonly random?: () => number;
  /** ms since the epoch; Date.now by default. */
  readonly now?: () => number;
}

export interface Timing {
  /** Longest wait before the first and before any further attempt to reach the server. */
  readonly backOffFirst: number;
  readonly backOffLimit: number;
  /** A socket that was silent for so long is asked for a sign of life, and given up after as long again. */
  readonly silence: number;
  /** How long updates are held at most while an input method composes. */
  readonly holdLimit: number;
  /** How long a room that everybody let go of stays open. */
  readonly grace: number;
}
