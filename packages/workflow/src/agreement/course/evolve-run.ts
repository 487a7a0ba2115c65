/**
 * How an act changes the stage that it is done in.
 */
import { evolveSilence } from '../../route/silence.ts';
import type { EventOf } from './events.ts';
import type { CommitteeRun, ReviewRun, SignOffRun, SilenceRun, StageRun } from './stage-run.ts';
import { sameVoice } from './voice.ts';

/** Everything that is done in a stage, rather than to the clause as a whole. */
export type RunEvent = EventOf<
  | 'deadline-passed'
  | 'opinion-given'
  | 'opinion-lifted'
  | 'opinion-overridden'
  | 'review-escalated'
  | 'escalation-settled'
  | 'signed-off'
  | 'hold-lapsed'
  | 'hold-renewed'
  | 'ad-referendum-confirmed'
  | 'ad-referendum-revoked'
  | 'ad-referendum-lapsed'
  | 'ad-referendum-escalated'
  | 'silence-announced'
  | 'silence-notice-delivered'
  | 'silence-started'
  | 'silence-breach-filed'
  | 'silence-breach-late'
  | 'silence-cancelled'
  | 'silence-broken'
  | 'silence-kept'
  | 'interest-declared'
  | 'interest-challenged'
  | 'interest-ruled'
  | 'vote-cast'
  | 'consensus-exhausted'
  | 'roll-taken'
  | 'committee-decided'
  | 'dissent-filed'
>;

export function runAfter(run: StageRun, event: RunEvent): StageRun {
  switch (event.type) {
    case 'deadline-passed':
      return { ...run, due: null, late: true };
    case 'opinion-given': {
      const { of, opinion, by, at, packet, hash } = event;
      const others = run.opinions.filter((one) => !sameVoice(one.of, of));
      return { ...run, opinions: [...others, { of, opinion, by, at, packet, hash, settled: null }] };
    }
    case 'opinion-lifted':
      return settled(run, event, { how: 'lifted', at: event.at });
    case 'opinion-overridden': {
      const { body, reason, at } = event;
      return settled(run, event, { how: 'overridden', at, body, reason });
    }
    case 'review-escalated':
    case 'escalation-settled':
      return run.kind === 'review' ? reviewAfter(run, event) : run;
    case 'signed-off':
    case 'hold-lapsed':
    case 'hold-renewed':
    case 'ad-referendum-confirmed':
    case 'ad-referendum-revoked':
    case 'ad-referendum-lapsed':
    case 'ad-referendum-escalated':
      return run.kind === 'sign-off' ? signOffAfter(run, event) : run;
    case 'silence-announced':
    case 'silence-notice-delivered':
    case 'silence-started':
    case 'silence-breach-filed':
    case 'silence-breach-late':
    case 'silence-cancelled':
    case 'silence-broken':
    case 'silence-kept':
      return run.kind === 'silence' ? silenceAfter(run, event) : run;
    case 'interest-declared':
    case 'interest-challenged':
    case 'interest-ruled':
    case 'vote-cast':
    case 'consensus-exhausted':
    case 'roll-taken':
    case 'committee-decided':
    case 'dissent-filed':
      return run.kind === 'committee' ? committeeAfter(run, event) : run;
  }
}

function settled(
  run: StageRun,
  { of }: EventOf<'opinion-lifted' | 'opinion-overridden'>,
  how: NonNullable<StageRun['opinions'][number]['settled']>,
): StageRun {
  return {
    ...run,
    opinions: run.opinions.map((one) => (sameVoice(one.of, of) ? { ...one, settled: how } : one)),
  };
}

function reviewAfter(run: ReviewRun, event: EventOf<'review-escalated' | 'escalation-settled'>): ReviewRun {
  switch (event.type) {
    case 'review-escalated':
      return { ...run, due: null, late: true, escalatedTo: event.to };
    case 'escalation-settled':
      return { ...run, escalatedTo: null };
  }
}

function signOffAfter(run: SignOffRun, event: SignOffRunEvent): SignOffRun {
  const others = run.signOffs.filter((one) => one.party !== event.party);
  const own = run.signOffs.find((one) => one.party === event.party);
  switch (event.type) {
    case 'signed-off': {
      const { party, act, capacity, statement, by, at, packet, hash } = event;
      const signOff = { party, act, capacity, statement, by, at, packet, hash, escalated: false };
      return { ...run, signOffs: [...others, signOff] };
    }
    case 'hold-lapsed':
    case 'ad-referendum-revoked':
    case 'ad-referendum-lapsed':
      return { ...run, signOffs: others };
    case 'hold-renewed':
      if (own?.act.kind !== 'hold') return run;
      return { ...run, signOffs: [...others, { ...own, act: { ...own.act, until: event.until } }] };
    case 'ad-referendum-confirmed':
      if (!own) return run;
      return { ...run, signOffs: [...others, { ...own, act: { kind: 'agree' }, escalated: false }] };
    case 'ad-referendum-escalated':
      if (!own) return run;
      return { ...run, signOffs: [...others, { ...own, escalated: true }] };
  }
}

function silenceAfter(run: SilenceRun, event: SilenceRunEvent): SilenceRun {
  const silence = evolveSilence(run.silence, event);
  return silence === run.silence ? run : { ...run, silence };
}

function committeeAfter(run: CommitteeRun, event: CommitteeRunEvent): CommitteeRun {
  switch (event.type) {
    case 'interest-declared': {
      const { seat, extent, person, reason, at } = event;
      const interest = { seat, extent, person, reason, at, origin: { kind: 'declared' as const } };
      return { ...run, interests: [...run.interests, interest] };
    }
    case 'interest-challenged': {
      const { seat, from, reason, at } = event;
      const origin = { kind: 'challenged' as const, from, ruling: null };
      const interest = { seat, extent: 'seat' as const, person: null, reason, at, origin };
      return { ...run, interests: [...run.interests, interest] };
    }
    case 'interest-ruled': {
      const { seat, recused, reason, at } = event;
      return {
        ...run,
        interests: run.interests.map((one) =>
          one.seat === seat && one.origin.kind === 'challenged' && one.origin.ruling === null
            ? { ...one, origin: { ...one.origin, ruling: { recused, reason, at } } }
            : one,
        ),
      };
    }
    case 'vote-cast': {
      const { seat, sitting, vote, explanation, by, at, packet, hash } = event;
      const others = run.votes.filter((one) => one.seat !== seat);
      return { ...run, votes: [...others, { seat, sitting, vote, explanation, by, at, packet, hash }] };
    }
    case 'consensus-exhausted':
      return { ...run, votes: [], exhausted: { at: event.at, reason: event.reason } };
    case 'roll-taken':
      return { ...run, sitting: event.roll };
    case 'committee-decided':
      return { ...run, decision: event.decision };
    case 'dissent-filed': {
      const { seat, text, at } = event;
      return { ...run, dissents: [...run.dissents, { seat, text, at }] };
    }
  }
}

type SignOffRunEvent = EventOf<
  | 'signed-off'
  | 'hold-lapsed'
  | 'hold-renewed'
  | 'ad-referendum-confirmed'
  | 'ad-referendum-revoked'
  | 'ad-referendum-lapsed'
  | 'ad-referendum-escalated'
>;
type SilenceRunEvent = EventOf<
  | 'silence-announced'
  | 'silence-notice-delivered'
  | 'silence-started'
  | 'silence-breach-filed'
  | 'silence-breach-late'
  | 'silence-cancelled'
  | 'silence-broken'
  | 'silence-kept'
>;
type CommitteeRunEvent = EventOf<
  | 'interest-declared'
  | 'interest-challenged'
  | 'interest-ruled'
  | 'vote-cast'
  | 'consensus-exhausted'
  | 'roll-taken'
  | 'committee-decided'
  | 'dissent-filed'
>;
