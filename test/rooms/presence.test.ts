/** Presence: who is shown where, under which name, and that nobody can appear as somebody else. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeServerFrame, encodeClientFrame, type Notice } from '@travaux/editor/frames';
import { presenceKey } from '@travaux/server/rooms';
import { WebSocket } from 'ws';
import { agreement, openHouse, type House, type PersonId, type Writer } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse({ limits: { presenceMs: 5, watchMs: 5 } });
});
afterEach(() => house.close());

const cursor = { anchor: { tname: 'text', assoc: 0 }, head: { tname: 'text', assoc: 0 } };
const shown = (viewer: Writer, of: Writer) =>
  viewer.provider.awareness.getStates().get(of.doc.clientID) as { user?: { name: string } } | undefined;
const name = (viewer: Writer, of: Writer) => shown(viewer, of)?.user?.name;

describe('a cursor', () => {
  test('[P1] is seen by the own delegation with a name, by others as the delegation', async () => {
    const [ada, alf, bea, sec] = (['ada', 'alf', 'bea', 'sec'] as const).map((id) => house.person(id));
    ada!.provider.awareness.setLocalStateField('cursor', cursor);
    for (const viewer of [alf!, bea!, sec!]) await viewer.until(() => shown(viewer, ada!) !== undefined);
    expect([alf!, bea!, sec!].map((viewer) => name(viewer, ada!))).toEqual([
      'ADA',
      'Delegation of Torvald',
      'ADA',
    ]);
    expect(ada!.provider.awareness.getLocalState()).toEqual({ cursor });
  });

  test('[P2] carries nothing but what the server wrote', async () => {
    const ada = house.person('ada');
    const bea = house.person('bea');
    ada.provider.awareness.setLocalState({ cursor, user: { name: 'Minister' }, smuggled: 'secret' });
    await bea.until(() => shown(bea, ada) !== undefined);
    expect(shown(bea, ada)).toEqual({
      cursor,
      user: {
        name: 'Delegation of Torvald',
        party: 'torvald',
        color: expect.stringMatching(/^#[0-9a-f]{6}$/),
      },
    });
  });

  test('[P3] of another cannot be forged, and stays what it was', async () => {
    const ada = house.person('ada');
    const alf = house.person('alf');
    const bea = house.person('bea');
    await bea.until(() => shown(bea, ada) !== undefined && shown(bea, alf) !== undefined);
    // Alf speaks under the id of Ada, and says that he is gone under it.
    const forged = house.person('alf');
    forged.provider.awareness.clientID = ada.doc.clientID;
    forged.provider.awareness.setLocalState({ cursor, user: { name: 'FORGED' } });
    forged.leave();
    alf.provider.awareness.setLocalStateField('cursor', cursor);
    await bea.until(() => JSON.stringify(shown(bea, alf)).includes('anchor'));
    expect(name(bea, ada)).toBe('Delegation of Torvald');
    expect(JSON.stringify([...bea.provider.awareness.getStates().values()])).not.toContain('FORGED');
  });

  test('[P4] of an observer is shown to nobody, and one that leaves is taken away', async () => {
    const ada = house.person('ada');
    const obs = house.person('obs');
    const bea = house.person('bea');
    await obs.until(() => shown(obs, ada) !== undefined && shown(obs, bea) !== undefined);
    expect(shown(ada, obs)).toBeUndefined();
    bea.leave();
    await ada.until(() => shown(ada, bea) === undefined);
    expect(shown(ada, obs)).toBeUndefined();
  });
});

/** A multiplexed socket that watches the agreement. */
async function watcher(person: PersonId) {
  const notices: Notice[] = [];
  const waiting = new Set<() => void>();
  const socket = new WebSocket(house.url(person));
  socket.on('message', (data: Buffer) => {
    const frame = decodeServerFrame(data);
    if (frame?.kind === 'notice') notices.push(frame.notice);
    for (const look of [...waiting]) look();
  });
  await new Promise((resolve) => socket.on('open', resolve));
  socket.send(encodeClientFrame({ kind: 'watch', agreement }));
  return {
    notices,
    heard: (holds: (notice: Notice) => boolean) =>
      new Promise<Notice>((resolve) => {
        const look = () => {
          const found = notices.find(holds);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}

test('[P5] watchers hear who is where, of new versions, and of changed rights', async () => {
  const bea = await watcher('bea');
  house.person('ada', 'c2');
  await bea.heard(
    (notice) =>
      notice.type === 'presence' &&
      notice.present.some(
        ({ key, name, clause }) =>
          key === presenceKey(agreement, 'ada') && name === 'Delegation of Torvald' && clause === 'c2',
      ),
  );
  await house.happens({
    type: 'accreditation-ended',
    accreditation: { person: 'bea', name: 'BEA', capacity: { role: 'delegate', party: 'meridia' } },
  });
  await bea.heard((notice) => notice.type === 'rights-changed');
});
