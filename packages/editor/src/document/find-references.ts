/**
 * Finding references in plain words: "paragraph 5", "paragraphs 4, 5 and 6", "Article 7.1", "Annex V",
 * "paragraphs 15.1-15.11 of Annex V", "operative paragraph 3". The text is folded first, so that invisible
 * marks between "paragraph" and its number, or non-breaking hyphens and spaces, hide nothing.
 *
 * A number means what it means where it stands: plain "paragraph 15" inside an annex or article is a paragraph
 * of that annex or article; "of …" names another place; and the paragraph of an act that is not in this
 * agreement ("paragraph 9 of resolution 748 (1992)") is no reference of ours. What cannot be told is left alone.
 */
import type { ElementId } from '@travaux/workflow/agreement';
import { fold, type Folded } from './fold.ts';
import { groupsOf, type Group, type Numeral } from './reference-grammar.ts';
import { isInside, nearest, scopeOf, type ReferenceIndex } from './reference-index.ts';
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

const qualifier = /^(?: (?:above|below))?,? (of|to|from|in|under|du|de|des|del|de la|dans|en|из|от|в|من) /u;
/** These words begin many things besides the name of a place. */
const loose = new Set(['to', 'from', 'in', 'under', 'dans', 'en', 'в', 'de']);
const own = /^(?:this|the present|the same|cette?|ce|la presente|le present|presente) /u;
const chinese =
  /第 ?(\d+|[一二三四五六七八九十百零]+) ?(段|条|部分|章|节)|附件 ?([一二三四五六七八九十]+|\d+)/gu;

/**
 * @param at the element in whose text (or heading) the words stand
 * @returns the references in order, none overlapping another
 */
export function findReferences(text: string, at: ElementId, index: ReferenceIndex): FoundReference[] {
  const folded = fold(text);
  const found: FoundReference[] = [];
  for (const { numeral, place } of numeralsIn(folded, at, index)) {
    const reference = read(text, folded, numeral, place, at, index);
    if (reference) found.push(reference);
  }
  if (/[\u4e00-\u9fff]/u.test(text)) found.push(...findChinese(text, folded, at, index));
  return found;
}

/** A number that refers to something of this agreement, or would if there were such a thing. */
export interface PlacedNumeral {
  readonly numeral: Numeral;
  /** The words that it shares with others: "paragraphs 4 and 5". */
  readonly group: Group;
  readonly place: 'here' | Inside;
}

export function numeralsIn(folded: Folded, at: ElementId, index: ReferenceIndex): PlacedNumeral[] {
  const groups = groupsOf(folded.text);
  // From the last to the first, because what stands behind a group may tell where it belongs.
  const places: Place[] = [];
  for (let n = groups.length - 1; n >= 0; n -= 1) {
    places[n] = scopeNamed(folded.text, groups, n, places[n + 1] ?? 'here', at, index);
  }
  return groups.flatMap((group, n) => {
    const place = places[n] ?? 'here';
    return place === 'elsewhere' ? [] : group.numerals.map((numeral) => ({ numeral, group, place }));
  });
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
