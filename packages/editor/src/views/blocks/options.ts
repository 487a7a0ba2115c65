/**
 * What can be put into a field where the caret is: words instead of those that are not understood, names of the
 * agreement, what a condition or a day rule may go on with, the usual words of a list, and the printed form of what
 * was understood. All of it is offered, none of it is done by itself.
 */
import {
  completions,
  parseCondition,
  parseDayRule,
  type TextForm,
  type UnknownName,
} from '@travaux/workflow/compliance';
import type { EditorState } from 'prosemirror-state';
import { codeWords } from '../../document/blocks/grammar/codes.ts';
import { lookUp, type Naming } from '../../document/blocks/grammar/reading.ts';
import type { Grammar, Register } from '../../document/blocks/kind.ts';
import { fieldWords } from '../../document/blocks/field-words.ts';
import { fold } from '../../document/fold.ts';
import { contextOf } from '../context.ts';
import { namedFor, namingFor } from './names.ts';
import type { FieldPlace } from './places.ts';
import type { NamedTerm } from './terms-context.ts';
import { rawText } from './raw-text.ts';
import { canonicalOf, problemsIn } from './reading.ts';

export interface FieldOption {
  /** Offsets in the words of the field that it takes the place of. */
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly about: string;
  /** Whether more is to be written behind it, so that the list stays. */
  readonly goesOn: boolean;
}

type Terms = readonly NamedTerm[];

const most = 60;

export function optionsAt(state: EditorState, field: FieldPlace): FieldOption[] {
  const { kind } = field;
  if (!kind) return [];
  const raw = rawText(field);
  const offset = raw.offsetOf(state.selection.head);
  const naming = namingFor(state);
  const terms = namedFor(state);
  const offered = [
    ...fixes(state, field, raw.text, naming),
    ...optionsOf(kind.grammar, raw.text, offset, naming, terms),
    ...printed(state, field, raw.text),
  ];
  const seen = new Set<string>();
  return offered
    .filter(({ from, to, insert }) => {
      const key = `${from} ${to} ${insert}`;
      if (seen.has(key) || raw.text.slice(from, to) === insert || !raw.rangeOf(from, to)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, most);
}

/** The printed form, where it is another than what was written. */
function printed(state: EditorState, field: FieldPlace, text: string): FieldOption[] {
  const canonical = canonicalOf(state, field);
  const words = fieldWords(field.node);
  if (canonical === null || canonical === words || problemsIn(state, field).length > 0) return [];
  const about = contextOf(state).say('views.block.printed');
  return [{ from: 0, to: text.length, insert: canonical, about, goesOn: false }];
}

/** Words for those that are not understood. */
function fixes(state: EditorState, field: FieldPlace, text: string, naming: Naming): FieldOption[] {
  const { grammar } = field.kind!;
  const about = contextOf(state).say('views.block.instead');
  const at = (from: number, length: number, words: readonly string[]) =>
    words.map((insert): FieldOption => ({ from, to: from + length, insert, about, goesOn: false }));
  if (text.trim() === '') return [];
  if (grammar.form === 'day' || grammar.form === 'condition') {
    const read = (grammar.form === 'day' ? parseDayRule : parseCondition)(text, naming.names);
    if (!read.ok) return at(read.fault.offset, read.fault.length, read.fault.nearest);
    const unknown: readonly UnknownName[] = read.unknown;
    return unknown.flatMap(({ offset, length, nearest }) => at(offset, length, nearest));
  }
  if (grammar.form === 'ids' || grammar.form === 'id')
    return pieces(text).flatMap(({ from, words }) =>
      at(from, words.length, lookUp(words, grammar.of, naming).unknown?.suggestions ?? []),
    );
  return problemsIn(state, field).flatMap(({ of, suggestions }) => {
    const from = text.indexOf(of);
    return of === '' || from < 0 ? at(0, text.length, suggestions) : at(from, of.length, suggestions);
  });
}

interface Piece {
  readonly from: number;
  readonly words: string;
}

/** What stands between commas and semicolons, without the spaces around it. */
function pieces(text: string): Piece[] {
  return [...text.matchAll(/[^,;\s][^,;]*/gu)].map((match) => ({
    from: match.index,
    words: match[0].trimEnd(),
  }));
}

/** What was typed of the piece that the caret is in. */
function typedBefore(text: string, offset: number, separators: RegExp): Piece {
  const before = text.slice(0, offset);
  const cut = [...before.matchAll(separators)].at(-1);
  const start = cut ? cut.index + cut[0].length : 0;
  const words = before.slice(start).trimStart();
  return { from: offset - words.length, words };
}

function optionsOf(
  grammar: Grammar,
  text: string,
  offset: number,
  naming: Naming,
  terms: Terms,
): FieldOption[] {
  switch (grammar.form) {
    case 'day':
      return completed('day-rule', text, offset, naming);
    case 'condition':
      return completed('condition', text, offset, naming);
    case 'duration':
      return completed('duration', text, offset, naming);
    case 'id':
      return named({ from: 0, words: text.slice(0, offset) }, text.length, grammar.of, terms, grammar.also);
    case 'ids':
    case 'groups': {
      const of: readonly Register[] = grammar.form === 'ids' ? grammar.of : ['party'];
      const taken = new Set(pieces(text).map(({ words }) => lookUp(words, of, naming).id));
      const piece = typedBefore(text, offset, /[,;]|\s(?:and|or)\s/gu);
      return named(piece, offset, of, terms, [], taken);
    }
    case 'instant': {
      const piece = typedBefore(text, offset, /\bafter\s/gu);
      return named(piece, offset, ['day', 'milestone', 'tranche'], terms);
    }
    case 'code':
      return usual({ from: 0, words: text.slice(0, offset) }, text.length, grammar.known);
    case 'codes':
      return usual(typedBefore(text, offset, /[,;]/gu), offset, grammar.known);
    case 'yes-no':
      return usual({ from: 0, words: text.slice(0, offset) }, text.length, ['yes', 'no']);
    case 'aggregation':
      return usual({ from: 0, words: text.slice(0, offset) }, text.length, [
        'latest',
        'mean over 1 month',
        'min over 1 month',
        'max over 1 month',
        'sum over 1 month',
      ]);
    case 'target':
      return usual(
        { from: 0, words: text.slice(0, offset) },
        text.length,
        ['at least', 'at most', 'yes', 'no'],
        true,
      );
    case 'allocation':
      return named(typedBefore(text, offset, /;/gu), offset, ['party'], terms, [], new Set(), ' ');
    case 'by-party': {
      const what = /:\s*([^;:]*)$/u.exec(text.slice(0, offset));
      if (!what)
        return named(typedBefore(text, offset, /;/gu), offset, ['party'], terms, [], new Set(), ': ');
      const words = what[1]!;
      return usual({ from: offset - words.length, words }, offset, grammar.known ?? []);
    }
    case 'baseline': {
      const source = /\(([^()]*)$/u.exec(text.slice(0, offset));
      const words = source?.[1] ?? '';
      return source
        ? named({ from: offset - words.length, words }, offset, ['source'], terms, [], new Set(), ')')
        : [];
    }
    case 'entry':
      return inEntry(text, offset, naming, terms);
    case 'words':
    case 'phrases':
    case 'number':
    case 'dates':
    case 'score':
    case 'money':
    case 'named-values':
    case 'definition':
      return [];
  }
}

function completed(form: TextForm, text: string, offset: number, { names }: Naming): FieldOption[] {
  return completions(text, offset, names, form).map(({ from, to, insert, about }) => ({
    from,
    to,
    insert,
    about,
    goesOn: true,
  }));
}

/** Those whose id begins so, then those that have what was typed in their name. */
function named(
  { from, words }: Piece,
  to: number,
  of: readonly Register[],
  terms: Terms,
  also: readonly string[] = [],
  taken: ReadonlySet<string> = new Set(),
  behind = '',
): FieldOption[] {
  const typed = fold(words.trim()).text;
  const all = terms
    .filter(({ register }) => of.includes(register))
    .map(({ register, id, name }) =>
      // Days are called by their names everywhere.
      register === 'day' && name !== '' ? { insert: name, about: id, id } : { insert: id, about: name, id },
    )
    .filter(({ id }) => !taken.has(id));
  const others = also.map((code) => ({ insert: codeWords(code), about: '', id: code }));
  const fits = [...all, ...others].filter(
    ({ insert, about }) =>
      typed === '' || fold(insert).text.includes(typed) || fold(about).text.includes(typed),
  );
  const begins = (insert: string) => (fold(insert).text.startsWith(typed) ? 0 : 1);
  return fits
    .sort((a, b) => begins(a.insert) - begins(b.insert))
    .map(({ insert, about }) => ({
      from,
      to,
      insert: `${insert}${behind}`,
      about,
      goesOn: behind.endsWith(' '),
    }));
}

function usual({ from, words }: Piece, to: number, known: readonly string[], goesOn = false): FieldOption[] {
  const typed = fold(words.trim()).text;
  return known
    .map(codeWords)
    .filter((each) => fold(each).text.includes(typed))
    .map((each) => ({ from, to, insert: goesOn ? `${each} ` : each, about: '', goesOn }));
}

/** Bodies behind `before` and `by`, lengths of time behind `within`, `for` and `after`. */
function inEntry(text: string, offset: number, naming: Naming, terms: Terms): FieldOption[] {
  const [, word = '', words = ''] =
    /(?:^|;)\s*(before|by|verified by|within|after)\s+([^;]*)$/iu.exec(text.slice(0, offset)) ?? [];
  const piece = { from: offset - words.length, words };
  switch (word.toLowerCase()) {
    case 'before':
    case 'by':
      return named(piece, offset, ['body'], terms);
    case 'verified by':
      return named(piece, offset, ['verifier'], terms);
    case 'within':
    case 'after':
      return completed('duration', words, words.length, naming).map((option) => ({
        ...option,
        from: option.from + piece.from,
        to: option.to + piece.from,
      }));
    default:
      return [];
  }
}
