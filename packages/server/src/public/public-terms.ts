/**
 * The milestones that the published texts promise, with the dates that follow from them. They are read from the
 * published words alone, so a date that rests on something unpublished is said to be unknown.
 */
import { nodeOfJson, termsReader } from '@travaux/editor/document';
import { printDate, scheduleOf, type Schedule } from '@travaux/workflow/compliance';
import type { PublicMilestone } from './public-view.ts';
import type { PublicRecord, PublicText } from './published.ts';

export function publicTerms(
  record: PublicRecord,
  texts: ReadonlyMap<string, PublicText>,
): readonly PublicMilestone[] {
  if (texts.size === 0) return [];
  const { facts, parties, bodies, verifiers, organisations } = record.state;
  const { terms } = termsReader().read({
    title: facts.title,
    shortTitle: facts.shortTitle,
    clauses: [...texts].map(([clause, { json }]) => [clause, nodeOfJson(json)] as const),
    participants: {
      parties: [...parties.values()],
      bodies: [...bodies.values()],
      verifiers: [...verifiers.values()],
      observers: [...organisations.values()],
    },
    numbers: new Map([...record.labels].map(([id, { number }]) => [number, id])),
  });
  if (terms.milestones.length === 0) return [];
  const names = new Map(
    [terms.parties, terms.bodies, terms.verifiers, terms.observers].flat().map(({ id, name }) => [id, name]),
  );
  return scheduleOf(terms)
    .entries.filter(({ kind }) => kind === 'deadline')
    .map(({ term, title, when, who }) => ({
      id: term,
      title,
      when: dateWords(when),
      who: who.map((id) => names.get(id) || id),
    }));
}

function dateWords({ earliest, latest }: Schedule['entries'][number]['when']): string {
  if (latest === null) {
    return earliest === null
      ? 'on a day that cannot be computed yet'
      : `not before ${printDate(earliest)}; the last day cannot be computed yet`;
  }
  if (earliest === latest) return `on ${printDate(latest)}`;
  return `by ${printDate(latest)}${earliest === null ? '' : `, not before ${printDate(earliest)}`}`;
}
