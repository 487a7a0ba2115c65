/**
 * What a check of a route finds: an error, because of which the route is refused, or a warning.
 */
import type { StageId } from './route.ts';
import { capital } from './words.ts';

export type RouteFault =
  | 'no-stages'
  | 'same-stage-id'
  /** `onReturn` names a stage that does not come before. */
  | 'returns-forward'
  | 'grant-does-not-climb'
  | 'unknown-participant'
  | 'nobody-to-act'
  | 'required-beyond-reviewers'
  | 'nobody-to-escalate-to'
  | 'observers-decide'
  /** A sign-off is said to survive a class of edits, and not a lighter one. */
  | 'survives-with-gaps'
  | 'silence-too-short'
  | 'silence-with-deadline'
  | 'silence-beyond-breaking'
  | 'no-members'
  | 'quorum-beyond-seats'
  | 'rule-beyond-seats'
  | 'unknown-seat'
  | 'groups-missing'
  | 'last-resort-without-consensus'
  /** Warnings. */
  | 'rule-bears-all'
  | 'recusal-could-block';

export interface RouteFinding {
  readonly severity: 'error' | 'warning';
  readonly code: RouteFault;
  /** Null: of the route as a whole. */
  readonly stage: StageId | null;
  readonly sentence: string;
}

/** What a check finds in one stage; which stage it is, is added where the stages are gone through. */
export type StageFinding = Omit<RouteFinding, 'stage'>;

export function error(code: RouteFault, sentence: string): StageFinding {
  return { severity: 'error', code, sentence: capital(sentence) };
}

export function warning(code: RouteFault, sentence: string): StageFinding {
  return { severity: 'warning', code, sentence: capital(sentence) };
}
