/**
 * What a deadline does when its instant has come. Every deadline is looked up by all that names it: one that was
 * passed before, or overtaken, is not there any more and leads to nothing, however often the sweep comes.
 */
import type { Decision } from '../decision.ts';
import type { AgreementEvent } from '../events.ts';
import type { ClauseId } from '../outline.ts';
import { isRefusal, refuse } from '../refusal.ts';
import type { AgreementState } from '../state.ts';
import { compareInstants, instantWords } from '../../route/calendar.ts';
import type { ReviewStage, SignOffStage } from '../../route/route.ts';
import { confirmed, openAdReferendum, undone } from './ad-referendum.ts';
import { committeeDeadline } from './committee.ts';
import { courseOf } from './course.ts';
import { deadlinesOf, type Deadline } from './deadline.ts';
import { inCourse, isPast, type Here } from './guards.ts';
import { passStage, returnClause } from './passing.ts';
import { standingNegatives } from './review-count.ts';
import { expireSilence } from './silence.ts';
import type { CommitteeRun, ReviewRun } from './stage-run.ts';
import { listWords, partyName, voiceName } from './words.ts';

export function passDeadline(state: AgreementState, deadline: Deadline, now: string): Decision {
  const { clause, due } = deadline;
  if (![...deadlinesOf(clause, courseOf(state, clause))].some((one) => sameDeadline(one, deadline)))
    return [];
  if (!isPast(due, now)) {
    return refuse('not-due', `This deadline is at ${instantWords(due)}, which has not come yet.`);
  }
  switch (deadline.kind) {
    case 'stage':
      return stageDeadline(state, clause, now);
    case 'silence':
      return expireSilence(state, clause, deadline.silence, now);
    case 'hold':
      return holdDeadline(state, clause, deadline.party, now);
    case 'ad-referendum':
      return adReferendumDeadline(state, clause, deadline.party, now);
  }
}

function stageDeadline(state: AgreementState, clause: ClauseId, now: string): Decision {
  const here = inCourse(state, clause, null, now);
  if (isRefusal(here)) return here;
  const { run, stage } = here;
  const passed: AgreementEvent = { type: 'deadline-passed', clause, stage: stage.id, at: here.now };
  switch (run.kind) {
    case 'review':
      return reviewDeadline(state, here as Here<ReviewRun>, passed);
    case 'sign-off': {
      const { form } = stage as SignOffStage;
      return form.kind === 'explicit' && form.onDeadline === 'stays-open'
        ? [passed]
        : returnClause(state, clause, 'The deadline passed with sign-offs missing.', here.now);
    }
    case 'committee':
      return committeeDeadline(state, here as Here<CommitteeRun>);
    case 'silence':
      throw new Error(`${clause} is under silence with a deadline beside it`);
  }
}

function reviewDeadline(state: AgreementState, here: Here<ReviewRun>, passed: AgreementEvent): Decision {
  const { clause, run, procedure, now } = here;
  const { onDeadline, overriddenBy, id: stage } = here.stage as ReviewStage;
  const negatives = standingNegatives(run, procedure.renewals);
  const against = listWords(negatives.map(({ of }) => voiceName(state, of)));
  switch (onDeadline) {
    case 'counts-as-no-opinion':
      return negatives.length === 0
        ? [passed, ...passStage(state, clause, now)]
        : returnClause(state, clause, `A negative opinion stands at the deadline: ${against}.`, now);
    case 'returns':
      return returnClause(
        state,
        clause,
        negatives.length === 0
          ? 'The deadline passed with opinions missing.'
          : `The deadline passed with a negative opinion standing: ${against}.`,
        now,
      );
    case 'escalates':
      if (overriddenBy === null)
        throw new Error(`${stage} escalates to nobody: the check of routes has a bug`);
      return [{ type: 'review-escalated', clause, stage, to: overriddenBy, at: now }];
  }
}

function holdDeadline(state: AgreementState, clause: ClauseId, party: string, now: string): Decision {
  const here = inCourse(state, clause, null, now);
  if (isRefusal(here)) return here;
  const { run, stage } = here;
  const hold = run.kind === 'sign-off' ? run.signOffs.find((one) => one.party === party) : null;
  if (hold?.act.kind !== 'hold') return [];
  const fields = { clause, stage: stage.id, party, at: here.now };
  if (hold.act.onDate === 'lapses') return [{ type: 'hold-lapsed', ...fields }];
  // As long again as it was, from now: a sweep that comes late does not renew it into the past.
  const length = Math.max(Date.parse(hold.act.until) - Date.parse(hold.at), 60_000);
  const until = new Date(Date.parse(here.now) + length).toISOString();
  return [{ type: 'hold-renewed', ...fields, until }];
}

function adReferendumDeadline(state: AgreementState, clause: ClauseId, party: string, now: string): Decision {
  const open = openAdReferendum(state, clause, party);
  if (open?.signOff.act.kind !== 'agree-ad-referendum') return [];
  const { procedure, stage } = open;
  const fields = { clause, procedure, stage, party, at: now };
  switch (open.signOff.act.onDate) {
    case 'confirm':
      return confirmed(state, clause, open, null, now);
    case 'lapse': {
      const reason = `The date passed until which ${partyName(state, party)} had agreed ad referendum, without a word.`;
      return undone(state, clause, open, { type: 'ad-referendum-lapsed', ...fields }, reason, now);
    }
    case 'escalate':
      return [{ type: 'ad-referendum-escalated', ...fields }];
  }
}

function sameDeadline(a: Deadline, b: Deadline): boolean {
  const { due: dueA, ...restA } = a;
  const { due: dueB, ...restB } = b;
  return compareInstants(dueA, dueB) === 0 && keyOf(restA) === keyOf(restB);
}

function keyOf(fields: object): string {
  return JSON.stringify(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));
}
