/** Terms that are defined for nothing, and words that look defined and are not. */
import type { Lens, Question } from '../lens.ts';
import type { Definition } from '../../compliance/terms.ts';
import type { Report, Rule } from '../rule.ts';
import type { TextRange } from '../finding.ts';
import type { ClauseSubject } from '../subject.ts';
import { knownNames, nearestName, partOfKnownName } from '../text/known-names.ts';
import { primaryLanguage } from '../text/number-words.ts';
import { ofClause } from '../text/of-clause.ts';
import { ownWords } from '../text/plain-words.ts';
import { foldTerm, givesShortName, placeOfTerm } from '../text/terms.ts';

const usedInClause = ofClause(({ passages }) => passages.flatMap(({ uses }) => uses.map(foldTerm)));
/** Terms that some clause uses, folded. */
const usedInText: Question<ReadonlySet<string>> = {
  answer: (see) => new Set(see.all('clause').flatMap(usedInClause)),
  same: (before, after) => before.size === after.size && [...before].every((term) => after.has(term)),
};

const blocks = [
  'milestone',
  'tranche',
  'contingency',
  'day',
  'ladder',
  'discrepancy',
  'duty',
  'audit',
  'review',
  'sunset',
  'body',
] as const;
const wordsOfThing = new WeakMap<object, string>();
/** Whether a block speaks of a term: `working_days` does of "working day". */
const usedInBlocks: Question<boolean> = {
  answer: (see, term) =>
    blocks.some((kind) =>
      see.all(kind).some((thing: object) => {
        const words = wordsOfThing.get(thing) ?? foldTerm(JSON.stringify(thing).replaceAll('_', ' '));
        wordsOfThing.set(thing, words);
        return words.includes(term);
      }),
    ),
};
const isUsed = (see: Lens, term: string): boolean => {
  const folded = foldTerm(term);
  return see.ask(usedInText).has(folded) || see.ask(usedInBlocks, folded);
};

const capitalised =
  /(?<=[\p{Ll},;] )(?:the|each|any|every|such|that|an?|on|after|before|until|from|by|within) ((?:\p{Lu}[\p{L}'-]+ ){1,3}\p{Lu}[\p{L}'-]+)(?![\p{L}'])(?! (?:of|for|on|to|and) (?:the )?\p{Lu})/gu;
/** What exists beside every agreement. */
const foreign =
  /(?<![\p{L}])(?:International|United Nations|World|Global|National|European|Security Council|General Assembly|\p{Lu}{2,})(?![\p{L}])/u;

/** Each phrase in capitals once, where it first stands. */
const phrasesOf = ofClause((clause) => {
  const found = new Map<string, TextRange>();
  for (const { n, passage, plain } of ownWords(clause)) {
    if (passage.kind === 'heading') continue;
    for (const { index, 0: whole, 1: phrase = '' } of plain.text.matchAll(capitalised)) {
      const from = index + whole.length - phrase.length;
      if (!found.has(phrase)) found.set(phrase, plain.range(n, from, from + phrase.length));
    }
  }
  return [...found].map(([phrase, range]) => ({ phrase, range }));
});

/** What an agreement sets up itself and gives a name. */
const institutions =
  /^(?:Committee|Commission|Board|Panel|Council|Authority|Secretariat|Agency|Mission|Fund|Mechanism|Register|Registry|Tribunal|Body|Coordinator|Verifier|Inspectorate|Day|Date|Period|Phase|Zone|Area|Compound|Material|Facility)$/u;

export const definedTerms: Rule = {
  id: 'L54',
  severity: 'warning',
  title: 'Defined term unused, or capitalised term undefined',
  reason: 'Words drift: what was defined is not what is used, and what is used was never defined.',
  precedent:
    'Leap Day understanding of 2012: a moratorium on "long-range missile launches"; the launch of a satellite followed, which the agreed words did not cover.',
  looks: [
    { about: 'clause', check: inText },
    { about: 'definition', check: inRegister },
  ],
  examples: {
    bad: [
      {
        says: 'a term that nothing uses',
        change: (its) => {
          its
            .clause('c1', '2.1 “Launch vehicle” means a rocket that can carry a satellite.')
            .passages[0]?.defines.push('Launch vehicle');
        },
        at: '2.1',
      },
      {
        says: 'a day of another name',
        change: (its) =>
          its.clause('c1', '1.1 Kestrelia shall report within 60 days after the Adaption Day.'),
        at: '1.1',
      },
      {
        says: 'a body that nobody set up',
        change: (its) =>
          its.clause('c1', '1.1 Kestrelia shall report every month to the Monitoring Commission.'),
        at: '1.1',
      },
      {
        says: 'a term of the register that nothing uses',
        change: (its) => its.terms.definitions.push({ term: 'launch vehicle', text: 'a rocket' }),
        at: '$.definitions[1].term',
      },
    ],
    good: [
      {
        says: 'a term that is used',
        change: (its) => {
          its
            .clause('c1', '2.1 “Facility” means a site of Schedule A.')
            .passages[0]?.defines.push('Facility');
          its.clause('c2', '2.2 Kestrelia shall open each Facility.').passages[0]?.uses.push('Facility');
        },
      },
      {
        says: 'names of the agreement, whole and short',
        change: (its) =>
          its.clause(
            'c1',
            '1.1 Kestrelia shall report to the Joint Evaluation Committee and to the Authority.',
          ),
      },
    ],
  },
};

function inText(clause: ClauseSubject, see: Lens, report: Report): void {
  for (const [passage, { words, defines }] of clause.passages.entries()) {
    for (const term of defines) {
      if (clause.part === 'preamble' || givesShortName(words, term) || isUsed(see, term)) continue;
      report({
        range: placeOfTerm(words, term, passage),
        message: `"${term}" is defined and used nowhere else. Use it, or leave the definition out.`,
      });
    }
  }
  if (primaryLanguage(see.language()) !== 'en' || clause.part === 'preamble') return;
  const phrases = phrasesOf(clause);
  if (phrases.length === 0) return;
  const names = see.ask(knownNames);
  for (const { phrase, range } of phrases) {
    const last = phrase.split(' ').at(-1) ?? '';
    const looksDefined = names.heads.has(foldTerm(last));
    const looksOwn = names.definesItsOwn && institutions.test(last) && !foreign.test(phrase);
    if ((!looksDefined && !looksOwn) || partOfKnownName(names, phrase)) continue;
    const nearest = nearestName(names, phrase);
    report({
      range,
      message: `"${phrase}" is written like a defined term, and nothing defines it.${nearest === null ? ' Define it, or write it small.' : ` Is "${nearest}" meant?`}`,
      ...(nearest === null ? {} : { fix: { label: `Write "${nearest}"`, words: nearest } }),
    });
  }
}

function inRegister({ term }: Definition, see: Lens, report: Report): void {
  if (isUsed(see, term)) return;
  report({
    field: 'term',
    message: `"${term}" is defined and used nowhere else. Use it, or leave the definition out.`,
  });
}
