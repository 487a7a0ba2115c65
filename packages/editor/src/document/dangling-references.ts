/**
 * References in plain words that name nothing: "paragraph 9" in an agreement of eight, "paragraph 5 (f)" where
 * the items end at (e).
 *
 * Texts speak of the numbers of other acts all the time, and often say so only sentences away. So silence is the
 * rule: a number counts as ours only where nothing near it names another act, where the place that it counts in has
 * numbers, and where it lies among them or behind their end. What may be an attachment that is not in the text
 * ("Schedule A" where the text holds D to I) is left alone.
 */
import type { ElementId } from '@travaux/workflow/agreement';
import { numeralsIn } from './find-references.ts';
import { fold } from './fold.ts';
import { scopeOf, type ReferenceIndex } from './reference-index.ts';

export interface DanglingReference {
  /** UTF-16 offsets in the text as it was given. */
  readonly from: number;
  readonly to: number;
  /** Whether the paragraph is there, and only the item in it is not. */
  readonly onlyItem: boolean;
}

/** Words that name an act beside this one. */
const foreign =
  /(?<![\p{L}])(?:resolutions?|charter|charte|carta|covenant|constitution|regulations?|directives?|executive order|e\.\s?o\.|u\.\s?s\.\s?c\.|s\/res|s\/\d{4}|infcirc|gov\/|резолюци\p{L}*|устав\p{L}*|resoluci[óo]n(?:es)?|reglamento|règlement|قرارا?ت?\p{L}*|القرار\p{L}*|الميثاق|ميثاق)(?![\p{L}])/iu;
/** "the Convention on …", "the Geneva Convention", "Treaty between …": not "this Convention". */
const named =
  /(?:Convention|Treaty|Protocol|Agreement|Statute|Accord|Act|Law|Code|Decision|Decree|Convenio|Tratado|Traité|Accord)s? (?:on|for|against|between|relating|concerning|of \d|of the|No|sobre|sur|relatif)|\p{Lu}\p{L}+ (?:Convention|Treaty|Protocol|Statute|Act|Law|Code)(?![\p{L}])|(?:Конвенци|Договор|Протокол)\p{L}+ о/u;
/** The short name of another act right before: "NDAA Section 1245", "Decree 114 Schedule 9". */
const abbreviation = /(?:\p{Lu}{2,}|\p{N})[)\]]?[,:]?\s*$/u;
const qualified =
  /^(?: \([a-z0-9]{1,4}\))*,? (?:of|to|from|in|under|du|de|des|del|dans|en|из|от|в|من)(?! (?:this(?! same)|the present|cet|cette|la presente|le present|presente|настоящ))/u;

export function findDangling(text: string, at: ElementId, index: ReferenceIndex): DanglingReference[] {
  const folded = fold(text);
  return numeralsIn(folded, at, index).flatMap(({ numeral, group, place }) => {
    const number = folded.text.slice(numeral.numberFrom, numeral.numberTo);
    const home = place === 'here' ? at : place.inside;
    const gone =
      numeral.of === 'division'
        ? place === 'here' && isBeyond(numeral.word, number, index)
        : isMissing(number, numeral.of === 'operative' ? null : home, index);
    const onlyItem = !gone && numeral.of !== 'division' && lacksItem(number, numeral.items, home, index);
    if (!gone && !onlyItem) return [];
    if (place === 'here' && qualified.test(folded.text.slice(group.to))) return [];
    const begin = folded.starts[group.from] ?? 0;
    const from = folded.starts[numeral.from] ?? 0;
    const to = folded.ends[numeral.to - 1] ?? text.length;
    if (abbreviation.test(text.slice(Math.max(0, begin - 24), begin))) return [];
    return ofAnotherAct(text, begin, to) ? [] : [{ from, to, onlyItem }];
  });
}

/** Whether the sentence around a number names another act. */
function ofAnotherAct(text: string, from: number, to: number): boolean {
  const before = text.slice(Math.max(from - 200, 0), from);
  const start = Math.max(before.lastIndexOf('. '), before.lastIndexOf('; ')) + 1;
  const after = text.slice(to, to + 80);
  const end = after.search(/[.;](?:\s|$)/u);
  const around = [before.slice(start), end < 0 ? after : after.slice(0, end)];
  return around
    .map((words) => words.replace(/(?:[Tt]his|[Pp]resent) (?!same)\p{L}+/gu, ''))
    .some((words) => foreign.test(words) || named.test(words));
}

/** A paragraph whose number no place around knows, though the place counts that far or just not. */
function isMissing(number: string, home: ElementId | null, index: ReferenceIndex): boolean {
  if (!/^\d+(?:\.\d+)*(?: \p{L}+)?$/u.test(number)) return false;
  let counts = false;
  for (const scope of scopesAround(home, index)) {
    const known = index.paragraphs.get(scope);
    if (known?.has(number)) return false;
    counts ||= (known?.size ?? 0) >= 2;
  }
  return counts && !index.dotted.has(number);
}

function* scopesAround(home: ElementId | null, index: ReferenceIndex): Generator<ElementId | null> {
  for (let at = home; at !== null; at = index.outline.elements.get(at)?.parent ?? null) {
    const scope = scopeOf(index.outline, at);
    if (scope === null) break;
    yield scope;
    at = scope;
  }
  yield null;
}

function lacksItem(number: string, items: string, home: ElementId, index: ReferenceIndex): boolean {
  const [first] = /\([a-z]\)/u.exec(items) ?? [];
  if (first === undefined) return false;
  for (const scope of scopesAround(home, index)) {
    const clause = index.paragraphs.get(scope)?.get(number);
    if (clause !== undefined)
      return index.itemOf(clause, '(a)') !== null && index.itemOf(clause, first) === null;
  }
  return false;
}

/** A division behind the last of its kind: the text holds articles up to 29, and speaks of article 30. */
function isBeyond(word: string, number: string, index: ReferenceIndex): boolean {
  const wanted = ordinalOf(number);
  if (wanted === null || word === '') return false;
  let last = 0;
  for (const key of index.divisions.keys()) {
    if (!key.startsWith(`${word} `)) continue;
    last = Math.max(last, ordinalOf(key.slice(word.length + 1)) ?? 0);
  }
  return last >= 2 && wanted > last;
}

/** `12`, `xii` or `c` as a number. A single letter is a letter, but for `i`, `v` and `x`. */
function ordinalOf(number: string): number | null {
  if (/^\d{1,4}$/u.test(number)) return Number(number);
  if (/^(?:[ivxlcdm]{2,}|[ivx])$/u.test(number)) {
    const values = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 } as const;
    const each = [...number].map((sign) => values[sign as keyof typeof values]);
    return each.reduce<number>((sum, value, n) => sum + (value < (each[n + 1] ?? 0) ? -value : value), 0);
  }
  return /^[a-z]$/u.test(number) ? number.charCodeAt(0) - 96 : null;
}
