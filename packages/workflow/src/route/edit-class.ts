/**
 * What kind of change an edit is. A sign-off names the classes that it survives; any other change to the text, to
 * a definition that it uses or to a clause that it refers to makes it outdated: shown so, never erased.
 *
 * The order is that of weight, and what a person may do follows it: anybody may raise the class of an edit, only
 * the legal drafter with a second person may lower it.
 */
import { z } from 'zod';

export const editClasses = [
  'no-change',
  'typographic',
  'renumbering',
  'cross-reference',
  'linguistic',
  'substantive',
] as const;
export type EditClass = (typeof editClasses)[number];
export const editClassSchema = z.enum(editClasses);

/** What a sign-off survives unless its stage says otherwise. */
export const survivedByDefault: readonly EditClass[] = ['no-change', 'renumbering', 'cross-reference'];

/** Negative when `a` weighs less than `b`. */
export function compareEditClasses(a: EditClass, b: EditClass): number {
  return editClasses.indexOf(a) - editClasses.indexOf(b);
}
