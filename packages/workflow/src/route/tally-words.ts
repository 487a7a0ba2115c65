/**
 * A count in sentences, for the record, the packet and the log: the outcome, why, and the quorum.
 */
import type { SeatId } from '../agreement/participants.ts';
import type { Base, DecisionRule } from './decision-rule.ts';
import type { Needed, Tally } from './tally.ts';
import { countWords, listWords } from './words.ts';

/** A rule as a sentence calls it: `a two-thirds majority of members present and voting`. */
export function ruleWords(rule: DecisionRule, seatName: (seat: SeatId) => string): string {
  switch (rule.kind) {
    case 'unanimity':
      return `unanimity of ${baseWords[rule.base]}`;
    case 'consensus':
      return 'consensus, that is without a formal objection';
    case 'consensus-minus-n':
      return `consensus but for ${countWords(rule.objections, 'objection')}`;
    case 'simple-majority':
      return `a majority of ${baseWords[rule.base]}`;
    case 'two-thirds-majority':
      return `a two-thirds majority of ${baseWords[rule.base]}`;
    case 'three-quarters-majority':
      return `a three-quarters majority of ${baseWords[rule.base]}`;
    case 'double-majority': {
      const share = ({ comparison, numerator, denominator }: typeof rule.overall) =>
        `${comparison === 'at-least' ? 'at least' : 'more than'} ${numerator}/${denominator}`;
      return (
        `${share(rule.overall)} of ${baseWords[rule.base]}, ` +
        `and ${share(rule.within)} in at least ${countWords(rule.groups, 'regional group')}`
      );
    }
    case 'weighted':
      return `votes in favour that weigh at least ${rule.threshold}`;
    case 'k-of-n': {
      const lists = rule.including.map((list) => listWords(list.map(seatName), 'or'));
      const including = lists.length === 0 ? '' : `, among them one of ${listWords(lists)}`;
      return `${countWords(rule.k, 'vote')} in favour${including}`;
    }
    case 'reverse-consensus':
      return 'approval unless there is a consensus against';
  }
}

/** The whole count: `Approved: 9 in favour, 1 against, 0 abstaining. 8 of 10 present needed. Quorum: …` */
export function tallySentence(tally: Tally, seatName: (seat: SeatId) => string): string {
  const { counts, quorum } = tally;
  const votes = [
    `${counts.inFavour} in favour`,
    `${counts.against} against`,
    `${counts.abstaining} abstaining`,
    ...(counts.notVoting > 0 ? [`${counts.notVoting} present without a vote`] : []),
    ...(counts.recused > 0 ? [`${counts.recused} recused`] : []),
  ];
  const roll = `Quorum: ${quorum.present} present, ${quorum.needed} of ${quorum.of} needed.`;
  return `${outcomeWords(tally)}: ${listWords(votes)}. ${neededWords(tally.needed, seatName)} ${roll}`;
}

function outcomeWords({ outcome, ballot, rule }: Tally): string {
  switch (outcome) {
    case 'approved':
      return rule === 'reverse-consensus' ? 'Approved, as there is no consensus against' : 'Approved';
    case 'rejected':
      return 'Not approved';
    case 'open':
      return 'Open, votes that are still out can change it';
    case 'no-quorum':
      return ballot === 'open' ? 'No quorum yet' : 'Not decided for want of a quorum';
  }
}

function neededWords(needed: Needed, seatName: (seat: SeatId) => string): string {
  switch (needed.kind) {
    case 'votes':
      return `Needed: ${needed.inFavour} in favour of ${needed.of} ${baseWords[needed.base]}.`;
    case 'objections':
      return needed.atMost === 0
        ? 'Needed: no formal objection.'
        : `Needed: no more than ${countWords(needed.atMost, 'objection')}.`;
    case 'groups':
      return (
        `Needed: ${needed.inFavour} in favour of ${needed.of} ${baseWords[needed.base]}, ` +
        `and ${countWords(needed.groups, 'regional group')} that ${needed.groups === 1 ? 'carries' : 'carry'} it; ` +
        `${needed.carried} ${needed.carried === 1 ? 'does' : 'do'}.`
      );
    case 'weight':
      return `Needed: a weight of ${needed.threshold} of ${needed.total}; ${needed.inFavour} is in favour.`;
    case 'seats': {
      const lists = needed.missing.map((list) => listWords(list.map(seatName), 'or'));
      const still = lists.length === 0 ? '' : `; still without one of ${listWords(lists)}`;
      return `Needed: ${needed.inFavour} in favour${still}.`;
    }
    case 'not-all-against':
      return 'Needed: that not all who speak are against.';
  }
}

const baseWords: Readonly<Record<Base, string>> = {
  members: 'members',
  present: 'members present',
  'present-and-voting': 'members present and voting',
};
