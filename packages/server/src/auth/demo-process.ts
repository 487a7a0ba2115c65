/**
 * The process of the demo: the routes, rules of routing, topics and legal drafters that the sample agreement ships
 * with, as the commands with which its secretariat would set them. The three shipped routes keep their real periods;
 * a fourth has the same stages with periods that a visitor can wait for, and says so in its name.
 */
import { labelsOf } from '@travaux/editor/document';
import { apartFromCount, type AgreementState, type Body, type Command } from '@travaux/workflow/agreement';
import {
  legalDraftersRole,
  multilateralSilence,
  plainBilateral,
  sanctionsRelief,
  type Calendar,
  type Route,
} from '@travaux/workflow/route';

/** The working days of the organisation that hosts the talks, as the sample gives them. */
const calendar: Calendar = {
  id: 'CAL-MRO',
  name: 'Meridian Regional Organisation working days',
  timeZone: 'UTC',
  counting: 'working-days',
  weekend: [6, 7],
  holidays: ['2026-12-25', '2027-01-01', '2027-05-03'],
  roll: 'next-working-day',
  closeOfBusiness: '18:00',
  minimumSilence: 'PT72H',
};

const demoCalendar: Calendar = {
  id: 'CAL-DEMO',
  name: 'demo time, minutes instead of days',
  timeZone: 'UTC',
  counting: 'calendar-days',
  weekend: [],
  holidays: [],
  roll: 'none',
  closeOfBusiness: null,
  minimumSilence: 'PT1M',
};

/** The committee that judges compliance and approves what lifts measures; the working group that prepares it. */
const committee = 'JEC';
const workingGroup = 'SLWG';

/** The committee is presided over from the seat of its host. */
export function seated(body: Body): Body {
  return body.id === committee && body.members.includes('MRO') ? { ...body, chair: 'MRO' } : body;
}

/** @param drafters persons of the legal drafters, each accredited */
export function processOf(state: AgreementState, drafters: readonly string[]): readonly Command[] {
  if (!state.bodies.has(committee) || !state.bodies.has(workingGroup)) return [];
  const named: Command = {
    type: 'name-role-holders',
    role: legalDraftersRole,
    name: 'legal drafters',
    persons: [...drafters],
  };
  const there = {
    ...state,
    roles: new Map(state.roles).set(legalDraftersRole, {
      role: legalDraftersRole,
      name: named.name,
      persons: drafters,
    }),
  };
  const bodies = { deciding: committee, regional: [workingGroup] };
  const relief = sanctionsRelief(there, calendar, bodies);
  const routes = [
    plainBilateral(there, calendar),
    multilateralSilence(there, calendar),
    relief,
    shortened(relief),
  ];
  const at = placesOf(state);
  const topics = (place: string, ...about: string[]): readonly Command[] =>
    at.has(place) ? [{ type: 'set-topics', element: at.get(place) ?? '', topics: about }] : [];
  const annex = at.get('Schedule D');
  return [
    named,
    ...routes.map((route): Command => ({ type: 'draw-up-route', route })),
    ...topics('Article 1', 'Relief'),
    ...topics('Article 7', 'Verification'),
    ...topics('Article 10', 'Relief'),
    ...topics('Article 11', 'Relief', 'Verification'),
    ...topics('Article 12', 'Administration'),
    ...topics('Article 13', 'Administration'),
    {
      type: 'set-routing-rules',
      rules: [
        ...(annex === undefined ? [] : [{ topics: [], within: [annex], route: 'sanctions-relief' }]),
        { topics: ['Relief'], within: [], route: 'sanctions-relief-demo' },
        { topics: ['Verification'], within: [], route: 'sanctions-relief' },
        { topics: ['Administration'], within: [], route: 'plain-bilateral' },
        { topics: [], within: [], route: 'multilateral-silence' },
      ],
    },
  ];
}

/** The same stages, with minutes where there were days. */
function shortened(route: Route): Route {
  return {
    ...route,
    id: 'sanctions-relief-demo',
    name: 'Sanctions relief, shortened for this demo: minutes instead of days',
    calendar: demoCalendar,
    stages: route.stages.map((stage) => {
      const within = stage.within === null ? null : 'PT60M';
      return stage.kind === 'sign-off' && stage.form.kind === 'silence'
        ? { ...stage, within, form: { ...stage.form, period: 'PT1M' } }
        : { ...stage, within };
    }),
  };
}

/** Divisions by their printed names. */
function placesOf(state: AgreementState): ReadonlyMap<string, string> {
  if (!state.facts) return new Map();
  const labels = labelsOf(state.outline, state.facts, apartFromCount(state));
  return new Map(
    [...state.outline.elements.values()].flatMap(({ id, kind }) =>
      kind === 'clause' ? [] : [[labels.get(id)?.full ?? '', id] as const],
    ),
  );
}
