/**
 * The text form of a condition, for people to read and to write:
 *
 *     verified(M1, M5) and at least 1 of {M2, M9} and not active(C1) and reached(Adoption Day)
 *
 * What is printed is read again as the same condition. What is read may be shorter than what is printed: a list in
 * brackets stands for all of its members, and `no active contingency` for every contingency that may bar relief.
 */
import type { Condition, MilestoneStanding, TrancheStanding } from './condition.ts';
import { durationRule, printDuration } from './duration.ts';
import { lookUp, written, type NameKind, type Names } from './names.ts';
import { isOneWord, quoted, read, shownName, type Read, type Reader } from './reader.ts';

export function parseCondition(text: string, names: Names): Read<Condition> {
  return read(text, names, conditionRule);
}

export function printCondition(condition: Condition, names: Names): string {
  return printed(condition, names, 'whole');
}

const milestoneWords: Readonly<Record<MilestoneStanding, string>> = {
  verified: 'verified',
  not_verified: 'unverified',
  reported: 'reported',
  missed: 'missed',
};
const trancheWords: Readonly<Record<TrancheStanding, string>> = {
  in_effect: 'in effect',
  not_in_effect: 'without effect',
  reversed: 'reversed',
};

/** A fact that a list may be asked of: `verified(M1, M2)`. */
interface Fact {
  readonly words: string;
  readonly about: string;
  readonly kind: NameKind;
  readonly what: string;
  readonly of: (ref: string) => Condition;
}

const facts: readonly Fact[] = [
  ...(
    [
      ['verified', 'a milestone was determined to be met'],
      ['not_verified', 'a milestone was determined not to be met'],
      ['reported', 'the verifier reported on a milestone'],
      ['missed', 'the deadline of a milestone passed before it was verified'],
    ] as const
  ).map(([is, about]): Fact => ({
    ...{ words: milestoneWords[is], about, kind: 'milestone', what: 'a milestone, such as M1' },
    of: (ref) => ({ op: 'milestone', ref, is }),
  })),
  {
    ...{ words: 'reached', about: 'a day has come', kind: 'day', what: 'a day, such as Adoption Day' },
    of: (ref) => ({ op: 'reached', ref }),
  },
  ...(
    [
      ['in_effect', 'a tranche of relief is in effect'],
      ['not_in_effect', 'a tranche of relief is not in effect'],
      ['reversed', 'a tranche of relief was reversed'],
    ] as const
  ).map(([is, about]): Fact => ({
    ...{ words: trancheWords[is], about, kind: 'tranche', what: 'a tranche, such as T1' },
    of: (ref) => ({ op: 'tranche', ref, is }),
  })),
  {
    ...{ words: 'active', about: 'a contingency was invoked and not cured', kind: 'contingency' },
    ...{ what: 'a contingency, such as C1', of: (ref) => ({ op: 'contingencyActive', ref }) },
  },
];

const expected = 'a condition, such as verified(M1)';

/** A condition at this place of a text; ends before what is no part of it. */
export function conditionRule(reader: Reader): Condition {
  const parts = [conjunction(reader)];
  while (reader.takes('or')) parts.push(conjunction(reader));
  return parts.length === 1 ? parts[0]! : { op: 'or', args: parts };
}

function conjunction(reader: Reader): Condition {
  const args = [...operand(reader)];
  while (reader.takes('and')) args.push(...operand(reader));
  return args.length === 1 ? args[0]! : { op: 'and', args };
}

/** One operand of `and`, or several where a list stands for all its members. */
function operand(reader: Reader): readonly Condition[] {
  const from = reader.next;
  if (reader.takes('not')) {
    const of = operand(reader);
    if (of.length === 1) return [{ op: 'not', args: [of[0]!] }];
    // "not active(C1, C2)" would be read as neither by one delegation and as not both by another.
    return reader.fail('"not" before a single fact; say not active(C1) and not active(C2)', [], from);
  }
  if (reader.takesSign('(')) {
    const inner = conditionRule(reader);
    reader.needsSign(')');
    return [inner];
  }
  if (reader.takes('at least', 'so many of a list', 'at least 1 of {')) return [atLeast(reader)];
  if (reader.takes('all of', 'every one of a list', 'all of {')) return [{ op: 'and', args: items(reader) }];
  if (reader.takes('any of', 'one or more of a list', 'any of {')) return [{ op: 'or', args: items(reader) }];
  if (reader.takes('no active contingency', 'none that may bar relief')) return noneActive(reader);
  if (reader.takes('discrepancy open', 'two sources differ and nothing was reconciled')) {
    const longerThan = reader.takes('for more than') ? durationRule(reader).iso : null;
    return [longerThan === null ? { op: 'discrepancyOpen' } : { op: 'discrepancyOpen', longerThan }];
  }
  if (reader.takes('discrepancy closed', 'the discrepancy was reconciled')) {
    return [{ op: 'discrepancyClosed' }];
  }
  if (reader.takes('relief overdue', 'a grantor has not delivered')) {
    const longerThan = reader.takes('by more than') ? durationRule(reader).iso : null;
    return [longerThan === null ? { op: 'relief_overdue' } : { op: 'relief_overdue', longerThan }];
  }
  if (opens(reader, 'sustained', 'a milestone was verified and held so long')) return [sustained(reader)];
  if (opens(reader, 'ladder outcome', 'how a step of the dispute ladder ended')) return [outcome(reader)];
  for (const fact of facts) if (opens(reader, fact.words, fact.about)) return listed(reader, fact);
  return notACondition(reader);
}

function opens(reader: Reader, words: string, about: string): boolean {
  if (!reader.takes(words, about, `${words}(`)) return false;
  reader.needsSign('(');
  return true;
}

function listed(reader: Reader, { kind, what, of }: Fact): Condition[] {
  const list = [of(reader.reference([kind], what))];
  while (reader.takesSign(',')) list.push(of(reader.reference([kind], what)));
  reader.needsSign(')');
  return list;
}

function sustained(reader: Reader): Condition {
  const ref = reader.reference(['milestone'], 'a milestone, such as M1');
  reader.needsSign(',');
  const { iso } = durationRule(reader);
  reader.needsSign(')');
  return { op: 'sustained', ref, for: iso };
}

function outcome(reader: Reader): Condition {
  reader.takes('step');
  const step = number(reader, 'the number of a step of the dispute ladder');
  reader.needsSign(',');
  const is = reader.takesWords() ?? reader.fail('how the step ended, such as not_continued');
  reader.needsSign(')');
  return { op: 'ladderOutcome', step, is };
}

function atLeast(reader: Reader): Condition {
  const k = number(reader, 'how many');
  if (!reader.takes('of')) reader.fail('"of"');
  return { op: 'atLeast', k, args: items(reader) };
}

function items(reader: Reader): Condition[] {
  reader.needsSign('{');
  const list = [item(reader)];
  while (reader.takesSign(',')) list.push(item(reader));
  reader.needsSign('}');
  return list;
}

/** A condition, or the bare name of what must be verified, reached, in effect or active. */
function item(reader: Reader): Condition {
  const after = reader.ahead(1);
  const bare =
    (reader.next.kind === 'word' || reader.next.kind === 'quoted') &&
    after.kind === 'sign' &&
    (after.words === ',' || after.words === '}');
  if (!bare) {
    reader.offerNames(['milestone']);
    return conditionRule(reader);
  }
  const ref = reader.reference(['milestone', 'day', 'tranche', 'contingency'], 'a milestone, such as M1');
  const kind = lookUp(ref, reader.names)?.kind ?? 'milestone';
  return facts.find((fact) => fact.kind === kind)!.of(ref);
}

function noneActive(reader: Reader): Condition[] {
  const barring = reader.names.filter(({ kind, reciprocal }) => kind === 'contingency' && !reciprocal);
  if (barring.length === 0) reader.fail('a contingency in the agreement that may bar relief; there is none');
  return barring.map(({ id }) => ({ op: 'not', args: [{ op: 'contingencyActive', ref: id }] }));
}

function number(reader: Reader, what: string): number {
  const { kind, words } = reader.next;
  if (kind !== 'word' || !/^\d{1,4}$/.test(words)) reader.fail(what);
  reader.skip();
  return Number(words);
}

/** A name on its own says nothing about it; what was perhaps meant is offered. */
function notACondition(reader: Reader): never {
  const name = reader.next.kind === 'word' ? lookUp(reader.next.words, reader.names) : undefined;
  if (!name) return reader.fail(expected);
  const fact = facts.find(({ kind }) => kind === name.kind)!;
  return reader.fail(expected, [`${fact.words}(${shownName(written(name, reader.names))})`]);
}

/** Where a condition stands: alone, beside others, or after `not`. */
type Position = 'whole' | 'operand' | 'negated';

function printed(condition: Condition, names: Names, position: Position): string {
  const inner = (args: readonly Condition[]) =>
    `{${args.map((arg) => bareItem(arg, names) ?? printed(arg, names, 'whole')).join(', ')}}`;
  switch (condition.op) {
    case 'and':
    case 'or': {
      const { op, args } = condition;
      if (args.length < 2) return `${op === 'and' ? 'all' : 'any'} of ${inner(args)}`;
      const words =
        op === 'and'
          ? runs(args, names).join(' and ')
          : args.map((arg) => printed(arg, names, 'operand')).join(' or ');
      return position === 'whole' ? words : `(${words})`;
    }
    case 'not':
      return `not ${printed(condition.args[0], names, 'negated')}`;
    case 'atLeast':
      return `at least ${condition.k} of ${inner(condition.args)}`;
    case 'sustained':
      return `sustained(${reference(condition.ref, names)}, ${printDuration(condition.for)})`;
    case 'ladderOutcome':
      return `ladder outcome(step ${condition.step}, ${isOneWord(condition.is) ? condition.is : quoted(condition.is)})`;
    case 'discrepancyOpen':
      return `discrepancy open${longer('for', condition.longerThan)}`;
    case 'discrepancyClosed':
      return 'discrepancy closed';
    case 'relief_overdue':
      return `relief overdue${longer('by', condition.longerThan)}`;
    case 'milestone':
    case 'reached':
    case 'tranche':
    case 'contingencyActive': {
      const { fact, ref } = factOf(condition);
      return `${fact}(${reference(ref, names)})`;
    }
  }
}

const longer = (joint: string, longerThan: string | undefined) =>
  longerThan === undefined ? '' : ` ${joint} more than ${printDuration(longerThan)}`;

type Named = Extract<Condition, { op: 'milestone' | 'reached' | 'tranche' | 'contingencyActive' }>;

function factOf(condition: Named): { readonly fact: string; readonly ref: string } {
  const { ref } = condition;
  switch (condition.op) {
    case 'milestone':
      return { fact: milestoneWords[condition.is], ref };
    case 'tranche':
      return { fact: trancheWords[condition.is], ref };
    case 'reached':
      return { fact: 'reached', ref };
    case 'contingencyActive':
      return { fact: 'active', ref };
  }
}

/** The operands of `and`, neighbours that ask the same of several names drawn together: `verified(M1, M2)`. */
function runs(args: readonly Condition[], names: Names): string[] {
  const words: { fact: string; refs: string[] }[] = [];
  return args
    .map((arg) => {
      if (
        arg.op !== 'milestone' &&
        arg.op !== 'reached' &&
        arg.op !== 'tranche' &&
        arg.op !== 'contingencyActive'
      ) {
        words.push({ fact: '', refs: [] });
        return printed(arg, names, 'operand');
      }
      const { fact, ref } = factOf(arg);
      const run = words.at(-1);
      if (run?.fact === fact) {
        run.refs.push(reference(ref, names));
        return null;
      }
      const begun = { fact, refs: [reference(ref, names)] };
      words.push(begun);
      return begun;
    })
    .filter((part) => part !== null)
    .map((part) => (typeof part === 'string' ? part : `${part.fact}(${part.refs.join(', ')})`));
}

/** In a list, a verified milestone is written by its id alone. */
function bareItem(condition: Condition, names: Names): string | null {
  if (condition.op !== 'milestone' || condition.is !== 'verified' || !isOneWord(condition.ref)) return null;
  const name = lookUp(condition.ref, names);
  return name && (name.kind !== 'milestone' || name.id !== condition.ref) ? null : condition.ref;
}

/** An id, or the name of a day, as it is read again. */
export function reference(id: string, names: Names): string {
  const name = lookUp(id, names);
  if (name?.id === id) return shownName(written(name, names));
  return isOneWord(id) && !name ? id : quoted(id);
}
