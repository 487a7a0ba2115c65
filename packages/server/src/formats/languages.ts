/**
 * Languages of imported files: their tags, and the direction in which they are written.
 */

const threeLetters: Readonly<Record<string, string>> = {
  ara: 'ar',
  chi: 'zh',
  zho: 'zh',
  deu: 'de',
  eng: 'en',
  fas: 'fa',
  fra: 'fr',
  fre: 'fr',
  heb: 'he',
  ita: 'it',
  jpn: 'ja',
  kor: 'ko',
  por: 'pt',
  rus: 'ru',
  spa: 'es',
  tur: 'tr',
  ukr: 'uk',
  urd: 'ur',
};

/** A BCP 47 tag for what a file calls its language; English where that is no tag at all. */
export function languageOf(name: string): string {
  const [primary = '', ...rest] = name.trim().split(/[-_]/u);
  const tag = [threeLetters[primary.toLowerCase()] ?? primary.toLowerCase(), ...rest].join('-');
  return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/u.test(tag) ? tag : 'en';
}

export function directionOf(language: string): 'ltr' | 'rtl' {
  return /^(ar|arc|ckb|dv|fa|ha-Arab|he|khw|ks|ps|sd|ug|ur|yi)(-|$)/u.test(language) ? 'rtl' : 'ltr';
}

/** The language that most letters of a text are of, as far as its script tells: for formats that do not say. */
export function guessLanguage(text: string): string {
  const sample = text.slice(0, 20_000);
  const count = (pattern: RegExp) => sample.match(pattern)?.length ?? 0;
  const letters = count(/\p{L}/gu);
  if (letters === 0) return 'en';
  if (count(/\p{sc=Arabic}/gu) > letters / 2) return 'ar';
  if (count(/\p{sc=Cyrillic}/gu) > letters / 2) return 'ru';
  if (count(/\p{sc=Hebrew}/gu) > letters / 2) return 'he';
  if (count(/\p{sc=Han}/gu) > letters / 2) return 'zh';
  const words = (list: string) => count(new RegExp(`(?<!\\p{L})(?:${list})(?!\\p{L})`, 'giu'));
  const english = words('the|of|and|shall|to|in');
  const french = words('le|la|les|des|du|et|une|dans');
  const spanish = words('el|los|las|del|y|una|que|por');
  if (french > english && french > spanish) return 'fr';
  return spanish > english ? 'es' : 'en';
}
