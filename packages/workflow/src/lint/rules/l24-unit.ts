/** A number of what? */
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

const massOrVolume = /^(kg|kilograms?|g|grams?|t|tonnes?|tons?|metric tons?|l|litres?|liters?|m3|barrels?)$/i;
/** What weighs differently as an element, a compound, wet or dry. */
const ambiguous =
  /\b(compounds?|chemicals?|uranium|plutonium|isotopes?|ores?|acids?|precursors?|agents?|fuel|crude)\b/i;
const basis =
  /\b(expressed|measured|calculated|counted) (as|in)\b|\bequivalents?\b|\belemental\b|\b(dry|net|gross) (mass|weight)\b|\bby (mass|weight|volume) of\b/i;

export const unit: Rule = {
  id: 'L24',
  severity: 'error',
  title: 'Unit missing or unclear',
  reason:
    'Readings that are not of the same unit and basis cannot be compared, with the target or with each other.',
  precedent: 'JCPOA, paragraph 56: 300 kg of UF6 "or the equivalent in different chemical forms".',
  about: 'milestone',
  check(milestone, _see, report) {
    const { unit, target, statement = '' } = milestone.indicator ?? {};
    if (target?.value == null || typeof target.value === 'boolean') return;
    if (!unit?.trim()) {
      report({
        field: 'unit',
        at: '.indicator.unit',
        message: `The target of ${called(milestone)} is ${target.value}, and it is not said of what. State the unit.`,
      });
      return;
    }
    const words = `${statement} ${milestone.title}`;
    if (!massOrVolume.test(unit.trim()) || !ambiguous.test(words) || basis.test(words) || basis.test(unit))
      return;
    report({
      field: 'indicator',
      at: '.indicator.statement',
      message: `${called(milestone)} is measured in ${unit}, and it is not said of what: as an element, as a compound, wet or dry. Add the basis, such as "expressed as elemental mass".`,
    });
  },
  examples: {
    bad: [
      {
        says: 'no unit',
        change: (its) => delete its.milestone('M2').indicator!.unit,
        at: '$.milestones[1].indicator.unit',
      },
      {
        says: 'kilograms of a compound, or of the element in it?',
        change: (its) => (its.milestone('M2').indicator!.statement = 'Mass of the restricted compound'),
        at: '$.milestones[1].indicator.statement',
      },
    ],
    good: [
      {
        says: 'the basis is said',
        change: (its) =>
          (its.milestone('M2').indicator!.statement =
            'Mass of the restricted compound, expressed as elemental mass'),
      },
    ],
  },
};
