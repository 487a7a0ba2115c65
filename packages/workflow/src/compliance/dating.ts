/**
 * Dating: when a day, a milestone or a tranche comes, worked out from its own terms and the moments that it leans on.
 */
import type { Condition } from './condition.ts';
import type { Counted, DayCount } from './day-count.ts';
import { isDate } from './day-count.ts';
import type { DayRule, LongStop } from './day-rule.ts';
import { anchored, type Leaning, type NodeId } from './leaning.ts';
import {
  always,
  first,
  isNever,
  kth,
  last,
  never,
  on,
  open,
  shifted,
  type Gap,
  type Moment,
} from './moment.ts';
import type { Day, Milestone, Tranche } from './terms.ts';
import { truthOf, type Fact, type Truth } from './truth.ts';

/** What is known of one term. */
export interface Dates {
  /** A day has come, a milestone was verified, a tranche is in effect: what others count from. */
  readonly comes: Moment;
  /** Of a milestone: its deadline, and the last day of the body that determines whether it is met. */
  readonly due: Moment | null;
  readonly determined: Moment | null;
  /** Of a tranche: when its condition holds. */
  readonly condition: Moment | null;
}

export interface Almanac {
  readonly count: DayCount;
  /** The first date that the agreement names: nothing of it comes before. */
  readonly origin: string | null;
  readonly dates: (node: NodeId) => Dates | undefined;
}

export function datesOf({ kind, term }: Leaning, almanac: Almanac): Dates {
  switch (kind) {
    case 'day':
      return { ...bare, comes: dayComes(term, almanac) };
    case 'milestone':
      return milestoneDates(term, almanac);
    case 'tranche':
      return trancheDates(term, almanac);
  }
}

/** The dates of what waits for itself. */
export function loopedDates(of: string, loop: readonly string[]): Dates {
  const gap: Gap = { why: 'loop', of, loop };
  return { comes: open(gap), due: open(gap), determined: open(gap), condition: open(gap) };
}

const bare = { due: null, determined: null, condition: null };

function dayComes({ id, rule }: Day, almanac: Almanac): Moment {
  return rule ? ruleMoment(rule, id, almanac) : open({ why: 'no-rule', of: id });
}

function milestoneDates(milestone: Milestone, almanac: Almanac): Dates {
  const { id, deadline, prerequisites, sustain, determination } = milestone;
  const due = deadline ? ruleMoment(deadline, id, almanac) : open({ why: 'no-rule', of: id });
  const within = determination?.within ?? null;
  const determined = within === null ? due : later(due, within, {}, id, almanac);
  const before = prerequisites.map(
    (ref) => almanac.dates(`milestone ${ref}`)?.comes ?? open({ why: 'unknown-name', of: id, ref }),
  );
  const begun = [deadline ? beginning(deadline, almanac) : null, ...before.map(({ earliest }) => earliest)]
    .filter((date) => date !== null)
    .toSorted()
    .at(-1);
  const from = begun ?? almanac.origin;
  const held = from && sustain ? almanac.count.after(from, sustain) : from;
  const blocked = before.find(isNever);
  // What is due before its prerequisite cannot be verified before it all the same.
  const possible =
    [determined, ...before]
      .flatMap(({ latest }) => latest ?? [])
      .toSorted()
      .at(-1) ?? null;
  return {
    ...{ due, determined, condition: null },
    comes: blocked ?? {
      earliest: held,
      latest: determined.latest && possible,
      gap: determined.gap ?? before.find(({ latest }) => !latest)?.gap ?? null,
    },
  };
}

function trancheDates({ id, condition, effect }: Tranche, almanac: Almanac): Dates {
  if (!condition?.ast) {
    const gap = open({ why: 'no-condition', of: id });
    return { ...bare, comes: gap, condition: gap };
  }
  const origin = almanac.origin ? on(almanac.origin) : always;
  const holds = conditionMoment(condition.ast, id, almanac);
  const met = isNever(holds) ? holds : last([origin, holds]);
  const within = effect?.within ?? null;
  const end = within === null ? met : later(met, within, {}, id, almanac);
  return { ...bare, condition: met, comes: { ...end, earliest: met.earliest } };
}

export function ruleMoment(rule: DayRule, of: string, almanac: Almanac): Moment {
  const own = coreMoment(rule, of, almanac);
  const held = rule.provided ? last([own, conditionMoment(rule.provided, of, almanac)]) : own;
  return rule.notLaterThan ? stopped(held, rule.notLaterThan, of, almanac) : held;
}

function coreMoment(rule: DayRule, of: string, almanac: Almanac): Moment {
  switch (rule.type) {
    case 'absolute':
      return isDate(rule.date) ? on(rule.date) : open({ why: 'unreadable', of, words: rule.date });
    case 'relative': {
      const node = anchored(rule.anchor, (candidate) => almanac.dates(candidate) !== undefined);
      if (!node) return open({ why: 'unknown-name', of, ref: rule.anchor });
      return later(almanac.dates(node)!.comes, rule.offset, rule, of, almanac);
    }
    case 'earliestOf':
      return first(membersOf(rule.of, of, almanac), of);
    case 'latestOf':
      return last(membersOf(rule.of, of, almanac));
    case 'event':
      return conditionMoment(rule.when, of, almanac);
    case 'act':
      return { earliest: almanac.origin, latest: null, gap: { why: 'act', of, act: rule.act } };
  }
}

const membersOf = (rules: readonly DayRule[], of: string, almanac: Almanac) =>
  rules.map((rule) => ruleMoment(rule, of, almanac));

/** With a long-stop day the rule comes at the latest on it; one with an effect of its own ends nothing but time. */
function stopped(moment: Moment, stop: LongStop, of: string, almanac: Almanac): Moment {
  if (!('type' in stop) && stop.effect) return moment;
  const limit = 'type' in stop ? ruleMoment(stop, of, almanac) : on(stop.date);
  return first([moment, limit], of);
}

/** The day of a long-stop that has an effect of its own, and what that is. */
export function longStopOf(rule: DayRule): { readonly date: string; readonly effect: string } | null {
  const stop = rule.notLaterThan;
  return stop && !('type' in stop) && stop.effect ? { date: stop.date, effect: stop.effect } : null;
}

/** When the condition becomes true if everybody performs and no contingency is invoked. */
export function conditionMoment(condition: Condition, of: string, almanac: Almanac): Moment {
  switch (condition.op) {
    case 'and':
      return last(condition.args.map((arg) => conditionMoment(arg, of, almanac)));
    case 'or':
      return first(
        condition.args.map((arg) => conditionMoment(arg, of, almanac)),
        of,
      );
    case 'atLeast':
      return kth(
        condition.k,
        condition.args.map((arg) => conditionMoment(arg, of, almanac)),
        of,
      );
    case 'not':
      // Before anything happened nothing is verified, in effect or active: what is denied holds from the beginning.
      return truthOf(condition.args[0], atFirst) === 'true' ? never(of) : always;
    case 'milestone':
    case 'sustained':
    case 'reached':
    case 'tranche':
    case 'contingencyActive':
    case 'ladderOutcome':
    case 'discrepancyOpen':
    case 'discrepancyClosed':
    case 'relief_overdue':
      return factMoment(condition, of, almanac);
  }
}

const atFirst = (fact: Fact): Truth =>
  fact.op === 'discrepancyClosed' || (fact.op === 'tranche' && fact.is === 'not_in_effect')
    ? 'true'
    : 'false';

function factMoment(fact: Fact, of: string, almanac: Almanac): Moment {
  const dated = (node: NodeId, ref: string, moment: (dates: Dates) => Moment) => {
    const dates = almanac.dates(node);
    return dates ? moment(dates) : open({ why: 'unknown-name', of, ref });
  };
  switch (fact.op) {
    case 'milestone':
      if (fact.is === 'not_verified' || fact.is === 'missed') return never(of);
      return dated(`milestone ${fact.ref}`, fact.ref, ({ comes, due }) =>
        fact.is === 'verified' ? comes : { ...comes, latest: due?.latest ?? null },
      );
    case 'sustained':
      return dated(`milestone ${fact.ref}`, fact.ref, ({ comes }) => later(comes, fact.for, {}, of, almanac));
    case 'reached':
      return dated(`day ${fact.ref}`, fact.ref, ({ comes }) => comes);
    case 'tranche':
      if (fact.is === 'reversed') return never(of);
      if (fact.is === 'not_in_effect') return always;
      return dated(`tranche ${fact.ref}`, fact.ref, ({ comes }) => comes);
    case 'discrepancyClosed':
      return always;
    case 'contingencyActive':
    case 'ladderOutcome':
    case 'discrepancyOpen':
    case 'relief_overdue':
      return never(of);
  }
}

function later(moment: Moment, duration: string, how: Counted, of: string, { count }: Almanac): Moment {
  return shifted(moment, (date) => count.after(date, duration, how), {
    ...{ why: 'unreadable', of, words: duration },
  });
}

/** The first day of what a deadline counts from: nobody is expected to perform before. */
function beginning(rule: DayRule, almanac: Almanac): string | null {
  switch (rule.type) {
    case 'absolute':
    case 'act':
    case 'event':
      return null;
    case 'relative': {
      if (rule.offset.startsWith('-')) return null;
      const node = anchored(rule.anchor, (candidate) => almanac.dates(candidate) !== undefined);
      return node ? almanac.dates(node)!.comes.earliest : null;
    }
    case 'earliestOf':
    case 'latestOf':
      return (
        rule.of
          .map((member) => beginning(member, almanac))
          .filter((date) => date !== null)
          .toSorted()[0] ?? null
      );
  }
}
