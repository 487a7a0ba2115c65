/**
 * Presenter of what a change of confidentiality does: who can no longer know or read what, by delegation and name, how
 * many open views close, what leaves the public page, and what would still tell of the element.
 */
import { nodeOfJson } from '@travaux/editor/document';
import type { ClauseTextView, EffectView } from '@travaux/editor/frames';
import {
  confidentialityOf,
  liesWithin,
  type AgreementState,
  type Capacity,
  type ElementId,
} from '@travaux/workflow/agreement';
import {
  capacitiesOf,
  closedTo,
  delegationName,
  nameFor,
  type Actor,
  type Closed,
} from '@travaux/workflow/policy';
import { listWords, Names } from './course-names.ts';
import type { OpenState } from './present.ts';

export interface Access {
  readonly before: OpenState;
  readonly after: OpenState;
  readonly viewer: Actor;
  /** Whoever has a clause open now, once for each view. Told as a number: who reads what is nobody's business. */
  readonly open: readonly { readonly clause: string; readonly actor: Actor }[];
  readonly texts: readonly ClauseTextView[];
}

export function presentAccess(access: Access): readonly EffectView[] {
  const names = new Names(access.before, access.viewer);
  const sentences = [
    ...readers(access, names),
    ...views(access),
    ...publicPage(access, names),
    ...references(access, names),
    ...gaps(access, names),
  ];
  return sentences.map((sentence) => ({ kind: 'other', sentence }));
}

type Difference = Readonly<Record<'unread' | 'unknown' | 'read' | 'known', readonly ElementId[]>>;

function difference(before: Closed, after: Closed): Difference {
  const only = (these: ReadonlySet<ElementId>, those: ReadonlySet<ElementId>) =>
    [...these].filter((id) => !those.has(id));
  return {
    unread: only(after.unread, before.unread),
    unknown: only(after.unknown, before.unknown),
    read: only(before.unread, after.unread),
    known: only(before.unknown, after.unknown),
  };
}

/** People whose rights change in the same way are told of together, by their delegations. */
function readers({ before, after, viewer }: Access, names: Names): readonly string[] {
  const groups = new Map<string, { readonly change: Difference; readonly who: Map<string, string[]> }>();
  for (const accreditation of before.accreditations) {
    const actor = { person: accreditation.person, convener: false };
    const by = (state: AgreementState) => closedTo(state, capacitiesOf(state, actor));
    const change = difference(by(before), by(after));
    const key = JSON.stringify(change);
    const group = groups.get(key) ?? { change, who: new Map<string, string[]>() };
    groups.set(key, group);
    const delegation = inSentence(accreditation.capacity, before);
    const people = group.who.get(delegation) ?? [];
    group.who.set(delegation, [...people, nameFor(viewer, accreditation, before)]);
  }
  return [...groups.values()].flatMap(({ change, who }) => {
    const whom = listWords([...who].map(([delegation, people]) => `${delegation} (${listWords(people)})`));
    const what = (ids: readonly ElementId[]) => elements(ids, before, names);
    const unread = change.unread.filter((id) => !change.unknown.includes(id));
    const read = change.read.filter((id) => !change.known.includes(id));
    return [
      ...(change.unknown.length > 0
        ? [`No longer know that there is ${what(change.unknown)}: ${whom}.`]
        : []),
      ...(unread.length > 0 ? [`Can no longer read ${what(unread)}: ${whom}.`] : []),
      ...(change.known.length > 0 ? [`Learn that there is ${what(change.known)}: ${whom}.`] : []),
      ...(read.length > 0 ? [`Can read ${what(read)}: ${whom}.`] : []),
    ];
  });
}

function inSentence(capacity: Capacity, state: AgreementState): string {
  const name = delegationName(capacity, state);
  return capacity.role === 'delegate' ? name.replace(/^D/, 'the d') : name;
}

/** The uppermost of them: what lies inside is meant with them. */
function elements(ids: readonly ElementId[], { outline }: OpenState, names: Names): string {
  const all = new Set(ids);
  const roots = ids.filter((id) => !all.has(outline.elements.get(id)?.parent ?? ''));
  return listWords(
    roots.map((id) => {
      const inside = ids.length > roots.length && outline.elements.get(id)?.kind !== 'clause';
      return inside ? `${names.element(id)} with everything in it` : names.element(id);
    }),
  );
}

function views({ before, after, open }: Access): readonly string[] {
  const closing = open.filter(({ clause, actor }) => {
    const by = (state: AgreementState) => closedTo(state, capacitiesOf(state, actor)).unread.has(clause);
    return by(after) && !by(before);
  }).length;
  if (closing === 0) return [];
  return [
    closing === 1
      ? 'One view of it that is open now closes at once.'
      : `${closing} views of it that are open now close at once.`,
  ];
}

function publicPage({ before, after }: Access, names: Names): readonly string[] {
  const { unread, unknown } = difference(closedTo(before, []), closedTo(after, []));
  if (before.publication === null || unread.length === 0) return [];
  const rest = unread.filter((id) => !unknown.includes(id));
  return [
    ...(unknown.length > 0
      ? [`The public page no longer tells of ${elements(unknown, before, names)}.`]
      : []),
    ...(rest.length > 0
      ? [`The public page no longer shows the words of ${elements(rest, before, names)}.`]
      : []),
  ];
}

/** A text that more people read keeps the label that it had of a clause which some of them may not know of now. */
function references({ before, after, texts }: Access, names: Names): readonly string[] {
  return texts.flatMap(({ id, text }) => {
    const { readBy } = confidentialityOf(after, id);
    const kept = new Set<string>();
    nodeOfJson(text).descendants((node) => {
      if (node.type.name !== 'reference') return;
      const target = (node.attrs['target'] as string).replace(/#.*$/u, '');
      const label = node.attrs['label'] as string;
      if (label === '?' || !after.outline.elements.has(target)) return;
      const wider = (state: OpenState) => !liesWithin(readBy, confidentialityOf(state, target).knownTo);
      if (wider(after) && !wider(before)) kept.add(label);
    });
    if (kept.size === 0) return [];
    const labels = listWords([...kept].map((label) => `“${label}”`));
    return [
      `The text of ${names.element(id)} refers to it, and keeps ${labels} for whoever reads that text. Reword it there.`,
    ];
  });
}

/** Numbers that are printed as they were set do not close up. */
function gaps({ before, after }: Access, names: Names): readonly string[] {
  const hidden = difference(closedTo(before, []), closedTo(after, [])).unknown;
  const telling = hidden.filter((id) => {
    const element = before.outline.elements.get(id);
    if (element?.number.kind !== 'literal') return false;
    const beside = before.outline.children.get(element.parent) ?? [];
    return beside.slice(beside.indexOf(id) + 1).some((other) => {
      return before.outline.elements.get(other)?.number.kind === 'literal';
    });
  });
  if (telling.length === 0) return [];
  return [
    `Numbers behind ${elements(telling, before, names)} are printed as they were set, so a gap in them tells that something is missing. Let them be computed.`,
  ];
}
