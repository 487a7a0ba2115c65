/**
 * What the cases write and how they look at it: small agreements, rooms and people, and a journal as one line.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type {
  Commit,
  DecidedText,
  InvitationRow,
  JournalEntry,
  PersonRow,
  RoomSeed,
  SessionRow,
  Store,
} from '@travaux/server/store';
import type { RecordedEvent } from '@travaux/workflow/agreement';

export const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();

export function renamed(version: number, heading = `heading ${version}`): RecordedEvent {
  return {
    version,
    at: at(version),
    by: version % 2 === 0 ? null : 'sigrid',
    event: { type: 'element-renamed', id: 'a1', heading },
  };
}

export const commit = (agreement: string, from: number, count = 1, more: Partial<Commit> = {}): Commit => ({
  agreement,
  expectedVersion: from,
  events: Array.from({ length: count }, (_, index) => renamed(from + index + 1)),
  ...more,
});

export const text = (words: string): Uint8Array => new TextEncoder().encode(words);
/** What a compaction keeps of who wrote and deleted up to an update. */
export const past = (seq: number): Uint8Array => text(`past of ${seq}`);
export const words = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
/** A canonical text of these words with its hash. */
export function decided(words: string): DecidedText {
  const canonical = `{"text":"${words}"}`;
  return { hash: createHash('sha256').update(canonical).digest('hex'), canonical };
}
export const seed = (room: string, first?: string): RoomSeed => ({
  room,
  update: first === undefined ? null : text(first),
});

export function entry(room: string, seq: number, more: Partial<JournalEntry> = {}): JournalEntry {
  return { room, seq, update: text(`${room} ${seq}`), person: 'dana', at: at(seq), leases: [], ...more };
}

export const entries = (room: string, from: number, to: number): JournalEntry[] =>
  Array.from({ length: to - from + 1 }, (_, index) => entry(room, from + index));

/** An agreement with these rooms, empty or with a first text. */
export const withRooms = (store: Store, agreement: string, ...rooms: RoomSeed[]): Promise<void> =>
  store.agreements.commit(commit(agreement, 0, 1, { rooms }));

export async function versions(store: Store, agreement: string): Promise<number[]> {
  return (await store.agreements.events(agreement)).map((event) => event.version);
}

/** Snapshot in brackets, then the updates. */
export async function journal(store: Store, room: string): Promise<string | null> {
  const record = await store.journal.load(room);
  if (!record) return null;
  const snapshot = record.snapshot ? [`[${record.snapshotSeq}: ${words(record.snapshot)}]`] : [];
  return [`${record.seq}:`, ...snapshot, ...record.updates.map(words)].join(' | ');
}

/** History in brackets, then the updates after the snapshot, each with its sender and second. */
export async function history(store: Store, room: string): Promise<string | null> {
  const record = await store.journal.history(room);
  if (!record) return null;
  const base = record.base ? [`[${record.baseSeq}: ${words(record.base)}]`] : [];
  const snapshot = record.snapshot ? [`[${record.snapshotSeq}: ${words(record.snapshot)}]`] : [];
  const updates = record.updates.map(
    ({ seq, update, person, at }) => `${seq} ${words(update)} by ${person} ${at.slice(17, 19)}`,
  );
  return [`${record.agreement} ${record.seq}:`, ...base, ...snapshot, ...updates].join(' | ');
}

/** How many of several attempts at once succeeded; the others must have failed as given. */
export async function winners(attempts: Promise<unknown>[], failure: new () => Error): Promise<number> {
  const outcomes = await Promise.allSettled(attempts);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') assert.ok(outcome.reason instanceof failure, String(outcome.reason));
  }
  return outcomes.filter((outcome) => outcome.status === 'fulfilled').length;
}

export const neighbours = ['A', 'A1', 'A10', 'a', 'A%', 'A_', 'A.', 'AB'];

export const dana: PersonRow = {
  id: 'dana',
  name: 'Dana “D” O’Reyes \u202Eمرحبا 🧾',
  convener: true,
  subject: 'idp|7',
};
export const session = (tokenHash: string, expires: number): SessionRow => ({
  tokenHash,
  person: 'dana',
  createdAt: at(0),
  expiresAt: at(expires),
});
export const invitation = (id: string, more: Partial<InvitationRow> = {}): InvitationRow => ({
  id,
  tokenHash: `hash of ${id}`,
  agreement: 'A',
  name: 'Dana Reyes',
  capacity: { role: 'delegate', party: 'TOR' },
  createdBy: 'sigrid',
  createdAt: at(0),
  expiresAt: at(50),
  acceptedAt: null,
  ...more,
});
