/**
 * How an event changes the course of a clause, the routes and the packages. Total, as all of `evolve`: an event
 * that fits nothing changes nothing.
 */
import type { Draft } from '../draft.ts';
import type { CourseEvent } from './events.ts';
import {
  completed,
  enteredStage,
  fallenBack,
  granted,
  passedStage,
  recalled,
  renewed,
  reopened,
  returned,
  sent,
  withRenewal,
} from './motion.ts';
import { runAfter, type RunEvent } from './evolve-run.ts';
import type { Course } from './course.ts';

export function applyCourse(draft: Draft, event: CourseEvent): void {
  switch (event.type) {
    case 'route-drawn-up':
      draft.routes.set(event.route.id, { route: event.route, retired: false });
      return;
    case 'route-retired': {
      const drawn = draft.routes.get(event.route);
      if (drawn) draft.routes.set(event.route, { ...drawn, retired: true });
      return;
    }
    case 'routing-rules-set':
      draft.routingRules = event.rules;
      return;
    case 'topics-set':
      if (event.topics.length === 0) draft.topics.delete(event.element);
      else draft.topics.set(event.element, event.topics);
      return;
    case 'role-holders-named':
      draft.roles.set(event.role, { role: event.role, name: event.name, persons: event.persons });
      return;
    case 'package-formed': {
      const { package: id, name, clauses, at } = event;
      draft.packages.set(id, { id, name, clauses, formedAt: at, acceptances: [], closedAt: null });
      draft.useCourseId(id);
      return;
    }
    case 'package-accepted': {
      const held = draft.packages.get(event.package);
      if (!held) return;
      const { party, conditions, at } = event;
      const others = held.acceptances.filter((one) => one.party !== party);
      draft.packages.set(held.id, { ...held, acceptances: [...others, { party, conditions, at }] });
      return;
    }
    case 'package-dissolved':
      draft.packages.delete(event.package);
      return;
    case 'package-closed': {
      const held = draft.packages.get(event.package);
      if (held) draft.packages.set(held.id, { ...held, closedAt: event.at });
      return;
    }
    case 'agreement-adopted':
      draft.adopted = event.at;
      return;
    default: {
      if (event.type === 'clause-sent') draft.useCourseId(event.procedure);
      if (event.type === 'silence-announced') draft.useCourseId(event.silence);
      draft.changeCourse(event.clause, (course) => {
        const changed = courseAfter(course, event, draft.version);
        const { underWay } = changed;
        if (!underWay || changed === course) return changed;
        // What is noticed late carries its own instant, which does not turn the procedure's clock back.
        const latest = event.at > underWay.latest ? event.at : underWay.latest;
        return { ...changed, underWay: { ...underWay, latest } };
      });
    }
  }
}

type ClauseEvent = Extract<CourseEvent, { readonly clause: string }>;

function courseAfter(course: Course, event: ClauseEvent, version: number): Course {
  switch (event.type) {
    case 'clause-sent':
      return sent(course, event);
    case 'stage-entered':
      return enteredStage(course, event);
    case 'stage-passed':
      return passedStage(course, event, version);
    case 'clause-returned':
      return returned(course, event, version);
    case 'clause-recalled':
      return recalled(course, event, version);
    case 'course-completed':
      return completed(course, event.procedure);
    case 'agreement-undone':
      return fallenBack(course, event);
    case 'rung-granted':
      return granted(course, event, version);
    case 'clause-reopened':
      return reopened(course, event);
    case 'clause-withdrawn':
      return { ...course, withdrawn: { reason: event.reason, at: event.at } };
    case 'clause-reinstated':
      return course.withdrawn ? { ...course, withdrawn: null } : course;
    case 'text-renewed':
      return renewed(course, event);
    case 'edit-class-raised':
    case 'edit-class-lowered':
      return withRenewal(course, event.packet, (renewal) => ({
        ...renewal,
        change: { ...renewal.change, class: event.to },
        lowering: null,
      }));
    case 'edit-class-lowering-asked':
      return withRenewal(course, event.packet, (renewal) => ({
        ...renewal,
        lowering: { to: event.to, by: event.by, reason: event.reason },
      }));
    case 'ad-referendum-confirmed':
    case 'ad-referendum-revoked':
    case 'ad-referendum-lapsed': {
      const awaited = course.awaited.filter(
        (one) => one.party !== event.party || one.stage !== event.stage || one.procedure !== event.procedure,
      );
      if (awaited.length < course.awaited.length) return { ...course, awaited };
      return inRun(course, event);
    }
    case 'ad-referendum-escalated': {
      const is = (one: Course['awaited'][number]) =>
        one.party === event.party && one.stage === event.stage && one.procedure === event.procedure;
      if (!course.awaited.some(is)) return inRun(course, event);
      return {
        ...course,
        awaited: course.awaited.map((one) => (is(one) ? { ...one, escalated: true } : one)),
      };
    }
    case 'dissent-filed':
      return inPast(course, event.procedure, event.stage, event);
    case 'silence-breach-late': {
      const past = course.past.findLast(
        ({ run }) => run.kind === 'silence' && run.silence?.id === event.silence,
      );
      return past ? inPast(course, past.procedure, past.stage.id, event) : inRun(course, event);
    }
    default:
      return inRun(course, event);
  }
}

function inRun(course: Course, event: RunEvent): Course {
  const { underWay } = course;
  if (!underWay) return course;
  if ('stage' in event && event.stage !== underWay.run.stage) return course;
  const run = runAfter(underWay.run, event);
  return run === underWay.run ? course : { ...course, underWay: { ...underWay, run } };
}

/** What comes after a stage was left changes the record of its last time. */
function inPast(course: Course, procedure: string, stage: string, event: RunEvent): Course {
  const at = course.past.findLastIndex((one) => one.procedure === procedure && one.stage.id === stage);
  const past = course.past[at];
  if (!past) return course;
  return { ...course, past: course.past.with(at, { ...past, run: runAfter(past.run, event) }) };
}
