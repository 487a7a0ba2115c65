/**
 * The ledgers of a SQL store: the leaves of the events and the tree over them, written in the transaction that
 * writes the events, so that there is no moment at which one stands without the other.
 *
 * Of a leaf only its salt and hash are stored. Its text is made of the event again whenever it is asked for, so
 * whoever changes an event in the database changes the leaf that is shown, which then does not fit the tree.
 */
import { randomBytes } from 'node:crypto';
import type { AgreementEvent, RecordedEvent } from '@travaux/workflow/agreement';
import {
  emptyFrontier,
  frontierRoot,
  grow,
  leafHash,
  leafText,
  pseudonymKeyLength,
  saltLength,
  type Frontier,
} from '@travaux/workflow/ledger';
import type { Kysely, Transaction } from 'kysely';
import type { Database } from './database.ts';
import { bytesOf, type Tables } from './schema.ts';
import type { LedgerHead, LedgerStore } from './store.ts';

/** Rows of one statement: four parameters each, far below what any database takes. */
const rowsAtOnce = 500;
/** Leaves of one transaction while the events of an older version are taken in. */
const takenAtOnce = 5_000;
const hashLength = 32;

/** The events become leaves, in their order; the first ones of an agreement begin its ledger. */
export async function growLedger(
  trx: Transaction<Tables>,
  agreement: string,
  events: readonly RecordedEvent[],
): Promise<void> {
  const row = await trx
    .selectFrom('ledgers')
    .select(['size', 'frontier', 'pseudonym_key'])
    .where('agreement', '=', agreement)
    .executeTakeFirst();
  const pseudonymKey = row ? bytesOf(row.pseudonym_key) : randomBytes(pseudonymKeyLength);
  const before = row ? { size: row.size, hashes: hashesOf(bytesOf(row.frontier)) } : emptyFrontier;
  if (events[0]?.version !== before.size + 1) {
    throw new Error(
      `the ledger of agreement ${agreement} has ${before.size} leaves, and the next event is another`,
    );
  }
  const salts = randomBytes(events.length * saltLength);
  const salted = events.map((recorded, index) => ({
    recorded,
    salt: salts.subarray(index * saltLength, (index + 1) * saltLength),
  }));
  const hashes = salted.map(({ recorded, salt }) =>
    leafHash(Buffer.from(leafText({ ...recorded, agreement, salt, pseudonymKey }))),
  );
  const { frontier, nodes } = grow(before, hashes);
  const state = { size: frontier.size, frontier: Buffer.concat(frontier.hashes) };
  await trx
    .insertInto('ledgers')
    .values({ agreement, ...state, pseudonym_key: pseudonymKey })
    .onConflict((conflict) => conflict.column('agreement').doUpdateSet(state))
    .execute();
  for (let from = 0; from < salted.length; from += rowsAtOnce) {
    const some = salted.slice(from, from + rowsAtOnce);
    await trx
      .insertInto('ledger_salts')
      .values(some.map(({ recorded, salt }) => ({ agreement, version: recorded.version, salt })))
      .execute();
  }
  for (let from = 0; from < nodes.length; from += rowsAtOnce) {
    const some = nodes.slice(from, from + rowsAtOnce);
    await trx
      .insertInto('ledger_nodes')
      .values(some.map(({ level, index, hash }) => ({ agreement, level, place: index, hash })))
      .execute();
  }
}

export function ledgerStore(database: Database): LedgerStore {
  return {
    head: (agreement) =>
      database.read(async (db) => {
        const row = await db
          .selectFrom('ledgers')
          .select(['size', 'frontier'])
          .where('agreement', '=', agreement)
          .executeTakeFirst();
        return row ? headOf(row) : null;
      }),

    heads: () =>
      database.read(async (db) => {
        const rows = await db.selectFrom('ledgers').select(['agreement', 'size', 'frontier']).execute();
        return new Map(rows.map((row) => [row.agreement, headOf(row)]));
      }),

    nodes: (agreement, wanted) =>
      database.read(async (db) => {
        const first = wanted[0];
        if (!first) return [];
        const rows = await db
          .selectFrom('ledger_nodes')
          .select(['level', 'place', 'hash'])
          .where('agreement', '=', agreement)
          .where((expression) =>
            expression.or(wanted.map(({ level, index }) => expression.and({ level, place: index }))),
          )
          .execute();
        const found = new Map(rows.map(({ level, place, hash }) => [`${level}/${place}`, bytesOf(hash)]));
        return wanted.map(({ level, index }) => {
          const hash = found.get(`${level}/${index}`);
          if (!hash) throw new RangeError(`the ledger of ${agreement} has no node ${level}/${index}`);
          return hash;
        });
      }),

    row: (agreement, { level, index }, count) =>
      database.read(async (db) => {
        const rows = await db
          .selectFrom('ledger_nodes')
          .select('hash')
          .where('agreement', '=', agreement)
          .where('level', '=', level)
          .where('place', '>=', index)
          .where('place', '<', index + count)
          .orderBy('place')
          .execute();
        return rows.map(({ hash }) => bytesOf(hash));
      }),

    leaves: (agreement, size) => database.read((db) => leavesOf(db, agreement, size)),

    takeIn: async (agreement) => {
      while (await database.write((trx) => takeSome(trx, agreement)));
    },
  };
}

async function leavesOf(db: Kysely<Tables>, agreement: string, size: number) {
  const ledger = await db
    .selectFrom('ledgers')
    .select('pseudonym_key')
    .where('agreement', '=', agreement)
    .executeTakeFirst();
  if (!ledger) return [];
  const pseudonymKey = bytesOf(ledger.pseudonym_key);
  const rows = await db
    .selectFrom('ledger_salts')
    .innerJoin('events', (join) =>
      join
        .onRef('events.agreement', '=', 'ledger_salts.agreement')
        .onRef('events.version', '=', 'ledger_salts.version'),
    )
    .select(['events.version', 'events.at', 'events.by_person', 'events.event', 'ledger_salts.salt'])
    .where('ledger_salts.agreement', '=', agreement)
    .where('ledger_salts.version', '<=', size)
    .orderBy('ledger_salts.version')
    .execute();
  return rows.map(({ version, at, by_person: by, event, salt }) => {
    const recorded = { version, at, by, event: JSON.parse(event) as AgreementEvent };
    return { recorded, text: leafText({ ...recorded, agreement, salt: bytesOf(salt), pseudonymKey }) };
  });
}

/** Events that an older version recorded become leaves. @returns whether there may be more */
async function takeSome(trx: Transaction<Tables>, agreement: string): Promise<boolean> {
  const ledger = await trx
    .selectFrom('ledgers')
    .select('size')
    .where('agreement', '=', agreement)
    .executeTakeFirst();
  const rows = await trx
    .selectFrom('events')
    .select(['version', 'at', 'by_person', 'event'])
    .where('agreement', '=', agreement)
    .where('version', '>', ledger?.size ?? 0)
    .orderBy('version')
    .limit(takenAtOnce)
    .execute();
  const events: RecordedEvent[] = [];
  for (const { version, at, by_person: by, event: stored } of rows) {
    const event = wellFormed(JSON.parse(stored)) as AgreementEvent;
    const text = JSON.stringify(event);
    if (text !== stored) {
      await trx
        .updateTable('events')
        .set({ event: text })
        .where('agreement', '=', agreement)
        .where('version', '=', version)
        .execute();
    }
    events.push({ version, at, by, event });
  }
  if (events.length > 0) await growLedger(trx, agreement, events);
  return events.length === takenAtOnce;
}

/** Before there were ledgers, a text could hold half of a surrogate pair; UTF-8 cannot. */
function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return Buffer.from(value).toString();
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(wellFormed);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wellFormed(inner)]));
}

function headOf(row: { readonly size: number; readonly frontier: Uint8Array | ArrayBuffer }): LedgerHead {
  const frontier: Frontier = { size: row.size, hashes: hashesOf(bytesOf(row.frontier)) };
  return { size: row.size, root: frontierRoot(frontier) };
}

function hashesOf(bytes: Uint8Array): readonly Uint8Array[] {
  return Array.from({ length: bytes.length / hashLength }, (_, index) =>
    bytes.slice(index * hashLength, (index + 1) * hashLength),
  );
}
