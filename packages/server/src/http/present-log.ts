/**
 * Presenter of the log: every event that its viewer may be shown, as a sentence. Who is shown what is the same table
 * that cuts the exported record.
 */
import type { LogEntryView, LogView } from '@travaux/editor/frames';
import {
  evolve,
  initialState,
  replay,
  sentenceOf,
  type AgreementEvent,
  type RecordedEvent,
} from '@travaux/workflow/agreement';
import { isShown } from '@travaux/workflow/policy';
import type { Names } from './course-names.ts';

export interface LogAsked {
  /** Events of later versions only. */
  readonly after: number;
  /** Events of earlier versions only; null: of all. */
  readonly before: number | null;
  /** Null: all of them. */
  readonly limit: number | null;
  readonly clause: string | null;
  /** Type of event; null: of any. */
  readonly type: string | null;
  /** Whoever acted, by the name that the viewer sees; empty: the system itself; null: anybody. */
  readonly actor: string | null;
}

/** @param events the whole stream, because a sentence names things as they were called then */
export function presentLog(names: Names, events: readonly RecordedEvent[], asked: LogAsked): LogView {
  const { state, viewer } = names;
  const { after, before, limit, clause, type, actor } = asked;
  const shown = events.filter((recorded) => isShown(viewer, recorded, state));
  const actors = new Map(shown.map((recorded) => [recorded.version, actorOf(names, recorded)?.name ?? '']));
  const wanted = shown.filter(
    ({ version, event }) =>
      version > after &&
      (before === null || version < before) &&
      (clause === null || clauseOf(event) === clause) &&
      (type === null || event.type === type) &&
      (actor === null || actors.get(version) === actor),
  );
  const page = limit === null ? wanted : wanted.slice(-limit);
  const first = page[0];
  return {
    version: state.version,
    entries: sentencesOf(names, events, page).reverse(),
    next: first !== undefined && page.length < wanted.length ? first.version : null,
    kinds: [...new Set(shown.map(({ event }) => event.type))].sort(),
    actors: [...new Set(actors.values())].sort(),
  };
}

/** In the order of the stream, which is gone through once. */
function sentencesOf(
  names: Names,
  events: readonly RecordedEvent[],
  page: readonly RecordedEvent[],
): LogEntryView[] {
  let at = 0;
  let state = initialState;
  return page.map((recorded) => {
    const { version, event } = recorded;
    if (version - at > 2) {
      state = replay(
        state,
        events.slice(at, version - 1).map((one) => one.event),
      );
      at = version - 1;
    }
    for (; at < version - 1; at += 1) {
      const between = events[at];
      if (between) state = evolve(state, between.event);
    }
    return presentEntry(names, recorded, sentenceOf(event, state, names.viewer));
  });
}

function actorOf(names: Names, { by, event }: RecordedEvent): LogEntryView['actor'] {
  return by === null ? null : names.actor(by, (capacity) => actsAs(event, capacity));
}

function presentEntry(names: Names, recorded: RecordedEvent, sentence: string): LogEntryView {
  const { version, at, event } = recorded;
  const clause = clauseOf(event);
  return {
    version,
    at,
    type: event.type,
    sentence: names.sentence(sentence),
    actor: actorOf(names, recorded),
    clause: clause === null ? null : names.clause(clause),
    hash: hashOf(event),
  };
}

type ActingCapacity = Parameters<NonNullable<Parameters<Names['actor']>[1]>>[0];

/** Whether a person acted in this capacity, as far as the event says for whom. */
function actsAs(event: AgreementEvent, capacity: ActingCapacity): boolean {
  if ('party' in event && typeof event.party === 'string') {
    return capacity.role === 'delegate' && capacity.party === event.party;
  }
  if (event.type === 'vote-cast' || event.type === 'interest-declared') {
    return capacity.role === 'committee-member';
  }
  return true;
}

/** What the event is about; null where it is the agreement as a whole. */
export function clauseOf(event: AgreementEvent): string | null {
  if ('clause' in event) return event.clause;
  if (event.type === 'element-added') return event.element.kind === 'clause' ? event.element.id : null;
  return null;
}

function hashOf(event: AgreementEvent): string | null {
  if ('text' in event && typeof event.text === 'object') return event.text.hash;
  if ('hash' in event) return event.hash;
  return event.type === 'committee-decided' ? event.decision.hash : null;
}

const columns = ['version', 'at', 'actor', 'capacity', 'number', 'clause', 'sentence', 'sha256'] as const;

/** RFC 4180. What a spreadsheet would take for a formula is written as the text that it is. */
export function logTable({ entries }: LogView): string {
  const cell = (value: string) => {
    const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const rows = entries.map(({ version, at, actor, clause, sentence, hash }) => [
    String(version),
    at,
    actor?.name ?? '',
    actor?.capacity ?? '',
    clause?.number ?? '',
    clause?.heading ?? '',
    sentence,
    hash ?? '',
  ]);
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
