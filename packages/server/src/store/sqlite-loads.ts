/**
 * Reading the journal of the embedded database: the hot path of opening clauses and of showing whole agreements.
 * Loads that are asked for at the same time share their queries, so that opening a thousand rooms takes a few
 * of them, not thousands. A query is one step of the lane: what it finds belongs to one moment.
 */
import type { Lane } from './lane.ts';
import { bytesOf } from './schema.ts';
import type { SqliteConnection } from './sqlite-connection.ts';
import type { JournalStore, Projection, RoomRecord } from './store.ts';

interface WaitingLoad {
  readonly room: string;
  readonly loaded: (record: RoomRecord | null) => void;
  readonly failed: (reason: unknown) => void;
}

/** Keeps the step short: a write that waits for it holds up people who type. */
const loadsAtOnce = 100;

export class Loads implements Pick<JournalStore, 'owner' | 'load' | 'heads' | 'projections'> {
  readonly #connection: SqliteConnection;
  readonly #lane: Lane;
  #waiting: WaitingLoad[] = [];

  constructor(connection: SqliteConnection, lane: Lane) {
    this.#connection = connection;
    this.#lane = lane;
  }

  owner(room: string): Promise<string | null> {
    return this.#lane.run(() => {
      const [row] = this.#all<{ agreement: string }>('SELECT agreement FROM rooms WHERE id = ?', room);
      return row?.agreement ?? null;
    });
  }

  load(room: string): Promise<RoomRecord | null> {
    return new Promise((loaded, failed) => {
      this.#waiting.push({ room, loaded, failed });
      if (this.#waiting.length === 1) this.#next();
    });
  }

  heads(agreement: string): Promise<ReadonlyMap<string, number>> {
    return this.#lane.run(() => {
      const rows = this.#all<{ id: string; seq: number }>(
        'SELECT id, seq FROM rooms WHERE agreement = ?',
        agreement,
      );
      return new Map(rows.map(({ id, seq }) => [id, seq]));
    });
  }

  projections(agreement: string): Promise<ReadonlyMap<string, Projection>> {
    return this.#lane.run(() => {
      const rows = this.#all<{ room: string; seq: number; json: string }>(
        `SELECT projections.room, projections.seq, projections.json
        FROM rooms JOIN projections ON projections.room = rooms.id WHERE rooms.agreement = ?`,
        agreement,
      );
      return new Map(rows.map(({ room, seq, json }) => [room, { seq, json }]));
    });
  }

  #next(): void {
    this.#lane
      .run(() => {
        const batch = this.#waiting.splice(0, loadsAtOnce);
        if (this.#waiting.length > 0) this.#next();
        this.#read(batch);
      })
      .catch((reason: unknown) => {
        // Only a closed lane comes here.
        for (const load of this.#waiting.splice(0)) load.failed(reason);
      });
  }

  #read(batch: readonly WaitingLoad[]): void {
    try {
      const records = this.#records(batch.map(({ room }) => room));
      for (const { room, loaded } of batch) loaded(records.get(room) ?? null);
    } catch (reason) {
      for (const { failed } of batch) failed(reason);
    }
  }

  #records(rooms: readonly string[]): Map<string, RoomRecord> {
    const asked = JSON.stringify(rooms);
    const updates = new Map<string, Uint8Array[]>();
    const leases = new Map<string, Map<number, string | null>>();
    const records = new Map<string, RoomRecord>();
    for (const row of this.#all<{
      id: string;
      agreement: string;
      seq: number;
      snapshot_seq: number | null;
      state: Uint8Array | null;
    }>(
      `SELECT rooms.id, rooms.agreement, rooms.seq, snapshots.seq AS snapshot_seq, snapshots.state
      FROM json_each(?) AS asked JOIN rooms ON rooms.id = asked.value
      LEFT JOIN snapshots ON snapshots.room = rooms.id`,
      asked,
    )) {
      const own: Uint8Array[] = [];
      const held = new Map<number, string | null>();
      updates.set(row.id, own);
      leases.set(row.id, held);
      records.set(row.id, {
        agreement: row.agreement,
        seq: row.seq,
        snapshot: row.state === null ? null : bytesOf(row.state),
        snapshotSeq: row.snapshot_seq ?? 0,
        updates: own,
        leases: held,
      });
    }
    for (const { room, bytes } of this.#all<{ room: string; bytes: Uint8Array }>(
      `SELECT updates.room, updates.bytes
      FROM (SELECT DISTINCT value FROM json_each(?)) AS asked
      LEFT JOIN snapshots ON snapshots.room = asked.value
      JOIN updates ON updates.room = asked.value AND updates.seq > coalesce(snapshots.seq, 0)
      ORDER BY updates.room, updates.seq`,
      asked,
    )) {
      updates.get(room)?.push(bytesOf(bytes));
    }
    for (const { room, client, person } of this.#all<{ room: string; client: number; person: string | null }>(
      `SELECT leases.room, leases.client, leases.person
      FROM json_each(?) AS asked JOIN leases ON leases.room = asked.value`,
      asked,
    )) {
      leases.get(room)?.set(client, person);
    }
    return records;
  }

  #all<Row>(sql: string, parameter: string): Row[] {
    return this.#connection.prepare(sql).all([parameter]) as Row[];
  }
}
