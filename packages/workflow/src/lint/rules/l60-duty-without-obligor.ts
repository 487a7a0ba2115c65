/** Something shall be done, and nobody is to do it. */
import type { Rule } from '../rule.ts';
import { namesAgent, operativeSentences, type Sentence } from '../text/english.ts';
import { isLedIn, ledInWithin } from '../text/lead-in.ts';

const attributes =
  '(?:(?:[–•-]|\\([a-z]{1,4}\\)|\\d+\\.) )?(?:The )?(?:(?:immediate|prompt|early|full|complete|comprehensive|total|unconditional|verified|verifiable|phased|gradual|progressive|mutual|permanent|safe|effective|strict)(?:,| and|, and)? )*';
const actions =
  'withdrawal|disarmament|demobili[sz]ation|demilitari[sz]ation|decommissioning|dismantlement|dismantling|destruction|removal|elimination|release|exchange|ceasefire|cease-fire|cessation|lifting|suspension|termination|reinstatement|restoration|resumption|re-?opening|return|repatriation|handover|surrender|transfer|delivery|payment|reduction|conversion|closure|relocation|redeployment|enactment|repeal|ratification|adoption|abolition|establishment|creation|formation|implementation|completion|submission|publication|provision|definition|conduct|carrying out|holding|granting|ensuring';
/** A sentence that is no more than the name of an act: "Withdrawal of all foreign armed formations". */
const nominal = new RegExp(
  `^${attributes}(?:${actions})(?:(?:,| and|, and) (?:[\\p{Ll}-]+ )?(?:${actions}))*(?= (?:of|to|from|in|with|for)(?![\\p{L}]))`,
  'iu',
);
/** "Ensure the release of all hostages": said to nobody. */
const command =
  /^(?:(?:[–•-]|\([a-z]{1,4}\)|\d+\.) )?(?:Ensure|Launch|Adopt|Intensify|Establish|Withdraw|Release|Remove|Destroy|Disarm|Disband|Dismantle|Carry out|Implement|Complete|Submit|Pass|Hold|Conduct|Create|Facilitate|Refrain|Cease|Stop|Halt|Lift|Suspend|Terminate|Convert|Allow|Guarantee|Resume|Restore|Reinstate|Repeal|Enact|Publish|Return|Hand over|Provide|Grant)(?![\p{L}])/u;
const passive =
  /(?<![\p{L}])(?:shall|must|(?:is|are) to) (?:(?:also|immediately|promptly|fully|then|[\p{Ll}]+ly) )?be (?:(?:immediately|promptly|fully|[\p{Ll}]+ly) )?(?:withdrawn|disarmed|demobili[sz]ed|demilitari[sz]ed|decommissioned|dismantled|destroyed|removed(?! from office)|eliminated|released|lifted|ceased|halted|reinstated|restored|reopened|repatriated|handed over|surrendered|converted|closed|relocated|redeployed|repealed|disbanded|dissolved|completed|enacted|abolished|shipped out|finished)(?![\p{L}])/u;
const finite =
  /(?<![\p{L}])(?:shall|must|will|would|should|may|might|can|cannot|could|is|are|was|were|has|have|had|undertakes?|agrees?|commits?|decides?|means?|includes?|remains?|becomes?|takes?|begins?|requires?|applies|apply)(?![\p{L}])/u;
/** A relative or adverbial clause has a verb of its own. */
const subordinate =
  /,? (?:which|that|who|whom|whose|where|if|when|as|unless|until|after|before|once|provided)(?![\p{L}]).*$/u;
/** Before it, somebody is told to see to it; or it is about how a body works. */
const seenTo =
  /(?:ensures?|ensuring|procures?|see to it|guarantees?|undertakes?|requires?|request(?:s|ed)?|necessary|so that|in order|until|once|if|when|where|whether|Decides|Demands|Calls|decided|agree[sd]?|recommend(?:s|ed|ations?)?)(?![\p{L}])/u;

export const dutyWithoutObligor: Rule = {
  id: 'L60',
  severity: 'error',
  title: 'Duty without obligor',
  reason: 'What shall be done by nobody in particular is owed by nobody.',
  precedent:
    'Package of measures of Minsk, 12 February 2015, paragraph 10: "Withdrawal of all foreign armed formations". Each side said that the other one owed it.',
  about: 'clause',
  check(clause, see, report) {
    for (const sentence of operativeSentences(clause, see)) {
      const { passage, n, plain, from, text } = sentence;
      if (passage.kind === 'cell') continue;
      // Asked last: it makes the rule wait for every clause.
      const inList = () => ledInWithin(clause, n) || see.ask(isLedIn, clause.id);
      const begins = from <= 2 && (passage.kind === 'item' || (n === 0 && clause.label !== ''));
      const named = begins ? nameOf(sentence) : null;
      if (named && !inList()) {
        report({
          range: plain.range(n, from, from + named.words.length),
          severity: named.kind === 'nominal' ? 'error' : 'warning',
          message: `"${named.words}" does not say who owes it. Name the party: "… shall …".`,
        });
        return;
      }
      const match = passive.exec(text);
      if (!match || namesAgent(text) || seenTo.test(text.slice(0, match.index))) continue;
      if (/^\P{L}*\p{Ll}/u.test(text) && inList()) continue;
      report({
        range: plain.range(n, from + match.index, from + match.index + match[0].length),
        severity: 'warning',
        message: `This "${match[0]}", and nobody is named who does it. Say which party shall.`,
      });
    }
  },
  examples: {
    bad: [
      {
        says: 'no more than the name of an act',
        change: (its) =>
          its.clause(
            'c1',
            '10 Withdrawal of all foreign armed formations from the territory, under monitoring.',
          ),
        at: '10',
      },
      {
        says: 'a command to nobody',
        change: (its) =>
          its.clause('c1', '6 Ensure release of all unlawfully detained persons within 5 days.'),
        at: '6',
      },
      {
        says: 'a passive without an agent',
        change: (its) => its.clause('c1', '1.1 All heavy weapons shall be withdrawn within 14 days.'),
        at: '1.1',
      },
    ],
    good: [
      {
        says: 'a party that shall',
        change: (its) => its.clause('c1', '1.1 Kestrelia shall withdraw all heavy weapons within 14 days.'),
      },
      {
        says: 'by whom is said',
        change: (its) =>
          its.clause('c1', '2 Withdrawal of all heavy weapons by both sides by equal distances.'),
      },
      {
        says: 'a list with a lead-in',
        change: (its) =>
          its.clause('c1', '1.1 Kestrelia shall:\n(a) release all detained persons;\n(b) repeal Decree 114.'),
      },
    ],
  },
};

function nameOf({ text }: Sentence): { readonly kind: 'nominal' | 'command'; readonly words: string } | null {
  if (namesAgent(text)) return null;
  const ordered = command.exec(text);
  if (ordered) return { kind: 'command', words: ordered[0] };
  const found = nominal.exec(text);
  // A heading ends in no full stop; and what begins with "The" may be the subject of a verb far behind.
  if (!found || (text.length < 60 && !/[.;,]$/u.test(text))) return null;
  if (finite.test(/^\P{L}*The /u.test(text) ? text : text.replace(subordinate, ''))) return null;
  const [, rest = ''] =
    /^((?: (?:of|to|from|in) (?:[^\s,.;]+ ){0,3}[^\s,.;]+)?)/u.exec(text.slice(found[0].length)) ?? [];
  return { kind: 'nominal', words: found[0] + rest };
}
