/**
 * The lease book of a room: which person writes under which Yjs client ids, as the journal remembers it, and which
 * ids were only seen in presence. A person takes new ids at a limited rate.
 */
import type { Leases } from './gate.ts';
import { TokenBucket, type RoomLimits } from './limits.ts';

export interface LeaseBookHost {
  readonly limits: RoomLimits;
  readonly clock: () => number;
  /** Whether there is text under an id. */
  readonly hasText: (client: number) => boolean;
}

export class LeaseBook implements Leases {
  readonly #host: LeaseBookHost;
  #leases: Map<number, string | null>;
  /** Ids seen in presence, by person: taken before the first edit, lest another take them. */
  readonly #reserved = new Map<number, string>();
  readonly #budgets = new Map<string, TokenBucket>();

  constructor(recorded: ReadonlyMap<number, string | null>, host: LeaseBookHost) {
    this.#host = host;
    this.#leases = new Map(recorded);
  }

  /** An id that has text but no lease is a seed's, and nobody's to write under. */
  ownerOf(client: number): string | null | undefined {
    const leased = this.#leases.get(client) ?? this.#reserved.get(client);
    if (leased !== undefined) return leased;
    return this.#leases.has(client) || this.#host.hasText(client) ? null : undefined;
  }

  isRecorded(client: number): boolean {
    return this.#leases.has(client);
  }

  grant(person: string, count: number): boolean {
    const { leaseBurst, leaseRefillMs, leases } = this.#host.limits;
    let held = 0;
    for (const owner of this.#leases.values()) if (owner === person) held++;
    if (held + count > leases) return false;
    const now = this.#host.clock();
    let budget = this.#budgets.get(person);
    if (budget === undefined) {
      budget = new TokenBucket(leaseBurst, 1000 / leaseRefillMs, now);
      this.#budgets.set(person, budget);
    }
    return budget.take(count, now);
  }

  /** The ids are the person's from now on. */
  record(clients: readonly number[], person: string | null): void {
    for (const client of clients) this.#leases.set(client, person);
  }

  /** Forgets what is not in the journal. */
  reset(recorded: ReadonlyMap<number, string | null>): void {
    this.#leases = new Map(recorded);
  }

  /** Takes an id for a person who only showed presence; false when it is another's, or one too many. */
  reserve(client: number, person: string): boolean {
    const owner = this.ownerOf(client);
    if (owner !== undefined) return owner === person;
    let held = 0;
    for (const holder of this.#reserved.values()) if (holder === person) held++;
    if (held >= this.#host.limits.leaseBurst) return false;
    this.#reserved.set(client, person);
    return true;
  }
}
