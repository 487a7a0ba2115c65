/**
 * Recording a passkey that the host has checked, on whatever version is current: it is about nothing that others do.
 */
import {
  decide,
  initialState,
  isRefusal,
  type AgreementEvent,
  type AgreementState,
  type EnrolPasskey,
  type Refusal,
} from '@travaux/workflow/agreement';
import type { Actor } from '@travaux/workflow/policy';
import { ConflictError } from '../store/store.ts';
import type { StateCache } from './state-cache.ts';

export interface EnrolOptions<Accepted> {
  readonly states: StateCache<AgreementState>;
  readonly clock: () => string;
  /** @throws ConflictError when somebody was first */
  readonly commit: (
    agreement: string,
    state: AgreementState,
    events: readonly AgreementEvent[],
    actor: Actor,
    at: string,
  ) => Promise<Accepted>;
}

/** Times that it is tried again because another node was first. */
const attempts = 8;

export async function enrol<Accepted>(
  { states, clock, commit }: EnrolOptions<Accepted>,
  agreement: string,
  command: EnrolPasskey,
  actor: Actor,
): Promise<Accepted | Refusal> {
  for (let attempt = 1; ; attempt += 1) {
    const state = (await states.get(agreement)) ?? initialState;
    const now = clock();
    const events = decide(state, actor, command, { now });
    if (isRefusal(events)) return events;
    try {
      return await commit(agreement, state, events, actor, now);
    } catch (error) {
      if (!(error instanceof ConflictError) || attempt >= attempts) throw error;
      await states.refreshed(agreement);
    }
  }
}
