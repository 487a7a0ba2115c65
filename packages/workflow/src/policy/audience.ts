/**
 * Who is shown an event in the exported record. Everybody else gets its hash, which counts in the ledger all the
 * same. An event of a new type has no audience until somebody decides it here.
 *
 * Confidentiality comes first: an event that names an element that the viewer may not read is shown to none of them.
 *
 * In the record persons are pseudonyms; what keeps an event closed is a name, a vote that was promised to stay
 * secret, or who sat where.
 */
import type { AgreementEvent, RecordedEvent } from '../agreement/events.ts';
import type { Accreditation } from '../agreement/participants.ts';
import type { AgreementState } from '../agreement/state.ts';
import { can, capacitiesOf, type Actor } from './can.ts';
import { closedTo, namesAny } from './confidentiality.ts';
import { nameFor } from './names.ts';

export type Audience =
  /** Whoever may read the agreement. */
  | { readonly kind: 'participants' }
  /** Those to whom the accredited person is known by name. */
  | { readonly kind: 'acquainted'; readonly accreditation: Accreditation }
  /** Those who may read every name: who runs the process. */
  | { readonly kind: 'presidency' }
  /** Nobody but the person who did it. */
  | { readonly kind: 'author' };

const participants: Audience = { kind: 'participants' };
const presidency: Audience = { kind: 'presidency' };

export function audienceOf(event: AgreementEvent): Audience {
  switch (event.type) {
    case 'person-accredited':
    case 'accreditation-ended':
      return { kind: 'acquainted', accreditation: event.accreditation };
    case 'vote-cast':
      return { kind: 'author' };
    case 'roll-taken':
      return presidency;
    case 'committee-decided':
      return event.secret ? presidency : participants;
    case 'agreement-opened':
    case 'agreement-retitled':
    case 'party-added':
    case 'body-constituted':
    case 'organisation-admitted':
    case 'verifier-named':
    case 'passkey-enrolled':
    case 'passkey-revoked':
    case 'element-added':
    case 'element-moved':
    case 'element-renamed':
    case 'element-renumbered':
    case 'clause-split':
    case 'clause-parked':
    case 'clause-taken-up':
    case 'error-set-aside':
    case 'confidentiality-set':
    case 'publication-set':
    case 'text-published':
    case 'element-deleted':
    case 'route-drawn-up':
    case 'route-retired':
    case 'routing-rules-set':
    case 'topics-set':
    case 'role-holders-named':
    case 'clause-sent':
    case 'stage-entered':
    case 'stage-passed':
    case 'deadline-passed':
    case 'clause-returned':
    case 'clause-recalled':
    case 'course-completed':
    case 'rung-granted':
    case 'text-renewed':
    case 'edit-class-raised':
    case 'edit-class-lowering-asked':
    case 'edit-class-lowered':
    case 'opinion-given':
    case 'opinion-lifted':
    case 'opinion-overridden':
    case 'review-escalated':
    case 'escalation-settled':
    case 'signed-off':
    case 'hold-lapsed':
    case 'hold-renewed':
    case 'ad-referendum-confirmed':
    case 'ad-referendum-revoked':
    case 'ad-referendum-lapsed':
    case 'ad-referendum-escalated':
    case 'agreement-undone':
    case 'silence-announced':
    case 'silence-notice-delivered':
    case 'silence-started':
    case 'silence-breach-filed':
    case 'silence-breach-late':
    case 'silence-cancelled':
    case 'silence-broken':
    case 'silence-kept':
    case 'interest-declared':
    case 'interest-challenged':
    case 'interest-ruled':
    case 'consensus-exhausted':
    case 'dissent-filed':
    case 'clause-withdrawn':
    case 'clause-reinstated':
    case 'clause-reopened':
    case 'package-formed':
    case 'package-accepted':
    case 'package-dissolved':
    case 'package-closed':
    case 'agreement-adopted':
      return participants;
  }
}

/** Whether the record shows the event to the viewer, in the present state of the agreement. */
export function isShown(viewer: Actor, { by, event }: RecordedEvent, state: AgreementState): boolean {
  if (!can(viewer, 'read-agreement', { state })) return false;
  // Whatever an event says, and in which field: one that names a clause to somebody who may not read it stays closed.
  if (namesAny(event, closedTo(state, capacitiesOf(state, viewer)).unread)) return false;
  const audience = audienceOf(event);
  switch (audience.kind) {
    case 'participants':
      return true;
    case 'acquainted':
      return nameFor(viewer, audience.accreditation, state) === audience.accreditation.name;
    case 'presidency':
      return can(viewer, 'read-names', { state });
    case 'author':
      return viewer.person !== null && viewer.person === by;
  }
}
