/**
 * Presents who wrote a clause, cut to what the viewer may know: persons inside the viewer's own delegation (and for
 * those who see every name), outside it the delegation and not who of it.
 */
import type { AuthoredView, AuthorshipView, AuthorView, DeletionView } from '@travaux/editor/frames';
import { accreditationsOf, delegationName, nameFor, type Actor } from '@travaux/workflow/policy';
import { presenceKey, type RoomAuthorship } from '../rooms/index.ts';
import type { OpenState } from './present.ts';

/** Deletions that are told at once. */
const listed = 200;

const formerAuthor = 'A former participant';

export function presentAuthorship(
  agreement: string,
  state: OpenState,
  viewer: Actor,
  clause: string,
  { seq, text, deletions }: RoomAuthorship,
): AuthorshipView {
  const authors: AuthorView[] = [];
  const places = new Map<string | null, number>();
  const indexOf = (person: string | null): number => {
    const known = places.get(person);
    if (known !== undefined) return known;
    const author = authorFor(agreement, state, viewer, person);
    let at = authors.findIndex(({ key }) => key === author.key);
    if (at === -1) at = authors.push(author) - 1;
    places.set(person, at);
    return at;
  };

  const authored: AuthoredView[] = [];
  for (const { client, from, to, person, minute } of text) {
    const by = indexOf(person);
    const at = person === null ? null : instant(minute);
    const last = authored.at(-1);
    if (last?.client === client && last.clock + last.length === from && last.by === by && last.at === at) {
      authored[authored.length - 1] = { ...last, length: last.length + to - from };
    } else authored.push({ client, clock: from, length: to - from, by, at });
  }

  // One line for what somebody deleted within a minute.
  const sums = new Map<string, DeletionView>();
  for (const { person, minute, from, to } of deletions) {
    const by = indexOf(person);
    const line = `${minute} ${by}`;
    const characters = (sums.get(line)?.characters ?? 0) + to - from;
    sums.set(line, { by, at: instant(minute), characters });
  }
  const lines = [...sums.values()];
  return {
    clause,
    seq,
    authors,
    text: authored,
    deletions: lines.slice(0, listed),
    olderDeletions: Math.max(0, lines.length - listed),
  };
}

function authorFor(agreement: string, state: OpenState, viewer: Actor, person: string | null): AuthorView {
  if (person === null) {
    const name = state.source === null ? 'The first text' : 'The imported source';
    return { key: 'source', name, party: null, kind: 'source' };
  }
  const held = accreditationsOf(state, { person, convener: false });
  const known = held.find((accreditation) => nameFor(viewer, accreditation, state) === accreditation.name);
  const shown = known ?? held[0];
  if (shown === undefined) {
    // Whose accreditations have all ended: one for all of them, so that nobody can tell them apart.
    return { key: 'former', name: formerAuthor, party: null, kind: 'delegation' };
  }
  const { capacity } = shown;
  const party = capacity.role === 'delegate' || capacity.role === 'committee-member' ? capacity.party : null;
  const delegation = delegationName(capacity, state);
  return known
    ? { key: presenceKey(agreement, person), name: `${shown.name} (${delegation})`, party, kind: 'person' }
    : { key: `delegation ${delegation}`, name: delegation, party, kind: 'delegation' };
}

function instant(minute: number): string {
  return new Date(minute * 60_000).toISOString();
}
