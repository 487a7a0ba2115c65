/**
 * Deadlines: what happens by itself when an instant comes. They are part of the state; a sweep asks which are due
 * and sends one `pass-deadline` for each. A deadline names everything that tells it from an earlier or later one,
 * so passing it twice, or after it was overtaken, leads to nothing.
 */
import { z } from 'zod';
import { compareInstants } from '../../route/calendar.ts';
import { idSchema } from '../ids.ts';
import type { AgreementState } from '../state.ts';
import { instantSchema } from './acts.ts';
import type { Course } from './course.ts';

const fields = { clause: idSchema, due: instantSchema };

export const deadlineSchema = z.discriminatedUnion('kind', [
  /** The stage's own. */
  z.strictObject({ ...fields, kind: z.literal('stage'), procedure: idSchema, stage: idSchema }),
  /** A silence procedure expires unbroken. */
  z.strictObject({ ...fields, kind: z.literal('silence'), silence: idSchema }),
  z.strictObject({ ...fields, kind: z.literal('hold'), stage: idSchema, party: idSchema }),
  /** The date until which a capital may confirm or revoke. */
  z.strictObject({
    ...fields,
    kind: z.literal('ad-referendum'),
    procedure: idSchema,
    stage: idSchema,
    party: idSchema,
  }),
]);
export type Deadline = z.infer<typeof deadlineSchema>;

/** Every deadline that is running, in the order of the clauses in which they were sent. */
export function* runningDeadlines(state: Pick<AgreementState, 'courses'>): Generator<Deadline> {
  for (const [clause, course] of state.courses) yield* deadlinesOf(clause, course);
}

/** What is due at `now`: at its instant exactly, not a moment later. Earliest first. */
export function dueDeadlines(state: Pick<AgreementState, 'courses'>, now: string): readonly Deadline[] {
  return [...runningDeadlines(state)]
    .filter(({ due }) => compareInstants(due, now) <= 0)
    .sort((a, b) => compareInstants(a.due, b.due));
}

/** When the sweep is needed next; null when nothing runs. */
export function nextDeadline(state: Pick<AgreementState, 'courses'>): string | null {
  let next: string | null = null;
  for (const { due } of runningDeadlines(state)) {
    if (next === null || compareInstants(due, next) < 0) next = due;
  }
  return next;
}

export function* deadlinesOf(clause: string, course: Course): Generator<Deadline> {
  for (const { procedure, stage, party, signOff, escalated } of course.awaited) {
    if (escalated || signOff.act.kind !== 'agree-ad-referendum') continue;
    yield { kind: 'ad-referendum', clause, procedure, stage, party, due: signOff.act.until };
  }
  if (!course.underWay) return;
  const { id: procedure, run } = course.underWay;
  const { stage, due } = run;
  if (due !== null) yield { kind: 'stage', clause, procedure, stage, due };
  switch (run.kind) {
    case 'silence':
      if (run.silence && !run.silence.ended && run.silence.expiresAt !== null) {
        yield { kind: 'silence', clause, silence: run.silence.id, due: run.silence.expiresAt };
      }
      return;
    case 'sign-off':
      for (const { party, act, escalated } of run.signOffs) {
        if (act.kind === 'hold') yield { kind: 'hold', clause, stage, party, due: act.until };
        if (act.kind === 'agree-ad-referendum' && !escalated) {
          yield { kind: 'ad-referendum', clause, procedure, stage, party, due: act.until };
        }
      }
      return;
    case 'review':
    case 'committee':
      return;
  }
}
