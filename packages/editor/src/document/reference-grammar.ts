/**
 * How references are written: a word such as "paragraphs", and the numbers behind it, in the languages that the
 * wording knows. Works on folded text; what the numbers mean is found out elsewhere.
 */
import { fold } from './fold.ts';

type Class = 'paragraph' | 'operative' | 'division';

/** Words before a number, folded, with the folded word that a full label begins with. */
const words: readonly (readonly [pattern: string, of: Class, label: string])[] = [
  ['operative paragraphs?', 'operative', ''],
  [
    'paragraphs?|paragraphes?|paras?\\.?|parrafos?|clauses?|пункт(?:а|е|у|ом|ы|ов|ах|ам|ами)?',
    'paragraph',
    '',
  ],
  ['الفقر(?:ه|ات|تين)', 'paragraph', ''],
  ['articles?', 'division', 'article'],
  ['articulos?', 'division', 'articulo'],
  ['стат(?:ья|ьи|ье|ью|ьей|еи|ьям|ьях)', 'division', 'статья'],
  ['الماد(?:ه|تين)', 'division', 'الماده'],
  ['annex(?:es)?', 'division', 'annex'],
  ['annexes?', 'division', 'annexe'],
  ['anexos?', 'division', 'anexo'],
  ['приложени(?:е|я|ю|ем|и|и|ям|ях)', 'division', 'приложение'],
  ['المرفق', 'division', 'المرفق'],
  ['attachments?', 'division', 'attachment'],
  ['appendi(?:x|ces|xes)', 'division', 'appendix'],
  ['schedules?', 'division', 'schedule'],
  ['enclosures?', 'division', 'enclosure'],
  ['parts?', 'division', 'part'],
  ['parties?', 'division', 'partie'],
  ['chapters?', 'division', 'chapter'],
  ['chapitres?', 'division', 'chapitre'],
  ['capitulos?', 'division', 'capitulo'],
  ['sections?', 'division', 'section'],
  ['seccion(?:es)?', 'division', 'seccion'],
].map(([pattern = '', of = 'division', label = '']) => [fold(pattern).text, of as Class, fold(label).text]);

const suffix =
  '(?: (?:bis|ter|quater|quinquies|sexies|septies|octies|novies|decies|\\w+decies|vicies)(?![\\p{L}\\p{N}]))?';
const numeral = `(?:\\d+(?:\\.\\d+)*${suffix}|[ivxlcdm]+(?:\\.\\d+)*${suffix}|[a-z])(?![\\p{L}\\p{N}])`;
const item = '(?: ?\\((?:[a-z]{1,5}|\\d{1,2})\\)| [a-z]{1,4}\\)(?! ?\\())*';
const wordPattern = words.map(([pattern]) => `(${pattern})`).join('|');
const head = new RegExp(`(?<![\\p{L}\\p{N}])(?:${wordPattern})( )(${numeral})(${item})`, 'gu');
const more = new RegExp(
  `^((?:,? (?:and|or|to|through|et|ou|a|y|o|и|или|по|و) |, ?| ?- ?))(${numeral})(${item})`,
  'u',
);

export interface Numeral {
  readonly word: string;
  readonly of: Class;
  /** Folded offsets: of the word for the first of a group (else of the numeral), of the numeral, and of its items. */
  readonly from: number;
  readonly numberFrom: number;
  readonly numberTo: number;
  readonly to: number;
  readonly items: string;
}

export interface Group {
  readonly numerals: readonly Numeral[];
  readonly from: number;
  readonly to: number;
}

export function groupsOf(folded: string): Group[] {
  const groups: Group[] = [];
  head.lastIndex = 0;
  for (let match = head.exec(folded); match; match = head.exec(folded)) {
    const which = words.findIndex((_, w) => match?.[w + 1] !== undefined);
    const [, of = 'division', word = ''] = words[which] ?? [];
    const number = match[words.length + 2] ?? '';
    const items = match[words.length + 3] ?? '';
    let to = match.index + match[0].length;
    const numberFrom = to - items.length - number.length;
    const numerals: Numeral[] = [
      { word, of, from: match.index, numberFrom, numberTo: to - items.length, to, items: items.trim() },
    ];
    for (let next = more.exec(folded.slice(to)); next; next = more.exec(folded.slice(to))) {
      const [, gap = '', number = '', items = ''] = next;
      // "paragraph 5, a list": a single letter continues letters only.
      if (/^[a-z]$/u.test(number) && !/^[a-z]$/u.test(folded.slice(numberFrom, numerals[0]?.numberTo))) break;
      const at = to + gap.length;
      to += next[0].length;
      numerals.push({
        word,
        of,
        from: at,
        numberFrom: at,
        numberTo: at + number.length,
        to,
        items: items.trim(),
      });
    }
    groups.push({ numerals, from: match.index, to });
    head.lastIndex = to;
  }
  return groups;
}
