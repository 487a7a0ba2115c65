/** Many clauses on one socket: channels, their numbers and caps, and what strangers learn. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeServerFrame, encodeClientFrame, type ServerFrame } from '@travaux/editor/frames';
import { Hand, HandTime, until, type Line } from './by-hand.ts';
import { openHouse, type House, type HouseOptions, type PersonId } from './house.ts';

let house: House;
let time: HandTime;
const open = async (options: HouseOptions = {}) => {
  time = new HandTime();
  house = await openHouse({ time, ...options });
};
beforeEach(() => {
  time = new HandTime();
});
afterEach(() => house.close());

class Browser {
  readonly line: Line;
  readonly frames: ServerFrame[] = [];
  readonly #rooms = new Map<number, Hand>();

  constructor(person: PersonId) {
    this.line = house.line(person);
    this.line.read = (bytes) => {
      const frame = decodeServerFrame(bytes)!;
      this.frames.push(frame);
      if (frame.kind === 'data') this.#rooms.get(frame.channel)?.hear(frame.payload);
    };
  }

  open(channel: number, room: string): Hand {
    const hand = new Hand((payload) => this.line.say(encodeClientFrame({ kind: 'data', channel, payload })));
    this.#rooms.set(channel, hand);
    this.line.say(encodeClientFrame({ kind: 'open', channel, room }));
    return hand.begin();
  }

  close(channel: number): void {
    this.line.say(encodeClientFrame({ kind: 'close', channel }));
  }

  ends(channel: number): ServerFrame[] {
    return this.frames.filter((frame) => frame.kind === 'closed' && frame.channel === channel);
  }
}

describe('channels', () => {
  test('[M1] of one socket are rooms of their own; losing one does not touch the others', async () => {
    await open();
    const ada = new Browser('ada');
    const [one, two] = [ada.open(0, 'c1'), ada.open(1, 'c2')];
    ada.open(2, 'nothing');
    await until(() => one.synced && two.synced && ada.ends(2).length === 1);
    two.type(' Written.');
    await time.pass(50);
    await until(() => two.acked > 0);
    expect(two.words).toContain('Second. Written.');
    expect(one.words).not.toContain('Written.');
    expect(ada.line.closed).toBeNull();
  });

  test('[M2] a number is free again once it is closed', async () => {
    await open();
    const ada = new Browser('ada');
    const first = ada.open(7, 'c1');
    await until(() => first.synced);
    ada.close(7);
    expect(ada.ends(7)).toEqual([{ kind: 'closed', channel: 7, code: 1000, reason: '' }]);
    const second = ada.open(7, 'c2');
    await until(() => second.synced);
    expect(second.words).toContain('Second.');
    expect(ada.line.closed).toBeNull();
  });

  test('[M3] opening one that is open ends the socket', async () => {
    await open();
    const ada = new Browser('ada');
    const first = ada.open(0, 'c1');
    await until(() => first.synced);
    ada.open(0, 'c2');
    expect(ada.line.closed?.code).toBe(4422);
  });

  test('[M4] what is sent to a channel that is not open is dropped', async () => {
    await open();
    const ada = new Browser('ada');
    ada.line.say(encodeClientFrame({ kind: 'data', channel: 5, payload: Uint8Array.of(9, 9, 9) }));
    ada.close(5);
    const first = ada.open(5, 'c1');
    await until(() => first.synced);
    expect(ada.line.closed).toBeNull();
  });

  test('[M5] one too many is refused by itself', async () => {
    await open({ limits: { channels: 2 } });
    const ada = new Browser('ada');
    const hands = [ada.open(0, 'c1'), ada.open(1, 'c2')];
    ada.open(2, 'c1');
    expect(ada.ends(2)).toMatchObject([{ code: 4529 }]);
    await until(() => hands.every(({ synced }) => synced));
    ada.close(0);
    const again = ada.open(3, 'c1');
    await until(() => again.synced);
  });

  test('[M5] opened too fast are refused, and opened again after a while', async () => {
    await open({ limits: { openBurst: 3, opensPerSecond: 1 } });
    const ada = new Browser('ada');
    for (let i = 0; i < 4; i++) {
      ada.open(i, 'c1');
      ada.close(i);
    }
    expect(ada.ends(3)).toMatchObject([{ code: 4529 }]);
    await time.pass(1_000);
    const later = ada.open(4, 'c1');
    await until(() => later.synced);
  });
});

test('[M6] a clause that does not exist and one that may not be known are answered alike', async () => {
  await open();
  const stranger = new Browser('stranger');
  stranger.open(0, 'c1');
  stranger.open(1, 'nothing');
  await until(() => stranger.ends(0).length + stranger.ends(1).length === 2);
  const said = (channel: number) =>
    stranger.frames
      .filter((f) => f.kind !== 'notice' && f.channel === channel)
      .map((f) => ({ ...f, channel: 0 }));
  expect(said(0)).toEqual(said(1));
  expect(said(0)).toMatchObject([{ kind: 'closed', code: 4404 }]);
});

describe('limits', () => {
  test('[L1] sockets of one person are counted, those of others not', async () => {
    await open({ limits: { socketsPerPerson: 2 } });
    const [a, b, c] = [house.line('ada'), house.line('ada'), house.line('ada')];
    expect([a.closed, b.closed, c.closed?.code]).toEqual([null, null, 4529]);
    expect(house.line('bea').closed).toBeNull();
    a.drop();
    expect(house.line('ada').closed).toBeNull();
    expect(house.counts.get('sockets_turned_away 4529')).toBe(1);
  });

  test('[L2] sockets of nobody in particular are counted by address', async () => {
    await open({ limits: { socketsPerAddress: 2 } });
    const lines = [1, 2, 3].map(() => house.line('public'));
    expect(lines.map(({ closed }) => closed?.code)).toEqual([undefined, undefined, 4529]);
    expect(house.line('ada').closed).toBeNull();
  });

  test('[L3] clauses that one person has open are counted over all sockets', async () => {
    await open({ limits: { sessionsPerPerson: 2 } });
    const [one, other] = [new Browser('ada'), new Browser('ada')];
    one.open(0, 'c1');
    other.open(0, 'c2');
    one.open(1, 'c2');
    expect(one.ends(1)).toMatchObject([{ code: 4529 }]);
    other.close(0);
    const again = one.open(2, 'c2');
    await until(() => again.synced);
  });

  test('[L4] a process holds so many rooms, and empty ones make room', async () => {
    await open({ limits: { rooms: 1 } });
    const ada = house.hand('ada', 'c1');
    await until(() => ada.synced);
    const bea = house.hand('bea', 'c2');
    expect(bea.line.closed?.code).toBe(4503);
    ada.line.drop();
    await time.pass(500);
    await until(() => house.counts.get('rooms now') === 0);
    const again = house.hand('bea', 'c2');
    await until(() => again.synced);
  });
});

test('[L5] a storm of people who come back at once loads each room once, and loses nothing', async () => {
  await open({ clauses: { c1: ['One.'], c2: ['Two.'] }, limits: { socketsPerPerson: 1_000 } });
  const who = ['ada', 'alf', 'bea', 'sec'] as const;
  const come = () =>
    Array.from({ length: 300 }, (_, i) => house.hand(who[i % 4]!, i % 2 === 0 ? 'c1' : 'c2'));
  const first = house.hand('ada', 'c1');
  await until(() => first.synced);
  first.type(' Before the storm.');
  await time.pass(50);
  await until(() => first.acked > 0);
  await house.crash();
  const loaded = house.counts.get('rooms_loaded') ?? 0;
  const people = come();
  await until(() => people.every(({ synced }) => synced));
  expect((house.counts.get('rooms_loaded') ?? 0) - loaded).toBe(2);
  expect(people.every(({ words }, i) => words.includes(i % 2 === 0 ? 'Before the storm.' : 'Two.'))).toBe(
    true,
  );
});
