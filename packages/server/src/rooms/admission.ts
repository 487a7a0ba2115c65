/**
 * The admission of a window: each of its updates is judged on the text as the earlier ones left it, and what is let
 * in is applied. The updates of one person become one edit: one transaction, one row of the journal, one person who
 * answers for it. Their order among each other stays; towards those of other persons they had none, because nobody
 * has been shown what is not on disk yet.
 *
 * Nothing is awaited here: rights, text and verdicts belong to one moment. Nothing is sent either.
 */
import { closeCodes } from '@travaux/editor/frames';
import { judge, type Refused } from './gate.ts';
import type { Incoming } from './inbox.ts';
import type { LeaseBook } from './lease-book.ts';
import type { RoomLimits } from './limits.ts';
import type { LiveText, StateVector } from './live-text.ts';
import type { RoomMetrics } from './operation.ts';
import type { Session } from './session.ts';

export interface AdmissionContext {
  readonly text: LiveText;
  readonly leases: LeaseBook;
  /** Why the session may not edit at this moment; null: it may. */
  readonly barred: (session: Session) => Refused | null;
  readonly limits: RoomLimits;
  readonly metrics: RoomMetrics;
}

/** What the updates of one person changed, as this server encodes it. */
export interface Edit {
  readonly person: string | null;
  readonly update: Uint8Array;
  /** The state vector before it. */
  readonly before: StateVector;
  readonly leases: readonly number[];
  readonly sessions: ReadonlySet<Session>;
}

export interface Admission {
  /** Those let in, and those that held nothing new: to be acknowledged once the edits are on disk. */
  readonly accepted: readonly Incoming[];
  readonly edits: readonly Edit[];
  /** Words that found no place, for their author alone. */
  readonly orphaned: readonly { readonly session: Session; readonly words: string }[];
  readonly refusals: readonly { readonly session: Session; readonly refused: Refused }[];
  /** Those to be asked for all that they have, because something was missing. */
  readonly asked: ReadonlySet<Session>;
}

/** @throws PoisonedError */
export function admit(window: readonly Incoming[], context: AdmissionContext): Admission {
  const { text, leases, barred, limits, metrics } = context;
  const accepted: Incoming[] = [];
  const edits: Edit[] = [];
  const orphaned: { session: Session; words: string }[] = [];
  const refusals: { session: Session; refused: Refused }[] = [];
  const asked = new Set<Session>();
  const out = new Set<Session>();
  const refuse = (session: Session, refused: Refused) => {
    out.add(session);
    refusals.push({ session, refused });
  };

  const leftOut = ({ session, whole }: Incoming) => {
    if (asked.has(session)) return;
    switch (session.leftOut(whole)) {
      case 'ask':
        asked.add(session);
        return;
      case 'wait':
        return;
      case 'give up':
        refuse(session, {
          code: closeCodes.refusedUpdate,
          reason: 'The edits refer to text that is not here.',
        });
    }
  };

  /** @returns the ids that the sender takes with it; null when it is not to be applied */
  const admitted = (incoming: Incoming): readonly number[] | null => {
    const { session, scan } = incoming;
    const sender = { person: session.visitor.actor.person, barred: barred(session) };
    const verdict = judge(scan, sender, text.store, leases, limits);
    switch (verdict.kind) {
      case 'refused':
        refuse(session, verdict);
        return null;
      case 'no-news':
        metrics.count('updates_without_news', 1);
        accepted.push(incoming);
        return null;
      case 'gap':
        metrics.count('updates_with_gaps', 1);
        leftOut(incoming);
        return null;
      case 'news':
        if (text.isTooLarge(scan)) {
          refuse(session, { code: closeCodes.tooLarge, reason: 'The clause is too large: split it.' });
          return null;
        }
        metrics.count('updates_accepted', 1);
        accepted.push(incoming);
        return verdict.leases;
    }
  };

  for (const [person, updates] of byPerson(window)) {
    const applied: Incoming[] = [];
    const taken: number[] = [];
    const edit = text.edit((apply) => {
      for (const incoming of updates) {
        // What follows a refused update was written on top of it.
        if (incoming.session.isEnded || out.has(incoming.session)) continue;
        const clients = admitted(incoming);
        if (clients === null) continue;
        apply(incoming.bytes, incoming.scan);
        leases.record(clients, person);
        taken.push(...clients);
        applied.push(incoming);
      }
    });
    if (edit.update === null) continue;
    edits.push({
      person,
      update: edit.update,
      before: edit.before,
      leases: taken,
      sessions: new Set(applied.map(({ session }) => session)),
    });
    for (const [i, { session }] of applied.entries()) {
      const words = edit.orphaned[i] ?? '';
      if (words !== '') orphaned.push({ session, words });
    }
  }
  text.check();
  return { accepted, edits, orphaned, refusals, asked };
}

function byPerson(window: readonly Incoming[]): ReadonlyMap<string | null, readonly Incoming[]> {
  const groups = new Map<string | null, Incoming[]>();
  for (const incoming of window) {
    const { person } = incoming.session.visitor.actor;
    const group = groups.get(person);
    if (group === undefined) groups.set(person, [incoming]);
    else group.push(incoming);
  }
  return groups;
}
