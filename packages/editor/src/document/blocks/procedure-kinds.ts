/**
 * Blocks of how promises are carried out: discrepancies and disputes, reports, audits and reviews, the end of the
 * agreement, confidence-building measures, and definitions.
 */
import {
  by,
  cadence,
  code,
  day,
  duration,
  entry,
  field,
  ids,
  instant,
  number,
  phrases,
  repeated,
  required,
  reversible,
  title,
  type,
  words,
  type TermKind,
} from './kind.ts';

const discrepancyProcedure: TermKind = {
  kind: 'discrepancyProcedure',
  label: 'Discrepancy procedure',
  belongs: { is: 'discrepancyProcedure' },
  register: null,
  fields: [
    field('detect', 'Detection', words),
    field('discrepancyTolerance', 'Tolerance of readings', words, { path: 'tolerance' }),
    field('stages', 'Stage', entry('discrepancy-stage'), { ...required, ...repeated }),
    field('record', 'Record', words),
  ],
};

const disputeLadder: TermKind = {
  kind: 'disputeLadder',
  label: 'Dispute ladder',
  belongs: { is: 'disputeLadder' },
  register: null,
  fields: [
    field('standing', 'Standing', ids('party'), required),
    field('withdrawnPartyStanding', 'Standing of a party that withdrew', words),
    field('ladderSteps', 'Step of the ladder', entry('ladder-step'), {
      ...required,
      ...repeated,
      path: 'steps',
    }),
    // Each is put into the step whose number it bears.
    field('branches', 'In parallel', entry('ladder-branch'), repeated),
    field('totalDays', 'Days in all', number),
  ],
};

const report: TermKind = {
  kind: 'report',
  label: 'Report',
  belongs: { to: 'reporting' },
  register: 'report',
  fields: [by, field('to', 'To', words, required), { ...cadence, ...required }, field('form', 'Form', words)],
};

const audit: TermKind = {
  kind: 'audit',
  label: 'Audit',
  belongs: { to: 'audits' },
  register: 'audit',
  fields: [
    by,
    field('of', 'Of', words, required),
    field('schedule', 'Schedule', code('fixed', 'random'), { path: 'schedule.type' }),
    { ...cadence, path: 'schedule.cadence' },
    field('rate', 'Rate', words, { path: 'schedule.rate' }),
    field('seedCommitment', 'Draw committed to by', words, { path: 'schedule.seedCommitment' }),
    field('changeRequires', 'Changed by', words),
  ],
};

const review: TermKind = {
  kind: 'review',
  label: 'Review',
  belongs: { to: 'review' },
  register: 'review',
  fields: [
    type('quarterly_assessment', 'strategic_review'),
    by,
    cadence,
    field('first', 'First', day),
    field('participants', 'Participants', { form: 'named-values' }),
    field('question', 'Question', words),
    field('mayAmend', 'May amend', phrases),
    field('mayNotAmend', 'May not amend', phrases),
  ],
};

const sunset: TermKind = {
  kind: 'sunset',
  label: 'Sunset',
  belongs: { is: 'sunset' },
  register: null,
  fields: [
    field('endsOn', 'Ends on', instant, { ...required, path: 'instrument' }),
    field('surviving', 'Survives', entry('surviving-clause'), repeated),
    field('relief', 'Relief that lapses', entry('expiring-relief'), repeated),
    field('extensions', 'Extensions at most', number, { path: 'extension.max' }),
    field('extensionLength', 'Length of an extension', duration, { path: 'extension.length' }),
    field('extensionBy', 'Extended by', words, { path: 'extension.by' }),
  ],
};

const confidenceBuilding: TermKind = {
  kind: 'confidenceBuilding',
  label: 'Confidence-building measure',
  belongs: { to: 'confidenceBuilding' },
  register: 'confidenceBuilding',
  fields: [title, by, field('start', 'Begins', day, required), reversible],
};

const definition: TermKind = {
  kind: 'definition',
  label: 'Definition',
  belongs: { to: 'definitions' },
  register: null,
  fields: [
    // The whole of the definition: its path is the term itself.
    field('definition', 'Definition', { form: 'definition' }, { path: '', required: true, bare: true }),
  ],
};

export const procedureKinds: readonly TermKind[] = [
  discrepancyProcedure,
  disputeLadder,
  report,
  audit,
  review,
  sunset,
  confidenceBuilding,
  definition,
];
