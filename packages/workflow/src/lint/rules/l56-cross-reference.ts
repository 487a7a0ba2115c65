/** References that name nothing, or something else than they say. */
import type { Rule } from '../rule.ts';

export const crossReference: Rule = {
  id: 'L56',
  severity: 'error',
  title: 'Dangling or stale cross-reference',
  reason: 'A reference to the wrong paragraph applies the wrong rule; one to none applies none.',
  precedent:
    'Drafts of the Paris Agreement of December 2015 refer in article 3 ter to a "paragraph 34 above" of an article with twenty paragraphs.',
  about: 'clause',
  check(clause, _see, report) {
    for (const [passage, { words, references }] of clause.passages.entries()) {
      for (const { from, to, target, stale } of references) {
        const printed = words.slice(from, to);
        if (target === null) {
          report({
            range: { passage, from, to },
            message: `Nothing here is called "${printed}". Name what is meant; if it stands in another act, say in which.`,
          });
        } else if (stale) {
          report({
            range: { passage, from, to },
            message: `This says "${stale.printed}"; it should say "${stale.now}".`,
            fix: { label: `Write "${stale.now}"`, words: stale.now },
          });
        }
      }
    }
  },
  examples: {
    bad: [
      {
        says: 'a paragraph that does not exist',
        change: (its) => {
          const { passages } = its.clause('c1', '1.1 The duties of paragraph 9.4 begin on Adoption Day.');
          passages[0]?.references.push({ from: 14, to: 27, target: null, stale: null });
        },
        at: '1.1',
      },
      {
        says: 'a paragraph that has moved',
        change: (its) => {
          const { passages } = its.clause(
            'c1',
            '1.1 The duties of paragraph 2.4 above begin on Adoption Day.',
          );
          passages[0]?.references.push({
            from: 14,
            to: 33,
            target: 'c9',
            stale: { printed: 'paragraph 2.4 above', now: 'paragraph 2.4 below' },
          });
        },
        at: '1.1',
      },
    ],
    good: [
      {
        says: 'a paragraph that is there',
        change: (its) => {
          const { passages } = its.clause('c1', '1.1 The duties of paragraph 2.4 begin on Adoption Day.');
          passages[0]?.references.push({ from: 14, to: 27, target: 'c9', stale: null });
        },
      },
    ],
  },
};
