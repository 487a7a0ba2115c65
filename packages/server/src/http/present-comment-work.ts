/** Presenter of what comments wait for: mentions of the viewer, answers to observers, appeals. */
import type { WorkItem } from '@travaux/editor/frames';
import { answersDue, appealsDue, callsOn, type CommentsState, type Thread } from '@travaux/workflow/comments';
import type { Names } from './course-names.ts';

/** Most items of one kind that are listed; the rest comes up as these are done. */
const most = 50;

export function presentCommentWork(
  names: Names,
  comments: CommentsState,
  agreement: string,
): readonly WorkItem[] {
  const { state, viewer } = names;
  const { person } = viewer;
  if (person === null) return [];
  const item = (
    kind: WorkItem['kind'],
    key: string,
    verb: string,
    { id, clause }: Thread,
    detail: string,
  ): WorkItem => {
    const named = names.clause(clause);
    return {
      key: `${agreement} ${kind} ${key}`,
      agreement: { id: agreement, shortTitle: state.facts.shortTitle },
      kind,
      title: [verb, named.number, named.heading].filter((part) => part !== '').join(' '),
      detail,
      clause: named,
      as: null,
      due: null,
      dueKind: null,
      late: false,
      address: `/i/${encodeURIComponent(agreement)}/comments?thread=${encodeURIComponent(id)}`,
    };
  };
  return [
    ...callsOn(comments, state, person)
      .slice(0, most)
      .map(({ thread, comment }) =>
        item('mention', `${thread.id} ${comment.id}`, 'Reply on', thread, 'You are mentioned in a comment.'),
      ),
    ...answersDue(comments, state, person)
      .slice(0, most)
      .map((thread) =>
        item(
          'answer-comment',
          thread.id,
          'Answer the observer on',
          thread,
          `Comment ${thread.submission?.receipt.number ?? ''} has no answer yet.`,
        ),
      ),
    ...appealsDue(comments, state, person)
      .slice(0, most)
      .map(({ thread, comment }) =>
        item(
          'rule-on-appeal',
          `${thread.id} ${comment.id}`,
          'Rule on an appeal on',
          thread,
          'An author objects to the hiding of a comment.',
        ),
      ),
  ];
}
