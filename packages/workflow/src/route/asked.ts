/**
 * Who is meant: what a stage's participants come to among those who take part in the agreement.
 */
import { voiceKey, type Voice } from '../agreement/course/voice.ts';
import type { Body, Organisation, Party, PartyId, RoleHolders } from '../agreement/participants.ts';
import type { Participant, PartyChoice } from './participant.ts';
import { listWords } from './words.ts';

/** Those who take part; a state of an agreement is one. */
export interface TakingPart {
  readonly parties: ReadonlyMap<string, Party>;
  readonly bodies: ReadonlyMap<string, Body>;
  readonly organisations: ReadonlyMap<string, Organisation>;
  readonly roles: ReadonlyMap<string, RoleHolders>;
}

export function partiesOf(choice: PartyChoice, { parties }: TakingPart): readonly PartyId[] {
  return choice === 'all' ? [...parties.keys()] : choice.filter((party) => parties.has(party));
}

/** The voices of the participants that are there, each once, in the order in which they are named. */
export function voicesOf(participants: readonly Participant[], there: TakingPart): readonly Voice[] {
  const voices = new Map<string, Voice>();
  for (const participant of participants) {
    for (const voice of voicesOfOne(participant, there)) {
      const key = voiceKey(voice);
      if (!voices.has(key)) voices.set(key, voice);
    }
  }
  return [...voices.values()];
}

function voicesOfOne(
  participant: Participant,
  { parties, bodies, organisations, roles }: TakingPart,
): readonly Voice[] {
  switch (participant.kind) {
    case 'party':
      return parties.has(participant.party) ? [{ kind: 'party', party: participant.party }] : [];
    case 'all-parties':
      return [...parties.keys()].map((party) => ({ kind: 'party', party }));
    case 'group':
      return [...parties.values()]
        .filter(({ group }) => group === participant.group)
        .map(({ id }) => ({ kind: 'party', party: id }));
    case 'body':
      return bodies.has(participant.body) ? [{ kind: 'body', body: participant.body }] : [];
    case 'role':
      return roles.get(participant.role)?.persons.length ? [{ kind: 'role', role: participant.role }] : [];
    case 'secretariat':
    case 'chair':
      return [{ kind: participant.kind }];
    case 'observers':
      return [...organisations.keys()].map((organisation) => ({ kind: 'organisation', organisation }));
  }
}

/** A participant as a sentence calls it: `the parties of the Western Group`, `the legal drafters`. */
export function participantWords(participant: Participant, there: TakingPart): string {
  switch (participant.kind) {
    case 'party':
      return partyName(participant.party, there);
    case 'all-parties':
      return 'all parties';
    case 'group':
      return `the parties of the group “${participant.group}”`;
    case 'body':
      return bodyName(participant.body, there);
    case 'role':
      return `the ${there.roles.get(participant.role)?.name ?? participant.role}`;
    case 'secretariat':
    case 'chair':
    case 'observers':
      return `the ${participant.kind}`;
  }
}

export function participantsWords(participants: readonly Participant[], there: TakingPart): string {
  return listWords(participants.map((participant) => participantWords(participant, there)));
}

export function partyName(party: PartyId, { parties }: TakingPart): string {
  return parties.get(party)?.name ?? party;
}

export function bodyName(body: string, { bodies }: TakingPart): string {
  const name = bodies.get(body)?.name ?? body;
  return `the ${name.replace(/^the /i, '')}`;
}
