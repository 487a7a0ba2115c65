/** Decisions on who may comment when: windows of organisations, and credentials for those at risk. */
import { isWithin } from '../agreement/outline.ts';
import { speaksWith } from '../agreement/course/capacity.ts';
import type { AgreementState } from '../agreement/state.ts';
import { can } from '../policy/can.ts';
import { whoMay } from '../policy/names.ts';
import type { CommentCommand, DrawCredentials } from './commands.ts';
import type { Commenter } from './commenter.ts';
import type { CommentDecision } from './decision.ts';
import type { CommentFacts } from './facts.ts';
import { actorOf } from './guards.ts';
import { fewestCredentialHolders, maxCredentials, maxWindows } from './limits.ts';
import { refuseComment, type CommentRefusal } from './refusal.ts';
import type { CommentsState } from './state.ts';
import { isOpen } from './window.ts';

type CommandOf<Type extends CommentCommand['type']> = Extract<CommentCommand, { type: Type }>;

export function openWindow(
  comments: CommentsState,
  agreement: AgreementState,
  by: Commenter,
  { window }: CommandOf<'open-window'>,
  { now }: CommentFacts,
): CommentDecision {
  const denied = mayOpenWindows(agreement, by);
  if (denied) return denied;
  if (comments.windows.has(window.id)) {
    return refuseComment('used-id', 'The id of the new window is in use already. Do it again with a new id.');
  }
  if (!agreement.organisations.has(window.organisation)) {
    return refuseComment('unknown-participant', 'There is no such organisation. Admit it first.');
  }
  const own = [...comments.windows.values()].filter((one) => one.organisation === window.organisation);
  if (own.length >= maxWindows) {
    return refuseComment('too-many', `An organisation has at most ${maxWindows} windows.`);
  }
  if (window.closes <= window.opens || window.closes <= now) {
    return refuseComment('impossible-date', 'A window closes after it opens, and not in the past.');
  }
  const gone = window.scope?.find((id) => !agreement.outline.elements.has(id));
  if (gone !== undefined) {
    return refuseComment('unknown-clause', 'A part that the window names does not exist, or no longer.');
  }
  // A part inside another one says nothing of its own.
  const scope = window.scope?.filter(
    (id, at, all) => !all.some((other, place) => place !== at && within(agreement, id, other, at, place)),
  );
  return [{ type: 'window-opened', window: { ...window, scope: scope ?? null } }];
}

function within(agreement: AgreementState, id: string, other: string, at: number, place: number): boolean {
  return id === other ? place < at : isWithin(agreement.outline, id, other);
}

export function closeWindow(
  comments: CommentsState,
  agreement: AgreementState,
  by: Commenter,
  { window: id, reason }: CommandOf<'close-window'>,
  { now }: CommentFacts,
): CommentDecision {
  const denied = mayOpenWindows(agreement, by);
  if (denied) return denied;
  const window = comments.windows.get(id);
  if (!window) return refuseComment('unknown-window', 'There is no such window.');
  if (window.closedEarly || window.closes <= now) {
    return refuseComment('window-closed', 'The window is closed already.');
  }
  return [{ type: 'window-closed', window: id, reason }];
}

export function drawCredentials(
  comments: CommentsState,
  agreement: AgreementState,
  by: Commenter,
  { organisation, count }: DrawCredentials,
  { now }: CommentFacts,
): CommentDecision {
  if (!speaksWith(agreement, actorOf(by), { kind: 'organisation', organisation })) {
    return refuseComment('not-yours', 'Only observers of the organisation may draw its credentials.');
  }
  const may = [...comments.windows.values()].some(
    (window) => window.organisation === organisation && window.pseudonymous && isOpen(window, now),
  );
  if (!may) {
    return refuseComment(
      'window-closed',
      'No window in which your organisation may comment under a pseudonym is open. Ask the secretariat for one.',
    );
  }
  const left = maxCredentials - (comments.credentials.get(organisation) ?? 0);
  if (count > left) {
    return refuseComment('quota-used', `Your organisation may draw ${left} more credentials, not ${count}.`);
  }
  return [{ type: 'credentials-issued', organisation, count }];
}

/** Why nobody may use a credential yet; null: one may. */
export function pseudonymityFault(comments: CommentsState): CommentRefusal | null {
  if (comments.credentials.size >= fewestCredentialHolders) return null;
  return refuseComment(
    'too-few-organisations',
    'Comments under a pseudonym are taken once two organisations hold credentials: with one, everybody would know whose they are. Keep your words until then.',
  );
}

function mayOpenWindows(agreement: AgreementState, by: Commenter): CommentRefusal | null {
  if (can(actorOf(by), 'open-comment-windows', { state: agreement })) return null;
  return refuseComment(
    'not-allowed',
    `Only ${whoMay('open-comment-windows')} may open and close windows for comments.`,
  );
}
