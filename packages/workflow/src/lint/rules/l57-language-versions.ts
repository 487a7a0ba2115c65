/** One agreement in two languages that says two things. */
import type { Rule } from '../rule.ts';
import type { ClauseSubject } from '../subject.ts';
import { dateInWords, datesIn, daysOfYearIn } from '../text/dates.ts';
import { modalOf, type Modal } from '../text/modal-verbs.ts';
import { plainWords } from '../text/plain-words.ts';
import { isTime, quantitiesIn, quantityInWords, type Quantity } from '../text/quantities.ts';

export const languageVersions: Rule = {
  id: 'L57',
  severity: 'warning',
  title: 'Language versions that differ',
  reason:
    'Where two authentic texts differ in a number, a date, a reference or in "shall", there are two treaties.',
  precedent:
    'Article 33 of the Vienna Convention on the Law of Treaties: terms are presumed to have the same meaning in each authentic text, and the parties argue when they have not.',
  about: 'clause',
  check(clause, see, report) {
    for (const language of see.languages()) {
      const other = see.find('translation', `${language} ${clause.id}`);
      const called = languageName(language);
      if (!other) {
        report({ message: `This clause is missing in ${called}. Add it there, or take it out here.` });
        continue;
      }
      const [here, there] = [readings(clause, see.language()), readings(other, language)];
      for (const { date, passage, from, to } of here.dates) {
        if (there.dates.some((each) => each.date === date) || there.daysOfYear.has(date.slice(5))) continue;
        report({
          range: plainWords(clause.passages[passage]!).range(passage, from, to),
          message: `${dateInWords(date)} is not in ${called}${instead(
            there.dates.map((each) => each.date),
            here.dates.map((each) => each.date),
            dateInWords,
          )}. Make both texts say the same.`,
        });
      }
      const onlyHere = missing(here, there);
      const onlyThere = missing(there, here);
      const numbers = onlyHere.filter((each) => !isSmall(each) || onlyThere.some(isSmall));
      const extra = onlyThere.filter((each) => !isSmall(each) || onlyHere.some(isSmall));
      for (const { quantity, passage } of numbers) {
        const said =
          extra.find((each) => each.quantity.unit === quantity.unit) ??
          (extra.length === 1 ? extra[0] : undefined);
        report({
          range: plainWords(clause.passages[passage]!).range(passage, quantity.from, quantity.to),
          message: `${inWords(quantity)} is not in ${called}${said ? `, which has ${inWords(said.quantity)}` : ''}. Make both texts say the same.`,
        });
      }
      if (numbers.length === 0 && extra.length > 0) {
        report({
          message: `In ${called} there is ${extra.map(({ quantity }) => inWords(quantity)).join(', ')}, and not here. Make both texts say the same.`,
        });
      }
      const contradiction = differ(here.modals, there.modals);
      if (contradiction) {
        report({
          message: `This says "${modalWords[contradiction.here]}", and the text in ${called} "${modalWords[contradiction.there]}". Make both bind alike.`,
        });
      }
    }
  },
  examples: {
    bad: [
      {
        says: 'another number',
        change: (its) => {
          its.clause('c1', '7.1 Kestrelia shall declare its stocks within 60 days.');
          its.translation(
            'fr',
            'c1',
            '7.1 La Kestrélie déclare ses stocks dans un délai de quatre-vingt-dix jours.',
          );
        },
        at: '7.1',
      },
      {
        says: 'another date',
        change: (its) => {
          its.clause('c1', '7.1 Kestrelia shall declare its stocks by 1 March 2027.');
          its.translation('es', 'c1', '7.1 Kestrelia declarará sus existencias antes del 1 de mayo de 2027.');
        },
        at: '7.1',
      },
      {
        says: 'a duty that is advice elsewhere',
        change: (its) => {
          its.clause('c1', '7.1 Kestrelia shall declare its stocks.');
          its.translation('fr', 'c1', '7.1 La Kestrélie devrait déclarer ses stocks.');
        },
        at: '7.1',
      },
      {
        says: 'a clause that is not there',
        change: (its) => {
          its.clause('c1', '7.1 Kestrelia shall declare its stocks.');
          its.clause('c2', '7.2 Kestrelia shall open its sites.');
          its.translation('fr', 'c1', '7.1 La Kestrélie déclare ses stocks.');
        },
        at: '7.2',
      },
    ],
    good: [
      {
        says: 'numbers in words, in other digits and in the dual',
        change: (its) => {
          its.clause('c1', '7.1 Kestrelia shall declare 42 sites within 2 years, by 17 February 2027.');
          its.translation(
            'fr',
            'c1',
            '7.1 La Kestrélie doit déclarer quarante-deux sites en 2 ans, le 17 février 2027.',
          );
          its.translation('ar', 'c1', '7.1 يجب أن تعلن عن ٤٢ موقعا خلال سنتين، في ١٧ شباط/فبراير ٢٠٢٧.');
          its.translation('zh', 'c1', '7.1 应在二年内，于2027年2月17日之前申报四十二处设施。');
        },
      },
    ],
  },
};

interface Reading {
  readonly passage: number;
  readonly quantity: Quantity;
}

/** What is named otherwise in every language: a disease by its year, paragraphs by their own number. */
const names =
  /COVID ?-?19|coronavirus (?:de )?2019|(?:corona|коронавирус|كورونا)[^.;]{0,20}2019 ?(?:г\p{L}*)?|2019 ?冠状|كوفيد ?-? ?19|^\s*\(?\d{1,3}\)?\s*[-.)]\s/giu;
/** Periods that have a word of their own. */
const idioms: readonly (readonly [value: number, form: RegExp])[] = [
  [2, /bienn|bienal|двухмесячн|двухлетн/iu],
  [3, /quarter|trimestr|triennal|trienal|квартал|тр[её]хмесячн|тр[её]хлетн|季|ربع سنو|فصلي/iu],
  [6, /semi-?annual|half-year|biannual|semestr|полугод|шестимесячн|半年|نصف سنو/iu],
  [12, /annual|annuel|anual|ежегодн|годов|двенадцатимесячн/iu],
];

interface Readings {
  readonly dates: readonly {
    readonly date: string;
    readonly passage: number;
    readonly from: number;
    readonly to: number;
  }[];
  /** Days that are given without a year, such as `10-01`. */
  readonly daysOfYear: ReadonlySet<string>;
  readonly numbers: readonly Reading[];
  /** Every value that may answer a number of the other text, however it is written. */
  readonly values: ReadonlySet<number>;
  readonly modals: ReadonlySet<Modal>;
}

function readings(clause: ClauseSubject, language: string): Readings {
  const dates: Readings['dates'][number][] = [];
  const numbers: Reading[] = [];
  const modals = new Set<Modal>();
  const values = new Set<number>();
  const daysOfYear = new Set<string>();
  for (const [passage, each] of clause.passages.entries()) {
    const text = plainWords(each).text.replace(names, (name) => ' '.repeat(name.length));
    for (const { date, from, to } of datesIn(text)) dates.push({ date, passage, from, to });
    for (const day of daysOfYearIn(text)) daysOfYear.add(day);
    for (const quantity of quantitiesIn(text, language)) {
      numbers.push({ passage, quantity });
      values.add(quantity.value);
    }
    for (const [value, form] of idioms) if (form.test(text)) values.add(value);
    for (const [roman] of text.matchAll(/(?<![\p{L}])[IVX]{1,5}(?![\p{L}])/gu))
      values.add(valueOfRoman(roman));
    // In a long paragraph, whose verb binds whom is told by no list of verbs.
    if (clause.part !== 'preamble' && text.length < 600)
      for (const modal of modalOf(text, language)) modals.add(modal);
  }
  return { dates, daysOfYear, numbers, values, modals };
}

/**
 * Numbers of the one that the other has nowhere. A number in words may be an idiom ("on the one hand"), so it is
 * missed only where it counts time; but it is good enough to answer one in digits.
 */
function missing(here: Readings, there: Readings): Reading[] {
  return here.numbers.filter(
    ({ quantity: { value, digits, unit } }) =>
      !there.values.has(value) && (digits || (isTime(unit) && value > 1)),
  );
}

/** A small number without a unit may be an ordinal in words elsewhere: it counts where both texts have one of their own. */
const isSmall = ({ quantity: { value, unit } }: Reading) =>
  value <= 12 && !isTime(unit) && unit !== 'percent';

function valueOfRoman(roman: string): number {
  const values = [...roman].map((sign) => (sign === 'X' ? 10 : sign === 'V' ? 5 : 1));
  return values.reduce((sum, value, n) => sum + (value < (values[n + 1] ?? 0) ? -value : value), 0);
}

const inWords = ({ value, unit }: Quantity) =>
  quantityInWords(value, isTime(unit) || unit === 'percent' ? unit : null);

function instead(there: readonly string[], here: readonly string[], say: (one: string) => string): string {
  const [other] = there.filter((each) => !here.includes(each));
  return other === undefined ? '' : `, which has ${say(other)}`;
}

const modalWords: Readonly<Record<Modal, string>> = { must: 'shall', should: 'should', may: 'may' };

/** Only a contradiction counts: languages differ in how often they need a verb to bind. */
function differ(
  here: ReadonlySet<Modal>,
  there: ReadonlySet<Modal>,
): { readonly here: Modal; readonly there: Modal } | null {
  const [mine, ...others] = here;
  const [theirs, ...more] = there;
  if (mine === undefined || theirs === undefined || others.length > 0 || more.length > 0 || mine === theirs)
    return null;
  return { here: mine, there: theirs };
}

function languageName(tag: string): string {
  const names: Readonly<Record<string, string>> = {
    ar: 'Arabic',
    en: 'English',
    es: 'Spanish',
    fr: 'French',
    ru: 'Russian',
    zh: 'Chinese',
  };
  return names[tag.split('-')[0]?.toLowerCase() ?? ''] ?? tag;
}
