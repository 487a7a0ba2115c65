/** A date that counts from nothing. */
import type { DayRule } from '../../compliance/day-rule.ts';
import { isDate } from '../../compliance/day-count.ts';
import { isDuration } from '../../compliance/duration.ts';
import { instantOf } from '../dates.ts';
import { didYouMeanOne } from '../ids.ts';
import { partsOf } from '../leaves.ts';
import type { Lens } from '../lens.ts';
import type { Report, Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const undefinedAnchor: Rule = {
  id: 'L20',
  severity: 'error',
  title: 'Date that cannot be computed',
  reason: 'A date that counts from an event which the agreement does not know can never be computed.',
  precedent: null,
  looks: [
    {
      about: 'milestone',
      check(milestone, see, report) {
        checkRule(milestone.deadline, `The deadline of ${called(milestone)}`, 'deadline', see, report);
      },
    },
    {
      about: 'day',
      check(day, see, report) {
        if (!day.rule)
          report({
            field: 'rule',
            message: `${day.name || day.id} has no date and no rule by which it comes. State one.`,
          });
        checkRule(day.rule, day.name || day.id, 'rule', see, report);
      },
    },
    {
      about: 'measure',
      check(measure, see, report) {
        checkRule(measure.start, `The start of ${called(measure)}`, 'start', see, report);
      },
    },
    {
      about: 'review',
      check(review, see, report) {
        checkRule(review.first, `The first review of ${review.id}`, 'first', see, report);
      },
    },
    {
      about: 'verifier',
      check(verifier, see, report) {
        const words = verifier.mandateUntil;
        checkInstant(words, `The mandate of ${called(verifier)}`, { field: 'mandateUntil' }, see, report);
      },
    },
    {
      about: 'sunset',
      check(sunset, see, report) {
        const end = { field: 'endsOn', at: '.instrument' };
        checkInstant(sunset.instrument, 'The end of the agreement', end, see, report);
        sunset.surviving.forEach(({ clause, until }, index) =>
          checkInstant(
            until,
            `The survival of clause ${see.find('clause', clause)?.label || clause}`,
            { field: 'surviving', at: `.surviving[${index}].until` },
            see,
            report,
          ),
        );
      },
    },
  ],
  examples: {
    bad: [
      {
        says: 'an event that there is not',
        change: (its) =>
          (its.milestone('M2').deadline = { type: 'relative', anchor: 'day:signature', offset: 'P30D' }),
        at: '$.milestones[1].deadline.anchor',
      },
      {
        says: 'a period that is none',
        change: (its) =>
          (its.milestone('M2').deadline = { type: 'relative', anchor: 'day:adoption', offset: 'soon' }),
        at: '$.milestones[1].deadline.offset',
      },
      {
        says: 'a day that is not in the calendar',
        change: (its) => (its.day('day:adoption').rule = { type: 'absolute', date: '2026-02-30' }),
        at: '$.days[0].rule.date',
      },
      {
        says: 'a mandate until nobody knows when',
        change: (its) => (its.verifier('IMVA').mandateUntil = 'day:terminaton'),
        at: '$.verifiers[0].mandateUntil',
      },
    ],
    good: [
      {
        says: 'a time after another milestone',
        change: (its) => (its.milestone('M3').deadline = { type: 'relative', anchor: 'M1', offset: 'P9M' }),
      },
    ],
  },
};

const has = (name: string, see: Lens) =>
  !!see.find('day', name) || !!see.find('milestone', name) || !!see.find('tranche', name);

const near = (name: string, see: Lens) =>
  didYouMeanOne(
    name,
    ['day', 'milestone', 'tranche'],
    see,
    ' Count from a day, milestone or tranche of the agreement.',
  );

function checkRule(
  rule: DayRule | null | undefined,
  what: string,
  field: string,
  see: Lens,
  report: Report,
): void {
  const { anchors, dates } = partsOf(rule);
  for (const { name, offset, path } of anchors) {
    if (!has(name, see))
      report({
        field,
        at: `.${field}${path}.anchor`,
        message: `${what} counts from ${name}, which is not in the agreement, so it cannot be computed.${near(name, see)}`,
      });
    if (!isDuration(offset))
      report({
        field,
        at: `.${field}${path}.offset`,
        message: `${what} counts "${offset}", which is no period. Write one such as P60D or P6M.`,
      });
  }
  for (const { date, path } of dates)
    if (!isDate(date))
      report({
        field,
        at: `.${field}${path}`,
        message: `${what} is "${date}", which is no day of the calendar. Write one such as 2026-03-02.`,
      });
}

function checkInstant(
  words: string | null | undefined,
  what: string,
  place: { readonly field: string; readonly at?: string },
  see: Lens,
  report: Report,
): void {
  if (!words?.trim()) return;
  const instant = instantOf(words, see);
  if (!instant)
    report({
      ...place,
      message: `${what} is "${words}", which is neither a day nor a time after one. Write one such as day:termination+P2Y.`,
    });
  else if (!instant.known)
    report({
      ...place,
      message: `${what} counts from ${instant.anchor!}, which is not in the agreement.${near(instant.anchor!, see)}`,
    });
}
