/** Steps of a dispute ladder that overlap or do not add up. */
import type { Rule } from '../rule.ts';
import type { Things } from '../things.ts';

type Step = Things['ladder']['steps'][number];

export const ladderDays: Rule = {
  id: 'L35',
  severity: 'error',
  title: 'Ladder does not add up',
  reason: 'If nobody can say on which day a step ends, the next one can be called invalid.',
  precedent:
    'JCPOA, paragraph 36: steps "in parallel" or "in lieu" within "this 30-day process"; in 2025 it was disputed whether it had been exhausted.',
  about: 'ladder',
  check(ladder, _see, report) {
    let exact = true;
    ladder.steps.forEach((step, index) => {
      const [n, at] = [numberOf(step, index), `.steps[${index}]`];
      const branches = step.parallel.flatMap(({ days }) => days ?? []);
      const longest = Math.max(0, ...branches);
      if (n !== index + 1) {
        exact = false;
        report({
          field: 'ladderSteps',
          at: `${at}.n`,
          message: `Step ${n} of the dispute ladder stands at the place of step ${index + 1}. Number the steps in their order.`,
        });
      }
      if (step.days == null && branches.length === 0) {
        exact = false;
        report({
          field: 'ladderSteps',
          at: `${at}.days`,
          message: `Step ${n} of the dispute ladder (${step.name ?? 'without a name'}) does not say how many days it lasts, so nobody can say when the next one begins.`,
        });
      } else if (step.days != null && branches.length > 0 && step.days !== longest) {
        exact = false;
        report({
          field: 'ladderSteps',
          at: `${at}.days`,
          message: `Step ${n} of the dispute ladder lasts ${step.days} days and its longest branch ${longest}. Steps in parallel last as long as the longest of them.`,
        });
      }
      const after = /\bend of step (\d+)\b/i.exec(step.start ?? '');
      if (after && Number(after[1]) !== n - 1) {
        exact = false;
        report({
          field: 'ladderSteps',
          at: `${at}.start`,
          message:
            Number(after[1]) >= n
              ? `Step ${n} of the dispute ladder begins at the end of step ${after[1]!}, which does not come before it.`
              : `Step ${n} of the dispute ladder begins at the end of step ${after[1]!} and so overlaps with step ${n - 1}. Let it begin at the end of step ${n - 1}, or put the two in parallel.`,
        });
      }
    });
    const sum = ladder.steps.reduce((days, step) => days + lasts(step), 0);
    if (!exact || ladder.totalDays == null || ladder.totalDays === sum) return;
    report({
      field: 'totalDays',
      message: `The steps of the dispute ladder last ${sum} days together, and ${ladder.totalDays} are stated. Mend one of them.`,
      fix: { label: `State ${sum} days`, words: String(sum) },
    });
  },
  examples: {
    bad: [
      {
        says: 'a total of something else',
        change: (its) => (its.terms.disputeLadder!.totalDays = 40),
        at: '$.disputeLadder.totalDays',
      },
      {
        says: 'a step shorter than a branch of it',
        change: (its) =>
          (its.terms.disputeLadder!.steps[0]!.parallel = [{ name: 'Panel', body: 'IRP', days: 20 }]),
        at: '$.disputeLadder.steps[0].days',
      },
      {
        says: 'a step of any length',
        change: (its) => delete its.terms.disputeLadder!.steps[0]!.days,
        at: '$.disputeLadder.steps[0].days',
      },
      {
        says: 'a step that begins with another',
        change: (its) => {
          const [first, second] = its.terms.disputeLadder!.steps;
          const middle = { ...first!, n: 2, name: 'Ministers', start: 'end of step 1' };
          its.terms.disputeLadder!.steps = [first!, middle, { ...second!, n: 3, start: 'end of step 1' }];
          its.terms.disputeLadder!.totalDays = 60;
          its.contingency('C1').trigger = { ast: { op: 'ladderOutcome', step: 3, is: 'not_continued' } };
        },
        at: '$.disputeLadder.steps[2].start',
      },
    ],
    good: [
      {
        says: 'branches in parallel, as long as the longest',
        change: (its) =>
          (its.terms.disputeLadder!.steps[0]!.parallel = [
            { name: 'Ministers', days: 10 },
            { name: 'Panel', body: 'IRP', days: 15 },
          ]),
      },
    ],
  },
};

const numberOf = ({ n }: Step, index: number) => n ?? index + 1;
const lasts = ({ days, parallel }: Step) =>
  days ?? Math.max(0, ...parallel.map((branch) => branch.days ?? 0));
