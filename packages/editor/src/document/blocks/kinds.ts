/**
 * The kinds of structured blocks: what a milestone, a tranche of relief or a party says of itself in the text of a
 * clause. A block is a node `term` of the schema, its fields are nodes `field` with inline text, so that two parties
 * can edit or contest the words of a field like any other words.
 */
import type { FieldKind, TermKind } from './kind.ts';
import { procedureKinds } from './procedure-kinds.ts';
import { promiseKinds } from './promise-kinds.ts';
import { registerKinds } from './register-kinds.ts';

/** In the order of a menu: what is promised, how it is carried out, what it names. */
export const termKinds: readonly TermKind[] = [...promiseKinds, ...procedureKinds, ...registerKinds];

const byName: ReadonlyMap<string, TermKind> = new Map(termKinds.map((each) => [each.kind, each]));
const labels: ReadonlyMap<string, FieldKind> = new Map(
  termKinds.flatMap(({ fields }) => fields.map((each) => [each.name, each] as const)),
);

export function termKindOf(kind: string): TermKind | null {
  return byName.get(kind) ?? null;
}

/** Null where blocks of this kind have no such field. */
export function fieldKindOf(kind: string, fieldName: string): FieldKind | null {
  return byName.get(kind)?.fields.find((each) => each.name === fieldName) ?? null;
}

/** What is read before the words of a field; empty for a field that stands for itself. */
export function printedLabel(fieldName: string): string {
  const known = labels.get(fieldName);
  return known === undefined || known.bare ? '' : known.label;
}

/** What is read before the fields of a block: `Milestone M1`; empty for a block whose words stand for themselves. */
export function printedName(kind: string, id: string | null): string {
  const known = byName.get(kind);
  if (known === undefined || known.fields.every(({ bare }) => bare)) return '';
  return id === null ? known.label : `${known.label} ${id}`;
}

export const termKindNames: readonly string[] = [...byName.keys()];
export const fieldNames: readonly string[] = [...labels.keys()];
