/**
 * How a clause moves: sent, into a stage, on to the next, back to an earlier one, back to the negotiation. What it
 * leaves behind stays on its course as a past stage, with a mark whether it still counts.
 */
import type { EventOf } from './events.ts';
import type { Course, PastStage, Procedure, Renewal, Standing } from './course.ts';
import { enteredRun, granterOf } from './enter.ts';
import { signOffStands } from './renewal.ts';
import { compareRungs } from '../../route/rung.ts';

export function stageOf({ route, run }: Procedure) {
  const stage = route.stages.find(({ id }) => id === run.stage);
  if (!stage) throw new Error(`a procedure is in the stage ${run.stage}, which its route does not have`);
  return stage;
}

export function standingOf({ rung, grant, text }: Standing): Standing {
  return { rung, grant, text };
}

export function sent(course: Course, event: EventOf<'clause-sent'>): Course {
  const [first] = event.route.stages;
  if (!first) return course;
  const { procedure, route, text, packet, at } = event;
  return {
    ...course,
    packets: packet,
    cameBack: null,
    underWay: {
      id: procedure,
      route,
      text,
      packet,
      since: at,
      latest: at,
      // The event of entering it follows, and says whom it asks.
      run: enteredRun(first, { at, due: null, asks: [], consulted: [], informed: [] }),
      from: standingOf(course),
      renewals: [],
    },
  };
}

export function enteredStage(course: Course, event: EventOf<'stage-entered'>): Course {
  const { underWay } = course;
  const stage = underWay?.route.stages.find(({ id }) => id === event.stage);
  if (!underWay || !stage) return course;
  const run = enteredRun(stage, event);
  return { ...course, underWay: { ...underWay, run, from: standingOf(course) } };
}

export function passedStage(course: Course, event: EventOf<'stage-passed'>, version: number): Course {
  const { underWay } = course;
  if (!underWay || underWay.run.stage !== event.stage) return course;
  const stage = stageOf(underWay);
  const { run, route, text } = underWay;
  const awaiting =
    run.kind === 'sign-off'
      ? run.signOffs
          .filter((one) => one.act.kind === 'agree-ad-referendum')
          .filter((one) => signOffStands(one, stage, underWay.renewals))
          .map((signOff) => ({
            procedure: underWay.id,
            stage: stage.id,
            party: signOff.party,
            signOff,
            escalated: signOff.escalated,
          }))
      : [];
  const deferred =
    event.defers !== null && (!course.deferred || compareRungs(event.defers, course.deferred.rung) > 0)
      ? { rung: event.defers, by: granterOf(stage), route: route.id, stage: stage.id, text }
      : course.deferred;
  return {
    ...course,
    past: [...course.past, pastOf(underWay, 'passed', event.at, version)],
    awaited: [...course.awaited, ...awaiting],
    deferred,
  };
}

export function completed(course: Course, procedure: string): Course {
  return course.underWay?.id === procedure ? { ...course, underWay: null } : course;
}

export function granted(course: Course, event: EventOf<'rung-granted'>, version: number): Course {
  const { rung, by, route, stage, at, text } = event;
  const grant = { rung, by, route, stage, at, version, text };
  const { deferred } = course;
  return {
    ...course,
    rung,
    grant,
    text,
    grants: [...course.grants, grant],
    deferred: deferred && compareRungs(rung, deferred.rung) < 0 ? deferred : null,
  };
}

export function returned(course: Course, event: EventOf<'clause-returned'>, version: number): Course {
  const { underWay } = course;
  if (!underWay || underWay.run.stage !== event.stage) return course;
  const left = { ...course, past: [...course.past, pastOf(underWay, 'returned', event.at, version)] };
  if (event.to === null) return fallenBack(left, event);
  const order = underWay.route.stages.map(({ id }) => id);
  const undone = (stage: string) => order.indexOf(stage) >= order.indexOf(event.to ?? '');
  const first = course.past.find(
    (one) => one.procedure === underWay.id && one.stands && undone(one.stage.id),
  );
  return {
    ...left,
    ...(first ? first.from : underWay.from),
    past: left.past.map((one) =>
      one.procedure === underWay.id && undone(one.stage.id) ? setAside(one) : one,
    ),
    awaited: course.awaited.filter(({ stage }) => !undone(stage)),
    deferred: course.deferred?.stage != null && undone(course.deferred.stage) ? null : course.deferred,
  };
}

export function recalled(course: Course, event: EventOf<'clause-recalled'>, version: number): Course {
  const { underWay } = course;
  if (!underWay) return course;
  const left = { ...course, past: [...course.past, pastOf(underWay, 'recalled', event.at, version)] };
  return fallenBack(left, event);
}

/** To where the clause stood when it was last sent, with everything that was decided since set aside. */
export function fallenBack(course: Course, { at, reason }: { at: string; reason: string }): Course {
  const procedure = course.underWay?.id ?? course.past.at(-1)?.procedure;
  const first = course.past.find((one) => one.procedure === procedure);
  return {
    ...course,
    ...(first?.from ?? course.underWay?.from ?? {}),
    underWay: null,
    past: course.past.map((one) => (one.procedure === procedure ? setAside(one) : one)),
    awaited: [],
    deferred: null,
    cameBack: { at, reason },
  };
}

export function reopened(course: Course, { at, reason }: EventOf<'clause-reopened'>): Course {
  return {
    ...course,
    rung: 'under-negotiation',
    grant: null,
    text: null,
    past: course.past.map(setAside),
    awaited: [],
    deferred: null,
    cameBack: { at, reason },
  };
}

export function renewed(course: Course, event: EventOf<'text-renewed'>): Course {
  const { packet, text, change } = event;
  const { underWay } = course;
  if (!underWay) return { ...course, packets: packet, text };
  const renewals = [...underWay.renewals, { packet, change, lowering: null }];
  const first = course.past.find((one) => one.procedure === underWay.id);
  // What was granted on this way goes with the packet; what was granted before it stays as it was decided.
  const onThisWay = course.grant !== null && course.grant !== (first?.from ?? underWay.from).grant;
  return {
    ...course,
    packets: packet,
    text: onThisWay ? text : course.text,
    deferred: course.deferred && { ...course.deferred, text },
    underWay: { ...underWay, packet, text, renewals },
  };
}

export function withRenewal(course: Course, packet: number, change: (renewal: Renewal) => Renewal): Course {
  const { underWay } = course;
  const at = underWay?.renewals.findIndex((one) => one.packet === packet) ?? -1;
  const renewal = underWay?.renewals[at];
  if (!underWay || !renewal) return course;
  return { ...course, underWay: { ...underWay, renewals: underWay.renewals.with(at, change(renewal)) } };
}

function pastOf(underWay: Procedure, outcome: PastStage['outcome'], at: string, version: number): PastStage {
  const { id: procedure, route, packet, text, run, from } = underWay;
  const stage = stageOf(underWay);
  return {
    procedure,
    route,
    stage,
    outcome,
    at,
    version,
    packet,
    text,
    run,
    stands: outcome === 'passed',
    from,
  };
}

function setAside(past: PastStage): PastStage {
  return past.stands ? { ...past, stands: false } : past;
}
