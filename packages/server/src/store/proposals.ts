/** The proposals of a SQL store: one stream of events for each agreement, and the texts that they name by hash. */
import type { ProposalEvent } from '@travaux/workflow/proposals';
import type { Transaction } from 'kysely';
import { appendComments } from './comments.ts';
import type { Database } from './database.ts';
import type { Tables } from './schema.ts';
import { ConflictError, type ProposalAppend, type ProposalStore } from './store.ts';

export function proposalStore(database: Database): ProposalStore {
  return {
    events: (agreement, after = 0) =>
      database.read(async (db) => {
        const rows = await db
          .selectFrom('proposal_events')
          .select(['version', 'at', 'by_person', 'event'])
          .where('agreement', '=', agreement)
          .where('version', '>', after)
          .orderBy('version')
          .execute();
        return rows.map(({ version, at, by_person: by, event }) => ({
          version,
          at,
          by,
          event: JSON.parse(event) as ProposalEvent,
        }));
      }),

    append: (agreement, added) => database.write((trx) => append(trx, agreement, added)),

    text: (agreement, hash) =>
      database.read(async (db) => {
        const row = await db
          .selectFrom('proposal_texts')
          .select('canonical')
          .where('agreement', '=', agreement)
          .where('hash', '=', hash)
          .executeTakeFirst();
        return row?.canonical ?? null;
      }),
  };
}

async function append(
  trx: Transaction<Tables>,
  agreement: string,
  { expectedVersion, events, texts, comments }: ProposalAppend,
): Promise<void> {
  events.forEach(({ version }, index) => {
    const due = expectedVersion + index + 1;
    if (version !== due) throw new Error(`proposal event ${version} stands where ${due} is due`);
  });
  const last = events.at(-1);
  if (!last) throw new Error('an append has at least one event');
  const known = await trx
    .selectFrom('agreements')
    .select('id')
    .where('id', '=', agreement)
    .executeTakeFirst();
  if (!known) throw new ConflictError(`there is no agreement ${agreement} to propose on`);
  await trx
    .insertInto('proposal_streams')
    .values({ agreement, version: 0 })
    .onConflict((conflict) => conflict.column('agreement').doNothing())
    .execute();
  const { numUpdatedRows } = await trx
    .updateTable('proposal_streams')
    .set({ version: last.version })
    .where('agreement', '=', agreement)
    .where('version', '=', expectedVersion)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) {
    throw new ConflictError(`the proposals of ${agreement} are not at version ${expectedVersion}`);
  }
  for (const { hash, canonical } of texts) {
    await trx
      .insertInto('proposal_texts')
      .values({ agreement, hash, canonical })
      .onConflict((conflict) => conflict.columns(['agreement', 'hash']).doNothing())
      .execute();
  }
  for (const { version, at, by, event } of events) {
    await trx
      .insertInto('proposal_events')
      .values({ agreement, version, at, by_person: by, event: JSON.stringify(event) })
      .execute();
  }
  if (comments) await appendComments(trx, agreement, comments.expectedVersion, comments.events);
}
