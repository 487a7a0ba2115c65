/**
 * A condition as a sentence says it: `M1 and M2 are verified and C1 is not active`.
 */
import { listWords } from '../route/words.ts';
import type { Condition } from './condition.ts';
import { printDuration } from './duration.ts';

/** `name`: what a delegate calls the thing of an id. */
export function conditionWords(condition: Condition, name: (id: string) => string): string {
  return words(condition, name, false);
}

function words(of: Condition, name: (id: string) => string, inner: boolean): string {
  switch (of.op) {
    case 'and':
    case 'or': {
      const parts = of.op === 'and' ? gathered(of.args, name) : of.args.map((arg) => words(arg, name, true));
      if (parts.length === 0)
        return of.op === 'and' ? 'nothing more is asked' : 'something impossible is asked';
      const joined = listWords(parts, of.op);
      return inner && parts.length > 1 ? `(${joined})` : joined;
    }
    case 'atLeast': {
      const bare = of.args.flatMap((arg) =>
        arg.op === 'milestone' && arg.is === 'verified' ? [arg.ref] : [],
      );
      if (bare.length === of.args.length) {
        return `at least ${of.k} of ${listWords(bare.map(name), 'or')} ${of.k === 1 ? 'is' : 'are'} verified`;
      }
      return `at least ${of.k} of these: ${of.args.map((arg) => words(arg, name, true)).join('; ')}`;
    }
    case 'not':
      return negated(of.args[0], name);
    case 'milestone':
      return `${name(of.ref)} ${milestoneWords[of.is]}`;
    case 'sustained':
      return `${name(of.ref)} has been sustained for ${printDuration(of.for)}`;
    case 'reached':
      return `${name(of.ref)} has come`;
    case 'tranche':
      return `${name(of.ref)} ${trancheWords[of.is]}`;
    case 'contingencyActive':
      return `${name(of.ref)} is active`;
    case 'ladderOutcome':
      return `step ${of.step} of the dispute ladder ends with "${of.is.replaceAll('_', ' ')}"`;
    case 'discrepancyOpen':
      return `a discrepancy is open${of.longerThan ? ` for more than ${printDuration(of.longerThan)}` : ''}`;
    case 'discrepancyClosed':
      return 'the discrepancy is closed';
    case 'relief_overdue':
      return `relief is overdue${of.longerThan ? ` by more than ${printDuration(of.longerThan)}` : ''}`;
  }
}

const milestoneWords = {
  verified: 'is verified',
  not_verified: 'is found not to be met',
  reported: 'is reported',
  missed: 'is missed',
} as const;
const trancheWords = {
  in_effect: 'is in effect',
  not_in_effect: 'is not in effect',
  reversed: 'is reversed',
} as const;

function negated(of: Condition, name: (id: string) => string): string {
  if (of.op === 'contingencyActive') return `${name(of.ref)} is not active`;
  if (of.op === 'milestone' && of.is === 'verified') return `${name(of.ref)} is not verified`;
  if (of.op === 'tranche' && of.is === 'in_effect') return `${name(of.ref)} is not in effect`;
  if (of.op === 'reached') return `${name(of.ref)} has not come`;
  return `it is not so that ${words(of, name, true)}`;
}

/** Operands of `and`; milestones that must be verified, and tranches in effect, are said in one go. */
function gathered(args: readonly Condition[], name: (id: string) => string): string[] {
  const verified = args.flatMap((arg) => (arg.op === 'milestone' && arg.is === 'verified' ? [arg.ref] : []));
  const effective = args.flatMap((arg) => (arg.op === 'tranche' && arg.is === 'in_effect' ? [arg.ref] : []));
  const rest = args.filter(
    (arg) =>
      !(arg.op === 'milestone' && arg.is === 'verified') && !(arg.op === 'tranche' && arg.is === 'in_effect'),
  );
  const are = (ids: readonly string[], what: string) =>
    ids.length === 0 ? [] : [`${listWords(ids.map(name))} ${ids.length === 1 ? 'is' : 'are'} ${what}`];
  return [
    ...are(verified, 'verified'),
    ...are(effective, 'in effect'),
    ...rest.map((arg) => words(arg, name, true)),
  ];
}
