/** Refusals of the desk itself, beside those of the decider: somebody was first, or the texts would not keep still. */
import { refuse, type Refusal } from '@travaux/workflow/agreement';

export function versionConflict(seen: number, current: number): Refusal {
  return refuse(
    'version-conflict',
    `The agreement has changed since you last saw it (you saw version ${seen}, it is now ${current}). Look at what changed, then do it again.`,
  );
}

export function keepsChanging(): Refusal {
  return refuse(
    'keeps-changing',
    'Somebody writes in the text, or in one that it relies on, without a pause. Nothing was recorded: park the clause, so that nobody can write in it, then do it again.',
  );
}

export function roomExists(): Refusal {
  return refuse('used-id', 'The id of a new clause is in use already. Do it again with a new id.');
}
