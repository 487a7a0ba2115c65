/**
 * The count of one question before one body. Pure and exact: the seats, who is recused, who is on the roll and the
 * votes go in; the outcome and every number that a sentence or a meter needs come out.
 *
 * A count is `open` as long as a vote that is still out could change it: that of a seat on the roll which has not
 * voted, or of one that may still come to the meeting. So a question may be closed as soon as the count is not
 * open: nobody loses a vote that would have mattered. When the chair closes the ballot, the roll is that moment's
 * roll, and who has not voted has not voted.
 */
import type { Seat, SeatId } from '../agreement/participants.ts';
import {
  fewest,
  half,
  threeQuarters,
  twoThirds,
  type Base,
  type DecisionRule,
  type DecisionTerms,
  type Share,
} from './decision-rule.ts';

/** Under consensus a vote against is a formal objection. */
export type Vote = 'in-favour' | 'against' | 'abstain';

export interface CastVote {
  readonly seat: SeatId;
  readonly vote: Vote;
}

/**
 * Who is present: one line of the roll for each seat that is filled, by the member or an alternate. A seat that has
 * voted takes part in the decision, so it stays on the roll until the question is decided.
 */
export interface RollEntry {
  readonly seat: SeatId;
  readonly by: 'member' | 'alternate';
}

/**
 * - `open`: seats on the roll may still vote, and others may still come;
 * - `closed`: the chair has closed the ballot;
 * - `expired`: the deadline of the stage has closed it.
 */
export type Ballot = 'open' | 'closed' | 'expired';

export interface Question {
  readonly seats: readonly Seat[];
  readonly terms: DecisionTerms;
  /** Seats for which nobody may sit in this question. Where an alternate sits instead, the seat is not recused. */
  readonly recused: readonly SeatId[];
  readonly roll: readonly RollEntry[];
  readonly votes: readonly CastVote[];
  readonly ballot: Ballot;
}

export interface Counts {
  readonly seats: number;
  readonly recused: number;
  /** Seats of which a majority of members is a part. */
  readonly members: number;
  readonly present: number;
  readonly inFavour: number;
  readonly against: number;
  readonly abstaining: number;
  /** Present, and without a vote yet. */
  readonly notVoting: number;
}

/** What it takes to approve, by the votes cast so far. */
export type Needed =
  | { readonly kind: 'votes'; readonly inFavour: number; readonly of: number; readonly base: Base }
  | { readonly kind: 'objections'; readonly atMost: number }
  | {
      readonly kind: 'groups';
      readonly inFavour: number;
      readonly of: number;
      readonly base: Base;
      readonly groups: number;
      /** Groups that have their share so far. */
      readonly carried: number;
    }
  | { readonly kind: 'weight'; readonly threshold: number; readonly inFavour: number; readonly total: number }
  | {
      readonly kind: 'seats';
      readonly inFavour: number;
      /** The lists of which nobody is in favour yet. */
      readonly missing: readonly (readonly SeatId[])[];
    }
  | { readonly kind: 'not-all-against' };

export interface GroupCount extends Counts {
  readonly group: string;
  readonly needed: number;
  readonly carried: boolean;
}

export interface Tally {
  /** `no-quorum`: nothing can be decided by the roll as it stands. */
  readonly outcome: 'approved' | 'rejected' | 'open' | 'no-quorum';
  readonly ballot: Ballot;
  readonly rule: DecisionRule['kind'];
  readonly counts: Counts;
  readonly quorum: { readonly needed: number; readonly of: number; readonly present: number };
  readonly needed: Needed;
  /** Group by group, where the rule asks for groups. */
  readonly groups: readonly GroupCount[];
}

export function tally(question: Question): Tally {
  assertSound(question);
  const poll = new Poll(question);
  const { rule } = question.terms;
  const quorum = { ...quorumOf(question), present: poll.counts.present };
  return {
    outcome: outcomeOf(question, poll, quorum.needed),
    ballot: question.ballot,
    rule: rule.kind,
    counts: poll.counts,
    quorum,
    needed: neededOf(rule, poll),
    groups: rule.kind === 'double-majority' ? groupCounts(rule, poll) : [],
  };
}

/** How many seats the quorum asks for, and of how many. */
export function quorumOf({ seats, terms, recused }: Pick<Question, 'seats' | 'terms' | 'recused'>): {
  readonly needed: number;
  readonly of: number;
} {
  const of = seats.length - (terms.recusal === 'leaves-base-and-quorum' ? recused.length : 0);
  return { needed: terms.quorum.kind === 'number' ? terms.quorum.seats : fewest(terms.quorum.share, of), of };
}

function outcomeOf(question: Question, poll: Poll, quorum: number): Tally['outcome'] {
  const { rule } = question.terms;
  if (poll.counts.present < quorum) {
    // A body without a quorum cannot decide against it, so what is approved unless it does is approved in the end.
    return rule.kind === 'reverse-consensus' && question.ballot === 'expired' ? 'approved' : 'no-quorum';
  }
  const closed = (of: Poll) => (carries(rule, of) ? 'approved' : 'rejected');
  if (question.ballot !== 'open') return closed(poll);
  // No rule is moved towards approval by a vote against, nor away from it by one in favour, and an abstention or an
  // empty seat lies between the two: what both extremes agree on is what every completion comes to.
  const best = closed(poll.completed('in-favour'));
  return best === closed(poll.completed('against')) ? best : 'open';
}

/** The seats that count, with their votes; also a part of them, as a regional group. */
class Poll {
  readonly counts: Counts;
  readonly votes: ReadonlyMap<SeatId, Vote>;
  readonly #seats: readonly Seat[];
  readonly #recused: ReadonlySet<SeatId>;
  readonly #present: ReadonlySet<SeatId>;
  readonly #question: Question;

  constructor(question: Question) {
    this.#question = question;
    this.#seats = question.seats;
    this.#recused = new Set(question.recused);
    this.#present = new Set(question.roll.map(({ seat }) => seat));
    this.votes = new Map(question.votes.map(({ seat, vote }) => [seat, vote]));
    const ids = question.seats.map(({ id }) => id);
    const recused = ids.filter((id) => this.#recused.has(id)).length;
    const present = ids.filter((id) => this.#present.has(id)).length;
    const voting = (vote: Vote) => ids.filter((id) => this.votes.get(id) === vote).length;
    const [inFavour, against, abstaining] = [voting('in-favour'), voting('against'), voting('abstain')];
    this.counts = {
      seats: ids.length,
      recused,
      members: ids.length - (question.terms.recusal === 'stays-in-base' ? 0 : recused),
      present,
      inFavour,
      against,
      abstaining,
      notVoting: present - inFavour - against - abstaining,
    };
  }

  /** As if all who may still vote came and voted so. */
  completed(vote: Vote): Poll {
    const all = this.#seats.filter(({ id }) => !this.#recused.has(id));
    return new Poll({
      ...this.#question,
      roll: all.map(({ id }) => ({ seat: id, by: 'member' })),
      votes: all.map(({ id }) => ({ seat: id, vote: this.votes.get(id) ?? vote })),
    });
  }

  /** Group by group, in the order of the seats; seats without a group are in none. */
  byGroup(): ReadonlyMap<string, Poll> {
    const names = new Set(this.#seats.flatMap(({ group }) => (group === null ? [] : [group])));
    return new Map(
      [...names].map((name) => {
        const seats = this.#seats.filter(({ group }) => group === name);
        const inside = new Set(seats.map(({ id }) => id));
        const { recused, roll, votes } = this.#question;
        return [
          name,
          new Poll({
            ...this.#question,
            seats,
            recused: recused.filter((seat) => inside.has(seat)),
            roll: roll.filter(({ seat }) => inside.has(seat)),
            votes: votes.filter(({ seat }) => inside.has(seat)),
          }),
        ];
      }),
    );
  }

  sizeOf(base: Base): number {
    const { members, present, inFavour, against } = this.counts;
    switch (base) {
      case 'members':
        return members;
      case 'present':
        return present;
      case 'present-and-voting':
        return inFavour + against;
    }
  }

  inFavour(seat: SeatId): boolean {
    return this.votes.get(seat) === 'in-favour';
  }
}

/** Whether the question is approved if these are all the votes. */
function carries(rule: DecisionRule, poll: Poll): boolean {
  const { inFavour, against } = poll.counts;
  const needed = neededOf(rule, poll);
  switch (needed.kind) {
    case 'votes':
      return inFavour >= needed.inFavour;
    case 'objections':
      return against <= needed.atMost;
    case 'groups':
      return inFavour >= needed.inFavour && needed.carried >= needed.groups;
    case 'weight':
      return needed.inFavour >= needed.threshold;
    case 'seats':
      return inFavour >= needed.inFavour && needed.missing.length === 0;
    case 'not-all-against':
      return inFavour > 0 || against === 0;
  }
}

function neededOf(rule: DecisionRule, poll: Poll): Needed {
  const votes = (share: Share, base: Base): Needed => ({
    kind: 'votes',
    inFavour: fewest(share, poll.sizeOf(base)),
    of: poll.sizeOf(base),
    base,
  });
  switch (rule.kind) {
    case 'unanimity':
      return votes({ comparison: 'at-least', numerator: 1, denominator: 1 }, rule.base);
    case 'consensus':
      return { kind: 'objections', atMost: 0 };
    case 'consensus-minus-n':
      return { kind: 'objections', atMost: rule.objections };
    case 'simple-majority':
      return votes(half, rule.base);
    case 'two-thirds-majority':
      return votes(twoThirds, rule.base);
    case 'three-quarters-majority':
      return votes(threeQuarters, rule.base);
    case 'double-majority': {
      const of = poll.sizeOf(rule.base);
      const inFavour = fewest(rule.overall, of);
      const carried = groupCounts(rule, poll).filter((group) => group.carried).length;
      return { kind: 'groups', inFavour, of, base: rule.base, groups: rule.groups, carried };
    }
    case 'weighted': {
      const carrying = rule.weights.filter(({ seat }) => poll.inFavour(seat));
      const sum = (list: typeof rule.weights) => list.reduce((all, { weight }) => all + weight, 0);
      return {
        kind: 'weight',
        threshold: rule.threshold,
        inFavour: sum(carrying),
        total: sum(rule.weights),
      };
    }
    case 'k-of-n':
      return {
        kind: 'seats',
        inFavour: rule.k,
        missing: rule.including.filter((list) => !list.some((seat) => poll.inFavour(seat))),
      };
    case 'reverse-consensus':
      return { kind: 'not-all-against' };
  }
}

function groupCounts(
  rule: Extract<DecisionRule, { kind: 'double-majority' }>,
  poll: Poll,
): readonly GroupCount[] {
  return [...poll.byGroup()].map(([group, inside]) => {
    const needed = fewest(rule.within, inside.sizeOf(rule.base));
    return { ...inside.counts, group, needed, carried: inside.counts.inFavour >= needed };
  });
}

/** What the decider has refused before never gets here; if it did, the count would be wrong and nobody would see. */
function assertSound({ seats, recused, roll, votes }: Question): void {
  const ids = new Set(seats.map(({ id }) => id));
  const away = new Set(recused);
  const present = new Set(roll.map(({ seat }) => seat));
  const cast = new Set(votes.map(({ seat }) => seat));
  const stop = (what: string) => {
    throw new Error(`a count with ${what}: the decider has a bug`);
  };
  const within = (part: ReadonlySet<SeatId>, whole: ReadonlySet<SeatId>) =>
    [...part].every((seat) => whole.has(seat));
  if (ids.size !== seats.length) stop('one seat twice');
  if (away.size !== recused.length || !within(away, ids)) stop('a recusal of no seat');
  if (present.size !== roll.length || !within(present, ids)) stop('a roll that is not of its seats');
  if ([...away].some((seat) => present.has(seat))) stop('a recused seat on the roll');
  if (cast.size !== votes.length) stop('two votes of one seat');
  if (!within(cast, present)) stop('a vote from a seat that is not on the roll');
}
