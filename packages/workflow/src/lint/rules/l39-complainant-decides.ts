/** A breach that the complaining party establishes itself. */
import { leavesOf } from '../leaves.ts';
import type { Lens } from '../lens.ts';
import type { Rule } from '../rule.ts';
import type { Things } from '../things.ts';
import { called } from '../wording.ts';

const deems =
  /\b(deems?|considers?|believes?|is (of the opinion|satisfied)|in (its|their|the) (\w+ )?(view|opinion|judgement|judgment|discretion|assessment)|as determined by (it|them|the (invoking|complaining) part(y|ies)))\b/i;

export const complainantDecides: Rule = {
  id: 'L39',
  severity: 'warning',
  title: 'Complainant decides',
  reason:
    'Where whoever complains also decides that there is a breach, one party can end the agreement alone.',
  precedent:
    'JCPOA, paragraph 36: the complaining participant acts on what it deems significant non-performance.',
  about: 'contingency',
  check(contingency, see, report) {
    const { trigger } = contingency;
    const who = called(contingency);
    if (!trigger?.ast && !trigger?.text?.trim()) {
      report({
        field: 'trigger',
        message: `${who} has no trigger: whoever invokes it decides that it is given. State a condition that a body determines.`,
      });
      return;
    }
    const soft = trigger.text ? deems.exec(trigger.text) : null;
    if (soft) {
      report({
        field: 'triggerInWords',
        at: '.trigger.text',
        message: `The trigger of ${who} leaves it to the complaining party ("${soft[0]}"). Let a body that is not the complainant determine it.`,
      });
      return;
    }
    for (const { is, path } of leavesOf(trigger.ast)) {
      const decider = is.op === 'ladderOutcome' ? ladderDecider(is.step, see) : milestoneDecider(is, see);
      if (decider === undefined || (decider !== null && !contingency.invokers.includes(decider))) continue;
      report({
        field: 'trigger',
        at: `.trigger.ast${path}`,
        message:
          decider === null
            ? `The trigger of ${who} is the outcome of a step that no body decides. Let it be one before a body, or the end of the ladder.`
            : `${decider} may invoke ${who} and determines its trigger itself. Let somebody else determine it.`,
      });
    }
  },
  examples: {
    bad: [
      {
        says: 'no trigger',
        change: (its) => {
          its.contingency('C1').trigger = null;
          its.tranche('T2').condition = { ast: { op: 'milestone', ref: 'M2', is: 'verified' } };
        },
        at: '$.contingencies[0].trigger',
      },
      {
        says: 'what a party deems',
        change: (its) =>
          (its.contingency('C1').trigger!.text = 'when a Grantor deems that there is non-performance'),
        at: '$.contingencies[0].trigger.text',
      },
      {
        says: 'a step that no body decides',
        change: (its) =>
          (its.contingency('C1').trigger = { ast: { op: 'ladderOutcome', step: 1, is: 'not_continued' } }),
        at: '$.contingencies[0].trigger.ast',
      },
    ],
    good: [],
  },
};

/** The body of a step; null where no body decides, undefined where there is no such step. */
function ladderDecider(number: number, see: Lens): string | null | undefined {
  const step = see.all('ladder')[0]?.steps.find(({ n }, index) => (n ?? index + 1) === number);
  if (!step) return undefined;
  const body = step.body ?? step.parallel.find((branch) => branch.body)?.body ?? null;
  // A panel or committee is no party to the dispute.
  return body !== null && see.find('body', body) ? undefined : body;
}

function milestoneDecider(is: { readonly op: string; readonly ref?: string }, see: Lens): string | undefined {
  if (is.op !== 'milestone' && is.op !== 'sustained') return undefined;
  const by: Things['milestone']['determination'] = see.find('milestone', is.ref ?? '')?.determination;
  return by?.by && see.find('party', by.by) ? by.by : undefined;
}
