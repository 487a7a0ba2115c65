/**
 * Decisions on the outline: adding, moving, renaming, renumbering, splitting and deleting elements.
 */
import { keptWhenMoved } from './confiding.ts';
import { courseOf } from './course/course.ts';
import { settledFault } from './course/ladder.ts';
import type { Decision } from './decision.ts';
import type { Place } from './events.ts';
import {
  childrenOf,
  isWithin,
  maxHeadingLength,
  maxOutlineDepth,
  maxOutlineElements,
  readingOrder,
  type Clause,
  type ElementId,
  type ElementNumber,
  type OutlineElement,
} from './outline.ts';
import { named } from './element-name.ts';
import { refuse, type Refusal } from './refusal.ts';
import type { AgreementState } from './state.ts';

/** Longest label of a `literal` number, in UTF-16 code units. */
const maxLabelLength = 40;

export function addElement(
  state: AgreementState,
  element: OutlineElement,
  after: ElementId | null,
): Decision {
  const fault =
    usedId(state, element.id) ??
    headingTooLong(element, element.heading) ??
    labelFault(element, element.number) ??
    placeFault(state, element, { parent: element.parent, after }) ??
    (state.outline.elements.size >= maxOutlineElements
      ? tooManyElements(state.outline.elements.size + 1)
      : null);
  if (fault) return fault;
  if (element.kind !== 'clause' && levelsAbove(state, element.parent) >= maxOutlineDepth) {
    return nestedTooDeep(element);
  }
  const before = siblings(state, element.parent);
  const behind = insertedAfter(before, element, after);
  return suffixFault(before, behind) ?? [{ type: 'element-added', element, after }];
}

export function moveElement(state: AgreementState, id: ElementId, to: Place): Decision {
  const element = state.outline.elements.get(id);
  if (!element) return unknownElement();
  const fault = placeFault(state, element, to);
  if (fault) return fault;
  if (to.parent !== null && isWithin(state.outline, to.parent, id)) {
    return refuse(
      'impossible-place',
      `${named(element)} cannot be moved into itself. Choose a place outside it.`,
    );
  }
  if (to.after === id) {
    return refuse(
      'impossible-place',
      `${named(element)} cannot stand behind itself. Choose another element for it to follow.`,
    );
  }
  const from = siblings(state, element.parent);
  const at = from.findIndex((sibling) => sibling.id === id);
  if (element.parent === to.parent && (from[at - 1]?.id ?? null) === to.after) return [];
  if (levelsAbove(state, to.parent) + levelsInside(state, element) > maxOutlineDepth) {
    return nestedTooDeep(element);
  }
  const left = from.filter((sibling) => sibling.id !== id);
  const fresh =
    element.parent === to.parent
      ? suffixFault(from, insertedAfter(left, element, to.after))
      : (suffixFault(from, left) ??
        suffixFault(
          siblings(state, to.parent),
          insertedAfter(siblings(state, to.parent), element, to.after),
        ));
  return (
    fresh ?? [
      ...keptWhenMoved(state, id, to.parent),
      { type: 'element-moved', id, to: { parent: to.parent, after: to.after } },
    ]
  );
}

export function renameElement(state: AgreementState, id: ElementId, heading: string): Decision {
  const element = state.outline.elements.get(id);
  if (!element) return unknownElement();
  const fault = headingTooLong(element, heading);
  if (fault) return fault;
  if (element.heading === heading) return [];
  const settled = settledWithin(state, id);
  if (!settled) return [{ type: 'element-renamed', id, heading }];
  // A heading is part of the text, and of the context in which everything under it was read.
  return element.kind === 'clause'
    ? settled
    : refuse(
        settled.code,
        `What stands under ${named(element)} was read with that heading. ${settled.sentence}`,
      );
}

export function renumberElement(state: AgreementState, id: ElementId, number: ElementNumber): Decision {
  const element = state.outline.elements.get(id);
  if (!element) return unknownElement();
  const fault = labelFault(element, number);
  if (fault) return fault;
  if (sameNumber(element.number, number)) return [];
  const before = siblings(state, element.parent);
  const behind = before.map((sibling) => (sibling.id === id ? { ...sibling, number } : sibling));
  return suffixFault(before, behind) ?? [{ type: 'element-renumbered', id, number }];
}

/** @param blockCount top-level blocks of the clause's text as it stands; the rooms know it */
export function splitClause(
  state: AgreementState,
  clause: ElementId,
  atBlock: number,
  into: ElementId,
  blockCount: number | undefined,
): Decision {
  const element = state.outline.elements.get(clause);
  if (!element) return unknownElement();
  if (element.kind !== 'clause') {
    return refuse(
      'impossible-split',
      `${named(element)} has no text of its own to split. Split one of its clauses, or move some of them elsewhere.`,
    );
  }
  if (state.parked.has(clause)) {
    return refuse(
      'frozen-clause',
      `${named(element)} is parked, so its text stays as it is. Take it up again before you split it.`,
    );
  }
  const course = courseOf(state, clause);
  if (course.withdrawn) {
    return refuse(
      'withdrawn-clause',
      `${named(element)} is withdrawn, so its text stays as it is. Reinstate it before you split it.`,
    );
  }
  const fault =
    settledFault(state, clause, course) ??
    usedId(state, into) ??
    (state.outline.elements.size >= maxOutlineElements
      ? tooManyElements(state.outline.elements.size + 1)
      : null);
  if (fault) return fault;
  if (blockCount === undefined) throw new Error('split-clause cannot be decided without blockCount');
  if (blockCount < 2) {
    return refuse(
      'impossible-split',
      `${named(element)} is a single paragraph. Put a paragraph break where it is to be split first.`,
    );
  }
  if (!Number.isInteger(atBlock) || atBlock < 1 || atBlock >= blockCount) {
    return refuse(
      'impossible-split',
      `${named(element)} has ${blockCount} paragraphs, so it can be split before paragraph 2 to ${blockCount}, not before ${atBlock + 1}. Its text may just have changed: choose the place again.`,
    );
  }
  const born: Clause = {
    id: into,
    kind: 'clause',
    parent: element.parent,
    heading: '',
    number: element.number.kind === 'none' ? { kind: 'none' } : { kind: 'sequence' },
  };
  const own = state.confidentiality.get(clause);
  return [
    // Before the split: the words are never open in between.
    ...(own ? [{ type: 'confidentiality-set', element: into, ...own } as const] : []),
    { type: 'clause-split', clause, atBlock, into: born },
  ];
}

/** Everything inside leaves with it. */
export function deleteElement(state: AgreementState, id: ElementId): Decision {
  const element = state.outline.elements.get(id);
  if (!element) return unknownElement();
  const settled = settledWithin(state, id) ?? packagedWithin(state, id);
  if (settled) return settled;
  const before = siblings(state, element.parent);
  const behind = before.filter((sibling) => sibling.id !== id);
  return suffixFault(before, behind) ?? [{ type: 'element-deleted', id }];
}

/** A clause under way or agreed stays; so do the divisions around it. */
function settledWithin(state: AgreementState, id: ElementId): Refusal | null {
  const courses = [...state.courses].filter(([clause]) => isWithin(state.outline, clause, id));
  for (const [clause, course] of courses) {
    const fault = settledFault(state, clause, course);
    if (fault) return fault;
  }
  return null;
}

function packagedWithin(state: AgreementState, id: ElementId): Refusal | null {
  for (const { name, clauses } of state.packages.values()) {
    const held = clauses.map((clause) => state.outline.elements.get(clause));
    const inside = held.find((clause) => clause && isWithin(state.outline, clause.id, id));
    if (inside) {
      return refuse(
        'not-complete',
        `${named(inside)} is part of the package “${name}”. Dissolve that package first.`,
      );
    }
  }
  return null;
}

export function tooManyElements(count: number): Refusal {
  return refuse(
    'too-many',
    `An agreement holds at most ${maxOutlineElements} elements, and this would make ${count}. Join or delete some first.`,
  );
}

export function nestedTooDeep(element: OutlineElement): Refusal {
  return refuse(
    'too-deep',
    `${named(element)} would stand in more than ${maxOutlineDepth} levels of divisions. Put it on a higher level.`,
  );
}

export function headingTooLong(element: OutlineElement, heading: string): Refusal | null {
  if (heading.length <= maxHeadingLength) return null;
  return refuse(
    'heading-too-long',
    `The heading of this ${element.kind} has ${heading.length} characters; ${maxHeadingLength} are allowed. Shorten it, or put the words into a clause.`,
  );
}

export function labelFault(element: OutlineElement, number: ElementNumber): Refusal | null {
  if (number.kind !== 'literal') return null;
  if (number.label.trim() === '') {
    return refuse(
      'impossible-number',
      `${named(element)} has an empty number. Write the number as it is to be printed, or choose “none”.`,
    );
  }
  if (number.label.length > maxLabelLength) {
    return refuse(
      'impossible-number',
      `The number of this ${element.kind} has ${number.label.length} characters; ${maxLabelLength} are allowed. Put the words into the heading.`,
    );
  }
  return null;
}

function unknownElement(): Refusal {
  return refuse(
    'unknown-element',
    'There is no such element in this agreement; somebody may have deleted it. Reload the outline.',
  );
}

function usedId(state: AgreementState, id: ElementId): Refusal | null {
  if (!state.usedIds.has(id)) return null;
  const holder = state.outline.elements.get(id);
  return refuse(
    'used-id',
    holder
      ? `The id ${id} belongs to ${named(holder)}. Use a new id.`
      : `The id ${id} belonged to an element that was deleted, whose text stays in the record. Use a new id.`,
  );
}

function placeFault(state: AgreementState, element: OutlineElement, to: Place): Refusal | null {
  if (to.parent !== null) {
    const parent = state.outline.elements.get(to.parent);
    if (!parent) return unknownElement();
    if (parent.kind === 'clause') {
      return refuse(
        'impossible-place',
        `${named(element)} cannot stand inside ${named(parent)}: only divisions hold other elements. Put it behind the clause instead.`,
      );
    }
  }
  if (to.after !== null) {
    const after = state.outline.elements.get(to.after);
    if (!after) return unknownElement();
    if (after.parent !== to.parent) {
      return refuse(
        'impossible-place',
        `${named(element)} was to stand behind ${named(after)}, which is in another division, perhaps since a moment ago. Choose the place again.`,
      );
    }
  }
  return null;
}

/** How many divisions one passes to get inside `parent`, itself included. */
function levelsAbove(state: AgreementState, parent: ElementId | null): number {
  let levels = 0;
  for (let at = parent; at !== null; at = state.outline.elements.get(at)?.parent ?? null) levels += 1;
  return levels;
}

/** How many levels of divisions an element brings along, itself included; 0 for a clause. */
function levelsInside(state: AgreementState, element: OutlineElement): number {
  let levels = element.kind === 'clause' ? 0 : 1;
  for (const inside of readingOrder(state.outline, element.id, 1)) {
    if (inside.element.kind !== 'clause') levels = Math.max(levels, inside.depth + 1);
  }
  return levels;
}

function siblings(state: AgreementState, parent: ElementId | null): readonly OutlineElement[] {
  return childrenOf(state.outline, parent).flatMap((id) => state.outline.elements.get(id) ?? []);
}

function insertedAfter(
  list: readonly OutlineElement[],
  element: OutlineElement,
  after: ElementId | null,
): readonly OutlineElement[] {
  const behind = after === null ? 0 : list.findIndex((sibling) => sibling.id === after) + 1;
  return [...list.slice(0, behind), element, ...list.slice(behind)];
}

/**
 * A suffix (bis, ter) needs an elder numbered sibling of its kind to take its number from. Refuses a change
 * that would leave one without; one that an import brought without does not stand in the way.
 */
function suffixFault(before: readonly OutlineElement[], behind: readonly OutlineElement[]): Refusal | null {
  const old = new Set(looseSuffixes(before).map((element) => element.id));
  const loose = looseSuffixes(behind).find((element) => !old.has(element.id));
  if (!loose) return null;
  return refuse(
    'impossible-number',
    `${named(loose)} would be numbered “bis” with no numbered ${loose.kind} before it. Give it another number first.`,
  );
}

function looseSuffixes(list: readonly OutlineElement[]): readonly OutlineElement[] {
  const numbered = new Set<OutlineElement['kind']>();
  const loose: OutlineElement[] = [];
  for (const element of list) {
    if (element.number.kind === 'suffix' && !numbered.has(element.kind)) loose.push(element);
    else if (element.number.kind !== 'none') numbered.add(element.kind);
  }
  return loose;
}

function sameNumber(a: ElementNumber, b: ElementNumber): boolean {
  if (a.kind === 'literal' && b.kind === 'literal') return a.label === b.label;
  return a.kind === b.kind;
}
