/**
 * Truth in three values, as Kleene's logic has it: true, false, or not yet known. Most facts of an agreement are
 * pending most of the time, and `not active(C1)` must not become true because nobody knows.
 */
import type { Condition } from './condition.ts';

export type Truth = 'true' | 'false' | 'unknown';

/** What is known of the facts that a condition names. */
export type Facts = (fact: Fact) => Truth;

/** A condition that asks for one fact. */
export type Fact = Exclude<Condition, { op: 'and' | 'or' | 'not' | 'atLeast' }>;

export function truthOf(condition: Condition, facts: Facts): Truth {
  switch (condition.op) {
    case 'and':
      return atLeast(condition.args.length, condition.args, facts);
    case 'or':
      return atLeast(1, condition.args, facts);
    case 'atLeast':
      return atLeast(condition.k, condition.args, facts);
    case 'not':
      return negated(truthOf(condition.args[0], facts));
    case 'milestone':
    case 'sustained':
    case 'reached':
    case 'tranche':
    case 'contingencyActive':
    case 'ladderOutcome':
    case 'discrepancyOpen':
    case 'discrepancyClosed':
    case 'relief_overdue':
      return facts(condition);
  }
}

export function negated(truth: Truth): Truth {
  return truth === 'unknown' ? 'unknown' : truth === 'true' ? 'false' : 'true';
}

function atLeast(k: number, args: readonly Condition[], facts: Facts): Truth {
  let certain = 0;
  let possible = 0;
  for (const arg of args) {
    const truth = truthOf(arg, facts);
    if (truth === 'true') certain += 1;
    if (truth !== 'false') possible += 1;
  }
  return certain >= k ? 'true' : possible < k ? 'false' : 'unknown';
}

/** Each fact that a condition asks for, from left to right, and whether it stands under a `not`. */
export function factsIn(condition: Condition): { readonly fact: Fact; readonly negated: boolean }[] {
  const found: { fact: Fact; negated: boolean }[] = [];
  const walk = (part: Condition, under: boolean) => {
    switch (part.op) {
      case 'and':
      case 'or':
      case 'atLeast':
        for (const arg of part.args) walk(arg, under);
        return;
      case 'not':
        return walk(part.args[0], !under);
      case 'milestone':
      case 'sustained':
      case 'reached':
      case 'tranche':
      case 'contingencyActive':
      case 'ladderOutcome':
      case 'discrepancyOpen':
      case 'discrepancyClosed':
      case 'relief_overdue':
        found.push({ fact: part, negated: under });
    }
  };
  walk(condition, false);
  return found;
}
