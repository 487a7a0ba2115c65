/**
 * Presenters of the board: how far each clause is agreed, where it is under way, whom it waits for, and whether a
 * text moved under a decision.
 */
import type {
  CourseSummary,
  GrantView,
  Named,
  OutdatedView,
  PackageView,
  RouteView,
  RoutingRuleView,
  StageKind,
  UnderWayView,
} from '@travaux/editor/frames';
import {
  askedNow,
  courseOf,
  granterName,
  opinionOf,
  outdated,
  pendingChallenges,
  recusedSeats,
  signOffMissing,
  stageOf,
  standingNegatives,
  standingVotes,
  type Condition,
  type Course,
  type Grant,
  type Procedure,
} from '@travaux/workflow/agreement';
import {
  compareRungs,
  drawRoute,
  routingFindings,
  routingOf,
  rungWords,
  seatsOf,
  textOfDrawing,
  undelivered,
  type Stage,
} from '@travaux/workflow/route';
import type { TextsRead } from '../commands/current-texts.ts';
import { listWords, localWords, type Names } from './course-names.ts';

export function presentRoutes({ state }: Names): readonly RouteView[] {
  const underWay = new Map<string, number>();
  for (const { underWay: procedure } of state.courses.values()) {
    if (procedure) underWay.set(procedure.route.id, (underWay.get(procedure.route.id) ?? 0) + 1);
  }
  return [...state.routes.values()].map(({ route, retired }) => {
    const drawing = drawRoute(route, state);
    return {
      route,
      retired,
      underWay: underWay.get(route.id) ?? 0,
      drawing,
      text: textOfDrawing(drawing),
    };
  });
}

export function presentRoutingRules(names: Names): readonly RoutingRuleView[] {
  const { state } = names;
  const findings = routingFindings(state.routingRules, state);
  return state.routingRules.map((rule, at) => ({
    topics: rule.topics,
    within: rule.within.map((element) => ({ element, name: names.element(element) })),
    route: routeName(names, rule.route),
    findings: findings.filter((one) => one.rule === at + 1).map(({ sentence }) => sentence),
  }));
}

export function presentPackages(names: Names): readonly PackageView[] {
  const { state } = names;
  return [...state.packages.values()].map(({ id, name, clauses, formedAt, closedAt, acceptances }) => ({
    id,
    name,
    clauses: clauses.map((clause) => names.clause(clause)),
    formedAt,
    closedAt,
    acceptances: acceptances.map(({ party, conditions, at }) => ({
      party,
      name: names.party(party).name,
      at,
      conditions: conditions.map((one) => conditionWords(names, one)),
    })),
    waitsFor:
      closedAt === null
        ? [...state.parties.keys()]
            .filter((party) => !acceptances.some((one) => one.party === party))
            .map((party) => names.party(party))
        : [],
  }));
}

export function conditionWords(names: Names, { clause, atLeast, hash }: Condition): string {
  const as = hash === null ? '' : ', with the words that it had then';
  return `${names.element(clause)} is ${rungWords(atLeast)} or further${as}`;
}

export function presentSummary(names: Names, texts: TextsRead, clause: string): CourseSummary {
  const { state } = names;
  const course = courseOf(state, clause);
  const parked = state.parked.get(clause);
  const routing = routingOf(clause, state.routingRules, state);
  return {
    ...names.clause(clause),
    rung: course.rung,
    granted: course.grant && presentGrant(names, course.grant),
    standing: course.withdrawn ? 'withdrawn' : parked === undefined ? 'active' : 'parked',
    standingReason: course.withdrawn?.reason ?? parked ?? null,
    hash: texts.closures.get(clause)?.hash ?? '',
    outdated: presentOutdated(names, texts, clause, course),
    underWay: course.underWay && presentUnderWay(names, course.underWay),
    cameBack: course.cameBack,
    awaited: course.awaited.flatMap(({ party, stage, signOff: { act }, escalated }) =>
      act.kind === 'agree-ad-referendum'
        ? [
            {
              party,
              name: names.party(party).name,
              stage,
              until: act.until,
              onDate: act.onDate,
              escalated,
            },
          ]
        : [],
    ),
    deferred: course.deferred?.rung ?? null,
    routing: {
      route: routing.route === null ? null : routeName(names, routing.route),
      because: routing.because,
    },
  };
}

export function presentGrant({ state }: Names, grant: Grant): GrantView {
  return {
    rung: grant.rung,
    by: granterName(state, grant.by),
    at: grant.at,
    version: grant.version,
    hash: grant.text.hash,
    route: grant.route,
    stage: grant.stage,
  };
}

/** Whether anything was decided that a moved text makes outdated, or is being decided. */
export function bindsText({ underWay, text, rung }: Course): boolean {
  return underWay !== null || (text !== null && compareRungs(rung, 'agreed-in-group') >= 0);
}

export function presentOutdated(
  names: Names,
  texts: TextsRead,
  clause: string,
  course: Course,
): OutdatedView | null {
  if (!bindsText(course)) return null;
  const decided = course.underWay?.text ?? course.text;
  const found = decided && outdated(decided, texts.closures.get(clause) ?? null);
  if (!found) return null;
  return {
    what: course.underWay ? 'packet' : 'decision',
    by: found.map((one) => names.outdating(one)),
  };
}

function presentUnderWay(names: Names, procedure: Procedure): UnderWayView {
  const { route, run, packet, since, id } = procedure;
  const current = stageOf(procedure);
  const at = route.stages.indexOf(current);
  const { waitsFor, sentence } = waiting(names, procedure);
  return {
    procedure: id,
    route: { id: route.id, name: route.name },
    since,
    packet,
    stages: route.stages.map((stage, index) => ({
      id: stage.id,
      name: stage.name,
      kind: stageKind(stage),
      state: index < at ? 'passed' : index === at ? 'current' : 'to-come',
      grants: stage.grants,
    })),
    stage: { id: current.id, name: current.name, kind: stageKind(current) },
    enteredAt: run.enteredAt,
    due: dueOf(procedure),
    late: run.late,
    waitsFor,
    sentence,
  };
}

/** Of a silence procedure whose clock runs, the end of the silence. */
export function dueOf({ run }: Pick<Procedure, 'run'>): string | null {
  if (run.kind === 'silence' && run.silence && !run.silence.ended) return run.silence.expiresAt ?? run.due;
  return run.due;
}

export function stageKind(stage: Stage): StageKind {
  return stage.kind === 'sign-off' && stage.form.kind === 'silence' ? 'silence' : stage.kind;
}

/** Whom a stage waits for, and what for. */
export function waiting(
  names: Names,
  procedure: Procedure,
): { readonly waitsFor: readonly Named[]; readonly sentence: string } {
  const { state } = names;
  const { run, route, renewals } = procedure;
  const stage = stageOf(procedure);
  const said = (all: readonly Named[]) => listWords(all.map(({ name }) => name));
  const chair = names.voice({ kind: 'chair' });
  const secretariat = names.voice({ kind: 'secretariat' });
  switch (run.kind) {
    case 'review': {
      if (stage.kind !== 'review') break;
      if (run.escalatedTo !== null) {
        const body = names.body(run.escalatedTo);
        return { waitsFor: [body], sentence: `Waits for ${body.name} to decide whether it passes.` };
      }
      const negative = standingNegatives(run, renewals).map(({ of }) => names.voice(of));
      const silent = askedNow(run, stage, renewals)
        .filter((voice) => opinionOf(run, voice, renewals) === null)
        .map((voice) => names.voice(voice));
      const parts = [
        ...(silent.length > 0 ? [`for the opinion of ${said(silent)}`] : []),
        ...(negative.length > 0 ? [`for ${said(negative)} to lift a negative opinion`] : []),
      ];
      if (parts.length === 0) break;
      return { waitsFor: [...silent, ...negative], sentence: `Waits ${listWords(parts)}.` };
    }
    case 'sign-off': {
      const missing = signOffMissing(state, run, procedure).map((party) => names.party(party));
      if (missing.length === 0) break;
      return { waitsFor: missing, sentence: `Waits for ${said(missing)} to sign off.` };
    }
    case 'silence': {
      const { silence } = run;
      if (!silence || silence.ended) {
        return { waitsFor: [chair], sentence: 'Waits for the chair to announce the silence procedure.' };
      }
      if (silence.expiresAt !== null) {
        const end = localWords(silence.expiresAt, route.calendar);
        return { waitsFor: [], sentence: `Is adopted unless somebody objects before ${end}.` };
      }
      const out = undelivered(silence, run.addressees).map((party) => names.party(party));
      return { waitsFor: out, sentence: `Waits for the notice to reach ${said(out)}.` };
    }
    case 'committee': {
      const challenged = pendingChallenges(run);
      const presides = presiding(names, run.body);
      if (challenged.length > 0) {
        const seats = challenged.map((seat) => names.seat(run.body, seat));
        return {
          waitsFor: [presides],
          sentence: `Waits for a ruling on the interest of ${said(seats)}.`,
        };
      }
      const body = state.bodies.get(run.body);
      const recused = recusedSeats(run);
      const voted = new Set(standingVotes(run, renewals).map(({ seat }) => seat));
      const out = (body ? seatsOf(body, state.parties) : [])
        .filter(({ id }) => !voted.has(id) && !recused.has(id))
        .map(({ id }) => names.seat(run.body, id));
      if (out.length === 0) {
        return { waitsFor: [presides], sentence: `Waits for ${presides.name} to take the decision.` };
      }
      return { waitsFor: out, sentence: `Waits for the votes of ${said(out)}, and for the decision.` };
    }
  }
  return {
    waitsFor: [secretariat],
    sentence: 'Lacks nothing any more: the secretariat concludes the stage.',
  };
}

/** The seat from which a body is presided over, or the chair of the agreement. */
export function presiding(names: Names, body: string): Named {
  const seat = names.state.bodies.get(body)?.chair;
  return seat === undefined ? names.voice({ kind: 'chair' }) : names.seat(body, seat);
}

function routeName({ state }: Names, id: string): { readonly id: string; readonly name: string } {
  return { id, name: state.routes.get(id)?.route.name ?? id };
}
