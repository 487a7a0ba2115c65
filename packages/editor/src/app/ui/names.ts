/** How capacities and people are named in the interface. */
import type { Capacity } from '@travaux/workflow/agreement';
import type { AgreementView } from '../../frames/views.ts';
import { t } from '../messages/messages.ts';

type Participants = Pick<AgreementView, 'parties' | 'bodies' | 'organisations' | 'verifiers'>;

const nameOf = (list: readonly { readonly id: string; readonly name: string }[], id: string) =>
  list.find((entry) => entry.id === id)?.name ?? id;

export function capacityName(capacity: Capacity, participants: Participants): string {
  switch (capacity.role) {
    case 'delegate':
      return t('capacity.delegate', { party: nameOf(participants.parties, capacity.party) });
    case 'committee-member':
      return t('capacity.committeeMember', { body: nameOf(participants.bodies, capacity.body) });
    case 'observer':
      return t('capacity.observer', {
        organisation: nameOf(participants.organisations, capacity.organisation),
      });
    case 'verifier':
      return t('capacity.verifier', { verifier: nameOf(participants.verifiers, capacity.verifier) });
    case 'chair':
      return t('capacity.chair');
    case 'secretariat':
      return t('capacity.secretariat');
  }
}

/** The same where the agreement's participants are not at hand, as in My work. */
export function roleName(capacity: Capacity): string {
  switch (capacity.role) {
    case 'delegate':
      return t('role.delegate');
    case 'committee-member':
      return t('role.committeeMember');
    case 'observer':
      return t('role.observer');
    case 'verifier':
      return t('role.verifier');
    case 'chair':
      return t('capacity.chair');
    case 'secretariat':
      return t('capacity.secretariat');
  }
}

/** Up to two letters for an avatar: of the words that carry the name, not of "Delegation of the". */
export function initialsOf(name: string): string {
  const words = name
    .replace(/^(delegation|delegate|member|observer|verifier)s? (of|for) (the )?/iu, '')
    .split(/[\s-]+/u)
    .filter((word) => /^[\p{Lu}\p{Lo}\d]/u.test(word));
  const chosen = words.length > 0 ? words : name.split(/\s+/u);
  return chosen
    .slice(0, 2)
    .map((word) => Array.from(word)[0] ?? '')
    .join('')
    .toUpperCase();
}

/** How many pattern classes styles/people.css has. */
const patterns = 6;

/** The pattern class of a party: by its place among the parties, so that no two of the first six share one. */
export function patternOf(party: string | null | undefined, parties: readonly string[]): string {
  const at = party == null ? -1 : parties.indexOf(party);
  return at < 0 ? 'pattern-none' : `pattern-${at % patterns}`;
}

export function partyIds(view: Pick<AgreementView, 'parties'> | undefined): readonly string[] {
  return view?.parties.map((party) => party.id) ?? [];
}
