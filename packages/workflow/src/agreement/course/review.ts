/**
 * Decisions in a review: opinions given and lifted, negative ones overridden, and what a higher body decides when
 * the time is over.
 */
import type { Actor } from '../../policy/can.ts';
import type { ReviewStage } from '../../route/route.ts';
import type { Decision } from '../decision.ts';
import type { Facts } from '../facts.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { AgreementState } from '../state.ts';
import type { Opinion } from './acts.ts';
import { presidesOver, speaksWith } from './capacity.ts';
import type { CommandOf } from './commands.ts';
import { dueFault, inCourse, inStage, personOf, seenFault, type Here } from './guards.ts';
import { passStage, returnClause, withOutcome } from './passing.ts';
import { askedNow, opinionOf } from './review-count.ts';
import { sameVoice, type Voice } from './voice.ts';
import { bodyName, capital, listWords, voiceName } from './words.ts';

export function giveOpinion(
  state: AgreementState,
  actor: Actor,
  command: CommandOf<'give-opinion'>,
  facts: Facts,
): Decision {
  const { clause, seen, of, opinion } = command;
  const here = inCourse(state, clause, seen.stage, facts.now);
  if (isRefusal(here)) return here;
  const { run, procedure, now, stage } = here;
  const reviewing = run.kind === 'review' && run.reviewers.some((one) => sameVoice(one, of));
  const fault =
    askedFault(state, here, of, reviewing) ??
    speakerFault(state, actor, of) ??
    (reviewing && run.escalatedTo !== null ? escalatedFault(state, here, run.escalatedTo) : null) ??
    dueFault(here) ??
    seenFault(state, here, seen, facts);
  if (fault) return fault;
  if (reviewing && stage.kind === 'review') {
    const asked = askedNow(run, stage, procedure.renewals);
    if (!asked.some((one) => sameVoice(one, of))) {
      return refuse(
        'not-your-turn',
        `“${stage.name}” asks its reviewers one after the other, and ${voiceName(state, of)} comes after ${listWords(asked.slice(-1).map((one) => voiceName(state, one)))}. You will be told when it is your turn.`,
      );
    }
  }
  const before = opinionOf(run, of, procedure.renewals);
  if (before && before.settled === null && sameOpinion(before.opinion, opinion)) {
    return refuse(
      'already-given',
      `${capital(voiceName(state, of))} has given this opinion on ${here.name} already. It stands; nothing more is needed.`,
    );
  }
  const { packet, text } = procedure;
  return withOutcome(
    state,
    clause,
    [
      {
        ...{ type: 'opinion-given', clause, stage: stage.id, of, opinion },
        ...{ by: personOf(actor), at: now, packet, hash: text.hash },
      },
    ],
    now,
  );
}

export function liftOpinion(
  state: AgreementState,
  actor: Actor,
  command: CommandOf<'lift-opinion'>,
  facts: Facts,
): Decision {
  const { clause, seen, of } = command;
  const here = inCourse(state, clause, seen.stage, facts.now);
  if (isRefusal(here)) return here;
  const fault =
    speakerFault(state, actor, of) ??
    negativeFault(state, here, of) ??
    dueFault(here) ??
    seenFault(state, here, seen, facts);
  if (fault) return fault;
  const { now, stage } = here;
  return withOutcome(
    state,
    clause,
    [{ type: 'opinion-lifted', clause, stage: stage.id, of, by: personOf(actor), at: now }],
    now,
  );
}

export function overrideOpinion(
  state: AgreementState,
  actor: Actor,
  command: CommandOf<'override-opinion'>,
  facts: Facts,
): Decision {
  const { clause, seen, of, reason } = command;
  const here = inStage(state, clause, seen.stage, 'review', facts.now);
  if (isRefusal(here)) return here;
  const { stage, now } = here;
  const body = (stage as ReviewStage).overriddenBy;
  if (body === null) {
    return refuse(
      'not-asked',
      `The route names no higher body that may override an opinion in “${stage.name}”. Only its author can lift it.`,
    );
  }
  const fault =
    presidingFault(state, actor, body) ??
    negativeFault(state, here, of) ??
    dueFault(here) ??
    seenFault(state, here, seen, facts);
  if (fault) return fault;
  return withOutcome(
    state,
    clause,
    [{ type: 'opinion-overridden', clause, stage: stage.id, of, body, reason, at: now }],
    now,
  );
}

/** After a deadline that escalates, the higher body decides in the place of the reviewers. */
export function settleEscalation(
  state: AgreementState,
  actor: Actor,
  command: CommandOf<'settle-escalation'>,
  facts: Facts,
): Decision {
  const { clause, seen, passes, reason } = command;
  const here = inStage(state, clause, seen.stage, 'review', facts.now);
  if (isRefusal(here)) return here;
  const { run, stage, now } = here;
  const body = run.escalatedTo;
  if (body === null) {
    return refuse(
      'not-asked',
      `“${stage.name}” is still with its reviewers; it comes before a higher body only when its deadline passes.`,
    );
  }
  const fault = presidingFault(state, actor, body) ?? seenFault(state, here, seen, facts);
  if (fault) return fault;
  return [
    { type: 'escalation-settled', clause, stage: stage.id, body, passes, reason, at: now },
    ...(passes
      ? passStage(state, clause, now)
      : returnClause(state, clause, `${capital(bodyName(state, body))} did not let it pass: ${reason}`, now)),
  ];
}

export function presidingFault(state: AgreementState, actor: Actor, body: string): Refusal | null {
  if (presidesOver(state, actor, body)) return null;
  const from = state.bodies.get(body)?.chair === undefined ? 'the chair of the negotiation' : 'its chair';
  return refuse(
    'not-yours',
    `This is for ${from} to do, in the name of ${bodyName(state, body)}. Ask the person who presides.`,
  );
}

function askedFault(state: AgreementState, { run, stage, name }: Here, of: Voice, reviewing: boolean) {
  if (reviewing || run.consulted.some((one) => sameVoice(one, of))) return null;
  return refuse(
    'not-asked',
    `“${stage.name}” does not ask ${voiceName(state, of)} for an opinion on ${name}. Tell the secretariat if it should.`,
  );
}

function speakerFault(state: AgreementState, actor: Actor, of: Voice): Refusal | null {
  if (speaksWith(state, actor, of)) return null;
  return refuse(
    'not-yours',
    `You are not accredited to give the opinion of ${voiceName(state, of)}. Somebody who is has to do it.`,
  );
}

function escalatedFault(state: AgreementState, { stage }: Here, body: string): Refusal {
  return refuse(
    'deadline-passed',
    `The deadline of “${stage.name}” has passed, and ${bodyName(state, body)} decides now. Nothing was recorded; tell its chair what you think.`,
  );
}

function negativeFault(state: AgreementState, here: Here, of: Voice): Refusal | null {
  const given = opinionOf(here.run, of, here.procedure.renewals);
  if (given?.opinion.kind === 'negative' && given.settled === null) return null;
  return refuse(
    'nothing-given',
    `There is no negative opinion of ${voiceName(state, of)} on ${here.name} that still stands. Reload to see what was given.`,
  );
}

function sameOpinion(a: Opinion, b: Opinion): boolean {
  if (a.kind === 'positive-with-comments' && b.kind === a.kind) return a.comments === b.comments;
  if (a.kind === 'negative' && b.kind === a.kind) return a.reason === b.reason;
  return a.kind === b.kind;
}
