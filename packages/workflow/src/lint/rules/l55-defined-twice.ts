/** A term with two meanings. */
import type { Question } from '../lens.ts';
import type { Rule } from '../rule.ts';
import { ofClause } from '../text/of-clause.ts';
import { foldTerm, givesShortName, placeOfTerm } from '../text/terms.ts';
import { clauseName } from '../text/clause-name.ts';

interface Place {
  readonly clause: string;
  readonly passage: number;
  /** The annex or other division in which the meaning holds, where that is said. */
  readonly scope: string;
  /** Only a short name: (the "Committee"). */
  readonly isName: boolean;
}

const meaningsIn = ofClause((clause) => {
  const annex = clause.part === 'annex' ? (clause.within[0]?.id ?? '') : '';
  return clause.passages.flatMap(({ words, defines }, passage) =>
    defines.map((term): readonly [key: string, place: Place] => [
      foldTerm(term),
      {
        clause: clause.id,
        passage,
        scope: scoped.test(words) ? clause.id : annex,
        isName: clause.part === 'preamble' || givesShortName(words, term),
      },
    ]),
  );
});
const scoped =
  /(?:for (?:the )?purposes? of|as used in|in) (?:this|the present) (?:article|paragraph|section|annex|part|chapter|clause|attachment)/iu;

/** Where each term is given a meaning, by the term folded. */
const meanings: Question<ReadonlyMap<string, readonly Place[]>> = {
  answer(see) {
    const places = new Map<string, Place[]>();
    for (const [key, place] of see.all('clause').flatMap(meaningsIn)) {
      const known = places.get(key);
      if (known) known.push(place);
      else places.set(key, [place]);
    }
    return places;
  },
  same: (before, after) => JSON.stringify([...before]) === JSON.stringify([...after]),
};

const firstMeaning: Question<Place | null> = {
  answer(see, about) {
    const [clause = '', passage = '', term = ''] = about.split('\u0000');
    const all = see.ask(meanings).get(term) ?? [];
    const own = all.find((place) => place.clause === clause && place.passage === Number(passage));
    return (
      all.find((place) => {
        if (!own || place === own || all.indexOf(place) > all.indexOf(own)) return false;
        return place.scope === own.scope && place.isName === own.isName;
      }) ?? null
    );
  },
  same: (before, after) => JSON.stringify(before) === JSON.stringify(after),
};

export const definedTwice: Rule = {
  id: 'L55',
  severity: 'error',
  title: 'Term defined twice',
  reason: 'Of a term with two meanings, each party takes the one that suits it.',
  precedent: null,
  about: 'clause',
  check(clause, see, report) {
    for (const [passage, { words, defines }] of clause.passages.entries()) {
      for (const term of defines) {
        const first = see.ask(firstMeaning, [clause.id, passage, foldTerm(term)].join('\u0000'));
        if (!first) continue;
        const other = see.find('clause', first.clause);
        const where =
          first.clause === clause.id || !other ? 'above in this clause' : `in ${clauseName(other)}`;
        report({
          range: placeOfTerm(words, term, passage),
          message: `"${term}" is given a meaning ${where} already. Keep one of them.`,
        });
      }
    }
  },
  examples: {
    bad: [
      {
        says: 'two clauses that define one term',
        change: (its) => {
          its.clause('c0', '1.0 It is the Compound.').passages[0]?.uses.push('Compound');
          its
            .clause('c1', '1.1 “Compound” means uranium hexafluoride.')
            .passages[0]?.defines.push('Compound');
          its
            .clause('c2', '4.2 “Compound” means any fluoride of uranium.')
            .passages[0]?.defines.push('Compound');
        },
        at: '4.2',
      },
    ],
    good: [
      {
        says: 'two terms',
        change: (its) => {
          const { passages } = its.clause('c0', '1.0 Kestrelia shall declare the Compound in each Facility.');
          passages[0]?.uses.push('Compound', 'Facility');
          its
            .clause('c1', '1.1 “Compound” means uranium hexafluoride.')
            .passages[0]?.defines.push('Compound');
          its
            .clause('c2', '1.2 “Facility” means a site of Schedule A.')
            .passages[0]?.defines.push('Facility');
        },
      },
      {
        says: 'a meaning for one article only',
        change: (its) => {
          its.clause('c0', '1.0 Each State shall report.').passages[0]?.uses.push('State');
          its.clause('c1', '1.1 “State” means a Party.').passages[0]?.defines.push('State');
          its
            .clause('c2', '9.1 For the purposes of this article, “State” means an observer.')
            .passages[0]?.defines.push('State');
        },
      },
    ],
  },
};
