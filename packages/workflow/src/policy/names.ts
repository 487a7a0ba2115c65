/**
 * What people are called, and before whom. Inside a delegation persons have names; outside it they are their
 * delegation, so that a record shows what a party did and not who of it. Secretariat and chair see everyone.
 */
import { sameCapacity, type Accreditation, type Capacity } from '../agreement/participants.ts';
import type { AgreementState } from '../agreement/state.ts';
import { can, capacitiesOf, standingsFor, type Action, type Actor, type Standing } from './can.ts';

/** The name under which `viewer` sees an accredited person. */
export function nameFor(viewer: Actor, accreditation: Accreditation, state: AgreementState): string {
  const known =
    viewer.person === accreditation.person ||
    can(viewer, 'read-names', { state }) ||
    capacitiesOf(state, viewer).some((own) => sameDelegation(own, accreditation.capacity));
  return known ? accreditation.name : delegationName(accreditation.capacity, state);
}

/** Whether two capacities act for the same party, body, organisation or verifier. */
export function sameDelegation(a: Capacity, b: Capacity): boolean {
  const partyA = partyOf(a);
  return partyA === null ? sameCapacity(a, b) : partyA === partyOf(b);
}

/** Whom a capacity acts for, as the others see it: `Delegation of Torvald`, `Secretariat`, an organisation. */
export function delegationName(capacity: Capacity, state: AgreementState): string {
  switch (capacity.role) {
    case 'delegate':
      return `Delegation of ${partyName(capacity.party, state)}`;
    case 'committee-member': {
      const body = state.bodies.get(capacity.body)?.name ?? capacity.body;
      return capacity.party === null ? body : `${body} (${partyName(capacity.party, state)})`;
    }
    case 'observer':
      return state.organisations.get(capacity.organisation)?.name ?? capacity.organisation;
    case 'verifier':
      return state.verifiers.get(capacity.verifier)?.name ?? capacity.verifier;
    case 'chair':
      return 'Chair';
    case 'secretariat':
      return 'Secretariat';
  }
}

/** In what capacity one person acts: `Delegate of Torvald`, `Observer for the Open Wire Institute`. */
export function capacityName(capacity: Capacity, state: AgreementState): string {
  switch (capacity.role) {
    case 'delegate':
      return `Delegate of ${partyName(capacity.party, state)}`;
    case 'committee-member': {
      const body = state.bodies.get(capacity.body)?.name ?? capacity.body;
      const member = `Member of ${body}`;
      return capacity.party === null ? member : `${member} for ${partyName(capacity.party, state)}`;
    }
    case 'observer':
      return `Observer for ${delegationName(capacity, state)}`;
    case 'verifier':
      return `Verifier for ${delegationName(capacity, state)}`;
    case 'chair':
      return 'Chair';
    case 'secretariat':
      return 'Member of the secretariat';
  }
}

/** Who may do something, as a refusal puts it: `the chair and the secretariat`. */
export function whoMay(action: Action): string {
  const said: Readonly<Record<Standing, string>> = {
    public: 'everybody',
    observer: 'observers',
    verifier: 'verifiers',
    'committee-member': 'members of committees',
    delegate: 'delegates of the parties',
    chair: 'the chair',
    secretariat: 'the secretariat',
    convener: 'conveners',
    operator: 'the operator of this installation',
  };
  const all = standingsFor(action);
  // The operator is not somebody whom a delegate can ask, unless there is nobody else.
  const asked = all.length > 1 ? all.filter((standing) => standing !== 'operator') : all;
  const names = asked.map((standing) => said[standing]);
  const last = names.pop();
  if (last === undefined) return 'nobody';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}

function partyOf(capacity: Capacity): string | null {
  return capacity.role === 'delegate' || capacity.role === 'committee-member' ? capacity.party : null;
}

function partyName(party: string, state: AgreementState): string {
  return state.parties.get(party)?.name ?? party;
}
