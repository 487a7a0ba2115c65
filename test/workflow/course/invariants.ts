/**
 * What holds in every state that talks can reach, said a second time and independently of the rules that keep it.
 */
import {
  courseOf,
  isRecusedPerson,
  recusedSeats,
  runningDeadlines,
  standingVotes,
  type AgreementState,
  type Course,
  type StageRun,
} from '@travaux/workflow/agreement';
import { textMode } from '@travaux/workflow/policy';
import { compareRungs, rungs } from '@travaux/workflow/route';

/** Everything that is wrong with a state; nothing, if it is legal. */
export function faultsOf(state: AgreementState): readonly string[] {
  const faults: string[] = [];
  const must = (holds: boolean, what: string) => void (holds || faults.push(what));
  for (const [clause, course] of state.courses) {
    const says = (holds: boolean, what: string) => must(holds, `${clause}: ${what}`);
    says(state.outline.elements.get(clause)?.kind === 'clause', 'has a course, and is no clause');
    standing(course, says);
    frozen(state, clause, course, says);
    pastStages(course, says);
    if (course.underWay) underWay(state, course, says);
  }
  for (const deadline of runningDeadlines(state)) {
    const { underWay, awaited } = courseOf(state, deadline.clause);
    must(underWay !== null || awaited.length > 0, `a deadline of ${deadline.clause}, where nothing runs`);
  }
  for (const { id, clauses, closedAt } of state.packages.values()) {
    must(state.usedCourseIds.has(id), `package ${id} without a used id`);
    for (const clause of clauses) {
      must(state.outline.elements.has(clause), `package ${id} names ${clause}, which is gone`);
      must(closedAt !== null || !courseOf(state, clause).withdrawn, `package ${id} holds a withdrawn clause`);
    }
  }
  for (const { id, kind } of state.adopted === null ? [] : state.outline.elements.values()) {
    if (kind !== 'clause' || courseOf(state, id).withdrawn) continue;
    must(courseOf(state, id).rung === 'adopted', `${id} is not adopted in an adopted agreement`);
  }
  return faults;
}

type Says = (holds: boolean, what: string) => void;

function standing(course: Course, says: Says): void {
  const { rung, grant, grants, text, awaited, deferred, past } = course;
  says(rungs.includes(rung), 'is at a rung that is none');
  says(
    grant === null ? rung === 'under-negotiation' : grant.rung === rung,
    'is at a rung that nobody granted',
  );
  says(grant === null || grants.includes(grant), 'stands by a grant that is not on record');
  says(
    (grant === null) === (text === null),
    'is agreed as no text, or stands for a text without being agreed',
  );
  // What was agreed before stays agreed while it is decided again.
  const begun = past.find(({ procedure }) => procedure === awaited[0]?.procedure)?.version ?? 0;
  const low = grant === null || compareRungs(rung, 'agreed-ad-referendum') <= 0 || grant.version < begun;
  says(awaited.length === 0 || low, 'is agreed while a capital is silent');
  says(deferred === null || awaited.length > 0, 'waits for nobody');
  const parties = awaited.map((one) => `${one.party} ${one.stage}`);
  says(new Set(parties).size === parties.length, 'waits for one party twice');
}

function frozen(state: AgreementState, clause: string, course: Course, says: Says): void {
  const { underWay, withdrawn, rung } = course;
  const closed = underWay || withdrawn || compareRungs(rung, 'agreed-in-group') >= 0;
  says(!closed || textMode(state, clause) === 'frozen', 'may be edited');
  says(!underWay || !withdrawn, 'is under way and withdrawn');
  says(!underWay || !state.parked.has(clause), 'is under way and parked');
}

function pastStages({ past, underWay }: Course, says: Says): void {
  for (const one of past) {
    says(one.stands ? one.outcome === 'passed' : true, 'counts a stage that it did not pass');
    says(one.route.stages.includes(one.stage), 'passed a stage of another route');
    const { run } = one;
    if (run.kind === 'committee' && run.decision) {
      const { roll, recused, votes, counts, outcome } = run.decision;
      const present = new Set(roll.map(({ seat }) => seat));
      says(present.size === roll.length, 'was decided with a seat twice on the roll');
      says(!recused.some((seat) => present.has(seat)), 'was decided with a recused seat on the roll');
      says(
        votes.every(({ seat }) => present.has(seat)),
        'was decided by a vote from nowhere',
      );
      says(counts.inFavour + counts.against + counts.abstaining === votes.length, 'was miscounted');
      says((outcome === 'approved') === (one.outcome === 'passed'), 'did not follow what was decided');
      const persons = run.sitting.map(({ person }) => person);
      says(new Set(persons).size === persons.length, 'was decided by one person in two seats');
      says(!persons.some((person) => isRecusedPerson(run, person)), 'was decided by a recused person');
    }
    if (underWay?.id === one.procedure && one.stands) {
      const order = underWay.route.stages.map(({ id }) => id);
      says(order.indexOf(one.stage.id) < order.indexOf(underWay.run.stage), 'counts a stage that lies ahead');
    }
  }
}

function underWay(state: AgreementState, course: Course, says: Says): void {
  const { underWay, packets } = course;
  if (!underWay) return;
  const { run, route, packet, renewals, latest, since } = underWay;
  const stage = route.stages.find(({ id }) => id === run.stage);
  says(stage !== undefined, 'is in no stage of its route');
  says(state.usedCourseIds.has(underWay.id), 'is under way without a used id');
  says(packet === packets && latest >= since, 'is behind its own packets, or its own clock');
  let before = 0;
  for (const renewal of renewals) {
    says(renewal.packet > before && renewal.packet <= packet, 'has packets out of order');
    before = renewal.packet;
  }
  for (const act of actsOf(run)) says(act.packet <= packet, 'has an act on a packet to come');
  switch (run.kind) {
    case 'review':
      says(stage?.kind === 'review' && run.reviewers.length > 0, 'is reviewed by nobody');
      return;
    case 'sign-off': {
      says(stage?.kind === 'sign-off' && stage.form.kind === 'explicit', 'is signed where it is not');
      const parties = run.signOffs.map(({ party }) => party);
      says(new Set(parties).size === parties.length, 'is signed twice by one party');
      says(
        parties.every((party) => run.parties.includes(party)),
        'is signed by a party that was not asked',
      );
      return;
    }
    case 'silence': {
      says(stage?.kind === 'sign-off' && stage.form.kind === 'silence', 'is under silence where it is not');
      const reached = new Set(run.silence?.deliveries.map(({ party }) => party));
      const started = run.silence?.expiresAt != null;
      says(
        !started || run.addressees.every((party) => reached.has(party)),
        'is under silence unknown to a party',
      );
      says(!run.silence?.ended || run.silence.ended.how === 'cancelled', 'stays in a silence that ended');
      return;
    }
    case 'committee': {
      says(stage?.kind === 'committee' && run.decision === null, 'stays with a body that has decided');
      const votes = standingVotes(run, renewals);
      const recused = recusedSeats(run);
      says(!votes.some(({ seat }) => recused.has(seat)), 'counts the vote of a recused seat');
      says(!votes.some(({ by }) => isRecusedPerson(run, by)), 'counts the vote of a recused person');
      says(new Set(votes.map(({ seat }) => seat)).size === votes.length, 'counts a seat twice');
      says(new Set(votes.map(({ by }) => by)).size === votes.length, 'counts a person twice');
    }
  }
}

function actsOf(run: StageRun): readonly { readonly packet: number }[] {
  const given = run.kind === 'committee' ? run.votes : run.kind === 'sign-off' ? run.signOffs : [];
  return [...run.opinions, ...given];
}
