/**
 * The states of agreements, or of their comments, that this process keeps in memory. Versions only grow, so whatever comes last from
 * wherever (a commit, a slow load), the newest state is kept; nobody ever waits for a command to read one.
 */

/** @param known the state to go on from; null: from the first event */
export type LoadState<State> = (agreement: string, known: State | null) => Promise<State | null>;

const keptStates = 64;

export class StateCache<State extends { readonly version: number }> {
  readonly #load: LoadState<State>;
  /** Least recently used first. */
  readonly #states = new Map<string, State>();
  readonly #loading = new Map<string, Promise<State | null>>();
  /** Counts the times that everything was forgotten: a load from before must not bring it back. */
  #life = 0;

  constructor(load: LoadState<State>) {
    this.#load = load;
  }

  /** With every command that was answered before. */
  async get(agreement: string): Promise<State | null> {
    const kept = this.#states.get(agreement);
    if (!kept) return this.#loading.get(agreement) ?? this.refreshed(agreement);
    this.#states.delete(agreement);
    this.#states.set(agreement, kept);
    return kept;
  }

  /** With everything that is in the store, what other nodes committed included. */
  refreshed(agreement: string): Promise<State | null> {
    const life = this.#life;
    const load = this.#load(agreement, this.#states.get(agreement) ?? null).then((state) => {
      if (state && life === this.#life) this.set(agreement, state);
      return state;
    });
    this.#loading.set(agreement, load);
    const done = () => {
      if (this.#loading.get(agreement) === load) this.#loading.delete(agreement);
    };
    load.then(done, done);
    return load;
  }

  set(agreement: string, state: State): void {
    // Who asks from now on must not be given a load that began before.
    this.#loading.delete(agreement);
    const kept = this.#states.get(agreement);
    if (kept && kept.version > state.version) return;
    this.#states.delete(agreement);
    this.#states.set(agreement, state);
    for (const oldest of this.#states.keys()) {
      if (this.#states.size <= keptStates) return;
      this.#states.delete(oldest);
    }
  }

  clear(): void {
    this.#life += 1;
    this.#states.clear();
    this.#loading.clear();
  }
}
