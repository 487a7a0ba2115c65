/** A duty that takes itself back. */
import type { Draft, Example } from '../example.ts';
import type { Lens } from '../lens.ts';
import type { Report, Rule } from '../rule.ts';
import type { ClauseSubject } from '../subject.ts';
import { binding, operativeSentences, operativeSentencesOf } from '../text/english.ts';
import { weakWordsIn } from '../text/weak-words.ts';

const weak =
  /(?<![\p{L}])(?<!(?:well|such) )(?:(?:as|where|when|if|whenever|wherever) (?:may be )?appropriate(?! and (?:no|not) later)|best efforts?|(?:all )?reasonable efforts?|every (?:reasonable |possible )?effort|endeavou?rs? to|endeavou?r (?:as far|where|so far)|strives? to|(?<=(?:shall|will|must) )seek to|(?:so|as|in so) far as (?:possible|practicable|feasible|they are able)|(?:where|if|when|whenever|wherever) (?:possible|feasible|practicable)|to the (?:maximum |greatest |fullest )?extent (?:possible|practicable|feasible)|in principle|as it (?:deems|considers) (?:fit|appropriate)|subject to available resources)(?![\p{L}])/giu;

/** "will" of mere future, and what is only asked for, bind nobody. */
const asked =
  /^(?:Calls|Encourages|Urges|Invites|Requests|Recommends|Welcomes|Notes|Stresses|Emphasizes|Underscores|Underlines|Recalls|Reiterates|Reaffirms|Expresses|Commends)(?![\p{L}])/u;
const should =
  /(?<![\p{L}])(?:(?!(?:if|that|which|who|whether) )[\p{L})]+ )(should)(?= (?!be noted|the |any |a |an |this |that |it |they |there ))/u;

export const weakModality: Rule = {
  id: 'L58',
  severity: 'warning',
  title: 'Weak modality in a duty',
  reason:
    'A duty that says "as appropriate" or "best efforts" leaves it to whoever owes it whether anything is owed.',
  precedent: 'The JCPOA says "as appropriate" 34 times.',
  about: 'clause',
  check(clause, see, report) {
    inOtherLanguages(clause, see, report);
    for (const { n, plain, from, text } of operativeSentences(clause, see)) {
      if (asked.test(text.replace(/^(?:Also|Further|Strongly|In this regard,?) /u, ''))) continue;
      if (binding.test(text)) {
        for (const { index, 0: words } of text.matchAll(weak)) {
          // "the Prosecutor or the Deputy Prosecutor, as appropriate": one or the other, and both bind.
          if (/appropriate$/iu.test(words) && / or (?:the )?\p{Lu}[^,]*,? ?$/u.test(text.slice(0, index)))
            continue;
          report({
            range: plain.range(n, from + index, from + index + words.length),
            message: `"${words}" takes back the duty that this sentence makes. Say what is owed in which case, or leave it out.`,
          });
        }
      }
      const [found, word] = should.exec(text) ?? [];
      if (
        found === undefined ||
        word === undefined ||
        /(?<![\p{L}])(?:that|if|whether|which|how|what|why|where) [^,;:]*$/iu.test(
          text.slice(0, text.indexOf(found) + found.length - word.length),
        )
      )
        continue;
      const at = from + text.indexOf(found) + found.length - word.length;
      report({
        range: plain.range(n, at, at + word.length),
        message: '"should" recommends and does not bind. If this is owed, say "shall".',
        fix: { label: 'Replace "should" by "shall"', words: 'shall' },
      });
    }
  },
  examples: {
    bad: [
      {
        says: 'a duty as appropriate',
        change: (its) => its.clause('c1', '1.1 Kestrelia shall, as appropriate, grant access to the site.'),
        at: '1.1',
      },
      {
        says: 'best efforts',
        change: (its) => its.clause('c1', '1.1 Albarra shall use its best efforts to repeal Act 114.'),
        at: '1.1',
      },
      {
        says: 'should where shall is meant',
        change: (its) => its.clause('c1', '1.1 Kestrelia should release the persons named in Schedule C.'),
        at: '1.1',
      },
      ...inLanguage('bad', [
        ['fr', "1.1 La Kestrélie doit, selon qu'il convient, donner accès au site."],
        ['fr', '1.1 Albarra s’efforce d’abroger la loi 114.'],
        ['fr', '1.1 La Kestrélie devrait libérer les personnes nommées au tableau C.'],
        ['es', '1.1 Kestrelia permitirá, en la medida de lo posible, el acceso al sitio.'],
        ['es', '1.1 Albarra debería derogar la Ley 114.'],
        ['ru', '1.1 Кестрелия обязана по возможности предоставить доступ к объекту.'],
        ['zh', '1.1 凯斯特雷利亚应酌情准许进入该场址。'],
        ['ar', '1.1 يجب على كستريليا أن تتيح، حسب الاقتضاء، الوصول إلى الموقع.'],
      ]),
    ],
    good: [
      ...inLanguage('good', [
        ['fr', '1.1 La Kestrélie donne accès au site dans un délai de 24 heures.'],
        ['fr', "1. Encourage les États à présenter un rapport, selon qu'il convient, au Comité ;"],
        ['es', '1.1 Kestrelia permitirá el acceso al sitio en un plazo de 24 horas.'],
        ['es', '1. Alienta a los Estados a que informen, según proceda, al Comité;'],
        ['ru', '1.1 Кестрелия обязана предоставить доступ к объекту в течение 24 часов.'],
        ['zh', '1.1 凯斯特雷利亚应在24小时内准许进入该场址。'],
        ['ar', '1.1 يجب على كستريليا أن تتيح الوصول إلى الموقع خلال 24 ساعة.'],
      ]),
      {
        says: 'a duty without a way out',
        change: (its) => its.clause('c1', '1.1 Kestrelia shall grant access to the site within 24 hours.'),
      },
      {
        says: 'should in a condition',
        change: (its) => its.clause('c1', '1.1 If Kestrelia should withdraw, Albarra shall give notice.'),
      },
      {
        says: 'what is only asked for',
        change: (its) =>
          its.clause('c1', '1. Encourages States to report, as appropriate, to the Committee;'),
      },
    ],
  },
};

function inOtherLanguages(clause: ClauseSubject, see: Lens, report: Report): void {
  const words = weakWordsIn(see.language());
  if (!words) return;
  for (const { n, plain, from, text } of operativeSentencesOf(clause)) {
    if (words.asked.test(text)) continue;
    const binds = text.search(words.binding) >= 0;
    for (const { index, 0: found } of binds ? text.matchAll(words.weak) : []) {
      report({
        range: plain.range(n, from + index, from + index + found.length),
        message: `"${found}" takes back the duty that this sentence makes. Say what is owed in which case, or leave it out.`,
      });
    }
    for (const [recommends, owed] of Object.entries(words.should)) {
      const { index } = new RegExp(`(?<!\\p{L})${recommends}(?!\\p{L})`, 'iu').exec(text) ?? {};
      if (index === undefined) continue;
      report({
        range: plain.range(n, from + index, from + index + recommends.length),
        message: `"${recommends}" recommends and does not bind. If this is owed, say "${owed}".`,
        fix: { label: `Replace "${recommends}" by "${owed}"`, words: owed },
      });
    }
  }
}

function inLanguage<K extends 'bad' | 'good'>(
  kind: K,
  sentences: readonly (readonly [language: string, words: string])[],
) {
  return sentences.map(([language, words]) => ({
    says: `${language}: ${words}`,
    change: (its: Draft) => {
      its.language(language);
      its.clause('c1', words);
    },
    ...(kind === 'bad' ? { at: '1.1' } : {}),
  })) as K extends 'bad' ? (Example & { at: string })[] : Example[];
}
