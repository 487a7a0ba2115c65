/**
 * Decisions on the courses of clauses: which of them a command leads to.
 */
import type { Actor } from '../../policy/can.ts';
import type { Decision } from '../decide.ts';
import type { Facts } from '../facts.ts';
import type { AgreementState } from '../state.ts';
import type { CourseCommand } from './commands.ts';

export function decideCourse(
  _state: AgreementState,
  _actor: Actor,
  command: CourseCommand,
  _facts: Facts,
): Decision {
  throw new Error(`${command.type} is not decided yet`);
}
