/**
 * The desk on a real store: commands become events once, in order, and whoever was late is told so.
 */
import { afterEach, describe, expect, test } from '@jest/globals';
import { canonicalText, clauseHash } from '@travaux/editor/document';
import {
  ConflictError,
  FrozenError,
  openSqliteStore,
  StoreBrokenError,
  type Commit,
  type Store,
} from '@travaux/server/store';
import type { Command } from '@travaux/workflow/agreement';
import type { Actor } from '@travaux/workflow/policy';
import { plainBilateral } from '@travaux/workflow/route';
import {
  actor,
  add,
  endAccreditation,
  opening,
  people,
  remove,
  rename,
  split,
} from '../workflow/language.ts';
import { instant, Office, said, treaty } from './office.ts';

const stores: Store[] = [];
async function store(): Promise<Store> {
  const opened = await openSqliteStore({ file: ':memory:' });
  stores.push(opened);
  return opened;
}
async function office(lines: readonly string[] = treaty): Promise<Office> {
  const made = new Office(await store());
  expect(said(await made.open('A', lines))).toBe(`v${await made.version()}`);
  for (const line of lines)
    if (line.includes('clause')) made.rooms.blocks.set(line.trim().split(' ')[1] ?? '', 3);
  made.committed.length = 0;
  made.rooms.told.length = 0;
  return made;
}
afterEach(async () => {
  for (const used of stores.splice(0)) await used.close();
});

const refusalOf = (answer: { readonly refused?: boolean; readonly code?: string }) =>
  answer.refused ? answer.code : null;

describe('opening', () => {
  test('is one commit: events, rooms with their texts, source and report', async () => {
    const made = new Office(await store());
    const answer = await made.desk.open('A', opening(treaty), actor('convener'), {
      rooms: [{ room: 'c2', update: Uint8Array.of(7) }],
      source: { sha256: 'ab', bytes: Uint8Array.of(1) },
      importReport: '[]',
    });
    expect(said(answer)).toBe(`v${await made.version()}`);
    expect(await made.outline()).toEqual(treaty);
    expect([...(await made.store.journal.heads('A'))].sort()).toEqual([
      ['c1', 0],
      ['c2', 1],
    ]);
    expect(await made.store.agreements.importReport('A')).toBe('[]');
    expect((await made.store.agreements.source('A'))?.sha256).toBe('ab');
    const events = await made.store.agreements.events('A');
    expect(events.every((event) => event.at === instant && event.by === 'conny')).toBe(true);
    expect((await made.desk.list()).map((row) => row.id)).toEqual(['A']);
  });

  test('happens once, also when two try at the same time', async () => {
    const made = new Office(await store());
    const answers = await Promise.all([made.open(), made.open(), made.open()]);
    expect(answers.map(said).filter((answer) => answer === 'already-open')).toHaveLength(2);
  });

  test('refuses clause ids that are rooms of another agreement, and leaves nothing', async () => {
    const made = await office();
    expect(said(await made.open('B', ['clause c1']))).toBe('used-id');
    expect(await made.desk.state('B')).toBeNull();
    expect((await made.desk.list()).map((row) => row.id)).toEqual(['A']);
  });

  test('with a text for what is no clause is a bug, and leaves nothing', async () => {
    const made = new Office(await store());
    await expect(made.open('A', treaty, [{ room: 'a1', update: null }])).rejects.toThrow('a1');
    expect(await made.desk.state('A')).toBeNull();
  });
});

describe('a command', () => {
  test('is decided, written, told and answered', async () => {
    const made = await office();
    const version = await made.version();
    expect(await made.ask('secretariat', rename('a1', 'Purpose'))).toBe(`v${version + 1}`);
    expect(await made.outline()).toEqual(treaty.with(0, 'article a1 "Purpose"'));
    expect(await made.store.agreements.events('A', version)).toEqual([
      {
        version: version + 1,
        at: instant,
        by: 'sigrid',
        event: { type: 'element-renamed', id: 'a1', heading: 'Purpose' },
      },
    ]);
    expect(made.committed).toEqual([`A ${version + 1}`]);
    expect(made.rooms.told).toEqual([`A ${version + 1}`]);
  });

  test('that is refused, or asks for what is so already, writes nothing and tells nobody', async () => {
    const made = await office();
    const version = await made.version();
    expect(await made.ask('delegate', rename('a1', 'x'))).toBe('not-allowed');
    expect(await made.ask('secretariat', rename('gone', 'x'))).toBe('unknown-element');
    expect(await made.ask('secretariat', rename('a1', 'Aims'))).toBe(`v${version}`);
    expect(await made.version()).toBe(version);
    expect(made.committed).toEqual([]);
  });

  test('on an agreement that is not there is refused', async () => {
    const made = await office();
    expect(said(await made.desk.execute('B', 0, rename('a1', 'x'), actor('secretariat')))).toBe('not-open');
  });

  test('on another version than the current one is refused, whatever else is wrong with it', async () => {
    const made = await office();
    const seen = await made.version();
    await made.ask('chair', rename('a1', 'First'));
    expect(await made.ask('secretariat', rename('a1', 'Second'), seen)).toBe('version-conflict');
    expect(await made.ask('secretariat', rename('gone', 'x'), seen)).toBe('version-conflict');
    expect(await made.ask('secretariat', rename('a1', 'x'), seen + 9)).toBe('version-conflict');
    // Who has no right learns nothing about versions.
    expect(await made.ask('observer', rename('a1', 'x'), seen)).toBe('not-allowed');
    expect(await made.outline()).toEqual(treaty.with(0, 'article a1 "First"'));
  });

  test('of several at once on one version: exactly one is done', async () => {
    const made = await office();
    const seen = await made.version();
    const answers = await Promise.all(
      ['one', 'two', 'three', 'four'].map((heading) => made.ask('secretariat', rename('a1', heading), seen)),
    );
    expect(answers).toEqual([`v${seen + 1}`, 'version-conflict', 'version-conflict', 'version-conflict']);
    expect(made.committed).toEqual([`A ${seen + 1}`]);
  });

  test('that adds a clause makes its room; a deleted one keeps its text', async () => {
    const made = await office();
    await made.ask('secretariat', add('clause c3', 'a1', 'c2'));
    expect((await made.store.journal.heads('A')).get('c3')).toBe(0);
    await made.ask('secretariat', add('article a2'));
    expect((await made.store.journal.heads('A')).has('a2')).toBe(false);
    await made.ask('secretariat', remove('c3'));
    expect(await made.store.journal.load('c3')).not.toBeNull();
    expect(await made.ask('secretariat', add('clause c3'))).toBe('used-id');
  });

  test('with an id that is a room of another agreement is refused', async () => {
    const made = await office();
    await made.open('B', ['clause other']);
    expect(await made.ask('secretariat', add('clause other'))).toBe('used-id');
    expect(await made.outline()).toEqual(treaty);
  });

  test('takes effect on the next one: who lost the right has lost it', async () => {
    const made = await office();
    const seen = await made.version();
    const answers = await Promise.all([
      made.ask('secretariat', endAccreditation(people.chair), seen),
      made.ask('chair', rename('a1', 'Mine'), seen + 1),
    ]);
    expect(answers).toEqual([`v${seen + 1}`, 'not-allowed']);
  });

  test('stands even if those who are told about it fail', async () => {
    const made = await office();
    made.desk.onCommit(() => {
      throw new Error('a listener');
    });
    made.rooms.agreementChanged = () => Promise.reject(new Error('the rooms'));
    const version = await made.version();
    expect(await made.ask('secretariat', rename('a1', 'New'))).toBe(`v${version + 1}`);
    expect(made.errors.map(String)).toEqual(['Error: a listener', 'Error: the rooms']);
  });
});

describe('splitting a clause', () => {
  test('commits the cut, the new room and the event together', async () => {
    const made = await office();
    expect(await made.ask('secretariat', split('c1', 1, 'x'))).toBe(`v${await made.version()}`);
    expect(await made.outline()).toEqual(['article a1 "Aims"', '  clause c1', '  clause x', '  clause c2']);
    expect([...(await made.store.journal.heads('A'))].sort()).toEqual([
      ['c1', 1],
      ['c2', 0],
      ['x', 1],
    ]);
  });

  test('is refused where the text has no such place', async () => {
    const made = await office();
    made.rooms.blocks.set('c1', 1);
    expect(await made.ask('secretariat', split('c1', 1, 'x'))).toBe('impossible-split');
    expect(await made.ask('secretariat', split('c2', 3, 'x'))).toBe('impossible-split');
    expect(await made.ask('secretariat', split('a1', 1, 'x'))).toBe('impossible-split');
    expect(await made.ask('secretariat', split('gone', 1, 'x'))).toBe('unknown-element');
    expect(await made.ask('delegate', split('c1', 1, 'x'))).toBe('not-allowed');
  });

  test('looks again when the text changed meanwhile', async () => {
    const made = await office();
    made.rooms.beforeSplit = async () => {
      made.rooms.blocks.set('c1', 2);
    };
    expect(await made.ask('secretariat', split('c1', 2, 'x'))).toBe('impossible-split');
    expect(await made.outline()).toEqual(treaty);
    expect(await made.ask('secretariat', split('c1', 1, 'x'))).toBe(`v${await made.version()}`);
  });

  test('never waits for a room that waits for the state', async () => {
    const made = await office();
    const fresh = new Office(made.store);
    fresh.rooms.blocks.set('c1', 3);
    const version = await made.version();
    // The room is busy with something that needs the state, which nobody has loaded yet.
    const answer = fresh.ask('secretariat', split('c1', 1, 'x'), version);
    const busy = fresh.outline();
    fresh.rooms.beforeText = async () => void (await busy);
    expect(await answer).toBe(`v${version + 1}`);
  });

  test('never waits for such a room when it has to look again, either', async () => {
    const made = await office();
    made.rooms.beforeSplit = async () => {
      made.rooms.blocks.set('c1', 2);
      await made.outline();
    };
    made.rooms.beforeText = async () => void (await made.outline());
    expect(await made.ask('secretariat', split('c1', 2, 'x'))).toBe('impossible-split');
  });
});

describe('a decision on texts', () => {
  const words = { type: 'doc', content: [{ type: 'paragraph' }] } as const;
  const calendar = {
    id: 'CAL',
    name: 'Days',
    timeZone: 'UTC',
    counting: 'calendar-days' as const,
    weekend: [],
    holidays: [],
    roll: 'none' as const,
    closeOfBusiness: null,
    minimumSilence: null,
  };

  /** An office in which somebody edits a clause right before each of the next commits. */
  async function disturbed(times: number, edit: (made: Office) => Promise<void>): Promise<Office> {
    const right = await store();
    let left = 0;
    const made: Office = new Office({
      ...right,
      agreements: {
        ...right.agreements,
        async commit(given) {
          if (left > 0) {
            left -= 1;
            await edit(made);
          }
          await right.agreements.commit(given);
        },
      },
    });
    await made.open();
    for (const clause of ['c1', 'c2']) made.rooms.blocks.set(clause, 1);
    const route = plainBilateral(await made.state(), calendar);
    await made.ask('secretariat', { type: 'draw-up-route', route });
    left = times;
    return made;
  }

  const write = async (made: Office): Promise<void> => {
    const seq = ((await made.store.journal.load('c1'))?.seq ?? 0) + 1;
    const update = Uint8Array.of(0, 0);
    await made.store.journal.append([{ room: 'c1', seq, update, person: 'dana', at: instant, leases: [] }]);
  };
  const send: Command = {
    type: 'send-clause',
    clause: 'c1',
    procedure: 'p1',
    route: 'plain-bilateral',
    hash: clauseHash(words),
  };

  test('is taken again where the text moved in between, and stands on what was read last', async () => {
    const made = await disturbed(2, write);
    const version = await made.version();
    expect(await made.ask('secretariat', send)).toBe(`v${version + 2}`);
    expect((await made.store.journal.load('c1'))?.seq).toBe(2);
    expect(await made.store.agreements.texts('A')).toEqual([
      { hash: clauseHash(words), canonical: canonicalText(words) },
    ]);
    await expect(write(made)).rejects.toThrow(FrozenError);
  });

  test('is refused where the words are other ones then, and nothing is kept', async () => {
    const made = await disturbed(1, async (office) => {
      office.rooms.blocks.set('c1', 2);
      await write(office);
    });
    const version = await made.version();
    expect(await made.ask('secretariat', send)).toBe('text-changed');
    expect(await made.version()).toBe(version);
    expect(await made.store.agreements.texts('A')).toEqual([]);
  });

  test('is refused where the text never keeps still', async () => {
    const made = await disturbed(1000, write);
    expect(await made.ask('secretariat', send)).toBe('keeps-changing');
  });

  test('is previewed without being taken', async () => {
    const made = await disturbed(0, write);
    const version = await made.version();
    const shown = await made.desk.preview('A', version, send, actor('secretariat'));
    expect(shown.refused ? shown.code : shown.events.map(({ type }) => type)).toEqual([
      'clause-sent',
      'stage-entered',
    ]);
    expect(refusalOf(await made.desk.preview('A', version, send, actor('delegate')))).toBe('not-allowed');
    expect(refusalOf(await made.desk.preview('A', version - 1, send, actor('secretariat')))).toBe(
      'version-conflict',
    );
    expect(await made.version()).toBe(version);
    await write(made);
  });
});

describe('a store that fails', () => {
  const failing = (right: Store, commit: (given: Commit) => Promise<void>): Store => ({
    ...right,
    agreements: { ...right.agreements, commit },
  });

  test('fails the command, which is nowhere then, and the next one works on what is on disk', async () => {
    const right = await store();
    let fail = false;
    const made = new Office(
      failing(right, (given) =>
        fail ? Promise.reject(new StoreBrokenError('disk')) : right.agreements.commit(given),
      ),
    );
    await made.open();
    const version = await made.version();
    fail = true;
    await expect(made.ask('secretariat', rename('a1', 'Lost'))).rejects.toThrow(StoreBrokenError);
    expect(await made.outline()).toEqual(treaty);
    fail = false;
    expect(await made.ask('secretariat', rename('a1', 'Kept'))).toBe(`v${version + 1}`);
  });

  test('that reports conflicts without end is not asked for ever', async () => {
    const right = await store();
    await new Office(right).open();
    let asked = 0;
    const made = new Office(
      failing(right, () => {
        asked += 1;
        return Promise.reject(new ConflictError('again'));
      }),
    );
    await expect(made.ask('secretariat', rename('a1', 'x'))).rejects.toThrow(ConflictError);
    expect(asked).toBeLessThan(10);
  });
});

test('after a reset, nothing is remembered', async () => {
  const made = await office();
  await made.store.agreements.clear();
  made.desk.clear();
  expect(await made.desk.state('A')).toBeNull();
  const operator: Actor = actor('operator');
  expect(said(await made.desk.open('A', opening(treaty), operator, { rooms: [] }))).toMatch(/^v\d+$/);
});
