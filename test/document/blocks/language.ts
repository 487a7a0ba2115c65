/**
 * The small language of the tests of blocks: a block from fields and their words, read back; names that an agreement
 * has; and any value that a block can have.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  blockOf,
  clauseSchema,
  readBlock,
  termKindOf,
  type Grammar,
  type Naming,
  type ReadBlock,
} from '@travaux/editor/document';
import { comparators, namesOf, termsSchema, type Condition, type Terms } from '@travaux/workflow/compliance';
import fc from 'fast-check';
import type { Node } from 'prosemirror-model';

export const sampleFile = join(import.meta.dirname, '../../../packages/server/sample/lake-orren.json');
export const sample: Terms = termsSchema.parse(JSON.parse(readFileSync(sampleFile, 'utf8')));

const entries = (
  list: readonly {
    readonly id: string;
    readonly name?: string | null | undefined;
    readonly title?: string | null | undefined;
  }[],
) => list.map(({ id, name, title }) => ({ id, name: name ?? title ?? '' }));

/** The names of the sample agreement. */
export const naming: Naming = {
  names: namesOf(sample),
  known: new Map([
    ['party', entries(sample.parties)],
    ['body', entries(sample.bodies)],
    ['verifier', entries(sample.verifiers)],
    ['observer', entries(sample.observers)],
    ['day', entries(sample.days)],
    ['source', entries(sample.sources)],
    ['dataStandard', entries(sample.dataStandards)],
    ['calendar', entries(sample.calendars)],
    ['milestone', entries(sample.milestones)],
    ['tranche', entries(sample.tranches)],
    ['contingency', entries(sample.contingencies)],
  ] as const),
};

/** `block('milestone', 'M1', 'deadline: 60 days after Adoption Day')` */
export function block(kind: string, id: string | null, ...fields: readonly string[]): Node {
  const nodes = fields.map((each) => {
    const [, name, words = ''] = /^(\w+): ?(.*)$/su.exec(each) ?? [];
    return clauseSchema.node('field', { name }, words === '' ? [] : [clauseSchema.text(words)]);
  });
  return clauseSchema.node('term', { kind, id }, nodes);
}

export function read(node: Node): ReadBlock {
  const found = readBlock(node, naming);
  if (!found) throw new Error('nothing was read');
  return found;
}

export const text = (...blocks: readonly Node[]): Node => clauseSchema.node('doc', null, blocks);

export const written = (kind: string, value: Readonly<Record<string, unknown>>): Node =>
  clauseSchema.nodeFromJSON(blockOf(kind, value, naming));

/** Lines as a reader sees them: `deadline: 60 calendar days after Adoption Day`. */
export const linesOf = (node: Node): string[] =>
  node.children.map((field) => `${String(field.attrs.name)}: ${field.textContent}`);

// Any value of a field, by its grammar.

/** Words as a text keeps them: one line, single spaces, letters that are seen. */
const words = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom(...'ab Z;:,"“”\\()[]0.5-%→éש中'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    ),
    minLength: 1,
    maxLength: 14,
  })
  .map((any) =>
    any
      .replace(/\u034f|[\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff]|\p{Cs}|\p{Cc}/gu, '')
      .replace(/[\s\p{Z}]+/gu, ' ')
      .trim(),
  )
  .filter((any) => any !== '');
const code = fc.oneof(fc.stringMatching(/^[a-z]{1,6}(_[a-z0-9]{1,4}){0,2}$/), words);
const id = fc.oneof(
  fc.constantFrom('KES', 'JEC', 'IMVA', 'M2', 'T3', 'C1', 'S-HUM', 'DX-01', 'day:adoption', 'third_party'),
  words.map((any) => any.slice(0, 20).trim()).filter((any) => any !== ''),
);
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((any) => !Object.is(any, -0)),
);
const quantity = fc.oneof(number, fc.boolean(), words);
const duration = fc.oneof(fc.constantFrom('P60D', 'P1Y6M', 'PT24H', 'P1W', '-P3D', 'P0D'), words);
const date = fc
  .tuple(
    fc.integer({ min: 1900, max: 2200 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map(([year, month, day]) => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
const milestone = fc.constantFrom('M1', 'M2', 'M3');
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      op: fc.constant('milestone' as const),
      ref: milestone,
      is: fc.constantFrom('verified' as const, 'missed' as const),
    }),
    fc.record({ op: fc.constant('reached' as const), ref: fc.constant('day:adoption') }),
    fc.record({ op: fc.constant('sustained' as const), ref: milestone, for: fc.constantFrom('P30D', 'P6M') }),
    fc.record({
      op: fc.constantFrom('and' as const, 'or' as const),
      args: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ op: fc.constant('not' as const), args: fc.tuple(tie('condition')) }),
  ),
}));
const day = fc.oneof(
  fc.record({ type: fc.constant('absolute'), date }),
  fc.record({
    type: fc.constant('relative'),
    anchor: fc.constantFrom('day:adoption', 'M1', 'T2'),
    offset: fc.constantFrom('P60D', '-P10D', 'P9M', 'P1Y'),
    calendar: fc.constantFrom('calendar_days', 'working_days'),
    roll: fc.constantFrom('none', 'next_working_day'),
  }),
);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const record = <T>(of: fc.Arbitrary<T>) =>
  fc.dictionary(
    id.filter((any) => any !== '__proto__'),
    of,
    { minKeys: 1, maxKeys: 3 },
  );
const some = (shape: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(shape, { requiredKeys: [] }).filter((any) => Object.keys(any).length > 0);

const entry = (form: string): fc.Arbitrary<unknown> => {
  switch (form) {
    case 'access-step':
      return some({ name: words, body: id, within: duration });
    case 'response-level':
      return some({ level: number, if: words, do: words });
    case 'discrepancy-stage':
      return some({
        n: fc.nat(99),
        name: words,
        by: words,
        within: duration,
        at: duration,
        automatic: fc.boolean(),
      });
    case 'ladder-step':
      return some({
        name: words,
        body: id,
        days: number,
        dayType: code,
        start: words,
        terminal: fc.boolean(),
        default: words,
      });
    case 'ladder-branch':
      // Branches are written from the steps; see the sample.
      return fc.constant(undefined);
    case 'proportional-step':
      return fc.record({ at: number, releasePct: number });
    case 'surviving-clause':
      return fc.record({ clause: id, until: fc.constantFrom('day:termination', 'day:termination+P5Y') });
    case 'expiring-relief':
      return fc.record({ tranche: id, expires: words });
    case 'appointment':
      return fc.record({ n: number, by: words, role: words });
    case 'default-appointer':
      return fc.record({ who: words, afterDays: number });
    default:
      throw new Error(`no such entry: ${form}`);
  }
};

/** Any value of one field, but for `repeated`. */
export function anyValue(grammar: Grammar): fc.Arbitrary<unknown> {
  switch (grammar.form) {
    case 'words':
      return words;
    case 'code':
      return code;
    case 'codes':
      return fc.array(code, { minLength: 1, maxLength: 3 });
    case 'phrases':
      return fc.array(words, { minLength: 1, maxLength: 3 });
    case 'number':
      return number;
    case 'yes-no':
      return fc.boolean();
    case 'duration':
      return duration;
    case 'day':
      return day;
    case 'condition':
      return condition;
    case 'instant':
      return fc.oneof(fc.constantFrom('day:termination', 'day:termination+P2Y', 'day:x+P1D'), words);
    case 'dates':
      return fc.array(fc.oneof(date, words), { minLength: 1, maxLength: 3 });
    case 'id':
      return id;
    case 'ids':
      return fc.array(id, { minLength: 1, maxLength: 3 });
    case 'baseline':
      return some({ value: quantity, asOf: fc.oneof(date, words), source: id });
    case 'target':
      return fc.record({ comparator: fc.constantFrom(...comparators), value: quantity });
    case 'aggregation':
      return fc.oneof(fc.record({ fn: code, window: duration }), fc.record({ fn: code }));
    case 'allocation':
      return record(quantity);
    case 'score':
      return fc.record({ current: number, scale: words });
    case 'money':
      return fc.record({ amount: number, currency: fc.constantFrom('ALD', 'EUR') });
    case 'by-party':
      return record(words);
    case 'named-values':
      return record(fc.oneof(words, number));
    case 'groups':
      return fc.array(fc.array(id, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 });
    case 'entry':
      return entry(grammar.entry);
    case 'definition':
      return fc.record({ term: words, text: words });
  }
}

/** Any block of a kind, as a value of the terms. */
export function anyTerm(kind: string): fc.Arbitrary<Record<string, unknown>> {
  const is = termKindOf(kind);
  if (!is) throw new Error(`no such kind: ${kind}`);
  const shape = is.fields.filter(({ name }) => name !== 'branches');
  return fc
    .tuple(
      ...shape.map(({ grammar, repeated, path }) =>
        path === ''
          ? anyValue(grammar)
          : maybe(repeated ? fc.array(anyValue(grammar), { minLength: 1, maxLength: 3 }) : anyValue(grammar)),
      ),
    )
    .map((values) => {
      const term: Record<string, unknown> = is.register === null ? {} : { id: 'X1' };
      values.forEach((value, at) => {
        const path = shape[at]?.path ?? '';
        if (value === undefined) return;
        if (path === '') Object.assign(term, value);
        else put(term, path.split('.'), value);
      });
      return term;
    });
}

function put(into: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) into[key] = value;
  else put((into[key] ??= {}) as Record<string, unknown>, rest, value);
}

/** Without what is nothing: null, undefined, empty lists and words, parts in which nothing is left. */
export function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(bare);
  if (value === null || value === undefined || value === '') return undefined;
  if (typeof value !== 'object') return value;
  const members = Object.entries(value)
    .map(([key, member]) => [key, bare(member)] as const)
    .filter(([, member]) => member !== undefined);
  return members.length === 0 ? undefined : Object.fromEntries(members);
}
