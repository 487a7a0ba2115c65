/**
 * What a condition requires: the milestones that must have been verified whenever it is true, whichever way it became
 * true. Of `or` and `at least k of` only that counts which every way has in common.
 */
import type { Condition } from '../compliance/condition.ts';
import type { DayRule } from '../compliance/day-rule.ts';
import { leavesOf, partsOf } from './leaves.ts';
import { sameList } from './ids.ts';
import type { Lens, Question } from './lens.ts';
import type { NodeName, WaitingKind } from './waits.ts';

type Ids = ReadonlySet<string>;
const none: Ids = new Set();

/** Milestones that are surely verified once this tranche is in effect, this day reached or this milestone verified. */
export const surelyVerified: Question<Ids> = {
  answer: (see, about) => new Reach(see, true).of(about as NodeName),
  same: sameIds,
};

/** The same without what follows only from other tranches being in effect. */
export const surelyVerifiedItself: Question<Ids> = {
  answer: (see, about) => new Reach(see, false).of(about as NodeName),
  same: sameIds,
};

/** Milestones that a tranche mentions in its condition, in that of a day it waits for, or pays for in steps. */
export const rewardedBy: Question<Ids> = {
  answer(see, about) {
    const tranche = see.find('tranche', about);
    const ids = new Set<string>(tranche?.proportional?.of ? [tranche.proportional.of] : []);
    const add = (condition: Condition) => {
      for (const { is, negated } of leavesOf(condition)) {
        if (negated) continue;
        if (is.op === 'milestone' || is.op === 'sustained') ids.add(is.ref);
        if (is.op === 'reached')
          for (const part of partsOf(see.find('day', is.ref)?.rule).conditions)
            for (const leaf of leavesOf(part.condition))
              if (leaf.is.op === 'milestone' || leaf.is.op === 'sustained') ids.add(leaf.is.ref);
      }
    };
    if (tranche?.condition?.ast) add(tranche.condition.ast);
    // What a rewarded milestone waits for is rewarded with it.
    for (const id of ids)
      for (const before of see.find('milestone', id)?.prerequisites ?? []) ids.add(before);
    return ids;
  },
  same: sameIds,
};

/** Milestone → tranches that cannot be in effect without it. */
const tranchesByMilestone: Question<ReadonlyMap<string, readonly string[]>> = {
  answer(see) {
    const tranches = new Map<string, string[]>();
    for (const { id } of see.all('tranche'))
      for (const milestone of see.ask(surelyVerified, `tranche ${id}`))
        tranches.set(milestone, [...(tranches.get(milestone) ?? []), id]);
    return tranches;
  },
};

/** Ids of the tranches that cannot be in effect before this milestone is verified. */
export const tranchesRequiring: Question<readonly string[]> = {
  answer: (see, milestone) => see.ask(tranchesByMilestone).get(milestone) ?? [],
  same: sameList,
};

/** Walks from a name to all that it waits for. What it is on the way of finding already adds nothing. */
class Reach {
  readonly #found = new Map<NodeName, Ids>();
  readonly see: Lens;
  readonly throughTranches: boolean;
  constructor(see: Lens, throughTranches: boolean) {
    this.see = see;
    this.throughTranches = throughTranches;
  }

  of(node: NodeName): Ids {
    const known = this.#found.get(node);
    if (known) return known;
    this.#found.set(node, none);
    const ids = this.#reach(node);
    this.#found.set(node, ids);
    return ids;
  }

  #reach(node: NodeName): Ids {
    const [, kind = '', name = ''] = /^(\S+) (.*)$/s.exec(node) ?? [];
    switch (kind as WaitingKind) {
      case 'milestone': {
        const milestone = this.see.find('milestone', name);
        return milestone ? this.#milestone(name, milestone.prerequisites) : none;
      }
      case 'tranche': {
        const ast = this.see.find('tranche', name)?.condition?.ast;
        return ast ? this.#condition(ast) : none;
      }
      case 'day': {
        const rule = this.see.find('day', name)?.rule;
        return rule ? this.#rule(rule) : none;
      }
      case 'contingency':
        return none;
    }
  }

  #milestone(name: string, prerequisites: readonly string[]): Ids {
    return union([new Set([name]), ...prerequisites.map((before) => this.of(`milestone ${before}`))]);
  }

  #condition(condition: Condition): Ids {
    switch (condition.op) {
      case 'and':
        return union(condition.args.map((arg) => this.#condition(arg)));
      case 'or':
        return common(
          1,
          condition.args.map((arg) => this.#condition(arg)),
        );
      case 'atLeast':
        return common(
          condition.k,
          condition.args.map((arg) => this.#condition(arg)),
        );
      case 'milestone':
        return condition.is === 'verified' ? this.of(`milestone ${condition.ref}`) : none;
      case 'sustained':
        return this.of(`milestone ${condition.ref}`);
      case 'reached':
        return this.of(`day ${condition.ref}`);
      case 'tranche':
        return this.throughTranches && condition.is === 'in_effect'
          ? this.of(`tranche ${condition.ref}`)
          : none;
      case 'not':
      case 'contingencyActive':
      case 'ladderOutcome':
      case 'discrepancyOpen':
      case 'discrepancyClosed':
      case 'relief_overdue':
        return none;
    }
  }

  #rule(rule: DayRule): Ids {
    const own = ((): Ids => {
      switch (rule.type) {
        case 'absolute':
        case 'act':
          return none;
        case 'relative':
          return this.of(`day ${rule.anchor}`);
        case 'earliestOf':
          return common(
            1,
            rule.of.map((one) => this.#rule(one)),
          );
        case 'latestOf':
          return union(rule.of.map((one) => this.#rule(one)));
        case 'event':
          return this.#condition(rule.when);
      }
    })();
    return rule.provided ? union([own, this.#condition(rule.provided)]) : own;
  }
}

function union(sets: readonly Ids[]): Ids {
  return new Set(sets.flatMap((set) => [...set]));
}

/** What is in so many of the sets that any `k` of them have it between them. */
function common(k: number, sets: readonly Ids[]): Ids {
  const needed = sets.length - k + 1;
  return new Set(
    [...union(sets)].filter((id) => sets.filter((set) => set.has(id)).length >= Math.max(1, needed)),
  );
}

export function sameIds(a: Ids, b: Ids): boolean {
  return a.size === b.size && [...a].every((id) => b.has(id));
}
