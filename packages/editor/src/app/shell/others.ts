/** Who else is here, as a screen shows it. */
import type { Present } from '../../frames/index.ts';

/** Others only, each person once, with the clause of the tab in which their cursor is. */
export function othersPresent(present: readonly Present[], own: string): readonly Present[] {
  const persons = new Map<string, Present>();
  for (const one of present) {
    if (one.key === own) continue;
    const known = persons.get(one.key);
    if (!known || known.clause === null) persons.set(one.key, one);
  }
  return [...persons.values()].sort((a, b) => a.name.localeCompare(b.name));
}
