/** People in a clause with the stock y-websocket client, unmodified: what they write, see and may. */
import { afterEach, describe, expect, test } from '@jest/globals';
import type * as Y from 'yjs';
import { openHouse, people, type House, type HouseOptions } from './house.ts';

let house: House;
const open = async (options: HouseOptions = {}) => (house = await openHouse(options));
afterEach(() => house.close());

describe('two people in a clause', () => {
  test('[D5] see what the other writes, and both texts become one', async () => {
    await open();
    const ada = house.person('ada');
    const bea = house.person('bea');
    await Promise.all([ada.synced(), bea.synced()]);
    ada.type(' In good faith.');
    bea.type('Here: ', 0, 0);
    await Promise.all([bea.sees('good faith'), ada.sees('Here: ')]);
    expect(ada.words).toBe('Here: The Parties shall co-operate. In good faith.');
    expect(bea.words).toBe(ada.words);
    expect((await house.rooms.text('c1'))?.json.content).toHaveLength(1);
  });

  test('an empty clause is opened and written', async () => {
    await open({ clauses: { blank: [] } });
    const ada = house.person('ada', 'blank');
    const bea = house.person('bea', 'blank');
    await Promise.all([ada.synced(), bea.synced()]);
    ada.write({ type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'First' }] }] });
    await bea.sees('First');
  });

  test('[D5] work offline is merged on return', async () => {
    await open();
    const ada = house.person('ada');
    const bea = house.person('bea');
    await Promise.all([ada.synced(), bea.synced()]);
    ada.provider.disconnect();
    ada.type(' Offline.');
    bea.type('Meanwhile. ', 0, 0);
    ada.provider.connect();
    await Promise.all([bea.sees('Offline.'), ada.sees('Meanwhile.')]);
    expect(ada.words).toBe(bea.words);
  });

  test('[D4] words offline for a paragraph that was deleted come back to their author alone', async () => {
    await open({ clauses: { c1: ['First.', 'Second.'] } });
    const ada = house.person('ada');
    const bea = house.person('bea');
    await Promise.all([ada.synced(), bea.synced()]);
    ada.provider.disconnect();
    ada.type(' I wrote this.', 1);
    bea.fragment.delete(1, 1);
    await bea.until(() => bea.acked === 2);
    ada.provider.connect();
    await ada.until(() => ada.orphaned !== '');
    expect(ada.orphaned).toBe(' I wrote this.');
    await ada.until(() => ada.acked > 0);
    expect(ada.words).toBe('First.');
    expect(ada.closed).toBeNull();
  });
});

describe('acknowledgement', () => {
  test('[D1] comes only when the journal has written, and so does what others see', async () => {
    let release: () => void = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    let appending: () => void = () => {};
    const asked = new Promise<void>((resolve) => (appending = resolve));
    await open({
      journal: (real) => ({
        ...real,
        append: async (entries) => {
          appending();
          await gate;
          await real.append(entries);
        },
      }),
    });
    const ada = house.person('ada');
    const bea = house.person('bea');
    await Promise.all([ada.synced(), bea.synced()]);
    await ada.until(() => ada.acked === 1);
    ada.type(' Pending.');
    await asked;
    // A question that is answered from the same queue: whatever was to come before it has come.
    const late = house.person('sec');
    await late.until(() => late.provider.wsconnected);
    expect(ada.acked).toBe(1);
    expect(bea.words).not.toContain('Pending');
    release();
    await Promise.all([ada.until(() => ada.acked === 2), bea.sees('Pending.'), late.sees('Pending.')]);
    expect((await house.store.journal.load('c1'))?.seq).toBe(2);
  });

  test('[D2] does not come when the journal fails; nobody saw the edit, and its author keeps it', async () => {
    let broken = false;
    await open({
      journal: (real) => ({
        ...real,
        append: (entries) => (broken ? Promise.reject(new Error('disk')) : real.append(entries)),
      }),
    });
    const ada = house.person('ada');
    const bea = house.person('bea');
    await Promise.all([ada.synced(), bea.synced()]);
    const codes: number[] = [];
    ada.provider.on('connection-close', (event) => codes.push((event as { code: number } | null)?.code ?? 0));
    broken = true;
    ada.type(' Unwritten.');
    await ada.until(() => codes.length > 0);
    expect(codes[0]).toBe(4503);
    expect(bea.words).not.toContain('Unwritten');
    broken = false;
    await bea.sees('Unwritten.');
    expect((await house.store.journal.load('c1'))?.seq).toBe(2);
  });

  test('[D3] what was acknowledged or seen is there after a crash', async () => {
    await open();
    const ada = house.person('ada');
    const bea = house.person('bea');
    await Promise.all([ada.synced(), bea.synced()]);
    ada.type(' Saved.');
    await ada.until(() => ada.acked === 2);
    // Whose author goes away for good: nobody can bring it again.
    ada.leave();
    bea.leave();
    await house.crash();
    const sec = house.person('sec');
    await sec.synced();
    expect(sec.words).toContain('Saved.');
  });

  test('[D3] a crash is healed by the stock client', async () => {
    await open();
    const ada = house.person('ada');
    const bea = house.person('bea');
    await Promise.all([ada.synced(), bea.synced()]);
    ada.type(' Before.');
    await bea.sees('Before.');
    await house.crash();
    ada.type(' After.');
    await bea.sees('After.');
    expect(bea.words).toBe(ada.words);
  });
});

describe('rights', () => {
  test('[G5] a reader reads and is told of nothing wrong in reading', async () => {
    await open();
    const ada = house.person('ada');
    const obs = house.person('obs');
    await Promise.all([ada.synced(), obs.synced()]);
    // Bold and its end leave marks that every client tidies up by itself, a reader's too.
    for (let i = 0; i < 5; i++) {
      const text = (ada.fragment.get(0) as Y.XmlElement).get(0) as Y.XmlText;
      text.format(0, 10, { strong: {} });
      text.format(2, 8, { strong: null });
      text.format(0, 10, { strong: null });
    }
    ada.type(' End.');
    await obs.sees('End.');
    obs.provider.disconnect();
    obs.provider.connect();
    await obs.until(() => obs.acked === 1);
    expect(obs.closed).toBeNull();
  });

  test('[R1] a reader who writes is sent away, and nobody sees it', async () => {
    await open();
    const ada = house.person('ada');
    const obs = house.person('obs');
    await Promise.all([ada.synced(), obs.synced()]);
    obs.type(' Forged.');
    expect(await obs.ended()).toBe(4403);
    ada.type(' Honest.');
    await ada.until(() => ada.acked === 2);
    expect(JSON.stringify((await house.rooms.text('c1'))?.json)).not.toContain('Forged');
  });

  test.each([
    ['stranger', 'c1', 4404],
    ['ada', 'nothing', 4404],
  ] as const)('[S1] %s in %s is told %d', async (who, clause, code) => {
    await open();
    expect(await house.person(who, clause).ended()).toBe(code);
  });

  test('[R2] who loses the right to edit goes on reading; the next edit is refused', async () => {
    await open();
    const ada = house.person('ada');
    const bea = house.person('bea');
    await Promise.all([ada.synced(), bea.synced()]);
    const as = (capacity: (typeof people)[keyof typeof people]) => ({ person: 'bea', name: 'BEA', capacity });
    await house.happens(
      { type: 'person-accredited', accreditation: as(people.obs) },
      { type: 'accreditation-ended', accreditation: as(people.bea) },
    );
    ada.type(' Still read.');
    await bea.sees('Still read.');
    bea.type(' Too late.');
    expect(await bea.ended()).toBe(4403);
    expect(ada.words).not.toContain('Too late');
  });

  test('[R3] who loses the right to read is sent away, and a deleted clause sends all away', async () => {
    await open();
    const ada = house.person('ada');
    const bea = house.person('bea');
    await Promise.all([ada.synced(), bea.synced()]);
    await house.happens({
      type: 'accreditation-ended',
      accreditation: { person: 'bea', name: 'BEA', capacity: people.bea },
    });
    expect(await bea.ended()).toBe(4403);
    await house.happens({ type: 'element-deleted', id: 'c1' });
    expect(await ada.ended()).toBe(4404);
  });

  test('[S2] a session that ended takes its sockets with it', async () => {
    await open();
    const ada = house.person('ada');
    await ada.synced();
    house.rooms.sessionEnded('session-ada');
    expect(await ada.ended()).toBe(4401);
  });
});
