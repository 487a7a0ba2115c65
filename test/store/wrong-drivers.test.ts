/**
 * Drivers that are wrong on purpose, each in one way that has cost somebody their data. An acceptance suite that
 * lets one of them pass would prove nothing about the right ones.
 */
import { describe, expect, test } from '@jest/globals';
import type {
  AgreementStore,
  CommentStore,
  Commit,
  DecidedText,
  JournalEntry,
  JournalStore,
  LedgerStore,
  PeopleStore,
  ProposalStore,
  Store,
} from '@travaux/server/store';
import { runCase } from './bench.ts';
import { cases } from './contract.ts';
import { SqlitePlace, type Driver, type Place } from './driver.ts';
import { decided } from './rows.ts';

interface Wrong {
  /** Name of the case that has to notice. */
  readonly caughtBy?: string;
  agreements?(right: Store): Partial<AgreementStore>;
  journal?(right: Store): Partial<JournalStore>;
  ledgers?(right: Store): Partial<LedgerStore>;
  comments?(right: Store): Partial<CommentStore>;
  proposals?(right: Store): Partial<ProposalStore>;
  people?(right: Store): Partial<PeopleStore>;
  store?(right: Store): Partial<Store>;
  place?(right: Place): Partial<Place>;
}

/** The right driver with something replaced. */
function driver(name: string, wrong: Wrong): Driver {
  const spoil = (right: Store): Store => ({
    ping: () => right.ping(),
    close: () => right.close(),
    ...wrong.store?.(right),
    agreements: { ...right.agreements, ...wrong.agreements?.(right) },
    journal: { ...right.journal, ...wrong.journal?.(right) },
    ledgers: { ...right.ledgers, ...wrong.ledgers?.(right) },
    comments: { ...right.comments, ...wrong.comments?.(right) },
    proposals: { ...right.proposals, ...wrong.proposals?.(right) },
    people: { ...right.people, ...wrong.people?.(right) },
  });
  return {
    name,
    place: () => {
      const right: Place = new SqlitePlace();
      const changed: Partial<Place> = wrong.place?.(right) ?? {};
      return {
        open: async () => spoil(await (changed.open ?? (() => right.open()))()),
        openAfterKill: async (store) =>
          spoil(await (changed.openAfterKill ?? ((s: Store) => right.openAfterKill(s)))(store)),
        failAt: (step) => (changed.failAt ?? ((s) => right.failAt(s)))(step),
        remove: () => right.remove(),
      };
    },
  };
}

const version = async (store: Store, agreement: string): Promise<number> =>
  (await store.agreements.list()).find((row) => row.id === agreement)?.version ?? 0;

const head = async (store: Store, room: string): Promise<number> =>
  (await store.journal.load(room))?.seq ?? 0;

async function agreementsLike(store: Store, agreement: string): Promise<string[]> {
  const rows = await store.agreements.list();
  return rows.map((row) => row.id).filter((id) => id.startsWith(agreement));
}

/** What it acknowledged last is not written yet, and is lost when the process is killed. */
const late = new WeakMap<Store, (() => Promise<void>)[]>();

/** Sizes of ledgers that were told before they were true. */
const told = new Map<string, number>();

/** Kept over a reopening, as what is on a disk is. */
const lastVisits = new Map<string, Map<string, number>>();

const wrongDrivers: Record<string, Wrong> = {
  'forgets everything when it is closed': {
    caughtBy: 'what was acknowledged is there after an orderly end and after a kill',
    place: () => ({ open: () => new SqlitePlace().open() }),
  },
  'acknowledges updates before they are written': {
    caughtBy: 'what was acknowledged is there after an orderly end and after a kill',
    journal: (right) => ({
      append: async (entries) => {
        if (entries.some((entry) => entry.seq < 1)) return right.journal.append(entries);
        const queue = late.get(right) ?? [];
        late.set(right, queue);
        queue.push(() => right.journal.append(entries));
      },
      load: async (room) => {
        for (const write of late.get(right)?.splice(0) ?? []) await write();
        return right.journal.load(room);
      },
    }),
  },
  'writes the entries of an append one by one': {
    caughtBy: 'entries of one append are written all or not at all',
    journal: (right) => ({
      append: async (entries) => {
        for (const entry of entries) await right.journal.append([entry]);
      },
    }),
  },
  'writes the rooms of a commit after its events': {
    caughtBy: 'a commit whose last part fails leaves nothing behind',
    agreements: (right) => ({
      commit: async ({ edits = [], ...rest }: Commit) => {
        await right.agreements.commit(rest);
        if (edits.length > 0) await right.journal.append(edits);
      },
    }),
  },
  'lets edits into a frozen room': {
    caughtBy: 'a frozen room takes no edit until it is taken up again',
    agreements: (right) => ({
      commit: ({ freezes: _none, ...rest }: Commit) => right.agreements.commit(rest),
    }),
  },
  'freezes before it knows whether the commit stands': {
    caughtBy: 'a freeze stands or falls with its commit',
    agreements: (right) => ({
      commit: async (commit) => {
        const { agreement, freezes = [] } = commit;
        const from = await version(right, agreement);
        if (from > 0 && freezes.length > 0 && from !== commit.expectedVersion) {
          const [event] = commit.events;
          await right.agreements.commit({
            agreement,
            expectedVersion: from,
            events: [{ ...event!, version: from + 1 }],
            freezes,
          });
        }
        await right.agreements.commit(commit);
      },
    }),
  },
  'does not look whether a text moved under a decision': {
    caughtBy: 'a decision on a text that moved is a conflict and writes nothing',
    agreements: (right) => ({ commit: ({ read: _none, ...rest }: Commit) => right.agreements.commit(rest) }),
  },
  'keeps the texts of a decision before it stands': {
    caughtBy: 'the texts of a decision are kept by their hash, with it or not at all',
    agreements: (right) => {
      const kept = new Map<string, DecidedText>();
      return {
        commit: async ({ texts = [], ...rest }: Commit) => {
          for (const text of texts) kept.set(text.hash, text);
          await right.agreements.commit({ ...rest, texts });
        },
        texts: async (_agreement, hashes = [...kept.keys()]) =>
          hashes.flatMap((hash) => kept.get(hash) ?? []),
      };
    },
  },
  'takes words for those of a hash without looking': {
    caughtBy: 'the texts of a decision are kept by their hash, with it or not at all',
    agreements: (right) => ({
      commit: (commit: Commit) =>
        right.agreements.commit({
          ...commit,
          texts: (commit.texts ?? []).filter(
            ({ canonical, hash }) => decided(canonical.slice(9, -2)).hash === hash,
          ),
        }),
    }),
  },
  'lets a visit go back': {
    caughtBy: 'a visit is remembered by person and agreement, and never goes back',
    people: (right) => ({
      visited: async (person, agreement, version) => {
        const last = lastVisits.get(person) ?? new Map<string, number>();
        lastVisits.set(person, last.set(agreement, version));
        await right.people.visited(person, agreement, version);
      },
      visits: async (person) => lastVisits.get(person) ?? right.people.visits(person),
    }),
  },
  'lets the last writer of a version win': {
    caughtBy: 'a commit on another version than the current one is a conflict and writes nothing',
    agreements: (right) => ({
      commit: async (commit) => {
        const from = await version(right, commit.agreement);
        await right.agreements.commit({
          ...commit,
          expectedVersion: from,
          events: commit.events.map((event, index) => ({ ...event, version: from + index + 1 })),
        });
      },
    }),
  },
  'numbers updates itself, whatever the writer expected': {
    caughtBy: 'an update that is not the next one is a conflict and writes nothing',
    journal: (right) => ({
      append: async (entries) => {
        for (const entry of entries) {
          await right.journal.append([{ ...entry, seq: (await head(right, entry.room)) + 1 }]);
        }
      },
    }),
  },
  'takes an update that was written for a written one': {
    caughtBy: 'an update that is not the next one is a conflict and writes nothing',
    journal: (right) => ({
      append: async (entries) => {
        const heads = await Promise.all(entries.map((entry) => head(right, entry.room)));
        if (entries.every((entry, index) => entry.seq >= 1 && entry.seq <= (heads[index] ?? 0))) return;
        await right.journal.append(entries);
      },
    }),
  },
  'fails the good with the bad when appends share a transaction': {
    caughtBy: 'of two writers of one update exactly one succeeds, and others beside them are not touched',
    journal: (right) => {
      let waiting: JournalEntry[] = [];
      let shared: Promise<void> | null = null;
      return {
        append: (entries) => {
          waiting.push(...entries);
          return (shared ??= Promise.resolve().then(() => {
            const all = waiting;
            waiting = [];
            shared = null;
            return right.journal.append(all);
          }));
        },
      };
    },
  },
  'forgets who wrote what it compacts': {
    caughtBy: 'who wrote and deleted what outlives a compaction',
    journal: (right) => ({
      compact: (room, seq, state) => right.journal.compact(room, seq, state, new Uint8Array(0)),
    }),
  },
  'writes the history of a compaction after its snapshot': {
    caughtBy: 'a compaction that is interrupted anywhere loads the same',
    place: (right) => {
      // Its tables let a failing history pass, when the snapshot is written already.
      let broken = false;
      return {
        failAt: (step) => {
          broken = step === 'insert histories';
          right.failAt(broken ? null : step);
        },
        open: async () => {
          const store = await right.open();
          const fails = broken;
          return {
            ...store,
            journal: {
              ...store.journal,
              compact: async (room, seq, state, history) => {
                await store.journal.compact(room, seq, state, fails ? new Uint8Array(0) : history);
                if (fails) throw new Error('the history failed');
              },
            },
          };
        },
      };
    },
  },
  'lets an older history take the place of a newer one': {
    caughtBy: 'a history goes on from the newest that was stored',
    journal: (right) => {
      const older = new Map<string, { base: Uint8Array; baseSeq: number }>();
      return {
        compact: async (room, seq, state, history) => {
          await right.journal.compact(room, seq, state, history);
          older.set(room, { base: history, baseSeq: seq });
        },
        history: async (room) => {
          const record = await right.journal.history(room);
          return record && { ...record, ...older.get(room) };
        },
      };
    },
  },
  'takes the sender of an update from its lease': {
    caughtBy: 'every update is kept with who sent it and when',
    journal: (right) => ({
      history: async (room) => {
        const record = await right.journal.history(room);
        const [first] = (await right.journal.load(room))?.leases.values() ?? [];
        return record && { ...record, updates: record.updates.map((u) => ({ ...u, person: first ?? null })) };
      },
    }),
  },
  'writes the histories of a commit when it stands': {
    caughtBy: 'a commit brings the histories of its rooms, or nothing',
    agreements: (right) => ({
      commit: ({ histories: _late, ...rest }: Commit) => right.agreements.commit(rest),
    }),
  },
  'drops updates that came during a compaction': {
    caughtBy: 'a compaction replaces what it sums up and keeps what came later',
    journal: (right) => ({
      compact: async (room, _seq, state, history) =>
        right.journal.compact(room, await head(right, room), state, history),
    }),
  },
  'lets an overtaken compaction set the room back': {
    caughtBy: 'a compaction replaces what it sums up and keeps what came later',
    journal: (right) => {
      const back = new Map<string, { seq: number; state: Uint8Array }>();
      return {
        compact: async (room, seq, state, history) => {
          await right.journal.compact(room, seq, state, history);
          back.set(room, { seq, state });
        },
        load: async (room) => {
          const record = await right.journal.load(room);
          const last = back.get(room);
          return record && last ? { ...record, snapshot: last.state, snapshotSeq: last.seq } : record;
        },
      };
    },
  },
  'drops the updates before the snapshot is written': {
    caughtBy: 'a compaction that is interrupted anywhere loads the same',
    place: (right) => {
      // Its tables let a failing snapshot pass, but not the deletion of what it was to replace.
      let broken = false;
      return {
        failAt: (step) => {
          broken = step === 'insert snapshots';
          right.failAt(broken ? null : step);
        },
        open: async () => {
          const store = await right.open();
          const fails = broken;
          return {
            ...store,
            journal: {
              ...store.journal,
              compact: async (room, seq, state, history) => {
                await store.journal.compact(room, seq, fails ? new Uint8Array(0) : state, history);
                if (fails) throw new Error('the snapshot failed');
              },
            },
          };
        },
      };
    },
  },
  'forgets half of the tree': {
    caughtBy: 'any leaf is proved with the nodes that are stored',
    ledgers: (right) => ({
      row: (agreement, first, count) =>
        first.level === 0 ? right.ledgers.row(agreement, first, count) : Promise.resolve([]),
    }),
  },
  'tells the head of a ledger from memory': {
    caughtBy: 'leaves stand or fall with their events',
    agreements: (right) => ({
      commit: async (commit) => {
        const size = (await right.ledgers.head(commit.agreement))?.size ?? 0;
        told.set(commit.agreement, size + commit.events.length);
        await right.agreements.commit(commit);
      },
    }),
    ledgers: (right) => ({
      head: async (agreement) => {
        const head = await right.ledgers.head(agreement);
        return head && { ...head, size: told.get(agreement) ?? head.size };
      },
    }),
  },
  'salts all leaves alike': {
    caughtBy: 'every event is a leaf of its own, and the tree is that of the leaves',
    ledgers: (right) => ({
      leaves: async (agreement, size) =>
        (await right.ledgers.leaves(agreement, size)).map(({ recorded, text }) => ({
          recorded,
          text: text.replace(/"salt":"\w+"/, `"salt":"${'0'.repeat(64)}"`),
        })),
    }),
  },
  'hands out nodes in the order in which they lie': {
    caughtBy: 'any leaf is proved with the nodes that are stored',
    ledgers: (right) => ({
      nodes: async (agreement, wanted) =>
        right.ledgers.nodes(
          agreement,
          wanted.toSorted((a, b) => a.level - b.level || a.index - b.index),
        ),
    }),
  },
  'finds by the beginning of an id': {
    caughtBy: 'agreements whose ids look alike have nothing in common',
    agreements: (right) => ({
      events: async (agreement, after) => {
        const all = await agreementsLike(right, agreement);
        return (await Promise.all(all.map((id) => right.agreements.events(id, after)))).flat();
      },
    }),
    journal: (right) => ({
      heads: async (agreement) => {
        const all = await agreementsLike(right, agreement);
        const maps = await Promise.all(all.map((id) => right.journal.heads(id)));
        return new Map(maps.flatMap((map) => [...map]));
      },
    }),
  },
  'ignores case in ids': {
    caughtBy: 'agreements whose ids look alike have nothing in common',
    agreements: (right) => ({
      events: (agreement, after) => right.agreements.events(agreement.toUpperCase(), after),
    }),
  },
  'gives a taken room to another agreement': {
    caughtBy: 'a room belongs to one agreement for ever',
    agreements: (right) => ({
      commit: async (commit) => {
        const rooms = await Promise.all(
          (commit.rooms ?? []).map(async (room) => ((await right.journal.load(room.room)) ? [] : [room])),
        );
        await right.agreements.commit({ ...commit, rooms: rooms.flat() });
      },
    }),
  },
  'forgets whose client ids are': {
    caughtBy: 'a client id is one person’s, for ever',
    journal: (right) => ({
      append: (entries) => right.journal.append(entries.map((entry) => ({ ...entry, leases: [] }))),
    }),
  },
  'lets a client id change hands': {
    caughtBy: 'a client id is one person’s, for ever',
    journal: (right) => ({
      append: async (entries) => {
        for (const entry of entries) {
          const known = (await right.journal.load(entry.room))?.leases ?? new Map<number, string>();
          const leases = entry.leases.filter((client) => !known.has(client));
          await right.journal.append([{ ...entry, leases }]);
        }
      },
    }),
  },
  'keeps whichever projection came last': {
    caughtBy: 'projections are kept by room, the newest of them',
    journal: (right) => {
      let last = new Map<string, { seq: number; json: string }>();
      return {
        saveProjections: async (entries) => {
          last = new Map([...last, ...entries]);
          await right.journal.saveProjections(entries);
        },
        projections: async () => last,
      };
    },
  },
  'hands out bytes as text': {
    caughtBy: 'what an import brought is kept byte for byte',
    agreements: (right) => ({
      source: async (agreement) => {
        const source = await right.agreements.source(agreement);
        const text = new TextDecoder().decode(source?.bytes);
        return source && { ...source, bytes: new TextEncoder().encode(text) };
      },
    }),
  },
  'closes at once, whatever is being written': {
    caughtBy: 'closing waits for what is being written, and then refuses',
    journal: (right) => ({
      append: async (entries) => {
        await new Promise(setImmediate);
        await right.journal.append(entries);
      },
    }),
  },
  'goes on after it was closed': {
    caughtBy: 'closing waits for what is being written, and then refuses',
    store: (right) => {
      const pinged = { closed: false };
      return {
        ping: async () => (pinged.closed ? undefined : right.ping()),
        close: async () => {
          pinged.closed = true;
          await right.close();
        },
      };
    },
  },
  'lets an invitation be used twice': {
    caughtBy: 'an invitation is used once, in time, and not after it was withdrawn',
    people: (right) => ({
      acceptInvitation: async (tokenHash, at) => {
        const invitation = await right.people.invitation(tokenHash);
        await right.people.acceptInvitation(tokenHash, at);
        return invitation !== null && invitation.expiresAt > at;
      },
    }),
  },
  'lets an expired invitation be used': {
    caughtBy: 'an invitation is used once, in time, and not after it was withdrawn',
    people: (right) => ({
      acceptInvitation: (tokenHash) => right.people.acceptInvitation(tokenHash, '2000-01-01T00:00:00.000Z'),
    }),
  },
  'lets whoever comments last win': {
    caughtBy: 'a comment on another version than the current one is a conflict and writes nothing',
    comments: (right) => ({
      append: async (agreement, _expected, events) => {
        const from = (await right.comments.events(agreement)).length;
        await right.comments.append(
          agreement,
          from,
          events.map((event, index) => ({ ...event, version: from + index + 1 })),
        );
      },
    }),
  },
  'draws a new secret each time': {
    caughtBy: 'the secret of an agreement is drawn once, and its own',
    comments: (right) => ({
      secret: async (agreement) => {
        await right.comments.secret(agreement);
        return crypto.getRandomValues(new Uint8Array(32));
      },
    }),
  },
  'says first, and keeps the proposal after': {
    caughtBy: 'a proposal and what is said with it are written together, or neither is',
    proposals: (right) => ({
      append: async (agreement, { comments, ...added }) => {
        await right.proposals.append(agreement, added);
        if (comments) await right.comments.append(agreement, comments.expectedVersion, comments.events);
      },
    }),
  },
  'never ends an expired session': {
    caughtBy: 'sessions end when told and when they expire',
    people: () => ({ endExpiredSessions: async () => undefined }),
  },
  'clears less than everything': {
    caughtBy: 'clear leaves nothing',
    agreements: (right) => ({
      clear: async () => {
        const dana = await right.people.person('dana');
        await right.agreements.clear();
        if (dana) await right.people.savePerson(dana);
      },
    }),
  },
};

describe('the acceptance suite rejects a driver that', () => {
  test.each(Object.entries(wrongDrivers))('%s', async (name, wrong) => {
    const noticing = cases.filter((one) => one.name === wrong.caughtBy);
    expect(noticing).toHaveLength(1);
    for (const one of noticing) await expect(runCase(driver(name, wrong), one)).rejects.toThrow();
  });

  test('but not the right one behind the same wrapping', async () => {
    for (const one of cases) await runCase(driver('the right one', {}), one);
  });
});
