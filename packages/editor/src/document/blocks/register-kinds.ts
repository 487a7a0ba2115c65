/**
 * Blocks of the registers: who takes part, which days, sources, data standards and calendars there are, and the
 * general terms of the agreement.
 */
import {
  audiences,
  cadence,
  code,
  codes,
  day,
  dayTypes,
  duration,
  entry,
  evidenceTypes,
  field,
  id,
  ids,
  instant,
  name,
  number,
  phrases,
  repeated,
  required,
  somebody,
  title,
  type,
  words,
  yesNo,
  type TermKind,
} from './kind.ts';

const dayKind: TermKind = {
  kind: 'day',
  label: 'Day',
  belongs: { to: 'days' },
  register: 'day',
  fields: [name, field('rule', 'Rule', day, required), field('meaning', 'Meaning', words)],
};

const party: TermKind = {
  kind: 'party',
  label: 'Party',
  belongs: { to: 'parties' },
  register: 'party',
  fields: [
    name,
    type('state', 'supranational_union', 'international_organisation'),
    field('role', 'Role', code('target', 'grantor', 'neighbour_guarantor', 'host_guarantor')),
    field('bloc', 'Group', code()),
    field('seat', 'Seat', number),
    field('internalRule', 'Own rule of decision', words),
  ],
};

const decision = (path: string) => ({ path: `decision.${path}` });
const fallback = (path: string) => ({ path: `decision.fallback.${path}` });

const body: TermKind = {
  kind: 'body',
  label: 'Body',
  belongs: { to: 'bodies' },
  register: 'body',
  fields: [
    name,
    field('kind', 'Kind', code('committee', 'panel', 'secretariat')),
    field('host', 'Host', id(...somebody)),
    field('chair', 'Chair', id(...somebody)),
    field('members', 'Members', ids('party')),
    field('advisers', 'Advisers', ids(...somebody)),
    field('seats', 'Seats', number),
    field('functions', 'Function', words, repeated),
    field(
      'decisionRule',
      'Decides by',
      code('consensus', 'consensus_minus_one', 'simple_majority', 'qualified_majority', 'unanimity'),
      decision('rule'),
    ),
    field('quorum', 'Quorum', number, decision('quorum')),
    field('recusal', 'Recusal', words, decision('recusal')),
    field('fallbackAfter', 'Without a decision, after days', number, fallback('afterDays')),
    field(
      'fallbackRule',
      'It is then decided by',
      code('qualified_majority', 'simple_majority', 'refer'),
      fallback('rule'),
    ),
    field('fallbackThreshold', 'Threshold', words, fallback('threshold')),
    field('fallbackMustInclude', 'Which must include', { form: 'groups' }, fallback('mustInclude')),
    field('fallbackMeaning', 'That is', words, fallback('mustIncludeMeaning')),
    field('fallbackTo', 'Referred to', id('body'), fallback('to')),
    field('appointments', 'Appointed', entry('appointment'), { ...repeated, path: 'appointment' }),
    field('defaultAppointer', 'Failing that, appointed by', entry('default-appointer')),
    cadence,
    field('convenedWithin', 'Convened on request within', duration, { path: 'convene.onRequest' }),
    field('convenedUrgently', 'Convened in urgent cases within', duration, { path: 'convene.urgent' }),
    field('observersMayAttend', 'Observers may attend', yesNo),
    field('minutes', 'Minutes', words),
    field('opinion', 'Opinion', words),
    field('independence', 'Independence', words),
  ],
};

const verifier: TermKind = {
  kind: 'verifier',
  label: 'Verifier',
  belongs: { to: 'verifiers' },
  register: 'verifier',
  fields: [
    name,
    type(
      'international_agency',
      'peer_review_body',
      'regional_mission',
      'joint_inspection_team',
      'external_auditor',
    ),
    field('independentOf', 'Independent of', ids('party')),
    field('composition', 'Composition', words),
    field('mandateUntil', 'Mandate until', instant),
  ],
};

const observer: TermKind = {
  kind: 'observer',
  label: 'Observer',
  belongs: { to: 'observers' },
  register: 'observer',
  fields: [
    name,
    field('kind', 'Kind', code('civil_society', 'ngo', 'humanitarian', 'academic')),
    field('country', 'Country', words),
    field('rights', 'Rights', phrases),
  ],
};

const source: TermKind = {
  kind: 'source',
  label: 'Source',
  belongs: { to: 'sources' },
  register: 'source',
  fields: [
    type(
      ...evidenceTypes,
      'customs_database',
      'registry_extract',
      'access_request_log',
      'independent_list',
      'depositary_notification',
    ),
    field('provider', 'Provider', words),
    field('controlledBy', 'Controlled by', { form: 'id', of: somebody, also: ['third_party'] }, required),
    field('standard', 'Data standard', id('dataStandard')),
  ],
};

const dataStandard: TermKind = {
  kind: 'dataStandard',
  label: 'Data standard',
  belongs: { to: 'dataStandards' },
  register: 'dataStandard',
  fields: [
    title,
    field('format', 'Format', words),
    field('signed', 'Signed', yesNo),
    field('latency', 'Sent within', duration),
  ],
};

const calendar: TermKind = {
  kind: 'calendar',
  label: 'Calendar',
  belongs: { to: 'calendars' },
  register: 'calendar',
  fields: [
    name,
    field('weekend', 'Weekend', codes('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')),
    field('holidays', 'Holidays', { form: 'dates' }),
  ],
};

const general: TermKind = {
  kind: 'general',
  label: 'General terms',
  belongs: { is: 'agreement' },
  register: null,
  fields: [
    field('dayCount', 'Days are', code(...dayTypes), { path: 'dayCount.default' }),
    field('workingDayCalendar', 'Working days are those of', id('calendar'), {
      path: 'dayCount.workingDayCalendar',
    }),
    field('dayZero', 'A period begins on', words, { path: 'dayCount.dayZero' }),
    field('expiry', 'A period ends at', words, { path: 'dayCount.expiry' }),
    field('timezone', 'Time zone', words),
    field('classificationDefault', 'Confidentiality unless stated otherwise', code(...audiences)),
    field('authoritativeLanguages', 'Authentic languages', codes()),
  ],
};

export const registerKinds: readonly TermKind[] = [
  dayKind,
  party,
  body,
  verifier,
  observer,
  source,
  dataStandard,
  calendar,
  general,
];
