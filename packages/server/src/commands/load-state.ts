/** The state of an agreement as its stream in the store tells it, from the state that is known on. */
import { initialState, replay, type AgreementState } from '@travaux/workflow/agreement';
import type { Store } from '../store/store.ts';

export async function loadState(
  store: Store,
  agreement: string,
  known: AgreementState | null,
): Promise<AgreementState | null> {
  const base = known ?? initialState;
  const events = await store.agreements.events(agreement, base.version);
  if (events.length === 0) return known;
  return replay(
    base,
    events.map((recorded) => recorded.event),
  );
}
