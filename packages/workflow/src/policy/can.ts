/**
 * The one table of rights. HTTP, socket, upload, export and feed all ask `can`; nothing else decides.
 */
import type { Accreditation, Capacity, PersonId } from '../agreement/participants.ts';
import type { AgreementState } from '../agreement/state.ts';

/** Who acts: a signed-in person (null: the public) and whether the installation lets them run agreements. */
export interface Actor {
  readonly person: PersonId | null;
  /** May open and import agreements; given by the operator of the installation. */
  readonly convener: boolean;
}

export type Action =
  /** Open a new agreement, blank or by import. Needs no agreement. */
  | 'open-agreement'
  | 'read-agreement'
  | 'read-text'
  /** Write the rolling text of a clause. The clause's text mode narrows this further. */
  | 'edit-text'
  /** Be shown to the others as present, with a cursor. */
  | 'show-presence'
  /** Add, move, rename, renumber, split and delete elements; retitle. */
  | 'change-outline'
  | 'read-people'
  /** See the names of persons outside one's own delegation. */
  | 'read-names'
  /** Add participants, invite, accredit and end accreditations. */
  | 'manage-people';

/** What the action is on. `state` is null for an action that needs no agreement. */
export interface Subject {
  readonly state: AgreementState | null;
  readonly clause?: string;
}

export function capacitiesOf(state: AgreementState, actor: Actor): readonly Capacity[] {
  return accreditationsOf(state, actor).map((a) => a.capacity);
}

export function accreditationsOf(state: AgreementState, actor: Actor): readonly Accreditation[] {
  return actor.person === null ? [] : state.accreditations.filter((a) => a.person === actor.person);
}

export function can(_actor: Actor, _action: Action, _subject: Subject): boolean {
  return false;
}
