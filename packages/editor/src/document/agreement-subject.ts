/**
 * What the linter is shown of an agreement that is being drafted: the terms that its blocks state and the words of its
 * clauses, both read from the living documents. The reader remembers what it read; what a keystroke leaves alone is
 * the same object as before.
 */
import { readingOrder } from '@travaux/workflow/agreement';
import type { ElementId, Outline } from '@travaux/workflow/agreement';
import type { LanguageVersion, Subject } from '@travaux/workflow/lint';
import { termsReader, type Participants, type ReadTerms } from './blocks/terms-of.ts';
import { lintReader, type TextToLint } from './lint-subject.ts';
import { labelsOf, type NumberingStyle } from './numbering.ts';

export interface AgreementToLint extends Omit<TextToLint, 'terms'> {
  readonly title: string;
  readonly shortTitle: string;
  /** The same object as before where nobody has come or gone. */
  readonly participants: Participants;
  /** The same agreement in other languages; the same array as before where there are none. */
  readonly versions: readonly LanguageVersion[];
  /** `2026-11-25`; null where deadlines in the past are not looked for. */
  readonly today: string | null;
}

export interface AgreementSubject {
  readonly subject: Subject;
  /** What the blocks say, and where each stands. */
  readonly terms: ReadTerms;
}

export interface SubjectReader {
  read(agreement: AgreementToLint): AgreementSubject;
}

export function subjectReader(): SubjectReader {
  const words = lintReader();
  const blocks = termsReader();
  let known: OutlineFacts | null = null;
  let unread: Subject['unread'] = [];
  return {
    read(agreement) {
      const { outline, style, texts, title, shortTitle, participants, standings, versions, today } =
        agreement;
      if (known?.outline !== outline) known = factsOf(outline, style);
      const { inOrder, numbers } = known;
      const clauses = inOrder.flatMap((id) => {
        const text = texts.get(id);
        return text ? [[id, text] as const] : [];
      });
      const terms = blocks.read({ title, shortTitle, clauses, participants, numbers });
      const defined = terms.terms.definitions.map(({ term }) => term);
      if (JSON.stringify(terms.unread) !== JSON.stringify(unread)) unread = terms.unread;
      const said = words.read({ outline, style, texts, standings, terms: defined });
      return {
        terms,
        subject: {
          terms: terms.terms,
          text: { language: style.language, clauses: said, versions },
          standsIn: placesIn(terms),
          unread,
          today,
        },
      };
    },
  };
}

interface OutlineFacts {
  readonly outline: Outline;
  readonly inOrder: readonly ElementId[];
  readonly numbers: ReadonlyMap<string, ElementId>;
}

function factsOf(outline: Outline, style: NumberingStyle): OutlineFacts {
  const labels = labelsOf(outline, style);
  const inOrder = [...readingOrder(outline)].flatMap(({ element: { kind, id } }) =>
    kind === 'clause' ? [id] : [],
  );
  const numbers = new Map<string, ElementId>();
  for (const id of inOrder) {
    const number = labels.get(id)?.number ?? '';
    if (number !== '' && !numbers.has(number)) numbers.set(number, id);
  }
  return { outline, inOrder, numbers };
}

/** The clause in which each term stands, by its id. */
function placesIn(read: ReadTerms): ReadonlyMap<string, ElementId> {
  const places = new Map<string, ElementId>();
  const add = (term: string) => {
    const place = read.placeOf(term);
    if (place) places.set(term, place.clause);
  };
  for (const collection of Object.values(read.terms)) {
    if (!Array.isArray(collection)) continue;
    for (const { id, term } of collection as readonly { readonly id?: string; readonly term?: string }[]) {
      if (id !== undefined) add(id);
      if (term !== undefined) add(term);
    }
  }
  for (const single of ['ladder', 'discrepancy', 'sunset']) add(single);
  return places;
}
