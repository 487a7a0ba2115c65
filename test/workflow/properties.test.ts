/**
 * Whatever is asked, in whatever order: the outline stays legal, the stream tells the whole state, a refusal
 * changes nothing, and no state that was handed out ever changes.
 */
import { describe, expect, test } from '@jest/globals';
import {
  childrenOf,
  decide,
  divisionKinds,
  evolve,
  initialState,
  isRefusal,
  maxOutlineDepth,
  replay,
  type AgreementEvent,
  type AgreementState,
  type Command,
  type ElementNumber,
  type Outline,
  type OutlineElement,
} from '@travaux/workflow/agreement';
import fc from 'fast-check';
import { actor, noon, opened, opening, people, type Who } from './language.ts';

function legal({ elements, children }: Outline): void {
  const listed = [...children.values()].flat();
  expect(new Set(listed).size).toBe(listed.length);
  expect([...listed].sort()).toEqual([...elements.keys()].sort());
  for (const [parent, list] of children) {
    expect(list.length).toBeGreaterThan(0);
    for (const id of list) expect(elements.get(id)?.parent).toBe(parent);
    if (parent !== null) expect(elements.get(parent)?.kind).not.toBe('clause');
    if (parent !== null) expect(elements.has(parent)).toBe(true);
  }
  for (const [id, element] of elements) {
    expect(element.id).toBe(id);
    let above = element.parent;
    let steps = 0;
    while (above !== null) {
      above = elements.get(above)?.parent ?? null;
      expect((steps += 1)).toBeLessThanOrEqual(elements.size);
    }
  }
}

function levels(state: AgreementState, parent: string | null = null): number {
  const inside = childrenOf(state.outline, parent).map((id) =>
    state.outline.elements.get(id)?.kind === 'clause' ? 0 : 1 + levels(state, id),
  );
  return Math.max(0, ...inside);
}

/** A state as plain data, to see whether it changed. */
const plain = (state: AgreementState): string =>
  JSON.stringify(state, (_key, value: unknown) =>
    value instanceof Map ? [...value.entries()] : value instanceof Set ? [...value] : value,
  );

// A few ids and names, so that they meet often.
const id = fc.integer({ min: 0, max: 14 }).map((n) => `e${n}`);
const perhaps = fc.option(id, { nil: null, freq: 3 });
const heading = fc.constantFrom('', 'Aims', 'Scope');
const number: fc.Arbitrary<ElementNumber> = fc.constantFrom<ElementNumber>(
  { kind: 'sequence' },
  { kind: 'suffix' },
  { kind: 'none' },
  { kind: 'literal', label: '7A' },
);
const element: fc.Arbitrary<OutlineElement> = fc.record({
  id,
  parent: perhaps,
  heading,
  number,
  kind: fc.constantFrom<OutlineElement['kind']>('clause', ...divisionKinds),
});
const place = fc.record({ parent: perhaps, after: perhaps });
const accreditation = fc.constantFrom(...Object.values(people));

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constant('add-element' as const), element, after: perhaps }) },
  { weight: 6, arbitrary: fc.record({ type: fc.constant('move-element' as const), id, to: place }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('rename-element' as const), id, heading }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('renumber-element' as const), id, number }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('split-clause' as const),
      clause: id,
      atBlock: fc.integer({ min: 0, max: 4 }),
      into: id,
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('delete-element' as const), id }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('accredit-person' as const), accreditation }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('end-accreditation' as const), accreditation }) },
);
const who = fc.constantFrom<Who>('secretariat', 'secretariat', 'secretariat', 'chair', 'delegate', 'public');
const step = fc.record({
  who,
  command,
  blockCount: fc.integer({ min: 1, max: 4 }),
  /** Most steps aim at what is there; the others name whatever they like. */
  aim: fc.option(fc.nat(10_000), { nil: null, freq: 6 }),
});

/** The command with its ids led to elements that exist, and its new ids made new. */
function aimed(state: AgreementState, command: Command, aim: number | null): Command {
  if (aim === null) return command;
  const all = [...state.outline.elements.values()];
  const pick = <T>(list: readonly T[], or: T, salt: number): T => list[(aim + salt) % list.length] ?? or;
  const existing = (id: string) => pick(all, undefined, 7)?.id ?? id;
  const fresh = `n${state.usedIds.size}`;
  const to = (moved: string | null) => {
    const parents = [null, ...all.filter((e) => e.kind !== 'clause' && e.id !== moved).map((e) => e.id)];
    const parent = pick(parents, null, 0);
    const elder = childrenOf(state.outline, parent).filter((id) => id !== moved);
    return { parent, after: pick([null, ...elder], null, 3) };
  };
  switch (command.type) {
    case 'add-element': {
      const { parent, after } = to(null);
      return { ...command, element: { ...command.element, id: fresh, parent }, after };
    }
    case 'move-element': {
      const id = existing(command.id);
      return { ...command, id, to: to(id) };
    }
    case 'rename-element':
    case 'renumber-element':
    case 'delete-element':
      return { ...command, id: existing(command.id) };
    case 'split-clause':
      return {
        ...command,
        clause: pick(
          all.filter((e) => e.kind === 'clause').map((e) => e.id),
          command.clause,
          1,
        ),
        into: fresh,
      };
    default:
      return command;
  }
}

const events: fc.Arbitrary<AgreementEvent> = fc.oneof(
  fc.record({ type: fc.constant('element-added' as const), element, after: perhaps }),
  fc.record({ type: fc.constant('element-moved' as const), id, to: place }),
  fc.record({ type: fc.constant('element-renamed' as const), id, heading }),
  fc.record({ type: fc.constant('element-renumbered' as const), id, number }),
  fc.record({
    type: fc.constant('clause-split' as const),
    clause: id,
    atBlock: fc.nat(3),
    into: element,
  }),
  fc.record({ type: fc.constant('element-deleted' as const), id }),
  fc.record({ type: fc.constant('accreditation-ended' as const), accreditation }),
  fc.record({ type: fc.constant('agreement-retitled' as const), title: heading, shortTitle: heading }),
);

describe('any sequence of commands', () => {
  test('keeps the outline legal, tells all in events, and leaves refused ones without a trace', () => {
    const seen = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 60 }), (steps) => {
        const stream: AgreementEvent[] = [];
        const start = opened(opening([]));
        let state = start;
        const used = new Set<string>();
        for (const { who, command: asked, blockCount, aim } of steps) {
          const command = aimed(state, asked, aim);
          const before = plain(state);
          const decided = decide(state, actor(who), command, { now: noon, blockCount });
          expect(plain(state)).toBe(before);
          if (isRefusal(decided)) {
            seen.refused += 1;
            continue;
          }
          seen.accepted += 1;
          let next = state;
          for (const event of decided) next = evolve(next, event);
          expect(plain(state)).toBe(before);
          expect(next.version).toBe(state.version + decided.length);
          stream.push(...decided);
          state = next;
          legal(state.outline);
          expect(levels(state)).toBeLessThanOrEqual(maxOutlineDepth);
          for (const element of state.outline.elements.keys()) used.add(element);
          expect(new Set(state.usedIds)).toEqual(used);
          expect(state.accreditations.some((a) => a.capacity.role === 'secretariat')).toBe(true);
        }
        const middle = Math.floor(stream.length / 2);
        expect(plain(replay(start, stream))).toBe(plain(state));
        expect(plain(replay(replay(start, stream.slice(0, middle)), stream.slice(middle)))).toBe(
          plain(state),
        );
      }),
      { numRuns: 300 },
    );
    // A run in which everything was refused would prove nothing.
    expect(seen.accepted).toBeGreaterThan(1_000);
    expect(seen.refused).toBeGreaterThan(1_000);
  });
});

describe('any stream of events, also one that no decider made', () => {
  test('applies without a throw, keeps the outline legal and what was handed out unchanged', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 80 }), (stream) => {
        const states: [AgreementState, string][] = [];
        let state = initialState;
        for (const event of stream) {
          state = evolve(state, event);
          legal(state.outline);
          states.push([state, plain(state)]);
        }
        expect(plain(replay(initialState, stream))).toBe(plain(state));
        for (const [kept, was] of states) expect(plain(kept)).toBe(was);
        expect(state.version).toBe(stream.length);
      }),
      { numRuns: 300 },
    );
  });
});
