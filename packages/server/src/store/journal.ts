/**
 * The journal of a SQL store: the accepted updates of every room, one after the other, and what is derived
 * from them to be quick: snapshots (the sum of the oldest updates) and projections (the text as JSON).
 */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Database } from './database.ts';
import { bytesOf, type Tables } from './schema.ts';
import {
  ConflictError,
  FrozenError,
  type HistoryRow,
  type JournalEntry,
  type JournalStore,
  type RoomHistory,
} from './store.ts';

/** What each driver does by itself, because it is done for every edit, and for every clause that is read. */
export type HotPaths = Pick<JournalStore, 'append' | 'owner' | 'load' | 'heads' | 'projections'>;

/** @param hot its `append` must do what `appendEntries` does */
export function journalStore(database: Database, hot: HotPaths): JournalStore {
  return {
    ...hot,

    history: (room) => database.read((db) => loadHistory(db, room)),

    compact: (room, seq, state, history) =>
      database.write(async (trx) => {
        const record = await trx.selectFrom('rooms').select('seq').where('id', '=', room).executeTakeFirst();
        if (!record || seq < 1 || seq > record.seq) {
          throw new ConflictError(`room ${room} has no update ${seq}`);
        }
        const older = await trx
          .selectFrom('snapshots')
          .select('seq')
          .where('room', '=', room)
          .executeTakeFirst();
        // A compaction that was overtaken by a later one has nothing to add.
        if (older && older.seq >= seq) return;
        await trx
          .insertInto('snapshots')
          .values({ room, seq, state })
          .onConflict((conflict) => conflict.column('room').doUpdateSet({ seq, state }))
          .execute();
        await saveHistory(trx, { room, seq, bytes: history });
        await trx.deleteFrom('updates').where('room', '=', room).where('seq', '<=', seq).execute();
      }),

    saveProjections: (entries) =>
      database.write(async (trx) => {
        for (const [room, { seq, json }] of entries) {
          // Of a room that was cleared meanwhile there is nothing to save.
          await trx
            .insertInto('projections')
            .columns(['room', 'seq', 'json'])
            .expression((eb) =>
              eb
                .selectFrom('rooms')
                .select(['id', sql.val(seq).as('seq'), sql.val(json).as('json')])
                .where('id', '=', room),
            )
            .onConflict((conflict) =>
              conflict.column('room').doUpdateSet({ seq, json }).where('projections.seq', '<', seq),
            )
            .execute();
        }
      }),
  };
}

async function loadHistory(db: Kysely<Tables>, room: string): Promise<RoomHistory | null> {
  const record = await db
    .selectFrom('rooms')
    .leftJoin('snapshots', 'snapshots.room', 'rooms.id')
    .leftJoin('histories', 'histories.room', 'rooms.id')
    .select([
      'rooms.agreement',
      'rooms.seq',
      'snapshots.seq as snapshot_seq',
      'snapshots.state',
      'histories.seq as base_seq',
      'histories.bytes as base',
    ])
    .where('rooms.id', '=', room)
    .executeTakeFirst();
  if (!record) return null;
  const updates = await db
    .selectFrom('updates')
    .select(['seq', 'bytes', 'person', 'at'])
    .where('room', '=', room)
    .where('seq', '>', record.snapshot_seq ?? 0)
    .orderBy('seq')
    .execute();
  return {
    agreement: record.agreement,
    seq: record.seq,
    base: record.base ? bytesOf(record.base) : null,
    baseSeq: record.base_seq ?? 0,
    snapshot: record.state ? bytesOf(record.state) : null,
    snapshotSeq: record.snapshot_seq ?? 0,
    updates: updates.map(({ seq, bytes, person, at }) => ({ seq, update: bytesOf(bytes), person, at })),
  };
}

/** A history as part of a larger transaction; one that was overtaken by a later one has nothing to add. */
export async function saveHistory(trx: Transaction<Tables>, { room, seq, bytes }: HistoryRow): Promise<void> {
  await trx
    .insertInto('histories')
    .values({ room, seq, bytes })
    .onConflict((conflict) =>
      conflict.column('room').doUpdateSet({ seq, bytes }).where('histories.seq', '<', seq),
    )
    .execute();
}

/** Why an update could not be made the next one of its room. */
export function notNext(room: string, seq: number, frozen: boolean): Error {
  return frozen
    ? new FrozenError(`room ${room} is frozen`)
    : new ConflictError(`update ${seq} is not the next of room ${room}`);
}

/** Entries as part of a larger transaction. */
export async function appendEntries(
  trx: Transaction<Tables>,
  entries: readonly JournalEntry[],
): Promise<void> {
  for (const { room, seq, update, person, at, leases } of entries) {
    const next = await trx
      .updateTable('rooms')
      .set({ seq })
      .where('id', '=', room)
      .where('seq', '=', seq - 1)
      .where('frozen', '=', 0)
      .executeTakeFirst();
    if (next.numUpdatedRows !== 1n) {
      const record = await trx.selectFrom('rooms').select('frozen').where('id', '=', room).executeTakeFirst();
      throw notNext(room, seq, record?.frozen === 1);
    }
    await trx.insertInto('updates').values({ room, seq, bytes: update, person, at }).execute();
    for (const client of leases) {
      const made = await trx
        .insertInto('leases')
        .values({ room, client, person })
        .onConflict((conflict) => conflict.columns(['room', 'client']).doNothing())
        .executeTakeFirst();
      if (made.numInsertedOrUpdatedRows === 1n) continue;
      const held = await trx
        .selectFrom('leases')
        .select('person')
        .where('room', '=', room)
        .where('client', '=', client)
        .executeTakeFirst();
      if (held?.person !== person) throw new ConflictError(`client ${client} of room ${room} is another's`);
    }
  }
}
