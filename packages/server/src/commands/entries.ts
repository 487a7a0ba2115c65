/**
 * What a decision leaves in a commit: its events as they are recorded, new rooms, and texts that are frozen or opened.
 */
import type { AgreementEvent, AgreementState, RecordedEvent } from '@travaux/workflow/agreement';
import { textMode, type Actor } from '@travaux/workflow/policy';
import type { Freeze, RoomSeed } from '../store/store.ts';

export function recorded(
  state: AgreementState,
  events: readonly AgreementEvent[],
  actor: Actor,
  at: string,
): readonly RecordedEvent[] {
  return events.map((event, index) => ({
    version: state.version + index + 1,
    at,
    by: actor.person,
    event,
  }));
}

/** Clauses whose text takes no edits from now on, or takes them again. */
export function freezesOf(before: AgreementState, after: AgreementState): readonly Freeze[] {
  // What decides on the text mode is in these parts of the state.
  if (
    before.courses === after.courses &&
    before.parked === after.parked &&
    before.outline === after.outline &&
    before.adopted === after.adopted
  ) {
    return [];
  }
  return [...before.outline.elements.values()].flatMap(({ id, kind }) => {
    if (kind !== 'clause') return [];
    const frozen = textMode(after, id) === 'frozen';
    return frozen === (textMode(before, id) === 'frozen') ? [] : [{ room: id, frozen }];
  });
}

/** An empty room for every clause that the events add. */
export function roomsOf(events: readonly AgreementEvent[]): readonly RoomSeed[] {
  return events.flatMap((event) =>
    event.type === 'element-added' && event.element.kind === 'clause'
      ? [{ room: event.element.id, update: null }]
      : [],
  );
}
