/**
 * Decisions on the agreement as a whole: opening it, blank or with everything that an import brings, and
 * giving it another title.
 */
import type { OpenAgreement } from './commands.ts';
import type { Decision } from './decision.ts';
import type { AgreementEvent } from './events.ts';
import { maxOutlineDepth, maxOutlineElements, type ElementId } from './outline.ts';
import { named } from './element-name.ts';
import { headingTooLong, labelFault, nestedTooDeep, tooManyElements } from './outlining.ts';
import {
  accreditPerson,
  addParty,
  admitOrganisation,
  constituteBody,
  nameVerifier,
} from './participation.ts';
import { evolve } from './evolve.ts';
import { isRefusal, refuse, type Refusal } from './refusal.ts';
import type { AgreementState } from './state.ts';

/**
 * One event a thing, so that each stays small enough for a leaf of the ledger. What stands in the source stays
 * as it stands: a number that the rules would not make is the importer's to label, not a reason to refuse.
 */
export function openAgreement(state: AgreementState, command: OpenAgreement): Decision {
  if (state.facts) {
    return refuse(
      'already-open',
      `This agreement is open already, as “${state.facts.shortTitle}”. Use another id for another agreement.`,
    );
  }
  const events: AgreementEvent[] = [
    { type: 'agreement-opened', facts: command.facts, source: command.source },
  ];
  const participants = openParticipants(state, events, command);
  if (participants) return participants;
  return openOutline(events, command);
}

function openParticipants(
  state: AgreementState,
  events: AgreementEvent[],
  command: OpenAgreement,
): Refusal | null {
  let so = state;
  const steps: ((now: AgreementState) => Decision)[] = [
    ...command.parties.map((party) => (now: AgreementState) => addParty(now, party)),
    ...command.bodies.map((body) => (now: AgreementState) => constituteBody(now, body)),
    ...command.organisations.map((o) => (now: AgreementState) => admitOrganisation(now, o)),
    ...command.verifiers.map((verifier) => (now: AgreementState) => nameVerifier(now, verifier)),
    ...command.accreditations.map((a) => (now: AgreementState) => accreditPerson(now, a)),
  ];
  for (const step of steps) {
    const decided = step(so);
    if (isRefusal(decided)) return decided;
    for (const event of decided) {
      so = evolve(so, event);
      events.push(event);
    }
  }
  return null;
}

function openOutline(events: AgreementEvent[], command: OpenAgreement): Decision {
  if (command.elements.length > maxOutlineElements) return tooManyElements(command.elements.length);
  /** Of each element met so far: how many divisions deep its children lie, or null where it takes none. */
  const depths = new Map<ElementId, number | null>();
  const youngest = new Map<ElementId | null, ElementId>();
  for (const element of command.elements) {
    if (depths.has(element.id)) {
      return refuse(
        'used-id',
        `Two elements have the id ${element.id}, the second is ${named(element)}. Give each its own id.`,
      );
    }
    const depth = element.parent === null ? 0 : depths.get(element.parent);
    if (depth === undefined) {
      return refuse(
        'unknown-element',
        `${named(element)} is said to stand in ${element.parent}, which does not come before it. List parents before children.`,
      );
    }
    if (depth === null) {
      return refuse(
        'impossible-place',
        `${named(element)} is said to stand inside the clause ${element.parent}. Only divisions hold other elements.`,
      );
    }
    if (element.kind !== 'clause' && depth >= maxOutlineDepth) return nestedTooDeep(element);
    const fault = headingTooLong(element, element.heading) ?? labelFault(element, element.number);
    if (fault) return fault;
    events.push({ type: 'element-added', element, after: youngest.get(element.parent) ?? null });
    youngest.set(element.parent, element.id);
    depths.set(element.id, element.kind === 'clause' ? null : depth + 1);
  }
  return events;
}

export function retitleAgreement(
  state: AgreementState,
  command: { readonly title: string; readonly shortTitle: string },
): Decision {
  const { title, shortTitle } = command;
  if (title === '' || shortTitle === '') {
    return refuse('invalid-field', 'An agreement has a title and a short title. Fill in both.');
  }
  if (state.facts?.title === title && state.facts.shortTitle === shortTitle) return [];
  return [{ type: 'agreement-retitled', title, shortTitle }];
}
