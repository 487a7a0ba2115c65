/**
 * What kind of change an edit is, from "no change" to "substantive": by it a sign-off, a review or a silence survives
 * an edit or becomes outdated, and the legal scrub lets an edit pass or refers it back.
 *
 * The rule, for a lawyer to review. Two texts are read side by side, token by token. An edit is no more than
 * - *typographic* where the same words stand in the same order in the same blocks, and only these differ: white space,
 *   empty paragraphs, invisible marks, the form of dashes, quotation marks and digits, emphasis, and the case of the
 *   first letter of a block or of a few words without meaning of their own (`the`, `of`);
 * - *renumbering* where only printed numbers differ: the label of an item or of a list, the number that a
 *   cross-reference prints for a target that stayed the same;
 * - *cross-reference* where a reference has another target or prints it in another form, or where words and a
 *   reference that prints exactly these words replace each other;
 * - *linguistic* where words differ only in spelling, by the closed list of `spelling.ts`, or in the full stop,
 *   semicolon or comma that ends a block.
 * Everything else is *substantive*: what is not proved to be lighter is not lighter. So a changed modal verb, number,
 * date, party, negation or defined term always is (practice in `deciding-words.ts`), and so are a comma inside a
 * sentence, a plural, an accent, a paragraph that was split, moved or made a list, a link, a superscript digit. In the
 * fields of structured blocks every change of a word, its case or its punctuation is.
 *
 * An edit can be of several classes at once, and is called by the heaviest.
 */
import { compareEditClasses, type EditClass } from '@travaux/workflow/route';
import type { Node } from 'prosemirror-model';
import { canonicalText } from './canonical.ts';
import { nodeOfJson, type ClauseJson } from './clause-json.ts';
import { decidedBy, type DecidingKind } from './deciding-words.ts';
import { fold } from './fold.ts';
import { readingTokens, tokensOfWords, type ReadingToken } from './reading-tokens.ts';
import { alignSequences } from './sequence.ts';
import { termFinder, type TermFinder } from './terms.ts';

export type EditReasonKind =
  | DecidingKind
  | 'party'
  | 'defined term'
  | 'words'
  | 'structure'
  | 'link'
  | 'spelling'
  | 'punctuation'
  | 'reference'
  | 'printed number'
  | 'case'
  | 'marks'
  | 'white space'
  | 'characters';

/** Longest quotation in a reason, in UTF-16 code units; what is longer is cut and ends in "…". */
const mostCharacters = 200;

/** One change, and the words that decide its class: as they were and as they are; empty where there are none. */
export interface EditReason {
  readonly class: EditClass;
  readonly because: EditReasonKind;
  readonly was: string;
  readonly now: string;
}

export interface ClassifiedEdit {
  /** The heaviest. */
  readonly class: EditClass;
  /** Every class that a change of this edit has, lightest first. */
  readonly classes: readonly EditClass[];
  /** In the order of the text; each change once. */
  readonly reasons: readonly EditReason[];
}

/** What the text itself does not tell: names whose change is always substantive. */
export interface EditContext {
  readonly parties?: Iterable<string>;
  readonly terms?: Iterable<string>;
}

/** @throws RangeError when one of them is not a text of the schema */
export function classifyEdit(
  from: ClauseJson | Node,
  to: ClauseJson | Node,
  context: EditContext = {},
): ClassifiedEdit {
  const [before, after] = [nodeOf(from), nodeOf(to)];
  if (canonicalText(before) === canonicalText(after)) {
    return { class: 'no-change', classes: ['no-change'], reasons: [] };
  }
  const names = new Names(context);
  const [old, now] = [readingTokens(before), readingTokens(after)];
  const reasons: EditReason[] = [];
  const stretches = alignSequences(
    old.map(({ key }) => key),
    now.map(({ key }) => key),
  );
  for (const { same, from: f, fromEnd, to: t, toEnd } of stretches) {
    if (same) {
      for (let n = 0; f + n < fromEnd; n += 1) {
        const [was, is] = [old[f + n], now[t + n]];
        // White space at the edge of a replacement is part of it.
        const atEdge = n === 0 && f + t > 0;
        if (was && is) reasons.push(...judgePair(was, is, names, !atEdge));
      }
    } else {
      reasons.push(
        ...judgeReplacement(old.slice(f, fromEnd), now.slice(t, toEnd), old, now, fromEnd, toEnd, names),
      );
    }
  }
  // The canonical texts differ. If none of the rules says in what, none of them proves that it is harmless.
  if (reasons.length === 0) reasons.push(reason('substantive', 'structure', '', ''));
  const classes = [...new Set(reasons.map((each) => each.class))].sort(compareEditClasses);
  return { class: classes.at(-1) ?? 'substantive', classes, reasons: withoutRepeats(reasons) };
}

const nodeOf = (text: ClauseJson | Node) => ('nodeSize' in text ? text : nodeOfJson(text));
const reason = (of: EditClass, because: EditReasonKind, was: string, now: string): EditReason => ({
  class: of,
  because,
  was: inBrief(was),
  now: inBrief(now),
});

const inBrief = (words: string) =>
  words.length <= mostCharacters ? words : `${words.slice(0, mostCharacters)}…`;

function withoutRepeats(reasons: readonly EditReason[]): EditReason[] {
  return [...new Map(reasons.map((each) => [JSON.stringify(each), each])).values()];
}

/** Which tokens are part of a party's name or of a defined term. */
class Names {
  readonly #parties: TermFinder;
  readonly #terms: TermFinder;
  readonly #uses = new Map<string, readonly { from: number; to: number; kind: 'party' | 'defined term' }[]>();

  constructor({ parties = [], terms = [] }: EditContext) {
    this.#parties = termFinder(parties);
    this.#terms = termFinder(terms);
  }

  of(token: ReadingToken): 'party' | 'defined term' | null {
    if (token.run === '') return null;
    let uses = this.#uses.get(token.run);
    if (!uses) {
      uses = [
        ...this.#parties.usesIn(token.run).map(({ from, to }) => ({ from, to, kind: 'party' as const })),
        ...this.#terms.usesIn(token.run).map(({ from, to }) => ({ from, to, kind: 'defined term' as const })),
      ];
      this.#uses.set(token.run, uses);
    }
    return uses.find(({ from, to }) => from < token.to && token.from < to)?.kind ?? null;
  }
}

/** Two tokens that say the same: in what do they differ? */
function judgePair(was: ReadingToken, now: ReadingToken, names: Names, withGap: boolean): EditReason[] {
  const reasons =
    was.kind === 'open'
      ? judgeAttributes(was.node, now.node)
      : was.kind === 'reference'
        ? judgeReference(was, now)
        : judgeWriting(was, now, names);
  if (was.marks !== now.marks) reasons.push(judgeMarks(was, now));
  if (withGap && was.gap !== now.gap) reasons.push(judgeGap(was.gap, now.gap));
  return reasons;
}

/** Words whose case says nothing wherever they stand. */
const withoutCase = new Set('the of and or to for with from les des du et los las del'.split(' '));

function judgeWriting(was: ReadingToken, now: ReadingToken, names: Names): EditReason[] {
  if (was.raw === now.raw) return [];
  const name = names.of(was) ?? names.of(now);
  const [old, is] = [was.form, now.form];
  if (old === is || (was.kind === 'punctuation' && /^['"]$/u.test(old))) {
    return [reason('typographic', 'characters', was.raw, now.raw)];
  }
  if (name) return [reason('substantive', name, was.raw, now.raw)];
  const [oldLower, isLower] = [old.toLowerCase(), is.toLowerCase()];
  const reasons: EditReason[] = [];
  if (oldLower !== isLower) reasons.push(reason('linguistic', 'spelling', was.raw, now.raw));
  if (oldLower === isLower || caseOf(old) !== caseOf(is)) {
    const initial = oldLower.slice(1) === old.slice(1) && isLower.slice(1) === is.slice(1);
    const harmless = (was.first && now.first && initial) || withoutCase.has(oldLower);
    reasons.push(reason(harmless ? 'typographic' : 'substantive', 'case', was.raw, now.raw));
  }
  return reasons;
}

function caseOf(word: string): 'lower' | 'initial' | 'other' {
  if (word === word.toLowerCase()) return 'lower';
  return word.slice(1) === word.slice(1).toLowerCase() ? 'initial' : 'other';
}

function judgeReference(was: ReadingToken, now: ReadingToken): EditReason[] {
  const [old, is] = [was.node?.attrs ?? {}, now.node?.attrs ?? {}];
  const [wasLabel, label] = [was.form, now.form];
  if (old.target === is.target && old.form === is.form && wasLabel === label) return [];
  const decided = decisions([was], [now], new Names({})).filter(({ because }) => because !== 'number');
  if (decided.length > 0) return decided;
  const renumbered =
    old.target === is.target && old.form === is.form && withoutNumbers(wasLabel) === withoutNumbers(label);
  return renumbered
    ? [reason('renumbering', 'printed number', wasLabel, label)]
    : [reason('cross-reference', 'reference', wasLabel, label)];
}

/** `Article 5 bis` → `article`: numbers are digits, Roman numerals, single letters, Latin suffixes and Chinese ones. */
function withoutNumbers(label: string): string {
  return fold(label)
    .text.replace(/[零一二三四五六七八九十百千之]+/gu, ' ')
    .replace(/[\p{L}\p{N}]+/gu, (part) => (isNumber.test(part) ? ' ' : part))
    .replace(/[\s.()-]+/gu, ' ')
    .trim();
}
const isNumber =
  /^(?:\d+|\d+[a-z]|[ivxlcdm]+|(\p{L})\1*|bis|ter|quater|quinquies|(?:sex|sept|oct|nov|vic)ies|\w*decies|مكررا)$/u;

/** The marks of two equal words. Raised digits and letters are other numbers and symbols: 10⁵ is not 105. */
function judgeMarks(was: ReadingToken, now: ReadingToken): EditReason {
  const changed = (name: RegExp) => onlyThese(was.marks, name) !== onlyThese(now.marks, name);
  if (changed(/^link/u)) return reason('substantive', 'link', was.raw, now.raw);
  const raised = changed(/^(?:superscript|subscript)/u);
  const ordinal = /^\d+(?:st|nd|rd|th|er|re|e|o|a|os|as)$/iu.test(was.form);
  if (raised && !ordinal) return reason('substantive', 'number', was.raw, now.raw);
  return reason('typographic', 'marks', was.raw, now.raw);
}

/** Marks that are more than emphasis. */
const binding = /^(?:link|superscript|subscript)/u;

/** Which characters have a mark, of all the marks of a token. */
function onlyThese(marks: string, name: RegExp): string {
  const per = marks.split(' ').map((run) => {
    const star = run.lastIndexOf('*');
    const names = run
      .slice(0, star)
      .split('+')
      .filter((each) => name.test(each));
    return (
      names.join('+').repeat(names.length > 0 ? Number(run.slice(star + 1)) : 0) ||
      '-'.repeat(Number(run.slice(star + 1)))
    );
  });
  return per.join('').replace(/^-*$/u, '');
}

function judgeGap(was: string, now: string): EditReason {
  if (/link\(/u.test(was + now)) return reason('substantive', 'link', '', '');
  return reason('typographic', 'white space', '', '');
}

/** A block that stayed: its direction, its label, how its items are numbered. */
function judgeAttributes(was: Node | null, now: Node | null): EditReason[] {
  if (!was || !now) return [];
  const names = Object.keys(now.attrs).filter(
    (name) => JSON.stringify(was.attrs[name]) !== JSON.stringify(now.attrs[name]),
  );
  return names.map((name) => {
    const [old, is] = [was, now].map((node) => String((node.attrs[name] as string | null) ?? ''));
    const said = (of: EditClass, because: EditReasonKind) => reason(of, because, old ?? '', is ?? '');
    switch (`${now.type.name} ${name}`) {
      case 'paragraph dir':
      case 'heading dir':
      case 'table_cell colwidth':
      case 'table_header colwidth':
        return said('typographic', 'marks');
      case 'list marker':
        return said('renumbering', 'printed number');
      case 'list_item label':
        return [old, is].every((label) => withoutNumbers(label ?? '').replace(/[^\p{L}\p{N}]/gu, '') === '')
          ? said('renumbering', 'printed number')
          : said('substantive', 'words');
      case 'list_item id':
        // Prints nothing: it is what references to this item point to.
        return said('cross-reference', 'reference');
      default:
        return said('substantive', 'structure');
    }
  });
}

/** Tokens that do not correspond: proved to be lighter than substance in two cases only. */
function judgeReplacement(
  was: readonly ReadingToken[],
  now: readonly ReadingToken[],
  before: readonly ReadingToken[],
  after: readonly ReadingToken[],
  fromEnd: number,
  toEnd: number,
  names: Names,
): EditReason[] {
  const [old, is] = [writtenOf(was), writtenOf(now)];
  if ([...was, ...now].some(({ kind }) => kind === 'reference')) {
    const [a, b] = [was, now].map((tokens) => inWords(tokens).join('\n'));
    if (a === b && was.length + now.length > 0) return [reason('cross-reference', 'reference', old, is)];
  }
  const ends = [before[fromEnd], after[toEnd]].every(
    (token) => token?.kind === 'close' && token.node?.type.name !== 'field',
  );
  if (ends && [...was, ...now].every(isEndMark) && was.length <= 1 && now.length <= 1) {
    return [reason('linguistic', 'punctuation', old, is)];
  }
  const decided = decisions(was, now, names);
  if (decided.length > 0) return decided;
  const structure = [...was, ...now].every(({ kind }) => kind === 'open' || kind === 'close');
  return [reason('substantive', structure ? 'structure' : 'words', old, is)];
}

const isEndMark = ({ kind, form }: ReadingToken) => kind === 'punctuation' && /^[.;,]$/u.test(form);

/** What a reader sees, exactly, with references as they are printed. */
const inWords = (tokens: readonly ReadingToken[]) =>
  tokens.flatMap((token) => {
    const glue = token.key.startsWith('+') ? '+' : '';
    const words = token.kind === 'reference' ? tokensOfWords(token.form) : [token];
    return words.map(
      ({ form, key }, n) => (n === 0 ? glue : '') + (form || key) + onlyThese(token.marks, binding),
    );
  });

const writtenOf = (tokens: readonly ReadingToken[]) =>
  tokens
    .map((token, n) => (n === 0 || token.gap === '' ? '' : ' ') + token.raw)
    .join('')
    .trim();

/** The deciding words of which there are more on one side than on the other. */
function decisions(was: readonly ReadingToken[], now: readonly ReadingToken[], names: Names): EditReason[] {
  const [old, is] = [decidingWords(was, names), decidingWords(now, names)];
  const kinds = new Set([...old.keys(), ...is.keys()]);
  return [...kinds].flatMap((kind) => {
    const [a, b] = [old.get(kind) ?? [], is.get(kind) ?? []].map((words) => words.join(' '));
    return a === b ? [] : [reason('substantive', kind, a ?? '', b ?? '')];
  });
}

function decidingWords(tokens: readonly ReadingToken[], names: Names): Map<EditReasonKind, string[]> {
  const found = new Map<EditReasonKind, string[]>();
  for (const token of tokens) {
    if (token.kind === 'open' || token.kind === 'close') continue;
    const parts = fold(token.form).text.split(/[^\p{L}\p{N}\p{M}]+/u);
    const kinds = new Set<EditReasonKind>(parts.flatMap((part) => decidedBy(part)));
    // "may" is a month only with a capital.
    if (kinds.has('modal verb') && token.form === token.form.toLowerCase()) kinds.delete('date');
    const name = names.of(token);
    if (name) kinds.add(name);
    for (const kind of kinds) found.set(kind, [...(found.get(kind) ?? []), token.raw]);
  }
  return found;
}
