/**
 * Whether a body can decide by the rule that a stage gives it: with everybody there and in favour it must be able
 * to, and one recusal should not take that away.
 */
import type { Seat, SeatId } from '../agreement/participants.ts';
import { error, warning, type StageFinding } from './finding.ts';
import type { DecisionRule, DecisionTerms } from './decision-rule.ts';
import { quorumOf, tally } from './tally.ts';
import { countWords } from './words.ts';

/** `subject` is what the sentences are about, such as `the stage “Committee”`. */
export function ruleFindings(
  subject: string,
  terms: DecisionTerms,
  seats: readonly Seat[],
): readonly StageFinding[] {
  const found = [...quorumFindings(subject, terms, seats), ...termFindings(subject, terms.rule, seats)];
  if (found.some(({ severity }) => severity === 'error')) return found;
  const blocking = seats.find(({ id }) => !approves(terms, seats, [id]));
  if (!blocking) return found;
  return [
    ...found,
    warning(
      'recusal-could-block',
      `${subject} could not decide if the seat ${blocking.id} were recused, even with all others in favour. ` +
        'Lower the quorum or the rule, or let recusals leave them.',
    ),
  ];
}

/** Whether everybody who is not recused, present and in favour, is enough. No other votes approve more. */
export function approves(terms: DecisionTerms, seats: readonly Seat[], recused: readonly SeatId[]): boolean {
  const voting = seats.filter(({ id }) => !recused.includes(id));
  const question = {
    seats,
    terms,
    recused,
    roll: voting.map(({ id }) => ({ seat: id, by: 'member' as const })),
    votes: voting.map(({ id }) => ({ seat: id, vote: 'in-favour' as const })),
    ballot: 'closed' as const,
  };
  return tally(question).outcome === 'approved';
}

function quorumFindings(
  subject: string,
  terms: DecisionTerms,
  seats: readonly Seat[],
): readonly StageFinding[] {
  const { needed } = quorumOf({ seats, terms, recused: [] });
  if (needed <= seats.length) return [];
  return [
    error(
      'quorum-beyond-seats',
      `${subject} has a quorum of ${needed}, but the body has only ${countWords(seats.length, 'seat')}. Lower it.`,
    ),
  ];
}

function termFindings(subject: string, rule: DecisionRule, seats: readonly Seat[]): readonly StageFinding[] {
  const ids = new Set(seats.map(({ id }) => id));
  const strangers = (named: readonly SeatId[]) =>
    [...new Set(named)]
      .filter((id) => !ids.has(id))
      .map((id) =>
        error('unknown-seat', `the rule of ${subject} names the seat ${id}, which the body does not have.`),
      );
  switch (rule.kind) {
    case 'consensus-minus-n':
      return rule.objections < seats.length
        ? []
        : [
            warning(
              'rule-bears-all',
              `${subject} bears ${countWords(rule.objections, 'objection')} of ${countWords(seats.length, 'seat')}, ` +
                'so it would approve anything. Let it bear fewer.',
            ),
          ];
    case 'double-majority': {
      const groups = new Set(seats.flatMap(({ group }) => (group === null ? [] : [group])));
      return groups.size >= rule.groups
        ? []
        : [
            error(
              'groups-missing',
              `${subject} needs ${countWords(rule.groups, 'regional group')} to carry a decision, but the seats ` +
                `of the body are in ${groups.size}. Ask for fewer groups, or give the seats their groups.`,
            ),
          ];
    }
    case 'weighted': {
      const named = rule.weights.map(({ seat }) => seat);
      const total = rule.weights.reduce((sum, { weight }) => sum + weight, 0);
      const twice = named.find((seat, at) => named.indexOf(seat) !== at);
      return [
        ...strangers(named),
        ...(twice === undefined
          ? []
          : [
              error('unknown-seat', `the rule of ${subject} weighs the seat ${twice} twice. Once is enough.`),
            ]),
        ...(total >= rule.threshold
          ? []
          : [
              error(
                'rule-beyond-seats',
                `${subject} needs a weight of ${rule.threshold}, but all seats together weigh ${total}. Lower the threshold.`,
              ),
            ]),
      ];
    }
    case 'k-of-n':
      return [
        ...strangers(rule.including.flat()),
        ...(rule.k <= seats.length
          ? []
          : [
              error(
                'rule-beyond-seats',
                `${subject} needs ${countWords(rule.k, 'vote')} in favour, but the body has only ` +
                  `${countWords(seats.length, 'seat')}. Ask for fewer.`,
              ),
            ]),
      ];
    case 'unanimity':
    case 'consensus':
    case 'simple-majority':
    case 'two-thirds-majority':
    case 'three-quarters-majority':
    case 'reverse-consensus':
      return [];
  }
}
