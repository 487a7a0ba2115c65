/**
 * What a sentence calls an element of the outline.
 */
import type { OutlineElement } from './outline.ts';

/** How a sentence calls an element: by its heading, else by its id. Capitalised, as sentences begin with it. */
export function named(element: OutlineElement): string {
  const kind = element.kind.charAt(0).toUpperCase() + element.kind.slice(1);
  if (element.heading === '') return `${kind} ${element.id}`;
  const short = [...element.heading].slice(0, 80).join('');
  return `${kind} “${short === element.heading ? short : `${short}…`}”`;
}
