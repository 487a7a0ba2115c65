/** The comments of a SQL store: one stream of events for each agreement. */
import { randomBytes } from 'node:crypto';
import type { CommentEvent, RecordedComment } from '@travaux/workflow/comments';
import type { Transaction } from 'kysely';
import type { Database } from './database.ts';
import { bytesOf, type Tables } from './schema.ts';
import { ConflictError, type CommentStore } from './store.ts';

/** Rows of one statement: far below the number of parameters that any database takes. */
const rowsAtOnce = 500;

export function commentStore(database: Database): CommentStore {
  return {
    events: (agreement, after = 0) =>
      database.read(async (db) => {
        const rows = await db
          .selectFrom('comment_events')
          .select(['version', 'at', 'by_person', 'event'])
          .where('agreement', '=', agreement)
          .where('version', '>', after)
          .orderBy('version')
          .execute();
        return rows.map(({ version, at, by_person: by, event }) => ({
          version,
          at,
          by,
          event: JSON.parse(event) as CommentEvent,
        }));
      }),

    append: (agreement, expectedVersion, events) =>
      database.write((trx) => appendComments(trx, agreement, expectedVersion, events)),

    secret: (agreement) =>
      database.write(async (trx) => {
        await begin(trx, agreement);
        const { secret } = await trx
          .selectFrom('comment_streams')
          .select('secret')
          .where('agreement', '=', agreement)
          .executeTakeFirstOrThrow();
        return bytesOf(secret);
      }),
  };
}

export async function appendComments(
  trx: Transaction<Tables>,
  agreement: string,
  expectedVersion: number,
  events: readonly RecordedComment[],
): Promise<void> {
  events.forEach(({ version }, index) => {
    const due = expectedVersion + index + 1;
    if (version !== due) throw new Error(`comment event ${version} stands where ${due} is due`);
  });
  const last = events.at(-1);
  if (!last) throw new Error('an append has at least one event');
  await begin(trx, agreement);
  const { numUpdatedRows } = await trx
    .updateTable('comment_streams')
    .set({ version: last.version })
    .where('agreement', '=', agreement)
    .where('version', '=', expectedVersion)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) {
    throw new ConflictError(`the comments of ${agreement} are not at version ${expectedVersion}`);
  }
  for (let from = 0; from < events.length; from += rowsAtOnce) {
    await trx
      .insertInto('comment_events')
      .values(
        events.slice(from, from + rowsAtOnce).map(({ version, at, by, event }) => ({
          agreement,
          version,
          at,
          by_person: by,
          event: JSON.stringify(event),
        })),
      )
      .execute();
  }
}

async function begin(trx: Transaction<Tables>, agreement: string): Promise<void> {
  const known = await trx
    .selectFrom('agreements')
    .select('id')
    .where('id', '=', agreement)
    .executeTakeFirst();
  if (!known) throw new ConflictError(`there is no agreement ${agreement} to comment on`);
  await trx
    .insertInto('comment_streams')
    .values({ agreement, version: 0, secret: randomBytes(32) })
    .onConflict((conflict) => conflict.column('agreement').doNothing())
    .execute();
}
