/**
 * The leaves of conditions and day rules: every name that one of them mentions, where it is mentioned, and whether
 * under a `not`. They are found once for each condition, however often they are asked for.
 */
import type { Condition } from '../compliance/condition.ts';
import type { DayRule, LongStop } from '../compliance/day-rule.ts';

/** What a leaf of a condition says, with `args` of operators gone. */
export type LeafCondition = Exclude<Condition, { readonly op: 'and' | 'or' | 'not' | 'atLeast' }>;

export interface Leaf {
  readonly is: LeafCondition;
  /** From the condition: `.args[0].args[1]`. */
  readonly path: string;
  /** Under an odd number of `not`. */
  readonly negated: boolean;
}

export interface Anchor {
  readonly name: string;
  readonly offset: string;
  /** From the day rule: `.of[0]`. */
  readonly path: string;
}

export interface DayRuleParts {
  readonly anchors: readonly Anchor[];
  /** Conditions, with their paths from the day rule. */
  readonly conditions: readonly { readonly condition: Condition; readonly path: string }[];
  /** Dates that stand in it. */
  readonly dates: readonly { readonly date: string; readonly path: string }[];
}

const none: readonly Leaf[] = [];
const known = new WeakMap<Condition, readonly Leaf[]>();

export function leavesOf(condition: Condition | null | undefined): readonly Leaf[] {
  if (!condition) return none;
  let leaves = known.get(condition);
  if (!leaves) known.set(condition, (leaves = [...walk(condition, '', false)]));
  return leaves;
}

function* walk(condition: Condition, path: string, negated: boolean): Generator<Leaf> {
  switch (condition.op) {
    case 'and':
    case 'or':
    case 'atLeast':
      for (const [index, arg] of condition.args.entries())
        yield* walk(arg, `${path}.args[${index}]`, negated);
      return;
    case 'not':
      yield* walk(condition.args[0], `${path}.args[0]`, !negated);
      return;
    default:
      yield { is: condition, path, negated };
  }
}

const noParts: DayRuleParts = { anchors: [], conditions: [], dates: [] };
const knownRules = new WeakMap<DayRule, DayRuleParts>();

export function partsOf(rule: DayRule | null | undefined): DayRuleParts {
  if (!rule) return noParts;
  const found = knownRules.get(rule);
  if (found) return found;
  const parts = { anchors: [], conditions: [], dates: [] };
  gather(rule, '', parts);
  knownRules.set(rule, parts);
  return parts;
}

type Gathered = { -readonly [K in keyof DayRuleParts]: DayRuleParts[K][number][] };

function gather(rule: DayRule, path: string, into: Gathered): void {
  switch (rule.type) {
    case 'absolute':
      into.dates.push({ date: rule.date, path: `${path}.date` });
      break;
    case 'relative':
      into.anchors.push({ name: rule.anchor, offset: rule.offset, path });
      break;
    case 'earliestOf':
    case 'latestOf':
      rule.of.forEach((one, index) => gather(one, `${path}.of[${index}]`, into));
      break;
    case 'event':
      into.conditions.push({ condition: rule.when, path: `${path}.when` });
      break;
    case 'act':
      break;
  }
  if (rule.provided) into.conditions.push({ condition: rule.provided, path: `${path}.provided` });
  if (!rule.notLaterThan) return;
  if (isRule(rule.notLaterThan)) gather(rule.notLaterThan, `${path}.notLaterThan`, into);
  else into.dates.push({ date: rule.notLaterThan.date, path: `${path}.notLaterThan.date` });
}

export const isRule = (stop: LongStop): stop is DayRule => 'type' in stop;
