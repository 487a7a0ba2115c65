/**
 * Grammars of numbers and measures: numbers, yes and no, baselines, targets, readings, scores and sums of money.
 *
 * A number may be grouped in thousands, `150,000,000` or `150 000 000`; its decimals stand behind a full stop.
 */
import { parseDate, parseDuration, printDate, type comparators } from '@travaux/workflow/compliance';
import { codeOf, codeWords } from './codes.ts';
import { printDurationExactly } from './periods.ts';
import { lookUp, plain, problem, quoted, unquoted, value, type Naming, type Reading } from './reading.ts';

export type Quantity = number | boolean | string;

const digits = String.raw`[-+]?(?:\d{1,3}(?:[ ,'’\u00a0\u202f]\d{3})+|\d+)(?:\.\d+)?(?:e[-+]?\d{1,3})?`;
const whole = new RegExp(`^${digits}$`, 'iu');
const perCent = /^(?:per ?cent|percent|%)$/iu;

export function numberOf(words: string): number | null {
  const asWritten = plain(words);
  if (!whole.test(asWritten)) return null;
  const number = Number(asWritten.replace(/[ ,'’\u00a0\u202f]/gu, ''));
  return Number.isFinite(number) ? number : null;
}

export const numberWords = (number: number) =>
  Number.isInteger(number) && Math.abs(number) >= 10_000 && Math.abs(number) < 1e15
    ? String(number).replace(/\B(?=(?:\d{3})+$)/gu, ',')
    : String(number);

const aNumber = 'a number, such as 95 or 1,500';

/** A number, behind which `per cent` or one of the words `after` may stand. */
export function readNumber(words: string, after: readonly string[] = []): Reading<number> {
  const [, first = '', rest = ''] = new RegExp(`^(${digits})\\s*(.*)$`, 'iu').exec(plain(words)) ?? [];
  const number = numberOf(first);
  const fits = rest === '' || perCent.test(rest) || after.includes(rest.toLowerCase());
  return number === null || !fits ? problem(words, aNumber) : value(number);
}

export const truthOf = (words: string): boolean | null =>
  /^(?:yes|true)$/iu.test(words) ? true : /^(?:no|false)$/iu.test(words) ? false : null;

export function readYesNo(words: string): Reading<boolean> {
  const truth = truthOf(words);
  return truth === null ? problem(words, 'yes or no', ['yes', 'no']) : value(truth);
}

export const yesNoWords = (truth: boolean) => (truth ? 'yes' : 'no');

export const quantityWords = (quantity: Quantity) =>
  typeof quantity === 'number'
    ? numberWords(quantity)
    : typeof quantity === 'boolean'
      ? yesNoWords(quantity)
      : quoted(quantity);

interface Measured {
  readonly quantity: Quantity;
  /** `per cent` in `95 per cent`; empty where nothing follows. */
  readonly unit: string;
}

const anAmount = 'a number with its unit, yes, no, or words in quotation marks';

/** What follows a number and is more than a unit: another number, a condition. */
const notAUnit = /^(?:or|and|to|if|unless|when|but|except|from|until)(?!\p{L})|(?:^|[\s-])\d|[;,()]/iu;

function measuredOf(words: string): Measured | null {
  const verbatim = unquoted(words);
  if (verbatim !== null) return { quantity: verbatim, unit: '' };
  const truth = truthOf(words);
  if (truth !== null) return { quantity: truth, unit: '' };
  const [, first = '', unit = ''] =
    new RegExp(`^(${digits})(?:\\s*(\\D.*))?$`, 'iu').exec(plain(words)) ?? [];
  const number = numberOf(first);
  return number === null || notAUnit.test(unit) ? null : { quantity: number, unit: unit.trim() };
}

export function readQuantity(words: string): Reading<Quantity> {
  const measured = measuredOf(words);
  return measured === null || measured.unit !== '' ? problem(words, anAmount) : value(measured.quantity);
}

/** A baseline or target, with the unit that stands beside its number, if one does. */
export interface WithUnit<T> {
  readonly of: T;
  readonly unit: string;
}

export interface Baseline {
  readonly value?: Quantity;
  readonly asOf?: string;
  readonly source?: string;
}

const aBaseline = 'a baseline, such as 41 per cent on 31 January 2026 (S-HUM)';

export function readBaseline(words: string, naming: Naming): Reading<WithUnit<Baseline>> {
  const match = /^(.*?)\s*(?:\bon\s+([^()]*|["“].*["”]))?\s*(?:\(([^()]*|["“].*["”])\))?$/iu.exec(words);
  const [, amount = '', on = '', by = ''] = match ?? [];
  if (!match) return problem(words, aBaseline);
  const measured = amount === '' ? null : measuredOf(amount);
  if (amount !== '' && measured === null) return problem(words, aBaseline);
  const verbatim = unquoted(on.trim());
  const date = on === '' || verbatim !== null ? null : parseDate(on);
  if (date && !date.ok) return problem(words, aBaseline);
  const asOf = verbatim ?? date?.value;
  const source = by === '' ? null : lookUp(by, ['source'], naming);
  return value(
    {
      of: {
        ...(measured ? { value: measured.quantity } : {}),
        ...(asOf === undefined ? {} : { asOf }),
        ...(source ? { source: source.id } : {}),
      },
      unit: measured?.unit ?? '',
    },
    source?.unknown ? [source.unknown] : [],
  );
}

export function baselineWords({ value: amount, asOf, source }: Baseline): string[] {
  const said = (on: string | undefined, by: string | undefined) =>
    [
      amount === undefined ? '' : quantityWords(amount),
      on === undefined ? '' : `on ${on}`,
      by === undefined ? '' : `(${by})`,
    ]
      .filter((part) => part !== '')
      .join(' ');
  const quote = (each: string | undefined) => (each === undefined ? undefined : quoted(each));
  return [
    said(asOf === undefined ? undefined : printDate(asOf), source),
    said(quote(asOf), source),
    said(quote(asOf), quote(source)),
  ];
}

export interface Target {
  readonly comparator?: (typeof comparators)[number];
  readonly value?: Quantity;
}

/** How people say what the comparators mean. */
const comparisons: readonly (readonly [RegExp, (typeof comparators)[number]])[] = [
  [/^(?:>=|≥|=>|at least|not less than|no less than|no fewer than)/iu, '>='],
  [/^(?:<=|≤|=<|at most|not more than|no more than|not exceeding)/iu, '<='],
  [/^(?:!=|≠|<>|other than|not equal to)/iu, '!='],
  [/^(?:==?|exactly|equal to)/iu, '=='],
  [/^(?:>|more than|above|over)/iu, '>'],
  [/^(?:<|less than|fewer than|below|under)/iu, '<'],
];
const aTarget = 'a target, such as >= 95 or at most 250 kg';

export function readTarget(words: string): Reading<WithUnit<Target>> {
  const form = plain(words);
  const found = comparisons.find(([pattern]) => pattern.test(form));
  const rest = found ? words.slice(found[0].exec(form)?.[0].length ?? 0).trim() : words;
  const measured = measuredOf(rest);
  if (measured === null) return problem(words, aTarget, numberOf(words) === null ? [] : [`>= ${words}`]);
  return value({
    of: { ...(found ? { comparator: found[1] } : {}), value: measured.quantity },
    unit: measured.unit,
  });
}

export const targetWords = ({ comparator, value: amount }: Target): string[] => [
  [comparator, amount === undefined ? undefined : quantityWords(amount)]
    .filter((part) => part !== undefined)
    .join(' '),
];

/** `percent`, `per cent` and `%` are one unit. */
export function sameUnit(a: string, b: string): boolean {
  const form = (unit: string) => plain(unit).toLowerCase().replace(perCent, '%').replace(/s$/u, '');
  return form(a) === form(b);
}

export interface Aggregation {
  readonly fn?: string;
  readonly window?: string;
}

const readingsExample = 'how readings are taken together, such as latest, or mean over 1 month';

export function readAggregation(words: string): Reading<Aggregation> {
  const match = /^(.*?)\s*(?:\bover\s+(.+))?$/iu.exec(words);
  const [, how = '', over] = match ?? [];
  const window = over === undefined ? null : periodOf(over);
  if (!match || (over !== undefined && window === null)) return problem(words, readingsExample);
  return value({
    ...(how === '' ? {} : { fn: codeOf(how, ['latest', 'mean', 'min', 'max', 'sum']) }),
    ...(window === null ? {} : { window }),
  });
}

const periodOf = (words: string): string | null => {
  const verbatim = unquoted(words);
  if (verbatim !== null) return verbatim;
  const read = parseDuration(words);
  return read.ok ? read.value : null;
};

export function aggregationWords({ fn, window }: Aggregation): string[] {
  const said = (how: string | undefined) =>
    [how, window === undefined ? undefined : `over ${printDurationExactly(window)}`]
      .filter((part) => part !== undefined)
      .join(' ');
  return [said(fn === undefined ? undefined : codeWords(fn)), said(fn === undefined ? fn : quoted(fn))];
}

export interface Score {
  readonly current?: number;
  readonly scale?: string;
}

export function readScore(words: string): Reading<Score> {
  const [, first = '', scale] = /^(.*?)\s*(?:\bon\s+(.+))?$/iu.exec(words) ?? [];
  const current = first === '' ? null : numberOf(first);
  if (first !== '' && current === null) return problem(words, 'a score, such as 0 on PAM0-3');
  return value({
    ...(current === null ? {} : { current }),
    ...(scale === undefined ? {} : { scale: unquoted(scale) ?? scale }),
  });
}

export const scoreWords = ({ current, scale }: Score): string[] =>
  [(each: string) => each, quoted].map((as) =>
    [
      current === undefined ? undefined : numberWords(current),
      scale === undefined ? undefined : `on ${as(scale)}`,
    ]
      .filter((part) => part !== undefined)
      .join(' '),
  );

export interface Money {
  readonly amount?: number;
  readonly currency?: string;
}

const multiples: Readonly<Record<string, number>> = { thousand: 1e3, million: 1e6, billion: 1e9 };

export function readMoney(words: string): Reading<Money> {
  const pattern = new RegExp(
    `^(?:(\\p{L}+|["“].*["”])\\s*)?(${digits})(?:\\s*(thousand|million|billion))?(?:\\s*(\\p{L}+))?$`,
    'iu',
  );
  const [, before, amount = '', times = '', after] = pattern.exec(plain(words)) ?? [];
  const number = numberOf(amount);
  if (number === null || (before !== undefined && after !== undefined)) {
    return problem(words, 'a sum of money, such as ALD 150,000,000');
  }
  const currency = before ?? after;
  return value({
    amount: number * (multiples[times.toLowerCase()] ?? 1),
    ...(currency === undefined ? {} : { currency: unquoted(currency) ?? currency }),
  });
}

export const moneyWords = ({ amount, currency }: Money): string[] =>
  [(each: string) => each, quoted].map((as) =>
    [
      currency === undefined ? undefined : as(currency),
      amount === undefined ? undefined : numberWords(amount),
    ]
      .filter((part) => part !== undefined)
      .join(' '),
  );
