/**
 * Decisions on silence procedures. How one runs is told in route/silence.ts; here is who may do what in it, and
 * what its end does to the clause: kept, the stage passes at the instant of the expiry; broken, the clause is
 * returned.
 */
import type { Actor } from '../../policy/can.ts';
import { decideSilence, type SilenceAct, type SilenceFact, type SilenceTerms } from '../../route/silence.ts';
import type { Route, Stage } from '../../route/route.ts';
import type { Decision } from '../decision.ts';
import type { AgreementEvent } from '../events.ts';
import type { Facts } from '../facts.ts';
import type { ClauseId } from '../outline.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { AgreementState } from '../state.ts';
import { isDelegateOf } from './capacity.ts';
import type { CommandOf } from './commands.ts';
import { courseOf } from './course.ts';
import { errorsFault } from './errors-found.ts';
import { clauseFault, inStage, seenFault, type Here } from './guards.ts';
import { passStage, returnClause } from './passing.ts';
import type { SilenceRun } from './stage-run.ts';
import { clauseName, listWords, partyName, partyNames } from './words.ts';

export function announceSilence(
  state: AgreementState,
  actor: Actor,
  command: CommandOf<'announce-silence'>,
  facts: Facts,
): Decision {
  const { clause, seen, silence: id, title, meeting } = command;
  const here = inStage(state, clause, seen.stage, 'silence', facts.now);
  if (isRefusal(here)) return here;
  const fault =
    seenFault(state, here, seen, facts) ??
    errorsFault(state, actor, { ...here, hash: here.procedure.text.hash }, facts);
  if (fault) return fault;
  if (state.usedCourseIds.has(id)) {
    return refuse('used-id', `The id ${id} was used for another procedure. Do it again with a new id.`);
  }
  return run(state, here, { act: 'announce', id, title, meeting, hash: seen.hash, at: here.now });
}

export function openSilenceNotice(
  state: AgreementState,
  actor: Actor,
  { clause, silence, party }: CommandOf<'open-silence-notice'>,
  facts: Facts,
): Decision {
  const here = underSilence(state, clause, silence, facts.now);
  if (isRefusal(here)) return here;
  const fault = delegateFault(state, actor, party) ?? addresseeFault(state, here, party);
  if (fault) return fault;
  return run(state, here, {
    act: 'deliver',
    delivery: { party, at: here.now, how: 'opened', channel: null },
  });
}

export function recordDelivery(
  state: AgreementState,
  { clause, silence, party, channel }: CommandOf<'record-delivery'>,
  facts: Facts,
): Decision {
  const here = underSilence(state, clause, silence, facts.now);
  if (isRefusal(here)) return here;
  const fault = addresseeFault(state, here, party);
  if (fault) return fault;
  return run(state, here, { act: 'deliver', delivery: { party, at: here.now, how: 'recorded', channel } });
}

export function breakSilence(
  state: AgreementState,
  actor: Actor,
  command: CommandOf<'break-silence'>,
  facts: Facts,
): Decision {
  const { clause, silence, hash, party, by: kind, text } = command;
  const fault = clauseFault(state, clause) ?? delegateFault(state, actor, party);
  if (fault) return fault;
  const ended = courseOf(state, clause).past.findLast(
    (past) => past.run.kind === 'silence' && past.run.silence?.id === silence,
  );
  if (ended?.run.kind === 'silence') {
    const { run: past, route, stage, packet } = ended;
    const breach = { party, kind, text, at: facts.now };
    const late = decideSilence(
      past.silence,
      { act: 'break', breach, hash },
      termsOf(state, route, stage, past),
    );
    return isRefusal(late) ? late : late.map((fact) => eventOf(clause, stage.id, fact, packet));
  }
  const here = underSilence(state, clause, silence, facts.now);
  if (isRefusal(here)) return here;
  if (!here.run.entitled.includes(party)) {
    return refuse(
      'not-asked',
      `${partyName(state, party)} is not among those who may break this silence: ${partyNames(state, here.run.entitled)}.`,
    );
  }
  return run(state, here, { act: 'break', breach: { party, kind, text, at: here.now }, hash });
}

/** An extension is this and another announcement, with a full new period, so that everybody sees it. */
export function cancelSilence(
  state: AgreementState,
  { clause, silence, reason }: CommandOf<'cancel-silence'>,
  facts: Facts,
): Decision {
  const here = underSilence(state, clause, silence, facts.now);
  if (isRefusal(here)) return here;
  return run(state, here, { act: 'cancel', reason, at: here.now });
}

/** What the sweep does when the instant has come. */
export function expireSilence(
  state: AgreementState,
  clause: ClauseId,
  silence: string,
  now: string,
): Decision {
  const here = underSilence(state, clause, silence, now);
  if (isRefusal(here)) return [];
  return run(state, here, { act: 'expire', at: here.now });
}

/** A silence that a change to what the text relies on overtakes. */
export function overtakenSilence(here: Here<SilenceRun>, reason: string): readonly AgreementEvent[] {
  const { run, clause, stage, now } = here;
  if (!run.silence || run.silence.ended) return [];
  return [{ type: 'silence-cancelled', clause, stage: stage.id, silence: run.silence.id, reason, at: now }];
}

function run(state: AgreementState, here: Here<SilenceRun>, act: SilenceAct): Decision {
  const { clause, stage, procedure, now } = here;
  const decided = decideSilence(here.run.silence, act, termsOf(state, procedure.route, stage, here.run));
  if (isRefusal(decided)) return decided;
  const events: AgreementEvent[] = [];
  for (const fact of decided) {
    events.push(eventOf(clause, stage.id, fact, procedure.packet));
    if (fact.type === 'silence-kept') events.push(...passStage(state, clause, fact.at, now));
    if (fact.type === 'silence-broken') {
      events.push(...returnClause(state, clause, brokenBy(state, here.run, act), now));
    }
  }
  return events;
}

function brokenBy(state: AgreementState, { silence }: SilenceRun, act: SilenceAct): string {
  const breaches = [...(silence?.breaches ?? []), ...(act.act === 'break' ? [act.breach] : [])];
  const who = breaches.map(({ party, kind }) => `an ${kind} of ${partyName(state, party)}`);
  return `The silence was broken by ${listWords(who)}.`;
}

function termsOf(state: AgreementState, { calendar }: Route, stage: Stage, run: SilenceRun): SilenceTerms {
  if (stage.kind !== 'sign-off' || stage.form.kind !== 'silence') {
    throw new Error(`a text is under silence in the stage ${stage.id}, which has none`);
  }
  const { addressees, entitled } = run;
  return {
    ...{ form: stage.form, calendar, addressees, entitled },
    partyName: (party) => partyName(state, party),
  };
}

function eventOf(clause: ClauseId, stage: string, fact: SilenceFact, packet: number): AgreementEvent {
  if (fact.type === 'silence-breach-late') return { ...fact, type: 'silence-breach-late', clause };
  if (fact.type === 'silence-announced') return { ...fact, clause, stage, packet };
  return { ...fact, clause, stage };
}

function underSilence(
  state: AgreementState,
  clause: ClauseId,
  silence: string,
  now: string,
): Here<SilenceRun> | Refusal {
  const fault = clauseFault(state, clause);
  if (fault) return fault;
  const { underWay } = courseOf(state, clause);
  if (underWay?.run.kind !== 'silence' || underWay.run.silence?.id !== silence) {
    return refuse(
      'no-silence',
      `${clauseName(state, clause)} is not, or no longer, under this silence procedure. Look at its course to see how it ended.`,
    );
  }
  return inStage(state, clause, underWay.run.stage, 'silence', now);
}

function delegateFault(state: AgreementState, actor: Actor, party: string): Refusal | null {
  if (isDelegateOf(state, actor, party)) return null;
  return refuse(
    'not-yours',
    `You are not a delegate of ${partyName(state, party)}. A person accredited for it has to do this.`,
  );
}

function addresseeFault(state: AgreementState, { run }: Here<SilenceRun>, party: string): Refusal | null {
  if (run.addressees.includes(party)) return null;
  return refuse(
    'not-asked',
    `The notice is not addressed to ${partyName(state, party)}, but to ${partyNames(state, run.addressees)}.`,
  );
}
