/**
 * Wording: what the parts of an agreement are called, and how their numbers are written, in each of the
 * official languages of the United Nations. Languages without an entry read as English.
 *
 * These are labels of the document, in its language of negotiation; the language of the screens is another matter.
 */
import type { DivisionKind } from '@travaux/workflow/agreement';
import { han, latinSuffix, roman } from './numerals.ts';

export type NumberedKind = Exclude<DivisionKind, 'cover' | 'preamble' | 'closing'>;

export interface Wording {
  /** `5` and 1 → `5 bis`. */
  suffixed(number: string, insertion: number): string;
  /** The number of the nth part, chapter, article or annex. */
  ordinal(kind: NumberedKind, n: number): string;
  /** What is printed before a division: `Article 5`. An empty number (a single annex) gives the bare word. */
  display(kind: NumberedKind, number: string): string;
  /** What is printed before a numbered paragraph: `5.` */
  clause(number: string): string;
  /** How a sentence speaks of it: `paragraph 5`. */
  paragraph(number: string): string;
  /** How a sentence speaks of a division. */
  full(kind: NumberedKind, number: string): string;
  preamble: string;
  preambular(n: number): string;
  unnumbered: string;
  /** Words that a literal label may begin with, such as `Attachment`. */
  divisionWords: readonly string[];
}

const latinOrdinal: Wording['ordinal'] = (kind, n) =>
  kind === 'article' || kind === 'section' ? String(n) : roman(n);
const spaced = (word: string, number: string) => (number === '' ? word : `${word} ${number}`);

interface LatinWords {
  readonly part: string;
  readonly chapter: string;
  readonly section: string;
  readonly article: string;
  readonly annex: string;
  readonly paragraph: string;
  readonly preamble: string;
  readonly preambular: string;
  readonly unnumbered: string;
  readonly others: readonly string[];
}

function latin(words: LatinWords): Wording {
  return {
    suffixed: (number, insertion) => `${number} ${latinSuffix(insertion)}`,
    ordinal: latinOrdinal,
    display: (kind, number) => (kind === 'section' ? `${number}.` : spaced(words[kind], number)),
    clause: (number) => `${number}.`,
    paragraph: (number) => `${words.paragraph} ${number}`,
    full: (kind, number) => spaced(words[kind], number),
    preamble: words.preamble,
    preambular: (n) => `${words.preambular} ${n}`,
    unnumbered: words.unnumbered,
    divisionWords: [words.part, words.chapter, words.section, words.article, words.annex, ...words.others],
  };
}

const english = latin({
  part: 'Part',
  chapter: 'Chapter',
  section: 'section',
  article: 'Article',
  annex: 'Annex',
  paragraph: 'paragraph',
  preamble: 'preamble',
  preambular: 'preambular paragraph',
  unnumbered: 'unnumbered paragraph',
  others: ['Attachment', 'Appendix', 'Schedule', 'Enclosure', 'Protocol', 'Title'],
});

const plainFrench = latin({
  part: 'Partie',
  chapter: 'Chapitre',
  section: 'section',
  article: 'Article',
  annex: 'Annexe',
  paragraph: 'paragraphe',
  preamble: 'préambule',
  preambular: 'alinéa',
  unnumbered: 'paragraphe non numéroté',
  others: ['Pièce jointe', 'Appendice', 'Enclosure', 'Protocole', 'Titre'],
});
/** French treaties open with "Article premier". */
const french: Wording = {
  ...plainFrench,
  display: (kind, number) =>
    kind === 'article' && number === '1' ? 'Article premier' : plainFrench.display(kind, number),
  full: (kind, number) =>
    kind === 'article' && number === '1' ? 'Article premier' : plainFrench.full(kind, number),
};

const spanish = latin({
  part: 'Parte',
  chapter: 'Capítulo',
  section: 'sección',
  article: 'Artículo',
  annex: 'Anexo',
  paragraph: 'párrafo',
  preamble: 'preámbulo',
  preambular: 'párrafo del preámbulo',
  unnumbered: 'párrafo sin número',
  others: ['Apéndice', 'Apendice', 'Adjunto', 'Protocolo', 'Título'],
});

const russian = latin({
  part: 'Часть',
  chapter: 'Глава',
  section: 'раздел',
  article: 'Статья',
  annex: 'Приложение',
  paragraph: 'пункт',
  preamble: 'преамбула',
  preambular: 'пункт преамбулы',
  unnumbered: 'пункт без номера',
  others: ['Добавление', 'Протокол'],
});

const arabicWords: Record<NumberedKind, string> = {
  part: 'الجزء',
  chapter: 'الفصل',
  section: 'الفرع',
  article: 'المادة',
  annex: 'المرفق',
};
/** Arabic texts write these numbers as digits and the paragraph's number with a dash behind it. */
const arabic: Wording = {
  suffixed: (number, insertion) =>
    insertion === 1 ? `${number} مكررا` : `${number} مكررا (${String(insertion)})`,
  ordinal: (_kind, n) => String(n),
  display: (kind, number) => spaced(arabicWords[kind], number),
  clause: (number) => `${number} -`,
  paragraph: (number) => `الفقرة ${number}`,
  full: (kind, number) => spaced(arabicWords[kind], number),
  preamble: 'الديباجة',
  preambular: (n) => `فقرة الديباجة ${n}`,
  unnumbered: 'فقرة غير مرقمة',
  divisionWords: [...Object.values(arabicWords), 'التذييل', 'الضميمة'],
};

const chineseWords: Record<Exclude<NumberedKind, 'annex'>, string> = {
  part: '部分',
  chapter: '章',
  section: '节',
  article: '条',
};
const chinese: Wording = {
  suffixed: (number, insertion) => `${number}之${han(insertion + 1)}`,
  ordinal: (_kind, n) => han(n),
  display: (kind, number) =>
    kind === 'annex' ? `附件${number}` : chineseOrdinal(number, chineseWords[kind]),
  clause: (number) => `${number}.`,
  paragraph: (number) => `第${number}段`,
  full: (kind, number) => (kind === 'annex' ? `附件${number}` : chineseOrdinal(number, chineseWords[kind])),
  preamble: '序言',
  preambular: (n) => `序言部分第${n}段`,
  unnumbered: '无编号段落',
  divisionWords: ['附件', '附录', '附文'],
};

/** `五` → `第五条`, `五之二` → `第五条之二`. */
function chineseOrdinal(number: string, unit: string): string {
  const [base = '', suffix] = number.split('之');
  return suffix === undefined ? `第${base}${unit}` : `第${base}${unit}之${suffix}`;
}

const wordings: Readonly<Record<string, Wording>> = {
  en: english,
  fr: french,
  es: spanish,
  ru: russian,
  ar: arabic,
  zh: chinese,
};

/** @param language BCP 47 tag; only its first subtag decides */
export function wordingOf(language: string): Wording {
  const primary = language.split('-')[0]?.toLowerCase() ?? '';
  return Object.hasOwn(wordings, primary) ? (wordings[primary] ?? english) : english;
}

/** All words that begin a literal label of a division, in any language, longest first. */
export const allDivisionWords: readonly string[] = [
  ...new Set(Object.values(wordings).flatMap((wording) => wording.divisionWords)),
].sort((a, b) => b.length - a.length);
