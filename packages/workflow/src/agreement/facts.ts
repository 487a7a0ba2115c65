/**
 * The facts that a decision needs and the pure rules cannot know: the time, and what the texts say, which live in
 * rooms. Whoever asks for a decision brings those that the command needs; to bring fewer is a bug.
 */
import type { Command, OpenAgreement, SystemCommand } from './commands.ts';
import type { Closure } from './course/closure.ts';
import type { Change } from './course/course.ts';
import type { ClauseId } from './outline.ts';
import type { EnrolPasskey } from './passkey.ts';

export interface Facts {
  /** The present instant, RFC 3339 in UTC with milliseconds. */
  readonly now: string;
  /** Top-level blocks of the clause that a `split-clause` names. */
  readonly blockCount?: number;
  /** The closure of the command's clause, as its text stands now; null when the clause has no text. */
  readonly text?: Closure | null;
  /** The closures of all clauses of the agreement, as their texts stand now. */
  readonly texts?: ReadonlyMap<ClauseId, Closure>;
  /** Of a `renew-packet`: what the change from the last packet comes to. */
  readonly change?: Change;
  /** Of a sign-off that a passkey signed: what is wrong with the signature, as the end of a sentence; null: it is good. */
  readonly statement?: string | null;
  /**
   * Errors that the linter finds now on the clauses of the command: those whose stage asks (`heldUpByErrors`), and any
   * where the command is to set one aside.
   */
  readonly findings?: readonly ErrorFinding[];
}

/** What a rule of the linter finds on a clause, weighed as an error. */
export interface ErrorFinding {
  readonly clause: ClauseId;
  /** `L15`. */
  readonly rule: string;
  /** Where in the clause: the same as long as its words are the same. */
  readonly place: string;
  /** Whole sentences: what is wrong, and what would mend it. */
  readonly message: string;
}

export type FactName = Exclude<keyof Facts, 'now'>;

/** Which facts a command cannot be decided without, beside the time. */
export function factsNeeded(
  command: Command | OpenAgreement | EnrolPasskey | SystemCommand,
): readonly FactName[] {
  switch (command.type) {
    case 'split-clause':
      return ['blockCount'];
    case 'renew-packet':
      return ['text', 'change'];
    case 'sign-off':
      return ['text', 'findings', ...(command.statement === undefined ? [] : (['statement'] as const))];
    case 'announce-silence':
    case 'confirm-ad-referendum':
    case 'set-error-aside':
      return ['text', 'findings'];
    case 'accept-package':
      return ['findings'];
    case 'send-clause':
    case 'conclude-stage':
    case 'give-opinion':
    case 'settle-escalation':
    case 'lift-opinion':
    case 'override-opinion':
    case 'cast-vote':
    case 'certify-no-consensus':
    case 'take-decision':
      return ['text'];
    case 'publish-texts':
    case 'close-package':
    case 'adopt-agreement':
      return ['texts'];
    default:
      return [];
  }
}
