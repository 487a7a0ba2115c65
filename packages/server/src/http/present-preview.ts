/**
 * Presenter of a preview: what a command would do, in sentences, from its events and from the difference between the
 * two states. It decides nothing.
 */
import type { EffectView, PreviewView } from '@travaux/editor/frames';
import {
  courseOf,
  evolve,
  runningDeadlines,
  sentenceOf,
  stageOf,
  voiceName,
  type AgreementEvent,
  type AgreementState,
  type Deadline,
} from '@travaux/workflow/agreement';
import { capacitiesOf, closedTo, knownTo, namesAny, textMode, type Actor } from '@travaux/workflow/policy';
import { rungWords, type Calendar } from '@travaux/workflow/route';
import type { Previewed } from '../commands/desk.ts';
import { listWords, localWords, Names } from './course-names.ts';
import { isOpen, type OpenState } from './present.ts';
import { waiting } from './present-courses.ts';

export function presentPreview(previewed: Previewed, viewer: Actor): PreviewView {
  const before = knownTo(viewer, previewed.before);
  const after = knownTo(viewer, previewed.after);
  const { unread } = closedTo(after, capacitiesOf(after, viewer));
  const events = previewed.events.filter((event) => !namesAny(event, unread));
  if (!isOpen(before) || !isOpen(after)) return { version: before.version, effects: [] };
  const was = new Names(before, viewer);
  const is = new Names(after, viewer);
  return {
    version: before.version,
    effects: [
      ...happenings(was, events),
      ...accesses(was, after),
      ...stages(is, before),
      ...rungs(is, before),
      ...notices(is, events),
      ...deadlines(is, before),
    ],
  };
}

/** Events whose sentence says something that the differences below do not. */
const told = new Set<AgreementEvent['type']>([
  'stage-entered',
  'stage-passed',
  'rung-granted',
  'course-completed',
  'clause-sent',
  'silence-started',
]);

function happenings(names: Names, events: readonly AgreementEvent[]): readonly EffectView[] {
  const effects: EffectView[] = [];
  let so: AgreementState = names.state;
  for (const event of events) {
    if (!told.has(event.type)) {
      effects.push({ kind: 'other', sentence: names.sentence(sentenceOf(event, so, names.viewer)) });
    }
    so = evolve(so, event);
  }
  return effects;
}

/** Who can no longer write, or can again. */
function accesses(names: Names, after: OpenState): readonly EffectView[] {
  const { state } = names;
  const changed = (mode: 'frozen' | 'open') =>
    [...after.outline.elements.values()]
      .filter(({ kind, id }) => kind === 'clause' && state.outline.elements.has(id))
      .filter(({ id }) => textMode(after, id) === mode && textMode(state, id) !== mode)
      .map(({ id }) => names.element(id));
  const delegations = new Set(
    state.accreditations.flatMap(({ capacity }) => (capacity.role === 'delegate' ? [capacity.party] : [])),
  ).size;
  const who = `${countWords(delegations)} ${delegations === 1 ? 'delegation' : 'delegations'}`;
  const [frozen, opened] = [changed('frozen'), changed('open')];
  return [
    ...(frozen.length > 0
      ? [
          {
            kind: 'freeze' as const,
            sentence: `${capital(who)} ${delegations === 1 ? 'loses' : 'lose'} write access to ${listed(frozen)} at once.`,
          },
        ]
      : []),
    ...(opened.length > 0
      ? [
          {
            kind: 'open' as const,
            sentence: `${capital(who)} can write in ${listed(opened)} again.`,
          },
        ]
      : []),
  ];
}

function stages(names: Names, before: OpenState): readonly EffectView[] {
  const { state } = names;
  return [...state.courses].flatMap(([clause, { underWay }]): EffectView[] => {
    const earlier = courseOf(before, clause).underWay;
    if (underWay === earlier) return [];
    const name = names.element(clause);
    if (!underWay) {
      return [{ kind: 'stage', sentence: `${capital(name)} is no longer under way.` }];
    }
    const entered = earlier?.id !== underWay.id || earlier.run.stage !== underWay.run.stage;
    const { sentence } = waiting(names, underWay);
    const stage = stageOf(underWay).name;
    return [
      {
        kind: 'stage',
        sentence: entered
          ? `${capital(name)} enters the stage “${stage}”. ${sentence}`
          : `${capital(name)} stays in the stage “${stage}”. ${sentence}`,
      },
    ];
  });
}

function rungs(names: Names, before: OpenState): readonly EffectView[] {
  return [...names.state.courses].flatMap(([clause, { rung }]): EffectView[] => {
    if (rung === courseOf(before, clause).rung) return [];
    const provisional = names.state.adopted === null ? ', provisionally until everything is agreed' : '';
    return [
      { kind: 'rung', sentence: `${capital(names.element(clause))} is ${rungWords(rung)}${provisional}.` },
    ];
  });
}

function notices(names: Names, events: readonly AgreementEvent[]): readonly EffectView[] {
  const { state } = names;
  const informed = new Set(
    events.flatMap((event) => {
      switch (event.type) {
        case 'stage-entered':
          return [...event.informed, ...event.consulted].map((voice) => voiceName(state, voice));
        case 'silence-broken':
        case 'silence-kept':
          return event.tells.map((party) => names.party(party).name);
        default:
          return [];
      }
    }),
  );
  return informed.size === 0
    ? []
    : [
        {
          kind: 'notice',
          sentence: `${capital(listed([...informed]))} ${informed.size === 1 ? 'is' : 'are'} told.`,
        },
      ];
}

function deadlines(names: Names, before: OpenState): readonly EffectView[] {
  const key = (deadline: Deadline) => JSON.stringify(deadline);
  const known = new Set([...runningDeadlines(before)].map(key));
  return [...runningDeadlines(names.state)]
    .filter((deadline) => !known.has(key(deadline)))
    .map(({ clause, due, kind }) => ({
      kind: 'deadline' as const,
      sentence: `${deadlineWords[kind]} ${names.element(clause)} is due ${localWords(due, calendarOf(names.state, clause))}.`,
    }));
}

const deadlineWords: Readonly<Record<Deadline['kind'], string>> = {
  stage: 'The stage of',
  silence: 'The end of the silence on',
  hold: 'The end of the hold on',
  'ad-referendum': 'The word of the capital on',
};

function calendarOf(state: AgreementState, clause: string): Pick<Calendar, 'timeZone'> {
  const { underWay, past } = courseOf(state, clause);
  return (underWay?.route ?? past.at(-1)?.route)?.calendar ?? { timeZone: 'UTC' };
}

/** So many are named; the others are counted. */
const mostNamed = 6;

function listed(items: readonly string[]): string {
  if (items.length <= mostNamed) return listWords(items);
  return `${items.slice(0, mostNamed).join(', ')} and ${items.length - mostNamed} more`;
}

const small = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

function countWords(count: number): string {
  return small[count] ?? String(count);
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
