/** Working days of nobody's calendar. */
import type { DayRule } from '../../compliance/day-rule.ts';
import { isRule } from '../leaves.ts';
import type { Lens, Question } from '../lens.ts';
import type { Rule } from '../rule.ts';

export const dayCount: Rule = {
  id: 'L37',
  severity: 'warning',
  title: 'Working days of which calendar?',
  reason: 'Calendar and working days that are mixed, with no calendar named, put two readers a week apart.',
  precedent: 'JCPOA: days in paragraph 36, working days in annex IV, and no calendar.',
  looks: [
    {
      about: 'agreement',
      check({ dayCount: count }, see, report) {
        const calendar = count?.workingDayCalendar?.trim();
        if ((calendar && see.find('calendar', calendar)) || !see.ask(usesWorkingDays)) return;
        report({
          at: calendar ? '.agreement.dayCount.workingDayCalendar' : '.agreement.dayCount',
          message: calendar
            ? `Working days are those of ${calendar}, and the agreement has no calendar of that name. Add it, with its weekend and holidays.`
            : 'Some periods count working days, and it is not said whose. Name a calendar, with its weekend and holidays.',
        });
      },
    },
    {
      about: 'ladder',
      check({ steps }, _see, report) {
        const [first] = steps.flatMap(({ dayType }) => dayType ?? []);
        const index = steps.findIndex(({ dayType }) => dayType && dayType !== first);
        if (!first || index < 0) return;
        report({
          field: 'ladderSteps',
          at: `.steps[${index}].dayType`,
          message: `Step ${steps[index]!.n ?? index + 1} of the dispute ladder counts ${shown(steps[index]!.dayType!)}, the steps before it ${shown(first)}, so the days do not add up. Count all steps alike.`,
        });
      },
    },
  ],
  examples: {
    bad: [
      {
        says: 'working days, no calendar',
        change: (its) => {
          its.milestone('M1').deadline = {
            type: 'relative',
            anchor: 'day:adoption',
            offset: 'P60D',
            calendar: 'working_days',
          };
          delete its.terms.agreement.dayCount;
        },
        at: '$.agreement.dayCount',
      },
      {
        says: 'one step of working days',
        change: (its) => (its.terms.disputeLadder!.steps[1]!.dayType = 'working_days'),
        at: '$.disputeLadder.steps[1].dayType',
      },
    ],
    good: [
      { says: 'calendar days alone need no calendar', change: (its) => delete its.terms.agreement.dayCount },
    ],
  },
};

const shown = (dayType: string) => dayType.replaceAll('_', ' ');

const usesWorkingDays: Question<boolean> = {
  answer: (see) =>
    rules(see).some(counts) ||
    see.all('ladder').some(({ steps }) => steps.some(({ dayType }) => dayType === 'working_days')),
};

function* rulesOf(see: Lens): Generator<DayRule | null | undefined> {
  for (const { rule } of see.all('day')) yield rule;
  for (const { deadline } of see.all('milestone')) yield deadline;
  for (const { start } of see.all('measure')) yield start;
  for (const { first } of see.all('review')) yield first;
}
const rules = (see: Lens) => [...rulesOf(see)].flatMap((rule) => rule ?? []);

const known = new WeakMap<DayRule, boolean>();

function counts(rule: DayRule): boolean {
  let answer = known.get(rule);
  if (answer === undefined) {
    const stop = rule.notLaterThan;
    answer =
      (rule.type === 'relative' && (rule.calendar === 'working_days' || rule.roll === 'next_working_day')) ||
      ((rule.type === 'earliestOf' || rule.type === 'latestOf') && rule.of.some(counts)) ||
      (!!stop && isRule(stop) && counts(stop));
    known.set(rule, answer);
  }
  return answer;
}
