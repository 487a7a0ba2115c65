/**
 * Numerals: how a place in a series is written in each notation that agreements use. Pure arithmetic, no
 * knowledge of outlines or languages' words; numbering.ts and list-labels.ts choose among these.
 */

const romanSteps: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

/** 4 → `IV`. Zero has no Roman numeral and stays `0`. */
export function roman(n: number): string {
  if (n <= 0) return String(n);
  let rest = n;
  let text = '';
  for (const [value, letters] of romanSteps) {
    while (rest >= value) {
      text += letters;
      rest -= value;
    }
  }
  return text;
}

/** 1 → `a`, 26 → `z`, 27 → `aa`, 28 → `bb`: the UN series doubles the letter instead of counting in base 26. */
export function letter(n: number, alphabet = 'abcdefghijklmnopqrstuvwxyz'): string {
  const letters = [...alphabet];
  const which = letters[(n - 1) % letters.length];
  if (n < 1 || which === undefined) return String(n);
  return which.repeat(Math.ceil(n / letters.length));
}

/** The Arabic alphabet in abjad order, in which paragraphs are lettered. */
export const abjad = 'أبجدهوزحطيكلمنسعفصقرشتثخذضظغ';

const hanDigits = '零一二三四五六七八九';

/** 12 → `十二`, 105 → `一百零五`; from ten thousand on, plain digits. */
export function han(n: number): string {
  if (!Number.isInteger(n) || n < 0 || n > 9999) return String(n);
  if (n < 10) return hanDigits[n] ?? '';
  const digits = [...String(n)].map(Number);
  let text = '';
  let gap = false;
  digits.forEach((digit, at) => {
    const unit = ['', '十', '百', '千'][digits.length - 1 - at] ?? '';
    if (digit === 0) {
      gap = text !== '';
      return;
    }
    if (gap) text += '零';
    gap = false;
    // Ten to nineteen begin with the unit itself.
    text += digits.length === 2 && at === 0 && digit === 1 ? unit : (hanDigits[digit] ?? '') + unit;
  });
  return text;
}

const latinSuffixes = [
  'bis',
  'ter',
  'quater',
  'quinquies',
  'sexies',
  'septies',
  'octies',
  'novies',
  'decies',
  'undecies',
  'duodecies',
  'terdecies',
  'quaterdecies',
  'quindecies',
  'sexdecies',
  'septdecies',
  'octodecies',
  'novodecies',
  'vicies',
] as const;

/** The nth insertion after a number: 1 → `bis`, 2 → `ter`. Beyond `vicies` the count itself is written. */
export function latinSuffix(n: number): string {
  return latinSuffixes[n - 1] ?? `[${n + 1}]`;
}
