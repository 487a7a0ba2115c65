/** Terms that are defined for nothing, and words that look defined and are not. */
import type { Lens, Question } from '../lens.ts';
import type { Definition } from '../../compliance/terms.ts';
import type { Report, Rule } from '../rule.ts';
import type { ClauseSubject } from '../subject.ts';
import { knownNames, nearestName, partOfKnownName } from '../text/known-names.ts';
import { primaryLanguage } from '../text/number-words.ts';
import { ownWords } from '../text/plain-words.ts';
import { foldTerm, givesShortName, placeOfTerm } from '../text/terms.ts';

/** Terms that some clause uses, folded. */
const usedInText: Question<ReadonlySet<string>> = {
  answer: (see) => new Set(see.all('clause').flatMap(({ id }) => see.ask(usedInClause, id))),
  same: (before, after) => before.size === after.size && [...before].every((term) => after.has(term)),
};
const usedInClause: Question<readonly string[]> = {
  answer(see, id) {
    const clause = see.find('clause', id);
    return [...new Set(clause?.passages.flatMap(({ uses }) => uses.map(foldTerm)) ?? [])];
  },
  same: (before, after) => before.join('\u0000') === after.join('\u0000'),
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
  /(?<=[\p{Ll},;] )(?:the|each|any|every|such|that|an?|on|after|before|until|from|by|within) ((?:\p{Lu}[\p{L}'-]+ ){0,3}\p{Lu}[\p{L}'-]+)(?![\p{L}'])(?! (?:of|for|on|to|and) (?:the )?\p{Lu})/gu;
/** What exists beside every agreement. */
const foreign =
  /(?<![\p{L}])(?:International|United Nations|World|Global|National|European|Security Council|General Assembly|\p{Lu}{2,})(?![\p{L}])/u;

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
  const names = see.ask(knownNames);
  const said = new Set<string>();
  for (const { n, passage, plain } of ownWords(clause)) {
    if (passage.kind === 'heading') continue;
    for (const match of plain.text.matchAll(capitalised)) {
      const [whole, phrase = ''] = match;
      const last = phrase.split(' ').at(-1) ?? '';
      const looksDefined = names.heads.has(foldTerm(last)) && phrase.includes(' ');
      const looksOwn =
        names.definesItsOwn && institutions.test(last) && !foreign.test(phrase) && phrase.includes(' ');
      if ((!looksDefined && !looksOwn) || said.has(phrase) || partOfKnownName(names, phrase)) continue;
      said.add(phrase);
      const nearest = nearestName(names, phrase);
      const from = match.index + whole.length - phrase.length;
      report({
        range: plain.range(n, from, from + phrase.length),
        message: `"${phrase}" is written like a defined term, and nothing defines it.${nearest === null ? ' Define it, or write it small.' : ` Is "${nearest}" meant?`}`,
        ...(nearest === null ? {} : { fix: { label: `Write "${nearest}"`, words: nearest } }),
      });
    }
  }
}

function inRegister({ term }: Definition, see: Lens, report: Report): void {
  if (isUsed(see, term)) return;
  report({
    field: 'term',
    message: `"${term}" is defined and used nowhere else. Use it, or leave the definition out.`,
  });
}
