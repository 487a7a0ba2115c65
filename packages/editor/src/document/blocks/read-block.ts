/**
 * Reading one block: its fields become a value of the terms of the agreement, and what of them is not read is told
 * with its words and the nearest thing that would be understood. Nothing is thrown away: words that are not read stay in
 * the text as they are, and the rest of the block is read without them.
 */
import { termsSchema } from '@travaux/workflow/compliance';
import type { Meant } from '@travaux/workflow/lint';
import type { Node } from 'prosemirror-model';
import { fieldWords, referenceIn } from './field-words.ts';
import { readWords, withoutUnit } from './grammar/grammar.ts';
import { sameUnit, type WithUnit } from './grammar/quantities.ts';
import type { Naming, Problem } from './grammar/reading.ts';
import type { FieldKind, TermKind } from './kind.ts';
import { fieldKindOf, termKindOf } from './kinds.ts';
import { meantBy } from './meant.ts';
import { put, taken } from './paths.ts';

export interface ReadBlock {
  readonly kind: TermKind;
  /** `M1`; null while it has no name. */
  readonly id: string | null;
  /** A value of the collection of its kind, but for what lies outside the block, such as the clause of a milestone. */
  readonly value: Readonly<Record<string, unknown>>;
  readonly unread: readonly UnreadWords[];
}

export interface UnreadWords {
  /** Name of the field, or `id`. */
  readonly field: string;
  /** Which of the block's fields it is, counted from nought; null for the block itself. */
  readonly index: number | null;
  readonly words: string;
  readonly message: string;
  /** Of the words, those that are not understood; empty where something is missing. */
  readonly of: string;
  /** Words that could stand instead of those, nearest first. */
  readonly suggestions: readonly string[];
  /** What was meant most likely; null where that would not be understood either, or could not be put there. */
  readonly meant: Meant | null;
}

/** @returns null for a block of a kind that this version does not know */
export function readBlock(term: Node, naming: Naming): ReadBlock | null {
  const kind = termKindOf(term.attrs.kind as string);
  if (kind === null) return null;
  const reader = new BlockReader(kind, naming);
  term.forEach((field, _, index) => reader.read(field, index));
  const { value, unread } = reader.finish(term.attrs.id as string | null);
  return { kind, id: term.attrs.id as string | null, value, unread };
}

class BlockReader {
  readonly #kind: TermKind;
  readonly #naming: Naming;
  readonly #value: Record<string, unknown> = {};
  readonly #unread: UnreadWords[] = [];
  readonly #seen = new Map<string, { readonly words: string; readonly index: number }>();
  /** Units that stand beside numbers, with the field in which they do. */
  readonly #units: {
    readonly field: FieldKind;
    readonly index: number;
    readonly words: string;
    readonly unit: string;
  }[] = [];

  constructor(kind: TermKind, naming: Naming) {
    this.#kind = kind;
    this.#naming = naming;
  }

  read(field: Node, index: number): void {
    const words = fieldWords(field);
    if (words === '') return;
    const name = field.attrs.name as string;
    const is = fieldKindOf(this.#kind.kind, name);
    const label = this.#kind.label.toLowerCase();
    if (is === null) {
      this.#tell(name, index, words, `A ${label} has no field of this name: its words are not read.`);
      return;
    }
    const before = this.#seen.get(name);
    if (before !== undefined && !is.repeated) {
      if (before.words !== words)
        this.#tell(name, index, words, `This ${label} says “${is.label}” twice. Only the first is read.`);
      return;
    }
    this.#seen.set(name, { words, index });
    const read = readWords(words, is.grammar, this.#naming);
    if (!read.ok) {
      this.#tellProblem(is, index, words, read.problem);
      return;
    }
    for (const each of read.unknown) this.#tellProblem(is, index, words, each);
    if (is.grammar.form === 'baseline' || is.grammar.form === 'target') {
      const { unit } = read.value as WithUnit<unknown>;
      if (unit !== '') this.#units.push({ field: is, index, words, unit });
    }
    let value = withoutUnit(read.value, is.grammar);
    if (is.grammar.form === 'entry' && is.grammar.entry === 'surviving-clause') {
      const target = referenceIn(field)?.replace(/#.*$/u, '');
      if (target !== undefined) value = { ...(value as object), clause: target };
    }
    if (is.path === '') Object.assign(this.#value, value);
    else if (is.repeated) {
      const list = (taken(this.#value, is.path) ?? []) as unknown[];
      put(this.#value, is.path, [...list, value]);
    } else put(this.#value, is.path, value);
  }

  finish(id: string | null): { value: Readonly<Record<string, unknown>>; unread: readonly UnreadWords[] } {
    this.#settleUnits();
    this.#settleBranches();
    const value: Record<string, unknown> = { ...(id === null ? {} : { id }), ...this.#value };
    for (const { name, path } of this.#kind.fields) {
      // What every term of its kind has, said or not.
      if ((name === 'title' || name === 'name') && value[path] === undefined) value[path] = '';
    }
    return { value: this.#checked(value, id), unread: this.#unread };
  }

  /** The unit stands in its own field, or beside the numbers; not in two ways. */
  #settleUnits(): void {
    const own = taken(this.#value, 'indicator.unit') as string | undefined;
    const [first] = this.#units;
    const unit = own ?? first?.unit;
    if (unit === undefined) return;
    put(this.#value, 'indicator.unit', unit);
    for (const each of this.#units) {
      if (sameUnit(each.unit, unit)) continue;
      this.#drop(each.field.path);
      this.#tell(
        each.field.name,
        each.index,
        each.words,
        `“${each.unit}” is not the unit of this milestone, which is “${unit}”.`,
      );
    }
  }

  /** Branches of a step stand in fields of their own, and belong to the step whose number they bear. */
  #settleBranches(): void {
    const branches = this.#value.branches as
      ({ readonly step?: number } & Record<string, unknown>)[] | undefined;
    if (branches === undefined) return;
    delete this.#value.branches;
    const steps = ((this.#value.steps ?? []) as Record<string, unknown>[]).map((step) => ({ ...step }));
    for (const { step: number, ...branch } of branches) {
      const at = steps.findIndex((step, index) => (step.n ?? index + 1) === number);
      const step = steps[at];
      if (step) step.parallel = [...((step.parallel ?? []) as unknown[]), branch];
      else
        this.#tell(
          'branches',
          null,
          typeof branch.name === 'string' ? branch.name : '',
          'What happens in parallel begins with the number of its step, such as “4. Ministers”.',
        );
    }
    this.#value.steps = steps;
  }

  /** The value as the schema of the terms has it. What the schema refuses, such as words without end, is not read. */
  #checked(value: Record<string, unknown>, id: string | null): Readonly<Record<string, unknown>> {
    const schema = schemaOf(this.#kind);
    const parsed = schema.safeParse(
      id === null && 'to' in this.#kind.belongs ? { ...value, id: '-' } : value,
    );
    if (parsed.success) {
      const { id: given, ...rest } = parsed.data as Record<string, unknown>;
      return id === null ? rest : { id: given, ...rest };
    }
    const paths = new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? '')));
    const refused = this.#kind.fields.filter(({ path }) => paths.has(path.split('.')[0] ?? ''));
    const kept = { ...value };
    for (const { name, path } of refused) {
      const seen = this.#seen.get(name);
      if (path !== '') delete kept[path.split('.')[0] ?? ''];
      if (seen) this.#tell(name, seen.index, seen.words, 'This is more than can be read.');
    }
    const again = schema.safeParse(kept);
    return again.success ? again.data : {};
  }

  #drop(path: string): void {
    put(this.#value, path, undefined);
  }

  #tellProblem({ name, grammar, repeated }: FieldKind, index: number, words: string, of: Problem): void {
    // Of several fields of one name, what is to be put there names none.
    const meant = repeated ? null : meantBy(words, of, grammar, this.#naming);
    this.#unread.push({
      field: name,
      index,
      words,
      message: of.message,
      of: of.of,
      ...{ suggestions: of.suggestions, meant },
    });
  }

  #tell(field: string, index: number | null, words: string, message: string): void {
    this.#unread.push({ field, index, words, message, of: '', suggestions: [], meant: null });
  }
}

const { shape } = termsSchema;
/** What checks one block of a kind, with the lists that may be left out. */
function schemaOf({ belongs }: TermKind) {
  if ('to' in belongs) return shape[belongs.to].unwrap().element;
  if (belongs.is === 'agreement') return shape.agreement.partial();
  return shape[belongs.is].unwrap().unwrap();
}
