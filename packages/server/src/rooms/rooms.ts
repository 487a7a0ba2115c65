/**
 * The rooms of all open clauses: what the rest of the server may ask of them. How an edit is let in is told
 * in gate.ts, the life of one clause in room.ts, that of one client in session.ts.
 */
import type { ClauseJson } from '@travaux/editor/document';
import type { ClauseTextView } from '@travaux/editor/frames';
import type { Actor } from '@travaux/workflow/policy';
import type { AgreementState } from '@travaux/workflow/agreement';
import type { Thread } from '@travaux/workflow/comments';
import type { Proposal } from '@travaux/workflow/proposals';
import type { WebSocket } from 'ws';
import type { HistoryRow, JournalEntry, RoomSeed } from '../store/store.ts';
import type { RoomAuthorship } from './histories.ts';

/** Who is at the other end of a socket. Fixed when it opens; a change of person is a new socket. */
export interface Visitor {
  readonly actor: Actor;
  /** Name as the own delegation sees it; empty for the public. */
  readonly name: string;
  /** Session that the socket lives by, to close it when the session ends; null for the public. */
  readonly session: string | null;
  /** Network address, to count the sockets of the public by; absent: not counted. */
  readonly address?: string;
}

/** What the rooms need to know about agreements; the desk (commands/desk.ts) is it. */
export interface AgreementReader {
  /** The current state; null when there is no such agreement. */
  state(agreement: string): Promise<AgreementState | null>;
  /** Since when a clause has been parked, by the record of its agreement; null when it is not. */
  parkedSince?(agreement: string, clause: string): Promise<string | null>;
}

export interface Rooms {
  /** Takes over a socket that speaks multiplexed frames (editor/src/frames/PROTOCOL.md). */
  acceptMultiplexed(socket: WebSocket, visitor: Visitor): void;
  /** Takes over a socket of a stock y-websocket client on one room. */
  acceptStock(socket: WebSocket, visitor: Visitor, room: string): void;

  /** The text of one clause as it is on disk; null when there is no such room. */
  text(room: string): Promise<{ readonly seq: number; readonly json: ClauseJson } | null>;
  /** Who wrote the text of one clause as it is on disk, and who deleted what; null when there is no such room. */
  authorship(room: string): Promise<RoomAuthorship | null>;
  /** Who has which clause of an agreement open on this server, once for each view. */
  views(agreement: string): readonly { readonly clause: string; readonly actor: Actor }[];
  /** The texts of these clauses of one agreement, in the order asked. */
  texts(agreement: string, rooms: readonly string[]): Promise<readonly ClauseTextView[]>;

  /**
   * Prepares the split of a clause inside the room's own queue, so that no edit slips between, and commits it
   * with `commit`: the edit that cuts the text, the seed of the new room, and the histories that go on in both, for
   * words that move were not written anew. Nothing changes when it rejects.
   * @throws RangeError when the text, as it stands when its turn comes, has no block `atBlock` with one before it
   */
  split(
    room: string,
    atBlock: number,
    into: string,
    by: string | null,
    at: string,
    commit: (edit: JournalEntry, seed: RoomSeed, histories: readonly HistoryRow[]) => Promise<void>,
  ): Promise<void>;

  /** The agreement has new events: rights and text modes are read again, notices go to its watchers. */
  agreementChanged(agreement: string, version: number): Promise<void>;
  /** A text moved under a decision of the agreement, or moved back: a notice goes to its watchers. */
  coursesChanged(agreement: string): Promise<void>;
  /** Threads of comments changed, or windows did: a notice goes to those watchers who may see them. */
  commentsChanged(
    agreement: string,
    threads: readonly Pick<Thread, 'id' | 'channel' | 'clause'>[],
  ): Promise<void>;
  /** A private proposal changed: a notice goes to those watchers who may see it. */
  proposalsChanged(agreement: string, proposal: Pick<Proposal, 'id' | 'clause' | 'reference'>): Promise<void>;
  /** Ends every socket of a session at once. */
  sessionEnded(session: string): void;
  /** Forgets all rooms and closes all sockets, for the reset of a demo. */
  clear(): Promise<void>;
  /** Stops accepting, writes what is accepted, tells clients to come back, closes. Loses nothing. */
  drain(): Promise<void>;
}
