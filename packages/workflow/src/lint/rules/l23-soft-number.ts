/** A number of which nobody can tell whether it is a limit. */
import type { Rule } from '../rule.ts';
import { operativeSentences } from '../text/english.ts';

const soft =
  /(?<![\p{L}])(?:approximately|roughly|about|around|circa|ca\.|some|nearly|almost|in the (?:order|region) of|estimated (?:at|to be)(?: (?:approximately|about|around))?) (?=(?:[€$£] ?)?\d[\d.,]*(?: (?!(?:January|February|March|April|May|June|July|August|September|October|November|December)(?![\p{L}]))| ?%|\p{L}|\)))/giu;

/** Of people it is an account of what happened. */
const people =
  /^[\d.,]+(?: million| thousand)? (?:people|persons|civilians|refugees|children|women|internally displaced)/u;

export const softNumber: Rule = {
  id: 'L23',
  severity: 'warning',
  title: 'Soft number',
  reason: 'Of an approximate number nobody can say whether it is a limit, and so whether it was kept.',
  precedent:
    'JCPOA, annex I, paragraph 14: needs "estimated to be 130 metric tonnes" of heavy water. The IAEA measured 130.9 and 130.1 in 2016; Iran denied that it was a ceiling.',
  about: 'clause',
  check(clause, see, report) {
    for (const { n, plain, from, text } of operativeSentences(clause, see)) {
      for (const { index, 0: words } of text.matchAll(soft)) {
        if (people.test(text.slice(index + words.length))) continue;
        const [number = ''] = /^(?:[€$£] ?)?\d[\d.,]*\d|^\d/u.exec(text.slice(index + words.length)) ?? [];
        report({
          range: plain.range(n, from + index, from + index + words.length + number.length),
          message: `"${words}${number}" may be a limit or an estimate. Say "not more than", "not less than" or "exactly", with a tolerance if there is one.`,
        });
      }
    }
  },
  examples: {
    bad: [
      {
        says: 'an estimate in the place of a limit',
        change: (its) =>
          its.clause(
            'c1',
            '1.1 The needs of Kestrelia are estimated to be 130 metric tonnes of heavy water.',
          ),
        at: '1.1',
      },
      {
        says: 'about',
        change: (its) => its.clause('c1', '1.1 Kestrelia shall keep about 300 kg of the compound.'),
        at: '1.1',
      },
    ],
    good: [
      {
        says: 'a limit',
        change: (its) => its.clause('c1', '1.1 Kestrelia shall keep not more than 300 kg of the compound.'),
      },
      {
        says: 'about, of a subject',
        change: (its) => its.clause('c1', '1.1 Kestrelia shall report about the 42 facilities.'),
      },
    ],
  },
};
