/** Results that nobody outside will see. */
import type { Rule } from '../rule.ts';

export const publication: Rule = {
  id: 'L46',
  severity: 'warning',
  title: 'Nothing is published',
  reason: 'Where confidentiality swallows the results, the public has only rumours.',
  precedent: 'JCPOA, annex IV, paragraph 3.4: the work of the Joint Commission is confidential.',
  about: 'agreement',
  check({ classificationDefault }, see, report) {
    if (classificationDefault === 'public') return;
    if (see.all('duty').some(({ to }) => to && /\bpublic\b|\bpublish/i.test(to))) return;
    report({
      at: '.reporting',
      message:
        'No report goes to the public, and what is not public by default stays confidential. Add a report of results to the public, such as a quarterly assessment.',
    });
  },
  examples: {
    bad: [{ says: 'no report to the public', change: (its) => its.terms.reporting.pop(), at: '$.reporting' }],
    good: [
      {
        says: 'public by default',
        change: (its) => {
          its.terms.reporting.pop();
          its.terms.agreement.classificationDefault = 'public';
        },
      },
    ],
  },
};
