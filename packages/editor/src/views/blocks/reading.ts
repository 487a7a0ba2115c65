/**
 * What is understood of a field's words, and what is said below them: what is wrong with them; while the caret is in
 * the field, what was understood, or what could be written. The words themselves are never changed by being read.
 */
import { printDate, type DayRule } from '@travaux/workflow/compliance';
import type { Node } from 'prosemirror-model';
import type { EditorState } from 'prosemirror-state';
import { expectedBy, readWords, wordsOf, withoutUnit } from '../../document/blocks/grammar/grammar.ts';
import type { Naming } from '../../document/blocks/grammar/reading.ts';
import { fieldWords } from '../../document/blocks/field-words.ts';
import type { FieldKind, Grammar, Register } from '../../document/blocks/kind.ts';
import { readBlock, type UnreadWords } from '../../document/blocks/read-block.ts';
import { contextOf, type ClauseContext } from '../context.ts';
import { namedFor, namingFor } from './names.ts';
import type { BlockPlace, FieldPlace } from './places.ts';

export interface Reading {
  readonly invalid: boolean;
  readonly note: string;
}

interface Unread {
  readonly naming: Naming;
  readonly found: readonly UnreadWords[];
}

const unreadBlocks = new WeakMap<Node, Unread>();

/** What of a block is not read, and why; asked again when its words or the names of the agreement have changed. */
function unreadIn(state: EditorState, { node }: BlockPlace): readonly UnreadWords[] {
  const naming = namingFor(state);
  const known = unreadBlocks.get(node);
  if (known?.naming === naming) return known.found;
  const found = readBlock(node, naming)?.unread ?? [];
  unreadBlocks.set(node, { naming, found });
  return found;
}

/** What is wrong in one field, counted from nought. */
export function problemsIn(state: EditorState, field: FieldPlace): readonly UnreadWords[] {
  let index = -1;
  field.block.node.forEach((_node, offset, at) => {
    if (field.block.pos + 1 + offset === field.pos) index = at;
  });
  return unreadIn(state, field.block).filter((each) => each.index === index);
}

/** The words of the value in the form in which they would be printed; null where words stand for themselves. */
export function canonicalOf(state: EditorState, { node, kind }: FieldPlace): string | null {
  const words = fieldWords(node);
  if (words === '' || kind === null || isFree(kind.grammar)) return null;
  const naming = namingFor(state);
  const read = readWords(words, kind.grammar, naming);
  return read.ok ? wordsOf(withoutUnit(read.value, kind.grammar), kind.grammar, naming) : null;
}

/** Whether any words will do. */
export function isFree({ form }: Grammar): boolean {
  return form === 'words' || form === 'phrases' || form === 'definition';
}

export function readingOf(
  state: EditorState,
  field: FieldPlace,
  { here, owed }: { readonly here: boolean; readonly owed: boolean },
): Reading {
  const { say } = contextOf(state);
  const problems = problemsIn(state, field);
  if (problems.length > 0) return { invalid: true, note: problems.map(({ message }) => message).join(' ') };
  const { kind } = field;
  if (field.node.content.size === 0) {
    const help = here && kind && !isFree(kind.grammar) ? helpFor(kind, say) : '';
    return { invalid: false, note: [owed ? say('views.block.owed') : '', help].filter(Boolean).join(' ') };
  }
  return { invalid: false, note: here ? understoodOf(state, field) : '' };
}

function helpFor({ grammar }: FieldKind, say: ClauseContext['say']): string {
  const expected = expectedBy(grammar);
  switch (grammar.form) {
    case 'entry':
      return say('views.block.writeSuch', { example: expected });
    case 'code':
    case 'codes':
      return say('views.block.write', {
        expected: grammar.known.length > 0 ? `words ${expected}` : expected,
      });
    case 'ids':
      return say('views.block.writeSeveral', { expected });
    default:
      return say('views.block.write', { expected });
  }
}

/** What the words were taken for; only what they do not say themselves. */
function understoodOf(state: EditorState, field: FieldPlace): string {
  const words = fieldWords(field.node);
  const canonical = canonicalOf(state, field);
  if (canonical === null || field.kind === null) return '';
  const { say } = contextOf(state);
  const more = besidesOf(state, field.kind.grammar, words);
  const parts = [canonical === words ? '' : canonical, more].filter(Boolean);
  return parts.length === 0
    ? say('views.block.understoodSo')
    : say('views.block.understood', { value: parts.join(' = ') });
}

/** The date of a day, the names behind ids, a duration as it is computed with. */
function besidesOf(state: EditorState, grammar: Grammar, words: string): string {
  const { say, terms } = contextOf(state);
  const read = readWords(words, grammar, namingFor(state));
  if (!read.ok) return '';
  switch (grammar.form) {
    case 'day': {
      const rule = read.value as DayRule;
      const dated = rule.type === 'absolute' ? null : terms.dateOf(rule);
      if (dated === null) return '';
      const date = printDate(dated.date);
      return dated.exact ? date : say('views.block.atLatest', { date });
    }
    case 'duration':
      return String(read.value);
    case 'id':
      return nameOf(state, String(read.value), grammar.of);
    case 'ids':
      return (read.value as string[])
        .map((id) => nameOf(state, id, grammar.of))
        .filter(Boolean)
        .join(', ');
    default:
      return '';
  }
}

function nameOf(state: EditorState, id: string, of: readonly Register[]): string {
  return namedFor(state).find((each) => each.id === id && of.includes(each.register))?.name ?? '';
}
