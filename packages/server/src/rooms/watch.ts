/**
 * The watch: what those who have an agreement open are told besides the text. Who is where, gathered and at
 * most twice a second; that the agreement has a newer version; that their own rights changed. Names are as each
 * watcher may see them, and a clause that a watcher may not read is not named to them.
 */
import type { Notice, Present } from '@travaux/editor/frames';
import type { AgreementState } from '@travaux/workflow/agreement';
import { mayReadThread, type Thread } from '@travaux/workflow/comments';
import { can, nameFor } from '@travaux/workflow/policy';
import { mayReadProposal, type Proposal } from '@travaux/workflow/proposals';
import type { RoomLimits } from './limits.ts';
import type { HostedSocket } from './link.ts';
import { partyOf, presenceKey, shownAs } from './presence.ts';
import type { AgreementReader, Visitor } from './rooms.ts';
import { viewerClass, type Session } from './session.ts';
import type { Timer, Timers } from './timers.ts';

export interface WatchHost {
  readonly limits: RoomLimits;
  readonly timers: Timers;
  readonly agreements: AgreementReader;
  /** Sessions whose cursor is in a room of the agreement, with the room. */
  readonly located: (agreement: string) => Iterable<{ readonly session: Session; readonly clause: string }>;
}

interface Watcher {
  readonly agreement: string;
  readonly notify: (notice: Notice) => void;
  /** Capacities that the watcher had when last told; null before the rights are known. */
  standing: string | null;
}

export class Watch {
  readonly #host: WatchHost;
  readonly #watchers = new Map<HostedSocket, Watcher>();
  /** Agreements with news of presence, and the timer after which it is told. */
  readonly #timers = new Map<string, Timer>();
  /** Where a person's cursor was last, by agreement and person: the newest of several tabs counts. */
  readonly #last = new Map<string, Map<string, string>>();

  constructor(host: WatchHost) {
    this.#host = host;
  }

  set(socket: HostedSocket, agreement: string | null, notify: (notice: Notice) => void): void {
    this.remove(socket);
    if (agreement === null) return;
    const watcher: Watcher = { agreement, notify, standing: null };
    this.#watchers.set(socket, watcher);
    void this.#begin(socket, watcher).catch(() => {});
  }

  async #begin(socket: HostedSocket, watcher: Watcher): Promise<void> {
    const state = await this.#host.agreements.state(watcher.agreement);
    if (this.#watchers.get(socket) !== watcher) return;
    if (state === null || !can(socket.visitor.actor, 'read-agreement', { state })) {
      this.#watchers.delete(socket);
      return;
    }
    watcher.standing = viewerClass(socket.visitor, state);
    // A version that came between the client's fetch and its watch would otherwise go unnoticed.
    watcher.notify({ type: 'agreement-changed', agreement: watcher.agreement, version: state.version });
    this.#moved(watcher.agreement);
  }

  remove(socket: HostedSocket): void {
    const watcher = this.#watchers.get(socket);
    if (watcher === undefined) return;
    this.#watchers.delete(socket);
    this.#moved(watcher.agreement);
  }

  /** Somebody's cursor came to, moved in or left a clause. */
  cursorMoved(agreement: string, clause: string, present: Iterable<Session>): void {
    const last = this.#last.get(agreement) ?? new Map<string, string>();
    this.#last.set(agreement, last);
    for (const { visitor } of present) {
      if (visitor.actor.person !== null) last.set(visitor.actor.person, clause);
    }
    this.#moved(agreement);
  }

  #moved(agreement: string): void {
    if (this.#timers.has(agreement)) return;
    const timer = this.#host.timers.after(this.#host.limits.watchMs, () => {
      this.#timers.delete(agreement);
      void this.#tell(agreement).catch(() => {});
    });
    this.#timers.set(agreement, timer);
  }

  async agreementChanged(agreement: string, version: number): Promise<void> {
    const state = await this.#host.agreements.state(agreement);
    for (const [socket, watcher] of [...this.#watchers]) {
      if (watcher.agreement !== agreement) continue;
      const standing = state === null ? '' : viewerClass(socket.visitor, state);
      const changed = watcher.standing !== null && watcher.standing !== standing;
      watcher.standing = standing;
      if (state !== null && can(socket.visitor.actor, 'read-agreement', { state })) {
        watcher.notify({ type: 'agreement-changed', agreement, version });
        if (changed) watcher.notify({ type: 'rights-changed', agreement });
      } else {
        // The last that they hear of it.
        this.#watchers.delete(socket);
        watcher.notify({ type: 'rights-changed', agreement });
      }
    }
    this.#moved(agreement);
  }

  async coursesChanged(agreement: string): Promise<void> {
    const state = await this.#host.agreements.state(agreement);
    for (const [socket, watcher] of this.#watchers) {
      if (watcher.agreement !== agreement || state === null) continue;
      if (!can(socket.visitor.actor, 'read-text', { state })) continue;
      watcher.notify({ type: 'courses-changed', agreement });
    }
  }

  /** @param threads those that changed; none: windows did, which everybody sees */
  async commentsChanged(
    agreement: string,
    threads: readonly Pick<Thread, 'id' | 'channel' | 'clause'>[],
  ): Promise<void> {
    const state = await this.#host.agreements.state(agreement);
    for (const [socket, watcher] of this.#watchers) {
      if (watcher.agreement !== agreement || state === null) continue;
      const { actor } = socket.visitor;
      if (!can(actor, 'read-comments', { state })) continue;
      const seen = threads.filter((thread) => mayReadThread(state, actor, thread)).map(({ id }) => id);
      if (seen.length > 0 || threads.length === 0) {
        watcher.notify({ type: 'comments-changed', agreement, threads: seen });
      }
    }
  }

  async proposalsChanged(
    agreement: string,
    proposal: Pick<Proposal, 'id' | 'clause' | 'reference'>,
  ): Promise<void> {
    const state = await this.#host.agreements.state(agreement);
    for (const [socket, watcher] of this.#watchers) {
      if (watcher.agreement !== agreement || state === null) continue;
      if (!mayReadProposal(state, socket.visitor.actor, proposal)) continue;
      watcher.notify({ type: 'proposals-changed', agreement, proposals: [proposal.id] });
    }
  }

  async #tell(agreement: string): Promise<void> {
    const watchers = [...this.#watchers].filter(([, watcher]) => watcher.agreement === agreement);
    if (watchers.length === 0) {
      this.#last.delete(agreement);
      return;
    }
    const state = await this.#host.agreements.state(agreement);
    if (state === null) return;
    const persons = this.#persons(agreement, watchers, state);
    const told = new Map<string, readonly Present[]>();
    for (const [socket, watcher] of watchers) {
      const key = viewerClass(socket.visitor, state);
      const present = told.get(key) ?? this.#presentTo(socket.visitor, agreement, persons, state);
      told.set(key, present);
      watcher.notify({ type: 'presence', agreement, present });
    }
  }

  #persons(
    agreement: string,
    watchers: readonly (readonly [HostedSocket, Watcher])[],
    state: AgreementState,
  ): ReadonlyMap<string, { readonly visitor: Visitor; readonly clause: string | null }> {
    const persons = new Map<string, { readonly visitor: Visitor; readonly clause: string | null }>();
    const add = (visitor: Visitor, clause: string | null) => {
      const { person } = visitor.actor;
      if (person !== null && can(visitor.actor, 'show-presence', { state }))
        persons.set(person, { visitor, clause });
    };
    for (const [socket] of watchers) add(socket.visitor, null);
    const last = this.#last.get(agreement);
    for (const { session, clause } of this.#host.located(agreement)) {
      const { person } = session.visitor.actor;
      const known = person === null ? undefined : persons.get(person);
      if (known?.clause == null || (person !== null && last?.get(person) === clause))
        add(session.visitor, clause);
    }
    return persons;
  }

  #presentTo(
    { actor }: Visitor,
    agreement: string,
    persons: ReadonlyMap<string, { readonly visitor: Visitor; readonly clause: string | null }>,
    state: AgreementState,
  ): readonly Present[] {
    return [...persons].flatMap(([person, { visitor, clause }]): Present[] => {
      const accreditation = shownAs(visitor.actor, actor, state);
      if (accreditation === null) return [];
      return [
        {
          key: presenceKey(agreement, person),
          name: nameFor(actor, accreditation, state),
          party: partyOf(accreditation),
          clause: clause !== null && can(actor, 'read-text', { state, clause }) ? clause : null,
        },
      ];
    });
  }

  stop(): void {
    for (const timer of this.#timers.values()) timer.stop();
    this.#timers.clear();
    this.#watchers.clear();
    this.#last.clear();
  }
}
