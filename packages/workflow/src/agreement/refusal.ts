/**
 * A refusal is an expected "no": a value, never a throw. Its `code` is stable (clients and tests rely on it),
 * its `sentence` is for a delegate: what is wrong, where, and what to do. HTTP statuses and socket close codes
 * are mapped from the code by the server, in one file each.
 */
export type RefusalCode =
  /** The actor's capacities do not include this right. */
  | 'not-allowed'
  /** The command was made against another version of the agreement than the current one. */
  | 'version-conflict'
  /** Names something that does not exist, or no longer. */
  | 'unknown-element'
  | 'unknown-participant'
  /** The agreement was already opened, or not yet. */
  | 'already-open'
  | 'not-open'
  /** An id, a party or an accreditation exists already. */
  | 'already-exists'
  | 'used-id'
  /** The place does not exist, or would put an element inside itself or a clause. */
  | 'impossible-place'
  | 'too-deep'
  | 'too-many'
  /** A number that cannot be: a suffix with nothing before it, an empty label. */
  | 'impossible-number'
  /** The clause is frozen: its text cannot be changed or split until it is taken up again. */
  | 'frozen-clause'
  /** A split at a block that the clause does not have, or that would leave one side without text. */
  | 'impossible-split'
  | 'heading-too-long'
  /** The last secretariat member of an agreement cannot be removed. */
  | 'last-secretariat'
  /** A field fails its grammar. */
  | 'invalid-field'
  /** The route has a dead end, or asks somebody who is not there. */
  | 'faulty-route'
  /** Clauses are under way on the route. */
  | 'route-in-use'
  | 'unknown-route'
  /** No routing rule fits the clause, and none was named. */
  | 'no-route'
  | 'unknown-package'
  /** More than one event of the record may hold. */
  | 'too-long-for-record'
  /** A procedure is under way on the clause, or is not. */
  | 'under-way'
  | 'not-under-way'
  /** The clause is not, or no longer, in the stage that was named, or that stage is of another kind. */
  | 'wrong-stage'
  /** The text, or what it relies on, is not what was before the person who acts. */
  | 'text-changed'
  /** The texts were written in again and again while this was being decided. */
  | 'keeps-changing'
  /** A packet is renewed although nothing changed. */
  | 'nothing-changed'
  /** The change is of a class that the decision does not survive: it has to be taken again. */
  | 'decision-outdated'
  | 'withdrawn-clause'
  /** The clause is agreed, so it must be reopened first; or it is not. */
  | 'agreed-clause'
  | 'not-agreed'
  /** The person is not accredited for the party, does not sit in the seat, does not speak with the voice. */
  | 'not-yours'
  /** The stage does not ask this party, voice or seat. */
  | 'not-asked'
  | 'not-your-turn'
  /** The same act was given before and stands. */
  | 'already-given'
  /** There is no such opinion, hold, agreement ad referendum or decision to be lifted, confirmed or dissented from. */
  | 'nothing-given'
  | 'recused'
  /** The deadline of the stage has passed. */
  | 'deadline-passed'
  /** The deadline has not come yet. */
  | 'not-due'
  /** The clock says a time before what was recorded last. */
  | 'clock-behind'
  /** The linter finds errors on the clause, and its stage asks for them to be mended. */
  | 'errors-found'
  /** It does not find the error that is to be set aside. */
  | 'nothing-found'
  /** The person may not bind the party so far, or not on this clause. */
  | 'capacity-too-low'
  | 'out-of-scope'
  /** The passkey is not enrolled for the person and the party, or was revoked. */
  | 'unknown-passkey'
  /** What the passkey signed is not what is signed off. */
  | 'wrong-passkey'
  /** A date that is over, or that comes before it could mean anything. */
  | 'impossible-date'
  /** A circle of readers wider than that of those who may know, or than that of the division around. */
  | 'impossible-circle'
  /** A confidential text is to be published. */
  | 'not-public'
  /** Conditions that name what does not exist, or what would depend on itself. */
  | 'impossible-condition'
  | 'no-quorum'
  | 'challenge-pending'
  /** The route gives the body no last-resort vote, or its efforts at consensus were certified already. */
  | 'no-last-resort'
  /** Something is still missing: the stage cannot be concluded, the package not closed. */
  | 'not-complete'
  | 'silence-running'
  | 'no-silence'
  /** A class of edit is lowered by the person who asked for it, or without being asked for. */
  | 'second-person'
  /** A clause of the agreement stands in the way of the closing act. */
  | 'not-adoptable'
  | 'already-adopted';

export interface Refusal {
  readonly refused: true;
  readonly code: RefusalCode;
  readonly sentence: string;
}

export function refuse(code: RefusalCode, sentence: string): Refusal {
  return { refused: true, code, sentence };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && (value as Refusal).refused === true;
}
