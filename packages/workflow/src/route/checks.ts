/**
 * Whether a route can be followed to its end by those who take part. Looked at when a route is drawn up: what
 * would leave a clause stuck, or a decision meaningless, is an error and the route is refused, with the reason;
 * what could leave it stuck in some case is a warning.
 */
import type { Seat } from '../agreement/participants.ts';
import { refuse, type Refusal } from '../agreement/refusal.ts';
import { bodyName, participantWords, partiesOf, voicesOf, type TakingPart } from './asked.ts';
import { canBeShorter, durationWords } from './calendar.ts';
import { ruleFindings } from './check-rule.ts';
import { editClassWords, gapsIn } from './edit-class.ts';
import { error, type RouteFinding, type StageFinding } from './finding.ts';
import type { Participant } from './participant.ts';
import type { CommitteeStage, ReviewStage, Route, SignOffStage, Stage } from './route.ts';
import { compareRungs, rungWords, type Rung } from './rung.ts';
import { seatsOf } from './seat.ts';
import { countWords, listWords } from './words.ts';

/** Everything there is to say about a route, in the order of its stages. */
export function routeFindings(route: Route, there: TakingPart): readonly RouteFinding[] {
  if (route.stages.length === 0) {
    const sentence = `The route “${route.name}” has no stages, so nothing would decide a clause. Add one.`;
    return [{ ...error('no-stages', sentence), stage: null }];
  }
  return route.stages.flatMap((stage, at) =>
    [
      ...placeFindings(route, stage, at),
      ...namedFindings(stage, there),
      ...actorFindings(route, stage, there),
    ].map((finding) => ({ ...finding, stage: stage.id })),
  );
}

/** The refusal of a route with errors, each with its reason; null when it may be drawn up. */
export function refusedRoute(route: Route, there: TakingPart): Refusal | null {
  const errors = routeFindings(route, there).filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return null;
  const said = errors.slice(0, 3).map(({ sentence }) => sentence);
  const more = errors.length > 3 ? [`There are ${errors.length - 3} faults more.`] : [];
  return refuse('faulty-route', [...said, ...more].join(' '));
}

/** Where the stage stands among the others: its id, its way back, its rung. */
function placeFindings({ stages }: Route, stage: Stage, at: number): readonly StageFinding[] {
  const before = stages.slice(0, at);
  const found: StageFinding[] = [];
  if (before.some(({ id }) => id === stage.id)) {
    found.push(
      error(
        'same-stage-id',
        `Two stages have the id ${stage.id}, the second is ${named(stage)}. Rename one.`,
      ),
    );
  }
  const { onReturn, grants } = stage;
  if (onReturn !== 'negotiation' && !before.some(({ id }) => id === onReturn.stage)) {
    const target = stages.find(({ id }) => id === onReturn.stage);
    found.push(
      error(
        'returns-forward',
        `${named(stage)} returns its clauses to ${target ? named(target) : onReturn.stage}, ` +
          'which does not come before it. Name an earlier stage, or the negotiation.',
      ),
    );
  }
  const reached = before.reduce<Rung>(
    (highest, { grants: rung }) => (rung !== null && compareRungs(rung, highest) > 0 ? rung : highest),
    'under-negotiation',
  );
  if (grants === 'adopted') {
    found.push(
      error(
        'grant-does-not-climb',
        `${named(stage)} would make clauses adopted one by one. They are adopted together, by the closing act.`,
      ),
    );
  } else if (grants !== null && compareRungs(grants, reached) <= 0) {
    found.push(
      error(
        'grant-does-not-climb',
        `${named(stage)} grants “${rungWords(grants)}”, but a clause is at “${rungWords(reached)}” when it gets there. ` +
          'Let it grant a higher rung, or none.',
      ),
    );
  }
  return found;
}

/** Everybody who is named is there. */
function namedFindings(stage: Stage, there: TakingPart): readonly StageFinding[] {
  const { parties, bodies, roles } = there;
  const unknown = (what: string) =>
    error('unknown-participant', `${named(stage)} names ${what}. Add it first, or name another.`);
  const inList = (list: readonly Participant[]) =>
    list.flatMap((participant): StageFinding[] => {
      switch (participant.kind) {
        case 'party':
          return parties.has(participant.party)
            ? []
            : [unknown(`${participant.party}, which is not a party`)];
        case 'body':
          return bodies.has(participant.body) ? [] : [unknown(`${participant.body}, which is not a body`)];
        case 'role':
          return roles.has(participant.role)
            ? []
            : [unknown(`${participant.role}, a task for which nobody is named`)];
        case 'group':
          return [...parties.values()].some(({ group }) => group === participant.group)
            ? []
            : [unknown(`the group “${participant.group}”, in which there is no party`)];
        case 'all-parties':
        case 'secretariat':
        case 'chair':
        case 'observers':
          return [];
      }
    });
  const chosen = (choice: SignOffStage['parties']) =>
    choice === 'all' ? [] : inList(choice.map((party) => ({ kind: 'party', party })));
  const body = (id: string | null) => (id === null ? [] : inList([{ kind: 'body', body: id }]));
  const common = [...inList(stage.informed), ...inList(stage.consulted)];
  switch (stage.kind) {
    case 'review':
      return [...inList(stage.reviewers), ...body(stage.overriddenBy), ...common];
    case 'sign-off':
      return [
        ...chosen(stage.parties),
        ...(stage.form.kind === 'silence' ? chosen(stage.form.mayBreak) : []),
        ...common,
      ];
    case 'committee':
      return [...body(stage.body), ...common];
  }
}

/** Those who are asked can bring the stage to its end. */
function actorFindings(route: Route, stage: Stage, there: TakingPart): readonly StageFinding[] {
  switch (stage.kind) {
    case 'review':
      return reviewFindings(stage, there);
    case 'sign-off':
      return signOffFindings(route, stage, there);
    case 'committee':
      return committeeFindings(stage, there);
  }
}

function reviewFindings(stage: ReviewStage, there: TakingPart): readonly StageFinding[] {
  const found: StageFinding[] = [];
  if (stage.reviewers.some(({ kind }) => kind === 'observers')) {
    found.push(
      error(
        'observers-decide',
        `${named(stage)} would make it depend on observers. Consult them there; they do not decide.`,
      ),
    );
  }
  const deciding = stage.reviewers.filter(({ kind }) => kind !== 'observers');
  const voices = voicesOf(deciding, there).filter(
    (voice) => voice.kind !== 'body' || seatsIn(voice.body, there).length > 0,
  );
  if (voices.length === 0) {
    const missing = deciding.map((one) => participantWords(one, there)).join(', ');
    found.push(
      error(
        'nobody-to-act',
        `${named(stage)} has nobody who could give an opinion${missing ? ` (${missing})` : ''}. Name a reviewer.`,
      ),
    );
  } else if (stage.required !== 'all' && stage.required > voices.length) {
    found.push(
      error(
        'required-beyond-reviewers',
        `${named(stage)} needs ${countWords(stage.required, 'positive opinion')}, ` +
          `but only ${countWords(voices.length, 'reviewer')} can give one. Ask for fewer, or name more reviewers.`,
      ),
    );
  }
  if (stage.onDeadline === 'escalates' && stage.overriddenBy === null) {
    found.push(
      error(
        'nobody-to-escalate-to',
        `${named(stage)} escalates when its deadline passes, but no higher body is named. Name one.`,
      ),
    );
  }
  if (stage.overriddenBy !== null && there.bodies.has(stage.overriddenBy)) {
    if (seatsIn(stage.overriddenBy, there).length === 0)
      found.push(noMembers(stage, stage.overriddenBy, there));
  }
  return found;
}

function signOffFindings(
  { calendar }: Route,
  stage: SignOffStage,
  there: TakingPart,
): readonly StageFinding[] {
  const found: StageFinding[] = [];
  if (partiesOf(stage.parties, there).length === 0) {
    found.push(error('nobody-to-act', `${named(stage)} has no party that could sign off. Name one.`));
  }
  const gaps = gapsIn(stage.survives);
  if (gaps.length > 0) {
    found.push(
      error(
        'survives-with-gaps',
        `${named(stage)} lets a sign-off survive heavier changes than ${listWords(gaps.map(editClassWords), 'or')}, ` +
          'and one edit can be both. Let it survive the lighter ones too.',
      ),
    );
  }
  const { form } = stage;
  if (form.kind !== 'silence') return found;
  if (stage.within !== null) {
    found.push(
      error(
        'silence-with-deadline',
        `${named(stage)} has a deadline beside the period of its silence, and two ends are none. Remove the deadline.`,
      ),
    );
  }
  const { minimumSilence } = calendar;
  if (minimumSilence !== null && canBeShorter(form.period, minimumSilence, calendar)) {
    found.push(
      error(
        'silence-too-short',
        `The silence of ${named(stage)} lasts ${durationWords(form.period, calendar)}, ` +
          `which can end before the minimum of ${durationWords(minimumSilence, calendar)} in “${calendar.name}”. Lengthen it.`,
      ),
    );
  }
  const entitled = partiesOf(form.mayBreak === 'all' ? stage.parties : form.mayBreak, there);
  if (form.threshold > entitled.length) {
    found.push(
      error(
        'silence-beyond-breaking',
        `The silence of ${named(stage)} is broken by ${countWords(form.threshold, 'objection')}, but only ` +
          `${countWords(entitled.length, 'party', 'parties')} may object, so nobody could. Lower the number.`,
      ),
    );
  }
  return found;
}

function committeeFindings(stage: CommitteeStage, there: TakingPart): readonly StageFinding[] {
  if (!there.bodies.has(stage.body)) return [];
  const seats = seatsIn(stage.body, there);
  if (seats.length === 0) return [noMembers(stage, stage.body, there)];
  const { terms, lastResort } = stage;
  const found = [...ruleFindings(named(stage), terms, seats)];
  if (lastResort === null) return found;
  if (!['unanimity', 'consensus', 'consensus-minus-n'].includes(terms.rule.kind)) {
    found.push(
      error(
        'last-resort-without-consensus',
        `${named(stage)} has a last-resort vote, but the body does not decide by consensus or unanimity. Remove it.`,
      ),
    );
  }
  const known = new Set(found.map(({ code }) => code));
  const last = ruleFindings(`the last resort of ${named(stage)}`, { ...terms, rule: lastResort }, seats);
  return [...found, ...last.filter(({ code }) => code !== 'quorum-beyond-seats' || !known.has(code))];
}

function seatsIn(body: string, { bodies, parties }: TakingPart): readonly Seat[] {
  const found = bodies.get(body);
  return found ? seatsOf(found, parties) : [];
}

function noMembers(stage: Stage, body: string, there: TakingPart): StageFinding {
  return error(
    'no-members',
    `${named(stage)} is before ${bodyName(body, there)}, which has no members. Name its members, or another body.`,
  );
}

function named(stage: Stage): string {
  return `the stage “${stage.name}”`;
}
