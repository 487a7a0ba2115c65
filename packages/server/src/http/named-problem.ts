/** A refusal of the decider as a problem, in which what has no heading is called by its place and not by its id. */
import { namedPlaces } from '@travaux/editor/document';
import type { Problem } from '@travaux/editor/frames';
import type { Refusal } from '@travaux/workflow/agreement';
import type { OpenState } from './present.ts';
import { problemOfRefusal } from './problem.ts';

export function namedProblem({ sentence, ...refusal }: Refusal, state: OpenState): Problem {
  return problemOfRefusal({ ...refusal, sentence: namedPlaces(sentence, state) });
}
