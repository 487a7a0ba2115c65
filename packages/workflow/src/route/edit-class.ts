/**
 * What kind of change an edit is. A sign-off names the classes that it survives; any other change to the text, to
 * a definition that it uses or to a clause that it refers to makes it outdated: shown so, never erased.
 *
 * The order is that of weight, and what a person may do follows it: anybody may raise the class of an edit, only
 * the legal drafter with a second person may lower it. New numbers and references that follow their targets come
 * from elsewhere and leave every word as it was agreed; so they weigh less than a comma.
 *
 * An edit is often of several classes at once and is called by the heaviest. Whoever survives a class therefore
 * survives every lighter one: a stage that says otherwise is refused (checks.ts).
 */
import { z } from 'zod';

export const editClasses = [
  'no-change',
  'renumbering',
  'cross-reference',
  'typographic',
  'linguistic',
  'substantive',
] as const;
export type EditClass = (typeof editClasses)[number];
export const editClassSchema = z.enum(editClasses);

const words: Readonly<Record<EditClass, string>> = {
  'no-change': 'no change',
  renumbering: 'a renumbering',
  'cross-reference': 'a change of a cross-reference',
  typographic: 'a typographic change',
  linguistic: 'a linguistic change',
  substantive: 'a substantive change',
};

export function editClassWords(one: EditClass): string {
  return words[one];
}

/** What a sign-off survives unless its stage says otherwise. */
export const survivedByDefault: readonly EditClass[] = ['no-change', 'renumbering', 'cross-reference'];

/** The lighter classes that a list leaves out below the heaviest that it names. */
export function gapsIn(survives: readonly EditClass[]): readonly EditClass[] {
  const heaviest = Math.max(0, ...survives.map((one) => editClasses.indexOf(one)));
  return editClasses.slice(0, heaviest).filter((one) => !survives.includes(one));
}

/** Negative when `a` weighs less than `b`. */
export function compareEditClasses(a: EditClass, b: EditClass): number {
  return editClasses.indexOf(a) - editClasses.indexOf(b);
}
