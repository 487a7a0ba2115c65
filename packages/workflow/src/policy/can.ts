/**
 * The one table of rights. HTTP, socket, upload, export and feed all ask `can`; nothing else decides.
 * A person has every right of every capacity that they hold. What the table does not grant is refused.
 */
import type { Accreditation, Capacity, PersonId } from '../agreement/participants.ts';
import type { AgreementState } from '../agreement/state.ts';
import { mayKnowOf, mayRead } from './confidentiality.ts';
import { textMode, type TextMode } from './text-mode.ts';

/**
 * Who acts: a signed-in person (null: the public) and whether the installation lets them run agreements.
 * A convener without a person is the operator: the installation itself, as in a seed or on the command line.
 * Nothing that comes in over the network may ever be made such an actor.
 */
export interface Actor {
  readonly person: PersonId | null;
  /** May open and import agreements; given by the operator of the installation. */
  readonly convener: boolean;
}

export const publicActor: Actor = { person: null, convener: false };
export const operatorActor: Actor = { person: null, convener: true };

export type Action =
  /** Open a new agreement, blank or by import. Needs no agreement. */
  | 'open-agreement'
  | 'read-agreement'
  /** Write out all of an agreement as a file, confidential parts included. */
  | 'export-whole'
  /** Know that an element of the outline exists. */
  | 'know-of'
  | 'read-text'
  /** Write the rolling text of a clause. The clause's text mode narrows this further. */
  | 'edit-text'
  /** Be shown to the others as present, with a cursor. */
  | 'show-presence'
  /** Add, move, rename, renumber, split and delete elements; retitle. */
  | 'change-outline'
  /** Park clauses and take them up again. */
  | 'direct-negotiation'
  /** Let an error that the linter finds stand, with a reason. */
  | 'set-errors-aside'
  /** Say who may know of elements and who may read them. */
  | 'set-confidentiality'
  /** Publish texts, and set what is published and when. */
  | 'publish'
  | 'read-people'
  /** See the names of persons outside one's own delegation. */
  | 'read-names'
  /** Add participants, invite, accredit and end accreditations. */
  | 'manage-people'
  /** Enrol a passkey of one's own to sign with, and revoke it; the secretariat may revoke those of others. */
  | 'keep-passkeys'
  /** Draw up and retire routes, set the routing rules and what elements are about. */
  | 'draw-up-routes'
  /** Send clauses along routes, recall and return them, renew packets, withdraw, form packages. */
  | 'direct-course'
  | 'give-opinion'
  /** Preside over a body: rule on interests, certify that consensus failed, take its decision, override. */
  | 'preside'
  /** Sign off for a party, confirm or revoke, accept a package. */
  | 'sign-off'
  | 'announce-silence'
  /** Receive the notice of a silence procedure for a party, and break it. */
  | 'answer-silence'
  /** Vote from a seat, declare or challenge an interest, dissent. */
  | 'vote'
  /** Say that a change weighs more, or with the legal drafters less, than it seems. */
  | 'classify-edit'
  | 'reopen-clause'
  /** The closing act. */
  | 'adopt-agreement'
  | 'read-comments'
  /** Write comments; the channel and the windows of an organisation narrow this further. */
  | 'comment'
  /** Keep and read private proposals of one's own delegation. */
  | 'propose'
  /** Say what becomes of an observer's comment. */
  | 'answer-comments'
  /** Hide a comment for its form. */
  | 'moderate-comments'
  /** Rule on an appeal against that. */
  | 'rule-on-appeals'
  /** Say when, and on what, an organisation may comment. */
  | 'open-comment-windows'
  /** Let what is due happen. */
  | 'pass-deadline';

/** What the action is on. `state` is null for an action that needs no agreement. */
export interface Subject {
  readonly state: AgreementState | null;
  /** A clause; for `know-of` and `read-text` also a division. One that was deleted stays as confidential as it was. */
  readonly clause?: string;
}

/** In what standing somebody asks: by accreditation to the agreement, by the installation, or by neither. */
export type Standing = Capacity['role'] | 'public' | 'convener' | 'operator';

/**
 * - `yes`: always;
 * - `known`: on an element that the actor may know of;
 * - `read`: on an element that the actor may read;
 * - `open`: the same, on a clause whose text is open to the delegations;
 * - `pen`: the same, on a clause that is not frozen;
 * - `no`: never.
 */
type Grant = 'yes' | 'known' | 'read' | 'open' | 'pen' | 'no';

const standings = [
  'public',
  'observer',
  'verifier',
  'committee-member',
  'delegate',
  'chair',
  'secretariat',
  'convener',
  'operator',
] as const satisfies readonly Standing[];

type Row = readonly [Grant, Grant, Grant, Grant, Grant, Grant, Grant, Grant, Grant];

// prettier-ignore
const rights: Readonly<Record<Action, Row>> = {
  //                  public  observer  verifier  committee  delegate  chair   secretariat  convener  operator
  'open-agreement': ['no',   'no',     'no',     'no',      'no',     'no',   'no',        'yes',    'yes'],
  'read-agreement': ['no',   'yes',    'yes',    'yes',     'yes',    'yes',  'yes',       'no',     'no' ],
  'export-whole':   ['no',   'no',     'no',     'no',      'no',     'no',   'no',        'no',     'yes'],
  'know-of':        ['no',   'known',  'known',  'known',   'known',  'known', 'known',    'no',     'no' ],
  'read-text':      ['no',   'read',   'read',   'read',    'read',   'read', 'read',      'no',     'no' ],
  'edit-text':      ['no',   'no',     'no',     'no',      'open',   'pen',  'pen',       'no',     'no' ],
  'show-presence':  ['no',   'no',     'no',     'read',    'read',   'read', 'read',      'no',     'no' ],
  'change-outline': ['no',   'no',     'no',     'no',      'no',     'yes',  'yes',       'no',     'no' ],
  'direct-negotiation':
                    ['no',   'no',     'no',     'no',      'no',     'yes',  'yes',       'no',     'no' ],
  'set-errors-aside':
                    ['no',   'no',     'no',     'no',      'no',     'yes',  'no',        'no',     'no' ],
  'set-confidentiality':
                    ['no',   'no',     'no',     'no',      'no',     'yes',  'yes',       'no',     'no' ],
  'publish':        ['no',   'no',     'no',     'no',      'no',     'yes',  'yes',       'no',     'no' ],
  'read-people':    ['no',   'yes',    'yes',    'yes',     'yes',    'yes',  'yes',       'no',     'no' ],
  'read-names':     ['no',   'no',     'no',     'no',      'no',     'yes',  'yes',       'no',     'no' ],
  'manage-people':  ['no',   'no',     'no',     'no',      'no',     'no',   'yes',       'no',     'yes'],
  'keep-passkeys':  ['no',   'no',     'no',     'no',      'yes',    'no',   'yes',       'no',     'no' ],
  'draw-up-routes': ['no',   'no',     'no',     'no',      'no',     'yes',  'yes',       'no',     'no' ],
  'direct-course':  ['no',   'no',     'no',     'no',      'no',     'yes',  'yes',       'no',     'no' ],
  'give-opinion':   ['no',   'yes',    'yes',    'yes',     'yes',    'yes',  'yes',       'no',     'no' ],
  'preside':        ['no',   'no',     'no',     'yes',     'no',     'yes',  'no',        'no',     'no' ],
  'sign-off':       ['no',   'no',     'no',     'no',      'yes',    'no',   'no',        'no',     'no' ],
  'announce-silence':
                    ['no',   'no',     'no',     'no',      'no',     'yes',  'no',        'no',     'no' ],
  'answer-silence': ['no',   'no',     'no',     'no',      'yes',    'no',   'no',        'no',     'no' ],
  'vote':           ['no',   'no',     'no',     'yes',     'no',     'no',   'no',        'no',     'no' ],
  'classify-edit':  ['no',   'no',     'no',     'yes',     'yes',    'yes',  'yes',       'no',     'no' ],
  'reopen-clause':  ['no',   'no',     'no',     'yes',     'no',     'yes',  'no',        'no',     'no' ],
  'adopt-agreement':
                    ['no',   'no',     'no',     'no',      'no',     'yes',  'no',        'no',     'no' ],
  'read-comments':  ['no',   'yes',    'yes',    'yes',     'yes',    'yes',  'yes',       'no',     'no' ],
  'comment':        ['no',   'yes',    'no',     'yes',     'yes',    'yes',  'yes',       'no',     'no' ],
  'propose':        ['no',   'no',     'no',     'no',      'read',   'no',   'no',        'no',     'no' ],
  'answer-comments':
                    ['no',   'no',     'no',     'no',      'no',     'yes',  'yes',       'no',     'no' ],
  'moderate-comments':
                    ['no',   'no',     'no',     'no',      'no',     'no',   'yes',       'no',     'no' ],
  'rule-on-appeals':
                    ['no',   'no',     'no',     'no',      'no',     'yes',  'yes',       'no',     'no' ],
  'open-comment-windows':
                    ['no',   'no',     'no',     'no',      'no',     'yes',  'yes',       'no',     'no' ],
  'pass-deadline':  ['no',   'no',     'no',     'no',      'no',     'no',   'no',        'no',     'yes'],
};

const actions = Object.keys(rights) as readonly Action[];

/** Without a clause, `edit-text` asks whether the actor could write any clause at all. */
export function can(actor: Actor, action: Action, subject: Subject): boolean {
  return standingsOf(actor, subject.state).some((standing) =>
    grants(granted(action, standing), actor, subject),
  );
}

/** What an actor may do on an agreement as a whole, for a client to know what to offer. */
export function rightsOf(actor: Actor, state: AgreementState | null): readonly Action[] {
  return actions.filter((action) => can(actor, action, { state }));
}

/** The standings in which the table grants an action at all. */
export function standingsFor(action: Action): readonly Standing[] {
  return standings.filter((standing) => granted(action, standing) !== 'no');
}

export function capacitiesOf(state: AgreementState, actor: Actor): readonly Capacity[] {
  return accreditationsOf(state, actor).map((a) => a.capacity);
}

export function accreditationsOf(state: AgreementState, actor: Actor): readonly Accreditation[] {
  return actor.person === null ? [] : state.accreditations.filter((a) => a.person === actor.person);
}

function standingsOf(actor: Actor, state: AgreementState | null): readonly Standing[] {
  const held = new Set<Standing>(['public']);
  if (actor.convener) held.add(actor.person === null ? 'operator' : 'convener');
  if (state) for (const capacity of capacitiesOf(state, actor)) held.add(capacity.role);
  return [...held];
}

function granted(action: Action, standing: Standing): Grant {
  return rights[action][standings.indexOf(standing)] ?? 'no';
}

function grants(grant: Grant, actor: Actor, { state, clause }: Subject): boolean {
  if (grant === 'yes' || grant === 'no') return grant === 'yes';
  if (!state || clause === undefined) return true;
  const by = capacitiesOf(state, actor);
  const modeIn = (...modes: readonly TextMode[]) =>
    mayRead(state, clause, by) && modes.includes(textMode(state, clause));
  switch (grant) {
    case 'known':
      return mayKnowOf(state, clause, by);
    case 'read':
      return mayRead(state, clause, by);
    case 'open':
      return modeIn('open');
    case 'pen':
      return modeIn('open', 'proposals');
  }
}
