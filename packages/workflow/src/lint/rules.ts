/**
 * All rules of the linter, in the order of their ids. A rule's id is its name for good; those that a lawyer would ask
 * for and that cannot be computed are named with the reason in the tests.
 */
import { together, type Rule } from './rule.ts';
import { unread } from './rules/l00-unread.ts';
import { condition } from './rules/l01-condition.ts';
import { unknownName } from './rules/l02-unknown-name.ts';
import { circle } from './rules/l03-circle.ts';
import { unreachable } from './rules/l04-unreachable.ts';
import { passageOfTime } from './rules/l05-passage-of-time.ts';
import { selfVeto } from './rules/l06-self-veto.ts';
import { irreversible } from './rules/l07-irreversible.ts';
import { reversal } from './rules/l08-reversal.ts';
import { runningContracts } from './rules/l08b-running-contracts.ts';
import { allOrNothing } from './rules/l09-all-or-nothing.ts';
import { discretionaryRelief } from './rules/l10-discretion.ts';
import { discretionInText } from './rules/l10-discretion-in-text.ts';
import { outsideTheRange } from './rules/l11-outside-the-range.ts';
import { legislation } from './rules/l12-legislation.ts';
import { synchronised } from './rules/l13-synchronised.ts';
import { pacing } from './rules/l14-pacing.ts';
import { magnitudes } from './rules/l14b-magnitudes.ts';
import { verifier } from './rules/l15-verifier.ts';
import { ownCause } from './rules/l16-own-cause.ts';
import { oneSource } from './rules/l17-one-source.ts';
import { obligorsSources } from './rules/l18-obligors-sources.ts';
import { oneController } from './rules/l18b-one-controller.ts';
import { deadline } from './rules/l19-deadline.ts';
import { undefinedAnchor } from './rules/l20-undefined-anchor.ts';
import { longStop } from './rules/l21-long-stop.ts';
import { target } from './rules/l22-target.ts';
import { progressInText } from './rules/l22-progress-in-text.ts';
import { softNumber } from './rules/l23-soft-number.ts';
import { unit } from './rules/l24-unit.ts';
import { baseline } from './rules/l25-baseline.ts';
import { alreadyMet } from './rules/l26-already-met.ts';
import { sustain } from './rules/l27-sustain.ts';
import { allocation } from './rules/l28-allocation.ts';
import { access } from './rules/l29-access.ts';
import { mandate } from './rules/l30-mandate.ts';
import { modality } from './rules/l31-modality.ts';
import { cure } from './rules/l32-cure.ts';
import { triggerTerm } from './rules/l33-trigger-term.ts';
import { falsePositive } from './rules/l34-false-positive.ts';
import { ladderDays } from './rules/l35-ladder-days.ts';
import { defaultOutcome } from './rules/l36-default-outcome.ts';
import { dayCount } from './rules/l37-day-count.ts';
import { standing } from './rules/l38-standing.ts';
import { complainantDecides } from './rules/l39-complainant-decides.ts';
import { gradedResponse } from './rules/l40-graded-response.ts';
import { incentive } from './rules/l40b-incentive.ts';
import { restoration } from './rules/l41-restoration.ts';
import { discrepancy } from './rules/l42-discrepancy.ts';
import { panel } from './rules/l43-panel.ts';
import { decisionRule } from './rules/l44-decision-rule.ts';
import { consensus } from './rules/l44b-consensus.ts';
import { observers } from './rules/l45-observers.ts';
import { publication } from './rules/l46-publication.ts';
import { reporting } from './rules/l47-reporting.ts';
import { sunsetTooEarly } from './rules/l48-sunset.ts';
import { reviewClause } from './rules/l49-review.ts';
import { extension } from './rules/l50-extension.ts';
import { datesAndPeriod } from './rules/l51-dates-and-period.ts';
import { pastDeadlineInText } from './rules/l52-past-deadline-in-text.ts';
import { dueTooEarly } from './rules/l52-too-early.ts';
import { beforePrerequisite } from './rules/l53-before-prerequisite.ts';
import { definedTerms } from './rules/l54-defined-terms.ts';
import { definedTwice } from './rules/l55-defined-twice.ts';
import { crossReference } from './rules/l56-cross-reference.ts';
import { languageVersions } from './rules/l57-language-versions.ts';
import { weakModality } from './rules/l58-weak-modality.ts';
import { brackets } from './rules/l59-brackets.ts';
import { dutyWithoutObligor } from './rules/l60-duty-without-obligor.ts';
import { differingValues } from './rules/l61-differing-values.ts';
import { lockedList } from './rules/l62-locked-list.ts';
import { noReward } from './rules/l63-no-reward.ts';
import { signOffMissing } from './rules/l64-sign-off-missing.ts';
import { signOffVersions } from './rules/l65-sign-off-versions.ts';
import { duplicateId } from './rules/l66-duplicate-id.ts';
import { assessor } from './rules/l67-assessor.ts';
import { negativeCondition } from './rules/l68-negative-condition.ts';
import { humanitarianRelief } from './rules/l69-humanitarian.ts';

export const rules: readonly Rule[] = [
  unread,
  condition,
  unknownName,
  circle,
  unreachable,
  passageOfTime,
  selfVeto,
  irreversible,
  reversal,
  runningContracts,
  allOrNothing,
  together(discretionaryRelief, discretionInText),
  outsideTheRange,
  legislation,
  synchronised,
  pacing,
  magnitudes,
  verifier,
  ownCause,
  oneSource,
  obligorsSources,
  oneController,
  deadline,
  undefinedAnchor,
  longStop,
  together(target, progressInText),
  softNumber,
  unit,
  baseline,
  alreadyMet,
  sustain,
  allocation,
  access,
  mandate,
  modality,
  cure,
  triggerTerm,
  falsePositive,
  ladderDays,
  defaultOutcome,
  dayCount,
  standing,
  complainantDecides,
  gradedResponse,
  incentive,
  restoration,
  discrepancy,
  panel,
  decisionRule,
  consensus,
  observers,
  publication,
  reporting,
  sunsetTooEarly,
  reviewClause,
  extension,
  datesAndPeriod,
  together(dueTooEarly, pastDeadlineInText),
  beforePrerequisite,
  definedTerms,
  definedTwice,
  crossReference,
  languageVersions,
  weakModality,
  brackets,
  dutyWithoutObligor,
  differingValues,
  lockedList,
  noReward,
  signOffMissing,
  signOffVersions,
  duplicateId,
  assessor,
  negativeCondition,
  humanitarianRelief,
];

/** The rules that look at the words of the text: what an agreement without terms lacks in them, nobody wants to hear. */
export const textRules: readonly Rule[] = rules.filter((rule) =>
  'looks' in rule ? rule.looks.some(({ about }) => about === 'clause') : rule.about === 'clause',
);
