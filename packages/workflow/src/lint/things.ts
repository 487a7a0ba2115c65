/**
 * What a rule may look at, one thing at a time: a milestone, a tranche, a clause, … Each has a kind, a name within
 * its kind, and a place in the agreement format.
 */
import type {
  Audit,
  Body,
  CalendarTerm,
  ConfidenceBuildingMeasure,
  Contingency,
  DataStandard,
  Day,
  Definition,
  DiscrepancyProcedure,
  DisputeLadder,
  Milestone,
  Observer,
  Party,
  ReportingDuty,
  Review,
  Source,
  Sunset,
  Terms,
  Tranche,
  Verifier,
} from '../compliance/terms.ts';
import type { ClauseSubject, Subject, UnreadField } from './subject.ts';

export interface Things {
  /** The frame of the agreement: for what is wrong with all of it. */
  agreement: Terms['agreement'];
  calendar: CalendarTerm;
  party: Party;
  body: Body;
  verifier: Verifier;
  observer: Observer;
  day: Day;
  source: Source;
  standard: DataStandard;
  milestone: Milestone;
  tranche: Tranche;
  contingency: Contingency;
  discrepancy: DiscrepancyProcedure;
  ladder: DisputeLadder;
  measure: ConfidenceBuildingMeasure;
  duty: ReportingDuty;
  audit: Audit;
  review: Review;
  sunset: Sunset;
  definition: Definition;
  clause: ClauseSubject;
  /** A clause in another language, named `fr cl-7.1`. */
  translation: ClauseSubject;
  unread: UnreadField;
}

export type Kind = keyof Things;
export type Listed = { readonly [K in Kind]: readonly Things[K][] };

interface KindOf<K extends Kind> {
  readonly list: (subject: Subject) => readonly Things[K][];
  /** Its name within its kind. */
  readonly name: (thing: Things[K]) => string;
  /** Path of the list in the agreement format, or of the one thing there is. Null for what is found by its text. */
  readonly path: string | null;
}

const none: readonly never[] = [];
const byId = ({ id }: { readonly id: string }) => id;

/** A list of at most one thing that stays the same list while the thing stays the same thing. */
function only<T extends object>(): (thing: T | null | undefined) => readonly T[] {
  const lists = new WeakMap<T, readonly T[]>();
  return (thing) => {
    if (!thing) return none;
    const list = lists.get(thing) ?? [thing];
    lists.set(thing, list);
    return list;
  };
}
const frame = only<Things['agreement']>();
const discrepancy = only<DiscrepancyProcedure>();
const ladder = only<DisputeLadder>();
const sunset = only<Sunset>();

/** In the order in which findings are listed. */
export const kinds: { readonly [K in Exclude<Kind, 'translation'>]: KindOf<K> } = {
  unread: {
    list: ({ unread }) => unread,
    name: ({ term, field }) => `${term} ${field}`,
    path: null,
  },
  agreement: { list: ({ terms }) => frame(terms.agreement), name: () => 'agreement', path: '$' },
  calendar: { list: ({ terms }) => terms.calendars, name: byId, path: '$.calendars' },
  party: { list: ({ terms }) => terms.parties, name: byId, path: '$.parties' },
  body: { list: ({ terms }) => terms.bodies, name: byId, path: '$.bodies' },
  verifier: { list: ({ terms }) => terms.verifiers, name: byId, path: '$.verifiers' },
  observer: { list: ({ terms }) => terms.observers, name: byId, path: '$.observers' },
  day: { list: ({ terms }) => terms.days, name: byId, path: '$.days' },
  source: { list: ({ terms }) => terms.sources, name: byId, path: '$.sources' },
  standard: { list: ({ terms }) => terms.dataStandards, name: byId, path: '$.dataStandards' },
  milestone: { list: ({ terms }) => terms.milestones, name: byId, path: '$.milestones' },
  tranche: { list: ({ terms }) => terms.tranches, name: byId, path: '$.tranches' },
  contingency: { list: ({ terms }) => terms.contingencies, name: byId, path: '$.contingencies' },
  discrepancy: {
    list: ({ terms }) => discrepancy(terms.discrepancyProcedure),
    name: () => 'discrepancyProcedure',
    path: '$.discrepancyProcedure',
  },
  ladder: {
    list: ({ terms }) => ladder(terms.disputeLadder),
    name: () => 'disputeLadder',
    path: '$.disputeLadder',
  },
  measure: { list: ({ terms }) => terms.confidenceBuilding, name: byId, path: '$.confidenceBuilding' },
  duty: { list: ({ terms }) => terms.reporting, name: byId, path: '$.reporting' },
  audit: { list: ({ terms }) => terms.audits, name: byId, path: '$.audits' },
  review: { list: ({ terms }) => terms.review, name: byId, path: '$.review' },
  sunset: { list: ({ terms }) => sunset(terms.sunset), name: () => 'sunset', path: '$.sunset' },
  definition: { list: ({ terms }) => terms.definitions, name: ({ term }) => term, path: '$.definitions' },
  clause: { list: ({ text }) => text.clauses, name: byId, path: null },
};

const single: ReadonlySet<Kind> = new Set(['agreement', 'discrepancy', 'ladder', 'sunset']);

/** Where a thing stands in the agreement format; for a clause the label printed before it. */
export function pathOf(kind: Exclude<Kind, 'translation'>, index: number, thing: Things[Kind]): string {
  const { path } = kinds[kind];
  if (path !== null) return single.has(kind) ? path : `${path}[${index}]`;
  if (kind === 'unread') return `${(thing as UnreadField).term}.${(thing as UnreadField).field}`;
  const { label, heading, id } = thing as ClauseSubject;
  return label || heading || id;
}
