/**
 * The store: everything that must survive. One contract, several drivers; `test/store/contract.ts` holds each
 * driver to it and rejects drivers that are wrong on purpose.
 *
 * Durable: when a promise of a writing method resolves, what it wrote survives `kill -9` and loss of power.
 * Atomic: a writing method writes all of what it was given or nothing; a rejected promise means nothing.
 * Ordered: versions and sequence numbers have no gaps; two writers of the same number: exactly one succeeds.
 *
 * Instants are written as `Date.prototype.toISOString` writes them, so that they compare as text.
 *
 * A driver MUST NOT retry a failed fsync: it fails, every later write fails too, and the process ends.
 * A driver MUST NOT write text, tokens or names to a log.
 */
import type { Capacity, RecordedEvent } from '@travaux/workflow/agreement';
import type { RecordedComment } from '@travaux/workflow/comments';
import type { Hash, NodeCoordinate } from '@travaux/workflow/ledger';
import type { RecordedProposal } from '@travaux/workflow/proposals';

export interface Store {
  readonly agreements: AgreementStore;
  readonly ledgers: LedgerStore;
  readonly journal: JournalStore;
  readonly comments: CommentStore;
  readonly proposals: ProposalStore;
  readonly people: PeopleStore;
  /** Resolves when the store answers; rejects when it cannot (for /readyz). */
  ping(): Promise<void>;
  /** Waits for running writes, then lets go of the files. */
  close(): Promise<void>;
}

/** The other writer was first: read again, decide again. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** The text of a room is frozen: whoever wrote on it did not know yet. */
export class FrozenError extends Error {
  override readonly name = 'FrozenError';
}

/** A new room has the id of one that exists, perhaps in another agreement. Trying again does not help. */
export class RoomExistsError extends Error {
  override readonly name = 'RoomExistsError';
}

export interface AgreementRow {
  readonly id: string;
  readonly version: number;
  readonly openedAt: string;
  readonly changedAt: string;
}

/** A clause's first text: the room is created with this as its update number 1 (or empty, without one). */
export interface RoomSeed {
  readonly room: string;
  readonly update: Uint8Array | null;
  /** The text of `update` as JSON, kept as the room's projection; without it the text is made when it is asked for. */
  readonly json?: string;
}

/**
 * From this commit on the text of a room takes no edit any more, or takes them again. Because it stands or falls with
 * the events, on the same disk as the journal, no edit lands after a freeze, whichever process it came through.
 */
export interface Freeze {
  readonly room: string;
  readonly frozen: boolean;
}

/** The text that a decision is about: the room must still be at this update when the commit is written. */
export interface ReadText {
  readonly room: string;
  readonly seq: number;
}

/** The words that a decision is about. Content-addressed, so what a hash was decided on can be shown for ever. */
export interface DecidedText {
  /** SHA-256 of the UTF-8 bytes of `canonical`, lower-case hexadecimal. */
  readonly hash: string;
  /** The canonical text of a clause. */
  readonly canonical: string;
}

export interface SourceFile {
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/** One transaction on an agreement: its events and whatever must stand or fall with them. */
export interface Commit {
  readonly agreement: string;
  /** Number of events before this commit; 0 opens the agreement. */
  readonly expectedVersion: number;
  readonly events: readonly RecordedEvent[];
  /** Rooms of the clauses that the events add. */
  readonly rooms?: readonly RoomSeed[];
  /** Edits of existing rooms that belong to the events, as in a split. */
  readonly edits?: readonly JournalEntry[];
  /** Histories of rooms that the events add or edit, where the journal alone would not tell them. */
  readonly histories?: readonly HistoryRow[];
  readonly freezes?: readonly Freeze[];
  /** The texts that the events were decided on. */
  readonly read?: readonly ReadText[];
  /** What the events bind to by hash. A text that is kept already is left as it is. */
  readonly texts?: readonly DecidedText[];
  /** Remarks of an import, as JSON. */
  readonly importReport?: string;
  readonly source?: SourceFile;
}

export interface AgreementStore {
  list(): Promise<readonly AgreementRow[]>;
  /** Events with a version greater than `after`, in order; empty when there are none. */
  events(agreement: string, after?: number): Promise<readonly RecordedEvent[]>;
  /**
   * @throws ConflictError when `expectedVersion`, or the `seq` of an edit or of a text that was read, is not the
   *   current one
   * @throws FrozenError when an edit is for a room that is frozen before the commit
   * @throws RoomExistsError when the id of a new room is taken
   * @throws JsonError when an event is not I-JSON or too long for a leaf of the ledger
   */
  commit(commit: Commit): Promise<void>;
  /** The texts of these hashes that decisions of the agreement are about; of all of them without `hashes`. */
  texts(agreement: string, hashes?: readonly string[]): Promise<readonly DecidedText[]>;
  importReport(agreement: string): Promise<string | null>;
  source(agreement: string): Promise<SourceFile | null>;
  /** Removes every agreement, room, session and person. For the reset of a demo only. */
  clear(): Promise<void>;
}

/** What a ledger has come to. */
export interface LedgerHead {
  /** Number of its leaves. */
  readonly size: number;
  readonly root: Hash;
}

export interface StoredLeaf {
  readonly recorded: RecordedEvent;
  /** The leaf of the event, made of what is stored of it now. */
  readonly text: string;
}

/**
 * The ledgers: each commit adds the leaves of its events, with the tree over them, in its transaction. A leaf and a
 * node are never changed. Salts and pseudonyms are the store's own, random, and as secret as the events.
 */
export interface LedgerStore {
  /** null: no such agreement, or its events are not taken in yet. */
  head(agreement: string): Promise<LedgerHead | null>;
  heads(): Promise<ReadonlyMap<string, LedgerHead>>;
  /** Hashes of complete subtrees, in the order asked for. @throws RangeError when one of them is not there */
  nodes(agreement: string, wanted: readonly NodeCoordinate[]): Promise<readonly Hash[]>;
  /** At most `count` hashes of one level side by side, from `first` on; fewer where the tree ends. */
  row(agreement: string, first: NodeCoordinate, count: number): Promise<readonly Hash[]>;
  /** The first `size` leaves, in order. */
  leaves(agreement: string, size: number): Promise<readonly StoredLeaf[]>;
  /** Makes leaves of the events of an agreement that was recorded before there were ledgers. Idempotent. */
  takeIn(agreement: string): Promise<void>;
}

/** One accepted update of one room, as the server encoded it. */
export interface JournalEntry {
  readonly room: string;
  /** 1 for the first update of the room; the store refuses any other than the next. */
  readonly seq: number;
  readonly update: Uint8Array;
  /** Who sent it; null for the system (a seed). */
  readonly person: string | null;
  readonly at: string;
  /** Yjs client ids that this update used first: from now on they belong to `person` in this room. */
  readonly leases: readonly number[];
}

export interface RoomRecord {
  /** Agreement of the room. */
  readonly agreement: string;
  /** Number of the last update; 0 for a room that is still empty. */
  readonly seq: number;
  /** State of the document up to `snapshotSeq`, if it was compacted. */
  readonly snapshot: Uint8Array | null;
  readonly snapshotSeq: number;
  /** The updates after the snapshot, in order. */
  readonly updates: readonly Uint8Array[];
  readonly leases: ReadonlyMap<number, string | null>;
}

/**
 * Who wrote and who deleted what in a room up to its update `seq`. The bytes are the rooms' own; they hold ids and
 * persons, never text.
 */
export interface HistoryRow {
  readonly room: string;
  readonly seq: number;
  readonly bytes: Uint8Array;
}

export interface JournaledUpdate {
  readonly seq: number;
  readonly update: Uint8Array;
  readonly person: string | null;
  readonly at: string;
}

/** All that is known of how a room's text came about. */
export interface RoomHistory {
  readonly agreement: string;
  readonly seq: number;
  /** The history up to `baseSeq`, the last that was stored; null when none was. Never older than the snapshot. */
  readonly base: Uint8Array | null;
  readonly baseSeq: number;
  readonly snapshot: Uint8Array | null;
  readonly snapshotSeq: number;
  /** The updates after the snapshot, in order, with who sent them and when. */
  readonly updates: readonly JournaledUpdate[];
}

export interface Projection {
  readonly seq: number;
  /** JSON of the clause's text at `seq`. */
  readonly json: string;
}

export interface JournalStore {
  /**
   * The agreement of a room; null: no such room. Cheap, and as much work for a room that is there as for one that is
   * not: it is asked before anybody's right to know of the room is.
   */
  owner(room: string): Promise<string | null>;
  /** null: no such room. */
  load(room: string): Promise<RoomRecord | null>;
  /**
   * Entries of any rooms, in one transaction with one fsync (which calls that wait at the same time may share).
   * @throws ConflictError as above, and when a leased client id belongs to another person
   * @throws FrozenError when a room of the entries is frozen
   */
  append(entries: readonly JournalEntry[]): Promise<void>;
  /**
   * Replaces the updates up to `seq` by one state, and what they say of their authors by one history, together.
   * MUST keep later updates and a later history; interrupted anywhere, loads the same.
   */
  compact(room: string, seq: number, state: Uint8Array, history: Uint8Array): Promise<void>;
  /** null: no such room. */
  history(room: string): Promise<RoomHistory | null>;
  /** Last sequence number of every room of an agreement. */
  heads(agreement: string): Promise<ReadonlyMap<string, number>>;
  /** Cached texts; a projection older than the room's head is stale. Losing them loses nothing. */
  projections(agreement: string): Promise<ReadonlyMap<string, Projection>>;
  saveProjections(entries: ReadonlyMap<string, Projection>): Promise<void>;
}

/** The comments of agreements: a stream of events for each, beside that of the agreement, and apart from every text. */
export interface CommentStore {
  /** Events with a version greater than `after`, in order; empty when there are none. */
  events(agreement: string, after?: number): Promise<readonly RecordedComment[]>;
  /**
   * @throws ConflictError when `expectedVersion` is not the current one, or there is no such agreement
   */
  append(agreement: string, expectedVersion: number, events: readonly RecordedComment[]): Promise<void>;
  /**
   * 32 random bytes of an existing agreement, of which the key of its credentials is made: drawn once, the same for
   * ever, and as secret as the events.
   */
  secret(agreement: string): Promise<Uint8Array>;
}

/** One transaction on the proposals of an agreement. */
export interface ProposalAppend {
  readonly expectedVersion: number;
  readonly events: readonly RecordedProposal[];
  /** What the events name by hash. A text that is kept already is left as it is. */
  readonly texts: readonly DecidedText[];
  /** What is said in the same act, as when a party takes an observer's wording up. */
  readonly comments?: {
    readonly expectedVersion: number;
    readonly events: readonly RecordedComment[];
  };
}

/**
 * The private proposals of the parties: a stream of events for each agreement and the texts of them, apart from
 * everything that others than their own delegation ever read.
 */
export interface ProposalStore {
  /** Events with a version greater than `after`, in order; empty when there are none. */
  events(agreement: string, after?: number): Promise<readonly RecordedProposal[]>;
  /**
   * @throws ConflictError when an `expectedVersion` is not the current one, or there is no such agreement
   */
  append(agreement: string, added: ProposalAppend): Promise<void>;
  /** The canonical text of this hash that a proposal of the agreement names; null: none does. */
  text(agreement: string, hash: string): Promise<string | null>;
}

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  /** May open and import agreements. */
  readonly convener: boolean;
  /** Subject at a host or identity provider, when the person comes from one. */
  readonly subject: string | null;
}

export interface SessionRow {
  /** SHA-256 of the token, hexadecimal: the token itself is only in the cookie. */
  readonly tokenHash: string;
  readonly person: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

export interface InvitationRow {
  readonly id: string;
  readonly tokenHash: string;
  /** null: an invitation to the installation itself, as its first convener. */
  readonly agreement: string | null;
  readonly name: string;
  readonly capacity: Capacity | null;
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly acceptedAt: string | null;
}

export interface PeopleStore {
  person(id: string): Promise<PersonRow | null>;
  personBySubject(subject: string): Promise<PersonRow | null>;
  savePerson(person: PersonRow): Promise<void>;
  countPeople(): Promise<number>;
  session(tokenHash: string): Promise<SessionRow | null>;
  saveSession(session: SessionRow): Promise<void>;
  endSession(tokenHash: string): Promise<void>;
  endExpiredSessions(now: string): Promise<void>;
  /** Instants at which persons were last seen, by person. */
  lastSeen(): Promise<ReadonlyMap<string, string>>;
  sawPerson(person: string, at: string): Promise<void>;
  /** The version of each agreement that a person saw last. */
  visits(person: string): Promise<ReadonlyMap<string, number>>;
  /** An earlier version than the one that was told before changes nothing. */
  visited(person: string, agreement: string, version: number): Promise<void>;
  saveInvitation(invitation: InvitationRow): Promise<void>;
  invitation(tokenHash: string): Promise<InvitationRow | null>;
  invitations(agreement: string): Promise<readonly InvitationRow[]>;
  /** Marks it as used, once: false when it was used, expired or withdrawn before. */
  acceptInvitation(tokenHash: string, at: string): Promise<boolean>;
  withdrawInvitation(id: string): Promise<void>;
}
