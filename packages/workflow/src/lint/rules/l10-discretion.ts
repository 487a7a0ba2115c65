/** A trigger that is somebody's free choice. */
import type { DayRule } from '../../compliance/day-rule.ts';
import { leavesOf } from '../leaves.ts';
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

const discretion =
  /\b(express(es)? (its|their) (readiness|willingness|intention)|stands? ready|is (ready|prepared|willing) to|may (decide to )?(consider|review|lift|suspend)|(shall|will) consider|in (its|their) (sole )?discretion|as (it|they) (see|deem|consider)s? (fit|appropriate)|deems?|when appropriate|as appropriate|satisfied that)\b/i;

export const discretionaryRelief: Rule = {
  id: 'L10',
  severity: 'warning',
  title: 'Relief at discretion',
  reason: 'Whoever has to perform cannot rely on relief that somebody may or may not choose to give.',
  precedent:
    'Resolutions 1521 (2003), paragraphs 5 and 12, and 2577 (2021), paragraph 2; resolution 687 (1991), paragraph 21, "policies and practices", was read differently by the permanent members.',
  about: 'tranche',
  check(tranche, see, report) {
    const { text, ast } = tranche.condition ?? {};
    const soft = text ? discretion.exec(text) : null;
    if (soft) {
      report({
        field: 'conditionInWords',
        at: '.condition.text',
        message: `The condition of ${called(tranche)} leaves it to discretion ("${soft[0]}"). Say which facts make it true, and by when it is decided.`,
      });
    } else if (text?.trim() && !ast) {
      report({
        field: 'condition',
        message: `The condition of ${called(tranche)} stands in words only, so nobody can tell when it is true. State it as a condition on milestones and days.`,
      });
    }
    for (const { is, path } of leavesOf(ast)) {
      const day = is.op === 'reached' ? see.find('day', is.ref) : undefined;
      if (!day?.rule || day.rule.notLaterThan || !isAct(day.rule)) continue;
      report({
        field: 'condition',
        at: `.condition.ast${path}`,
        message: `${called(tranche)} waits for ${day.name || day.id}, which comes only when somebody chooses, on no date. Give that day a last date, or let the tranche wait for something else.`,
      });
    }
  },
  examples: {
    bad: [
      {
        says: 'readiness to consider',
        change: (its) => (its.tranche('T2').condition!.text = 'when the Grantors deem progress sufficient'),
        at: '$.tranches[1].condition.text',
      },
      {
        says: 'words only',
        change: (its) => (its.tranche('T1').condition = { text: 'after the visit of the mission' }),
        at: '$.tranches[0].condition',
      },
    ],
    good: [
      {
        says: 'the condition in words beside it',
        change: (its) => (its.tranche('T1').condition!.text = 'verified(M1)'),
      },
    ],
  },
};

/** Whether the day is nothing but an act of will. */
function isAct(rule: DayRule): boolean {
  switch (rule.type) {
    case 'act':
      return true;
    case 'earliestOf':
      return rule.of.length > 0 && rule.of.every(isAct);
    case 'latestOf':
      return rule.of.some(isAct);
    case 'absolute':
    case 'relative':
    case 'event':
      return false;
  }
}
