/** Decisions on what becomes of an observer's comment: its answer, and the taking up of its wording by a party. */
import { isDelegateOf } from '../agreement/course/capacity.ts';
import type { Capacity } from '../agreement/participants.ts';
import type { AgreementState } from '../agreement/state.ts';
import { can, capacitiesOf } from '../policy/can.ts';
import { whoMay } from '../policy/names.ts';
import type { CommentCommand } from './commands.ts';
import type { Commenter } from './commenter.ts';
import type { CommentDecision } from './decision.ts';
import { standsFault } from './discussing.ts';
import { actorOf, threadFor } from './guards.ts';
import { refuseComment, type CommentRefusal } from './refusal.ts';
import type { CommentsState } from './state.ts';
import { dispositionOf, openingOf, type Thread } from './thread.ts';

type CommandOf<Type extends CommentCommand['type']> = Extract<CommentCommand, { type: Type }>;

export function answerSubmission(
  comments: CommentsState,
  agreement: AgreementState,
  by: Commenter,
  { thread: id, disposition }: CommandOf<'answer-submission'>,
): CommentDecision {
  const thread = submissionFor(comments, agreement, by, id);
  if ('refused' in thread) return thread;
  const actor = actorOf(by);
  if (!can(actor, 'answer-comments', { state: agreement })) {
    return refuseComment(
      'not-allowed',
      `Only ${whoMay('answer-comments')} may say what becomes of an observer's comment. A party that wants its wording takes it up.`,
    );
  }
  const gone =
    disposition.kind === 'taken-up' ? disposition.where.find((one) => !isClause(agreement, one)) : undefined;
  if (gone !== undefined) return unknownClause();
  const last = dispositionOf(thread);
  if (last && JSON.stringify(last.disposition) === JSON.stringify(disposition)) return [];
  const as = capacityOf(agreement, by, ['secretariat', 'chair']);
  return [{ type: 'submission-answered', thread: thread.id, disposition, as }];
}

export function takeUpWording(
  comments: CommentsState,
  agreement: AgreementState,
  by: Commenter,
  { thread: id, party, where, words }: CommandOf<'take-up-wording'>,
): CommentDecision {
  const thread = submissionFor(comments, agreement, by, id);
  if ('refused' in thread) return thread;
  const actor = actorOf(by);
  if (actor.person === null || !isDelegateOf(agreement, actor, party)) {
    return refuseComment('not-yours', 'Only a delegate of the party may take up a wording for it.');
  }
  if (!isClause(agreement, where) || !can(actor, 'read-text', { state: agreement, clause: where })) {
    return unknownClause();
  }
  const as: Capacity = capacitiesOf(agreement, actor).find(
    (one) => one.role === 'delegate' && one.party === party,
  )!;
  const before = dispositionOf(thread)?.disposition;
  const known = before?.kind === 'taken-up' ? before : null;
  const clauses = new Set([...(known?.where ?? []), where]);
  return [
    { type: 'wording-taken-up', thread: thread.id, party, person: actor.person, where, words },
    ...(known?.where.includes(where)
      ? []
      : [
          {
            type: 'submission-answered' as const,
            thread: thread.id,
            disposition: { kind: 'taken-up' as const, where: [...clauses], note: known?.note ?? '' },
            as,
          },
        ]),
  ];
}

function submissionFor(
  comments: CommentsState,
  agreement: AgreementState,
  by: Commenter,
  id: string,
): Thread | CommentRefusal {
  const thread = threadFor(comments, agreement, by, id);
  if ('refused' in thread) return thread;
  if (!thread.submission) {
    return refuseComment('not-a-submission', 'This is no comment of an observer, so it needs no answer.');
  }
  return standsFault(openingOf(thread)) ?? thread;
}

export function capacityOf(
  agreement: AgreementState,
  by: Commenter,
  roles: readonly Capacity['role'][],
): Capacity {
  const held = capacitiesOf(agreement, actorOf(by));
  const as = roles.flatMap((role) => held.find((one) => one.role === role) ?? [])[0];
  if (!as) throw new Error(`a right was granted to somebody without the role: ${roles.join(', ')}`);
  return as;
}

function isClause(agreement: AgreementState, id: string): boolean {
  return agreement.outline.elements.get(id)?.kind === 'clause';
}

function unknownClause(): CommentRefusal {
  return refuseComment('unknown-clause', 'There is no such clause, or you may not see it.');
}
