/**
 * Series of list labels: which place in which series a label such as "(i)" can be. It may be several, "(i)" being
 * both the ninth letter and the first Roman numeral; what stands before it decides.
 */

export interface Place {
  /** What series it is, its punctuation included, so that `(a)` and `a.` are two series. */
  readonly series: string;
  readonly value: number;
}

const romanDigits: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 };

export function placesOf(label: string): Place[] {
  const match = /^(\(?)\s*([\p{L}\p{Nd}]{1,7})\s*([).]?)\s*[-–—]?$/u.exec(label.trim());
  if (!match) return [{ series: `mark ${label}`, value: 0 }];
  const [, open = '', body = '', close = ''] = match;
  const shape = `${open}x${close}`;
  const places: Place[] = [];
  if (/^\d+$/u.test(body)) places.push({ series: `decimal ${shape}`, value: Number(body) });
  const letter = letterValue(body.toLowerCase());
  const roman = romanValue(body.toLowerCase());
  const letterCase = body === body.toLowerCase() ? 'lower' : 'upper';
  if (letter !== null) places.push({ series: `${letterCase} letter ${shape}`, value: letter });
  if (roman !== null) places.push({ series: `${letterCase} roman ${shape}`, value: roman });
  return places.length > 0 ? places : [{ series: `mark ${label}`, value: 0 }];
}

/** `a` → 1, `z` → 26, `bb` → 28. */
export function letterValue(text: string): number | null {
  const first = text.codePointAt(0) ?? 0;
  if (first < 97 || first > 122 || text !== String.fromCodePoint(first).repeat(text.length)) return null;
  return first - 96 + 26 * (text.length - 1);
}

export function romanValue(text: string): number | null {
  let value = 0;
  let before = 0;
  for (const each of [...text].reverse()) {
    const digit = romanDigits[each];
    if (digit === undefined) return null;
    value += digit < before ? -digit : digit;
    before = Math.max(before, digit);
  }
  return text === '' ? null : value;
}
