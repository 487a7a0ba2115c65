/** Relief that its own grantor can hold back by not performing. */
import { listWords } from '../../route/words.ts';
import { surelyVerifiedItself } from '../requirements.ts';
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const selfVeto: Rule = {
  id: 'L06',
  severity: 'error',
  title: 'Grantor with a veto',
  reason: 'A grantor on whose own performance the relief depends can hold it back by doing nothing.',
  precedent:
    'Agreed Framework of 1994: safeguards steps of the DPRK were keyed to the progress of reactors that the other side built, and was late with.',
  about: 'tranche',
  check(tranche, see, report) {
    for (const id of see.ask(surelyVerifiedItself, `tranche ${tranche.id}`)) {
      const milestone = see.find('milestone', id);
      const own = tranche.grantors.filter((grantor) => milestone?.obligors.includes(grantor));
      if (!milestone || own.length === 0) continue;
      report({
        field: 'condition',
        message: `${called(tranche)} waits for ${called(milestone)}, which ${listWords(own)} ${own.length > 1 ? 'owe' : 'owes'} and could leave undone to hold the relief back. Take ${id} out of the condition, or toll the other side's deadlines until it is done.`,
      });
    }
  },
  examples: {
    bad: [
      {
        says: 'a grantor owes what its relief waits for',
        change: (its) => its.milestone('M2').obligors.splice(0, 1, 'ALB'),
        at: '$.tranches[1].condition',
      },
    ],
    good: [
      {
        says: 'another way without the grantor',
        change: (its) => {
          its.milestone('M2').obligors.splice(0, 1, 'ALB');
          its.tranche('T2').condition = {
            ast: {
              op: 'atLeast',
              k: 1,
              args: [
                { op: 'milestone', ref: 'M1', is: 'verified' },
                { op: 'milestone', ref: 'M2', is: 'verified' },
              ],
            },
          };
        },
      },
    ],
  },
};
