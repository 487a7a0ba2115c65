/**
 * Every event as a sentence for the log and the record: what happened, to what, by whom as the reader may know it.
 * The state is the one before the event, so that what is deleted or replaced can still be named.
 */
import type { Actor } from '../policy/can.ts';
import { capacityName } from '../policy/names.ts';
import type { Circle } from './circle.ts';
import { isOpenToAll, type Confidentiality } from './confidentiality.ts';
import { byWhom, courseSentence } from './course/sentences.ts';
import { bodyName, clauseName, listWords, partyName, quoted } from './course/words.ts';
import type { AgreementEvent } from './events.ts';
import type { ElementNumber } from './outline.ts';
import { named } from './element-name.ts';
import type { Accreditation } from './participants.ts';
import type { AgreementState } from './state.ts';
import { nameFor } from '../policy/names.ts';

export function sentenceOf(event: AgreementEvent, before: AgreementState, viewer: Actor): string {
  switch (event.type) {
    case 'agreement-opened':
      return event.source
        ? `The agreement ${quoted(event.facts.title)} was opened from the file ${event.source.fileName}.`
        : `The agreement ${quoted(event.facts.title)} was opened.`;
    case 'agreement-retitled':
      return `The agreement was given the title ${quoted(event.title)}.`;
    case 'party-added':
      return `${event.party.name} was added as a party.`;
    case 'body-constituted':
      return `The body ${quoted(event.body.name)} was constituted.`;
    case 'organisation-admitted':
      return `${event.organisation.name} was admitted as an observer.`;
    case 'verifier-named':
      return `${event.verifier.name} was named as a verifier.`;
    case 'person-accredited':
      return accreditationSentence(event.accreditation, before, viewer, 'was accredited');
    case 'accreditation-ended':
      return accreditationSentence(event.accreditation, before, viewer, 'is no longer accredited');
    case 'passkey-enrolled':
      return `${partyName(before, event.party)}${byWhom(before, viewer, event.person)} enrolled a passkey: it may sign sign-offs from now on.`;
    case 'passkey-revoked':
      return `A passkey of ${partyName(before, event.party)} was revoked: it signs nothing any more.`;
    case 'element-added':
      return `${named(event.element)} was added.`;
    case 'element-moved': {
      const into =
        event.to.parent === null ? 'to the top level' : `into ${clauseName(before, event.to.parent)}`;
      return `${clauseName(before, event.id)} was moved ${into}.`;
    }
    case 'element-renamed':
      return event.heading === ''
        ? `The heading of ${clauseName(before, event.id)} was taken away.`
        : `${clauseName(before, event.id)} was given the heading ${quoted(event.heading)}.`;
    case 'element-renumbered':
      return `${clauseName(before, event.id)} ${numberWords(event.number)}.`;
    case 'clause-split':
      return `${clauseName(before, event.clause)} was split before its paragraph ${event.atBlock + 1}; the rest is ${named(event.into)}.`;
    case 'clause-parked':
      return `${clauseName(before, event.clause)} was parked: ${event.reason}`;
    case 'error-set-aside':
      return `The chair lets stand what rule ${event.rule} of the linter finds in ${clauseName(before, event.clause)}: ${event.reason}`;
    case 'clause-taken-up':
      return `${clauseName(before, event.clause)} was taken up again.`;
    case 'confidentiality-set':
      return confidentialitySentence(event, before);
    case 'publication-set':
      return event.policy === null
        ? 'The public page was taken down.'
        : `What the public sees was set; its page is /p/${event.policy.slug}.`;
    case 'text-published':
      return `The text of ${clauseName(before, event.clause)} was published.`;
    case 'element-deleted':
      return `${clauseName(before, event.id)} was deleted.`;
    default:
      return courseSentence(event, before, viewer);
  }
}

function accreditationSentence(
  accreditation: Accreditation,
  state: AgreementState,
  viewer: Actor,
  what: string,
): string {
  // Outside the delegation a person is the delegation, and only the capacity is told.
  const name = nameFor(viewer, accreditation, state);
  const capacity = capacityName(accreditation.capacity, state);
  return name === accreditation.name ? `${name} ${what}: ${capacity}.` : `A person ${what}: ${capacity}.`;
}

function confidentialitySentence(
  { element, knownTo, readBy }: Confidentiality & { readonly element: string },
  state: AgreementState,
): string {
  const name = clauseName(state, element);
  if (isOpenToAll({ knownTo, readBy })) return `${name} is not confidential any more.`;
  return `${name} was made confidential. ${confidentialityWords(state, { knownTo, readBy })}`;
}

/** Who may read a thing and who may know of it: `Read by the parties only. Known to those who take part only.` */
export function confidentialityWords(state: AgreementState, { knownTo, readBy }: Confidentiality): string {
  const only = (doing: string, circle: Circle) =>
    circle.kind === 'public' ? '' : `${doing} ${circleWords(state, circle)} only.`;
  return [only('Read by', readBy), only('Known to', knownTo)].filter((part) => part !== '').join(' ');
}

/** Who is in a circle, as a sentence goes on: `the parties`, `Torvald and the secretariat`. */
export function circleWords(state: AgreementState, circle: Circle): string {
  switch (circle.kind) {
    case 'public':
      return 'everybody';
    case 'participants':
      return 'those who take part';
    case 'parties':
      return 'the parties, their bodies and the secretariat';
    case 'named':
      return listWords([
        ...circle.parties.map((party) => partyName(state, party)),
        ...circle.bodies.map((body) => bodyName(state, body)),
        ...circle.organisations.map((id) => state.organisations.get(id)?.name ?? id),
        ...circle.verifiers.map((id) => state.verifiers.get(id)?.name ?? id),
        'the secretariat',
      ]);
    case 'secretariat':
      return 'the secretariat';
  }
}

function numberWords(number: ElementNumber): string {
  switch (number.kind) {
    case 'sequence':
      return 'takes the next number of its series';
    case 'suffix':
      return 'takes the number before it, with bis, ter and so on';
    case 'literal':
      return `is numbered ${number.label}`;
    case 'none':
      return 'has no number any more';
  }
}
