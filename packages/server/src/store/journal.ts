/**
 * The journal of a SQL store: the accepted updates of every room, one after the other, and what is derived
 * from them to be quick: snapshots (the sum of the oldest updates) and projections (the text as JSON).
 */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Database } from './database.ts';
import { bytesOf, type Tables } from './schema.ts';
import { ConflictError, type JournalEntry, type JournalStore, type RoomRecord } from './store.ts';

/** @param append the driver's own hot path; it must do what `appendEntries` does */
export function journalStore(database: Database, append: JournalStore['append']): JournalStore {
  return {
    load: (room) => database.read((db) => loadRoom(db, room)),

    append,

    compact: (room, seq, state) =>
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
        await trx.deleteFrom('updates').where('room', '=', room).where('seq', '<=', seq).execute();
      }),

    heads: (agreement) =>
      database.read(async (db) => {
        const rows = await db
          .selectFrom('rooms')
          .select(['id', 'seq'])
          .where('agreement', '=', agreement)
          .execute();
        return new Map(rows.map((row) => [row.id, row.seq]));
      }),

    projections: (agreement) =>
      database.read(async (db) => {
        const rows = await db
          .selectFrom('projections')
          .innerJoin('rooms', 'rooms.id', 'projections.room')
          .select(['projections.room', 'projections.seq', 'projections.json'])
          .where('rooms.agreement', '=', agreement)
          .execute();
        return new Map(rows.map(({ room, seq, json }) => [room, { seq, json }]));
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

async function loadRoom(db: Kysely<Tables>, room: string): Promise<RoomRecord | null> {
  const record = await db
    .selectFrom('rooms')
    .leftJoin('snapshots', 'snapshots.room', 'rooms.id')
    .select(['rooms.agreement', 'rooms.seq', 'snapshots.seq as snapshot_seq', 'snapshots.state'])
    .where('rooms.id', '=', room)
    .executeTakeFirst();
  if (!record) return null;
  const updates = await db
    .selectFrom('updates')
    .select('bytes')
    .where('room', '=', room)
    .where('seq', '>', record.snapshot_seq ?? 0)
    .orderBy('seq')
    .execute();
  const leases = await db
    .selectFrom('leases')
    .select(['client', 'person'])
    .where('room', '=', room)
    .execute();
  return {
    agreement: record.agreement,
    seq: record.seq,
    snapshot: record.state ? bytesOf(record.state) : null,
    snapshotSeq: record.snapshot_seq ?? 0,
    updates: updates.map((update) => bytesOf(update.bytes)),
    leases: new Map(leases.map((lease) => [lease.client, lease.person])),
  };
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
      .executeTakeFirst();
    if (next.numUpdatedRows !== 1n) throw new ConflictError(`update ${seq} is not the next of room ${room}`);
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
