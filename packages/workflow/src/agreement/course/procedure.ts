/**
 * Decisions on the way of a clause along its route: sending, recalling, returning, and renewing the packet when
 * something changed that the text relies on.
 */
import type { Decision } from '../decision.ts';
import type { AgreementEvent } from '../events.ts';
import { replay } from '../evolve.ts';
import type { Facts } from '../facts.ts';
import { isTooLong } from '../limits.ts';
import type { ClauseId } from '../outline.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { AgreementState } from '../state.ts';
import { compareRungs } from '../../route/rung.ts';
import type { EditClass } from '../../route/edit-class.ts';
import { later } from '../../route/calendar.ts';
import { outdated, type Closure } from './closure.ts';
import type { CommandOf } from './commands.ts';
import { courseOf, type Course } from './course.ts';
import { clauseFault, inCourse, textFault, textOf, type Here } from './guards.ts';
import { enterStage, outcome, returnClause, returnTo } from './passing.ts';
import { survivedBy } from './renewal.ts';
import { routeFor } from './routing.ts';
import { overtakenSilence } from './silence.ts';
import type { SilenceRun } from './stage-run.ts';
import { clauseName, partyNames } from './words.ts';

export function sendClause(
  state: AgreementState,
  { clause, procedure, route: named, hash }: CommandOf<'send-clause'>,
  facts: Facts,
): Decision {
  const { now } = facts;
  const fault = clauseFault(state, clause) ?? readyFault(state, clause);
  if (fault) return fault;
  const route = routeFor(state, clause, named);
  if (isRefusal(route)) return route;
  const [first] = route.stages;
  if (!first) throw new Error(`the route ${route.id} without stages was let through`);
  if (state.usedCourseIds.has(procedure)) {
    return refuse(
      'used-id',
      `The id ${procedure} was used for another procedure. Do it again with a new id.`,
    );
  }
  const text = textOf(facts);
  if (text?.hash !== hash) return changedBeforehand(state, clause);
  const long = lengthFault(state, clause, text);
  if (long) return long;
  const packet = courseOf(state, clause).packets + 1;
  return [
    // It was parked so that nobody writes in it; under way nobody does either.
    ...(state.parked.has(clause) ? [{ type: 'clause-taken-up', clause } as const] : []),
    { type: 'clause-sent', clause, procedure, route, packet, text, at: now },
    enterStage(state, clause, first, route, now),
  ];
}

/** Also where the clock is behind the record: it is the way out of everything. */
export function recallClause(
  state: AgreementState,
  { clause, reason }: CommandOf<'recall-clause'>,
  { now }: Facts,
): Decision {
  const { underWay } = courseOf(state, clause);
  const here = inCourse(state, clause, null, underWay ? later(now, underWay.latest) : now);
  if (isRefusal(here)) return here;
  return [...cancelledSilence(here, reason), { type: 'clause-recalled', clause, reason, at: here.now }];
}

export function sendBack(
  state: AgreementState,
  { clause, stage, reason }: CommandOf<'return-clause'>,
  { now }: Facts,
): Decision {
  const here = inCourse(state, clause, stage, now);
  if (isRefusal(here)) return here;
  return [...cancelledSilence(here, reason), ...returnClause(state, clause, reason, here.now)];
}

/** A condition elsewhere has come to hold, or a class was lowered: the stage may lack nothing any more. */
export function concludeStage(
  state: AgreementState,
  { clause, stage }: CommandOf<'conclude-stage'>,
  facts: Facts,
): Decision {
  const here = inCourse(state, clause, stage, facts.now);
  if (isRefusal(here)) return here;
  const fault = textFault(state, here, facts);
  if (fault) return fault;
  const events = outcome(state, clause, here.now);
  if (events.length > 0) return events;
  return refuse(
    'not-complete',
    `“${here.stage.name}” cannot be concluded for ${here.name}: something that it asks for is still missing. Look at who has not acted.`,
  );
}

/**
 * Makes the packet anew because what the text relies on has changed. What was given on the earlier one stands if
 * it survives a change of that class; a stage behind that does not survive is gone through again.
 */
export function renewPacket(
  state: AgreementState,
  { clause, hash }: CommandOf<'renew-packet'>,
  facts: Facts,
): Decision {
  const missing = clauseFault(state, clause);
  if (missing) return missing;
  const course = courseOf(state, clause);
  if (!course.underWay) return carryDecision(state, clause, course, hash, facts);
  const here = inCourse(state, clause, null, facts.now);
  if (isRefusal(here)) return here;
  const text = textOf(facts);
  const fault = renewalFault(state, clause, here.procedure.text, text, hash);
  if (fault) return fault;
  if (!text) throw new Error('a text that is gone was let through');
  const change = changeOf(facts);
  const { now } = here;
  const renewed: AgreementEvent = {
    ...{ type: 'text-renewed', clause, packet: course.packets + 1, text, change, at: now },
  };
  const reason = `The packet was renewed: ${change.reasons[0] ?? 'what the text relies on changed'}.`;
  return [
    ...(survivedBy(here.stage).includes(change.class) ? [] : cancelledSilence(here, reason)),
    renewed,
    ...revisited(replay(state, [renewed]), clause, change.class, reason, now),
  ];
}

/** Back to the earliest stage on this way whose decision does not survive a change of that class. */
export function revisited(
  state: AgreementState,
  clause: ClauseId,
  change: EditClass,
  reason: string,
  now: string,
): readonly AgreementEvent[] {
  const { past, underWay } = courseOf(state, clause);
  const earliest = past.find(
    (one) => one.procedure === underWay?.id && one.stands && !survivedBy(one.stage).includes(change),
  );
  return earliest ? returnTo(state, clause, earliest.stage.id, reason, now) : [];
}

/** A decision that was taken, and survives what has changed since: it now stands for the text as it reads today. */
function carryDecision(
  state: AgreementState,
  clause: ClauseId,
  course: Course,
  hash: string,
  facts: Facts,
): Decision {
  const name = clauseName(state, clause);
  if (!course.text || compareRungs(course.rung, 'agreed-in-group') < 0) {
    return refuse(
      'not-under-way',
      `No procedure is under way on ${name} and nothing was decided, so there is no packet to renew. Send it along a route.`,
    );
  }
  const text = textOf(facts);
  const fault = renewalFault(state, clause, course.text, text, hash);
  if (fault) return fault;
  if (!text) throw new Error('a text that is gone was let through');
  const change = changeOf(facts);
  const falls = course.past.find((one) => one.stands && !survivedBy(one.stage).includes(change.class));
  if (falls) {
    return refuse(
      'decision-outdated',
      `“${falls.stage.name}” decided on ${name} as it was, and that does not survive a ${change.class} change. Send the clause along its route again.`,
    );
  }
  return [{ type: 'text-renewed', clause, packet: course.packets + 1, text, change, at: facts.now }];
}

function renewalFault(
  state: AgreementState,
  clause: ClauseId,
  before: Closure,
  text: Closure | null,
  hash: string,
): Refusal | null {
  const name = clauseName(state, clause);
  const changed = outdated(before, text);
  if (!changed) {
    return refuse(
      'nothing-changed',
      `Nothing that ${name} relies on has changed since its packet was made. There is nothing to renew.`,
    );
  }
  if (!text || text.hash !== before.hash) {
    return refuse(
      'decision-outdated',
      `The words of ${name} are not those that were sent, so its packet cannot be renewed. Call it back, and send it again.`,
    );
  }
  if (hash !== text.hash) return changedBeforehand(state, clause);
  return lengthFault(state, clause, text);
}

function changeOf({ change }: Facts) {
  if (!change) throw new Error('renew-packet cannot be decided without the class of the change');
  return change;
}

/** Whether a clause may be sent at all. */
function readyFault(state: AgreementState, clause: ClauseId): Refusal | null {
  const name = clauseName(state, clause);
  const { underWay, withdrawn, awaited } = courseOf(state, clause);
  if (underWay) {
    return refuse(
      'under-way',
      `${name} is under way on “${underWay.route.name}” already. Call it back first, or let it arrive.`,
    );
  }
  if (withdrawn) {
    return refuse('withdrawn-clause', `${name} is withdrawn. Reinstate it before you send it.`);
  }
  if (awaited.length === 0) return null;
  const parties = partyNames(
    state,
    awaited.map(({ party }) => party),
  );
  return refuse(
    'not-complete',
    `${name} waits for ${parties}, which agreed to it ad referendum. Send it on when that is settled, or reopen it.`,
  );
}

function changedBeforehand(state: AgreementState, clause: ClauseId): Refusal {
  return refuse(
    'text-changed',
    `${clauseName(state, clause)} has changed since you read it. Read it as it is now, then do it again.`,
  );
}

function lengthFault(state: AgreementState, clause: ClauseId, text: Closure): Refusal | null {
  if (!isTooLong(text)) return null;
  return refuse(
    'too-long-for-record',
    `${clauseName(state, clause)} relies on ${text.relies.length} other texts, more than one entry of the record holds. Split it, or define fewer terms by it.`,
  );
}

function cancelledSilence(here: Here, reason: string): readonly AgreementEvent[] {
  return here.run.kind === 'silence' ? overtakenSilence(here as Here<SilenceRun>, reason) : [];
}
