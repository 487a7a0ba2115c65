/**
 * Decisions on interests: a seat declares one, another seat challenges, the chair of the body rules. Whoever has one
 * does not vote on this clause and is not counted.
 */
import type { Actor } from '../../policy/can.ts';
import { seatsOf } from '../../route/seat.ts';
import type { Decision } from '../decision.ts';
import type { Facts } from '../facts.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { AgreementState } from '../state.ts';
import { isChair, sitsIn } from './capacity.ts';
import type { CommandOf } from './commands.ts';
import { inStage, personOf, type Here } from './guards.ts';
import { isRecusedPerson, recusedSeats } from './renewal.ts';
import { presidingFault } from './review.ts';
import type { CommitteeRun } from './stage-run.ts';
import { bodyName, capital, seatName } from './words.ts';

export function declareInterest(
  state: AgreementState,
  actor: Actor,
  command: CommandOf<'declare-interest'>,
  facts: Facts,
): Decision {
  const { clause, stage, seat, extent, reason } = command;
  const here = inStage(state, clause, stage, 'committee', facts.now);
  if (isRefusal(here)) return here;
  const fault = seatFault(state, here, seat) ?? sittingFault(state, actor, here, seat);
  if (fault) return fault;
  const person = personOf(actor);
  const { run, name, now } = here;
  if (recusedSeats(run).has(seat) || (extent === 'person' && isRecusedPerson(run, person))) {
    return refuse(
      'already-given',
      `${capital(seatName(state, run.body, seat))} does not take part in the decision on ${name} already. Nothing more is needed.`,
    );
  }
  return [
    {
      ...{ type: 'interest-declared', clause, stage, seat, extent },
      ...{ person: extent === 'person' ? person : null, reason, at: now },
    },
  ];
}

export function challengeInterest(
  state: AgreementState,
  actor: Actor,
  command: CommandOf<'challenge-interest'>,
  facts: Facts,
): Decision {
  const { clause, stage, seat, from, reason } = command;
  const here = inStage(state, clause, stage, 'committee', facts.now);
  if (isRefusal(here)) return here;
  const { run, now } = here;
  const fault =
    seatFault(state, here, seat) ?? seatFault(state, here, from) ?? sittingFault(state, actor, here, from);
  if (fault) return fault;
  if (seat === from) {
    return refuse(
      'not-yours',
      'A seat does not challenge itself. If you have an interest, declare it: that needs no ruling.',
    );
  }
  if (recusedSeats(run).has(seat) || pendingChallenge(run, seat)) {
    return refuse(
      'already-given',
      `${capital(seatName(state, run.body, seat))} is recused or challenged already. Wait for the ruling of the chair.`,
    );
  }
  return [{ type: 'interest-challenged', clause, stage, seat, from, reason, at: now }];
}

export function ruleOnInterest(
  state: AgreementState,
  actor: Actor,
  command: CommandOf<'rule-on-interest'>,
  facts: Facts,
): Decision {
  const { clause, stage, seat, recused, reason } = command;
  const here = inStage(state, clause, stage, 'committee', facts.now);
  if (isRefusal(here)) return here;
  const { run, now } = here;
  const fault = seatFault(state, here, seat) ?? rulingFault(state, actor, run, seat);
  if (fault) return fault;
  if (!pendingChallenge(run, seat)) {
    return refuse(
      'nothing-given',
      `Nobody challenges ${seatName(state, run.body, seat)} in this stage, so there is nothing to rule on.`,
    );
  }
  return [{ type: 'interest-ruled', clause, stage, seat, recused, reason, at: now }];
}

/** Seats that were challenged, without a ruling yet. */
export function pendingChallenges(run: CommitteeRun): readonly string[] {
  return run.interests
    .filter(({ origin }) => origin.kind === 'challenged' && origin.ruling === null)
    .map(({ seat }) => seat);
}

export function seatFault(
  state: AgreementState,
  { run, stage }: Here<CommitteeRun>,
  seat: string,
): Refusal | null {
  const body = state.bodies.get(run.body);
  if (body && seatsOf(body, state.parties).some(({ id }) => id === seat)) return null;
  return refuse(
    'not-asked',
    `${capital(bodyName(state, run.body))}, which decides in “${stage.name}”, has no seat ${seat}. Choose one of its seats.`,
  );
}

export function sittingFault(
  state: AgreementState,
  actor: Actor,
  { run }: Here<CommitteeRun>,
  seat: string,
): Refusal | null {
  if (sitsIn(state, actor.person, run.body, seat)) return null;
  return refuse(
    'not-yours',
    `You do not sit in ${seatName(state, run.body, seat)} of ${bodyName(state, run.body)}. Its member or alternate has to do this.`,
  );
}

/** Nobody rules on the seat from which the body is chaired but the chair of the negotiation. */
function rulingFault(state: AgreementState, actor: Actor, run: CommitteeRun, seat: string): Refusal | null {
  if (state.bodies.get(run.body)?.chair !== seat) return presidingFault(state, actor, run.body);
  if (isChair(state, actor)) return null;
  return refuse(
    'not-yours',
    `${capital(seatName(state, run.body, seat))} presides over ${bodyName(state, run.body)} and cannot rule on itself. The chair of the negotiation does.`,
  );
}

function pendingChallenge(run: CommitteeRun, seat: string): boolean {
  return pendingChallenges(run).includes(seat);
}
