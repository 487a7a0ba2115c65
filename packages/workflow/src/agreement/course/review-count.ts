/**
 * What opinions come to. A negative one keeps a review from passing until it is settled; no opinion never does.
 */
import type { ReviewStage } from '../../route/route.ts';
import type { GivenOpinion } from './acts.ts';
import type { Renewal } from './course.ts';
import { opinionStands } from './renewal.ts';
import type { ReviewRun } from './stage-run.ts';
import { sameVoice, type Voice } from './voice.ts';

/** The opinion of a reviewer that stands now. */
export function opinionOf(
  run: Pick<ReviewRun, 'opinions'>,
  voice: Voice,
  renewals: readonly Renewal[],
): GivenOpinion | null {
  return run.opinions.find((one) => sameVoice(one.of, voice) && opinionStands(one, renewals)) ?? null;
}

/** Negative opinions of reviewers that nobody has lifted or overridden. */
export function standingNegatives(run: ReviewRun, renewals: readonly Renewal[]): readonly GivenOpinion[] {
  return run.reviewers
    .map((voice) => opinionOf(run, voice, renewals))
    .filter((one) => one !== null)
    .filter(({ opinion, settled }) => opinion.kind === 'negative' && settled === null);
}

/** Whom the stage asks now; in an ordered review only the next ones after those who have answered. */
export function askedNow(run: ReviewRun, stage: ReviewStage, renewals: readonly Renewal[]): readonly Voice[] {
  if (stage.order === 'parallel') return run.reviewers;
  const blocking = run.reviewers.findIndex((voice) => {
    const given = opinionOf(run, voice, renewals);
    return !given || (given.opinion.kind === 'negative' && given.settled === null);
  });
  return blocking === -1 ? run.reviewers : run.reviewers.slice(0, blocking + 1);
}

export function reviewPasses(run: ReviewRun, stage: ReviewStage, renewals: readonly Renewal[]): boolean {
  if (standingNegatives(run, renewals).length > 0) return false;
  const given = run.reviewers.map((voice) => opinionOf(run, voice, renewals)).filter((one) => one !== null);
  const positive = given.filter(({ opinion }) => opinion.kind.startsWith('positive')).length;
  const without = given.length - positive;
  const required = stage.required === 'all' ? run.reviewers.length : stage.required;
  return positive >= Math.min(required, run.reviewers.length - without);
}
