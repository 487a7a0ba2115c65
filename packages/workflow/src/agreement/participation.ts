/**
 * Decisions on who takes part: parties, bodies, organisations and verifiers, and the persons accredited to
 * act for each. The secretariat's business.
 */
import { seatsOf } from '../route/seat.ts';
import type { Decision } from './decision.ts';
import { revocationsOf } from './enrolling.ts';
import type { Facts } from './facts.ts';
import {
  sameCapacity,
  type Accreditation,
  type Body,
  type Capacity,
  type Organisation,
  type Party,
  type Verifier,
} from './participants.ts';
import { refuse, type Refusal } from './refusal.ts';
import type { AgreementState } from './state.ts';

export function addParty(state: AgreementState, party: Party): Decision {
  return (
    takenIn('party', state.parties, party) ?? [
      { type: 'party-added', party: { id: party.id, name: party.name, group: party.group } },
    ]
  );
}

export function constituteBody(state: AgreementState, body: Body): Decision {
  const taken = takenIn('body', state.bodies, body);
  if (taken) return taken;
  const seen = new Set<string>();
  for (const member of body.members) {
    if (!state.parties.has(member)) {
      return refuse(
        'unknown-participant',
        `The body “${body.name}” names ${member} as a member, which is not a party. Add the party first.`,
      );
    }
    if (seen.has(member)) {
      return refuse(
        'already-exists',
        `The body “${body.name}” names “${state.parties.get(member)?.name ?? member}” twice. Name each member once.`,
      );
    }
    seen.add(member);
  }
  const fault = seatFault(body);
  if (fault) return fault;
  return [{ type: 'body-constituted', body }];
}

/** Seats that do not fit the members: named twice, of a party that is no member, or a chair without a seat. */
function seatFault(body: Body): Refusal | null {
  const ids = new Set<string>();
  for (const { id, party } of body.seats ?? []) {
    if (ids.has(id)) {
      return refuse(
        'already-exists',
        `The body “${body.name}” names the seat ${id} twice. Name each seat once.`,
      );
    }
    ids.add(id);
    if (party !== null && !body.members.includes(party)) {
      return refuse(
        'unknown-participant',
        `The seat ${id} of the body “${body.name}” is given to ${party}, which is not a member. Name it as a member too.`,
      );
    }
  }
  if (body.chair !== undefined && !(body.seats ? ids.has(body.chair) : body.members.includes(body.chair))) {
    return refuse(
      'unknown-participant',
      `The body “${body.name}” is said to be chaired from the seat ${body.chair}, which it does not have. Name one of its seats.`,
    );
  }
  return null;
}

export function admitOrganisation(state: AgreementState, organisation: Organisation): Decision {
  return (
    takenIn('organisation', state.organisations, organisation) ?? [
      { type: 'organisation-admitted', organisation: { id: organisation.id, name: organisation.name } },
    ]
  );
}

export function nameVerifier(state: AgreementState, verifier: Verifier): Decision {
  return (
    takenIn('verifier', state.verifiers, verifier) ?? [
      { type: 'verifier-named', verifier: { id: verifier.id, name: verifier.name } },
    ]
  );
}

export function accreditPerson(state: AgreementState, accreditation: Accreditation): Decision {
  const unknown = unknownCapacity(state, accreditation.capacity);
  if (unknown) return unknown;
  if (recorded(state, accreditation)) {
    return refuse(
      'already-exists',
      `${accreditation.name} is accredited in this capacity already. Nothing needs to be done.`,
    );
  }
  return [{ type: 'person-accredited', accreditation }];
}

/** The record keeps the accreditation as it was given, whatever name the command spells. */
export function endAccreditation(
  state: AgreementState,
  accreditation: Accreditation,
  { now }: Facts,
): Decision {
  const held = recorded(state, accreditation);
  if (!held) {
    return refuse(
      'unknown-participant',
      `${accreditation.name} is not accredited in this capacity, or no longer. Reload the list of people.`,
    );
  }
  if (
    held.capacity.role === 'secretariat' &&
    state.accreditations.filter((a) => a.capacity.role === 'secretariat').length === 1
  ) {
    return refuse(
      'last-secretariat',
      `${held.name} is the last member of the secretariat, and without one nobody could run this agreement. Accredit another member first.`,
    );
  }
  const { person, capacity } = held;
  return [
    { type: 'accreditation-ended', accreditation: held },
    ...(capacity.role === 'delegate' ? revocationsOf(state, person, capacity.party, now) : []),
  ];
}

function recorded(state: AgreementState, asked: Accreditation): Accreditation | undefined {
  return state.accreditations.find(
    (a) => a.person === asked.person && sameCapacity(a.capacity, asked.capacity),
  );
}

function takenIn(
  kind: string,
  taken: ReadonlyMap<string, { readonly id: string; readonly name: string }>,
  asked: { readonly id: string; readonly name: string },
): Refusal | null {
  const sameId = taken.get(asked.id);
  if (sameId) {
    return refuse(
      'already-exists',
      `The id ${asked.id} belongs to the ${kind} “${sameId.name}”. Give “${asked.name}” another id.`,
    );
  }
  for (const other of taken.values()) {
    if (other.name.toLowerCase() === asked.name.toLowerCase()) {
      return refuse(
        'already-exists',
        `There is a ${kind} named “${other.name}” already. Choose a name that tells the two apart.`,
      );
    }
  }
  return null;
}

/** A member sits in a seat that the body has, of the party that the member acts for. */
function seatOfFault(
  state: AgreementState,
  { body: id, party, seat, alternate }: Extract<Capacity, { role: 'committee-member' }>,
): Refusal | null {
  const body = state.bodies.get(id);
  if (!body) return null;
  if (seat === undefined) {
    return alternate
      ? refuse('invalid-field', `An alternate sits in for a seat of the body “${body.name}”. Name the seat.`)
      : null;
  }
  const held = seatsOf(body, state.parties).find((one) => one.id === seat);
  if (!held) {
    return refuse(
      'unknown-participant',
      `The body “${body.name}” has no seat ${seat}. Choose one of its seats.`,
    );
  }
  if (held.party === party) return null;
  return refuse(
    'unknown-participant',
    `The seat ${seat} of the body “${body.name}” is not that of ${party ?? 'an independent member'}. Choose another seat, or the party that fills it.`,
  );
}

function unknownCapacity(state: AgreementState, capacity: Capacity): Refusal | null {
  const unknown = (kind: string) =>
    refuse(
      'unknown-participant',
      `This agreement has no such ${kind}. Add the ${kind} first, or reload the list of people.`,
    );
  switch (capacity.role) {
    case 'delegate': {
      if (!state.parties.has(capacity.party)) return unknown('party');
      const missing = capacity.scope?.some((id) => !state.outline.elements.has(id)) ?? false;
      return !missing
        ? null
        : refuse(
            'unknown-element',
            'A part for which a delegate is to sign is not in this agreement. Choose parts of the outline, or the whole agreement.',
          );
    }
    case 'committee-member':
      if (!state.bodies.has(capacity.body)) return unknown('body');
      if (capacity.party !== null && !state.parties.has(capacity.party)) {
        return unknown('party');
      }
      return seatOfFault(state, capacity);
    case 'observer':
      return state.organisations.has(capacity.organisation) ? null : unknown('organisation');
    case 'verifier':
      return state.verifiers.has(capacity.verifier) ? null : unknown('verifier');
    case 'chair':
    case 'secretariat':
      return null;
  }
}
