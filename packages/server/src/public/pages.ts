/**
 * The public pages of all agreements, ready to be sent. A page is made anew in the background, when its agreement
 * changed or when something becomes due; a request only takes what is there. So the time of an answer tells nothing of
 * what happens in an agreement, and a flood of readers costs no more than sending bytes.
 *
 * Another process on the same store may have been at work, and nobody tells this one: so while pages are asked for, the
 * versions in the store are looked at, behind the answers and at most once a second.
 */
import { parseVerifierKey, formatRecord, leafHash } from '@travaux/workflow/ledger';
import type { PublicationPolicy } from '@travaux/workflow/agreement';
import { documentOf } from '../commands/facts.ts';
import type { Desk } from '../commands/desk.ts';
import type { Notary } from '../ledger/notary.ts';
import type { Timer, Timers } from '../rooms/index.ts';
import type { Store } from '../store/store.ts';
import type { OpenState } from '../http/present.ts';
import { isOpen } from '../http/present.ts';
import { feed } from './feed.ts';
import { page } from './page.ts';
import { publish, type Published, type Source } from './published.ts';
import { rendered, type Rendered } from './rendered.ts';

export interface PublicPagesOptions {
  readonly desk: Pick<Desk, 'caughtUp' | 'list' | 'decidedTexts'>;
  readonly store: Pick<Store, 'agreements' | 'comments' | 'ledgers'>;
  readonly notary: Pick<Notary, 'published'>;
  readonly clock: () => Date;
  readonly timers: Timers;
  readonly onError: (error: unknown) => void;
}

export interface PublicPage {
  readonly html: Rendered;
  readonly data: Rendered;
  readonly feed: Rendered;
}

export interface PublicPages {
  /** Makes all pages that there are. */
  start(): Promise<void>;
  /** The page at an address; null: nothing is published there. Asking for one has the store looked at. */
  at(slug: string): PublicPage | null;
  /** The public form of the record: a fingerprint of each event. */
  record(slug: string): Promise<Rendered | null>;
  /** The address is another agreement's. */
  isTaken(slug: string, agreement: string): boolean;
  /** The page as a policy would have it, with everything that is due. */
  preview(agreement: string, state: OpenState, policy: PublicationPolicy): Promise<Published>;
  /** Something happened in the agreement: its page is made again soon. */
  changed(agreement: string): void;
  clear(): void;
  stop(): void;
}

interface Standing extends PublicPage {
  readonly agreement: string;
}

function tellsComments({ rules }: PublicationPolicy): boolean {
  return rules.some(({ kind }) => kind === 'comments');
}

/** Changes that come one after the other make one page. */
const gatherMs = 200;
/** Between two looks at the store, while pages are asked for. */
const lookMs = 1000;
const longestSleep = 2 ** 31 - 1;

export function createPublicPages(options: PublicPagesOptions): PublicPages {
  const { desk, store, notary, clock, timers, onError } = options;
  const pages = new Map<string, Standing>();
  const slugs = new Map<string, string>();
  const waiting = new Map<string, Timer>();
  const records = new Map<string, { readonly day: string; readonly record: Promise<Rendered | null> }>();
  /** Of each agreement, the versions that its page, or the fact that it has none, was made of; comments: when told. */
  const madeOf = new Map<string, { readonly version: number; readonly comments: number | null }>();
  let making: Promise<void> = Promise.resolve();
  let lookedAt = 0;
  let stopped = false;

  function wake(agreement: string, ms: number): void {
    if (stopped) return;
    waiting.get(agreement)?.stop();
    waiting.set(
      agreement,
      timers.after(Math.min(Math.max(ms, 0), longestSleep), () => {
        waiting.delete(agreement);
        make(agreement).catch(onError);
      }),
    );
  }

  /** What others committed, without being waited for. */
  function look(): void {
    const now = performance.now();
    if (stopped || now - lookedAt < lookMs) return;
    lookedAt = now;
    lookNow().catch(onError);
  }

  async function lookNow(): Promise<void> {
    for (const { id, version } of await desk.list()) {
      const made = madeOf.get(id);
      const seen = made?.comments ?? null;
      const same = made !== undefined && made.version >= version;
      if (same && (seen === null || (await store.comments.events(id, seen)).length === 0)) continue;
      await make(id);
    }
  }

  /** One after the other: pages are not worth crowding out the negotiation. */
  function make(agreement: string): Promise<void> {
    making = making.catch(() => undefined).then(() => makeNow(agreement));
    return making;
  }

  async function makeNow(agreement: string): Promise<void> {
    const state = await desk.caughtUp(agreement);
    if (stopped) return;
    const policy = isOpen(state) ? state.publication : null;
    const version = state?.version ?? 0;
    if (!isOpen(state) || policy === null) {
      madeOf.set(agreement, { version, comments: null });
      return takeDown(agreement);
    }
    const now = clock().getTime();
    const source = await sourceOf(agreement, state, policy);
    const { view, next } = await publish(source, policy, now);
    if (stopped) return;
    const comments = tellsComments(policy) ? (source.comments.at(-1)?.version ?? 0) : null;
    madeOf.set(agreement, { version, comments });
    if (slugs.get(agreement) !== policy.slug) takeDown(agreement);
    const there = pages.get(policy.slug);
    if (there && there.agreement !== agreement) return;
    const [html, data] = [page(view), JSON.stringify(view)];
    if (there?.html.bodies.identity.toString() !== html || there.data.bodies.identity.toString() !== data) {
      pages.set(policy.slug, {
        agreement,
        html: rendered('text/html; charset=utf-8', html),
        data: rendered('application/json', data),
        feed: rendered('application/atom+xml; charset=utf-8', feed(view, agreement)),
      });
      slugs.set(agreement, policy.slug);
    }
    if (next !== null && !waiting.has(agreement)) wake(agreement, next - now);
  }

  function takeDown(agreement: string): void {
    const slug = slugs.get(agreement);
    if (slug === undefined) return;
    slugs.delete(agreement);
    pages.delete(slug);
    records.delete(agreement);
  }

  async function sourceOf(agreement: string, state: OpenState, policy: PublicationPolicy): Promise<Source> {
    const key = notary.published(agreement)?.key ?? null;
    return {
      agreement,
      state,
      events: await store.agreements.events(agreement),
      comments: tellsComments(policy) ? await store.comments.events(agreement) : [],
      words: async (hash) => {
        const [text] = await desk.decidedTexts(agreement, [hash]);
        return text ? documentOf(text.canonical) : null;
      },
      recordKey: key,
    };
  }

  async function makeRecord(agreement: string): Promise<Rendered | null> {
    const published = notary.published(agreement);
    const key = published && parseVerifierKey(published.key);
    if (!published || !key) return null;
    const leaves = await store.ledgers.leaves(agreement, published.size);
    const closed = leaves.map(({ text }) => leafHash(Buffer.from(text)));
    return rendered('application/json', formatRecord(key, [published.checkpoint], closed));
  }

  return {
    async start() {
      for (const { id } of await desk.list()) await make(id).catch(onError);
    },
    at(slug) {
      look();
      return pages.get(slug) ?? null;
    },
    async record(slug) {
      const standing = pages.get(slug);
      if (!standing) return null;
      // Once a day: by how fast a record grows, one could tell when something is going on.
      const day = clock().toISOString().slice(0, 10);
      const kept = records.get(standing.agreement);
      if (kept?.day === day) return kept.record;
      const record = makeRecord(standing.agreement);
      records.set(standing.agreement, { day, record });
      record.catch(() => records.delete(standing.agreement));
      return record;
    },
    isTaken: (slug, agreement) => (pages.get(slug)?.agreement ?? agreement) !== agreement,
    preview: async (agreement, state, policy) =>
      publish(await sourceOf(agreement, state, policy), policy, clock().getTime()),
    changed: (agreement) => wake(agreement, gatherMs),
    clear() {
      for (const timer of waiting.values()) timer.stop();
      for (const map of [pages, slugs, waiting, records, madeOf]) map.clear();
    },
    stop() {
      stopped = true;
      for (const timer of waiting.values()) timer.stop();
    },
  };
}
