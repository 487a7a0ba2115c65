/**
 * The right that a command on the course of a clause needs. Who may act for which party, seat or voice is a finer
 * question, which the decisions themselves answer.
 */
import type { Action } from '../../policy/can.ts';
import type { CourseCommand } from './commands.ts';

export function actionOfCourse(command: CourseCommand): Action {
  switch (command.type) {
    case 'draw-up-route':
    case 'retire-route':
    case 'set-routing-rules':
    case 'set-topics':
      return 'draw-up-routes';
    case 'name-role-holders':
      return 'manage-people';
    case 'send-clause':
    case 'recall-clause':
    case 'return-clause':
    case 'renew-packet':
    case 'conclude-stage':
    case 'record-delivery':
    case 'withdraw-clause':
    case 'reinstate-clause':
    case 'form-package':
    case 'dissolve-package':
    case 'close-package':
      return 'direct-course';
    case 'raise-edit-class':
    case 'ask-to-lower-edit-class':
    case 'lower-edit-class':
      return 'classify-edit';
    case 'give-opinion':
    case 'lift-opinion':
      return 'give-opinion';
    case 'override-opinion':
    case 'settle-escalation':
    case 'rule-on-interest':
    case 'certify-no-consensus':
    case 'take-decision':
      return 'preside';
    case 'sign-off':
    case 'confirm-ad-referendum':
    case 'revoke-ad-referendum':
    case 'accept-package':
      return 'sign-off';
    case 'announce-silence':
    case 'cancel-silence':
      return 'announce-silence';
    case 'open-silence-notice':
    case 'break-silence':
      return 'answer-silence';
    case 'declare-interest':
    case 'challenge-interest':
    case 'cast-vote':
    case 'file-dissent':
      return 'vote';
    case 'reopen-clause':
      return 'reopen-clause';
    case 'adopt-agreement':
      return 'adopt-agreement';
    case 'pass-deadline':
      return 'pass-deadline';
  }
}

/** How a refusal says what the others may not do. */
export const courseDoings: Partial<Record<Action, string>> = {
  'draw-up-routes': 'draw up routes or say which clauses take them',
  'direct-course': 'send clauses along routes, call them back, or form packages',
  'give-opinion': 'give an opinion in a review',
  preside: 'preside over a body',
  'sign-off': 'sign off for a party',
  'announce-silence': 'put a text under silence or cancel that',
  'answer-silence': 'answer a silence procedure for a party',
  vote: 'act from a seat of a body',
  'classify-edit': 'say how much a change weighs',
  'reopen-clause': 'reopen an agreed clause',
  'adopt-agreement': 'adopt the agreement',
  'pass-deadline': 'let a deadline pass',
};
