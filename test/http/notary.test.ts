/**
 * Never two roots for one size: killed between any two steps, the server goes on from what it signed; put on other
 * files than those that it signed, it does not start, and says what happened.
 */
import { afterEach, describe, expect, test } from '@jest/globals';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore, type Store } from '@travaux/server/store';
import { verifyRecord, type Verified } from '@travaux/workflow/ledger';
import Libsql from 'libsql';
import { Installation, type Person } from './installation.ts';

const database = 'travaux.sqlite';
const signed = 'ledger-signed.sqlite';
const keyFile = 'ledger.key';

/** The files of an installation, at several moments of its life. */
class Files {
  readonly root = mkdtempSync(join(tmpdir(), 'travaux-notary-'));

  at(moment: string): string {
    const directory = join(this.root, moment);
    mkdirSync(directory, { recursive: true });
    return directory;
  }

  /** What a new process would find if the running one were killed now. */
  copy(from: string, to: string, only: (name: string) => boolean = () => true): void {
    cpSync(this.at(from), this.at(to), {
      recursive: true,
      force: true,
      filter: (path) => path === this.at(from) || only(path.slice(this.at(from).length + 1)),
    });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

const files: Files[] = [];
const running: Installation[] = [];
afterEach(async () => {
  for (const house of running.splice(0)) await house.close().catch(() => undefined);
  for (const each of files.splice(0)) each.remove();
});

function newFiles(): Files {
  const made = new Files();
  files.push(made);
  return made;
}

/** Called at the steps of a commit. */
type Watch = (step: 'before the commit' | 'after the commit') => void;

async function start(
  directory: string,
  watch?: Watch,
  env: Record<string, string> = {},
): Promise<Installation> {
  const right = await openSqliteStore({ file: join(directory, database) });
  const store: Store = {
    ...right,
    agreements: {
      ...right.agreements,
      async commit(commit) {
        watch?.('before the commit');
        await right.agreements.commit(commit);
        watch?.('after the commit');
      },
    },
  };
  const house = await Installation.start({ store, env: { TRAVAUX_DATA_DIR: directory, ...env } });
  running.push(house);
  return house;
}

const refusalOf = (directory: string, env?: Record<string, string>): Promise<string> =>
  start(directory, undefined, env).then(
    () => 'it started',
    (error: unknown) => (error as Error).message,
  );

async function end(house: Installation): Promise<void> {
  running.splice(running.indexOf(house), 1);
  await house.close();
}

async function openAgreement(person: Person): Promise<string> {
  const facts = { title: 'T', shortTitle: 'T', language: 'en', direction: 'ltr', clauseNumbering: 'plain' };
  const answer = await person.post('agreements', facts);
  expect(answer.status).toBe(201);
  return (answer.body as unknown as { id: string }).id;
}

async function retitle(person: Person, id: string, version: number, title: string): Promise<void> {
  const answer = await person.command(id, version, { type: 'retitle-agreement', title, shortTitle: 'T' });
  expect(answer.status).toBe(200);
}

async function record(person: Person, id: string, checkpoint?: string): Promise<Verified> {
  const { text } = await person.get(`agreements/${id}/record`);
  const verdict = verifyRecord(Buffer.from(text), checkpoint === undefined ? {} : { checkpoint });
  if (!verdict.verified) throw new Error(verdict.sentence);
  return verdict;
}

/** The same person, at another start. */
function again(house: Installation, person: Person): Person {
  const back = house.nobody;
  back.cookie = person.cookie;
  return back;
}

/** An installation with one agreement of `versions` events, which has ended in order. */
async function lived(directory: string, versions: number) {
  const house = await start(directory);
  const person = await house.convener();
  const id = await openAgreement(person);
  const { size } = await record(person, id);
  for (let version = size; version < versions; version += 1)
    await retitle(person, id, version, `T${version}`);
  const last = await record(person, id);
  await end(house);
  return { person, id, last };
}

describe('killed', () => {
  test.each(['before the commit', 'after the commit', 'after the answer'] as const)('%s', async (moment) => {
    const place = newFiles();
    let armed = false;
    const house = await start(place.at('now'), (step) => {
      if (armed && step === moment) place.copy('now', 'killed');
    });
    const person = await house.convener();
    const id = await openAgreement(person);
    const before = await record(person, id);
    armed = true;
    await retitle(person, id, before.size, 'signed by the first life');
    const answered = await record(person, id);
    if (moment === 'after the answer') place.copy('now', 'killed');

    const next = await start(place.at('killed'));
    const back = again(next, person);
    // Whatever anybody has seen, the restarted log goes on from it.
    const found = await record(back, id, before.checkpoint);
    expect(found.size).toBe(moment === 'before the commit' ? before.size : answered.size);
    if (moment !== 'before the commit') expect(found.checkpoint).toBe(answered.checkpoint);
    await retitle(back, id, found.size, 'signed by the second life');
    expect((await record(back, id, found.checkpoint)).size).toBe(found.size + 1);
  });

  test('while an agreement is opened', async () => {
    const place = newFiles();
    const house = await start(place.at('now'), (step) => place.copy('now', step));
    const person = await house.convener();
    const id = await openAgreement(person);
    const seen = await record(person, id);

    const never = await start(place.at('before the commit'));
    expect((await again(never, person).get(`agreements/${id}/record`)).status).toBe(404);
    await openAgreement(again(never, person));

    const opened = await start(place.at('after the commit'));
    expect((await record(again(opened, person), id)).checkpoint).toBe(seen.checkpoint);
  });
});

describe('does not start', () => {
  test('on a database that is older than what was signed', async () => {
    const place = newFiles();
    const { person, id, last } = await lived(place.at('now'), 3);
    place.copy('now', 'restored');
    const house = await start(place.at('now'));
    await retitle(again(house, person), id, last.size, 'later');
    await end(house);
    place.copy('now', 'restored', (name) => name.startsWith(signed));
    expect(await refusalOf(place.at('restored'))).toMatch(
      /signed with 4 events, and the database has 3: an older copy .* Put back the newest copy\./,
    );
    place.copy('now', 'restored', (name) => name.startsWith(database));
    expect(await refusalOf(place.at('restored'))).toBe('it started');
  });

  test('on a database without the agreement that was signed', async () => {
    const place = newFiles();
    await lived(place.at('now'), 2);
    await (await openSqliteStore({ file: join(place.at('empty'), database) })).close();
    place.copy('now', 'empty', (name) => !name.startsWith(database));
    expect(await refusalOf(place.at('empty'))).toMatch(/signed with \d+ events, and the database has 0/);
  });

  test('on a database that tells another story', async () => {
    const place = newFiles();
    const { person, id, last } = await lived(place.at('now'), 2);
    place.copy('now', 'other');
    for (const [moment, title] of [
      ['now', 'one story'],
      ['other', 'another story'],
    ] as const) {
      const house = await start(place.at(moment));
      await retitle(again(house, person), id, last.size, title);
      await end(house);
    }
    place.copy('now', 'other', (name) => name.startsWith(signed));
    expect(await refusalOf(place.at('other'))).toMatch(/are not those that were signed/);
  });

  test('without the record of what was signed', async () => {
    const place = newFiles();
    await lived(place.at('now'), 2);
    place.copy('now', 'without', (name) => !name.startsWith(signed));
    expect(await refusalOf(place.at('without'))).toMatch(/ledger-signed\.sqlite .* is missing/);
  });

  test('with another key, or with a file that holds none', async () => {
    const place = newFiles();
    await lived(place.at('now'), 2);
    place.copy('now', 'lost', (name) => name !== keyFile);
    expect(await refusalOf(place.at('lost'))).toMatch(/key of the ledgers is not the one .* Put back/);
    const other = Buffer.alloc(32, 1).toString('base64');
    expect(await refusalOf(place.at('now'), { TRAVAUX_LEDGER_KEY: other })).toMatch(/is not the one/);
    const own = readFileSync(join(place.at('now'), keyFile), 'utf8').trim();
    expect(await refusalOf(place.at('now'), { TRAVAUX_LEDGER_KEY: own })).toBe('it started');
    expect(statSync(join(place.at('now'), keyFile)).mode & 0o777).toBe(0o600);
  });
});

test('what an older version recorded is taken in at the start', async () => {
  const place = newFiles();
  const { person, id } = await lived(place.at('now'), 4);
  place.copy('now', 'old', (name) => name.startsWith(database));
  const old = new Libsql(join(place.at('old'), database));
  old.exec('DELETE FROM ledger_nodes; DELETE FROM ledger_salts; DELETE FROM ledgers;');
  old.close();
  const house = await start(place.at('old'));
  const back = again(house, person);
  const found = await record(back, id);
  expect(found.size).toBe(4);
  await retitle(back, id, 4, 'more');
  expect((await record(back, id, found.checkpoint)).size).toBe(5);
});

test('an event that was changed in the database no longer fits what was signed', async () => {
  const place = newFiles();
  const { person, id, last } = await lived(place.at('now'), 3);
  const tampered = new Libsql(join(place.at('now'), database));
  tampered.exec(`UPDATE events SET event = replace(event, 'T2', 'T9') WHERE version = 3`);
  tampered.close();
  const house = await start(place.at('now'));
  const { text } = await again(house, person).get(`agreements/${id}/record`);
  expect(verifyRecord(Buffer.from(text), { checkpoint: last.checkpoint })).toMatchObject({
    verified: false,
    code: 'wrong-root',
  });
});
