/**
 * Numbers in a text with what they count: "30 days", "thirty (30) days", "24 mois", "250 kg", "5 per cent". Dates are
 * none, and are left out.
 */
import { datesIn } from './dates.ts';
import { numbersInWords, primaryLanguage } from './number-words.ts';

export interface Quantity {
  readonly from: number;
  readonly to: number;
  readonly value: number;
  /** `day`, `month`, …, `percent`, or the word that follows; null where nothing does. */
  readonly unit: string | null;
  /** Whether it stands in digits. */
  readonly digits: boolean;
}

/** Units of time, and per cent, in every language. Longer forms first. */
const units: readonly (readonly [unit: string, forms: string])[] = [
  [
    'working day',
    'working days?|business days?|jours? ouvrables?|jours? ouvrés?|días? hábiles|рабочих дн\\p{L}*|يوم عمل|أيام عمل|个?工作日',
  ],
  [
    'day',
    'calendar days?|days?|jours?|días?|дн(?:я|ей|ю|и|ям)|день|суток|أيام|يوما|يوماً|يوم|个?日历日|天|日',
  ],
  ['week', 'weeks?|semaines?|semanas?|недел\\p{L}+|أسابيع|أسبوعا?|个?星期|周'],
  ['month', 'months?|mois|mes(?:es)?|месяц\\p{L}*|أشهر|شهرا|شهراً|شهر|شهور|个月'],
  ['year', 'years?|ans?|années?|años?|лет|год(?:а|у|ов|ом)?|سنوات|سنة|عاما|عاماً|عام|أعوام|年'],
  ['hour', 'hours?|heures?|horas?|час(?:а|ов|ам)?|ساعات|ساعة|个?小时'],
  ['percent', 'per ?cent(?:um)?|percent|%|pour cent|por ciento|процент\\p{L}*|в процентах|في المائة'],
];
const unitForms = units.map(
  ([unit, forms]) =>
    [unit, new RegExp(`^(?:[ -]|\\) ?)?(?:calendar |consecutive )?(?:${forms})(?![\\p{L}])`, 'iu')] as const,
);
const chineseUnit = units.map(
  ([unit, forms]) =>
    [
      unit,
      new RegExp(
        `^ ?(?:${
          forms
            .split('|')
            .filter((form) => /\p{sc=Han}/u.test(form))
            .join('|') || '%'
        })`,
        'u',
      ),
    ] as const,
);

const digits =
  /(?<![\p{sc=Latin}\d.,])\d{1,3}(?:(?:,\d{3})+|(?: \d{3})+|(?:\.\d{3})+)(?![\d])(?:[.,]\d+)?|(?<![\d])\d+(?:[.,]\d+)?/gu;
const scale: readonly (readonly [times: number, form: RegExp])[] = [
  [1e9, /^ ?(?:billions?|milliards?|миллиард\p{L}*|млрд|بليون|مليار|mil millones)(?![\p{L}])/iu],
  [1e6, /^ ?(?:millions?|millón|millones|миллион\p{L}*|млн|مليون|ملايين|百万)/iu],
  [1e8, /^ ?亿/u],
  [1e4, /^ ?万/u],
  [1e3, /^ ?(?:тыс\p{L}*|mil(?![\p{L}]))/iu],
];

/** Arabic has a dual: two days, two months, two years in one word. */
const duals: readonly (readonly [unit: string | null, form: RegExp, value?: number])[] = [
  [null, /(?<![\p{L}])مليون(?:ي|ين|ان)(?![\p{L}])/gu, 2e6],
  [null, /(?<![\p{L}])(?:ألفي|ألفين|ألفان)(?![\p{L}])/gu, 2000],
  ['day', /(?<![\p{L}])(?:ب|ل)?يومي?ن(?![\p{L}])/gu],
  ['week', /(?<![\p{L}])أسبوعي?ن(?![\p{L}])/gu],
  ['month', /(?<![\p{L}])(?:شهرين|شهران)(?![\p{L}])/gu],
  ['year', /(?<![\p{L}])(?:سنتين|سنتان|عامين|عامان)(?![\p{L}])/gu],
];

const known = new Map<string, readonly Quantity[]>();
const mostKnown = 4000;

export function quantitiesIn(text: string, language: string): readonly Quantity[] {
  const key = `${language} ${text}`;
  let found = known.get(key);
  if (!found) {
    found = read(text, language);
    if (known.size >= mostKnown) known.clear();
    known.set(key, found);
  }
  return found;
}

/** Arabic copies of UN documents turn grouped digits round: 626 17 for 17,626. */
const turned = /(?<!\d)(\d{3}) (\d{1,3})(?![\d])/gu;

function read(source: string, language: string): Quantity[] {
  const text = primaryLanguage(language) === 'ar' ? source.replace(turned, '$2 $1') : source;
  const dates = datesIn(text);
  const isDate = (at: number) => dates.some(({ from, to }) => at >= from && at < to);
  const found: Quantity[] = [];
  for (const match of text.matchAll(digits)) {
    // 3.2.2 is the number of a paragraph.
    if (isDate(match.index) || /^\.\d/u.test(text.slice(match.index + match[0].length))) continue;
    if (/\d\.$/u.test(text.slice(0, match.index))) continue;
    let to = match.index + match[0].length;
    let value = valueOf(match[0], language);
    for (const [times, form] of scale) {
      const [said] = form.exec(text.slice(to, to + 24)) ?? [];
      if (said === undefined) continue;
      value = Math.round(value * times * 1000) / 1000;
      to += said.length;
      break;
    }
    found.push({ from: match.index, to, value, unit: unitAfter(text, to, language), digits: true });
  }
  for (const { from, to, value } of numbersInWords(text, language)) {
    // "thirty (30) days" says one thing twice.
    const [again, repeated] = /^ ?\((\d+)\)/u.exec(text.slice(to)) ?? [];
    if (again !== undefined && Number(repeated) === value) {
      found.push({
        from,
        to: to + again.length,
        value,
        unit: unitAfter(text, to + again.length, language),
        digits: false,
      });
    } else {
      found.push({ from, to, value, unit: unitAfter(text, to, language), digits: false });
    }
  }
  if (primaryLanguage(language) === 'ar') {
    for (const [unit, form, value = 2] of duals) {
      for (const { index, 0: word } of text.matchAll(form)) {
        found.push({ from: index, to: index + word.length, value, unit, digits: false });
      }
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

function valueOf(written: string, language: string): number {
  const comma = ['fr', 'es', 'ru'].includes(primaryLanguage(language));
  const plain = written.replaceAll(' ', '');
  const grouped = comma
    ? /^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/u.test(plain)
    : /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u.test(plain);
  if (comma) return Number((grouped ? plain.replaceAll('.', '') : plain).replace(',', '.'));
  return Number(grouped ? plain.replaceAll(',', '') : plain.replace(',', '.'));
}

function unitAfter(text: string, at: number, language: string): string | null {
  const rest = text.slice(at, at + 40);
  for (const [unit, form] of primaryLanguage(language) === 'zh' ? chineseUnit : unitForms) {
    if (form.test(rest)) return unit;
  }
  return /^(?:-| )([\p{L}][\p{L}³²0-9/]*)/u.exec(rest)?.[1]?.toLowerCase() ?? null;
}

/** `30 days`, `1 year`, `5 per cent`. */
export function quantityInWords(value: number, unit: string | null): string {
  if (unit === null) return String(value);
  if (unit === 'percent') return `${value} per cent`;
  const timed = units.some(([name]) => name === unit);
  return `${value} ${unit}${timed && value !== 1 ? 's' : ''}`;
}

export const isTime = (unit: string | null): boolean =>
  unit !== null && ['working day', 'day', 'week', 'month', 'year', 'hour'].includes(unit);
