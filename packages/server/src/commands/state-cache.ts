/**
 * The states of agreements that this process keeps in memory, and the turns in which commands on one agreement
 * run. A state is only ever loaded or changed in its agreement's turn, so a slow load never overwrites a newer
 * state. States of agreements that nobody used for long are let go; one whose turn is running never is, because
 * the rooms ask for it while a command waits for them.
 */
import type { AgreementState } from '@travaux/workflow/agreement';

/** @param known the state to go on from; null: from the first event */
export type LoadState = (agreement: string, known: AgreementState | null) => Promise<AgreementState | null>;

const keptStates = 64;

export class StateCache {
  readonly #load: LoadState;
  /** Least recently used first. */
  readonly #states = new Map<string, AgreementState>();
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(load: LoadState) {
    this.#load = load;
  }

  /** The state after every command that was answered. */
  async get(agreement: string): Promise<AgreementState | null> {
    return this.#use(agreement) ?? (await this.inTurn(agreement, () => this.current(agreement)));
  }

  /** The same, inside a turn. */
  async current(agreement: string): Promise<AgreementState | null> {
    return this.#use(agreement) ?? (await this.refreshed(agreement));
  }

  /** With what other nodes committed, inside a turn. */
  async refreshed(agreement: string): Promise<AgreementState | null> {
    const loaded = await this.#load(agreement, this.#states.get(agreement) ?? null);
    if (loaded) this.set(agreement, loaded);
    return loaded;
  }

  set(agreement: string, state: AgreementState): void {
    this.#states.delete(agreement);
    this.#states.set(agreement, state);
    for (const old of this.#states.keys()) {
      if (this.#states.size <= keptStates) return;
      if (!this.#turns.has(old)) this.#states.delete(old);
    }
  }

  forget(agreement: string): void {
    this.#states.delete(agreement);
  }

  clear(): void {
    this.#states.clear();
  }

  /** Runs `work` when all earlier work on the agreement is done. */
  inTurn<T>(agreement: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(agreement) ?? Promise.resolve();
    const done = before.then(work);
    const settled = done.then(
      () => undefined,
      () => undefined,
    );
    this.#turns.set(agreement, settled);
    void settled.then(() => {
      if (this.#turns.get(agreement) === settled) this.#turns.delete(agreement);
    });
    return done;
  }

  #use(agreement: string): AgreementState | undefined {
    const state = this.#states.get(agreement);
    if (state) {
      this.#states.delete(agreement);
      this.#states.set(agreement, state);
    }
    return state;
  }
}
