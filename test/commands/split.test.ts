/**
 * A clause is split by the desk, the rooms and the store together: the words are on one side or the other, never on
 * both, and never on none.
 */
import { expect, test } from '@jest/globals';
import { nodeOfJson, seedOfNode } from '@travaux/editor/document';
import { createDesk } from '@travaux/server/commands';
import { createRooms } from '@travaux/server/rooms';
import { openSqliteStore } from '@travaux/server/store';
import { actor, opening, remove, sketch, split } from '../workflow/language.ts';
import { SqlitePlace } from '../store/driver.ts';

const failures: unknown[] = [];

async function house(place: SqlitePlace) {
  const store = await openSqliteStore({ file: place.file });
  const desk = createDesk({ store, clock: () => '2026-01-01T00:00:00.000Z' });
  const rooms = createRooms({
    journal: store.journal,
    agreements: desk,
    clock: () => 0,
    log: { info: () => undefined, warn: (fields) => failures.push(fields) },
  });
  desk.useRooms(rooms);
  const words = async (room: string) => {
    const text = await rooms.text(room);
    return text && nodeOfJson(text.json).content.content.map((block) => block.textContent);
  };
  const outline = async () => {
    const state = await desk.state('A');
    return state && sketch(state);
  };
  const close = async () => {
    await rooms.drain();
    await store.close();
  };
  return { store, desk, rooms, words, outline, close };
}

const paragraphs = (...texts: string[]) =>
  seedOfNode(
    nodeOfJson({
      type: 'doc',
      content: texts.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
    } as never),
    7,
  );

test('a split cuts the text in two for good, and one that is late is refused', async () => {
  const place = new SqlitePlace();
  let here = await house(place);
  try {
    const opened = await here.desk.open(
      'A',
      opening(['article a', '  clause c', '  clause d']),
      actor('convener'),
      {
        rooms: [{ room: 'c', update: paragraphs('one', 'two', 'three') }],
      },
    );
    if (opened.refused) throw new Error(opened.sentence);
    const { version } = opened;
    const ask = (seen: number, command: ReturnType<typeof split>) =>
      here.desk.execute('A', seen, command, actor('secretariat'));

    expect(await ask(version, split('c', 3, 'x'))).toMatchObject({ code: 'impossible-split' });
    expect(await ask(version, split('d', 1, 'x'))).toMatchObject({ code: 'impossible-split' });
    const answers = await Promise.all([
      ask(version, split('c', 1, 'x')),
      ask(version, split('c', 2, 'y')),
      ask(version, remove('c')),
    ]);
    expect(answers).toMatchObject([
      { version: version + 1 },
      { code: 'version-conflict' },
      { code: 'version-conflict' },
    ]);
    for (let life = 1; life <= 2; life += 1) {
      expect(await here.outline()).toEqual(['article a', '  clause c', '  clause x', '  clause d']);
      expect(await here.words('c')).toEqual(['one']);
      expect(await here.words('x')).toEqual(['two', 'three']);
      expect(await here.words('y')).toBeNull();
      await here.close();
      here = await house(place);
    }
    expect(await ask(version + 1, split('x', 1, 'z'))).toEqual({ version: version + 2 });
    expect(await here.words('z')).toEqual(['three']);
    expect(failures).toEqual([]);
  } finally {
    await here.close();
    place.remove();
  }
});
