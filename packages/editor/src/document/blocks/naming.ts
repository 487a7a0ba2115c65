/**
 * The names of an agreement whose terms are known, for writing them as blocks.
 */
import { namesOf, type Terms } from '@travaux/workflow/compliance';
import type { Known, Naming } from './grammar/reading.ts';
import type { Register } from './kind.ts';

export function namingOfTerms(terms: Terms): Naming {
  const named = (list: readonly { readonly id: string; readonly name?: string | null | undefined }[]) =>
    list.map(({ id, name }): Known => ({ id, name: name ?? '' }));
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }): Known => ({ id, name: '' }));
  const known: readonly (readonly [Register, readonly Known[]])[] = [
    ['party', named(terms.parties)],
    ['body', named(terms.bodies)],
    ['verifier', named(terms.verifiers)],
    ['observer', named(terms.observers)],
    ['day', named(terms.days)],
    ['source', ids(terms.sources)],
    ['dataStandard', named(terms.dataStandards.map(({ id, title }) => ({ id, name: title })))],
    ['calendar', named(terms.calendars)],
    ['milestone', ids(terms.milestones)],
    ['tranche', ids(terms.tranches)],
    ['contingency', ids(terms.contingencies)],
    ['confidenceBuilding', ids(terms.confidenceBuilding)],
    ['report', ids(terms.reporting)],
    ['audit', ids(terms.audits)],
    ['review', ids(terms.review)],
  ];
  return { names: namesOf(terms), known: new Map(known) };
}
