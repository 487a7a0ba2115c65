/**
 * Decisions of a committee: votes from its seats, the certificate that efforts at consensus are exhausted, the
 * decision itself with the roll of that moment, and dissent filed after it.
 */
import type { Actor } from '../../policy/can.ts';
import type { CommitteeStage } from '../../route/route.ts';
import { seatsOf } from '../../route/seat.ts';
import { tallySentence } from '../../route/tally-words.ts';
import { tally, type Question, type Tally } from '../../route/tally.ts';
import type { Decision } from '../decision.ts';
import type { AgreementEvent } from '../events.ts';
import type { Facts } from '../facts.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { AgreementState } from '../state.ts';
import { sitsIn } from './capacity.ts';
import type { CommandOf } from './commands.ts';
import { courseOf } from './course.ts';
import { clauseFault, dueFault, inStage, personOf, seenFault, type Here } from './guards.ts';
import { pendingChallenges, seatFault, sittingFault } from './interest.ts';
import { passStage, returnClause } from './passing.ts';
import { isRecusedPerson, recusedSeats, standingVotes } from './renewal.ts';
import { presidingFault } from './review.ts';
import type { CommitteeDecision, CommitteeRun, Sitting } from './stage-run.ts';
import { bodyName, capital, clauseName, listWords, seatName } from './words.ts';

export function castVote(
  state: AgreementState,
  actor: Actor,
  command: CommandOf<'cast-vote'>,
  facts: Facts,
): Decision {
  const { clause, seen, seat, vote, explanation } = command;
  const here = inStage(state, clause, seen.stage, 'committee', facts.now);
  if (isRefusal(here)) return here;
  const { run, procedure, stage, now } = here;
  const person = personOf(actor);
  const fault =
    seatFault(state, here, seat) ??
    sittingFault(state, actor, here, seat) ??
    recusalFault(state, here, seat, person) ??
    dueFault(here) ??
    seenFault(state, here, seen, facts) ??
    votedFault(state, here, seat, person);
  if (fault) return fault;
  const sitting = sitsIn(state, person, run.body, seat) ?? 'member';
  const { packet, text } = procedure;
  return [
    {
      ...{ type: 'vote-cast', clause, stage: stage.id, seat, sitting, vote, explanation },
      ...{ by: person, at: now, packet, hash: text.hash },
    },
  ];
}

export function certifyNoConsensus(
  state: AgreementState,
  actor: Actor,
  command: CommandOf<'certify-no-consensus'>,
  facts: Facts,
): Decision {
  const { clause, seen, reason } = command;
  const here = inStage(state, clause, seen.stage, 'committee', facts.now);
  if (isRefusal(here)) return here;
  const { run, now } = here;
  const stage = here.stage as CommitteeStage;
  const fault = presidingFault(state, actor, run.body);
  if (fault) return fault;
  if (run.exhausted || stage.lastResort === null) {
    return refuse(
      'no-last-resort',
      run.exhausted
        ? `Efforts at consensus on ${here.name} were certified as exhausted already. The body votes by its last-resort rule.`
        : `The route gives ${bodyName(state, run.body)} no vote of last resort in “${stage.name}”. Go on seeking consensus, or return the clause.`,
    );
  }
  return (
    dueFault(here) ??
    seenFault(state, here, seen, facts) ?? [
      { type: 'consensus-exhausted', clause, stage: stage.id, reason, at: now },
    ]
  );
}

export function takeDecision(
  state: AgreementState,
  actor: Actor,
  command: CommandOf<'take-decision'>,
  facts: Facts,
): Decision {
  const { clause, seen, roll, reasons } = command;
  const here = inStage(state, clause, seen.stage, 'committee', facts.now);
  if (isRefusal(here)) return here;
  const { run } = here;
  const fault =
    presidingFault(state, actor, run.body) ??
    dueFault(here) ??
    seenFault(state, here, seen, facts) ??
    challengeFault(state, here);
  if (fault) return fault;
  const sitting = rollOf(state, here, roll);
  if (isRefusal(sitting)) return sitting;
  return decided(state, here, sitting, 'closed', reasons);
}

/** When the deadline passes, the votes that were cast decide; without a quorum the stage says what happens. */
export function committeeDeadline(
  state: AgreementState,
  here: Here<CommitteeRun>,
): readonly AgreementEvent[] {
  const { clause, now } = here;
  const stage = here.stage as CommitteeStage;
  const sitting = rollOf(state, here, []);
  if (isRefusal(sitting)) throw new Error(`votes of nobody: ${sitting.sentence}`);
  const events = decided(state, here, sitting, 'expired', '');
  if (!isRefusal(events)) return events;
  return stage.onDeadline === 'stays-open'
    ? [{ type: 'deadline-passed', clause, stage: stage.id, at: now }]
    : returnClause(state, clause, events.sentence, now);
}

export function fileDissent(
  state: AgreementState,
  actor: Actor,
  command: CommandOf<'file-dissent'>,
  facts: Facts,
): Decision {
  const { clause, procedure, stage, seat, text } = command;
  const missing = clauseFault(state, clause);
  if (missing) return missing;
  const past = courseOf(state, clause).past.findLast(
    (one) => one.procedure === procedure && one.stage.id === stage,
  );
  const run = past?.run.kind === 'committee' ? past.run : null;
  if (!run?.decision) {
    return refuse(
      'nothing-given',
      `No body has decided on ${clauseName(state, clause)} in that stage. A vote against is cast before the decision, a dissent filed after it.`,
    );
  }
  if (!sitsIn(state, actor.person, run.body, seat)) {
    return refuse(
      'not-yours',
      `You do not sit in ${seatName(state, run.body, seat)} of ${bodyName(state, run.body)}. Its member or alternate has to do this.`,
    );
  }
  const { roll, votes } = run.decision;
  if (
    !roll.some((one) => one.seat === seat) ||
    votes.some((one) => one.seat === seat && one.vote === 'in-favour')
  ) {
    return refuse(
      'not-asked',
      `${capital(seatName(state, run.body, seat))} was not on the roll, or voted in favour. A dissent comes from a seat that took part and did not.`,
    );
  }
  if (run.dissents.some((one) => one.seat === seat)) {
    return refuse(
      'already-given',
      `${capital(seatName(state, run.body, seat))} has filed its dissent already. It stands with the decision.`,
    );
  }
  return [{ type: 'dissent-filed', clause, procedure, stage, seat, text, at: facts.now }];
}

/** The count as it would be with this roll. For a meter on a screen, and for the decision itself. */
export function countOf(
  state: AgreementState,
  { run, stage, procedure }: Pick<Here<CommitteeRun>, 'run' | 'stage' | 'procedure'>,
  roll: readonly Pick<Sitting, 'seat' | 'by'>[],
  ballot: Question['ballot'],
): Tally {
  if (stage.kind !== 'committee') throw new Error(`${stage.id} is no stage of a committee`);
  const body = state.bodies.get(run.body);
  const rule = run.exhausted && stage.lastResort ? stage.lastResort : stage.terms.rule;
  return tally({
    seats: body ? seatsOf(body, state.parties) : [],
    terms: { ...stage.terms, rule },
    recused: [...recusedSeats(run)],
    roll: roll.map(({ seat, by }) => ({ seat, by })),
    votes: standingVotes(run, procedure.renewals).map(({ seat, vote }) => ({ seat, vote })),
    ballot,
  });
}

function decided(
  state: AgreementState,
  here: Here<CommitteeRun>,
  sitting: readonly Sitting[],
  ballot: 'closed' | 'expired',
  reasons: string,
): readonly AgreementEvent[] | Refusal {
  const { clause, procedure, run, now } = here;
  const stage = here.stage as CommitteeStage;
  const count = countOf(state, here, sitting, ballot);
  if (count.outcome === 'no-quorum' || count.outcome === 'open') {
    return refuse(
      'no-quorum',
      `${tallySentence(count, (seat) => seatName(state, run.body, seat))} Nothing was recorded.`,
    );
  }
  const decision: CommitteeDecision = {
    body: run.body,
    at: now,
    packet: procedure.packet,
    hash: procedure.text.hash,
    rule: run.exhausted && stage.lastResort ? stage.lastResort : stage.terms.rule,
    lastResort: run.exhausted !== null,
    ballot,
    roll: sitting.map(({ seat, by }) => ({ seat, by })),
    recused: [...recusedSeats(run)],
    counts: count.counts,
    quorum: count.quorum,
    votes: standingVotes(run, procedure.renewals).map(({ seat, vote }) => ({ seat, vote })),
    outcome: count.outcome,
    reasons,
  };
  return [
    { type: 'roll-taken', clause, stage: stage.id, roll: sitting, at: now },
    { type: 'committee-decided', clause, stage: stage.id, decision, secret: stage.secretUntilCast, at: now },
    ...(count.outcome === 'approved'
      ? passStage(state, clause, now)
      : returnClause(
          state,
          clause,
          `${capital(bodyName(state, run.body))}: ${tallySentence(count, (seat) => seatName(state, run.body, seat))}`,
          now,
        )),
  ];
}

/** Who is present: those on the roll, and every seat that has voted, with who voted from it. */
function rollOf(
  state: AgreementState,
  { run, procedure }: Here<CommitteeRun>,
  named: CommandOf<'take-decision'>['roll'],
): readonly Sitting[] | Refusal {
  const recused = recusedSeats(run);
  const present = new Map<string, Sitting>();
  for (const { seat, by: person, sitting } of standingVotes(run, procedure.renewals)) {
    present.set(seat, { seat, person, by: sitting });
  }
  for (const { seat, person } of named) {
    const by = sitsIn(state, person, run.body, seat);
    if (!by) {
      return refuse(
        'not-asked',
        `The roll names somebody in ${seatName(state, run.body, seat)} who does not sit there. Take the roll again.`,
      );
    }
    if (recused.has(seat) || isRecusedPerson(run, person)) {
      return refuse(
        'recused',
        `The roll names ${seatName(state, run.body, seat)}, whose seat or member is recused from this question. Take the roll without it.`,
      );
    }
    if (!present.has(seat)) present.set(seat, { seat, person, by });
  }
  const persons = [...present.values()].map(({ person }) => person);
  if (new Set(persons).size === persons.length) return [...present.values()];
  return refuse(
    'already-given',
    'The roll names one person in two seats. Each person present fills one seat: take the roll again.',
  );
}

function recusalFault(
  state: AgreementState,
  { run, name }: Here<CommitteeRun>,
  seat: string,
  person: string,
) {
  const whole = recusedSeats(run).has(seat);
  if (!whole && !isRecusedPerson(run, person)) return null;
  return refuse(
    'recused',
    whole
      ? `${capital(seatName(state, run.body, seat))} is recused from the decision on ${name}, so it has no vote on it.`
      : `You are recused from the decision on ${name}. Another person may sit in ${seatName(state, run.body, seat)}.`,
  );
}

/** A seat votes once, and so does a person, also one who is an alternate in several seats. */
function votedFault(
  state: AgreementState,
  { run, procedure, name }: Here<CommitteeRun>,
  seat: string,
  person: string,
): Refusal | null {
  const votes = standingVotes(run, procedure.renewals);
  if (votes.some((one) => one.seat === seat)) {
    return refuse(
      'already-given',
      `${capital(seatName(state, run.body, seat))} has voted on ${name} already. Its vote stands: a seat votes once.`,
    );
  }
  const other = votes.find((one) => one.by === person);
  if (!other) return null;
  return refuse(
    'already-given',
    `You have voted on ${name} from ${seatName(state, run.body, other.seat)} already. Nobody sits in two seats at once.`,
  );
}

function challengeFault(state: AgreementState, { run }: Here<CommitteeRun>): Refusal | null {
  const pending = pendingChallenges(run);
  if (pending.length === 0) return null;
  return refuse(
    'challenge-pending',
    `The right to vote of ${listWords(pending.map((seat) => seatName(state, run.body, seat)))} is challenged. Rule on that before the decision is taken.`,
  );
}
