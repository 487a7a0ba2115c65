/** Relief that may be thought about. */
import type { RulePart } from '../rule.ts';
import { datesIn } from '../text/dates.ts';
import { operativeSentences } from '../text/english.ts';

const discretion =
  /(?<![\p{L}])(?:(?:express(?:es)?|expressing|affirms|reaffirms|reiterates) (?:its|their) (?:readiness|willingness|intention|intent|determination) to (?:review|consider|examine|lift|suspend|ease|adjust|modify|terminate)|(?:stands?|is|are|remains?) (?:ready|prepared|willing)|(?:shall|will) (?:stand|be|remain) (?:ready|prepared|willing)|may (?:decide to )?consider|(?:shall|will) consider|intends? to (?:consider|review))(?: to (?:consider|review|examine))?(?![\p{L}])/iu;
const relief =
  /(?<![\p{L}])(?:lift\p{L}*|suspen(?:d|ding|sion)|terminat\p{L}+|eas(?:e|ing)|adjust\p{L}*|modif\p{L}+|delist\p{L}*|unfreez\p{L}*|remov(?:e|ing|al) (?:of )?(?:the |these |those )?(?:measures|sanctions|restrictions))(?![\p{L}])/iu;
const restriction =
  /(?<![\p{L}])(?:measures?|sanctions?|restrictions?|restrictive|embargo(?:es)?|prohibitions?|freeze|relief|tranches?)(?![\p{L}])/iu;
const dated =
  /(?<![\p{L}])(?:within|no later than|not later than|by the end of|every|\d+ (?:days?|months?|years?))(?![\p{L}])/iu;

/**
 * Resolution 687 (1991), paragraph 21, reviews the sanctions on Iraq "in light of the policies and practices" of its Government; members of the Council read it differently for twelve years.
 */
export const discretionInText: RulePart = {
  about: 'clause',
  check(clause, see, report) {
    for (const { n, plain, from, text } of operativeSentences(clause, see)) {
      const match = discretion.exec(text);
      if (!match || !relief.test(text) || !restriction.test(text)) continue;
      if (dated.test(text) || datesIn(text).length > 0) continue;
      report({
        range: plain.range(n, from + match.index, from + match.index + match[0].length),
        message: `"${match[0]}" promises no relief, and names no day. Say by when it is decided, and on what.`,
      });
    }
  },
  examples: {
    bad: [
      {
        says: 'readiness to consider',
        change: (its) =>
          its.clause('c1', '1.1 Albarra expresses its readiness to consider lifting the measures on timber.'),
        at: '1.1',
      },
      {
        says: 'may consider',
        change: (its) => its.clause('c1', '1.1 The Grantors may consider the suspension of the oil embargo.'),
        at: '1.1',
      },
    ],
    good: [
      {
        says: 'a day on which it is decided',
        change: (its) =>
          its.clause(
            'c1',
            '1.1 The Grantors shall consider lifting the measures not later than 31 May 2027.',
          ),
      },
      {
        says: 'readiness for something else',
        change: (its) => its.clause('c1', '1.1 Torvald stands ready to host the meetings of the Committee.'),
      },
    ],
  },
};
