/**
 * The kinds of structured blocks and the fields of each: what a milestone, a tranche of relief or a party says of
 * itself in the text of a clause. A block is a node `term` of the schema, its fields are nodes `field` with inline
 * text, so that two parties can edit or contest the words of a field like any other words.
 *
 * Names are stored in texts and never change their meaning. A field has one name and one label in every kind that
 * has it. What is read from a field goes by its grammar (`grammar/`).
 */
import { instruments } from '@travaux/workflow/compliance';

/** What an id can name. Each has blocks of its own. */
export type Register =
  | 'party'
  | 'body'
  | 'verifier'
  | 'observer'
  | 'day'
  | 'source'
  | 'dataStandard'
  | 'calendar'
  | 'milestone'
  | 'tranche'
  | 'contingency';

/** How the words of a field are read. */
export type Grammar =
  | { readonly form: 'words' }
  /** A name from a list that is open to others: `on-site inspection`, `no effect`. */
  | { readonly form: 'code'; readonly known: readonly string[] }
  | { readonly form: 'codes'; readonly known: readonly string[] }
  /** `targets; deadlines` */
  | { readonly form: 'phrases' }
  | { readonly form: 'number' }
  | { readonly form: 'yes-no' }
  | { readonly form: 'duration' }
  | { readonly form: 'day' }
  | { readonly form: 'condition' }
  /** A day, or a time after one: `2 years after Termination Day`. */
  | { readonly form: 'instant' }
  /** `25 December 2026; 1 January 2027` */
  | { readonly form: 'dates' }
  | { readonly form: 'id'; readonly of: readonly Register[] }
  | { readonly form: 'ids'; readonly of: readonly Register[] }
  /** `41 on 31 January 2026 (S-HUM)` */
  | { readonly form: 'baseline' }
  /** `>= 95` */
  | { readonly form: 'target' }
  /** `mean over 1 month` */
  | { readonly form: 'aggregation' }
  /** `KES 121; SAR 93` */
  | { readonly form: 'allocation' }
  /** `0 on PAM0-3` */
  | { readonly form: 'score' }
  /** `ALD 150,000,000` */
  | { readonly form: 'money' }
  /** `ALB: waive; TOR: suspend` */
  | { readonly form: 'by-party'; readonly known: readonly string[] }
  /** `parties: all; technical: 2` */
  | { readonly form: 'named-values' }
  /** `ALB, UNR or TOR; KES` */
  | { readonly form: 'groups' }
  /** Entries of several parts: `Joint Commission; before JEC; within 14 days`. */
  | { readonly form: 'entry'; readonly entry: EntryForm }
  /** `“working day” means a day on which …` */
  | { readonly form: 'definition' };

export type EntryForm =
  | 'access-step'
  | 'response-level'
  | 'discrepancy-stage'
  | 'ladder-step'
  | 'ladder-branch'
  | 'proportional-step'
  | 'surviving-clause'
  | 'expiring-relief'
  | 'appointment'
  | 'default-appointer';

export interface FieldKind {
  readonly name: string;
  /** What people read before it, and hear. */
  readonly label: string;
  readonly grammar: Grammar;
  /** Whether the linter asks for it. */
  readonly required: boolean;
  /** Whether a block may have several fields of this name, in their order. */
  readonly repeated: boolean;
  /** Whether its words stand for themselves, without a label. */
  readonly bare: boolean;
}

export interface TermKind {
  readonly kind: string;
  /** What people call one: "Milestone". */
  readonly label: string;
  /** What ids of this kind are looked up in; null for kinds whose blocks have no id. */
  readonly register: Register | 'report' | 'audit' | 'review' | 'confidenceBuilding' | null;
  readonly fields: readonly FieldKind[];
}

interface Also {
  readonly required?: boolean;
  readonly repeated?: boolean;
  readonly bare?: boolean;
}

const field = (name: string, label: string, grammar: Grammar, also: Also = {}): FieldKind => ({
  name,
  label,
  grammar,
  required: false,
  repeated: false,
  bare: false,
  ...also,
});
const required = { required: true };
const repeated = { repeated: true };

const words: Grammar = { form: 'words' };
const phrases: Grammar = { form: 'phrases' };
const number: Grammar = { form: 'number' };
const yesNo: Grammar = { form: 'yes-no' };
const duration: Grammar = { form: 'duration' };
const day: Grammar = { form: 'day' };
const condition: Grammar = { form: 'condition' };
const instant: Grammar = { form: 'instant' };
const code = (...known: readonly string[]): Grammar => ({ form: 'code', known });
const codes = (...known: readonly string[]): Grammar => ({ form: 'codes', known });
const id = (...of: readonly Register[]): Grammar => ({ form: 'id', of });
const ids = (...of: readonly Register[]): Grammar => ({ form: 'ids', of });
const entry = (form: EntryForm): Grammar => ({ form: 'entry', entry: form });

const title = field('title', 'Title', words, required);
const name = field('name', 'Name', words, required);
const cadence = field('cadence', 'Cadence', duration);
const notice = field('notice', 'Notice', duration);
const type = (...known: readonly string[]) => field('type', 'Type', code(...known));
const by = field('by', 'By', id('party', 'body', 'verifier', 'observer'), required);
const reversible = field('reversible', 'Reversible', yesNo);
const confidentiality = ['public', 'observers', 'parties'];

const modalities = [
  'declaration',
  'on_site_inspection',
  'joint_inspection',
  'satellite_imagery',
  'uav_imagery',
  'electronic_seal_telemetry',
  'customs_crosscheck',
  'financial_trace',
  'institutional_audit',
  'external_audit',
  'registry_sampling',
  'peer_review',
  'access_log',
  'field_report',
  'interviews_and_visits',
  'court_and_gazette_records',
  'legal_act',
  'quarterly_assessment',
];
const sourceTypes = [
  'declaration',
  'on_site_inspection',
  'joint_inspection',
  'satellite_imagery',
  'uav_imagery',
  'electronic_seal_telemetry',
  'customs_database',
  'financial_trace',
  'registry_extract',
  'institutional_audit',
  'access_request_log',
  'field_report',
  'court_and_gazette_records',
  'interviews_and_visits',
  'independent_list',
  'depositary_notification',
];
const dayTypes = ['calendar_days', 'working_days'];

const milestone: TermKind = {
  kind: 'milestone',
  label: 'Milestone',
  register: 'milestone',
  fields: [
    title,
    field(
      'domain',
      'Subject',
      code('disarmament', 'humanitarian', 'human_rights', 'financial_transparency', 'governance'),
    ),
    field('obligors', 'Obligors', ids('party'), required),
    field('allocation', 'Allocation', { form: 'allocation' }),
    field('indicator', 'Indicator', words, required),
    field('observable', 'Observable', yesNo),
    field('unit', 'Unit', words),
    field('baseline', 'Baseline', { form: 'baseline' }, required),
    field('target', 'Target', { form: 'target' }, required),
    field('tolerance', 'Tolerance', number),
    field('aggregation', 'Readings', { form: 'aggregation' }),
    field('sustain', 'Sustained for', duration),
    field('deadline', 'Deadline', day, required),
    field('prerequisites', 'Prerequisites', ids('milestone')),
    field('modality', 'Verified by', codes(...modalities), required),
    field('leadVerifier', 'Lead verifier', id('verifier'), required),
    field('coVerifiers', 'Other verifiers', ids('verifier')),
    field('sources', 'Sources', ids('source'), required),
    field('minIndependentSources', 'Independent sources needed', number),
    notice,
    field('access', 'If access is refused', entry('access-step'), repeated),
    cadence,
    field('determinedBy', 'Determined by', id('body'), required),
    field('determinedWithin', 'Determined within', duration, required),
    field('onSilence', 'On silence', code('no_effect', 'deemed_verified', 'refer'), required),
    field('basis', 'Basis of determination', words),
    field('confirmBy', 'A contested reading is confirmed by', words),
    field('confirmWithin', 'Confirmed within', duration),
    field('holdEffects', 'Effects held until then', yesNo),
    field('score', 'Score', { form: 'score' }),
    field('confidentiality', 'Confidentiality', code(...confidentiality)),
    field('plainSummary', 'In plain words', words),
  ],
};

const tranche: TermKind = {
  kind: 'tranche',
  label: 'Tranche',
  register: 'tranche',
  fields: [
    title,
    field('grantors', 'Grantors', ids('party'), required),
    field('measures', 'Measures', words, { required: true, repeated: true }),
    field('instrument', 'Instrument', code(...instruments), required),
    field('instrumentByGrantor', 'Instrument of each grantor', { form: 'by-party', known: instruments }),
    field('sector', 'Sector', code()),
    field('magnitude', 'Share of all measures, in per cent', number),
    field('phase', 'Phase', number),
    field('condition', 'Condition', condition, required),
    field('conditionInWords', 'Condition in words', words),
    field('effectWithin', 'Takes effect within', duration, required),
    field('effectAfter', 'Counted from', words),
    field('synchronised', 'Synchronised', yesNo),
    field('syncWindow', 'Synchronised within', duration),
    reversible,
    field(
      'reversalMode',
      'Reversal',
      code('automatic', 'auto_expiry', 'by_decision', 'relist_by_decision', 'escrow_clawback'),
    ),
    field('reversedBy', 'Reversed by', ids('contingency')),
    field('reversalAfter', 'Reversal takes effect after', duration),
    field('windDown', 'Wind-down', duration),
    field('retroactive', 'Retroactive', yesNo),
    field('grandfather', 'Not touched by reversal', words),
    field('pilotCap', 'Pilot: at most', { form: 'money' }),
    field('pilotExpires', 'Pilot: expires after', duration),
    field('pilotRenewal', 'Pilot: renewed by', words),
    field('proportionalTo', 'Released in proportion to', id('milestone')),
    field('steps', 'Step', entry('proportional-step'), repeated),
    field('escrow', 'Escrow', words),
    field('terminatesAfter', 'Ends after', duration),
    field('terminatesUnless', 'Unless', words),
    field('legislation', 'Until a law is passed', { form: 'by-party', known: [] }),
  ],
};

const contingency: TermKind = {
  kind: 'contingency',
  label: 'Contingency',
  register: 'contingency',
  fields: [
    title,
    field('kind', 'Kind', code('breach', 'data', 'reciprocity', 'force_majeure')),
    field('trigger', 'Trigger', condition, required),
    field('triggerInWords', 'Trigger in words', words),
    field('definedTerm', 'Defined term', words, required),
    field('invokers', 'Invoked by', ids('party', 'body'), required),
    notice,
    field('cure', 'Cure', duration, required),
    field('cureExtendable', 'Cure is extended', words),
    field('response', 'Response', entry('response-level'), { required: true, repeated: true }),
    field('leveragePreserved', 'Leverage kept', words, repeated),
    field('incentivePreserved', 'Incentive kept', words),
    field('restoration', 'Restoration', condition, required),
    field('restorationInWords', 'Restoration in words', words),
    field('restoredWithin', 'Restored within', duration),
  ],
};

const discrepancyProcedure: TermKind = {
  kind: 'discrepancyProcedure',
  label: 'Discrepancy procedure',
  register: null,
  fields: [
    field('detect', 'Detection', words),
    field('discrepancyTolerance', 'Tolerance of readings', words),
    field('stages', 'Stage', entry('discrepancy-stage'), { required: true, repeated: true }),
    field('record', 'Record', words),
  ],
};

const disputeLadder: TermKind = {
  kind: 'disputeLadder',
  label: 'Dispute ladder',
  register: null,
  fields: [
    field('standing', 'Standing', ids('party'), required),
    field('withdrawnPartyStanding', 'Standing of a party that withdrew', words),
    field('ladderSteps', 'Step of the ladder', entry('ladder-step'), { required: true, repeated: true }),
    field('branches', 'In parallel', entry('ladder-branch'), repeated),
    field('totalDays', 'Days in all', number),
  ],
};

const report: TermKind = {
  kind: 'report',
  label: 'Report',
  register: 'report',
  fields: [
    by,
    field('to', 'To', words, required),
    { ...cadence, required: true },
    field('form', 'Form', words),
  ],
};

const audit: TermKind = {
  kind: 'audit',
  label: 'Audit',
  register: 'audit',
  fields: [
    by,
    field('of', 'Of', words, required),
    field('schedule', 'Schedule', code('fixed', 'random')),
    cadence,
    field('rate', 'Rate', words),
    field('seedCommitment', 'Draw committed to by', words),
    field('changeRequires', 'Changed by', words),
  ],
};

const review: TermKind = {
  kind: 'review',
  label: 'Review',
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
  register: null,
  fields: [
    field('endsOn', 'Ends on', instant, required),
    field('surviving', 'Survives', entry('surviving-clause'), repeated),
    field('relief', 'Relief that lapses', entry('expiring-relief'), repeated),
    field('extensions', 'Extensions at most', number),
    field('extensionLength', 'Length of an extension', duration),
    field('extensionBy', 'Extended by', words),
  ],
};

const confidenceBuilding: TermKind = {
  kind: 'confidenceBuilding',
  label: 'Confidence-building measure',
  register: 'confidenceBuilding',
  fields: [title, by, field('start', 'Begins', day, required), reversible],
};

const definition: TermKind = {
  kind: 'definition',
  label: 'Definition',
  register: null,
  fields: [field('definition', 'Definition', { form: 'definition' }, { required: true, bare: true })],
};

const dayKind: TermKind = {
  kind: 'day',
  label: 'Day',
  register: 'day',
  fields: [name, field('rule', 'Rule', day, required), field('meaning', 'Meaning', words)],
};

const party: TermKind = {
  kind: 'party',
  label: 'Party',
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

const body: TermKind = {
  kind: 'body',
  label: 'Body',
  register: 'body',
  fields: [
    name,
    field('kind', 'Kind', code('committee', 'panel', 'secretariat')),
    field('host', 'Host', id('party', 'body', 'verifier', 'observer')),
    field('chair', 'Chair', id('party', 'body', 'verifier', 'observer')),
    field('members', 'Members', ids('party')),
    field('advisers', 'Advisers', ids('verifier', 'observer', 'party', 'body')),
    field('seats', 'Seats', number),
    field('functions', 'Function', words, repeated),
    field(
      'decisionRule',
      'Decides by',
      code('consensus', 'consensus_minus_one', 'simple_majority', 'qualified_majority', 'unanimity'),
    ),
    field('quorum', 'Quorum', number),
    field('recusal', 'Recusal', words),
    field('fallbackAfter', 'Without a decision, after days', number),
    field('fallbackRule', 'It then decides by', code('qualified_majority', 'simple_majority', 'refer')),
    field('fallbackThreshold', 'Threshold', words),
    field('fallbackMustInclude', 'Which must include', { form: 'groups' }),
    field('fallbackMeaning', 'That is', words),
    field('fallbackTo', 'Referred to', id('body')),
    field('appointments', 'Appointed', entry('appointment'), repeated),
    field('defaultAppointer', 'Failing that, appointed by', entry('default-appointer')),
    cadence,
    field('convenedWithin', 'Convened on request within', duration),
    field('convenedUrgently', 'Convened in urgent cases within', duration),
    field('observersMayAttend', 'Observers may attend', yesNo),
    field('minutes', 'Minutes', words),
    field('opinion', 'Opinion', words),
    field('independence', 'Independence', words),
  ],
};

const verifier: TermKind = {
  kind: 'verifier',
  label: 'Verifier',
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
  register: 'source',
  fields: [
    type(...sourceTypes),
    field('provider', 'Provider', words),
    field('controlledBy', 'Controlled by', id('party', 'body', 'verifier', 'observer'), required),
    field('standard', 'Data standard', id('dataStandard')),
  ],
};

const dataStandard: TermKind = {
  kind: 'dataStandard',
  label: 'Data standard',
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
  register: 'calendar',
  fields: [
    name,
    field('weekend', 'Weekend', codes('Sat', 'Sun', 'Fri', 'Thu', 'Mon', 'Tue', 'Wed')),
    field('holidays', 'Holidays', { form: 'dates' }),
  ],
};

const general: TermKind = {
  kind: 'general',
  label: 'General terms',
  register: null,
  fields: [
    field('dayCount', 'Days are', code(...dayTypes)),
    field('workingDayCalendar', 'Working days are those of', id('calendar')),
    field('dayZero', 'A period begins on', words),
    field('expiry', 'A period ends at', words),
    field('timezone', 'Time zone', words),
    field('classificationDefault', 'Confidentiality unless stated otherwise', code(...confidentiality)),
    field('authoritativeLanguages', 'Authentic languages', codes()),
  ],
};

/** In the order of a menu: what is negotiated, what carries it out, what it names. */
export const termKinds = [
  milestone,
  tranche,
  contingency,
  discrepancyProcedure,
  disputeLadder,
  report,
  audit,
  review,
  sunset,
  confidenceBuilding,
  definition,
  dayKind,
  party,
  body,
  verifier,
  observer,
  source,
  dataStandard,
  calendar,
  general,
] as const satisfies readonly TermKind[];

const byName: ReadonlyMap<string, TermKind> = new Map(termKinds.map((each) => [each.kind, each]));
const labels: ReadonlyMap<string, FieldKind> = new Map(
  termKinds.flatMap(({ fields }) => fields.map((each) => [each.name, each] as const)),
);

export function termKindOf(kind: string): TermKind | null {
  return byName.get(kind) ?? null;
}

/** Null where blocks of this kind have no such field. */
export function fieldKindOf(kind: string, fieldName: string): FieldKind | null {
  return byName.get(kind)?.fields.find((each) => each.name === fieldName) ?? null;
}

/** What is read before the words of a field; empty for a field that stands for itself. */
export function printedLabel(fieldName: string): string {
  const known = labels.get(fieldName);
  return known === undefined || known.bare ? '' : known.label;
}

export const termKindNames: readonly string[] = [...byName.keys()];
export const fieldNames: readonly string[] = [...labels.keys()];
