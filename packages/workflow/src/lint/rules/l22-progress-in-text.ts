/** Words in the place of a target. */
import type { RulePart } from '../rule.ts';
import { operativeSentences } from '../text/english.ts';

const degree =
  '(?:significant|substantial|sufficient|satisfactory|meaningful|adequate|tangible|real|genuine|considerable|appreciable|demonstrable|concrete|credible|further|good|continued)';
/** What follows hangs on something: relief, or the review of a measure. */
const relief =
  /(?<![\p{L}])(?:lift(?:ed|ing|s)?|suspen(?:d|ded|ds|ding|sion)|terminat\p{L}+|eas(?:e|ed|es|ing)|adjust\p{L}*|modif\p{L}+|remov(?:e|ed|al|ing)|relief|delist\p{L}*|unfreez\p{L}*|review|benchmarks?|conditions?|milestones?)(?![\p{L}])/iu;
const hinge =
  '(?:in (?:the )?light of|depend(?:s|ing|ent)? (?:up)?on|upon|on the basis of|based on|conditional (?:up)?on|contingent (?:up)?on|subject to|provided that|once|when|if|after|following|according to)';
const asTarget = new RegExp(
  `(?<![\\p{L}])${hinge} (?:[\\p{L}' -]{0,60}? )?((?:${degree} )?(?:progress|improvements?|steps|advances)(?: (?:achieved|made))?)(?![\\p{L}])|(?<![\\p{L}])${hinge} [^.;:]{0,80}?(?<![\\p{L}])(${degree} (?:progress|improvements?|compliance|reductions?|steps|cooperation|implementation))(?![\\p{L}])`,
  'iu',
);
/** An item of a list of benchmarks that is itself no more than progress. */
const listed = new RegExp(`^(?:the )?((?:${degree} )?(?:progress|improvements?))(?![\\p{L}])`, 'iu');
const leading = new RegExp(`(?<![\\p{L}])${degree} $`, 'iu');
const counted = /\d|(?<![\p{L}])(?:at least|all|every|percent|per cent)(?![\p{L}])/u;

/**
 * Resolution 2577 (2021), paragraph 2 (c) and (d), lifts an arms embargo "in the light of progress" and names progress among the benchmarks; Amnesty International called them weak.
 */
export const progressInText: RulePart = {
  about: 'clause',
  check(clause, see, report) {
    const isAboutRelief = clause.passages.some(({ words }) => relief.test(words));
    if (!isAboutRelief) return;
    for (const { passage, n, plain, from, text } of operativeSentences(clause, see)) {
      const match = passage.kind === 'item' ? (listed.exec(text) ?? target(text)) : target(text);
      const words = match?.[1] ?? match?.[2];
      if (!match || words === undefined) continue;
      const noun = from + match.index + match[0].lastIndexOf(words);
      const [attribute = ''] = leading.exec(plain.text.slice(Math.max(0, noun - 20), noun)) ?? [];
      const at = noun - attribute.length;
      const said = attribute + words;
      report({
        range: plain.range(n, at, at + said.length),
        severity: 'warning',
        message: `"${said}" cannot be measured. Give a number, or a fact that is there or not.`,
      });
    }
  },
  examples: {
    bad: [
      {
        says: 'relief in the light of progress',
        change: (its) =>
          its.clause(
            'c1',
            '1.1 Albarra shall review the measures in the light of progress achieved by Kestrelia.',
          ),
        at: '1.1',
      },
      {
        says: 'progress among the benchmarks',
        change: (its) =>
          its.clause(
            'c1',
            '1.1 Albarra shall lift the embargo when these benchmarks are met:\n(a) the release of all 37 persons;\n(b) progress on disarmament;',
          ),
        at: '1.1 (b)',
      },
    ],
    good: [
      {
        says: 'a target in numbers',
        change: (its) =>
          its.clause('c1', '1.1 Albarra shall lift the embargo when 121 systems have been withdrawn.'),
      },
      {
        says: 'progress that nothing hangs on',
        change: (its) => its.clause('c1', '1.1 Kestrelia shall report on progress every month.'),
      },
    ],
  },
};

function target(text: string): RegExpExecArray | null {
  const match = relief.test(text) ? asTarget.exec(text) : null;
  return match && !counted.test(match[0]) ? match : null;
}
