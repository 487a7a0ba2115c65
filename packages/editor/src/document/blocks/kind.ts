/**
 * What a kind of structured blocks is, and what a field of it is: its name in the text, what people read before it,
 * by which grammar its words are read, and where its value belongs in the terms of the agreement.
 */

/** What an id can name. Each has blocks of its own. */
export const registers = [
  'party',
  'body',
  'verifier',
  'observer',
  'day',
  'source',
  'dataStandard',
  'calendar',
  'milestone',
  'tranche',
  'contingency',
  'confidenceBuilding',
  'report',
  'audit',
  'review',
] as const;
export type Register = (typeof registers)[number];

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
  /** `also` are words that stand for somebody without an id, such as `third_party`. */
  | { readonly form: 'id'; readonly of: readonly Register[]; readonly also?: readonly string[] }
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
  /** `ALB: waive; TOR: suspend`. With `known`, the words are codes. */
  | { readonly form: 'by-party'; readonly known: readonly string[] | null }
  /** `parties: all; technical: 2` */
  | { readonly form: 'named-values' }
  /** `ALB, UNR or TOR; KES` */
  | { readonly form: 'groups' }
  /** Several parts: `Joint Commission; before JEC; within 14 days`. */
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
  /** As it is stored in texts; it never changes its meaning. */
  readonly name: string;
  /** What people read before it, and hear. A name has one label in every kind that has it. */
  readonly label: string;
  readonly grammar: Grammar;
  /** Where the value belongs in the term: `indicator.target`. */
  readonly path: string;
  /** Whether a block is unfinished without it, by the linter's rules. */
  readonly required: boolean;
  /** Whether a block may have several fields of this name. Their values make a list, in their order. */
  readonly repeated: boolean;
  /** Whether its words stand for themselves, without a label. */
  readonly bare: boolean;
}

/** The collection of the terms that blocks of a kind belong to. */
export type Collection =
  | 'calendars'
  | 'parties'
  | 'bodies'
  | 'verifiers'
  | 'observers'
  | 'days'
  | 'sources'
  | 'dataStandards'
  | 'milestones'
  | 'tranches'
  | 'contingencies'
  | 'confidenceBuilding'
  | 'reporting'
  | 'audits'
  | 'review'
  | 'definitions';

/** What an agreement has one of. */
export type Single = 'agreement' | 'discrepancyProcedure' | 'disputeLadder' | 'sunset';

export interface TermKind {
  /** As it is stored in texts. */
  readonly kind: string;
  /** What people call one: "Milestone". */
  readonly label: string;
  readonly belongs: { readonly to: Collection } | { readonly is: Single };
  /** What its ids name; null for kinds whose blocks have no id. */
  readonly register: Register | null;
  /** In the order in which they are written. */
  readonly fields: readonly FieldKind[];
}

interface Also {
  readonly path?: string;
  readonly required?: boolean;
  readonly repeated?: boolean;
  readonly bare?: boolean;
}

export const field = (name: string, label: string, grammar: Grammar, also: Also = {}): FieldKind => ({
  name,
  label,
  grammar,
  path: name,
  required: false,
  repeated: false,
  bare: false,
  ...also,
});

export const required = { required: true };
export const repeated = { repeated: true };

export const words: Grammar = { form: 'words' };
export const phrases: Grammar = { form: 'phrases' };
export const number: Grammar = { form: 'number' };
export const yesNo: Grammar = { form: 'yes-no' };
export const duration: Grammar = { form: 'duration' };
export const day: Grammar = { form: 'day' };
export const condition: Grammar = { form: 'condition' };
export const instant: Grammar = { form: 'instant' };
export const code = (...known: readonly string[]): Grammar => ({ form: 'code', known });
export const codes = (...known: readonly string[]): Grammar => ({ form: 'codes', known });
export const id = (...of: readonly Register[]): Grammar => ({ form: 'id', of });
export const ids = (...of: readonly Register[]): Grammar => ({ form: 'ids', of });
export const entry = (form: EntryForm): Grammar => ({ form: 'entry', entry: form });

/** Who can do something. */
export const somebody = ['party', 'body', 'verifier', 'observer'] as const;

// Fields that several kinds have.
export const title = field('title', 'Title', words, required);
export const name = field('name', 'Name', words, required);
export const cadence = field('cadence', 'Cadence', duration);
export const notice = field('notice', 'Notice', duration);
export const by = field('by', 'By', id(...somebody), required);
export const reversible = field('reversible', 'Reversible', yesNo);
export const type = (...known: readonly string[]) => field('type', 'Type', code(...known));

export const audiences = ['public', 'observers', 'parties'];
export const dayTypes = ['calendar_days', 'working_days'];
/** What is looked at to verify something, for the modality of a verification and the type of a source. */
export const evidenceTypes = [
  'declaration',
  'on_site_inspection',
  'joint_inspection',
  'satellite_imagery',
  'uav_imagery',
  'electronic_seal_telemetry',
  'financial_trace',
  'institutional_audit',
  'field_report',
  'interviews_and_visits',
  'court_and_gazette_records',
];
