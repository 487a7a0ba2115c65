/**
 * The notary: signs what the ledgers have come to, and never two roots for one size.
 *
 * The order of durable writes. An agreement begins in the record of what was signed last (size 0) before its first
 * event is committed. A command is committed (events, leaves, tree; fsync); then the new size and root take the place
 * of the last ones in that record (fsync); then the checkpoint is signed; then it is published. Killed between any
 * two of these, the next start finds the database at or ahead of the record, checks that it goes on from what was
 * signed, and signs what is missing. A database that is behind, or whose tree does not begin with what was signed,
 * was put there from somewhere else: the server does not start on it.
 */
import {
  emptyRoot,
  formatVerifierKey,
  nodesForRoot,
  rootHash,
  sameHash,
  signCheckpoint,
  type Hash,
  type NodeCoordinate,
} from '@travaux/workflow/ledger';
import type { LedgerHead, LedgerStore } from '../store/store.ts';
import { LedgerError } from './errors.ts';
import type { LedgerKey } from './key.ts';
import type { LastSigned, Signed } from './last-signed.ts';

/** The newest checkpoint of a log, as everybody may have it. */
export interface Published extends LedgerHead {
  readonly origin: string;
  /** The signed note. */
  readonly checkpoint: string;
  /** The verifier key. */
  readonly key: string;
}

export interface Notary {
  /** Before the first commit of a new agreement. */
  begin(agreement: string): void;
  /** After a commit: the agreement's checkpoint is of all of its events when the promise resolves. */
  sign(agreement: string): Promise<void>;
  /** null: no such agreement. */
  published(agreement: string): Published | null;
  /** Throws every ledger away, with what `clear` does to the database. For the reset of a demo only. */
  discardAll(clear: () => Promise<void>): Promise<void>;
  close(): void;
}

export interface NotaryOptions {
  readonly ledgers: LedgerStore;
  /** Every agreement that there is. */
  readonly agreements: readonly string[];
  readonly lastSigned: LastSigned;
  readonly key: LedgerKey;
  /** Name of the log of a new agreement: an address without a scheme. */
  readonly originOf: (agreement: string) => string;
}

/** The public address without its scheme; a name that leads nowhere, where there is no such address. */
export function originBase(publicUrl: URL | null): string {
  if (publicUrl === null) return 'travaux.invalid';
  return `${publicUrl.host}${publicUrl.pathname}`.replace(/\/+$/, '').replaceAll('+', '%2B');
}

/** @throws LedgerError when what is on disk is not what was signed */
export async function openNotary(options: NotaryOptions): Promise<Notary> {
  const { ledgers, agreements, lastSigned, key, originOf } = options;
  checkKey(lastSigned, key);
  const last = new Map<string, Signed>();
  const published = new Map<string, Published>();
  const heads = await ledgers.heads();
  for (const signed of lastSigned.all()) {
    const head = heads.get(signed.agreement) ?? null;
    if (signed.discarded && !head) lastSigned.forget(signed.agreement);
    else {
      await checkAgainst(ledgers, signed, head);
      last.set(signed.agreement, signed);
    }
  }
  for (const agreement of heads.keys()) if (!last.has(agreement)) throw unknownPast(agreement);

  function begin(agreement: string): void {
    if (last.has(agreement)) return;
    const origin = originOf(agreement);
    lastSigned.begin(agreement, origin);
    last.set(agreement, { agreement, origin, size: 0, root: emptyRoot, discarded: false });
  }

  async function sign(agreement: string): Promise<void> {
    const from = last.get(agreement);
    const head = await ledgers.head(agreement);
    if (!from || !head) throw unknownPast(agreement);
    await checkAgainst(ledgers, from, head);
    if (head.size > from.size && !lastSigned.advance(from, head)) {
      throw new LedgerError(
        'forked',
        `Something else was signed for agreement ${agreement} meanwhile: another server writes the same record of what was signed. Stop one of them.`,
      );
    }
    last.set(agreement, { ...from, ...head });
    const signer = key.signer(from.origin);
    published.set(agreement, {
      ...head,
      origin: from.origin,
      checkpoint: signCheckpoint({ origin: from.origin, ...head }, signer),
      key: formatVerifierKey(signer),
    });
  }

  for (const agreement of agreements) {
    if (!heads.has(agreement)) {
      begin(agreement);
      await ledgers.takeIn(agreement);
    }
    await sign(agreement);
  }

  return {
    begin,
    sign,
    published: (agreement) => published.get(agreement) ?? null,
    async discardAll(clear) {
      lastSigned.discardAll();
      await clear();
      for (const agreement of last.keys()) lastSigned.forget(agreement);
      last.clear();
      published.clear();
    },
    close: () => lastSigned.close(),
  };
}

function checkKey(lastSigned: LastSigned, { publicKey }: LedgerKey): void {
  const before = lastSigned.publicKey();
  if (before === null) lastSigned.setPublicKey(publicKey);
  else if (!sameHash(before, publicKey)) {
    throw new LedgerError(
      'other-key',
      'The key of the ledgers is not the one that has signed them so far, so everybody who checks them would be warned of a forgery. Put back the key that was used before (TRAVAUX_LEDGER_KEY, or ledger.key in the data directory).',
    );
  }
}

/** Whether the ledger in the database begins with what was signed. */
async function checkAgainst(ledgers: LedgerStore, signed: Signed, head: LedgerHead | null): Promise<void> {
  const { agreement, size, root } = signed;
  const has = head?.size ?? 0;
  if (has < size) {
    throw new LedgerError(
      'behind',
      `The ledger of agreement ${agreement} was signed with ${size} events, and the database has ${has}: an older copy of the database was put in place, probably from a backup. Put back the newest copy. Going on from the older one would sign a second story, which everybody who holds a checkpoint could prove; so this server does not start on it.`,
    );
  }
  if (size === 0 || (has === size && head && sameHash(head.root, root))) return;
  const nodes = nodesForRoot(size);
  if (!sameHash(rootHash(size, reader(nodes, await ledgers.nodes(agreement, nodes))), root)) {
    throw new LedgerError(
      'forked',
      `The first ${size} events of agreement ${agreement} in the database are not those that were signed: another copy of the database was put in place, or somebody changed it. Put back the copy that was signed. This server does not start on this one.`,
    );
  }
}

function unknownPast(agreement: string): LedgerError {
  return new LedgerError(
    'unknown-past',
    `It is not known what was signed of the ledger of agreement ${agreement}: the file ledger-signed.sqlite in the data directory is missing, or of another database. Put back the one that belongs to it; without it a second root could be signed for one size.`,
  );
}

function reader(nodes: readonly NodeCoordinate[], hashes: readonly Hash[]) {
  const at = new Map(nodes.map(({ level, index }, position) => [`${level}/${index}`, hashes[position]!]));
  return ({ level, index }: NodeCoordinate): Hash => {
    const hash = at.get(`${level}/${index}`);
    if (!hash) throw new Error(`node ${level}/${index} was not read`);
    return hash;
  };
}
