/**
 * The agreements of a SQL store: the event streams, and what an import brought with them.
 */
import { createHash } from 'node:crypto';
import type { AgreementEvent } from '@travaux/workflow/agreement';
import type { Transaction } from 'kysely';
import type { Database } from './database.ts';
import { appendEntries, saveHistory } from './journal.ts';
import { growLedger } from './ledger.ts';
import { bytesOf, type Tables } from './schema.ts';
import {
  ConflictError,
  RoomExistsError,
  type AgreementStore,
  type Commit,
  type DecidedText,
  type Freeze,
  type ReadText,
  type RoomSeed,
} from './store.ts';

/** Rows of one statement: far below the number of parameters that any database takes. */
const rowsAtOnce = 500;

export function agreementStore(database: Database): AgreementStore {
  return {
    list: () =>
      database.read(async (db) => {
        const rows = await db
          .selectFrom('agreements')
          .selectAll()
          .orderBy('opened_at')
          .orderBy('id')
          .execute();
        return rows.map((row) => ({
          id: row.id,
          version: row.version,
          openedAt: row.opened_at,
          changedAt: row.changed_at,
        }));
      }),

    events: (agreement, after = 0) =>
      database.read(async (db) => {
        const rows = await db
          .selectFrom('events')
          .select(['version', 'at', 'by_person', 'event'])
          .where('agreement', '=', agreement)
          .where('version', '>', after)
          .orderBy('version')
          .execute();
        return rows.map((row) => ({
          version: row.version,
          at: row.at,
          by: row.by_person,
          event: JSON.parse(row.event) as AgreementEvent,
        }));
      }),

    commit: (commit) => database.write((trx) => commitIn(trx, commit)),

    texts: (agreement, hashes) =>
      database.read(async (db) => {
        const all = db
          .selectFrom('texts')
          .select(['hash', 'canonical'])
          .where('agreement', '=', agreement)
          .orderBy('hash');
        if (hashes === undefined)
          return (await all.execute()).map(({ hash, canonical }) => ({ hash, canonical }));
        const found: DecidedText[] = [];
        for (let from = 0; from < hashes.length; from += rowsAtOnce) {
          const some = await all.where('hash', 'in', hashes.slice(from, from + rowsAtOnce)).execute();
          found.push(...some.map(({ hash, canonical }) => ({ hash, canonical })));
        }
        return found;
      }),

    importReport: (agreement) =>
      database.read(async (db) => {
        const row = await db
          .selectFrom('import_reports')
          .select('report')
          .where('agreement', '=', agreement)
          .executeTakeFirst();
        return row?.report ?? null;
      }),

    source: (agreement) =>
      database.read(async (db) => {
        const row = await db
          .selectFrom('sources')
          .select(['sha256', 'bytes'])
          .where('agreement', '=', agreement)
          .executeTakeFirst();
        return row ? { sha256: row.sha256, bytes: bytesOf(row.bytes) } : null;
      }),

    clear: () =>
      database.write(async (trx) => {
        // Those that refer to others first.
        for (const table of [
          'proposal_events',
          'proposal_texts',
          'proposal_streams',
          'comment_events',
          'comment_streams',
          'projections',
          'leases',
          'snapshots',
          'histories',
          'updates',
          'rooms',
          'sources',
          'texts',
          'import_reports',
          'ledger_nodes',
          'ledger_salts',
          'ledgers',
          'events',
          'agreements',
          'invitations',
          'sightings',
          'visits',
          'sessions',
          'persons',
        ] as const satisfies readonly (keyof Tables)[]) {
          await trx.deleteFrom(table).execute();
        }
      }),
  };
}

async function commitIn(trx: Transaction<Tables>, commit: Commit): Promise<void> {
  const { agreement, expectedVersion, events } = commit;
  const last = events.at(-1);
  if (!last) throw new Error('a commit has at least one event');
  events.forEach((event, index) => {
    const due = expectedVersion + index + 1;
    if (event.version !== due) throw new Error(`event ${event.version} stands where ${due} is due`);
  });
  await claimVersion(trx, commit, last.version, last.at);
  for (let from = 0; from < events.length; from += rowsAtOnce) {
    await trx
      .insertInto('events')
      .values(
        events.slice(from, from + rowsAtOnce).map((event) => ({
          agreement,
          version: event.version,
          at: event.at,
          by_person: event.by,
          event: JSON.stringify(event.event),
        })),
      )
      .execute();
  }
  await growLedger(trx, agreement, events);
  await checkTexts(trx, commit.read ?? []);
  await keepTexts(trx, agreement, commit.texts ?? []);
  await createRooms(trx, agreement, commit.rooms ?? [], last.at);
  await appendEntries(trx, commit.edits ?? []);
  // After the edits: those of the commit itself come before its freeze.
  await setFrozen(trx, commit.freezes ?? []);
  for (const history of commit.histories ?? []) await saveHistory(trx, history);
  if (commit.importReport !== undefined) {
    await trx.insertInto('import_reports').values({ agreement, report: commit.importReport }).execute();
  }
  if (commit.source) {
    await trx
      .insertInto('sources')
      .values({ agreement, sha256: commit.source.sha256, bytes: commit.source.bytes })
      .execute();
  }
}

/** Within the transaction: from here to its end nobody else writes. */
async function checkTexts(trx: Transaction<Tables>, texts: readonly ReadText[]): Promise<void> {
  for (let from = 0; from < texts.length; from += rowsAtOnce) {
    const some = texts.slice(from, from + rowsAtOnce);
    const rooms = await trx
      .selectFrom('rooms')
      .select(['id', 'seq'])
      .where(
        'id',
        'in',
        some.map(({ room }) => room),
      )
      .execute();
    const heads = new Map(rooms.map(({ id, seq }) => [id, seq]));
    for (const { room, seq } of some) {
      if (heads.get(room) !== seq) throw new ConflictError(`room ${room} is not at update ${seq}`);
    }
  }
}

async function keepTexts(
  trx: Transaction<Tables>,
  agreement: string,
  texts: readonly DecidedText[],
): Promise<void> {
  for (const { hash, canonical } of texts) {
    if (sha256(canonical) !== hash) throw new Error(`a text is not that of its hash ${hash}`);
    await trx
      .insertInto('texts')
      .values({ agreement, hash, canonical })
      .onConflict((conflict) => conflict.columns(['agreement', 'hash']).doNothing())
      .execute();
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

async function setFrozen(trx: Transaction<Tables>, freezes: readonly Freeze[]): Promise<void> {
  for (const frozen of [true, false]) {
    const rooms = freezes.filter((freeze) => freeze.frozen === frozen).map(({ room }) => room);
    for (let from = 0; from < rooms.length; from += rowsAtOnce) {
      await trx
        .updateTable('rooms')
        .set({ frozen: frozen ? 1 : 0 })
        .where('id', 'in', rooms.slice(from, from + rowsAtOnce))
        .execute();
    }
  }
}

async function claimVersion(
  trx: Transaction<Tables>,
  { agreement, expectedVersion }: Commit,
  version: number,
  at: string,
): Promise<void> {
  const claimed =
    expectedVersion === 0
      ? await trx
          .insertInto('agreements')
          .values({ id: agreement, version, opened_at: at, changed_at: at })
          .onConflict((conflict) => conflict.column('id').doNothing())
          .executeTakeFirst()
      : await trx
          .updateTable('agreements')
          .set({ version, changed_at: at })
          .where('id', '=', agreement)
          .where('version', '=', expectedVersion)
          .executeTakeFirst();
  const rows = 'numUpdatedRows' in claimed ? claimed.numUpdatedRows : claimed.numInsertedOrUpdatedRows;
  if (rows !== 1n) throw new ConflictError(`agreement ${agreement} is not at version ${expectedVersion}`);
}

async function createRooms(
  trx: Transaction<Tables>,
  agreement: string,
  seeds: readonly RoomSeed[],
  at: string,
): Promise<void> {
  for (let from = 0; from < seeds.length; from += rowsAtOnce) {
    const some = seeds.slice(from, from + rowsAtOnce);
    const made = await trx
      .insertInto('rooms')
      .values(some.map((seed) => ({ id: seed.room, agreement, seq: seed.update ? 1 : 0 })))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst();
    if (made.numInsertedOrUpdatedRows !== BigInt(some.length)) {
      throw new RoomExistsError('a room of the commit exists already');
    }
    const texts = some.flatMap(({ room, update }) =>
      update ? [{ room, seq: 1, bytes: update, person: null, at }] : [],
    );
    if (texts.length > 0) await trx.insertInto('updates').values(texts).execute();
    const projections = some.flatMap(({ room, update, json }) =>
      update && json !== undefined ? [{ room, seq: 1, json }] : [],
    );
    if (projections.length > 0) await trx.insertInto('projections').values(projections).execute();
  }
}
