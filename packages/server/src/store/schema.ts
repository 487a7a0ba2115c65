/**
 * The tables as the queries see them. How a table is made, and changed from one version to the next, is in
 * each driver's migrations.
 */
import type { ColumnType } from 'kysely';

/** Bytes as a driver hands them back; `bytesOf` makes them what the contract promises. */
export type Bytes = ColumnType<Uint8Array | ArrayBuffer, Uint8Array, Uint8Array>;

export function bytesOf(value: Uint8Array | ArrayBuffer): Uint8Array {
  return value instanceof Uint8Array
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : new Uint8Array(value);
}

export interface Tables {
  agreements: {
    id: string;
    version: number;
    opened_at: string;
    changed_at: string;
  };
  /** One row an event; `event` is its JSON. */
  events: { agreement: string; version: number; at: string; by_person: string | null; event: string };
  /** `size` is the agreement's version; `frontier` the hashes of the complete subtrees, one behind the other. */
  ledgers: { agreement: string; size: number; frontier: Bytes; pseudonym_key: Bytes };
  ledger_salts: { agreement: string; version: number; salt: Bytes };
  /** Hash of the complete subtree number `place` of a level; level 0 are the leaves. */
  ledger_nodes: { agreement: string; level: number; place: number; hash: Bytes };
  import_reports: { agreement: string; report: string };
  sources: { agreement: string; sha256: string; bytes: Bytes };
  /** What decisions are about, by the hash that they bind to. */
  texts: { agreement: string; hash: string; canonical: string };
  /** `seq` is the number of the last update; `frozen` is 1 while the text takes none. */
  rooms: {
    id: string;
    agreement: string;
    seq: number;
    frozen: ColumnType<number, number | undefined, number>;
  };
  /** The journal: what was accepted since the room's snapshot. */
  updates: { room: string; seq: number; bytes: Bytes; person: string | null; at: string };
  snapshots: { room: string; seq: number; state: Bytes };
  /** Who wrote and deleted what up to `seq`, as the rooms encode it. */
  histories: { room: string; seq: number; bytes: Bytes };
  /** Whose the Yjs client ids of a room are. */
  leases: { room: string; client: number; person: string | null };
  projections: { room: string; seq: number; json: string };
  /** `version` is the number of its last event. */
  comment_streams: { agreement: string; version: number; secret: Bytes };
  comment_events: {
    agreement: string;
    version: number;
    at: string;
    by_person: string | null;
    event: string;
  };
  /** `version` is the number of its last event. */
  proposal_streams: { agreement: string; version: number };
  proposal_events: { agreement: string; version: number; at: string; by_person: string; event: string };
  /** What proposals depart from and what they say, by hash; apart from `texts`, which others read. */
  proposal_texts: { agreement: string; hash: string; canonical: string };
  persons: { id: string; name: string; convener: number; subject: string | null };
  sessions: { token_hash: string; person: string; created_at: string; expires_at: string };
  sightings: { person: string; at: string };
  visits: { person: string; agreement: string; version: number };
  invitations: {
    id: string;
    token_hash: string;
    agreement: string | null;
    name: string;
    /** JSON of the capacity. */
    capacity: string | null;
    created_by: string | null;
    created_at: string;
    expires_at: string;
    accepted_at: string | null;
  };
}
