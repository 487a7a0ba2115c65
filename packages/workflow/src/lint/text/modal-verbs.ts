/** How strongly a text binds, by its modal verbs, in the official languages of the United Nations. */
import { primaryLanguage } from './number-words.ts';

export type Modal = 'must' | 'should' | 'may';

const word = (forms: string) => new RegExp(`(?<![\\p{L}])(?:${forms})(?![\\p{L}])`, 'iu');
const verbs: Readonly<Record<string, Readonly<Record<Modal, RegExp>>>> = {
  en: {
    must: word('shall|must|(?:is|are) (?:required|obliged) to'),
    should: word('should|ought to'),
    may: word('may'),
  },
  fr: {
    must: word('doi(?:t|vent)|devra|devront|(?:est|sont) tenue?s? de'),
    should: word('devrai(?:t|ent)'),
    may: word('peut|peuvent|pourra|pourront'),
  },
  es: {
    must: word('deberá|deberán|habrá de|habrán de'),
    should: word('debería|deberían'),
    may: word('podrá|podrán|puede|pueden'),
  },
  ru: {
    must: word('долж(?:ен|на|но|ны)|обязан\\p{L}*'),
    should: word('следует|следовало бы'),
    may: word('может|могут|вправе'),
  },
  // 应 is "shall" here and "should" there, and tells nothing.
  zh: { must: /必须|应当|须/u, should: /应该|宜/u, may: /可(?!能|持|靠|行|见|比|以说)/u },
  ar: { must: word('يجب|يتعين|يلتزم'), should: word('ينبغي'), may: word('يجوز') },
};

export function modalOf(text: string, language: string): Modal[] {
  const known = verbs[primaryLanguage(language)];
  if (!known) return [];
  return (['must', 'should', 'may'] as const).filter((modal) => known[modal].test(text));
}
