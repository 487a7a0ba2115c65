/**
 * Presenters: the views of `@travaux/editor/frames`, cut to what their viewer may see. Nothing else turns state
 * into an answer, so what is withheld here is withheld everywhere.
 */
import type {
  AgreementSummary,
  AgreementView,
  ConfidentialView,
  ImportRemark,
  InvitationView,
  PeopleView,
} from '@travaux/editor/frames';
import {
  confidentialityOf,
  confidentialityWords,
  isOpenToAll,
  readingOrder,
  type AgreementFacts,
  type AgreementState,
} from '@travaux/workflow/agreement';
import { accreditationsOf, can, capacitiesOf, nameFor, rightsOf, type Actor } from '@travaux/workflow/policy';
import type { Viewer } from '../auth/viewer.ts';
import { presenceKey } from '../rooms/index.ts';
import type { AgreementRow, InvitationRow } from '../store/store.ts';

/** An agreement that was opened: its facts are there. */
export type OpenState = AgreementState & { readonly facts: AgreementFacts };

export function isOpen(state: AgreementState | null): state is OpenState {
  return state?.facts != null;
}

export function presentSummary(row: AgreementRow, state: OpenState, actor: Actor): AgreementSummary {
  let clauses = 0;
  for (const element of state.outline.elements.values()) if (element.kind === 'clause') clauses++;
  return {
    id: row.id,
    title: state.facts.title,
    shortTitle: state.facts.shortTitle,
    language: state.facts.language,
    capacities: capacitiesOf(state, actor),
    clauses,
    openedAt: row.openedAt,
    changedAt: row.changedAt,
  };
}

export function presentAgreement(
  id: string,
  state: OpenState,
  viewer: Viewer,
  importReport: readonly ImportRemark[],
): AgreementView {
  const { actor } = viewer;
  const [own] = accreditationsOf(state, actor);
  return {
    id,
    version: state.version,
    facts: state.facts,
    source: state.source,
    parties: [...state.parties.values()],
    bodies: [...state.bodies.values()],
    organisations: [...state.organisations.values()],
    verifiers: [...state.verifiers.values()],
    elements: [...readingOrder(state.outline)].map(({ element }) => element),
    confidential: presentConfidential(state, actor),
    parked: [...state.parked].map(([clause, reason]) => ({ clause, reason })),
    errorsSetAside: [...state.errorsSetAside].flatMap(([clause, all]) =>
      all.map((one) => ({ clause, ...one })),
    ),
    viewer: {
      capacities: capacitiesOf(state, actor),
      rights: rightsOf(actor, state),
      key: actor.person === null ? '' : presenceKey(id, actor.person),
      name: own?.name ?? viewer.name,
    },
    importReport: can(actor, 'change-outline', { state }) ? importReport : [],
  };
}

function presentConfidential(state: OpenState, actor: Actor): readonly ConfidentialView[] {
  if (state.confidentiality.size === 0) return [];
  const sets = can(actor, 'set-confidentiality', { state });
  return [...state.outline.elements.keys()].flatMap((element) => {
    const kept = confidentialityOf(state, element);
    const own = state.confidentiality.get(element) ?? null;
    if (isOpenToAll(kept) && own === null) return [];
    const readable = can(actor, 'read-text', { state, clause: element });
    return [
      {
        element,
        readable,
        apart: own !== null && own.knownTo.kind !== 'public',
        sentence: readable ? confidentialityWords(state, kept) : '',
        circles: readable ? kept : null,
        set: sets ? own : null,
      },
    ];
  });
}

export function presentPeople(
  id: string,
  state: OpenState,
  actor: Actor,
  lastSeen: ReadonlyMap<string, string>,
  invitations: readonly InvitationRow[],
): PeopleView {
  const manages = can(actor, 'manage-people', { state });
  return {
    accreditations: state.accreditations.map((accreditation) => {
      const name = nameFor(actor, accreditation, state);
      const known = name === accreditation.name;
      return {
        // Who is not known by name is not known by id either: ids would tie a person's capacities together.
        person: known ? accreditation.person : presenceKey(id, accreditation.person),
        name,
        capacity: accreditation.capacity,
        lastSeenAt: known ? (lastSeen.get(accreditation.person) ?? null) : null,
      };
    }),
    passkeys: [...state.passkeys.values()].map((key) => {
      const held = state.accreditations.find(({ person }) => person === key.person);
      return {
        credential: key.credential,
        party: key.party,
        name: held ? nameFor(actor, held, state) : (state.parties.get(key.party)?.name ?? key.party),
        own: key.person === actor.person,
        since: key.since,
        until: key.until,
      };
    }),
    invitations: manages ? invitations.flatMap((row) => presentInvitation(row) ?? []) : [],
  };
}

export function presentInvitation(row: InvitationRow): InvitationView | null {
  if (row.capacity === null) return null;
  return {
    id: row.id,
    name: row.name,
    capacity: row.capacity,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    acceptedAt: row.acceptedAt,
  };
}
