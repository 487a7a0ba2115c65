/**
 * Who stands on which side: those that owe milestones, and those that give relief for them.
 */
import { sameList } from './ids.ts';
import type { Lens, Question } from './lens.ts';
import { sameIds } from './requirements.ts';
import type { Things } from './things.ts';

/** Parties that grant any tranche. */
export const grantors: Question<ReadonlySet<string>> = {
  answer: (see) => new Set(see.all('tranche').flatMap((tranche) => tranche.grantors)),
  same: sameIds,
};

/** Whether relief is owed for it: somebody owes it who does not grant relief. */
export function earnsRelief(milestone: Things['milestone'], see: Lens): boolean {
  const giving = see.ask(grantors);
  return milestone.obligors.some((obligor) => !giving.has(obligor));
}

/** Milestones for which relief is owed, in order. */
export const earning: Question<readonly string[]> = {
  answer: (see) => [
    ...new Set(
      see.all('milestone').flatMap((milestone) => (earnsRelief(milestone, see) ? [milestone.id] : [])),
    ),
  ],
  same: sameList,
};
