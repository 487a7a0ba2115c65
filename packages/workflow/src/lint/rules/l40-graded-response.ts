/** A response that is all there is. */
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const gradedResponse: Rule = {
  id: 'L40',
  severity: 'warning',
  title: 'Only one, maximal, response',
  reason: 'What can only be answered by everything is not answered at all, and then by everything.',
  precedent: 'Snapback was the sole remedy of the United Nations under the JCPOA.',
  about: 'contingency',
  check(contingency, _see, report) {
    const { response, leveragePreserved } = contingency;
    if (response.length < 2) {
      report({
        field: 'response',
        message:
          response.length === 0
            ? `${called(contingency)} has no response. State what follows, in grades.`
            : `${called(contingency)} has one response, and nothing milder before it. Add grades, such as a pause of the next tranche before a reversal.`,
      });
      return;
    }
    if (leveragePreserved.some((one) => one.trim() !== '')) return;
    report({
      field: 'leveragePreserved',
      message: `After the responses of ${called(contingency)} nothing is said to be left in hand. State which leverage is kept.`,
    });
  },
  examples: {
    bad: [
      {
        says: 'one response',
        change: (its) => its.contingency('C1').response.shift(),
        at: '$.contingencies[0].response',
      },
      {
        says: 'no leverage kept',
        change: (its) => (its.contingency('C1').leveragePreserved = []),
        at: '$.contingencies[0].leveragePreserved',
      },
    ],
    good: [],
  },
};
