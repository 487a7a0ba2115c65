/**
 * Numbers that are written in words, in the official languages of the United Nations: "thirty-six months", "trente
 * jours", «двадцать четыре», 二十四. Inflected forms are told by their stems. A lone "one" is an article as often as a
 * number, so it counts only as part of a longer one.
 */

interface Numerals {
  /** Words of a number, lower case, by value. In the order in which they are tried. */
  readonly words: ReadonlyMap<string, number>;
  /** What may stand between two words of one number. */
  readonly joint: RegExp;
}

const basic = (list: string, from = 0, step = 1): [string, number][] =>
  list
    .split(' ')
    .flatMap((forms, n) => forms.split('|').map((form): [string, number] => [form, from + n * step]));

const english: Numerals = {
  words: new Map([
    ...basic('one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen', 1),
    ...basic('sixteen seventeen eighteen nineteen', 16),
    ...basic('twenty thirty forty fifty sixty seventy eighty ninety', 20, 10),
    ...basic('hundred thousand', 100, 900),
  ]),
  joint: /^(?:[ -]| and )$/u,
};
const french: Numerals = {
  words: new Map([
    ...basic(
      'un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize',
      1,
    ),
    ...basic('vingt|vingts trente quarante cinquante soixante', 20, 10),
    ...basic('cent|cents mille', 100, 900),
  ]),
  joint: /^(?:[ -]| et |-et-)$/u,
};
const spanish: Numerals = {
  words: new Map([
    ...basic('uno|un|una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince', 1),
    ...basic('dieciséis diecisiete dieciocho diecinueve', 16),
    ...basic('veintiuno|veintiún veintidós veintitrés veinticuatro veinticinco veintiséis', 21),
    ...basic('veintisiete veintiocho veintinueve', 27),
    ...basic('veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa', 20, 10),
    ...basic(
      'cien|ciento doscientos|doscientas trescientos|trescientas cuatrocientos|cuatrocientas',
      100,
      100,
    ),
    ['mil', 1000],
  ]),
  joint: /^(?: | y )$/u,
};
const russian: Numerals = {
  words: new Map([
    ...basic('один|одного|одному|одним|одном|одна|одной|одну|одно', 1),
    ...basic('два|две|двух|двум|двумя три|трех|трёх|трем|трём|тремя четыре|четырех|четырёх|четырем', 2),
    ...basic('пять|пяти|пятью шесть|шести|шестью семь|семи восемь|восьми девять|девяти десять|десяти', 5),
    ...basic('одиннадцать|одиннадцати двенадцать|двенадцати тринадцать|тринадцати', 11),
    ...basic('четырнадцать|четырнадцати пятнадцать|пятнадцати шестнадцать|шестнадцати', 14),
    ...basic('семнадцать|семнадцати восемнадцать|восемнадцати девятнадцать|девятнадцати', 17),
    ...basic('двадцать|двадцати тридцать|тридцати сорок|сорока пятьдесят|пятидесяти', 20, 10),
    ...basic('шестьдесят|шестидесяти семьдесят|семидесяти восемьдесят|восьмидесяти девяносто', 60, 10),
    ...basic('сто|ста двести|двухсот триста|трехсот', 100, 100),
  ]),
  joint: /^ $/u,
};
const arabic: Numerals = {
  words: new Map([
    ...basic('ثلاثة|ثلاث أربعة|أربع خمسة|خمس ستة|ست سبعة|سبع ثمانية|ثماني|ثمان تسعة|تسع', 3),
    ...basic('عشرة|عشر عشرين|عشرون ثلاثين|ثلاثون أربعين|أربعون خمسين|خمسون ستين|ستون', 10, 10),
    ...basic('سبعين|سبعون ثمانين|ثمانون تسعين|تسعون مائة|مئة', 70, 10),
    ...basic('اثنا|اثني|اثنتا|اثنتي|اثنين|اثنان', 2),
    ...basic('أحد|إحدى', 1),
  ]),
  joint: /^(?: | و)$/u,
};

const byLanguage: Readonly<Record<string, Numerals>> = {
  en: english,
  fr: french,
  es: spanish,
  ru: russian,
  ar: arabic,
};

export interface NumberInWords {
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

export function numbersInWords(text: string, language: string): NumberInWords[] {
  const primary = primaryLanguage(language);
  if (primary === 'zh') return chineseNumbers(text);
  const numerals = byLanguage[primary];
  if (!numerals) return [];
  const found: { from: number; to: number; parts: number[] }[] = [];
  for (const match of text.toLowerCase().matchAll(/[\p{L}\p{M}]+/gu)) {
    let [word] = match;
    let from = match.index;
    let value = numerals.words.get(word);
    if (value === undefined && primary === 'ar' && word.startsWith('و')) {
      word = word.slice(1);
      from += 1;
      value = numerals.words.get(word);
    }
    if (value === undefined) continue;
    const to = from + word.length;
    const last = found.at(-1);
    if (
      last &&
      numerals.joint.test(text.slice(last.to, from).toLowerCase()) &&
      continues(last.parts, value, primary)
    ) {
      last.parts.push(value);
      last.to = to;
    } else {
      found.push({ from, to, parts: [value] });
    }
  }
  return found
    .map(({ from, to, parts }) => ({ from, to, value: valueOf(parts, primary) }))
    .filter(({ value }) => value !== 1);
}

export const primaryLanguage = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? '';

function continues(parts: readonly number[], next: number, language: string): boolean {
  const last = parts.at(-1) ?? 0;
  if (next === 100 || next === 1000) return language !== 'ar' && last < 100;
  if (last >= 100) return next < 100;
  if (language === 'ar') return last < 10 && next % 10 === 0;
  if (language === 'fr' && last === 4 && next === 20) return true;
  if (language === 'fr' && (last === 60 || last === 20) && next < 20) return true;
  return last >= 20 && last % 10 === 0 && next < 10;
}

function valueOf(parts: readonly number[], language: string): number {
  let total = 0;
  let current = 0;
  for (const part of parts) {
    if (part === 1000) {
      total += (current || 1) * 1000;
      current = 0;
    } else if (part === 100 && language !== 'es' && language !== 'ru' && language !== 'ar') {
      current = (current || 1) * 100;
    } else if (language === 'fr' && part === 20 && current % 100 === 4) {
      current += 76;
    } else {
      current += part;
    }
  }
  return total + current;
}

const signs = '一二三四五六七八九';
/** 三, 十五, 二十四, 一百二十; not 一 alone, nor a sign inside a word of other meaning. */
function chineseNumbers(text: string): NumberInWords[] {
  const found: NumberInWords[] = [];
  for (const match of text.matchAll(/[一二两三四五六七八九十百千零]+/gu)) {
    const [written] = match;
    let value = 0;
    let sign = 0;
    for (const character of written) {
      const times = character === '十' ? 10 : character === '百' ? 100 : character === '千' ? 1000 : 0;
      if (times > 0) {
        value += (sign || 1) * times;
        sign = 0;
      } else {
        sign = character === '两' ? 2 : signs.indexOf(character) + 1;
      }
    }
    value += sign;
    if (value > 1) found.push({ from: match.index, to: match.index + written.length, value });
  }
  return found;
}
