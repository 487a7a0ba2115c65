/**
 * Presenters of a stage, as its viewer may see it: opinions, sign-offs, deliveries, and what the viewer may know of a
 * body's votes. What has been overtaken by a renewal is shown with the change that it did not survive.
 */
import type {
  OvertakenView,
  PartySignOffView,
  PastStageView,
  RunView,
  SignOffRunView,
  SilenceRunView,
  VoiceView,
} from '@travaux/editor/frames';
import {
  conditionsHold,
  opinionStands,
  overtakenBy,
  signOffMissing,
  signOffStands,
  stageOf,
  voiceKey,
  type Breach,
  type PastStage,
  type Procedure,
  type Renewal,
  type ReviewRun,
  type SignOff,
  type SignOffRun,
  type SilenceRun,
  type StageRun,
  type Voice,
} from '@travaux/workflow/agreement';
import { durationWords, type Calendar, type EditClass, type Stage } from '@travaux/workflow/route';
import type { Names } from './course-names.ts';
import { conditionWords, stageKind, waiting } from './present-courses.ts';
import { presentCommittee } from './present-committee.ts';

/** A stage to be shown: the one that a clause is in, or one that it has left. */
export interface Shown<Run extends StageRun = StageRun> {
  readonly run: Run;
  readonly stage: Stage;
  readonly calendar: Calendar;
  readonly renewals: readonly Renewal[];
  /** Null for a stage that was left. */
  readonly procedure: Procedure | null;
}

export function presentRun(names: Names, procedure: Procedure): RunView {
  const { run, route, renewals } = procedure;
  return presentShown(names, {
    run,
    stage: stageOf(procedure),
    calendar: route.calendar,
    renewals,
    procedure,
  });
}

export function presentPast(names: Names, past: PastStage): PastStageView {
  const { procedure, stage, run, route, outcome, at, text, stands } = past;
  return {
    procedure,
    stage: stage.id,
    name: stage.name,
    kind: stageKind(stage),
    outcome,
    at,
    hash: text.hash,
    stands,
    run: presentShown(names, { run, stage, calendar: route.calendar, renewals: [], procedure: null }),
  };
}

function presentShown(names: Names, shown: Shown): RunView {
  const { run, stage, procedure } = shown;
  const fields = {
    stage: stage.id,
    name: stage.name,
    enteredAt: run.enteredAt,
    due: run.due,
    late: run.late,
    consulted: run.consulted.map((voice) => presentVoice(names, shown, voice)),
    complete: procedure !== null && run.kind !== 'silence' && waitsForNobody(names, procedure),
  };
  switch (run.kind) {
    case 'review':
      return { ...fields, ...presentReview(names, { ...shown, run }) };
    case 'sign-off':
      return { ...fields, ...presentSignOffs(names, { ...shown, run }) };
    case 'silence':
      return { ...fields, ...presentSilence(names, { ...shown, run }) };
    case 'committee':
      return { ...fields, ...presentCommittee(names, { ...shown, run }) };
  }
}

function waitsForNobody(names: Names, procedure: Procedure): boolean {
  const { waitsFor } = waiting(names, procedure);
  return waitsFor.length === 1 && waitsFor[0]?.kind === 'secretariat' && procedure.run.kind !== 'committee';
}

/** The last renewal that an act did not survive, or null while it stands. */
export function overtaken(
  act: { readonly packet: number },
  survives: readonly EditClass[],
  renewals: readonly Renewal[],
): OvertakenView | null {
  const last = overtakenBy(act, survives, renewals).at(-1);
  return last ? { class: last.change.class, reasons: last.change.reasons, packet: last.packet } : null;
}

function presentReview(names: Names, shown: Shown<ReviewRun>) {
  const { run, stage } = shown;
  if (stage.kind !== 'review') throw new Error('a review in a stage of another kind');
  return {
    kind: 'review' as const,
    order: stage.order,
    required: stage.required,
    reviewers: run.reviewers.map((voice) => presentVoice(names, shown, voice)),
    overriddenBy: stage.overriddenBy === null ? null : names.body(stage.overriddenBy),
    escalatedTo: run.escalatedTo === null ? null : names.body(run.escalatedTo),
  };
}

function presentVoice(names: Names, { run, renewals }: Shown, voice: Voice): VoiceView {
  const given = run.opinions.find(({ of }) => voiceKey(of) === voiceKey(voice));
  if (!given) return { ...names.voice(voice), opinion: null };
  const { opinion, at, by, hash, settled } = given;
  return {
    ...names.voice(voice),
    opinion: {
      opinion,
      at,
      by: names.actor(by, (capacity) => speaksFor(capacity, voice)),
      hash,
      settled: settled && {
        how: settled.how,
        at: settled.at,
        by: settled.how === 'overridden' ? names.body(settled.body).name : null,
        reason: settled.how === 'overridden' ? settled.reason : null,
      },
      overtaken: opinionStands(given, renewals) ? null : overtaken(given, ['no-change'], renewals),
    },
  };
}

function speaksFor(capacity: Parameters<Parameters<Names['actor']>[1] & object>[0], voice: Voice): boolean {
  switch (voice.kind) {
    case 'party':
      return capacity.role === 'delegate' && capacity.party === voice.party;
    case 'body':
      return capacity.role === 'committee-member' && capacity.body === voice.body;
    case 'organisation':
      return capacity.role === 'observer' && capacity.organisation === voice.organisation;
    case 'role':
      return true;
    case 'secretariat':
    case 'chair':
      return capacity.role === voice.kind;
  }
}

function presentSignOffs(
  names: Names,
  shown: Shown<SignOffRun>,
): Pick<SignOffRunView, 'kind' | 'capacity' | 'survives' | 'parties'> {
  const { run, stage, procedure } = shown;
  if (stage.kind !== 'sign-off') throw new Error('sign-offs in a stage of another kind');
  const missing = new Set(procedure ? signOffMissing(names.state, run, procedure) : []);
  return {
    kind: 'sign-off',
    capacity: stage.capacity,
    survives: stage.survives,
    parties: run.parties.map((party) => ({
      ...names.party(party),
      signOff: presentSignOff(
        names,
        shown,
        run.signOffs.find((one) => one.party === party),
      ),
      waiting: missing.has(party),
    })),
  };
}

function presentSignOff(
  names: Names,
  { stage, renewals }: Shown,
  given: SignOff | undefined,
): PartySignOffView['signOff'] {
  if (!given) return null;
  const { act, capacity, at, by, hash, statement, escalated, party } = given;
  const survives = stage.kind === 'sign-off' ? stage.survives : [];
  return {
    act,
    capacity,
    at,
    by: names.actor(by, (one) => one.role === 'delegate' && one.party === party),
    hash,
    passkey: statement !== null,
    escalated,
    overtaken: signOffStands(given, stage, renewals) ? null : overtaken(given, survives, renewals),
    conditions:
      act.kind === 'agree-if'
        ? act.conditions.map((one) => ({
            sentence: conditionWords(names, one),
            holds: conditionsHold(names.state, [one]),
          }))
        : [],
  };
}

function presentSilence(
  names: Names,
  { run, stage, calendar }: Shown<SilenceRun>,
): Pick<SilenceRunView, 'kind' | 'period' | 'basis' | 'threshold' | 'addressees' | 'silence'> {
  if (stage.kind !== 'sign-off' || stage.form.kind !== 'silence') {
    throw new Error('a silence procedure in a stage of another kind');
  }
  const { period, basis, threshold } = stage.form;
  const { silence } = run;
  const breach = ({ party, kind, text, at }: Breach) => ({ ...names.party(party), how: kind, text, at });
  return {
    kind: 'silence',
    period: durationWords(period, calendar),
    basis,
    threshold,
    addressees: run.addressees.map((party) => {
      const delivery = silence?.deliveries.find((one) => one.party === party);
      return {
        ...names.party(party),
        mayBreak: run.entitled.includes(party),
        delivery: delivery ? { at: delivery.at, how: delivery.how, channel: delivery.channel } : null,
      };
    }),
    silence: silence && {
      id: silence.id,
      title: silence.title,
      meeting: silence.meeting,
      announcedAt: silence.announcedAt,
      expiresAt: silence.expiresAt,
      ended: silence.ended,
      breaches: silence.breaches.map(breach),
      late: silence.late.map(breach),
    },
  };
}
