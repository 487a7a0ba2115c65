/**
 * Whether a condition can ever be true. Every leaf says in which states its object may be (a tranche cannot be in
 * effect and reversed at once); what is looked for is a choice of states in which the whole is true.
 */
import { listWords } from '../route/words.ts';
import type { Condition } from '../compliance/condition.ts';
import type { LeafCondition } from './leaves.ts';
import type { Lens, Question } from './lens.ts';
import { loops, type NodeName } from './waits.ts';

/** Why something can never be; `of` names what it is owed to where that is not itself. */
export interface Never {
  readonly reason: string;
  readonly of: NodeName | null;
}

/** Why a tranche can never take effect, or a day never come; null where it can. */
export const never: Question<Never | null> = {
  answer(see, about) {
    const { conditions } = conditionsOf(see, about as NodeName);
    for (const condition of conditions) {
      const why = impossible(condition, see);
      if (why) return why;
    }
    return null;
  },
  same: (a, b) => a === b || (a !== null && b !== null && a.reason === b.reason && a.of === b.of),
};

function conditionsOf(see: Lens, node: NodeName): { readonly conditions: readonly Condition[] } {
  const [, kind = '', name = ''] = /^(\S+) (.*)$/s.exec(node) ?? [];
  if (kind === 'tranche') {
    const ast = see.find('tranche', name)?.condition?.ast;
    return { conditions: ast ? [ast] : [] };
  }
  const rule = kind === 'day' ? see.find('day', name)?.rule : undefined;
  if (!rule) return { conditions: [] };
  return {
    conditions: [...(rule.type === 'event' ? [rule.when] : []), ...(rule.provided ? [rule.provided] : [])],
  };
}

/** Why a condition can never be true; null where it can, as far as can be told. */
export function impossible(condition: Condition, see: Lens): Never | null {
  const search = new Search(see);
  if (search.finds([{ condition, wanted: true }], new Map())) return null;
  return search.tooMany ?? search.unavailable ?? { reason: search.clash ?? 'it is never true', of: null };
}

interface Goal {
  readonly condition: Condition;
  readonly wanted: boolean;
}
/** What each object may still be. */
type World = ReadonlyMap<string, { readonly states: ReadonlySet<string>; readonly said: readonly string[] }>;

/** Steps after which a condition counts as possible. */
const patience = 20_000;

class Search {
  tooMany: Never | null = null;
  unavailable: Never | null = null;
  clash: string | null = null;
  #steps = 0;
  readonly see: Lens;
  constructor(see: Lens) {
    this.see = see;
  }

  finds(goals: readonly Goal[], world: World): boolean {
    this.#steps += 1;
    const [goal, ...rest] = goals;
    if (!goal || this.#steps > patience) return true;
    const { condition, wanted } = goal;
    switch (condition.op) {
      case 'and':
        return this.#some(condition.args, wanted ? condition.args.length : 1, wanted, rest, world);
      case 'or':
        return this.#some(condition.args, wanted ? 1 : condition.args.length, wanted, rest, world);
      case 'atLeast': {
        const { k, args } = condition;
        return this.#some(args, wanted ? k : args.length - k + 1, wanted, rest, world);
      }
      case 'not':
        return this.finds([{ condition: condition.args[0], wanted: !wanted }, ...rest], world);
      default:
        return this.#leaf(condition, wanted, rest, world);
    }
  }

  /** At least `k` of `args` are as wanted. */
  #some(
    args: readonly Condition[],
    k: number,
    wanted: boolean,
    rest: readonly Goal[],
    world: World,
  ): boolean {
    if (k <= 0) return this.finds(rest, world);
    if (k > args.length) {
      this.tooMany ??= {
        reason:
          args.length === 0
            ? 'one of several is asked for, and none is named'
            : `at least ${k} are asked for, and only ${args.length} are named`,
        of: null,
      };
      return false;
    }
    if (k === args.length)
      return this.finds([...args.map((condition) => ({ condition, wanted })), ...rest], world);
    const [first, ...others] = args;
    return (
      this.#some([first!], 1, wanted, [...this.#remaining(others, k - 1, wanted), ...rest], world) ||
      this.#some(others, k, wanted, rest, world)
    );
  }

  #remaining(args: readonly Condition[], k: number, wanted: boolean): readonly Goal[] {
    if (k <= 0) return [];
    return wanted
      ? [{ condition: { op: 'atLeast', k, args }, wanted }]
      : [{ condition: { op: 'atLeast', k: args.length - k + 1, args }, wanted }];
  }

  #leaf(leaf: LeafCondition, wanted: boolean, rest: readonly Goal[], world: World): boolean {
    if (wanted) {
      const unavailable = neverTrue(leaf, this.see);
      if (unavailable) {
        this.unavailable ??= unavailable;
        return false;
      }
    }
    const { object, states, among, words } = statesOf(leaf);
    const allowed = wanted ? states : among.filter((state) => !states.includes(state));
    const said = wanted ? words : `not ${words}`;
    const before = world.get(object) ?? { states: new Set(among), said: [] };
    const after = new Set(allowed.filter((state) => before.states.has(state)));
    if (after.size === 0) {
      this.clash ??= `it asks for ${listWords([...before.said, said])}, which cannot be at once`;
      return false;
    }
    return this.finds(rest, new Map(world).set(object, { states: after, said: [...before.said, said] }));
  }
}

interface States {
  readonly object: string;
  readonly states: readonly string[];
  readonly among: readonly string[];
  readonly words: string;
}

const milestoneStates = ['open', 'reported', 'verified', 'missed'];
const trancheStates = ['to come', 'in effect', 'reversed'];
const yesOrNo = ['yes', 'no'];

function statesOf(leaf: LeafCondition): States {
  switch (leaf.op) {
    case 'milestone': {
      const states = {
        verified: ['verified'],
        not_verified: ['open', 'reported', 'missed'],
        reported: ['reported', 'verified'],
        missed: ['missed'],
      }[leaf.is];
      const words = `${leaf.ref} ${leaf.is.replaceAll('_', ' ')}`;
      return { object: `milestone ${leaf.ref}`, states, among: milestoneStates, words };
    }
    case 'sustained':
      return {
        object: `milestone ${leaf.ref}`,
        states: ['verified'],
        among: milestoneStates,
        words: `${leaf.ref} sustained`,
      };
    case 'tranche': {
      const states = {
        in_effect: ['in effect'],
        not_in_effect: ['to come', 'reversed'],
        reversed: ['reversed'],
      }[leaf.is];
      const words = `${leaf.ref} ${leaf.is.replaceAll('_', ' ')}`;
      return { object: `tranche ${leaf.ref}`, states, among: trancheStates, words };
    }
    case 'reached':
      return { object: `day ${leaf.ref}`, states: ['yes'], among: yesOrNo, words: `${leaf.ref} reached` };
    case 'contingencyActive':
      return {
        object: `contingency ${leaf.ref}`,
        states: ['yes'],
        among: yesOrNo,
        words: `${leaf.ref} active`,
      };
    case 'ladderOutcome':
      return {
        object: `outcome ${leaf.step} ${leaf.is}`,
        states: ['yes'],
        among: yesOrNo,
        words: `step ${leaf.step} ${leaf.is}`,
      };
    case 'discrepancyOpen':
      return {
        object: 'discrepancy',
        states: ['open'],
        among: ['open', 'closed'],
        words: 'a discrepancy open',
      };
    case 'discrepancyClosed':
      return {
        object: 'discrepancy',
        states: ['closed'],
        among: ['open', 'closed'],
        words: 'no discrepancy open',
      };
    case 'relief_overdue':
      return { object: 'overdue', states: ['yes'], among: yesOrNo, words: 'relief overdue' };
  }
}

/** Why a single fact can never be. What waits for itself is said elsewhere. */
function neverTrue(leaf: LeafCondition, see: Lens): Never | null {
  switch (leaf.op) {
    case 'tranche': {
      const tranche = see.find('tranche', leaf.ref);
      if (leaf.is === 'reversed' && tranche?.reversible === false)
        return {
          reason: `${leaf.ref} cannot be reversed, and it asks for ${leaf.ref} to be reversed`,
          of: null,
        };
      return leaf.is === 'not_in_effect' ? null : because(`tranche ${leaf.ref}`, see);
    }
    case 'reached':
      return because(`day ${leaf.ref}`, see);
    default:
      return null;
  }
}

function because(node: NodeName, see: Lens): Never | null {
  if (see.ask(loops).circular.has(node)) return null;
  const why = see.ask(never, node);
  const name = node.slice(node.indexOf(' ') + 1);
  return why && { reason: `it waits for ${name}, which can never come`, of: why.of ?? node };
}
