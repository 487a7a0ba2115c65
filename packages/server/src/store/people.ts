/**
 * The people of a SQL store: persons, their sessions and invitations. Tokens are here as hashes only.
 */
import type { Capacity } from '@travaux/workflow/agreement';
import type { Selectable } from 'kysely';
import type { Database } from './database.ts';
import type { Tables } from './schema.ts';
import type { InvitationRow, PeopleStore, PersonRow } from './store.ts';

export function peopleStore(database: Database): PeopleStore {
  return {
    person: (id) =>
      database.read(async (db) => {
        const row = await db.selectFrom('persons').selectAll().where('id', '=', id).executeTakeFirst();
        return row ? personOf(row) : null;
      }),

    personBySubject: (subject) =>
      database.read(async (db) => {
        const row = await db
          .selectFrom('persons')
          .selectAll()
          .where('subject', '=', subject)
          .executeTakeFirst();
        return row ? personOf(row) : null;
      }),

    savePerson: ({ id, name, convener, subject }) =>
      database.write(async (trx) => {
        const fields = { name, convener: convener ? 1 : 0, subject };
        await trx
          .insertInto('persons')
          .values({ id, ...fields })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(fields))
          .execute();
      }),

    countPeople: () =>
      database.read(async (db) => {
        const row = await db
          .selectFrom('persons')
          .select((eb) => eb.fn.countAll<number>().as('people'))
          .executeTakeFirstOrThrow();
        return Number(row.people);
      }),

    session: (tokenHash) =>
      database.read(async (db) => {
        const row = await db
          .selectFrom('sessions')
          .selectAll()
          .where('token_hash', '=', tokenHash)
          .executeTakeFirst();
        return row
          ? {
              tokenHash: row.token_hash,
              person: row.person,
              createdAt: row.created_at,
              expiresAt: row.expires_at,
            }
          : null;
      }),

    saveSession: ({ tokenHash, person, createdAt, expiresAt }) =>
      database.write(async (trx) => {
        const fields = { person, created_at: createdAt, expires_at: expiresAt };
        await trx
          .insertInto('sessions')
          .values({ token_hash: tokenHash, ...fields })
          .onConflict((conflict) => conflict.column('token_hash').doUpdateSet(fields))
          .execute();
      }),

    endSession: (tokenHash) =>
      database.write(async (trx) => {
        await trx.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute();
      }),

    endExpiredSessions: (now) =>
      database.write(async (trx) => {
        await trx.deleteFrom('sessions').where('expires_at', '<=', now).execute();
      }),

    lastSeen: () =>
      database.read(async (db) => {
        const rows = await db.selectFrom('sightings').selectAll().execute();
        return new Map(rows.map((row) => [row.person, row.at]));
      }),

    sawPerson: (person, at) =>
      database.write(async (trx) => {
        await trx
          .insertInto('sightings')
          .values({ person, at })
          .onConflict((conflict) =>
            conflict.column('person').doUpdateSet({ at }).where('sightings.at', '<', at),
          )
          .execute();
      }),

    visits: (person) =>
      database.read(async (db) => {
        const rows = await db.selectFrom('visits').selectAll().where('person', '=', person).execute();
        return new Map(rows.map((row) => [row.agreement, row.version]));
      }),

    visited: (person, agreement, version) =>
      database.write(async (trx) => {
        await trx
          .insertInto('visits')
          .values({ person, agreement, version })
          .onConflict((conflict) =>
            conflict
              .columns(['person', 'agreement'])
              .doUpdateSet({ version })
              .where('visits.version', '<', version),
          )
          .execute();
      }),

    saveInvitation: (invitation) =>
      database.write(async (trx) => {
        const fields = {
          token_hash: invitation.tokenHash,
          agreement: invitation.agreement,
          name: invitation.name,
          capacity: invitation.capacity && JSON.stringify(invitation.capacity),
          created_by: invitation.createdBy,
          created_at: invitation.createdAt,
          expires_at: invitation.expiresAt,
          accepted_at: invitation.acceptedAt,
        };
        await trx
          .insertInto('invitations')
          .values({ id: invitation.id, ...fields })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(fields))
          .execute();
      }),

    invitation: (tokenHash) =>
      database.read(async (db) => {
        const row = await db
          .selectFrom('invitations')
          .selectAll()
          .where('token_hash', '=', tokenHash)
          .executeTakeFirst();
        return row ? invitationOf(row) : null;
      }),

    invitations: (agreement) =>
      database.read(async (db) => {
        const rows = await db
          .selectFrom('invitations')
          .selectAll()
          .where('agreement', '=', agreement)
          .orderBy('created_at')
          .orderBy('id')
          .execute();
        return rows.map(invitationOf);
      }),

    acceptInvitation: (tokenHash, at) =>
      database.write(async (trx) => {
        const accepted = await trx
          .updateTable('invitations')
          .set({ accepted_at: at })
          .where('token_hash', '=', tokenHash)
          .where('accepted_at', 'is', null)
          .where('expires_at', '>', at)
          .executeTakeFirst();
        return accepted.numUpdatedRows === 1n;
      }),

    // One that was accepted stays: it tells how its person came in.
    withdrawInvitation: (id) =>
      database.write(async (trx) => {
        await trx.deleteFrom('invitations').where('id', '=', id).where('accepted_at', 'is', null).execute();
      }),
  };
}

function personOf(row: Selectable<Tables['persons']>): PersonRow {
  return { id: row.id, name: row.name, convener: row.convener === 1, subject: row.subject };
}

function invitationOf(row: Selectable<Tables['invitations']>): InvitationRow {
  return {
    id: row.id,
    tokenHash: row.token_hash,
    agreement: row.agreement,
    name: row.name,
    capacity: row.capacity === null ? null : (JSON.parse(row.capacity) as Capacity),
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    acceptedAt: row.accepted_at,
  };
}
