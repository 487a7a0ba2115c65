/**
 * Who takes part in an agreement: parties and the bodies, observers and verifiers around them, and the
 * persons accredited to act for each. Changed by the secretariat's commands only.
 */

import type { SigningCapacity } from '../route/route.ts';
import type { ElementId } from './outline.ts';

export type PartyId = string;
export type BodyId = string;
export type OrganisationId = string;
export type VerifierId = string;
export type PersonId = string;

/** An entity negotiating in its own right; strictly a *negotiating State* until bound (VCLT article 2). */
export interface Party {
  readonly id: PartyId;
  readonly name: string;
  /** Regional or interest group, where it sits in one. */
  readonly group: string | null;
}

export type SeatId = string;

/** A place in a body that has one voice, whoever sits in it: the member, or an alternate. */
export interface Seat {
  readonly id: SeatId;
  /** The party that fills it; null for an independent member. */
  readonly party: PartyId | null;
  /** The regional group that it belongs to; null where the body is not made up by groups. */
  readonly group: string | null;
}

/** A committee or other body that decides by a rule of its own. Its rule of decision is part of a route. */
export interface Body {
  readonly id: BodyId;
  readonly name: string;
  readonly members: readonly PartyId[];
  /** Where it is absent, each member has one seat, in its own group. */
  readonly seats?: readonly Seat[];
  /** The seat that presides; absent where the agreement's chair does. */
  readonly chair?: SeatId;
}

/** An accredited observer: civil society, a humanitarian consortium, an agency. */
export interface Organisation {
  readonly id: OrganisationId;
  readonly name: string;
}

/** An independent body that files reports of fact on milestones. */
export interface Verifier {
  readonly id: VerifierId;
  readonly name: string;
}

/** In what capacity a person acts. A person may hold several. The public has none. */
export type Capacity =
  | {
      readonly role: 'delegate';
      readonly party: PartyId;
      /** How far this person may bind the party. Absent: may agree. `none`: an adviser, who speaks but never signs. */
      readonly signing?: SigningCapacity | 'none';
      /** Elements, with everything inside them, for which this person may sign. Absent: the whole agreement. */
      readonly scope?: readonly ElementId[];
    }
  | {
      readonly role: 'committee-member';
      readonly body: BodyId;
      readonly party: PartyId | null;
      /** The seat in the body. Absent: the only seat of the party; without one, a member who has no vote. */
      readonly seat?: SeatId;
      /** Sits when the member of the seat does not. */
      readonly alternate?: true;
    }
  | { readonly role: 'observer'; readonly organisation: OrganisationId }
  | { readonly role: 'verifier'; readonly verifier: VerifierId }
  | { readonly role: 'chair' }
  | { readonly role: 'secretariat' };

export type Role = Capacity['role'];

export interface Accreditation {
  readonly person: PersonId;
  /** The person's name as the others of the same delegation see it. */
  readonly name: string;
  readonly capacity: Capacity;
}

/** Persons named for a task rather than for a party, such as the legal drafters; each is accredited besides. */
export interface RoleHolders {
  readonly role: string;
  readonly name: string;
  readonly persons: readonly PersonId[];
}

/** Whether two accreditations of one person are for the same place; how far each reaches is not compared. */
export function sameCapacity(a: Capacity, b: Capacity): boolean {
  const key = (c: Capacity) => {
    switch (c.role) {
      case 'delegate':
        return `delegate ${c.party}`;
      case 'committee-member':
        return `committee-member ${c.body} ${c.party ?? ''} ${c.seat ?? ''}`;
      case 'observer':
        return `observer ${c.organisation}`;
      case 'verifier':
        return `verifier ${c.verifier}`;
      case 'chair':
      case 'secretariat':
        return c.role;
    }
  };
  return key(a) === key(b);
}
