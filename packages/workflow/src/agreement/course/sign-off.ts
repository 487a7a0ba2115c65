/**
 * Decisions on sign-offs: a delegate binds a party to the exact text, as far as the delegate's capacity goes.
 */
import type { Actor } from '../../policy/can.ts';
import type { SignOffStage, SigningCapacity } from '../../route/route.ts';
import type { Decision } from '../decision.ts';
import { statementFault } from '../enrolling.ts';
import type { Facts } from '../facts.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { AgreementState } from '../state.ts';
import type { Condition, SignatureAct } from './acts.ts';
import { reaches, signingOf } from './capacity.ts';
import type { CommandOf } from './commands.ts';
import { errorsFault } from './errors-found.ts';
import { dueFault, inStage, isPast, personOf, seenFault } from './guards.ts';
import { withOutcome } from './passing.ts';
import { standingSignOffs } from './renewal.ts';
import { clauseName, instantWords, partyName, partyNames } from './words.ts';

export function signOff(
  state: AgreementState,
  actor: Actor,
  command: CommandOf<'sign-off'>,
  facts: Facts,
): Decision {
  const { clause, seen, party, act, statement = null } = command;
  const here = inStage(state, clause, seen.stage, 'sign-off', facts.now);
  if (isRefusal(here)) return here;
  const { run, procedure, now, name } = here;
  const stage = here.stage as SignOffStage;
  if (!run.parties.includes(party)) {
    return refuse(
      'not-asked',
      `“${stage.name}” does not ask ${partyName(state, party)} to sign off ${name}; it asks ${partyNames(state, run.parties)}.`,
    );
  }
  const capacity = signingCapacity(state, actor, party, clause, neededFor(act, stage.capacity));
  if (isRefusal(capacity)) return capacity;
  const fault =
    (staysOpen(stage) ? null : dueFault(here)) ??
    seenFault(state, here, seen, facts) ??
    dateFault(act, now) ??
    (act.kind === 'agree-if' ? conditionsFault(state, act.conditions, clause) : null) ??
    (agrees(act)
      ? errorsFault(state, actor, { clause, name, stage, hash: procedure.text.hash }, facts)
      : null) ??
    (statement && statementFault(state, actor, party, statement, facts));
  if (fault) return fault;
  const before = standingSignOffs(run, stage, procedure).get(party);
  if (before && JSON.stringify(before.act) === JSON.stringify(act)) {
    return refuse(
      'already-given',
      `${partyName(state, party)} has signed off ${name} in this way already. It stands; nothing more is needed.`,
    );
  }
  const { packet, text } = procedure;
  return withOutcome(
    state,
    clause,
    [
      {
        ...{ type: 'signed-off', clause, stage: stage.id, party, act, capacity, statement },
        ...{ by: personOf(actor), at: now, packet, hash: text.hash },
      },
    ],
    now,
  );
}

/** The capacity in which a person may bind a party to a clause, or why not. */
export function signingCapacity(
  state: AgreementState,
  actor: Actor,
  party: string,
  clause: string,
  needed: SigningCapacity,
): SigningCapacity | Refusal {
  const signing = signingOf(state, actor, party, clause);
  const who = partyName(state, party);
  if (!signing) {
    return refuse(
      'not-yours',
      `You are not a delegate of ${who}. A person accredited for ${who} has to do this.`,
    );
  }
  if (!signing.inScope) {
    return refuse(
      'out-of-scope',
      `You may sign for ${who}, but not on ${clauseName(state, clause)}. Another delegate of ${who} has to do this.`,
    );
  }
  const { capacity } = signing;
  if (capacity === 'none' || !reaches(capacity, needed)) {
    return refuse(
      'capacity-too-low',
      capacity === 'none'
        ? `You are accredited as an adviser of ${who}, who speaks but does not sign. A delegate with that capacity has to do this.`
        : `You may ${capacityWords[capacity]} for ${who}; this needs somebody who may ${capacityWords[needed]}. Another delegate of ${who} has to do this.`,
    );
  }
  return capacity;
}

export const capacityWords: Readonly<Record<SigningCapacity, string>> = {
  'agree-ad-referendum': 'agree ad referendum',
  agree: 'agree',
  'full-powers': 'sign with full powers',
};

/** Conditions on clauses that are there, and not on the clause itself. */
export function conditionsFault(
  state: AgreementState,
  conditions: readonly Condition[],
  clause: string | null,
): Refusal | null {
  for (const { clause: other } of conditions) {
    if (other === clause) {
      return refuse(
        'impossible-condition',
        `The agreement to ${clauseName(state, other)} cannot wait for itself. Name other clauses in the conditions.`,
      );
    }
    if (state.outline.elements.get(other)?.kind !== 'clause') {
      return refuse(
        'impossible-condition',
        'A condition names a clause that is not in this agreement, perhaps since a moment ago. Choose the clauses again.',
      );
    }
  }
  return null;
}

/** What blocks may come from any delegate who may bind the party at all; what agrees needs what the stage asks. */
function neededFor(act: SignatureAct, stage: SigningCapacity): SigningCapacity {
  switch (act.kind) {
    case 'agree':
    case 'agree-if':
      return stage === 'full-powers' ? stage : 'agree';
    case 'agree-ad-referendum':
      return stage;
    case 'reserve':
    case 'hold':
    case 'refuse':
      return 'agree-ad-referendum';
  }
}

/** What agrees, now or on a condition; the rest keeps the clause from being agreed. */
function agrees(act: SignatureAct): boolean {
  switch (act.kind) {
    case 'agree':
    case 'agree-if':
    case 'agree-ad-referendum':
      return true;
    case 'reserve':
    case 'hold':
    case 'refuse':
      return false;
  }
}

/** A stage that stays open takes what is late; that it was, its dates tell. */
function staysOpen({ form }: SignOffStage): boolean {
  return form.kind === 'explicit' && form.onDeadline === 'stays-open';
}

function dateFault(act: SignatureAct, now: string): Refusal | null {
  if (act.kind !== 'agree-ad-referendum' && act.kind !== 'hold') return null;
  if (!isPast(act.until, now)) return null;
  return refuse(
    'impossible-date',
    `The date ${instantWords(act.until)} is over already. Choose a date that the capital can still meet.`,
  );
}
