/**
 * The decider: what a command leads to, given the state. Pure; time, ids and randomness come in with it.
 */
import { can, capacitiesOf, type Action, type Actor } from '../policy/can.ts';
import { closedTo, namesAny } from '../policy/confidentiality.ts';
import { knownTo } from '../policy/known-state.ts';
import { instantWords } from '../route/calendar.ts';
import { whoMay } from '../policy/names.ts';
import type { Command, OpenAgreement, SystemCommand } from './commands.ts';
import { actionOfCourse, courseDoings } from './course/actions.ts';
import { setConfidentiality } from './confiding.ts';
import { decideCourse } from './course/decide.ts';
import type { Decision } from './decision.ts';
import { enrolPasskey, revokePasskey } from './enrolling.ts';
import type { Facts } from './facts.ts';
import { openAgreement, retitleAgreement } from './opening.ts';
import {
  addElement,
  deleteElement,
  moveElement,
  renameElement,
  renumberElement,
  splitClause,
} from './outlining.ts';
import { parkClause, takeUpClause } from './parking.ts';
import {
  accreditPerson,
  addParty,
  admitOrganisation,
  constituteBody,
  endAccreditation,
  nameVerifier,
} from './participation.ts';
import type { EnrolPasskey } from './passkey.ts';
import { publishTexts, setPublication } from './publishing.ts';
import { isRefusal, refuse, type Refusal } from './refusal.ts';
import { setErrorAside } from './setting-aside.ts';
import type { AgreementState } from './state.ts';

/** What may come to be decided: from a person, from an import, from the host that checked a key, from the sweep. */
type AnyCommand = Command | OpenAgreement | EnrolPasskey | SystemCommand;

export function decide(state: AgreementState, actor: Actor, command: AnyCommand, facts: Facts): Decision {
  if (command.type !== 'open-agreement' && !state.facts) {
    return refuse('not-open', 'This agreement has not been opened yet. Open it blank or by an import first.');
  }
  const action = actionOf(command);
  if (!can(actor, action, { state })) return refuse('not-allowed', notAllowed(action));
  const unseen = unseenFault(state, actor, command, facts);
  if (unseen) return unseen;
  const closed = closedFault(state, command.type);
  if (closed) return closed;
  switch (command.type) {
    case 'open-agreement':
      return openAgreement(state, command);
    case 'retitle-agreement':
      return retitleAgreement(state, command);
    case 'add-party':
      return addParty(state, command.party);
    case 'constitute-body':
      return constituteBody(state, command.body);
    case 'admit-organisation':
      return admitOrganisation(state, command.organisation);
    case 'name-verifier':
      return nameVerifier(state, command.verifier);
    case 'accredit-person':
      return accreditPerson(state, command.accreditation);
    case 'end-accreditation':
      return endAccreditation(state, command.accreditation, facts);
    case 'enrol-passkey':
      return enrolPasskey(state, actor, command, facts);
    case 'revoke-passkey':
      return revokePasskey(state, actor, command, facts);
    case 'add-element':
      return addElement(state, command.element, command.after);
    case 'move-element':
      return moveElement(state, command.id, command.to);
    case 'rename-element':
      return renameElement(state, command.id, command.heading);
    case 'renumber-element':
      return renumberElement(state, command.id, command.number);
    case 'split-clause':
      return splitClause(state, command.clause, command.atBlock, command.into, facts.blockCount);
    case 'park-clause':
      return parkClause(state, command.clause, command.reason);
    case 'take-up-clause':
      return takeUpClause(state, command.clause);
    case 'set-error-aside':
      return setErrorAside(state, command, facts);
    case 'set-confidentiality':
      return setConfidentiality(state, command);
    case 'set-publication':
      return setPublication(state, command, facts);
    case 'publish-texts':
      return publishTexts(state, command, facts);
    case 'delete-element':
      return deleteElement(state, command.id);
    default:
      return decideCourse(state, actor, command, facts);
  }
}

/**
 * Nobody acts on what they may not read, and a refusal must not tell of it: who names an element that they may not
 * know of is told what they would be told of one that was never there.
 */
function unseenFault(state: AgreementState, actor: Actor, command: AnyCommand, facts: Facts): Refusal | null {
  // The operator's sweep acts for nobody.
  if (actor.person === null) return null;
  const known = knownTo(actor, state);
  // Nothing is closed to them, or this is what is left of it for them.
  if (known === state) return null;
  const { unknown, unread } = closedTo(state, capacitiesOf(state, actor));
  if (!namesAny(command, unread)) return null;
  if (namesAny(command, unknown)) {
    const decided = decide(known, actor, command, facts);
    // Nothing that names a clause is accepted where that clause is not: the id stood for something else.
    return isRefusal(decided) ? decided : null;
  }
  return refuse(
    'not-allowed',
    'This names a clause that is confidential, and you are not among those who may read it. Ask the secretariat.',
  );
}

/** What the closing act leaves open: people, what came too late to matter, and deadlines that are gone anyway. */
const afterAdoption: ReadonlySet<string> = new Set([
  'open-agreement',
  'add-party',
  'constitute-body',
  'admit-organisation',
  'name-verifier',
  'accredit-person',
  'end-accreditation',
  'revoke-passkey',
  'name-role-holders',
  'set-confidentiality',
  'set-publication',
  'publish-texts',
  'break-silence',
  'file-dissent',
  'pass-deadline',
] satisfies AnyCommand['type'][]);

function closedFault({ adopted }: AgreementState, command: string): Refusal | null {
  if (adopted === null || afterAdoption.has(command)) return null;
  return refuse(
    'already-adopted',
    `The agreement was adopted at ${instantWords(adopted)}, and stays as it was adopted. What is wrong in it is corrected by the procedure of its depositary.`,
  );
}

/** The right that a command needs. */
export function actionOf(command: AnyCommand): Action {
  switch (command.type) {
    case 'open-agreement':
      return 'open-agreement';
    case 'add-party':
    case 'constitute-body':
    case 'admit-organisation':
    case 'name-verifier':
    case 'accredit-person':
    case 'end-accreditation':
      return 'manage-people';
    case 'enrol-passkey':
    case 'revoke-passkey':
      return 'keep-passkeys';
    case 'park-clause':
    case 'take-up-clause':
      return 'direct-negotiation';
    case 'set-error-aside':
      return 'set-errors-aside';
    case 'set-confidentiality':
      return 'set-confidentiality';
    case 'set-publication':
    case 'publish-texts':
      return 'publish';
    case 'retitle-agreement':
    case 'add-element':
    case 'move-element':
    case 'rename-element':
    case 'renumber-element':
    case 'split-clause':
    case 'delete-element':
      return 'change-outline';
    default:
      return actionOfCourse(command);
  }
}

function notAllowed(action: Action): string {
  const doing: Partial<Record<Action, string>> = {
    'open-agreement': 'open or import an agreement',
    'change-outline': 'change the outline',
    'direct-negotiation': 'park a clause or take it up again',
    'set-errors-aside': 'set aside what the linter finds',
    'set-confidentiality': 'say who may know of a clause and who may read it',
    publish: 'publish texts, or say what is published and when',
    'keep-passkeys': 'enrol a passkey or revoke it',
    'manage-people': 'add participants or change who is accredited',
    ...courseDoings,
  };
  return `Only ${whoMay(action)} may ${doing[action] ?? action}. Ask them to do it for you.`;
}
