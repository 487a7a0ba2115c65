/**
 * Finding references in plain words: "paragraph 5", "paragraphs 4, 5 and 6", "Article 7.1", "Annex V",
 * "paragraphs 15.1-15.11 of Annex V", "operative paragraph 3". The text is folded first, so that invisible
 * marks between "paragraph" and its number, or non-breaking hyphens and spaces, hide nothing.
 *
 * A number means what it means where it stands: plain "paragraph 15" inside an annex or article is a paragraph
 * of that annex or article; "of …" names another place; and the paragraph of an act that is not in this
 * agreement ("paragraph 9 of resolution 748 (1992)") is no reference of ours. What cannot be told is left alone.
 */
import { readingOrder } from '@travaux/workflow/agreement';
import type { ElementId, Outline } from '@travaux/workflow/agreement';
import { fold, type Folded } from './fold.ts';
import type { Labels } from './numbering.ts';
import type { ReferenceForm } from './schema.ts';

export interface FoundReference {
  /** UTF-16 offsets in the text as it was given. */
  readonly from: number;
  readonly to: number;
  readonly target: string;
  readonly form: ReferenceForm;
  /** What a reference node would print there. */
  readonly label: string;
  /** Whether that is, character for character, what the text says: only then may a node replace it. */
  readonly exact: boolean;
}

/** Where an outline keeps what references name; made once, used for every text. */
export interface ReferenceIndex {
  readonly outline: Outline;
  readonly labels: Labels;
  /** Clauses by `scope` and number. */
  readonly paragraphs: ReadonlyMap<ElementId | null, ReadonlyMap<string, ElementId>>;
  /** Clauses that carry their article's number, by number. */
  readonly dotted: ReadonlyMap<string, ElementId>;
  /** Divisions by folded full label, such as `annex v`. */
  readonly divisions: ReadonlyMap<string, readonly ElementId[]>;
  /** Divisions whose heading gives them a short name in brackets, by that name folded: `(JCPOA)`. */
  readonly names: ReadonlyMap<string, ElementId>;
  /** Id of the item of a clause with this path label, such as `(a) (i)`; null when there is none. */
  itemOf(clause: ElementId, path: string): string | null;
}

export function referenceIndex(
  outline: Outline,
  labels: Labels,
  itemOf: ReferenceIndex['itemOf'] = () => null,
): ReferenceIndex {
  const paragraphs = new Map<ElementId | null, Map<string, ElementId>>();
  const dotted = new Map<string, ElementId>();
  const divisions = new Map<string, ElementId[]>();
  const names = new Map<string, ElementId>();
  for (const { element } of readingOrder(outline)) {
    const label = labels.get(element.id);
    if (!label) continue;
    if (element.kind === 'clause') {
      if (label.number === '') continue;
      const scope = scopeOf(outline, element.id);
      const known = paragraphs.get(scope) ?? new Map<string, ElementId>();
      const number = fold(label.number).text;
      if (!known.has(number)) known.set(number, element.id);
      paragraphs.set(scope, known);
      const article = scope === null ? '' : (labels.get(scope)?.number ?? '');
      if (article !== '' && outline.elements.get(scope ?? '')?.kind === 'article') {
        if (label.number.startsWith(`${article}.`)) dotted.set(number, element.id);
      }
      continue;
    }
    const key = fold(label.full).text;
    if (label.number !== '' || element.kind === 'annex')
      divisions.set(key, [...(divisions.get(key) ?? []), element.id]);
    for (const [, name] of element.heading.matchAll(/\((\p{Lu}[\p{Lu}\p{N}-]+)\)/gu)) {
      const short = fold(name ?? '').text;
      if (!names.has(short)) names.set(short, element.id);
    }
  }
  return { outline, labels, paragraphs, dotted, divisions, names, itemOf };
}

/** The division in which a clause's paragraph number counts: an article, annex, preamble …, or null: the whole. */
function scopeOf(outline: Outline, id: ElementId): ElementId | null {
  const element = outline.elements.get(id);
  if (!element) return null;
  if (['article', 'annex', 'cover', 'preamble', 'closing'].includes(element.kind)) return id;
  return element.parent === null ? null : scopeOf(outline, element.parent);
}

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
const qualifier = /^(?: (?:above|below))?,? (of|to|from|in|under|du|de|des|del|de la|dans|en|из|от|в|من) /u;
/** These words begin many things besides the name of a place. */
const loose = new Set(['to', 'from', 'in', 'under', 'dans', 'en', 'в', 'de']);
const own = /^(?:this|the present|the same|cette?|ce|la presente|le present|presente) /u;
const chinese =
  /第 ?(\d+|[一二三四五六七八九十百零]+) ?(段|条|部分|章|节)|附件 ?([一二三四五六七八九十]+|\d+)/gu;

interface Numeral {
  readonly word: string;
  readonly of: Class;
  /** Folded offsets: of the word for the first of a group (else of the numeral), of the numeral, and of its items. */
  readonly from: number;
  readonly numberFrom: number;
  readonly numberTo: number;
  readonly to: number;
  readonly items: string;
}

interface Group {
  readonly numerals: readonly Numeral[];
  readonly from: number;
  readonly to: number;
}

/**
 * @param at the element in whose text (or heading) the words stand
 * @returns the references in order, none overlapping another
 */
export function findReferences(text: string, at: ElementId, index: ReferenceIndex): FoundReference[] {
  const folded = fold(text);
  const groups = groupsOf(folded.text);
  // From the last to the first, because what stands behind a group may tell where it belongs.
  const scopes: Place[] = [];
  for (let n = groups.length - 1; n >= 0; n -= 1) {
    scopes[n] = scopeNamed(folded.text, groups, n, scopes[n + 1] ?? 'here', at, index);
  }
  const found: FoundReference[] = [];
  groups.forEach((group, n) => {
    const [first] = group.numerals;
    if (!first) return;
    const scope = scopes[n] ?? 'here';
    if (scope === 'elsewhere') return;
    for (const each of group.numerals) {
      const reference = read(text, folded, each, scope, at, index);
      if (reference) found.push(reference);
    }
  });
  if (/[\u4e00-\u9fff]/u.test(text)) found.push(...findChinese(text, folded, at, index));
  return found;
}

function groupsOf(folded: string): Group[] {
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

interface Inside {
  readonly inside: ElementId;
}
type Place = 'here' | 'elsewhere' | Inside;

/**
 * The place that a group of numbers belongs to: a division, `here`, or an act outside this agreement.
 * "of" and "to" name the place of what stands before them; "in" and "from" do so only when a division follows.
 */
function scopeNamed(
  folded: string,
  groups: readonly Group[],
  n: number,
  scopeOfNext: Place,
  at: ElementId,
  index: ReferenceIndex,
): Place {
  const group = groups[n];
  const [first] = group?.numerals ?? [];
  if (!group || !first) return 'here';
  const next = groups[n + 1];
  const tail = folded.slice(group.to);
  const of = qualifier.exec(tail);
  if (of) {
    const [whole, word = ''] = of;
    const place = group.to + whole.length;
    const rest = folded.slice(place);
    if (own.test(rest)) return 'here';
    const [division] = next?.numerals ?? [];
    const follows = next && (next.from === place || folded.slice(place, next.from) === 'the ');
    if (follows && division?.of === 'division') {
      // "paragraph 66 from Section M of Annex I": the annex tells which Section M is meant.
      if (scopeOfNext === 'elsewhere') return scopeOfNext;
      const named = divisionOf(folded, division, at, index, scopeOfNext);
      return named === null ? 'elsewhere' : { inside: named };
    }
    const [, article, name = ''] = /^(the )?([\p{L}\p{N}-]+)/u.exec(rest) ?? [];
    const named = index.names.get(name);
    if (named !== undefined) return { inside: named };
    if (!loose.has(word)) return 'elsewhere';
    return word === 'to' && article !== undefined && first.of === 'division' ? 'elsewhere' : 'here';
  }
  const before = groups[n - 1];
  const prior = before?.numerals.length === 1 ? before.numerals[0] : undefined;
  if (
    prior?.of === 'division' &&
    first.of !== 'division' &&
    /^,? $/u.test(folded.slice(prior.to, group.from))
  ) {
    const division = divisionOf(folded, prior, at, index);
    return division === null ? 'elsewhere' : { inside: division };
  }
  // "Article 4, paragraph 2, of the Convention": what the paragraph is of, its article is of.
  if (next && first.of === 'division' && next.numerals[0]?.of !== 'division') {
    if (/^,? $/u.test(folded.slice(group.to, next.from)) && qualifier.test(folded.slice(next.to))) {
      return scopeOfNext;
    }
  }
  // "paragraphs 1 and 2 and the provisions in paragraph 6 of Annex B": what the last one is of, all are of.
  if (next && first.of !== 'division' && next.numerals[0]?.of === first.of) {
    const between = folded.slice(group.to, next.from);
    if (/^,? (?:and|or|et|ou|y|o|и|или) [^.;:]{0,80}$/u.test(between)) {
      return scopeOfNext;
    }
  }
  return 'here';
}

function divisionOf(
  folded: string,
  numeral: Numeral,
  at: ElementId,
  index: ReferenceIndex,
  scope: 'here' | Inside = 'here',
): ElementId | null {
  const key = `${numeral.word} ${folded.slice(numeral.numberFrom, numeral.numberTo)}`;
  const candidates = index.divisions.get(key) ?? [];
  // "Section C on “Heavy Water Production Plant”": a title says which of several is meant, wherever it is.
  const title = /^,? ?(?:on|entitled|intitulee?|titulad[oa])? ?"([^"]{3,200})"/u.exec(
    folded.slice(numeral.to),
  )?.[1];
  if (title !== undefined) {
    return (
      candidates.find((id) => fold(index.outline.elements.get(id)?.heading ?? '').text.includes(title)) ??
      null
    );
  }
  if (scope !== 'here') {
    return candidates.find((id) => isInside(index.outline, id, scope.inside)) ?? null;
  }
  return nearest(candidates, at, index.outline);
}

/** Of divisions with one label, the one that is meant at a place: in the same annex, or the nearest around it. */
function nearest(candidates: readonly ElementId[], at: ElementId, outline: Outline): ElementId | null {
  const around: (ElementId | null)[] = [];
  for (let id: ElementId | null = at; id !== null; id = outline.elements.get(id)?.parent ?? null)
    around.push(id);
  around.push(null);
  let best: ElementId | null = null;
  let distance = Infinity;
  for (const candidate of candidates) {
    const home = annexAround(outline, outline.elements.get(candidate)?.parent ?? null);
    const steps = around.indexOf(home);
    if (steps >= 0 && steps < distance) {
      best = candidate;
      distance = steps;
    }
  }
  // An annex whose label occurs once is meant from anywhere: the resolution speaks of the annexes of its annex.
  const [only] = candidates;
  const isAnnex = only !== undefined && outline.elements.get(only)?.kind === 'annex';
  return best ?? (isAnnex && candidates.length === 1 ? only : null);
}

function annexAround(outline: Outline, id: ElementId | null): ElementId | null {
  if (id === null) return null;
  const element = outline.elements.get(id);
  return !element ? null : element.kind === 'annex' ? id : annexAround(outline, element.parent);
}

function read(
  text: string,
  folded: Folded,
  numeral: Numeral,
  scope: 'here' | Inside,
  at: ElementId,
  index: ReferenceIndex,
): FoundReference | null {
  const number = folded.text.slice(numeral.numberFrom, numeral.numberTo);
  const written = text.slice(folded.starts[numeral.numberFrom], folded.ends[numeral.numberTo - 1]);
  // "a" and "i" are words as well: letters and Roman numerals count only as they are written in labels.
  if (numeral.of === 'division' && /^\p{Ll}/u.test(written)) return null;
  let target: ElementId | null;
  if (numeral.of === 'division') {
    target = divisionOf(folded.text, numeral, at, index, scope) ?? index.dotted.get(number) ?? null;
    // Many texts call a numbered paragraph a section: "Section 4.1.1 of Annex II".
    if (target === null && number.includes('.')) target = paragraphIn(index, scope, at, number);
  } else if (numeral.of === 'operative') {
    target = index.paragraphs.get(null)?.get(number) ?? null;
  } else {
    target = paragraphIn(index, scope, at, number);
    if (target === null && scope === 'here') target = index.dotted.get(number) ?? null;
  }
  const label = target === null ? undefined : index.labels.get(target);
  if (target === null || !label) return null;

  const slice = (from: number, to: number) => {
    const start = folded.starts[from] ?? 0;
    const end = folded.ends[to - 1] ?? text.length;
    return { from: start, to: end, text: text.slice(start, end) };
  };
  const options: {
    readonly target: string;
    readonly label: string;
    readonly form: ReferenceForm;
    from: number;
    to: number;
  }[] = [];
  if (numeral.items !== '') {
    const id = index.itemOf(target, numeral.items);
    if (id !== null) {
      const deep = `${target}#${id}`;
      const { from, to } = numeral;
      options.push({ target: deep, label: `${label.full} ${numeral.items}`, form: 'full', from, to });
      options.push({
        target: deep,
        label: `${label.number} ${numeral.items}`,
        form: 'number',
        from: numeral.numberFrom,
        to,
      });
    }
  }
  options.push({ target, label: label.full, form: 'full', from: numeral.from, to: numeral.numberTo });
  options.push({
    target,
    label: label.number,
    form: 'number',
    from: numeral.numberFrom,
    to: numeral.numberTo,
  });
  for (const option of options) {
    const place = slice(option.from, option.to);
    if (option.label !== '' && place.text === option.label && option.label.length <= 40) {
      return {
        from: place.from,
        to: place.to,
        target: option.target,
        form: option.form,
        label: option.label,
        exact: true,
      };
    }
  }
  const place = slice(numeral.numberFrom, numeral.numberTo);
  return {
    from: place.from,
    to: place.to,
    target,
    form: 'number',
    label: label.number || label.full,
    exact: false,
  };
}

/** The clause with this number in the place that was named; a section has the numbers of what it lies in. */
function paragraphIn(
  index: ReferenceIndex,
  scope: 'here' | Inside,
  at: ElementId,
  number: string,
): ElementId | null {
  const home = scopeOf(index.outline, scope === 'here' ? at : scope.inside);
  const target = index.paragraphs.get(home)?.get(number) ?? null;
  if (target === null || scope === 'here') return target;
  return isInside(index.outline, target, scope.inside) ? target : null;
}

function isInside(outline: Outline, id: ElementId, scope: ElementId): boolean {
  for (let at: ElementId | null = id; at !== null; at = outline.elements.get(at)?.parent ?? null) {
    if (at === scope) return true;
  }
  return false;
}

function findChinese(text: string, folded: Folded, at: ElementId, index: ReferenceIndex): FoundReference[] {
  const found: FoundReference[] = [];
  for (const match of folded.text.matchAll(chinese)) {
    const [whole, number = '', unit = ''] = match;
    const from = folded.starts[match.index] ?? 0;
    const to = folded.ends[match.index + whole.length - 1] ?? text.length;
    // "第1267号决议第8段" speaks of another act.
    if (/决议(?: ?[^。；，]{0,12})?$/u.test(folded.text.slice(Math.max(0, match.index - 16), match.index)))
      continue;
    const target =
      unit === '段'
        ? index.paragraphs.get(scopeOf(index.outline, at))?.get(number)
        : nearest(index.divisions.get(whole.replace(/ /gu, '')) ?? [], at, index.outline);
    const label = target ? index.labels.get(target)?.full : undefined;
    if (target && label)
      found.push({ from, to, target, form: 'full', label, exact: text.slice(from, to) === label });
  }
  return found;
}
