/** A body that nobody knows how to decide. */
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const decisionRule: Rule = {
  id: 'L44',
  severity: 'error',
  title: 'No quorum or decision rule',
  reason: 'A decision that was taken by no rule can be denied by whoever dislikes it.',
  precedent: null,
  about: 'body',
  check(body, _see, report) {
    // Who is appointed for a case, and who only keeps the register, does not vote.
    if (body.members.length === 0 && body.kind !== 'committee') return;
    if (body.kind === 'panel' || body.kind === 'secretariat') return;
    const who = called(body);
    const { rule, quorum } = body.decision ?? {};
    if (!rule?.trim())
      report({
        field: 'decisionRule',
        at: body.decision ? '.decision.rule' : '.decision',
        message: `It is not said how ${who} decides. State its rule, such as consensus or a majority, and what follows if it cannot.`,
      });
    else if (quorum == null)
      report({
        field: 'quorum',
        at: '.decision.quorum',
        message: `It is not said how many members must be present for ${who} to decide. State a quorum.`,
      });
    else if (body.members.length > 0 && (quorum > body.members.length || quorum < 1))
      report({
        field: 'quorum',
        at: '.decision.quorum',
        message: `${who} has ${body.members.length} members and a quorum of ${quorum}. Mend the quorum.`,
      });
  },
  examples: {
    bad: [
      { says: 'no rule', change: (its) => (its.body('JEC').decision = null), at: '$.bodies[0].decision' },
      {
        says: 'no quorum',
        change: (its) => delete its.body('JEC').decision!.quorum,
        at: '$.bodies[0].decision.quorum',
      },
      {
        says: 'more than there are',
        change: (its) => (its.body('JEC').decision!.quorum = 9),
        at: '$.bodies[0].decision.quorum',
      },
    ],
    good: [],
  },
};
