/** Two ends for one period. */
import type { Rule } from '../rule.ts';
import { dateInWords, datesIn, dayNumber, daysIn, type DateInWords } from '../text/dates.ts';
import { ownWords, sentencesOf } from '../text/plain-words.ts';
import { quantitiesIn, quantityInWords, type Quantity } from '../text/quantities.ts';

/** What stands between the first and the last day of a period. */
const span =
  /^,? ?(?:and )?(?:to|until|till|through|up to|and ending(?: on)?|ending(?: on)?|and|-|au|jusqu'au|et|al|hasta(?: el)?|y(?: el)?|по|до|至|到|إلى|حتى) ?(?:and including |the |le |el )?$/iu;

export const datesAndPeriod: Rule = {
  id: 'L51',
  severity: 'error',
  title: 'Dates that do not match the period',
  reason: 'A period whose length says one end and whose dates say another ends twice.',
  precedent:
    'RJMEC, report on the third quarter of 2022 (South Sudan): "24 months with effect from 23 February 2022 to 22 February 2025", which are 36; the vote had said 2023.',
  about: 'clause',
  check(clause, see, report) {
    for (const { n, plain } of ownWords(clause)) {
      const dates = datesIn(plain.text);
      for (const { from, to, exists } of dates) {
        if (exists) continue;
        report({
          range: plain.range(n, from, to),
          message: `There is no ${plain.text.slice(from, to)}. Check the day and the month.`,
        });
      }
      dates.forEach((first, at) => {
        const last = dates[at + 1];
        if (!last || !first.exists || !last.exists || !span.test(plain.text.slice(first.to, last.from)))
          return;
        const period = periodAround(plain.text, first, last, see.language());
        const end = period && endOf(first.date, period);
        if (!period || !end || Math.abs(dayNumber(last.date) - dayNumber(end)) <= 1) return;
        report({
          range: plain.range(n, Math.min(period.from, first.from), Math.max(last.to, period.to)),
          message: `From ${dateInWords(first.date)}, ${quantityInWords(period.value, period.unit)} end on ${dateInWords(end)}, not on ${dateInWords(last.date)}. Correct the dates or the period.`,
        });
      });
    }
  },
  examples: {
    bad: [
      {
        says: 'a year too many',
        change: (its) =>
          its.clause(
            'c1',
            '1.1 The transitional period is 24 months with effect from 23 February 2022 to 22 February 2025.',
          ),
        at: '1.1',
      },
      {
        says: 'a day that no calendar has',
        change: (its) => its.clause('c1', '1.1 Kestrelia shall report by 31 June 2027.'),
        at: '1.1',
      },
    ],
    good: [
      {
        says: 'to the day before',
        change: (its) =>
          its.clause('c1', '1.1 The mandate is extended for twelve months, from 1 June 2026 to 31 May 2027.'),
      },
      {
        says: 'to the same day',
        change: (its) =>
          its.clause('c1', '1.1 The period of 30 days from 1 June 2026 to 1 July 2026 is final.'),
      },
      {
        says: 'a period of something else',
        change: (its) =>
          its.clause(
            'c1',
            '1.1 The mandate runs from 1 June 2026 to 31 May 2027. Reports are due every 3 months.',
          ),
      },
    ],
  },
};

/** The one length of time that the sentence gives next to its dates. */
function periodAround(
  text: string,
  first: DateInWords,
  last: DateInWords,
  language: string,
): Quantity | null {
  const sentence = sentencesOf(text).find(({ from, to }) => first.from >= from && first.from < to);
  if (!sentence) return null;
  const near = quantitiesIn(text, language).filter(
    ({ unit, from, to }) =>
      unit !== null &&
      ['day', 'week', 'month', 'year'].includes(unit) &&
      from >= sentence.from &&
      to <= sentence.to &&
      ((to <= first.from && first.from - to <= 60) || (from >= last.to && from - last.to <= 40)),
  );
  const [only] = near;
  return near.length === 1 && only && only.value > 0 && only.value <= 10_000 && Number.isInteger(only.value)
    ? only
    : null;
}

/** The day on which a period that begins on `date` is over. */
function endOf(date: string, { value, unit }: Quantity): string | null {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  if (unit === 'month' || unit === 'year') {
    const months = year * 12 + month - 1 + (unit === 'year' ? value * 12 : value);
    const [endYear, endMonth] = [Math.floor(months / 12), (months % 12) + 1];
    return written(endYear, endMonth, Math.min(day, daysIn(endYear, endMonth)));
  }
  let [y, m, d] = [year, month, day + value * (unit === 'week' ? 7 : 1)];
  while (d > daysIn(y, m)) {
    d -= daysIn(y, m);
    [y, m] = m === 12 ? [y + 1, 1] : [y, m + 1];
  }
  return written(y, m, d);
}

const written = (year: number, month: number, day: number) =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
