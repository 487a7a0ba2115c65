/** Consensus with nothing behind it. */
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const consensus: Rule = {
  id: 'L44b',
  severity: 'warning',
  title: 'Consensus without fallback',
  reason: 'Where consensus is the only way to decide, one member blocks everything.',
  precedent: 'JCPOA, annex IV: consensus by paragraph 4.1; five of eight, by 4.4, for access alone.',
  about: 'body',
  check(body, see, report) {
    const { rule, fallback } = body.decision ?? {};
    if (!rule || !/consensus|unanim/i.test(rule) || /reverse/i.test(rule)) return;
    if (!fallback?.rule?.trim()) {
      report({
        field: 'fallbackRule',
        at: fallback ? '.decision.fallback.rule' : '.decision.fallback',
        message: `${called(body)} decides by ${rule.replaceAll('_', ' ')}, and nothing follows if that fails. Say what does, and after how many days: a majority, or a referral.`,
      });
      return;
    }
    if (fallback.rule !== 'refer' || (fallback.to && see.find('body', fallback.to))) return;
    report({
      field: 'fallbackTo',
      at: '.decision.fallback.to',
      message: `${called(body)} refers what it cannot decide to ${fallback.to ? `${fallback.to}, which the agreement does not have` : 'nobody that is named'}. Name a body.`,
    });
  },
  examples: {
    bad: [
      {
        says: 'no fallback',
        change: (its) => delete its.body('JEC').decision!.fallback,
        at: '$.bodies[0].decision.fallback',
      },
      {
        says: 'referral to nobody',
        change: (its) => (its.body('JEC').decision!.fallback = { afterDays: 10, rule: 'refer' }),
        at: '$.bodies[0].decision.fallback.to',
      },
    ],
    good: [],
  },
};
