/**
 * What a viewer may do now: commands that would be accepted, found by asking the decider for each that could make
 * sense. What a person still has to say (a reason, an explanation) is filled in for the question with a word; what is
 * a choice is asked for each of its kinds.
 */
import type { ActField, ActView, Named } from '@travaux/editor/frames';
import {
  courseOf,
  isRecusedPerson,
  isRefusal,
  openAdReferendum,
  passkeysOf,
  recusedSeats,
  seatOf,
  standingVotes,
  type Command,
  type CommitteeRun,
  type Course,
  type Renewal,
} from '@travaux/workflow/agreement';
import { can, capacitiesOf, type Action } from '@travaux/workflow/policy';
import { editClasses, seatsOf, undelivered } from '@travaux/workflow/route';
import type { Reading } from '../commands/reading.ts';
import type { Names } from './course-names.ts';

/** A command that is asked about. */
interface Question {
  readonly type: Command['type'];
  readonly as?: Named;
  readonly on?: Named;
  /** What the server knows of the command. */
  readonly known: Readonly<Record<string, unknown>>;
  /** What the person says, by field, with something to ask the decider with. */
  readonly said?: Readonly<Partial<Record<ActField, unknown>>>;
  /** For a field that is a choice: its kinds, each with what to ask with. */
  readonly choice?: { readonly field: ActField; readonly kinds: Readonly<Record<string, unknown>> };
}

/** Stands for words that the person will write. */
const words = 'To be written.';
const day = 86_400_000;

export async function actsOnClause(
  names: Names,
  reading: Reading,
  clause: string,
  only?: ReadonlySet<Command['type']>,
): Promise<readonly ActView[]> {
  const questions = [...questionsOn(names, reading, clause)].filter(({ type }) => only?.has(type) ?? true);
  const answers = await Promise.all(questions.map((one) => ask(names, reading, one)));
  return answers.filter((act) => act !== null);
}

export async function actsOnAgreement(names: Names, reading: Reading): Promise<readonly ActView[]> {
  const questions = [...questionsOnAgreement(names)];
  const answers = await Promise.all(questions.map((one) => ask(names, reading, one)));
  return [...allowed(names), ...answers.filter((act) => act !== null)];
}

async function ask(names: Names, reading: Reading, question: Question): Promise<ActView | null> {
  const { type, known, said = {}, choice } = question;
  const accepted = async (more: Readonly<Record<string, unknown>>) => {
    const decided = await reading.decide(names.viewer, { type, ...known, ...said, ...more } as Command);
    // What errors hold up is offered all the same: who asks for it is told which, and that they can be mended.
    if (isRefusal(decided)) return decided.code === 'errors-found';
    return decided.length > 0;
  };
  const choices: string[] = [];
  if (choice) {
    for (const [kind, value] of Object.entries(choice.kinds)) {
      if (await accepted({ [choice.field]: value })) choices.push(kind);
    }
    if (choices.length === 0) return null;
  } else if (!(await accepted({}))) return null;
  return {
    type,
    as: question.as ?? null,
    on: question.on ?? null,
    command: { type, ...known },
    adds: [...(choice ? [choice.field] : []), ...(Object.keys(said) as ActField[])],
    choices,
    passkeys: type === 'sign-off' && question.as ? passkeysFor(names, question.as.id) : [],
  };
}

function passkeysFor({ state, viewer }: Names, party: string): ActView['passkeys'] {
  return passkeysOf(state, viewer, party).map(({ credential, origin, algorithm, publicKey }) => ({
    ...{ credential, origin, algorithm, publicKey },
  }));
}

/** Acts whose content is the person's own from beginning to end: there the right is all that can be asked about. */
function allowed({ state, viewer }: Names): readonly ActView[] {
  const acts: readonly (readonly [Action, Command['type'], readonly ActField[]])[] = [
    ['draw-up-routes', 'draw-up-route', ['route']],
    ['draw-up-routes', 'set-routing-rules', ['rules']],
    ['draw-up-routes', 'set-topics', ['element', 'topics']],
    ['manage-people', 'name-role-holders', ['role', 'name', 'persons']],
    ['direct-course', 'form-package', ['package', 'name', 'clauses']],
  ];
  return acts
    .filter(([action]) => can(viewer, action, { state }))
    .map(([, type, adds]) => ({
      type,
      as: null,
      on: null,
      command: { type },
      adds,
      choices: [],
      passkeys: [],
    }));
}

function* questionsOnAgreement(names: Names): Generator<Question> {
  const { state } = names;
  for (const [route, { retired }] of state.routes) {
    if (!retired) yield { type: 'retire-route', known: { route } };
  }
  for (const { id, closedAt } of state.packages.values()) {
    if (closedAt !== null) continue;
    for (const party of partiesOf(names)) {
      yield {
        type: 'accept-package',
        as: names.party(party),
        known: { package: id, party },
        said: { conditions: [] },
      };
    }
    yield { type: 'dissolve-package', known: { package: id }, said: { reason: words } };
    yield { type: 'close-package', known: { package: id } };
  }
  yield { type: 'adopt-agreement', known: {} };
}

function* questionsOn(names: Names, { state, texts, now }: Reading, clause: string): Generator<Question> {
  const course = courseOf(state, clause);
  const hash = texts.closures.get(clause)?.hash;
  const reason = { reason: words };
  const routes = [...state.routes.values()].filter(({ retired }) => !retired);
  yield {
    type: 'send-clause',
    known: { clause, hash },
    said: { procedure: 'not-made-yet' },
    choice: { field: 'route', kinds: Object.fromEntries(routes.map(({ route: { id } }) => [id, id])) },
  };
  yield { type: 'park-clause', known: { clause }, said: reason };
  yield { type: 'take-up-clause', known: { clause } };
  yield { type: 'withdraw-clause', known: { clause }, said: reason };
  yield { type: 'reinstate-clause', known: { clause } };
  yield { type: 'reopen-clause', known: { clause, hash: course.text?.hash ?? hash }, said: reason };
  yield { type: 'renew-packet', known: { clause, hash } };
  yield* questionsAdReferendum(names, course, clause);
  yield* questionsOfDissent(names, course, clause);
  if (!course.underWay) return;
  const { run } = course.underWay;
  const { stage } = run;
  yield { type: 'recall-clause', known: { clause }, said: reason };
  yield { type: 'return-clause', known: { clause, stage }, said: reason };
  yield { type: 'conclude-stage', known: { clause, stage } };
  yield* questionsOfClasses(course, clause);
  yield* questionsOfStage(names, course, clause, now);
}

function* questionsOfStage(names: Names, course: Course, clause: string, now: string): Generator<Question> {
  const { underWay } = course;
  if (!underWay) return;
  const { run, packet, text } = underWay;
  const seen = { stage: run.stage, packet, hash: text.hash };
  yield* questionsOfOpinions(names, course, clause);
  switch (run.kind) {
    case 'review':
      return;
    case 'sign-off':
      for (const party of partiesOf(names)) {
        yield {
          type: 'sign-off',
          as: names.party(party),
          known: { clause, seen, party },
          choice: { field: 'act', kinds: signatureActs(names, clause, now) },
        };
      }
      return;
    case 'silence': {
      yield {
        type: 'announce-silence',
        known: { clause, seen },
        said: { silence: 'not-made-yet', title: words, meeting: words },
      };
      if (!run.silence) return;
      const { id: silence, hash } = run.silence;
      for (const party of undelivered(run.silence, run.addressees)) {
        yield {
          type: 'record-delivery',
          on: names.party(party),
          known: { clause, silence, party },
          said: { channel: words },
        };
      }
      for (const party of partiesOf(names)) {
        const as = names.party(party);
        yield { type: 'open-silence-notice', as, known: { clause, silence, party } };
        yield {
          type: 'break-silence',
          as,
          known: { clause, silence, hash, party },
          said: { text: words },
          choice: { field: 'by', kinds: { objection: 'objection', amendment: 'amendment' } },
        };
      }
      yield { type: 'cancel-silence', known: { clause, silence }, said: { reason: words } };
      return;
    }
    case 'committee':
      yield* questionsOfCommittee(names, course, clause);
  }
}

function* questionsOfOpinions(names: Names, { underWay }: Course, clause: string): Generator<Question> {
  if (!underWay) return;
  const { run, packet, text } = underWay;
  const seen = { stage: run.stage, packet, hash: text.hash };
  const reviewers = run.kind === 'review' ? run.reviewers : [];
  for (const of of [...reviewers, ...run.consulted]) {
    const named = names.voice(of);
    yield {
      type: 'give-opinion',
      as: named,
      known: { clause, seen, of },
      choice: {
        field: 'opinion',
        kinds: {
          positive: { kind: 'positive' },
          'positive-with-comments': { kind: 'positive-with-comments', comments: words },
          negative: { kind: 'negative', reason: words },
          none: { kind: 'none' },
        },
      },
    };
    yield { type: 'lift-opinion', as: named, known: { clause, seen, of } };
  }
  if (run.kind !== 'review') return;
  for (const { of } of run.opinions) {
    yield {
      type: 'override-opinion',
      on: names.voice(of),
      known: { clause, seen, of },
      said: { reason: words },
    };
  }
  yield { type: 'settle-escalation', known: { clause, seen }, said: { passes: true, reason: words } };
}

function signatureActs(names: Names, clause: string, now: string): Readonly<Record<string, unknown>> {
  const until = new Date(Date.parse(now) + 30 * day).toISOString();
  const other = [...names.state.outline.elements.values()].find(
    ({ id, kind }) => kind === 'clause' && id !== clause,
  );
  const conditions = other ? [{ clause: other.id, atLeast: 'agreed', hash: null }] : null;
  return {
    agree: { kind: 'agree' },
    ...(conditions ? { 'agree-if': { kind: 'agree-if', conditions } } : {}),
    'agree-ad-referendum': { kind: 'agree-ad-referendum', until, onDate: 'confirm' },
    reserve: { kind: 'reserve', reservation: 'scrutiny', reason: words },
    hold: { kind: 'hold', until, onDate: 'lapses', reason: words },
    refuse: { kind: 'refuse', reason: words },
  };
}

function* questionsAdReferendum(names: Names, course: Course, clause: string): Generator<Question> {
  const hash = (course.underWay?.text ?? course.text)?.hash;
  for (const party of names.state.parties.keys()) {
    if (!openAdReferendum(names.state, clause, party)) continue;
    const as = names.party(party);
    yield { type: 'confirm-ad-referendum', as, known: { clause, party, hash } };
    yield { type: 'revoke-ad-referendum', as, known: { clause, party }, said: { reason: words } };
  }
}

function* questionsOfClasses({ underWay }: Course, clause: string): Generator<Question> {
  for (const { packet, lowering } of underWay?.renewals ?? []) {
    const known = { clause, packet };
    const kinds = Object.fromEntries(editClasses.map((one) => [one, one]));
    const choice = { field: 'to' as const, kinds };
    yield { type: 'raise-edit-class', known, said: { reason: words }, choice };
    yield { type: 'ask-to-lower-edit-class', known, said: { reason: words }, choice };
    if (lowering) yield { type: 'lower-edit-class', known: { ...known, to: lowering.to } };
  }
}

function* questionsOfCommittee(names: Names, { underWay }: Course, clause: string): Generator<Question> {
  if (underWay?.run.kind !== 'committee') return;
  const { state } = names;
  const { run, packet, text, renewals } = underWay;
  const { body, stage } = run;
  const seen = { stage, packet, hash: text.hash };
  const held = state.bodies.get(body);
  const seats = held ? seatsOf(held, state.parties) : [];
  for (const seat of seatsOfViewer(names, body)) {
    const as = names.seat(body, seat);
    yield {
      type: 'cast-vote',
      as,
      known: { clause, seen, seat },
      said: { explanation: '' },
      choice: {
        field: 'vote',
        kinds: { 'in-favour': 'in-favour', against: 'against', abstain: 'abstain' },
      },
    };
    yield {
      type: 'declare-interest',
      as,
      known: { clause, stage, seat },
      said: { reason: words },
      choice: { field: 'extent', kinds: { seat: 'seat', person: 'person' } },
    };
    for (const { id } of seats) {
      if (id === seat) continue;
      yield {
        type: 'challenge-interest',
        as,
        on: names.seat(body, id),
        known: { clause, stage, seat: id, from: seat },
        said: { reason: words },
      };
    }
  }
  for (const { id } of seats) {
    yield {
      type: 'rule-on-interest',
      on: names.seat(body, id),
      known: { clause, stage, seat: id },
      said: { recused: true, reason: words },
    };
  }
  yield { type: 'certify-no-consensus', known: { clause, seen }, said: { reason: words } };
  yield {
    type: 'take-decision',
    known: { clause, seen },
    said: { roll: fullestRoll(names, run, renewals), reasons: words },
  };
}

/** Everybody who could be present: with fewer on the roll the decision may lack a quorum, with these it has one. */
function fullestRoll({ state }: Names, run: CommitteeRun, renewals: readonly Renewal[]) {
  const recused = recusedSeats(run);
  const votes = standingVotes(run, renewals);
  const voted = new Set(votes.map(({ seat }) => seat));
  const persons = new Set(votes.map(({ by }) => by));
  const roll = new Map<string, { readonly seat: string; readonly person: string }>();
  for (const { person, capacity } of state.accreditations) {
    if (capacity.role !== 'committee-member' || capacity.body !== run.body) continue;
    const seat = seatOf(state, capacity);
    if (seat === null || recused.has(seat) || voted.has(seat) || roll.has(seat) || persons.has(person))
      continue;
    if (isRecusedPerson(run, person)) continue;
    roll.set(seat, { seat, person });
    persons.add(person);
  }
  return [...roll.values()];
}

function* questionsOfDissent(names: Names, { past }: Course, clause: string): Generator<Question> {
  for (const { procedure, stage, run } of past) {
    if (run.kind !== 'committee' || !run.decision) continue;
    for (const seat of seatsOfViewer(names, run.body)) {
      yield {
        type: 'file-dissent',
        as: names.seat(run.body, seat),
        known: { clause, procedure, stage: stage.id, seat },
        said: { text: words },
      };
    }
  }
}

function partiesOf({ state, viewer }: Names): readonly string[] {
  const parties = capacitiesOf(state, viewer).flatMap((one) => (one.role === 'delegate' ? [one.party] : []));
  return [...new Set(parties)];
}

function seatsOfViewer({ state, viewer }: Names, body: string): readonly string[] {
  const seats = capacitiesOf(state, viewer).flatMap((one) =>
    one.role === 'committee-member' && one.body === body ? [seatOf(state, one)] : [],
  );
  return [...new Set(seats.filter((seat) => seat !== null))];
}
