/**
 * What the demo publishes of its sample: its texts as they stand at the beginning, and of what happens from then on
 * everything but the decisions, which wait for an hour.
 */
import { readingOrder, type AgreementState, type Command } from '@travaux/workflow/agreement';

export const demoSlug = 'orren';

export function publicationOf(state: AgreementState): readonly Command[] {
  const clauses = [...readingOrder(state.outline)].flatMap(({ element }) =>
    element.kind === 'clause' ? [element.id] : [],
  );
  const rule = (
    kind: 'progress' | 'texts' | 'decisions' | 'milestones' | 'comments',
    delayHours: number,
  ) => ({
    kind,
    delayHours,
    within: [],
  });
  return [
    {
      type: 'set-publication',
      policy: {
        slug: demoSlug,
        summary: [
          'Sanctions were imposed. This agreement would lift them again, step by step, in return for steps that can be checked: disarmament, open books, and the return of people to their homes.',
          'Each step has a date and somebody independent who verifies it. When a step is verified, a part of the sanctions is lifted. When a promise is broken, what was lifted can come back.',
          'The parties, the places and the agreement are invented: this is the sample of a demonstration.',
        ].join('\n\n'),
        participation: [
          'The delegations of the parties draft together, clause by clause. A clause then goes through a review by legal experts, the sign-off of the parties, and a committee that evaluates it.',
          'Accredited organisations comment on the exact words, and every comment gets an answer: taken up and where, noted, or out of scope and why. Other people can turn to one of these organisations, which are named with their comments below.',
        ].join('\n\n'),
        rules: [
          rule('progress', 0),
          rule('texts', 0),
          rule('decisions', 1),
          rule('milestones', 0),
          rule('comments', 0),
        ],
      },
    },
    ...(clauses.length > 0 ? [{ type: 'publish-texts' as const, clauses }] : []),
  ];
}
