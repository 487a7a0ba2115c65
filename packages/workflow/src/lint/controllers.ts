/**
 * Who controls the sources of a milestone. Two feeds of one controller are one source, and what the obligor controls
 * does not count as independent of it.
 */
import type { Lens } from './lens.ts';
import type { Things } from './things.ts';

export interface Controllers {
  /** Sources whose controller owes the milestone. */
  readonly own: readonly string[];
  /** Controller → sources that it controls, of those who do not owe the milestone. */
  readonly independent: ReadonlyMap<string, readonly string[]>;
  /** Sources of which it is not said. */
  readonly unsaid: readonly string[];
}

/** Null where a source is named that there is not, or none: that is said elsewhere. */
export function controllersOf(milestone: Things['milestone'], see: Lens): Controllers | null {
  const own: string[] = [];
  const unsaid: string[] = [];
  const independent = new Map<string, string[]>();
  const names = [...new Set(milestone.verification?.sources)];
  for (const name of names) {
    const source = see.find('source', name);
    if (!source) return null;
    const by = source.controlledBy?.trim();
    if (!by) unsaid.push(name);
    else if (milestone.obligors.includes(by)) own.push(name);
    else {
      // A third party is as many as there are providers.
      const controller = by === 'third_party' ? (source.provider ?? name) : by;
      independent.set(controller, [...(independent.get(controller) ?? []), name]);
    }
  }
  return names.length === 0 ? null : { own, independent, unsaid };
}
