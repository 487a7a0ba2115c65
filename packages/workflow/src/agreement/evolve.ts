/**
 * `evolve`: how an event changes the state. Total: it never throws. What the decider lets through always
 * applies; an event that does not fit its state (a stream cut or mended by hand) changes what it can without
 * ever leaving an illegal outline, and counts as one version all the same.
 *
 * `replay` does the same over a whole stream, on one copy of the state instead of one copy an event.
 */
import { applyCourse } from './course/evolve.ts';
import { Draft } from './draft.ts';
import type { AgreementEvent } from './events.ts';
import type { AgreementState } from './state.ts';

export function evolve(state: AgreementState, event: AgreementEvent): AgreementState {
  const draft = new Draft(state);
  apply(draft, event);
  return draft.finished();
}

export function replay(state: AgreementState, events: Iterable<AgreementEvent>): AgreementState {
  const draft = new Draft(state);
  for (const event of events) apply(draft, event);
  return draft.finished();
}

function apply(draft: Draft, event: AgreementEvent): void {
  draft.version += 1;
  switch (event.type) {
    case 'agreement-opened':
      draft.facts = event.facts;
      draft.source = event.source;
      return;
    case 'agreement-retitled':
      if (draft.facts) draft.facts = { ...draft.facts, title: event.title, shortTitle: event.shortTitle };
      return;
    case 'party-added':
      draft.parties.set(event.party.id, event.party);
      return;
    case 'body-constituted':
      draft.bodies.set(event.body.id, event.body);
      return;
    case 'organisation-admitted':
      draft.organisations.set(event.organisation.id, event.organisation);
      return;
    case 'verifier-named':
      draft.verifiers.set(event.verifier.id, event.verifier);
      return;
    case 'person-accredited':
      draft.accredit(event.accreditation);
      return;
    case 'accreditation-ended':
      draft.endAccreditation(event.accreditation);
      return;
    case 'passkey-enrolled': {
      const { person, party, credential, algorithm, publicKey, origin, at } = event;
      const key = { person, party, credential, algorithm, publicKey, origin, since: at, until: null };
      draft.passkeys.set(credential, key);
      return;
    }
    case 'passkey-revoked': {
      const key = draft.passkeys.get(event.credential);
      if (key) draft.passkeys.set(event.credential, { ...key, until: event.at });
      return;
    }
    case 'element-added':
      draft.addElement(event.element, event.after);
      return;
    case 'element-moved':
      draft.moveElement(event.id, event.to);
      return;
    case 'element-renamed':
      draft.changeElement(event.id, (element) => ({ ...element, heading: event.heading }));
      return;
    case 'element-renumbered':
      draft.changeElement(event.id, (element) => ({ ...element, number: event.number }));
      return;
    case 'clause-split':
      draft.addElement(event.into, event.clause);
      return;
    case 'clause-parked':
      draft.park(event.clause, event.reason);
      return;
    case 'clause-taken-up':
      draft.takeUp(event.clause);
      return;
    case 'error-set-aside': {
      const { clause, rule, place, hash, reason, at } = event;
      draft.setErrorAside(clause, { rule, place, hash, reason, at });
      return;
    }
    case 'confidentiality-set':
      draft.keepAmong(event.element, event);
      return;
    case 'publication-set':
      draft.publication = event.policy;
      return;
    case 'text-published':
      draft.publishText(event.clause, { hash: event.hash, at: event.at });
      return;
    case 'element-deleted':
      draft.deleteElement(event.id);
      return;
    default:
      applyCourse(draft, event);
  }
}
