/**
 * How sentences call those who take part in a procedure: parties, bodies, seats, voices.
 */
import { instantWords } from '../../route/calendar.ts';
import { seatsOf } from '../../route/seat.ts';
import { capital, listWords } from '../../route/words.ts';
import { named } from '../element-name.ts';
import type { ClauseId } from '../outline.ts';
import type { AgreementState } from '../state.ts';
import type { Outdating } from './closure.ts';
import type { Granter } from './course.ts';
import type { Voice } from './voice.ts';

export function clauseName(state: AgreementState, clause: ClauseId): string {
  const element = state.outline.elements.get(clause);
  return element ? named(element) : `Clause ${clause}`;
}

export function partyName(state: AgreementState, party: string): string {
  return state.parties.get(party)?.name ?? party;
}

export function partyNames(state: AgreementState, parties: readonly string[]): string {
  return listWords(parties.map((party) => partyName(state, party)));
}

export function bodyName(state: AgreementState, body: string): string {
  return `the ${(state.bodies.get(body)?.name ?? body).replace(/^the /i, '')}`;
}

export function quoted(name: string): string {
  return `“${name}”`;
}

/** A seat by its party, where it has one: `the seat of Torvald`. */
export function seatName(state: AgreementState, body: string, seat: string): string {
  const held = state.bodies.get(body);
  const found = held && seatsOf(held, state.parties).find(({ id }) => id === seat);
  return found?.party != null && found.id === found.party
    ? `the seat of ${partyName(state, found.party)}`
    : `the seat ${seat}`;
}

export function roleName(state: AgreementState, role: string): string {
  return `the ${state.roles.get(role)?.name ?? role}`;
}

export function voiceName(state: AgreementState, voice: Voice): string {
  switch (voice.kind) {
    case 'party':
      return partyName(state, voice.party);
    case 'body':
      return bodyName(state, voice.body);
    case 'role':
      return roleName(state, voice.role);
    case 'organisation':
      return state.organisations.get(voice.organisation)?.name ?? voice.organisation;
    case 'secretariat':
    case 'chair':
      return `the ${voice.kind}`;
  }
}

export function granterName(state: AgreementState, by: Granter): string {
  switch (by.kind) {
    case 'body':
      return bodyName(state, by.body);
    case 'parties':
      return 'the parties';
    case 'reviewers':
      return 'the reviewers';
    case 'closing-act':
      return 'the closing act';
  }
}

/** What changed under a decision: `the definition of “Relief” in Clause d1 changed`. */
export function outdatingWords(state: AgreementState, found: readonly Outdating[]): string {
  return listWords(found.slice(0, 4).map((one) => outdatingWord(state, one)));
}

function outdatingWord(state: AgreementState, found: Outdating): string {
  switch (found.kind) {
    case 'text-changed':
      return 'its own text changed';
    case 'text-gone':
      return 'its text is gone';
    case 'reliance-changed':
    case 'reliance-added':
    case 'reliance-gone': {
      const what =
        found.as === 'definition'
          ? `the definition of “${found.term ?? ''}” in ${clauseName(state, found.clause)}`
          : `${clauseName(state, found.clause)}, to which it refers,`;
      const how = { changed: 'changed', added: 'is relied on now', gone: 'is not relied on any more' };
      return `${what} ${how[found.kind.slice('reliance-'.length) as keyof typeof how]}`;
    }
  }
}

export { capital, instantWords, listWords };
