/**
 * Examples of rules: a small agreement in which nothing is wrong, and changes to it. An example tells what the rule
 * objects to (or does not) by doing just that.
 */
import { termsSchema, type Terms } from '../compliance/terms.ts';
import type { Subject } from './subject.ts';
import type { Things } from './things.ts';

/** What an example does to the small agreement. */
export interface Example {
  readonly says: string;
  readonly change: (its: Draft) => void;
}

type ThingOf<K extends keyof Terms> = Terms[K] extends readonly (infer T)[] ? T : never;
type Writable<T> = T extends readonly (infer I)[]
  ? Writable<I>[]
  : T extends object
    ? { -readonly [K in keyof T]: Writable<T[K]> }
    : T;

/** The small agreement while an example changes it. */
export interface Draft {
  readonly terms: Terms;
  milestone(id: string): ThingOf<'milestones'>;
  tranche(id: string): ThingOf<'tranches'>;
  contingency(id: string): ThingOf<'contingencies'>;
  day(id: string): ThingOf<'days'>;
  body(id: string): ThingOf<'bodies'>;
  verifier(id: string): ThingOf<'verifiers'>;
  source(id: string): ThingOf<'sources'>;
  /**
   * Writes a clause of the text, as printed: `1.1 The Parties shall …`. Lines after the first are its paragraphs,
   * `(a) …` among them. The clause is returned, for what cannot be written so.
   */
  clause(id: string, words: string): Writable<Things['clause']>;
  /** Writes the same clause in another language. */
  translation(language: string, id: string, words: string): Writable<Things['clause']>;
  /** The language of the text, where it is not English. */
  language(tag: string): void;
  today(date: string): void;
  unread(term: string, field: string, words: string): void;
}

/** The small agreement, after a change. */
export function example(change: Example['change'] = () => {}): Subject {
  const terms = termsSchema.parse(small);
  const clauses: Writable<Things['clause']>[] = [];
  const versions = new Map<string, Writable<Things['clause']>[]>();
  const unread: Writable<Subject['unread']> = [];
  let today: string | null = null;
  let language = 'en';
  const of = <T extends { id: string }>(list: readonly T[], id: string): T => {
    const found = list.find((one) => one.id === id);
    if (!found) throw new Error(`the small agreement has no ${id}`);
    return found;
  };
  change({
    terms,
    milestone: (id) => of(terms.milestones, id),
    tranche: (id) => of(terms.tranches, id),
    contingency: (id) => of(terms.contingencies, id),
    day: (id) => of(terms.days, id),
    body: (id) => of(terms.bodies, id),
    verifier: (id) => of(terms.verifiers, id),
    source: (id) => of(terms.sources, id),
    clause(id, words) {
      const clause = clauseOf(id, words);
      clauses.push(clause);
      return clause;
    },
    translation(language, id, words) {
      const clause = clauseOf(id, words);
      versions.set(language, [...(versions.get(language) ?? []), clause]);
      return clause;
    },
    language: (tag) => (language = tag),
    today: (date) => (today = date),
    unread: (term, field, words) =>
      unread.push({
        ...{ clause: 'cl-1', term, field, words, message: 'A duration was expected, such as P30D.' },
        meant: null,
      }),
  });
  return {
    terms,
    text: {
      language,
      clauses,
      versions: [...versions].map(([language, list]) => ({ language, clauses: list })),
    },
    standsIn: new Map(),
    unread,
    today,
  };
}

function clauseOf(id: string, words: string): Writable<Things['clause']> {
  const [, label = '', rest = ''] = /^(?:(\d[\d.]*(?: bis)?)\s+)?(.*)$/s.exec(words) ?? [];
  return {
    id,
    label,
    heading: '',
    within: [],
    part: 'operative',
    passages: rest.split('\n').map((line) => {
      const [, item = '', said = ''] = /^(?:(\([a-z]+\)|\([ivx]+\))\s+)?(.*)$/.exec(line) ?? [];
      return {
        kind: item ? 'item' : 'paragraph',
        label: item,
        words: said,
        quoted: false,
        references: [],
        defines: [],
        uses: [],
      };
    }),
    settled: false,
    signOffs: [],
    unsigned: [],
  };
}

/** Two sides, three milestones of the one, and relief by the other in two steps. */
const small: unknown = {
  agreement: {
    title: 'Small agreement',
    dayCount: { default: 'calendar_days', workingDayCalendar: 'CAL' },
  },
  calendars: [{ id: 'CAL', name: 'Office days', weekend: ['Sat', 'Sun'], holidays: ['2026-12-25'] }],
  parties: [
    { id: 'KES', name: 'Kestrelia', role: 'target' },
    { id: 'ALB', name: 'Albarra', role: 'grantor' },
    { id: 'TOR', name: 'Torvald', role: 'grantor' },
    { id: 'MRO', name: 'Regional Organisation', role: 'host_guarantor' },
  ],
  bodies: [
    {
      id: 'JEC',
      kind: 'committee',
      name: 'Joint Evaluation Committee',
      host: 'MRO',
      chair: 'MRO',
      members: ['KES', 'ALB', 'TOR', 'MRO'],
      decision: { rule: 'consensus', quorum: 3, fallback: { afterDays: 10, rule: 'qualified_majority' } },
      observersMayAttend: true,
      minutes: 'published_after:P30D',
    },
    {
      id: 'IRP',
      kind: 'panel',
      name: 'Independent Review Panel',
      seats: 3,
      appointment: [
        { by: 'complainant', n: 1 },
        { by: 'respondent', n: 1 },
        { by: 'the two panellists', n: 1 },
      ],
      defaultAppointer: { who: 'Registry of Arbitrators', afterDays: 5 },
    },
    { id: 'SEC', kind: 'secretariat', name: 'Secretariat', host: 'MRO' },
  ],
  verifiers: [
    {
      id: 'IMVA',
      name: 'Materials Verification Authority',
      independentOf: ['KES', 'ALB', 'TOR', 'MRO'],
      mandateUntil: 'day:end+P2Y',
    },
  ],
  observers: [
    { id: 'OBS', name: 'Civil Forum', kind: 'civil_society', rights: ['read:public', 'comment:clauses'] },
  ],
  days: [
    { id: 'day:adoption', name: 'Adoption Day', rule: { type: 'absolute', date: '2026-06-01' } },
    {
      id: 'day:implementation',
      name: 'Implementation Day',
      rule: {
        type: 'event',
        when: { op: 'milestone', ref: 'M1', is: 'verified' },
        notLaterThan: { date: '2027-06-30', effect: 'strategic_review' },
      },
    },
    {
      id: 'day:end',
      name: 'Termination Day',
      rule: { type: 'relative', anchor: 'day:adoption', offset: 'P10Y', calendar: 'calendar_days' },
    },
  ],
  sources: [
    { id: 'S-DECL', type: 'declaration', controlledBy: 'KES', standard: 'DX-1' },
    { id: 'S-ONSITE', type: 'on_site_inspection', controlledBy: 'IMVA', standard: 'DX-1' },
    { id: 'S-SAT', type: 'satellite_imagery', controlledBy: 'third_party', standard: 'DX-1' },
  ],
  dataStandards: [{ id: 'DX-1', title: 'Report', format: 'JSON', signed: true, latency: 'P7D' }],
  milestones: [
    milestone('M1', 'Declaration of stocks', {
      unit: 'percent',
      baseline: 0,
      target: { comparator: '>=', value: 100 },
      anchor: 'day:adoption',
      offset: 'P60D',
    }),
    milestone('M2', 'Stock below the ceiling', {
      unit: 'kg',
      baseline: 3120,
      target: { comparator: '<=', value: 250 },
      anchor: 'day:adoption',
      offset: 'P180D',
      prerequisites: ['M1'],
    }),
    milestone('M3', 'Register in operation', {
      unit: 'percent',
      baseline: 3,
      target: { comparator: '>=', value: 90 },
      anchor: 'day:implementation',
      offset: 'P9M',
    }),
  ],
  tranches: [
    {
      ...tranche('T1', 'Licence for spare parts', 'license', 20),
      condition: { ast: { op: 'milestone', ref: 'M1', is: 'verified' } },
    },
    {
      ...tranche('T2', 'Oil and banking', 'suspend', 50),
      condition: {
        ast: {
          op: 'and',
          args: [
            { op: 'milestone', ref: 'M1', is: 'verified' },
            { op: 'milestone', ref: 'M2', is: 'verified' },
            { op: 'not', args: [{ op: 'contingencyActive', ref: 'C1' }] },
          ],
        },
      },
    },
    {
      ...tranche('T3', 'Termination of what remains', 'terminate', 30),
      reversible: false,
      snapback: null,
      condition: {
        ast: {
          op: 'and',
          args: [
            { op: 'milestone', ref: 'M3', is: 'verified' },
            { op: 'tranche', ref: 'T2', is: 'in_effect' },
          ],
        },
      },
    },
  ],
  contingencies: [
    {
      id: 'C1',
      title: 'Significant non-performance',
      kind: 'breach',
      trigger: { ast: { op: 'ladderOutcome', step: 2, is: 'not_continued' } },
      definedTerm: 'significant non-performance',
      invokers: ['ALB', 'TOR'],
      notice: 'P10D',
      cure: { period: 'P30D', extendable: null },
      response: [
        { level: 1, if: 'score = 2', do: 'pause next tranche' },
        { level: 2, if: 'score = 0', do: 'snapback T1-T2' },
      ],
      leveragePreserved: ['T3'],
      incentivePreserved: 'T1 is never withdrawn',
      restoration: { text: 'the milestone is verified again', effectWithin: 'P15D' },
    },
  ],
  discrepancyProcedure: {
    detect: 'comparison of every pair of sources',
    tolerance: 'per indicator',
    stages: [
      { n: 1, name: 'notice', by: 'SEC', within: 'P1D', automatic: true },
      { n: 2, name: 'escalation to the panel', by: 'SEC', at: 'P45D', automatic: true },
    ],
  },
  disputeLadder: {
    standing: ['KES', 'ALB', 'TOR'],
    withdrawnPartyStanding: 'none from the date of notice of withdrawal',
    steps: [
      { n: 1, name: 'Consultation', days: 15, dayType: 'calendar_days', start: 'complaint registered' },
      {
        n: 2,
        name: 'Vote to continue relief',
        body: 'JEC',
        days: 30,
        dayType: 'calendar_days',
        start: 'end of step 1',
        terminal: true,
        default: 'relief not continued',
      },
    ],
    totalDays: 45,
  },
  reporting: [
    { id: 'R1', by: 'KES', to: 'JEC', cadence: 'P3M', form: 'DX-1' },
    { id: 'R2', by: 'ALB', to: 'JEC', cadence: 'P3M', form: 'statement of relief' },
    { id: 'R3', by: 'TOR', to: 'JEC', cadence: 'P3M', form: 'statement of relief' },
    { id: 'R4', by: 'SEC', to: 'public', cadence: 'P3M', form: 'assessment' },
  ],
  review: [
    {
      id: 'RV1',
      type: 'strategic_review',
      cadence: 'P1Y',
      first: { type: 'relative', anchor: 'day:implementation', offset: 'P1Y', calendar: 'calendar_days' },
    },
  ],
  sunset: {
    instrument: 'day:end',
    surviving: [],
    relief: [],
    extension: { max: 1, length: 'P2Y', by: 'JEC' },
  },
  definitions: [
    {
      term: 'significant non-performance',
      text: 'a failure to meet a milestone, established by two sources',
    },
  ],
};

interface MilestoneSketch {
  readonly unit: string;
  readonly baseline: number;
  readonly target: { readonly comparator: string; readonly value: number };
  readonly anchor: string;
  readonly offset: string;
  readonly prerequisites?: readonly string[];
}

function milestone(id: string, title: string, sketch: MilestoneSketch) {
  const { unit, baseline, target, anchor, offset, prerequisites = [] } = sketch;
  return {
    id,
    title,
    obligors: ['KES'],
    indicator: {
      statement: `${title}, measured`,
      observable: true,
      unit,
      baseline: { value: baseline, asOf: '2026-03-02', source: 'S-ONSITE' },
      target,
      tolerance: 0,
    },
    sustain: 'P30D',
    deadline: { type: 'relative', anchor, offset, calendar: 'calendar_days' },
    prerequisites,
    verification: {
      modality: ['on_site_inspection', 'satellite_imagery'],
      leadVerifier: 'IMVA',
      sources: ['S-DECL', 'S-ONSITE', 'S-SAT'],
      minIndependentSources: 2,
      notice: 'PT24H',
      cadence: 'P1M',
    },
    determination: { by: 'JEC', within: 'P15D', onSilence: 'no_effect' },
    falsePositive: { confirmBy: 'second independent source', within: 'P10D', holdEffects: true },
  };
}

function tranche(id: string, title: string, instrument: string, magnitudePctOfRegime: number) {
  return {
    id,
    title,
    grantors: ['ALB', 'TOR'],
    measures: [`ALB Act 2018 on ${title}`, `TOR Order on ${title}`],
    instrument,
    sector: 'energy',
    magnitudePctOfRegime,
    phase: Number(id.slice(1)),
    effect: { within: 'P10D', after: 'determination recorded', synchronised: true, syncWindow: 'PT24H' },
    reversible: true,
    snapback: {
      mode: 'automatic',
      triggeredBy: ['C1'],
      effectiveAfter: 'P30D',
      windDown: 'P90D',
      retroactive: false,
      grandfather: 'contracts signed before the trigger',
    },
  };
}
