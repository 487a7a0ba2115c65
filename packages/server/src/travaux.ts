/**
 * An installation of Travaux as a part of somebody's server: a router, a handler for upgrades, and a way to stop
 * without losing anything. It makes no HTTP server and answers only its own paths.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { ImportView } from '@travaux/editor/frames';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { assertStoreFits, createDemo, demoCasting, type Cast, type DemoHouse } from './auth/demo.ts';
import { createInvitations } from './auth/invitations.ts';
import { createLaunches } from './auth/launch.ts';
import { createPasskeys } from './auth/passkeys.ts';
import { createSessions } from './auth/sessions.ts';
import { createViewers, operatorViewer, type IdentityHook } from './auth/viewer.ts';
import {
  createCommentDesk,
  createDesk,
  createOutdatedWatch,
  createProposalDesk,
  createSweep,
} from './commands/index.ts';
import { wholeAgreementFile } from './http/agreement-file.ts';
import { appFolder } from './http/app-files.ts';
import type { Host } from './http/host.ts';
import { createIdempotency } from './http/idempotency.ts';
import { createImports } from './http/imports.ts';
import { createCommentLimits } from './http/comment-limits.ts';
import { createLimits } from './http/limits.ts';
import { ownReader, sampleFile, uploadReader } from './http/read-upload.ts';
import { createRouter } from './http/router.ts';
import { createUpgrades } from './http/upgrade.ts';
import { describe } from './ops/describe.ts';
import { createLog } from './ops/log.ts';
import { createMetrics } from './ops/metrics.ts';
import { version } from './ops/version.ts';
import { createPublicPages } from './public/pages.ts';
import { createRooms, processTimers, type Timers } from './rooms/index.ts';
import { ledgerKey, seedInFile } from './ledger/key.ts';
import { LastSigned } from './ledger/last-signed.ts';
import { openNotary, originBase, type Notary } from './ledger/notary.ts';
import type { Settings } from './settings/settings.ts';
import { openSqliteStore, StoreBrokenError, type Store } from './store/index.ts';

export interface TravauxOptions {
  readonly settings: Settings;
  /** Default: JSON lines on standard output, at the level of the settings. */
  readonly logger?: Logger;
  /** Who the host knows the person of a request to be; asked when the request has no session of ours. */
  readonly identity?: IdentityHook;
  /** Path at which the router is mounted, for sockets; requests tell theirs. Default: that of the settings. */
  readonly basePath?: string;
  /** Default: the embedded store in the data directory. A store that was handed in is closed all the same. */
  readonly store?: Store;
  /**
   * Where the key of the ledgers and the record of what it signed last are. Default: the data directory. null: in
   * memory, for a store that is not kept either.
   */
  readonly ledgerDirectory?: string | null;
  /** Secret of the operator's own command line on this machine; without it, no request is the operator's. */
  readonly operatorToken?: string;
  readonly now?: () => Date;
  /** Timers by which the sweep of deadlines sleeps, for tests that let time pass by hand. Default: the process's. */
  readonly deadlineTimers?: Timers;
  /** In demo mode: begins with the sample as it was, and deletes what the demo holds. */
  readonly resetDemo?: boolean;
  /** Called when the store can no longer write: the process has to end and start again. */
  readonly onBroken?: () => void;
  /** Share of the usual rate limits, for tests and load. */
  readonly rateScale?: number;
  /** Folder of the built app. */
  readonly appFolder?: string;
}

export interface Travaux {
  readonly router: RequestHandler;
  /** @returns false for an upgrade that is somebody else's; it is left untouched */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Resolves when the installation is ready for requests. */
  ready(): Promise<void>;
  /**
   * A link that makes whoever opens it a convener, once; null when there are people already, or in the demo.
   * @param url address of the installation, without a slash at the end
   */
  setupLink(url: string): Promise<string | null>;
  /**
   * Imports a file for the operator of this machine, as the command line does.
   * @returns also a link to the seat of the agreement's secretariat, where nobody has it yet
   */
  importFile(
    fileName: string,
    bytes: Uint8Array,
    url: string,
  ): Promise<{ readonly view: ImportView; readonly link: string | null }>;
  /** All of an agreement in the agreement format, for the operator of this machine; null where there is none. */
  exportAgreement(agreement: string): Promise<string | null>;
  /** Stops in order: no new work, rooms write what they accepted, imports stop, the store closes. */
  close(): Promise<void>;
}

export async function createTravaux(options: TravauxOptions): Promise<Travaux> {
  const { settings, onBroken } = options;
  if (settings.demo && settings.production) {
    throw new Error('the demo does not run in production: it lets anybody be anybody');
  }
  const log = options.logger ?? createLog(settings.logLevel);
  const now = options.now ?? (() => new Date());
  const newId = () => randomUUID();
  const mount = (options.basePath ?? settings.basePath).replace(/\/+$/, '');
  const metrics = createMetrics();
  const store =
    options.store ??
    (await openSqliteStore({
      file: join(settings.dataDir, 'travaux.sqlite'),
      onBroken: (error) => {
        log.fatal({ error: describe(error) }, 'the disk failed; the store writes no more');
        onBroken?.();
      },
    }));
  try {
    await assertStoreFits(store.people, settings.demo);
  } catch (error) {
    await store.close();
    throw error;
  }
  const notary = await startNotary(options, store).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });

  const desk = createDesk({
    store,
    notary,
    clock: () => now().toISOString(),
    onError: (error) => {
      log.error({ error: describe(error) }, 'after a commit');
      // The disk failed under the record of what was signed: only a new process can tell what was written.
      if (error instanceof StoreBrokenError) onBroken?.();
    },
  });
  const rooms = createRooms({
    journal: {
      ...store.journal,
      async append(entries) {
        await store.journal.append(entries);
        outdatedWatch.edited(new Set(entries.map(({ room }) => room)));
      },
    },
    agreements: desk,
    clock: () => now().getTime(),
    log,
    metrics: metrics.rooms,
  });
  desk.useRooms(rooms);
  const pages = createPublicPages({
    desk,
    store,
    notary,
    clock: now,
    timers: options.deadlineTimers ?? processTimers,
    onError: (error) => log.error({ error: describe(error) }, 'making a public page'),
  });
  desk.onCommit((agreement) => {
    metrics.committed();
    pages.changed(agreement);
  });
  const proposals = createProposalDesk({
    store: store.proposals,
    agreements: desk,
    rooms,
    clock: () => now().toISOString(),
    newId,
    tell: (agreement, proposal) => rooms.proposalsChanged(agreement, proposal),
    onError: (error) => log.error({ error: describe(error) }, 'telling of proposals'),
  });
  const comments = createCommentDesk({
    store: store.comments,
    agreements: desk,
    proposals,
    clock: () => now().toISOString(),
    tell: (agreement, threads) => {
      pages.changed(agreement);
      return rooms.commentsChanged(agreement, threads);
    },
    onError: (error) => log.error({ error: describe(error) }, 'telling of comments'),
  });
  const outdatedWatch = createOutdatedWatch({
    desk,
    timers: processTimers,
    tell: (agreement) => rooms.coursesChanged(agreement),
    onError: (error) => log.error({ error: describe(error) }, 'looking for outdated decisions'),
  });
  const sweep = createSweep({
    desk,
    clock: () => now().toISOString(),
    timers: options.deadlineTimers ?? processTimers,
    onError: (error) => log.error({ error: describe(error) }, 'the sweep of deadlines'),
    onRefusal: (agreement, code) => log.warn({ agreement, code }, 'a deadline could not be passed'),
  });

  const sessions = createSessions(store.people, settings.sessionDays, now);
  const invitations = createInvitations({ people: store.people, desk, now, newId });
  const idempotency = createIdempotency(now);
  let cast: Cast | null = null;
  const remember = (first: Cast) => {
    cast ??= first;
  };
  const importing = {
    desk,
    cast: settings.demo ? demoCasting(() => cast, remember) : undefined,
    maxBytes: settings.importMaxBytes,
    log,
    now,
    newId,
  };
  const imports = createImports({
    ...importing,
    read: uploadReader(settings.importMaxBytes, newId),
    onEnd: (outcome) => metrics.imported(outcome),
  });
  const demo: DemoHouse | null = settings.demo
    ? createDemo({
        store,
        notary,
        desk,
        comments,
        now,
        rooms,
        sessions,
        imports: createImports({ ...importing, read: ownReader(newId) }),
        sample: sampleFile(),
        remember,
        onReset: () => {
          idempotency.clear();
          comments.clear();
          proposals.clear();
          pages.clear();
        },
      })
    : null;

  let closing: Promise<void> | null = null;
  const host: Host = {
    settings,
    store,
    desk,
    comments,
    proposals,
    commentLimits: createCommentLimits(() => now().getTime(), options.rateScale),
    notary,
    rooms,
    pages,
    sessions,
    invitations,
    passkeys: createPasskeys(now),
    imports,
    launches: settings.hostToken ? createLaunches(settings.hostToken, now) : null,
    demo,
    log,
    now,
    newId,
    draining: () => closing !== null,
  };
  const viewerOf = createViewers({
    sessions,
    people: store.people,
    newId,
    identity: options.identity,
    operatorToken: options.operatorToken,
  });
  const router = createRouter({
    host,
    viewerOf,
    metrics,
    limits: createLimits(options.rateScale),
    idempotency,
    appFolder: options.appFolder ?? appFolder(),
    version,
  });
  const upgrades = createUpgrades({ host, viewerOf, metrics, mount });
  await store.people.endExpiredSessions(now().toISOString());

  const swept = sweep.start();

  return {
    router,
    handleUpgrade: (request, socket, head) => upgrades.handle(request, socket, head),
    async ready() {
      await demo?.ready();
      await swept;
      await pages.start();
    },
    async setupLink(url) {
      if (demo || (await store.people.countPeople()) > 0) return null;
      const { token } = await invitations.create({
        agreement: null,
        name: 'Convener',
        capacity: null,
        by: null,
      });
      return `${url}/invitation#${token}`;
    },
    async importFile(fileName, bytes, url) {
      await demo?.ready();
      const view = await imports.run(operatorViewer, fileName, bytes);
      if (view.state !== 'done' || demo) return { view, link: null };
      const { token } = await invitations.create({
        agreement: view.agreement,
        name: 'Secretariat',
        capacity: { role: 'secretariat' },
        by: null,
      });
      return { view, link: `${url}/invitation#${token}` };
    },
    async exportAgreement(agreement) {
      await demo?.ready();
      return wholeAgreementFile(host, agreement);
    },
    close() {
      closing ??= (async () => {
        upgrades.close();
        await demo?.ready().catch(() => undefined);
        await imports.close();
        await sweep.close();
        outdatedWatch.close();
        pages.stop();
        await rooms.drain();
        await store.close();
        notary.close();
      })();
      return closing;
    },
  };
}

/** @throws LedgerError when the store is not the one that was signed */
async function startNotary(options: TravauxOptions, store: Store): Promise<Notary> {
  const { settings, ledgerDirectory: directory = settings.dataDir } = options;
  const lastSigned = new LastSigned(
    directory === null ? ':memory:' : join(directory, 'ledger-signed.sqlite'),
  );
  try {
    const seed =
      settings.ledgerKey ??
      (directory === null ? randomBytes(32) : seedInFile(join(directory, 'ledger.key')));
    if (settings.demo && options.resetDemo) {
      // In this order: a stop in between leaves ledgers that may be missing, never ones of which nothing is known.
      lastSigned.discardAll();
      await store.agreements.clear();
    }
    const base = originBase(settings.publicUrl);
    return await openNotary({
      ledgers: store.ledgers,
      agreements: (await store.agreements.list()).map(({ id }) => id),
      lastSigned,
      key: ledgerKey(seed),
      originOf: (agreement) => `${base}/agreements/${agreement}`,
    });
  } catch (error) {
    lastSigned.close();
    throw error;
  }
}
