/**
 * Dates in words, in the official languages of the United Nations: "17 February 2015", "1er juin 2026", «17 февраля
 * 2015 года», 2015年2月17日, "17 شباط/فبراير 2015".
 */

export interface DateInWords {
  readonly from: number;
  readonly to: number;
  /** `2015-02-17`; a day that no calendar has, such as 31 June, is kept as it is written. */
  readonly date: string;
  readonly exists: boolean;
}

const months: readonly string[] = [
  'january|jan|janvier|enero|января|كانون الثاني/يناير|يناير|كانون الثاني',
  'february|feb|février|fevrier|febrero|февраля|شباط/فبراير|فبراير|شباط',
  'march|mar|mars|marzo|марта|آذار/مارس|مارس|آذار',
  'april|apr|avril|abril|апреля|نيسان/أبريل|أبريل|نيسان',
  'may|mai|mayo|мая|أيار/مايو|مايو|أيار',
  'june|jun|juin|junio|июня|حزيران/يونيه|حزيران/يونيو|يونيه|يونيو|حزيران',
  'july|jul|juillet|julio|июля|تموز/يوليه|تموز/يوليو|يوليه|يوليو|تموز',
  'august|aug|août|aout|agosto|августа|آب/أغسطس|أغسطس|آب',
  'september|sept|sep|septembre|septiembre|setiembre|сентября|أيلول/سبتمبر|سبتمبر|أيلول',
  'october|oct|octobre|octubre|октября|تشرين الأول/أكتوبر|أكتوبر|تشرين الأول',
  'november|nov|novembre|noviembre|ноября|تشرين الثاني/نوفمبر|نوفمبر|تشرين الثاني',
  'december|dec|décembre|decembre|diciembre|декабря|كانون الأول/ديسمبر|ديسمبر|كانون الأول',
];
const numberOf = new Map(
  months.flatMap((names, n) => names.split('|').map((name) => [name, n + 1] as const)),
);
const month = [...numberOf.keys()]
  .sort((a, b) => b.length - a.length)
  .map((name) => name.replace('/', ' ?/ ?'))
  .join('|');

const dayFirst = new RegExp(
  `(?<![\\d.])(\\d{1,2})(?:st|nd|rd|th|er|º)?(?: of)?(?: de)? ?(${month})(?![\\p{L}])\\.?(?: de)?,? (\\d{4})(?!\\d)`,
  'giu',
);
const monthFirst = new RegExp(
  `(?<![\\p{L}])(${month})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})(?!\\d)`,
  'giu',
);
const chinese = /(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日/gu;
const iso = /(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])/gu;

export function datesIn(text: string): DateInWords[] {
  if (!/\d/u.test(text)) return [];
  const read = (
    expression: RegExp,
    order: readonly [year: number, month: number, day: number],
  ): DateInWords[] =>
    Array.from(text.matchAll(expression), (match) => {
      const [year = 0, monthNumber = 0, day = 0] = order.map((group) => {
        const written = match[group] ?? '';
        return numberOf.get(written.toLowerCase().replace(/ ?\/ ?/u, '/')) ?? Number(written);
      });
      const date = [
        String(year).padStart(4, '0'),
        ...[monthNumber, day].map((n) => String(n).padStart(2, '0')),
      ].join('-');
      const exists = monthNumber >= 1 && monthNumber <= 12 && day >= 1 && day <= daysIn(year, monthNumber);
      return { from: match.index, to: match.index + match[0].length, date, exists };
    });
  return [
    ...read(dayFirst, [3, 2, 1]),
    ...read(monthFirst, [3, 1, 2]),
    ...read(chinese, [1, 2, 3]),
    ...read(iso, [1, 2, 3]),
  ].sort((a, b) => a.from - b.from);
}

const withoutYear = new RegExp(
  `(?<![\\d.])(\\d{1,2})(?:er)?(?: de)? ?(${month})(?![\\p{L}])(?!,? (?:de )?\\d{4})`,
  'giu',
);
const chineseWithoutYear = /(?<!年 ?)(?<!\d)(\d{1,2}) ?月 ?(\d{1,2}) ?日/gu;

/** Days that are given without their year, as the first of "from 1 October to 31 December 2023": `10-01`. */
export function daysOfYearIn(text: string): string[] {
  const written = (monthNumber: number, day: number) =>
    [monthNumber, day].map((n) => String(n).padStart(2, '0')).join('-');
  const monthOf = (name: string) => numberOf.get(name.toLowerCase().replace(/ ?\/ ?/u, '/')) ?? 0;
  return [
    ...Array.from(text.matchAll(withoutYear), ([, day, name = '']) => written(monthOf(name), Number(day))),
    ...Array.from(text.matchAll(chineseWithoutYear), ([, month, day]) => written(Number(month), Number(day))),
  ];
}

export function daysIn(year: number, monthNumber: number): number {
  if (monthNumber === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(monthNumber) ? 30 : 31;
}

/** Days since 1 March of the year 0; only differences mean anything. */
export function dayNumber(date: string): number {
  const [year = 0, monthNumber = 1, day = 1] = date.split('-').map(Number);
  const y = monthNumber > 2 ? year : year - 1;
  const m = (monthNumber + 9) % 12;
  return (
    365 * y +
    Math.floor(y / 4) -
    Math.floor(y / 100) +
    Math.floor(y / 400) +
    Math.floor((m * 306 + 5) / 10) +
    day -
    1
  );
}

/** As English writes it: `2015-02-17` → `17 February 2015`. */
export function dateInWords(date: string): string {
  const [year, monthNumber = 1, day] = date.split('-').map(Number);
  const [name = ''] = (months[monthNumber - 1] ?? '').split('|');
  return `${day} ${name.charAt(0).toUpperCase()}${name.slice(1)} ${year}`;
}
