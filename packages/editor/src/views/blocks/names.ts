/**
 * The names of an agreement, as the blocks of one clause see them: those of its own text as they are this moment,
 * and those that the app knows from the other clauses.
 */
import { namesOf } from '@travaux/workflow/compliance';
import type { Node } from 'prosemirror-model';
import type { EditorState } from 'prosemirror-state';
import type { Naming } from '../../document/blocks/grammar/reading.ts';
import type { Register, TermKind } from '../../document/blocks/kind.ts';
import { contextOf } from '../context.ts';
import { namedIn } from './named.ts';
import type { NamedTerm } from './terms-context.ts';

/** How the ids of a kind begin that nobody has named yet. */
const prefixes: Readonly<Record<Register, string>> = {
  milestone: 'M',
  tranche: 'T',
  contingency: 'C',
  report: 'R',
  audit: 'A',
  review: 'RV',
  confidenceBuilding: 'CBM',
  day: 'day:',
  party: 'P',
  body: 'B',
  verifier: 'V',
  observer: 'OBS-',
  source: 'S-',
  dataStandard: 'DX-',
  calendar: 'CAL-',
};

interface Seen {
  readonly doc: Node;
  readonly elsewhere: readonly NamedTerm[];
  readonly named: readonly NamedTerm[];
  readonly naming: Naming;
}

/** Per clause: an agreement's clauses are edited beside one another. */
const seen = new Map<string, Seen>();

/** The same object as before where no name has changed, so that nothing is read again for a keystroke elsewhere. */
function seenIn(state: EditorState): Seen {
  const { clause, terms } = contextOf(state);
  const before = seen.get(clause);
  if (before?.doc === state.doc && before.elsewhere === terms.named) return before;
  const named = [...namedIn(state.doc, clause), ...terms.named.filter((each) => each.clause !== clause)];
  const same = before && JSON.stringify(before.named) === JSON.stringify(named);
  const now: Seen = {
    doc: state.doc,
    elsewhere: terms.named,
    named: same ? before.named : named,
    naming: same ? before.naming : namingOf(named),
  };
  seen.set(clause, now);
  return now;
}

export function namedFor(state: EditorState): readonly NamedTerm[] {
  return seenIn(state).named;
}

export function namingFor(state: EditorState): Naming {
  return seenIn(state).naming;
}

/** Those that can be written by their name beside their id. The others are shown with their titles, and not read so. */
const byName = new Set<Register>([
  'party',
  'body',
  'verifier',
  'observer',
  'day',
  'dataStandard',
  'calendar',
]);

function namingOf(named: readonly NamedTerm[]): Naming {
  const known = new Map<Register, NamedTerm[]>();
  for (const each of named) {
    const entry = byName.has(each.register) ? each : { ...each, name: '' };
    known.set(each.register, [...(known.get(each.register) ?? []), entry]);
  }
  const of = (register: Register) => named.filter((each) => each.register === register);
  return {
    known,
    names: namesOf({
      days: of('day').map(({ id, name, about }) => ({ id, name, meaning: about })),
      milestones: of('milestone').map(({ id, name }) => ({ id, title: name })),
      tranches: of('tranche').map(({ id, name }) => ({ id, title: name })),
      contingencies: of('contingency').map(({ id, name, about }) => ({ id, title: name, kind: about })),
    } as Parameters<typeof namesOf>[0]),
  };
}

/** The next number that no block of the kind has; two people can still take one at the same time, which is told. */
export function freshId(state: EditorState, { register }: TermKind): string | null {
  if (register === null) return null;
  const prefix = prefixes[register];
  const numbers = namedFor(state).flatMap(({ id }) => {
    const rest = id.startsWith(prefix) ? id.slice(prefix.length) : '';
    return /^\d{1,6}$/.test(rest) ? [Number(rest)] : [];
  });
  return `${prefix}${Math.max(0, ...numbers) + 1}`;
}

/** How many blocks of the agreement have this id. */
export function countOf(named: readonly NamedTerm[], id: string): number {
  return named.filter((each) => each.id === id).length;
}
