/**
 * All rules of the linter, in the order of their ids. A rule's id is its name for good; those that a lawyer would ask
 * for and that cannot be computed are named with the reason in the tests.
 */
import type { Rule } from './rule.ts';
import { condition } from './rules/l01-condition.ts';

export const rules: readonly Rule[] = [condition];
