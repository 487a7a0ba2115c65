/**
 * Presenter of what waits: from each clause that is under way, the acts that the viewer is waited for, verb first,
 * with their dates; and for those who direct the process, what is late or stands still.
 */
import type { ActView, ChangedView, WorkItem } from '@travaux/editor/frames';
import { courseOf, type Command, type RecordedEvent } from '@travaux/workflow/agreement';
import { can, isShown } from '@travaux/workflow/policy';
import type { Reading } from '../commands/reading.ts';
import type { Names } from './course-names.ts';
import { actsOnClause } from './present-acts.ts';
import { bindsText, dueOf, presentOutdated, waiting } from './present-courses.ts';
import { clauseOf } from './present-log.ts';

type Kind = WorkItem['kind'];

interface Duty {
  readonly kind: Kind;
  readonly verb: string;
  readonly detail: string;
}

/** Acts that somebody is waited for; an act that is merely possible is not work. */
const duties: Readonly<Partial<Record<Command['type'], Duty>>> = {
  'sign-off': { kind: 'sign-off', verb: 'Sign off', detail: 'Your sign-off is missing.' },
  'give-opinion': { kind: 'give-opinion', verb: 'Give an opinion on', detail: 'Your opinion is asked for.' },
  'cast-vote': { kind: 'cast-vote', verb: 'Vote on', detail: 'Your seat has not voted.' },
  'open-silence-notice': {
    kind: 'open-silence-notice',
    verb: 'Open the notice of silence on',
    detail: 'The clock starts when the notice has reached every addressee.',
  },
  'rule-on-interest': {
    kind: 'rule-on-interest',
    verb: 'Rule on an interest in',
    detail: 'The right of a seat to vote is challenged.',
  },
  'confirm-ad-referendum': {
    kind: 'confirm-ad-referendum',
    verb: 'Confirm or revoke',
    detail: 'It was agreed ad referendum.',
  },
  'settle-escalation': {
    kind: 'settle',
    verb: 'Decide on the review of',
    detail: 'Its deadline passed without that.',
  },
  'announce-silence': {
    kind: 'announce-silence',
    verb: 'Announce the silence procedure on',
    detail: 'Nothing runs until it is announced.',
  },
  'record-delivery': {
    kind: 'record-delivery',
    verb: 'See to the delivery of the notice on',
    detail: 'The clock starts when the notice has reached every addressee.',
  },
  'take-decision': { kind: 'take-decision', verb: 'Take the decision on', detail: 'Every seat has spoken.' },
  'renew-packet': {
    kind: 'renew-packet',
    verb: 'Renew the packet of',
    detail: 'Something that the text relies on has changed.',
  },
  'lower-edit-class': {
    kind: 'lower-edit-class',
    verb: 'Agree or not to a lower class of change in',
    detail: 'A second person has to agree to it.',
  },
  'conclude-stage': {
    kind: 'conclude-stage',
    verb: 'Conclude the stage of',
    detail: 'It lacks nothing any more.',
  },
};
const dutiful = new Set(Object.keys(duties) as Command['type'][]);

export async function presentWaiting(
  names: Names,
  reading: Reading,
  agreement: string,
): Promise<readonly WorkItem[]> {
  const items: WorkItem[] = [];
  for (const [clause, course] of names.state.courses) {
    if (!course.underWay && course.awaited.length === 0 && !bindsText(course)) continue;
    if (names.state.outline.elements.get(clause)?.kind !== 'clause') continue;
    const acts = await actsOnClause(names, reading, clause, dutiful);
    for (const act of perKind(acts)) {
      const duty = duties[act.type];
      if (duty && isWaitedFor(names, clause, act)) items.push(item(names, agreement, clause, duty, act));
    }
  }
  return items;
}

/** One delivery to see to, however many parties it is for. */
function perKind(acts: readonly ActView[]): readonly ActView[] {
  const once = new Set<string>();
  return acts.filter(({ type }) => {
    if (type !== 'record-delivery' && type !== 'rule-on-interest') return true;
    if (once.has(type)) return false;
    once.add(type);
    return true;
  });
}

function isWaitedFor(names: Names, clause: string, act: ActView): boolean {
  const { underWay } = courseOf(names.state, clause);
  switch (act.type) {
    case 'sign-off':
    case 'give-opinion':
    case 'cast-vote': {
      if (!underWay) return false;
      const { waitsFor } = waiting(names, underWay);
      return waitsFor.some(({ kind, id }) => kind === act.as?.kind && id === act.as.id);
    }
    case 'take-decision':
      return underWay !== null && !waiting(names, underWay).sentence.startsWith('Waits for the votes');
    default:
      return true;
  }
}

function item(names: Names, agreement: string, clause: string, duty: Duty, act: ActView): WorkItem {
  const { state } = names;
  const course = courseOf(state, clause);
  const named = names.clause(clause);
  const until = course.awaited.find(({ party }) => party === act.as?.id)?.signOff.act;
  const awaits = act.type === 'confirm-ad-referendum' && until?.kind === 'agree-ad-referendum';
  const due = awaits ? until.until : course.underWay ? dueOf(course.underWay) : null;
  const silence = course.underWay?.run.kind === 'silence';
  return {
    key: `${agreement} ${clause} ${act.type} ${act.as?.id ?? ''}`,
    agreement: { id: agreement, shortTitle: state.facts.shortTitle },
    kind: duty.kind,
    title: [duty.verb, named.number, named.heading, act.as ? `for ${act.as.name}` : '']
      .filter((part) => part !== '')
      .join(' '),
    detail: duty.detail,
    clause: named,
    as: act.as,
    due,
    dueKind: due === null ? null : awaits ? 'ad-referendum' : silence ? 'silence' : 'stage',
    late: course.underWay?.run.late ?? false,
    address: addressOf(agreement, clause, course.underWay?.run.kind === 'committee'),
  };
}

function addressOf(agreement: string, clause: string, decides: boolean): string {
  return `/i/${encodeURIComponent(agreement)}/${decides ? 'decision' : 'review'}/${encodeURIComponent(clause)}`;
}

/** What stands still, for those who direct the process. */
export function presentStuck(names: Names, reading: Reading, agreement: string): readonly WorkItem[] {
  const { state, viewer } = names;
  if (!can(viewer, 'direct-course', { state })) return [];
  const items: WorkItem[] = [];
  for (const [clause, course] of state.courses) {
    if (state.outline.elements.get(clause)?.kind !== 'clause') continue;
    const { underWay } = course;
    const named = names.clause(clause);
    const add = (kind: Kind, verb: string, detail: string) =>
      items.push({
        key: `${agreement} ${clause} ${kind}`,
        agreement: { id: agreement, shortTitle: state.facts.shortTitle },
        kind,
        title: [verb, named.number, named.heading].filter((part) => part !== '').join(' '),
        detail,
        clause: named,
        as: null,
        due: underWay ? dueOf(underWay) : null,
        dueKind: underWay && dueOf(underWay) !== null ? 'stage' : null,
        late: underWay?.run.late ?? false,
        address: addressOf(agreement, clause, underWay?.run.kind === 'committee'),
      });
    const moved = presentOutdated(names, reading.texts, clause, course);
    if (moved) {
      const what = moved.what === 'packet' ? 'Renew or recall' : 'Look at the outdated decision on';
      add('outdated', what, moved.by.map(({ sentence }) => sentence).join(' '));
    }
    if (underWay?.run.late) add('overdue', 'Look after', waiting(names, underWay).sentence);
    if (!underWay && course.cameBack && course.grant === null) {
      add('returned', 'Take up again', course.cameBack.reason);
    }
  }
  return items;
}

const decidedTypes = new Set([
  'rung-granted',
  'stage-passed',
  'committee-decided',
  'silence-kept',
  'text-renewed',
]);
const returnedTypes = new Set(['clause-returned', 'clause-recalled', 'clause-reopened', 'agreement-undone']);

/** @param events those after the viewer's last visit */
export function presentChanged(
  { state, viewer }: Names,
  agreement: string,
  from: number,
  events: readonly RecordedEvent[],
): ChangedView {
  const shown = events.filter((recorded) => isShown(viewer, recorded, state));
  const clauses = new Set(shown.flatMap(({ event }) => clauseOf(event) ?? []));
  return {
    agreement: { id: agreement, shortTitle: state.facts.shortTitle },
    from,
    to: state.version,
    clauses: clauses.size,
    decided: shown.filter(({ event }) => decidedTypes.has(event.type)).length,
    returned: shown.filter(({ event }) => returnedTypes.has(event.type)).length,
    events: shown.length,
    address: `/i/${encodeURIComponent(agreement)}/log?after=${from}`,
  };
}
