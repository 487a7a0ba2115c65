/**
 * How a stage ends: it passes, which grants its rung and leads on; or the clause is returned, to the negotiation or
 * to an earlier stage. And the question, after each act, whether it has just ended.
 */
import { partiesOf, voicesOf } from '../../route/asked.ts';
import { deadline } from '../../route/calendar.ts';
import type { Route, Stage } from '../../route/route.ts';
import { compareRungs } from '../../route/rung.ts';
import type { AgreementEvent } from '../events.ts';
import { evolve, replay } from '../evolve.ts';
import type { AgreementState } from '../state.ts';
import { courseOf, type Course, type Procedure } from './course.ts';
import { granterOf } from './enter.ts';
import { stageOf } from './motion.ts';
import { reviewPasses } from './review-count.ts';
import { signOffMissing, signOffRefused } from './sign-off-count.ts';
import { partyName } from './words.ts';
import type { Voice } from './voice.ts';

/** `act`, and what follows from it: the stage may have been the last thing that was missing. */
export function withOutcome(
  state: AgreementState,
  clause: string,
  act: readonly AgreementEvent[],
  now: string,
): readonly AgreementEvent[] {
  return [...act, ...outcome(replay(state, act), clause, now)];
}

/** What follows from what a stage has got so far; nothing while something is missing. */
export function outcome(state: AgreementState, clause: string, now: string): readonly AgreementEvent[] {
  const { underWay } = courseOf(state, clause);
  if (!underWay) return [];
  const { run, renewals } = underWay;
  const stage = stageOf(underWay);
  switch (run.kind) {
    case 'review':
      return stage.kind === 'review' && run.escalatedTo === null && reviewPasses(run, stage, renewals)
        ? passStage(state, clause, now)
        : [];
    case 'sign-off': {
      const refused = signOffRefused(run, underWay);
      if (refused?.act.kind === 'refuse') {
        const reason = `${partyName(state, refused.party)} refused: ${refused.act.reason}`;
        return returnClause(state, clause, reason, now);
      }
      return signOffMissing(state, run, underWay).length === 0 ? passStage(state, clause, now) : [];
    }
    case 'silence':
    case 'committee':
      return [];
  }
}

/**
 * @param at the instant at which the stage passed
 * @param now the instant at which the next one is entered; later where the passing was noticed later
 */
export function passStage(
  state: AgreementState,
  clause: string,
  at: string,
  now = at,
): readonly AgreementEvent[] {
  const procedure = underWayOn(courseOf(state, clause));
  const { route, run, text } = procedure;
  const stage = stageOf(procedure);
  const passed = evolve(state, { type: 'stage-passed', clause, stage: run.stage, at, defers: null });
  const { awaited, rung } = courseOf(passed, clause);
  const events: AgreementEvent[] = [];
  // What waits for capitals is agreed ad referendum at most, whatever later stages decide.
  const waits =
    awaited.length > 0 && stage.grants !== null && compareRungs(stage.grants, 'agreed-ad-referendum') > 0;
  const granted = waits ? 'agreed-ad-referendum' : stage.grants;
  events.push({
    type: 'stage-passed',
    clause,
    stage: run.stage,
    at,
    defers: waits ? stage.grants : null,
  });
  if (granted !== null && compareRungs(granted, rung) >= 0) {
    const by = granterOf(stage);
    events.push({
      type: 'rung-granted',
      clause,
      at,
      rung: granted,
      by,
      route: route.id,
      stage: stage.id,
      text,
    });
  }
  const next = route.stages[route.stages.indexOf(stage) + 1];
  events.push(
    next
      ? enterStage(state, clause, next, route, now)
      : { type: 'course-completed', clause, at, procedure: procedure.id },
  );
  return events;
}

export function enterStage(
  state: AgreementState,
  clause: string,
  stage: Stage,
  route: Route,
  at: string,
): AgreementEvent {
  // A silence procedure has a period of its own, which begins when its notice has arrived.
  const silent = stage.kind === 'sign-off' && stage.form.kind === 'silence';
  return {
    type: 'stage-entered',
    clause,
    stage: stage.id,
    at,
    due: stage.within === null || silent ? null : deadline(at, stage.within, route.calendar),
    asks: asksOf(state, stage),
    consulted: voicesOf(stage.consulted, state),
    informed: voicesOf(stage.informed, state),
  };
}

/** Whom a stage asks: without them it does not pass. */
export function asksOf(state: AgreementState, stage: Stage): readonly Voice[] {
  switch (stage.kind) {
    case 'review':
      return voicesOf(stage.reviewers, state);
    case 'sign-off':
      return partiesOf(stage.parties, state).map((party) => ({ kind: 'party', party }));
    case 'committee':
      return [{ kind: 'body', body: stage.body }];
  }
}

/** To where its stage returns a clause. */
export function returnClause(
  state: AgreementState,
  clause: string,
  reason: string,
  now: string,
): readonly AgreementEvent[] {
  const { onReturn } = stageOf(underWayOn(courseOf(state, clause)));
  return returnTo(state, clause, onReturn === 'negotiation' ? null : onReturn.stage, reason, now);
}

/** @param to an earlier stage, or the one that the clause is in; null: the negotiation */
export function returnTo(
  state: AgreementState,
  clause: string,
  to: string | null,
  reason: string,
  now: string,
): readonly AgreementEvent[] {
  const { route, run } = underWayOn(courseOf(state, clause));
  const target = route.stages.find(({ id }) => id === to);
  const back = target ? [enterStage(state, clause, target, route, now)] : [];
  const { stage } = run;
  return [
    { type: 'clause-returned', clause, stage, at: now, to: target?.id ?? null, reason: shortened(reason) },
    ...back,
  ];
}

/** A reason that quotes others stays within what a reason may be. */
function shortened(reason: string): string {
  const letters = [...reason];
  return letters.length <= 1000 ? reason : `${letters.slice(0, 999).join('')}…`;
}

function underWayOn({ underWay }: Course): Procedure {
  if (!underWay) throw new Error('a stage of no procedure ends: the decider has a bug');
  return underWay;
}
