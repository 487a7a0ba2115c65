/**
 * Presenter of a body that decides. Who sees how others voted:
 * - before the decision, the body's own members and whoever runs the process; where the body votes in secret, only
 *   members whose own vote is cast;
 * - after it everybody who may read the agreement; where the body votes in secret, its members who voted and whoever
 *   runs the process.
 * One's own vote one sees always. That a seat has voted is told where its vote may be known one day; to the others
 * the quorum says how many are present.
 */
import type { CommitteeRunView, DecisionView, Named, SeatView } from '@travaux/editor/frames';
import {
  countOf,
  isRecusedPerson,
  presidesOver,
  recusedSeats,
  seatOf,
  standingVotes,
  type CommitteeDecision,
  type CommitteeRun,
} from '@travaux/workflow/agreement';
import { can, capacitiesOf, nameFor } from '@travaux/workflow/policy';
import {
  quorumOf,
  ruleWords,
  seatsOf,
  tally,
  tallySentence,
  type CommitteeStage,
} from '@travaux/workflow/route';
import type { Names } from './course-names.ts';
import { presiding } from './present-courses.ts';
import { overtaken, type Shown } from './present-run.ts';

type Fields = Omit<
  CommitteeRunView,
  'stage' | 'name' | 'enteredAt' | 'due' | 'late' | 'consulted' | 'complete'
>;

export function presentCommittee(names: Names, shown: Shown<CommitteeRun>): Fields {
  const { state } = names;
  const { run, renewals, procedure } = shown;
  const stage = committeeStage(shown);
  const body = state.bodies.get(run.body);
  const seats = body ? seatsOf(body, state.parties) : [];
  const recused = recusedSeats(run);
  const standing = standingVotes(run, renewals);
  const sight = sightOf(names, run, stage, standing);
  const exhausted = run.exhausted;
  const rule = exhausted && stage.lastResort ? stage.lastResort : stage.terms.rule;
  const seatWords = (seat: string) => names.seat(run.body, seat).name;
  const present = standing.map(({ seat, sitting }) => ({ seat, by: sitting }));
  const { needed, of } = quorumOf({ seats, terms: stage.terms, recused: [...recused] });
  return {
    kind: 'committee',
    body: names.body(run.body),
    chair: presiding(names, run.body),
    rule: ruleWords(rule, seatWords),
    lastResort: stage.lastResort && ruleWords(stage.lastResort, seatWords),
    exhausted,
    secret: stage.secretUntilCast,
    votesShown: sight.votes,
    seats: seats.map(({ id, party, group }) => {
      const vote = run.votes.findLast((one) => one.seat === id);
      const own = vote !== undefined && vote.by === names.viewer.person;
      return {
        ...names.seat(run.body, id),
        party,
        group,
        presides: body?.chair === id,
        sitting: sittingIn(names, run, id),
        recused: recused.has(id),
        interests: run.interests
          .filter((one) => one.seat === id)
          .map(({ extent, reason, at, origin }) => ({
            extent,
            reason,
            at,
            origin: origin.kind,
            from: origin.kind === 'challenged' ? names.seat(run.body, origin.from) : null,
            ruling: origin.kind === 'challenged' ? origin.ruling : null,
          })),
        voted: (sight.whoVoted || own) && standing.some((one) => one.seat === id),
        vote:
          vote && (sight.votes || own)
            ? {
                vote: vote.vote,
                explanation: vote.explanation,
                at: vote.at,
                sitting: vote.sitting,
                hash: vote.hash,
                overtaken: overtaken(vote, ['no-change'], renewals),
              }
            : null,
      };
    }),
    quorum: { needed, of, present: present.length },
    count:
      sight.votes && procedure && run.decision === null
        ? tallySentence(countOf(state, { run, stage, procedure }, present, 'open'), seatWords)
        : null,
    decision: run.decision && presentDecision(names, run, stage, run.decision, sight.votes),
  };
}

function committeeStage({ stage }: Shown): CommitteeStage {
  if (stage.kind !== 'committee') throw new Error('a body decides in a stage of another kind');
  return stage;
}

interface Sight {
  readonly votes: boolean;
  readonly whoVoted: boolean;
}

function sightOf(
  { state, viewer }: Names,
  run: CommitteeRun,
  stage: CommitteeStage,
  standing: ReturnType<typeof standingVotes>,
): Sight {
  const runs = can(viewer, 'read-names', { state });
  const own = capacitiesOf(state, viewer).filter(
    (capacity) => capacity.role === 'committee-member' && capacity.body === run.body,
  );
  const seats = own.map((capacity) => seatOf(state, capacity));
  const member = own.length > 0;
  const cast = standing.some(({ seat, by }) => by === viewer.person || seats.includes(seat));
  if (run.decision !== null) {
    const votes = !stage.secretUntilCast || runs || (member && cast);
    return { votes, whoVoted: votes };
  }
  return { votes: stage.secretUntilCast ? member && cast : member || runs, whoVoted: member || runs };
}

/** Persons of a seat by name, for those who know them, and for whoever presides, who calls the roll. */
function sittingIn(names: Names, run: CommitteeRun, seat: string): SeatView['sitting'] {
  const { state, viewer } = names;
  const calls = presidesOver(state, viewer, run.body);
  return state.accreditations.flatMap((accreditation) => {
    const { person, name, capacity } = accreditation;
    if (capacity.role !== 'committee-member' || capacity.body !== run.body) return [];
    if (seatOf(state, capacity) !== seat) return [];
    if (!calls && nameFor(viewer, accreditation, state) !== name) return [];
    return [
      {
        person,
        name,
        as: capacity.alternate ? ('alternate' as const) : ('member' as const),
        recused: isRecusedPerson(run, person),
      },
    ];
  });
}

function presentDecision(
  names: Names,
  run: CommitteeRun,
  stage: CommitteeStage,
  decision: CommitteeDecision,
  shown: boolean,
): DecisionView {
  const { state } = names;
  const { body: id, rule, recused, roll, votes, ballot } = decision;
  const body = state.bodies.get(id);
  const seat = (one: string): Named => names.seat(id, one);
  const seatWords = (one: string) => seat(one).name;
  const seats = body ? seatsOf(body, state.parties) : [];
  const count = () =>
    tallySentence(tally({ seats, terms: { ...stage.terms, rule }, recused, roll, votes, ballot }), seatWords);
  return {
    outcome: decision.outcome,
    at: decision.at,
    hash: decision.hash,
    reasons: decision.reasons,
    rule: ruleWords(rule, seatWords),
    lastResort: decision.lastResort,
    count: shown ? count() : null,
    quorum: decision.quorum,
    roll: shown ? roll.map(({ seat: one, by }) => ({ ...seat(one), as: by })) : [],
    recused: recused.map(seat),
    votes: shown
      ? votes.map(({ seat: one, vote }) => ({
          ...seat(one),
          vote,
          explanation: run.votes.findLast((given) => given.seat === one)?.explanation ?? '',
        }))
      : [],
    dissents: run.dissents.map(({ seat: one, text, at }) => ({ ...seat(one), text, at })),
  };
}
