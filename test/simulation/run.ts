/**
 * A run: what happens in a world with a given seed, from its opening until all is quiet.
 */
import { edit, kindsOfEdit } from './editing.ts';
import type { Copy } from './tab.ts';
import { accredit, endAccreditation, World, type Counts } from './world.ts';
import type { WrongDisk } from './disk.ts';

const happenings = {
  edit: 100,
  burst: 3,
  undo: 6,
  redo: 2,
  'move the cursor': 6,
  'go offline': 3,
  'come back': 5,
  'break the line': 2,
  'stall the line': 4,
  reload: 2,
  'open a tab': 3,
  'close a tab': 1.5,
  'open another clause': 1,
  park: 1.2,
  'take up': 2,
  revoke: 0.5,
  'give back': 1.5,
  split: 1.2,
  crash: 1,
  'crash in the middle of writing': 1.5,
  drain: 0.4,
  'slow disk': 0.8,
  'full disk': 0.6,
  'quick disk': 2,
  'failing disk': 0.4,
  look: 3,
  'nothing for a while': 1.5,
} as const;
type Happening = keyof typeof happenings;

export interface Outcome {
  readonly counts: Counts & World['witness']['counts'];
  readonly virtualMs: number;
}

/** @throws BrokenPromise with the seed and what happened */
export async function run(seed: number, happen = 220, wrong: WrongDisk | null = null): Promise<Outcome> {
  const world = new World(seed, wrong);
  const { time, random } = world;
  const begun = time.now;
  time.install();
  // Each provider listens for the end of the process.
  process.setMaxListeners(100);
  try {
    await world.open();
    for (const person of ['ada', 'bea', 'alf', 'obs']) world.newTab(person).open('c1');
    // Some runs are calm, some are stormy: in a storm much happens before anything is answered.
    const pace = random.pick([5, 40, 200]) ?? 40;
    await world.pass(1_000);
    for (let i = 0; i < happen; i++) {
      const what = random.weighted(happenings);
      happens(world, what);
      world.check();
      // Rooms cool down, pings go, broken lines are noticed.
      const isLull = what === 'nothing for a while';
      await world.pass(random.exponential(isLull ? 20_000 : pace));
    }
    await world.quiesce();
    return { counts: { ...world.counts, ...world.witness.counts }, virtualMs: time.now - begun };
  } finally {
    world.destroy();
    time.uninstall();
  }
}

function happens(world: World, what: Happening): void {
  const { random, tabs, disk, time } = world;
  const tab = random.pick(tabs);
  const copies = tabs.flatMap((each) => [...each.copies.values()]);
  const copy = random.pick(copies.filter((each) => !each.isEnded));
  const writer = random.pick(copies.filter((each) => !each.isEnded && each.tab.person !== 'obs'));
  switch (what) {
    case 'edit':
      if (writer) editOnce(world, writer);
      return;
    case 'burst':
      if (writer) for (let n = random.int(5, 40); n > 0; n--) editOnce(world, writer);
      return;
    case 'undo':
    case 'redo':
      if (!writer) return;
      world.note(`${writer.name} ${what}`);
      if (what === 'undo') writer.undo.undo();
      else writer.undo.redo();
      return;
    case 'move the cursor':
      copy?.provider.awareness.setLocalStateField('cursor', {
        anchor: { tname: 'text', assoc: 0 },
        head: { tname: 'text', assoc: random.int(-1, 0) },
      });
      return;
    case 'go offline':
      if (!tab?.isOnline) return;
      world.note(`${tab.name} offline`);
      tab.goOffline(random.exponential(500), random.exponential(5_000));
      return;
    case 'come back':
      for (const each of tabs) if (!each.isOnline && random.chance(0.5)) each.isOnline = true;
      return;
    case 'break the line':
      if (tab) world.note(`${tab.name} line breaks`);
      tab?.breakLines(random.exponential(100), random.exponential(3_000));
      return;
    case 'stall the line':
      if (tab) world.note(`${tab.name} line stalls`);
      tab?.stallUntil(time.now + random.exponential(3_000));
      return;
    case 'reload':
      if (tab === undefined) return;
      world.note(`${tab.name} reloads`);
      world.counts.reloads++;
      tab.reload();
      return;
    case 'open a tab': {
      if (tabs.length >= 9) return;
      const fresh = world.newTab(random.pick(['ada', 'alf', 'bea', 'sec', 'obs'])!);
      world.note(`${fresh.name} opens`);
      fresh.open(random.pick(world.clauses)!);
      return;
    }
    case 'close a tab':
      if (tab === undefined || tabs.length < 3) return;
      world.note(`${tab.name} closes`);
      world.dropTab(tab);
      return;
    case 'open another clause': {
      const clause = random.pick(world.clauses);
      if (tab === undefined || clause === undefined || tab.copies.has(clause)) return;
      tab.open(clause);
      return;
    }
    case 'park':
      return world.command({ type: 'park-clause', clause: random.pick(world.clauses)!, reason: 'rest' });
    case 'take up': {
      const clause = random.pick([...world.witness.frozen]);
      if (clause !== undefined) world.command({ type: 'take-up-clause', clause });
      return;
    }
    case 'revoke':
      return world.command(endAccreditation(random.pick(['ada', 'alf', 'bea', 'obs'])!));
    case 'give back': {
      const person = random.pick([...world.witness.revoked]);
      if (person !== undefined) world.command(accredit(person));
      return;
    }
    case 'split':
      if (world.clauses.length > 5) return;
      return world.command({
        type: 'split-clause',
        clause: random.pick(world.clauses)!,
        atBlock: random.int(1, 3),
        into: `s${random.int(1, 2 ** 30)}`,
      });
    case 'crash':
      return world.crash();
    case 'crash in the middle of writing':
      // Something is on its way to the disk then, if anybody writes at all.
      if (writer) editOnce(world, writer);
      time.at(time.now + random.exponential(30), () => world.crash());
      return;
    case 'drain':
      return world.restart();
    case 'slow disk':
      world.note(what);
      disk.slowness = random.pick([30, 300, 2_000])!;
      return;
    case 'full disk':
      world.note(what);
      disk.isFull = true;
      return;
    case 'quick disk':
      disk.slowness = 1;
      disk.isFull = false;
      return;
    case 'failing disk':
      world.note(what);
      disk.failsNext = true;
      return;
    case 'look':
      return world.look(random.pick(world.clauses)!);
    case 'nothing for a while':
      return;
  }
}

function editOnce(world: World, copy: Copy): void {
  const kind = world.random.weighted(kindsOfEdit);
  if (!edit(copy.doc, kind, world.random, world.nextWord())) return;
  world.counts.edits++;
  world.note(`${copy.name} ${kind}`);
}
