/**
 * What is checked before an act in a stage is considered at all: that the clause is in that stage, that the clock
 * is not behind the record, that the person has seen what is now before the stage, and that it is not too late.
 */
import { compareInstants, instantWords, later } from '../../route/calendar.ts';
import type { Stage } from '../../route/route.ts';
import type { Facts } from '../facts.ts';
import type { ClauseId } from '../outline.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { AgreementState } from '../state.ts';
import type { Actor } from '../../policy/can.ts';
import type { Seen } from './acts.ts';
import { outdated, sameText, type Closure } from './closure.ts';
import { courseOf, type Course, type Procedure } from './course.ts';
import { stageOf } from './motion.ts';
import type { StageRun } from './stage-run.ts';
import { clauseName, outdatingWords } from './words.ts';

/** A clause in a stage, with everything that a decision in it needs. */
export interface Here<Run extends StageRun = StageRun> {
  readonly clause: ClauseId;
  readonly name: string;
  readonly course: Course;
  readonly procedure: Procedure;
  readonly stage: Stage;
  readonly run: Run;
  /** The present, never before what was recorded last. */
  readonly now: string;
}

/** How far the clocks of two servers may be apart without anybody noticing, in milliseconds. */
const toleratedSkew = 5_000;

const kinds: Readonly<Record<StageRun['kind'], string>> = {
  review: 'a review',
  'sign-off': 'a sign-off',
  silence: 'a silence procedure',
  committee: 'a decision of a committee',
};

export function clauseFault(state: AgreementState, clause: ClauseId): Refusal | null {
  if (state.outline.elements.get(clause)?.kind === 'clause') return null;
  return refuse(
    'unknown-element',
    'There is no such clause in this agreement; somebody may have deleted it. Reload the outline.',
  );
}

/** @param stage the stage in which somebody wants to act, or null where any will do */
export function inCourse(
  state: AgreementState,
  clause: ClauseId,
  stage: string | null,
  now: string,
): Here | Refusal {
  const fault = clauseFault(state, clause);
  if (fault) return fault;
  const name = clauseName(state, clause);
  const course = courseOf(state, clause);
  const procedure = course.underWay;
  if (!procedure) {
    return refuse(
      'not-under-way',
      `No procedure is under way on ${name}: it has ended or was called back. Look at its course to see how.`,
    );
  }
  const current = stageOf(procedure);
  if (stage !== null && procedure.run.stage !== stage) {
    const named = procedure.route.stages.find(({ id }) => id === stage)?.name ?? stage;
    return refuse(
      'wrong-stage',
      `${name} is in the stage “${current.name}”, not in “${named}”. Look at what that stage asks of you.`,
    );
  }
  const at = presentOf(procedure, now);
  if (isRefusal(at)) return at;
  return { clause, name, course, procedure, stage: current, run: procedure.run, now: at };
}

export function inStage<Kind extends StageRun['kind']>(
  state: AgreementState,
  clause: ClauseId,
  stage: string,
  kind: Kind,
  now: string,
): Here<Extract<StageRun, { readonly kind: Kind }>> | Refusal {
  const here = inCourse(state, clause, stage, now);
  if (isRefusal(here)) return here;
  if (here.run.kind !== kind) {
    return refuse(
      'wrong-stage',
      `The stage “${here.stage.name}” of ${here.name} is ${kinds[here.run.kind]}, not ${kinds[kind]}. Look at what it asks of you.`,
    );
  }
  return here as Here<Extract<StageRun, { readonly kind: Kind }>>;
}

function presentOf(procedure: Procedure, now: string): string | Refusal {
  const behind = Date.parse(procedure.latest) - Date.parse(now);
  if (behind <= toleratedSkew) return later(now, procedure.latest);
  return refuse(
    'clock-behind',
    `The server's clock says ${instantWords(now)}, but the last step of this procedure was recorded at ${instantWords(procedure.latest)}. Nothing was recorded: ask the operator to set the clock right, then do it again.`,
  );
}

/** Whether what somebody saw is what is before the stage now, and still what the texts say. */
export function seenFault(state: AgreementState, here: Here, seen: Seen, facts: Facts): Refusal | null {
  const { procedure, name } = here;
  if (seen.packet !== procedure.packet || seen.hash !== procedure.text.hash) {
    return refuse(
      'text-changed',
      `What you saw of ${name} was packet ${seen.packet}; packet ${procedure.packet} is before the stage now. Nothing was recorded: read it again, then decide.`,
    );
  }
  return textFault(state, here, facts);
}

/** Whether the packet still says what the texts say. */
export function textFault(state: AgreementState, here: Here, facts: Facts): Refusal | null {
  const changed = outdated(here.procedure.text, textOf(facts));
  if (!changed) return null;
  return refuse(
    'text-changed',
    `${here.name} is not what was sent any more: ${outdatingWords(state, changed)}. Nothing was recorded: the secretariat renews the packet or calls the clause back first.`,
  );
}

/** @throws Error when the fact was not brought */
export function textOf(facts: Facts): Closure | null {
  if (facts.text === undefined)
    throw new Error('this command cannot be decided without the closure of its clause');
  return facts.text;
}

export function isPast(instant: string | null, now: string): boolean {
  return instant !== null && compareInstants(instant, now) <= 0;
}

export function dueFault({ run, stage, name, now }: Here): Refusal | null {
  if (run.due === null || !isPast(run.due, now)) return null;
  return refuse(
    'deadline-passed',
    `The deadline of “${stage.name}” for ${name} passed at ${instantWords(run.due)}. Nothing was recorded; tell the chair, if it matters.`,
  );
}

/** A right was granted to a person: nobody else gets here. */
export function personOf(actor: Actor): string {
  if (actor.person === null) throw new Error('an act of nobody: the table of rights has a bug');
  return actor.person;
}

export { sameText };
