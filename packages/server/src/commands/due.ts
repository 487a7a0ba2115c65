/**
 * Letting deadlines pass: what is due in one agreement, one after the other, each on the state that the one before
 * has left. Each is a command of the system on an expected version, so it happens once, whoever else tries.
 */
import {
  decide,
  dueDeadlines,
  isRefusal,
  nextDeadline,
  type AgreementEvent,
  type AgreementState,
  type Refusal,
} from '@travaux/workflow/agreement';
import { operatorActor } from '@travaux/workflow/policy';
import { ConflictError } from '../store/store.ts';
import type { StateCache } from './state-cache.ts';

/** What a sweep left behind. */
export interface Swept {
  readonly version: number;
  /** When the next deadline is due; null when none runs. */
  readonly next: string | null;
  /** Deadlines that are due and could not be passed, each with why. */
  readonly refused: readonly Refusal[];
}

export interface DueOptions {
  readonly states: StateCache<AgreementState>;
  readonly clock: () => string;
  /** Writes what the system decided. @throws ConflictError when somebody was first */
  readonly commit: (
    agreement: string,
    state: AgreementState,
    events: readonly AgreementEvent[],
    at: string,
  ) => Promise<unknown>;
}

/** Deadlines that one sweep lets pass; more of them are a bug that must not run for ever. */
const mostDeadlines = 10_000;

export async function passDue(
  { states, clock, commit }: DueOptions,
  agreement: string,
  atLeast: number,
): Promise<Swept> {
  let state = await states.get(agreement);
  if (state && state.version < atLeast) state = await states.refreshed(agreement);
  for (let passed = 0; passed < mostDeadlines; passed += 1) {
    if (!state?.facts) return { version: 0, next: null, refused: [] };
    const now = clock();
    const { events, refused } = firstDue(state, now);
    if (events.length === 0) return { version: state.version, next: nextDeadline(state), refused };
    try {
      await commit(agreement, state, events, now);
      state = await states.get(agreement);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      // Another node let it pass, or somebody acted in time: look again at what is due then.
      state = await states.refreshed(agreement);
    }
  }
  throw new Error(`deadlines of ${agreement} are due without end`);
}

function firstDue(
  state: AgreementState,
  now: string,
): { readonly events: readonly AgreementEvent[]; readonly refused: readonly Refusal[] } {
  const refused: Refusal[] = [];
  for (const deadline of dueDeadlines(state, now)) {
    const decided = decide(state, operatorActor, { type: 'pass-deadline', deadline }, { now });
    if (isRefusal(decided)) refused.push(decided);
    else if (decided.length > 0) return { events: decided, refused };
  }
  return { events: [], refused };
}
