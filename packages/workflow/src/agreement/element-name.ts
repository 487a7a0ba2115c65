/**
 * What a sentence calls an element of the outline.
 */
import { divisionKinds, type ElementId, type Outline, type OutlineElement } from './outline.ts';

/** How a sentence calls an element: by its heading, else by its id. Capitalised, as sentences begin with it. */
export function named(element: OutlineElement): string {
  const kind = element.kind.charAt(0).toUpperCase() + element.kind.slice(1);
  if (element.heading === '') return `${kind} ${element.id}`;
  const short = [...element.heading].slice(0, 80).join('');
  return `${kind} “${short === element.heading ? short : `${short}…`}”`;
}

/**
 * A sentence of these rules, with the place of each element that it could only call by its id: numbers are computed
 * where the outline is printed. An element without a number is called so.
 * @param placeOf such as `Article 4, paragraph 2`; empty where it has no number
 */
export function withPlaces(
  sentence: string,
  { elements }: Outline,
  placeOf: (element: ElementId) => string,
): string {
  return sentence.replace(mention, (said: string, kind: string, id: string) => {
    // What ends a sentence may also stand in an id.
    const bare = id.replace(/[.:]+$/, '');
    const element = elements.get(id) ?? elements.get(bare);
    if (element?.heading !== '' || element.kind !== kind.toLowerCase()) return said;
    const place = placeOf(element.id);
    const name =
      place === '' ? `${kind} without a number` : `${place.charAt(0).toUpperCase()}${place.slice(1)}`;
    return name + id.slice(element.id.length);
  });
}

const kinds = ['clause', ...divisionKinds].map((kind) => `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`);
const mention = new RegExp(`\\b(${kinds.join('|')}) ([A-Za-z0-9][A-Za-z0-9._:-]{0,63})`, 'g');
