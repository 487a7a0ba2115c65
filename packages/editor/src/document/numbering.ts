/**
 * Numbering: the label of every element, computed in one pass over the outline. Numbers are never typed and
 * never stored; whoever prints one (page, outline, references, export) takes it from here.
 *
 * House style, after the UN Editorial Manual:
 * - articles are numbered through the whole agreement, over parts and chapters; again from 1 in each annex;
 * - paragraphs are numbered in the nearest article or annex around them, else through the agreement: a
 *   section or a heading between them does not start the series again; preamble, cover and closing count apart;
 * - chapters and sections start again in the division that holds them, annexes at their level;
 * - an annex that stands alone at its level has no number;
 * - `suffix` takes the number before it, so that nothing behind it changes; `literal` and `none` do not count;
 * - what stands apart (whose existence is confidential) has no number, does not count, and counts anew inside: for
 *   those who may not know of it the numbers are the same, and have no gap.
 */
import { childrenOf } from '@travaux/workflow/agreement';
import type {
  ClauseNumbering,
  DivisionKind,
  ElementId,
  Outline,
  OutlineElement,
} from '@travaux/workflow/agreement';
import { letter } from './numerals.ts';
import { allDivisionWords, wordingOf, type NumberedKind, type Wording } from './wording.ts';

export interface ElementLabel {
  /** The bare number as references print it: `5`, `5 bis`, `7.1`, `II`; empty for an unnumbered element. */
  readonly number: string;
  /** As printed before the element: `Article 5`, `5.`, `Annex II`; empty when unnumbered. */
  readonly display: string;
  /** As a full reference prints it: `Article 5`, `paragraph 5`, `Annex II`, `preamble`. */
  readonly full: string;
}

export type Labels = ReadonlyMap<ElementId, ElementLabel>;

export interface NumberingStyle {
  readonly clauseNumbering: ClauseNumbering;
  /** BCP 47 tag of the agreement's language. */
  readonly language: string;
}

/** A series: how far it has counted, and how many insertions stand behind the last number. */
interface Series {
  count: number;
  insertions: number;
  /** Number that an insertion takes: that of the last element of the series, a literal one included. */
  base: string;
}

/** Where the elements of one place count. */
interface Scope {
  /** Series of the nearest article or annex, or of the agreement: paragraphs. */
  readonly paragraphs: Series;
  /** Series of the nearest annex, or of the agreement: parts and articles. */
  readonly articles: Series;
  readonly parts: Series;
  /** In `dotted` style, the number of the article that paragraphs carry; empty elsewhere. */
  readonly prefix: string;
  readonly region: 'preamble' | 'body';
  readonly sectionDepth: number;
}

const newSeries = (): Series => ({ count: 0, insertions: 0, base: '' });
const localSeries = () => ({ chapter: newSeries(), section: newSeries(), annex: newSeries() });

/** @param apart elements outside the count: `apartFromCount` of `@travaux/workflow/agreement` */
export function labelsOf(
  outline: Outline,
  style: NumberingStyle,
  apart: ReadonlySet<ElementId> = new Set(),
): Labels {
  const wording = wordingOf(style.language);
  const labels = new Map<ElementId, ElementLabel>();

  const visit = (parent: ElementId | null, scope: Scope): void => {
    const children = childrenOf(outline, parent).map((id) => {
      const element = outline.elements.get(id);
      if (!element) throw new Error(`outline lists ${id} but does not hold it`);
      return apart.has(id) ? withoutCount(element) : element;
    });
    const local = localSeries();
    const aloneAsAnnex = children.filter(({ id, kind }) => kind === 'annex' && !apart.has(id)).length === 1;
    let preambular = 0;

    for (const element of children) {
      const isApart = apart.has(element.id);
      const around = isApart ? newScope() : scope;
      if (element.kind === 'clause') {
        if (scope.region === 'preamble' && !isApart) preambular += 1;
        labels.set(element.id, clauseLabel(element, around, preambular, wording));
        continue;
      }
      const series = {
        part: around.parts,
        article: around.articles,
        ...(isApart ? localSeries() : local),
        cover: null,
        preamble: null,
        closing: null,
      }[element.kind];
      const label = series
        ? divisionLabel(element, element.kind as NumberedKind, series, around, wording, aloneAsAnnex)
        : unnumberedDivision(element, element.kind, wording);
      labels.set(element.id, label);
      visit(element.id, scopeInside(element.kind, label.number, around, style.clauseNumbering));
    }
  };

  visit(null, newScope());
  return labels;
}

/** That of the agreement, and of what counts for itself. */
const newScope = (): Scope => ({
  paragraphs: newSeries(),
  articles: newSeries(),
  parts: newSeries(),
  prefix: '',
  region: 'body',
  sectionDepth: 0,
});

/** A label that the source had stays: it does not count either. */
function withoutCount(element: OutlineElement): OutlineElement {
  return element.number.kind === 'literal' ? element : { ...element, number: { kind: 'none' } };
}

function scopeInside(kind: DivisionKind, number: string, around: Scope, clauses: ClauseNumbering): Scope {
  switch (kind) {
    case 'article':
      return { ...around, paragraphs: newSeries(), prefix: clauses === 'dotted' ? number : '' };
    case 'annex':
      return newScope();
    case 'cover':
    case 'preamble':
    case 'closing':
      return {
        ...around,
        paragraphs: newSeries(),
        prefix: '',
        region: kind === 'preamble' ? 'preamble' : 'body',
      };
    case 'section':
      // A mere heading is no level of numbers: under "NUCLEAR" the sections are still A, B, C.
      return number === '' ? around : { ...around, sectionDepth: around.sectionDepth + 1 };
    case 'part':
    case 'chapter':
      return around;
  }
}

/** The number of the next element of a series, or null for one that has no number. */
function numberIn(
  series: Series,
  element: OutlineElement,
  write: (n: number) => string,
  wording: Wording,
): string | null {
  const { number } = element;
  switch (number.kind) {
    case 'none':
      return null;
    case 'literal':
      series.base = bareNumber(number.label);
      series.insertions = 0;
      return series.base;
    case 'sequence':
      series.count += 1;
      series.insertions = 0;
      series.base = write(series.count);
      return series.base;
    case 'suffix':
      series.insertions += 1;
      // Before the first of its series there is no number to take: such a one is counted from zero.
      return wording.suffixed(series.base === '' ? '0' : series.base, series.insertions);
  }
}

function clauseLabel(
  element: OutlineElement,
  scope: Scope,
  preambular: number,
  wording: Wording,
): ElementLabel {
  const write = (n: number) => (scope.prefix === '' ? String(n) : `${scope.prefix}.${n}`);
  const number = numberIn(scope.paragraphs, element, write, wording);
  if (number === null) {
    const full = scope.region === 'preamble' ? wording.preambular(preambular) : wording.unnumbered;
    return { number: '', display: '', full: inBrief(element.heading) || full };
  }
  const display =
    element.number.kind === 'literal'
      ? element.number.label
      : scope.prefix === ''
        ? wording.clause(number)
        : number;
  return { number, display, full: wording.paragraph(number) };
}

function divisionLabel(
  element: OutlineElement,
  kind: NumberedKind,
  series: Series,
  scope: Scope,
  wording: Wording,
  aloneAsAnnex: boolean,
): ElementLabel {
  const write = (n: number) => {
    if (kind === 'annex' && aloneAsAnnex) return '';
    if (kind === 'section') return sectionNumber(scope.sectionDepth, n);
    return wording.ordinal(kind, n);
  };
  const number = numberIn(series, element, write, wording);
  if (number === null) return { number: '', display: '', full: inBrief(element.heading) };
  if (element.number.kind === 'literal') {
    const { label } = element.number;
    const printed = withoutTrailingPunctuation(label);
    const named = fromDivisionWord(printed)?.rest;
    return { number, display: label, full: named ?? wording.full(kind, number) };
  }
  return { number, display: wording.display(kind, number), full: wording.full(kind, number) };
}

/** Sections inside sections: A., then 1., then (a). */
function sectionNumber(depth: number, n: number): string {
  if (depth === 0) return letter(n).toUpperCase();
  return depth === 1 ? String(n) : letter(n);
}

function unnumberedDivision(element: OutlineElement, kind: DivisionKind, wording: Wording): ElementLabel {
  if (element.number.kind === 'literal') {
    const { label } = element.number;
    return { number: bareNumber(label), display: label, full: withoutTrailingPunctuation(label) };
  }
  return {
    number: '',
    display: '',
    full: kind === 'preamble' ? wording.preamble : inBrief(element.heading),
  };
}

function withoutTrailingPunctuation(label: string): string {
  const text = label.replace(/[\s.,:;\-\u2010-\u2015]+$/u, '') || label;
  return text.endsWith(')') && !text.includes('(') ? text.slice(0, -1) : text;
}

const divisionWord = new RegExp(`(?:^|[\\s([])(${allDivisionWords.join('|')})`, 'iu');

/** `JCPOA Annex I` → the word `Annex` and `Annex I`; null where the label has no word for what it numbers. */
function fromDivisionWord(label: string): { readonly word: string; readonly rest: string } | null {
  const match = divisionWord.exec(label);
  const word = match?.[1];
  if (!match || word === undefined) return null;
  return { word, rest: label.slice(match.index + match[0].length - word.length) };
}

/** `2.1.` → `2.1`, `2.1. 1.` → `2.1.1`, `(iv)` → `iv`, `Annex A:` → `A`, `第五条` → `五`. */
function bareNumber(label: string): string {
  const printed = withoutTrailingPunctuation(label);
  let text = /^\((.+)\)$/u.exec(printed)?.[1] ?? printed;
  const named = fromDivisionWord(text);
  if (named) text = named.rest.slice(named.word.length).replace(/^[\s.:\-\u2010-\u2015]+/u, '');
  text = text.replace(/^第(.+?)(部分|章|节|条|段)/u, '$1').replace(/(\d\.) (?=\d)/gu, '$1');
  return text === '' ? printed : text;
}

/** References print at most forty characters. */
function inBrief(heading: string): string {
  return heading.length <= 40 ? heading : `${heading.slice(0, 39).trimEnd()}…`;
}
