/**
 * The demo: a sample agreement that everybody may try from every seat. The lobby hands out sessions without any
 * proof of who somebody is, so it exists in demo mode only, on a store of its own, and never in production.
 */
import type { DemoView } from '@travaux/editor/frames';
import {
  isRefusal,
  type Accreditation,
  type AgreementState,
  type Command,
} from '@travaux/workflow/agreement';
import { isCommentRefusal } from '@travaux/workflow/comments';
import { capacityName, type Actor } from '@travaux/workflow/policy';
import type { CommentDesk } from '../commands/comment-desk.ts';
import type { Desk } from '../commands/desk.ts';
import type { Notary } from '../ledger/notary.ts';
import type { Casting, Imports, Participants } from '../http/imports.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { PeopleStore, SessionRow, Store } from '../store/store.ts';
import { drafters, partyOf, players, roleOf, type Player } from './demo-cast.ts';
import { saidBefore } from './demo-comments.ts';
import { processOf, seated } from './demo-process.ts';
import { demoSlug, publicationOf } from './demo-publication.ts';
import type { Sessions } from './sessions.ts';
import { operatorViewer } from './viewer.ts';

export interface DemoHouse {
  /** Resolves once the sample is there; every request waits for it, also during a reset. */
  ready(): Promise<void>;
  view(): Promise<DemoView>;
  player(slug: string): Player | null;
  /** Signs the window of a player in; null for the public, who needs no session. */
  enter(player: Player): Promise<{ readonly token: string; readonly session: SessionRow } | null>;
  /** Back to the sample as it was. Windows that are open stay signed in. */
  reset(): Promise<void>;
}

/** A store must be either a demo's or an installation's: a reset clears it, and the lobby opens it to everybody. */
export class MixedStoreError extends Error {
  override readonly name = 'MixedStoreError';
}

/** What to do about a demo that cannot go on. */
export const howToReset =
  'Start it as new with “travaux demo --reset”, which deletes what was written in it, or set TRAVAUX_DATA_DIR to another directory.';

/** The demo of the data directory was made by another version, and this one cannot go on with it. */
export class OldDemoError extends Error {
  override readonly name = 'OldDemoError';

  constructor(cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      `The demo in the data directory was made by another version of Travaux, and this one cannot go on with it (${why}). ${howToReset}`,
      { cause },
    );
  }
}

/** Who takes part, without the persons. */
export type Cast = Omit<Participants, 'accreditations'>;

const subjectOf = (player: Player) => `demo:${player.slug}`;
const personOfSlug = (slug: string) => `demo-${slug}`;
const personOf = ({ slug }: Player) => personOfSlug(slug);
const secretariat: Actor = { person: personOfSlug('secretariat'), convener: true };

export async function assertStoreFits(people: PeopleStore, demo: boolean): Promise<void> {
  const isDemo = (await Promise.all(players.map((player) => people.personBySubject(subjectOf(player))))).some(
    (person) => person !== null,
  );
  if (demo && !isDemo && (await people.countPeople()) > 0) {
    throw new MixedStoreError(
      'The data directory holds an installation with people of its own. The demo needs a directory of its own: set TRAVAUX_DATA_DIR.',
    );
  }
  if (!demo && isDemo) {
    throw new MixedStoreError(
      'The data directory holds the demo, in which anybody can be anybody. Set TRAVAUX_DATA_DIR to another directory, or delete this one.',
    );
  }
}

export interface DemoOptions {
  readonly store: Store;
  readonly notary: Notary;
  readonly desk: Desk;
  readonly comments: CommentDesk;
  readonly rooms: Pick<Rooms, 'clear'>;
  readonly sessions: Sessions;
  readonly imports: Imports;
  readonly now: () => Date;
  /** The sample, as a file of the agreement format. */
  readonly sample: { readonly fileName: string; readonly bytes: Uint8Array };
  /** Told who takes part in a sample that is there from an earlier start. */
  readonly remember: (cast: Cast) => void;
  /** What to forget beside the store when the demo is reset. */
  readonly onReset: () => void;
}

/** Most windows that stay signed in over a reset. */
const keptWindows = 2000;

export function createDemo(options: DemoOptions): DemoHouse {
  const { store, notary, desk, comments, now, rooms, sessions, imports, sample, remember, onReset } = options;
  const windows = new Map<string, SessionRow>();
  let current = prepare();
  // Whoever waits for it hears of the failure; until then nobody listens.
  current.catch(() => undefined);

  async function prepare(): Promise<string> {
    await savePlayers();
    const [first] = await openAgreements();
    const state = first === undefined ? null : await desk.state(first);
    if (first === undefined || !state) return seed();
    await complete(first, state).catch((error: unknown) => {
      throw new OldDemoError(error);
    });
    return first;
  }

  /** What a demo has by now, and one from an earlier start may lack. */
  async function complete(first: string, state: AgreementState): Promise<void> {
    // Also where the seed was interrupted between the two.
    if (state.routes.size === 0) await drawUpProcess(first, state);
    if (state.publication === null) await publish(first);
    if ((await comments.state(first)).version === 0) await say(first, state);
    const { parties, bodies, organisations, verifiers } = state;
    remember({
      parties: [...parties.values()],
      bodies: [...bodies.values()],
      organisations: [...organisations.values()],
      verifiers: [...verifiers.values()],
    });
  }

  async function savePlayers() {
    for (const player of players) {
      if (!player.capacity) continue;
      await store.people.savePerson({
        id: personOf(player),
        name: player.name,
        convener: player.convener,
        subject: subjectOf(player),
      });
    }
  }

  /** The sample is the oldest agreement of the store. */
  async function openAgreements(): Promise<readonly string[]> {
    const rows = await desk.list();
    return [...rows].sort((a, b) => (a.openedAt < b.openedAt ? -1 : 1)).map((row) => row.id);
  }

  async function seed(): Promise<string> {
    const view = await imports.run(operatorViewer, sample.fileName, sample.bytes);
    if (view.state === 'done') {
      const state = await desk.state(view.agreement);
      if (state) {
        await drawUpProcess(view.agreement, state);
        await publish(view.agreement);
        await say(view.agreement, state);
      }
      return view.agreement;
    }
    throw new Error(
      `the sample cannot be opened: ${view.state === 'failed' ? view.problem.detail : view.state}`,
    );
  }

  async function drawUpProcess(agreement: string, state: AgreementState): Promise<void> {
    await execute(agreement, state, processOf(state, drafters.map(personOfSlug)));
  }

  async function publish(agreement: string): Promise<void> {
    const state = await desk.state(agreement);
    if (state) await execute(agreement, state, publicationOf(state));
  }

  async function execute(
    agreement: string,
    state: AgreementState,
    commands: readonly Command[],
  ): Promise<void> {
    let { version } = state;
    for (const command of commands) {
      const outcome = await desk.execute(agreement, version, command, secretariat);
      if (isRefusal(outcome)) throw new Error(`the process of the sample: ${outcome.sentence}`);
      version = outcome.version;
    }
  }

  async function say(agreement: string, state: AgreementState): Promise<void> {
    for (const { by, command, seen } of saidBefore(state, now())) {
      const actor: Actor = { person: personOfSlug(by), convener: false };
      const outcome = await comments.execute(agreement, { kind: 'person', actor }, command, seen);
      if (isCommentRefusal(outcome)) throw new Error(`the comments of the sample: ${outcome.sentence}`);
    }
  }

  return {
    async ready() {
      await current;
    },

    async view() {
      const id = await current;
      const state = await desk.state(id);
      return {
        publicSlug: demoSlug,
        agreement: { id, title: state?.facts?.title ?? '' },
        identities: players.map((player) => ({
          slug: player.slug,
          name: player.name || 'The public',
          capacityName: player.capacity && state ? capacityName(player.capacity, state) : 'Public',
          description: player.description,
          role: roleOf(player),
          party: partyOf(player),
        })),
      };
    },

    player: (slug) => players.find((player) => player.slug === slug) ?? null,

    async enter(player) {
      await current;
      if (!player.capacity) return null;
      const started = await sessions.start(personOf(player));
      windows.set(started.session.tokenHash, started.session);
      for (const oldest of windows.keys()) {
        if (windows.size <= keptWindows) break;
        windows.delete(oldest);
      }
      return started;
    },

    async reset() {
      const before = current;
      current = (async () => {
        await before.catch(() => undefined);
        // Rooms first: an edit that is still in a room's queue must not meet the cleared store.
        await rooms.clear();
        await notary.discardAll(() => store.agreements.clear());
        desk.clear();
        onReset();
        await savePlayers();
        // New ids each time: what an open window still holds of the old text cannot flow into the new one.
        const id = await seed();
        for (const session of windows.values()) await store.people.saveSession(session);
        return id;
      })();
      current.catch(() => undefined);
      await current;
    },
  };
}

/**
 * In the demo a file that names no parties gets those of the sample, and every seat may open it.
 * @param sample the participants of the sample, when they are known
 * @param remember is told of the participants of each file that names its own; the first is the sample
 */
export function demoCasting(sample: () => Cast | null, remember: (cast: Cast) => void): Casting {
  return (open, accreditations) => {
    if (open.parties.length > 0) remember(open);
    const cast = open.parties.length > 0 ? open : (sample() ?? open);
    const { parties, organisations, verifiers } = cast;
    const bodies = cast.bodies.map(seated);
    const seats: Accreditation[] = players.flatMap((player) =>
      player.capacity && !accreditations.some((own) => own.person === personOf(player)) && fits(player, cast)
        ? [{ person: personOf(player), name: player.name, capacity: player.capacity }]
        : [],
    );
    return { parties, bodies, organisations, verifiers, accreditations: [...accreditations, ...seats] };
  };
}

function fits({ capacity }: Player, cast: Cast): boolean {
  const has = (list: readonly { readonly id: string }[], id: string) => list.some((each) => each.id === id);
  switch (capacity?.role) {
    case undefined:
      return false;
    case 'delegate':
      return has(cast.parties, capacity.party);
    case 'committee-member':
      return (
        has(cast.bodies, capacity.body) && (capacity.party === null || has(cast.parties, capacity.party))
      );
    case 'observer':
      return has(cast.organisations, capacity.organisation);
    case 'verifier':
      return has(cast.verifiers, capacity.verifier);
    case 'chair':
    case 'secretariat':
      return true;
  }
}
