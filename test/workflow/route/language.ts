/**
 * The language of the tests on routes: who takes part, in one line, and stages with only what a case is about.
 *
 *   const there = around('TOR:East', 'SAR:South', { JEC: ['TOR', 'SAR'] });
 *   route(review({ required: 3 }), committee('JEC', { quorum: { kind: 'number', seats: 2 } }));
 */
import type { Body, Party } from '@travaux/workflow/agreement';
import {
  survivedByDefault,
  type Calendar,
  type CommitteeStage,
  type DecisionRule,
  type DecisionTerms,
  type ReviewStage,
  type Route,
  type SignOffStage,
  type SilenceForm,
  type Stage,
  type TakingPart,
} from '@travaux/workflow/route';

export const vienna: Calendar = {
  id: 'vienna',
  name: 'Vienna working days',
  timeZone: 'Europe/Vienna',
  counting: 'working-days',
  weekend: [6, 7],
  holidays: ['2026-12-24', '2026-12-25', '2026-12-31', '2027-01-01', '2027-01-06'],
  roll: 'next-working-day',
  closeOfBusiness: '18:00',
  minimumSilence: 'PT72H',
};

/** Every day counts, to the minute. */
export const plain: Calendar = {
  ...vienna,
  id: 'plain',
  name: 'Calendar days',
  counting: 'calendar-days',
  holidays: [],
  roll: 'none',
  closeOfBusiness: null,
};

/** Parties as `ID:Group`, bodies as `{ ID: members }`, persons of a role as `{ role: [ids] }` in lower case. */
export function around(...named: (string | Record<string, readonly string[] | Body>)[]): TakingPart {
  const parties = new Map<string, Party>();
  const bodies = new Map<string, Body>();
  const roles = new Map<string, { role: string; name: string; persons: readonly string[] }>();
  for (const one of named) {
    if (typeof one === 'string') {
      const [id = '', group] = one.split(':');
      parties.set(id, { id, name: `Party ${id}`, group: group ?? null });
      continue;
    }
    for (const [id, members] of Object.entries(one)) {
      if (!Array.isArray(members)) bodies.set(id, members as Body);
      else if (id === id.toLowerCase()) roles.set(id, { role: id, name: id, persons: members as string[] });
      else bodies.set(id, { id, name: `${id} Committee`, members: members as string[] });
    }
  }
  return { parties, bodies, roles, organisations: new Map() };
}

let stages = 0;
const common = () => {
  const id = `s${(stages += 1)}`;
  return {
    id,
    name: id,
    within: null,
    onReturn: 'negotiation' as const,
    grants: null,
    informed: [],
    consulted: [],
  };
};

export const review = (more: Partial<ReviewStage> = {}): ReviewStage => ({
  ...common(),
  kind: 'review',
  reviewers: [{ kind: 'all-parties' }],
  required: 'all',
  order: 'parallel',
  onDeadline: 'counts-as-no-opinion',
  overriddenBy: null,
  ...more,
});
export const signOff = (more: Partial<SignOffStage> = {}): SignOffStage => ({
  ...common(),
  kind: 'sign-off',
  parties: 'all',
  form: { kind: 'explicit', onDeadline: 'stays-open' },
  survives: [...survivedByDefault],
  capacity: 'agree',
  ...more,
});
export const silence = (form: Partial<SilenceForm> = {}, more: Partial<SignOffStage> = {}): SignOffStage =>
  signOff({
    form: { kind: 'silence', period: 'P5D', mayBreak: 'all', threshold: 1, basis: 'Rule 12', ...form },
    ...more,
  });
export const committee = (
  body: string,
  terms: Partial<DecisionTerms> | DecisionRule = {},
  more: Partial<CommitteeStage> = {},
): CommitteeStage => ({
  ...common(),
  kind: 'committee',
  body,
  terms: {
    rule: { kind: 'consensus' },
    quorum: { kind: 'number', seats: 1 },
    recusal: 'leaves-base-and-quorum',
    ...('kind' in terms ? { rule: terms } : terms),
  },
  lastResort: null,
  secretUntilCast: false,
  onDeadline: 'stays-open',
  ...more,
});

export const route = (...stages: Stage[]): Route => ({
  id: 'r',
  name: 'The route',
  calendar: vienna,
  stages,
});
