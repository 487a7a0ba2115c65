/**
 * Writing one block: a value of the terms becomes the fields in which it is read again. Used where an agreement in
 * the agreement format is imported, and where a change is offered in one click.
 */
import { wordsOf } from './grammar/grammar.ts';
import type { Naming } from './grammar/reading.ts';
import type { FieldKind } from './kind.ts';
import { termKindOf } from './kinds.ts';
import { taken } from './paths.ts';

/** A clause as a cross-reference prints it. */
export interface ClauseReference {
  readonly target: string;
  readonly label: string;
}

/** JSON of a node, as the schema has it. */
export interface BlockJson {
  readonly type: string;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly content?: readonly unknown[];
}

/**
 * The block that says a value.
 * @param clauseOf finds the clause that an id of the value names; null where it names none
 */
export function blockOf(
  kindName: string,
  value: Readonly<Record<string, unknown>>,
  naming: Naming,
  clauseOf: (id: string) => ClauseReference | null = () => null,
): BlockJson {
  const kind = termKindOf(kindName);
  if (kind === null) throw new RangeError(`no such kind of block: ${kindName}`);
  const whole = kind.kind === 'disputeLadder' ? withBranches(value) : value;
  const content = kind.fields.flatMap((field) => fieldsOf(field, whole, naming, clauseOf));
  const id = kind.register === null ? null : ((value.id as string | undefined) ?? null);
  return { type: 'term', attrs: { kind: kind.kind, id }, ...(content.length > 0 ? { content } : {}) };
}

function fieldsOf(
  { name, grammar, path, repeated }: FieldKind,
  value: Readonly<Record<string, unknown>>,
  naming: Naming,
  clauseOf: (id: string) => ClauseReference | null,
): BlockJson[] {
  const given = withoutNothing(path === '' ? value : taken(value, path));
  return (repeated ? ((given ?? []) as unknown[]) : [given]).flatMap((each): BlockJson[] => {
    if (isNothing(each)) return [];
    const entry = each as Readonly<Record<string, unknown>>;
    const survives = grammar.form === 'entry' && grammar.entry === 'surviving-clause';
    const clause = survives ? clauseOf(String(entry.clause)) : null;
    if (clause === null) return [fieldJson(name, [textJson(wordsOf(each, grammar, naming))])];
    const words = wordsOf({ ...entry, clause: clause.label }, grammar, naming);
    return [
      fieldJson(name, [
        { type: 'reference', attrs: { target: clause.target, form: 'number', label: clause.label } },
        textJson(words.slice(clause.label.length)),
      ]),
    ];
  });
}

const fieldJson = (name: string, content: readonly (object | null)[]): BlockJson => {
  const words = content.filter((each) => each !== null);
  return { type: 'field', attrs: { name }, ...(words.length > 0 ? { content: words } : {}) };
};
const textJson = (text: string) => (text === '' ? null : { type: 'text', text });

/** Without members that are null or undefined, at any depth. */
function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNothing);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) =>
      member === null || member === undefined ? [] : [[key, withoutNothing(member)]],
    ),
  );
}

function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** The branches of each step, in fields of their own under the number of the step. */
function withBranches(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const steps = (value.steps ?? []) as Readonly<Record<string, unknown>>[];
  const branches = steps.flatMap((step, index) =>
    ((step.parallel ?? []) as object[]).map((branch) => ({ step: step.n ?? index + 1, ...branch })),
  );
  return { ...value, steps: steps.map(({ parallel: _, ...step }) => step), branches };
}
