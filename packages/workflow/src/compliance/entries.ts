/**
 * The entries of the calendar: one for everything of the agreement that comes on a day.
 */
import type { Almanac, Dates } from './dating.ts';
import { longStopOf, ruleMoment } from './dating.ts';
import { multipliedDuration } from './duration.ts';
import { namesOf } from './names.ts';
import { anchored, type Known, type NodeId } from './leaning.ts';
import { always, isAlways, on, open, shifted, type Gap, type Moment } from './moment.ts';
import { recurring } from './recurring.ts';
import type { Day, Milestone, Terms, Tranche } from './terms.ts';

export type EntryKind =
  | 'day'
  | 'long-stop'
  | 'deadline'
  | 'determination'
  | 'relief'
  | 'pilot-ends'
  | 'names-end'
  | 'confidence-building'
  | 'review'
  | 'report'
  | 'audit'
  | 'mandate-ends'
  | 'agreement-ends'
  | 'extension-ends'
  | 'obligation-ends';

export interface Entry {
  /** `deadline M2`: one for each kind and term, and for what comes again `report R1`, `report R1 2`, … */
  readonly key: string;
  readonly kind: EntryKind;
  /** Id of the term that it comes from. */
  readonly term: string;
  /** What the term is called. */
  readonly title: string;
  /** Ids of who acts, where somebody must. */
  readonly who: readonly string[];
  readonly when: Moment;
  /** ISO 8601 duration after which it comes again; told of the first time. */
  readonly every: string | null;
  /** Of the last time that is listed: it comes again after so long, and on until that day if the terms name one. */
  readonly goesOn: { readonly every: string; readonly until: string | null } | null;
  /** What else is to be known, in words of the agreement. */
  readonly note: string | null;
}

interface Context extends Almanac {
  readonly known: Known;
}

/** What was worked out for a term while its dates were these. */
interface Kept {
  readonly dates: Dates;
  readonly entries: readonly Entry[];
}
const kept = new WeakMap<object, Kept>();

/** All entries in order. With those of before, what did not change stays where it is. */
export function entriesOf(terms: Terms, context: Context, before: readonly Entry[] | null): readonly Entry[] {
  const entries: Entry[] = [];
  const seen = new Set<NodeId>();
  const dated = <T extends Day | Milestone | Tranche>(
    node: NodeId,
    term: T,
    make: (term: T, dates: Dates, context: Context) => Entry[],
  ) => {
    if (seen.has(node)) return;
    seen.add(node);
    const dates = context.dates(node)!;
    let known = kept.get(term);
    if (known?.dates !== dates) {
      known = { dates, entries: make(term, dates, context) };
      kept.set(term, known);
    }
    for (const entry of known.entries) entries.push(entry);
  };
  for (const day of terms.days) dated(`day ${day.id}`, day, ofDay);
  for (const milestone of terms.milestones) dated(`milestone ${milestone.id}`, milestone, ofMilestone);
  for (const tranche of terms.tranches) dated(`tranche ${tranche.id}`, tranche, ofTranche);
  entries.push(...ofRegisters(terms, context));
  return sorted(entries, before);
}

const blank = { who: [] as readonly string[], every: null, goesOn: null, note: null };

function ofDay({ id, name, rule, meaning }: Day, { comes }: Dates): Entry[] {
  const stop = rule ? longStopOf(rule) : null;
  const about = { ...blank, term: id, title: name };
  return [
    { ...about, key: `day ${id}`, kind: 'day', when: comes, note: meaning ?? null },
    ...(stop
      ? [
          {
            ...about,
            ...{ key: `long-stop ${id}`, kind: 'long-stop' as const, when: on(stop.date), note: stop.effect },
          },
        ]
      : []),
  ];
}

function ofMilestone({ id, title, obligors, determination }: Milestone, dates: Dates): Entry[] {
  const about = { ...blank, term: id, title };
  const by = determination?.by;
  return [
    { ...about, key: `deadline ${id}`, kind: 'deadline', who: obligors, when: dates.due! },
    ...(by
      ? [
          {
            ...about,
            ...{ key: `determination ${id}`, kind: 'determination' as const, who: [by] },
            ...{ when: dates.determined!, note: determination.onSilence ?? null },
          },
        ]
      : []),
  ];
}

function ofTranche(tranche: Tranche, dates: Dates, { count }: Context): Entry[] {
  const { id, title, grantors, pilot, reverseConsensus } = tranche;
  const about = { ...blank, term: id, title };
  const after = (duration: string) =>
    shifted(dates.comes, (date) => count.after(date, duration), {
      ...{ why: 'unreadable', of: id, words: duration },
    });
  const entries: Entry[] = [
    { ...about, key: `relief ${id}`, kind: 'relief', who: grantors, when: dates.comes },
  ];
  if (pilot?.expires) {
    const ends = { kind: 'pilot-ends' as const, when: after(pilot.expires), note: pilot.renewal ?? null };
    entries.push({ ...about, key: `pilot-ends ${id}`, ...ends });
  }
  if (reverseConsensus?.terminatesAfter) {
    const when = after(reverseConsensus.terminatesAfter);
    entries.push({
      ...about,
      ...{ key: `names-end ${id}`, kind: 'names-end', when, note: reverseConsensus.unless ?? null },
    });
  }
  return entries;
}

/** What is not dated by what others lean on: duties that come again, mandates, and the end of it all. */
function ofRegisters(terms: Terms, context: Context): Entry[] {
  const { count } = context;
  const start = startOf(terms, context);
  const after = (moment: Moment, duration: string, of: string) =>
    shifted(moment, (date) => count.after(date, duration), { why: 'unreadable', of, words: duration });
  const onDay = (words: string, of: string): Moment => {
    const [, ref = words, offset] = /^(.+?)\+?(-?P[\dYMWDTHS]+)?$/.exec(words.trim()) ?? [];
    const node = anchored(ref, (candidate) => context.known.has(candidate));
    if (!node) return open({ why: 'unknown-name', of, ref });
    const { comes } = context.dates(node)!;
    return offset ? after(comes, offset, of) : comes;
  };
  const named = (ids: readonly (string | null | undefined)[]) => ids.filter((id) => id != null);

  const { instrument } = terms.sunset ?? {};
  const end = instrument ? onDay(instrument, 'sunset').latest : null;
  /** Without a first day, it comes first when the cadence has passed once. */
  const again = (entry: Entry, cadence: string | null | undefined, first: Moment | null = null): Entry[] => {
    if (!cadence) return [{ ...entry, when: first ?? open({ why: 'no-rule', of: entry.term }) }];
    const later = (times: number) =>
      times === 0 ? (first ?? start) : after(first ?? start, multipliedDuration(cadence, times), entry.term);
    return recurring({ ...entry, every: cadence }, (turn) => later(first ? turn - 1 : turn), end);
  };

  return [
    ...terms.confidenceBuilding.map(({ id, title, by, start: rule }): Entry => ({
      ...{ ...blank, key: `confidence-building ${id}`, kind: 'confidence-building', term: id, title },
      who: named([by]),
      when: rule ? ruleMoment(rule, id, context) : open({ why: 'no-rule', of: id }),
    })),
    ...terms.review.flatMap(({ id, type, by, cadence, first, question }) =>
      again(
        {
          ...{ ...blank, key: `review ${id}`, kind: 'review', term: id, title: plain(type ?? id) },
          ...{ who: named([by]), when: start, note: question ?? null },
        },
        cadence,
        first ? ruleMoment(first, id, context) : null,
      ),
    ),
    ...terms.reporting.flatMap(({ id, by, to, cadence, form }) =>
      again(
        {
          ...{ ...blank, key: `report ${id}`, kind: 'report', term: id, title: form ?? id },
          ...{ who: named([by]), when: start, note: to ?? null },
        },
        cadence,
      ),
    ),
    ...terms.audits.flatMap(({ id, by, of, schedule }) =>
      again(
        {
          ...{ ...blank, key: `audit ${id}`, kind: 'audit', term: id, title: of ?? id },
          ...{ who: named([by]), when: start },
        },
        schedule?.cadence,
        schedule?.cadence
          ? null
          : open({ why: 'drawn', of: id, words: schedule?.rate ?? schedule?.type ?? id }),
      ),
    ),
    ...terms.verifiers.flatMap(({ id, name, mandateUntil }): Entry[] =>
      mandateUntil
        ? [
            {
              ...{ ...blank, key: `mandate-ends ${id}`, kind: 'mandate-ends', term: id, title: name },
              ...{ who: [id], when: onDay(mandateUntil, id) },
            },
          ]
        : [],
    ),
    ...ofSunset(terms.sunset, onDay, after),
  ];
}

function ofSunset(
  sunset: Terms['sunset'],
  onDay: (words: string, of: string) => Moment,
  after: (moment: Moment, duration: string, of: string) => Moment,
): Entry[] {
  if (!sunset?.instrument) return [];
  const ends = onDay(sunset.instrument, 'sunset');
  const about = { ...blank, term: 'sunset', title: 'The agreement' };
  const { extension } = sunset;
  const longest = Array.from({ length: Math.min(extension?.max ?? 0, 100) }).reduce<Moment>(
    (moment) => (extension?.length ? after(moment, extension.length, 'sunset') : moment),
    ends,
  );
  return [
    { ...about, key: 'agreement-ends sunset', kind: 'agreement-ends', when: ends },
    ...(extension?.max
      ? [
          {
            ...{ ...about, key: 'extension-ends sunset', kind: 'extension-ends' as const, when: longest },
            note: extension.by ?? null,
          },
        ]
      : []),
    ...sunset.surviving.map(({ clause, until, verifier }): Entry => ({
      ...{ ...about, key: `obligation-ends ${clause}`, kind: 'obligation-ends', term: clause, title: clause },
      who: verifier ? [verifier] : [],
      when: until ? onDay(until, clause) : open({ why: 'no-rule', of: clause }),
    })),
  ];
}

/** The day from which duties that come again are counted. */
function startOf(terms: Terms, context: Context): Moment {
  const none = { milestones: [], tranches: [], contingencies: [] };
  const start = namesOf({ days: terms.days, ...none }).find((name) => name.start);
  const gap: Gap = { why: 'no-rule', of: 'the day on which commitments take effect' };
  const comes = start ? context.dates(`day ${start.id}`)?.comes : null;
  return comes && !isAlways(comes) ? comes : context.origin ? on(context.origin) : { ...always, gap };
}

const plain = (words: string) => words.replaceAll('_', ' ');

const dayOf = ({ when }: Entry) => when.latest ?? when.earliest ?? '\uffff';

function compare(a: Entry, b: Entry): number {
  const [one, other] = [dayOf(a), dayOf(b)];
  if (one !== other) return one < other ? -1 : 1;
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

/** In order. What stood in the list before is in order already, so only the rest is sorted and merged into it. */
function sorted(entries: readonly Entry[], before: readonly Entry[] | null): readonly Entry[] {
  if (!before) return entries.toSorted(compare);
  const stays = new Set(entries);
  const old = before.filter((entry) => stays.has(entry));
  const known = new Set(old);
  const fresh = entries.filter((entry) => !known.has(entry)).toSorted(compare);
  if (fresh.length === 0 && old.length === before.length) return before;
  const merged: Entry[] = [];
  let at = 0;
  for (const entry of old) {
    while (at < fresh.length && compare(fresh[at]!, entry) < 0) merged.push(fresh[at++]!);
    merged.push(entry);
  }
  return [...merged, ...fresh.slice(at)];
}
