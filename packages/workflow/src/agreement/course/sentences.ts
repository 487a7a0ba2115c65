/**
 * What happened on the courses of clauses, in sentences for the log.
 */
import type { Actor } from '../../policy/can.ts';
import { nameFor } from '../../policy/names.ts';
import { rungWords } from '../../route/rung.ts';
import type { Capacity, PersonId } from '../participants.ts';
import type { AgreementState } from '../state.ts';
import type { Condition, Opinion, ReservationKind, SignatureAct } from './acts.ts';
import { courseOf } from './course.ts';
import type { CourseEvent } from './events.ts';
import {
  bodyName,
  capital,
  clauseName,
  granterName,
  instantWords,
  listWords,
  partyName,
  partyNames,
  quoted,
  seatName,
  voiceName,
} from './words.ts';

export function courseSentence(event: CourseEvent, state: AgreementState, viewer: Actor): string {
  const clause = 'clause' in event ? clauseName(state, event.clause) : '';
  const stage = 'stage' in event && event.stage !== null ? stageName(state, event.clause, event.stage) : '';
  const body = 'clause' in event ? bodyIn(state, event.clause) : '';
  const packaged = 'package' in event ? packageName(state, event.package) : '';
  switch (event.type) {
    case 'route-drawn-up':
      return `The route ${quoted(event.route.name)} was drawn up, with ${stagesWords(event.route.stages)}.`;
    case 'route-retired':
      return `The route ${quoted(state.routes.get(event.route)?.route.name ?? event.route)} was retired: it takes no more clauses.`;
    case 'routing-rules-set':
      return event.rules.length === 0
        ? 'The rules of routing were taken away.'
        : `The rules of routing were set; there are ${event.rules.length} now.`;
    case 'topics-set': {
      const element = clauseName(state, event.element);
      return event.topics.length === 0
        ? `${element} has no topics any more.`
        : `${element} is about ${listWords(event.topics)}.`;
    }
    case 'role-holders-named':
      return `${capital(event.name)}: ${event.persons.length === 1 ? 'one person was' : `${event.persons.length} persons were`} named.`;
    case 'clause-sent':
      return `${clause} was sent along ${quoted(event.route.name)}, as packet ${event.packet}. Its text is frozen.`;
    case 'stage-entered': {
      const asks = listWords(event.asks.map((voice) => voiceName(state, voice)));
      const due = event.due === null ? '' : ` Its deadline is ${instantWords(event.due)}.`;
      return `${clause} entered ${stage}, which asks ${asks}.${due}`;
    }
    case 'stage-passed':
      return event.defers === null
        ? `${clause} passed ${stage}.`
        : `${clause} passed ${stage}; it becomes ${rungWords(event.defers)} once what was agreed ad referendum is confirmed.`;
    case 'deadline-passed':
      return `The deadline of ${stage} for ${clause} passed.`;
    case 'clause-returned': {
      const to = event.to === null ? 'the negotiation' : stageName(state, event.clause, event.to);
      return `${clause} was returned from ${stage} to ${to}: ${event.reason}`;
    }
    case 'clause-recalled':
      return `${clause} was called back: ${event.reason}`;
    case 'course-completed':
      return `${clause} arrived at the end of its route.`;
    case 'rung-granted':
      return event.by.kind === 'closing-act'
        ? `${clause} was adopted by the closing act.`
        : `${clause} is ${rungWords(event.rung)}, by ${granterName(state, event.by)}.`;
    case 'text-renewed':
      return `What ${clause} relies on changed, and its packet was renewed as number ${event.packet}. The change counts as ${event.change.class}.`;
    case 'edit-class-raised':
      return `The change in packet ${event.packet} of ${clause} counts as ${event.to} from now on: ${event.reason}`;
    case 'edit-class-lowering-asked':
      return `A legal drafter asked that the change in packet ${event.packet} of ${clause} counts as ${event.to} only: ${event.reason}`;
    case 'edit-class-lowered':
      return `A second person agreed: the change in packet ${event.packet} of ${clause} counts as ${event.to}.`;
    case 'opinion-given':
      return `${capital(voiceName(state, event.of))}${byWhom(state, viewer, event.by)} gave ${opinionWords(event.opinion)} on ${clause}.`;
    case 'opinion-lifted':
      return `${capital(voiceName(state, event.of))}${byWhom(state, viewer, event.by)} lifted its negative opinion on ${clause}.`;
    case 'opinion-overridden':
      return `${capital(bodyName(state, event.body))} overrode the negative opinion of ${voiceName(state, event.of)} on ${clause}: ${event.reason}`;
    case 'review-escalated':
      return `The deadline of ${stage} for ${clause} passed, and ${bodyName(state, event.to)} decides now.`;
    case 'escalation-settled':
      return `${capital(bodyName(state, event.body))} let ${clause} ${event.passes ? 'pass' : 'not pass'} ${stage}: ${event.reason}`;
    case 'signed-off': {
      const who = `${partyName(state, event.party)}${byWhom(state, viewer, event.by)}`;
      return `${who} ${actWords(state, event.act, clause)}${event.statement ? ' The sign-off is signed with a passkey.' : ''}`;
    }
    case 'hold-lapsed':
      return `The hold of ${partyName(state, event.party)} on ${clause} lapsed; it is asked again.`;
    case 'hold-renewed':
      return `The hold of ${partyName(state, event.party)} on ${clause} was renewed until ${instantWords(event.until)}.`;
    case 'ad-referendum-confirmed':
      return event.by === null
        ? `The date came and ${partyName(state, event.party)} had said nothing: its agreement to ${clause} is confirmed.`
        : `${partyName(state, event.party)}${byWhom(state, viewer, event.by)} confirmed its agreement to ${clause}.`;
    case 'ad-referendum-revoked':
      return `${partyName(state, event.party)}${byWhom(state, viewer, event.by)} revoked its agreement to ${clause}: ${event.reason}`;
    case 'ad-referendum-lapsed':
      return `The date came and ${partyName(state, event.party)} had said nothing: its agreement to ${clause} lapsed.`;
    case 'ad-referendum-escalated':
      return `The date came and ${partyName(state, event.party)} had said nothing on ${clause}: the matter is before the chair.`;
    case 'agreement-undone':
      return `${clause} stands again where it stood before it was sent: ${event.reason}`;
    case 'silence-announced':
      return `${clause} was put under silence as ${quoted(event.title)}, announced without objection at ${event.meeting}.`;
    case 'silence-notice-delivered': {
      const { party, how, channel } = event.delivery;
      return how === 'opened'
        ? `${partyName(state, party)} opened the notice of silence on ${clause}.`
        : `The notice of silence on ${clause} was delivered to ${partyName(state, party)}, by ${channel ?? 'hand'}.`;
    }
    case 'silence-started':
      return `The notice of silence on ${clause} has reached everybody. Silence ends at ${instantWords(event.expiresAt)}.`;
    case 'silence-breach-filed':
      return `${partyName(state, event.breach.party)} filed an ${event.breach.kind} to ${clause}: ${event.breach.text}`;
    case 'silence-breach-late':
      return `An ${event.breach.kind} of ${partyName(state, event.breach.party)} to ${clause} came too late. It is recorded without effect: ${event.breach.text}`;
    case 'silence-cancelled':
      return `The silence on ${clause} was cancelled: ${event.reason}`;
    case 'silence-broken':
      return `The silence on ${clause} was broken. The text was not adopted; ${partyNames(state, event.tells)} were told.`;
    case 'silence-kept':
      return `The silence on ${clause} was not broken. The text was adopted at ${instantWords(event.at)}; ${partyNames(state, event.tells)} were told.`;
    case 'interest-declared':
      return `${capital(seatName(state, body, event.seat))} declared an interest in ${clause}${event.extent === 'person' ? ' of the person who sits there' : ''}: ${event.reason}`;
    case 'interest-challenged':
      return `${capital(seatName(state, body, event.from))} challenged ${seatName(state, body, event.seat)} on ${clause} for an interest: ${event.reason}`;
    case 'interest-ruled':
      return `${capital(seatName(state, body, event.seat))} ${event.recused ? 'is recused from' : 'takes part in'} the decision on ${clause}, by ruling: ${event.reason}`;
    case 'vote-cast':
      return `${capital(seatName(state, body, event.seat))} ${voteWords[event.vote]} on ${clause}.${event.explanation === '' ? '' : ` ${event.explanation}`}`;
    case 'consensus-exhausted':
      return `Efforts at consensus on ${clause} are exhausted; ${bodyName(state, body)} votes by its last-resort rule: ${event.reason}`;
    case 'roll-taken':
      return `The roll of ${bodyName(state, body)} was taken on ${clause}: ${event.roll.length} seats present.`;
    case 'committee-decided': {
      const { outcome, counts, recused, lastResort, reasons } = event.decision;
      const count = `${counts.inFavour} in favour, ${counts.against} against, ${counts.abstaining} abstaining`;
      const away = recused.length === 0 ? '' : `, ${recused.length} recused`;
      const how = lastResort ? 'by a last-resort vote, ' : '';
      return `${capital(bodyName(state, event.decision.body))} ${outcome} ${clause}, ${how}with ${count}${away}.${reasons === '' ? '' : ` ${reasons}`}`;
    }
    case 'dissent-filed': {
      const past = courseOf(state, event.clause).past.findLast(({ stage }) => stage.id === event.stage);
      const of = past?.run.kind === 'committee' ? past.run.body : body;
      return `${capital(seatName(state, of, event.seat))} filed a dissent on ${clause}: ${event.text}`;
    }
    case 'clause-withdrawn':
      return `${clause} was withdrawn: ${event.reason}`;
    case 'clause-reinstated':
      return `${clause} was reinstated.`;
    case 'clause-reopened': {
      const suspended =
        event.suspends.length === 0
          ? ''
          : ` Agreements that depended on it are suspended: of ${partyNames(state, [...new Set(event.suspends.map(({ party }) => party))])}.`;
      return `${clause}, which ${granterName(state, event.by)} had agreed, was reopened: ${event.reason}${suspended}`;
    }
    case 'package-formed':
      return `${listWords(event.clauses.map((id) => clauseName(state, id)))} were joined in the package ${quoted(event.name)}.`;
    case 'package-accepted':
      return `${partyName(state, event.party)}${byWhom(state, viewer, event.by)} accepted ${packaged}${onCondition(state, event.conditions)}.`;
    case 'package-dissolved':
      return `${capital(packaged)} was dissolved: ${event.reason}`;
    case 'package-closed':
      return `${capital(packaged)} was closed: its clauses are agreed together.`;
    case 'agreement-adopted':
      return `The agreement was adopted, with ${event.clauses === 1 ? 'one clause' : `${event.clauses} clauses`}.`;
  }
}

const voteWords = {
  'in-favour': 'voted in favour',
  against: 'voted against',
  abstain: 'abstained',
} as const;

const reservationWords: Readonly<Record<ReservationKind, string>> = {
  scrutiny: 'a scrutiny reservation',
  parliamentary: 'a parliamentary reservation',
  linguistic: 'a linguistic reservation',
  substantive: 'a substantive reservation',
  general: 'a general reservation',
};

function opinionWords(opinion: Opinion): string {
  switch (opinion.kind) {
    case 'none':
      return 'no opinion';
    case 'positive':
      return 'a positive opinion';
    case 'positive-with-comments':
      return 'a positive opinion with comments';
    case 'negative':
      return 'a negative opinion';
  }
}

function actWords(state: AgreementState, act: SignatureAct, clause: string): string {
  switch (act.kind) {
    case 'agree':
      return `agreed to ${clause}.`;
    case 'agree-if':
      return `agreed to ${clause}${onCondition(state, act.conditions)}.`;
    case 'agree-ad-referendum': {
      const then = { confirm: 'is confirmed', lapse: 'lapses', escalate: 'goes before the chair' }[
        act.onDate
      ];
      return `agreed to ${clause} ad referendum, until ${instantWords(act.until)}; without a word it then ${then}.`;
    }
    case 'reserve':
      return `entered ${reservationWords[act.reservation]} on ${clause}: ${act.reason}`;
    case 'hold':
      return `put a hold on ${clause} until ${instantWords(act.until)}: ${act.reason}`;
    case 'refuse':
      return `refused ${clause}: ${act.reason}`;
  }
}

function onCondition(state: AgreementState, conditions: readonly Condition[]): string {
  if (conditions.length === 0) return '';
  const words = conditions.map(
    ({ clause, atLeast, hash }) =>
      `${clauseName(state, clause)} is ${rungWords(atLeast)}${hash === null ? '' : ' as it was then worded'}`,
  );
  return ` on the condition that ${listWords(words)}`;
}

/** `, by Omar Haddad,` for those who may know who of a delegation acted; nothing for the others. */
/** `, by Ana Ruiz,`, where the viewer may know the name. */
export function byWhom(state: AgreementState, viewer: Actor, person: PersonId): string {
  const accreditation = state.accreditations.find((one) => one.person === person && acts(one.capacity));
  if (!accreditation) return '';
  const name = nameFor(viewer, accreditation, state);
  return name === accreditation.name ? `, by ${name},` : '';
}

function acts({ role }: Capacity): boolean {
  return role !== 'verifier';
}

/** Of the procedure that is under way, or of the last one that had such a stage. */
function stageName(state: AgreementState, clause: string, stage: string): string {
  const { underWay, past } = courseOf(state, clause);
  const found =
    underWay?.route.stages.find(({ id }) => id === stage) ??
    past.findLast((one) => one.stage.id === stage)?.stage;
  return quoted(found?.name ?? stage);
}

function bodyIn(state: AgreementState, clause: string): string {
  const { run } = courseOf(state, clause).underWay ?? {};
  return run?.kind === 'committee' ? run.body : '';
}

function packageName(state: AgreementState, id: string): string {
  return `the package ${quoted(state.packages.get(id)?.name ?? id)}`;
}

function stagesWords(stages: readonly { readonly name: string }[]): string {
  return `${stages.length === 1 ? 'the stage' : 'the stages'} ${listWords(stages.map(({ name }) => quoted(name)))}`;
}
