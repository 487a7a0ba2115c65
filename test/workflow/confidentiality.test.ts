/**
 * Confidentiality: who may know of an element, who may read it, and that nothing else tells of it.
 */
import { describe, expect, test } from '@jest/globals';
import { labelsOf } from '@travaux/editor/document';
import {
  apartFromCount,
  confidentialityOf,
  type AgreementState,
  type Circle,
  type Command,
} from '@travaux/workflow/agreement';
import { can, isShown, knownTo } from '@travaux/workflow/policy';
import { actor, given, move, noon, people, remove, sketch, split, type Given, type Who } from './language.ts';

const everybody = Object.keys(people) as (keyof typeof people)[];
const none = { parties: [], bodies: [], organisations: [], verifiers: [] };
const circles = {
  all: { kind: 'public' },
  participants: { kind: 'participants' },
  parties: { kind: 'parties' },
  torvald: { kind: 'named', ...none, parties: ['TOR'] },
  committee: { kind: 'named', ...none, bodies: ['JEC'] },
  guests: { kind: 'named', ...none, organisations: ['FORUM'], verifiers: ['IMVA'] },
  secretariat: { kind: 'secretariat' },
} as const satisfies Record<string, Circle>;
type CircleName = keyof typeof circles;

const keep = (element: string, knownTo: CircleName, readBy: CircleName = knownTo): Command => ({
  type: 'set-confidentiality',
  element,
  knownTo: circles[knownTo],
  readBy: circles[readBy],
});

const house = () =>
  given(
    'article a "Aims"',
    '  clause a1',
    'annex s "Schedule of envoys"',
    '  clause s1 "Envoys"',
    '  clause s2',
    'article b',
    '  clause b1',
  );
const kept = (element: string, knownTo: CircleName, readBy?: CircleName): Given =>
  house().when('secretariat', keep(element, knownTo, readBy));

const who = (action: 'know-of' | 'read-text', state: AgreementState, clause: string): Who[] =>
  everybody.filter((one) => can(actor(one), action, { state, clause }));
const numbers = (state: AgreementState, viewer: Who): string =>
  [...labelsOf(knownTo(actor(viewer), state).outline, state.facts!, apartFromCount(state))]
    .map(([id, { number }]) => `${id}=${number}`)
    .join(' ');

describe('the circles', () => {
  const presides = ['secretariat', 'chair'];
  const parties = ['delegate', 'colleague', 'opponent', 'member', 'independent'];
  const cases: readonly [CircleName, readonly string[]][] = [
    ['all', everybody],
    ['participants', everybody],
    ['parties', [...presides, ...parties]],
    ['torvald', [...presides, 'delegate', 'colleague']],
    ['committee', [...presides, 'member', 'independent']],
    ['guests', [...presides, 'observer', 'verifier']],
    ['secretariat', presides],
  ];

  test.each(cases)('%s: exactly these may know of it, and read it', (circle, those) => {
    const { state } = kept('s', circle);
    for (const clause of ['s', 's1']) {
      expect(who('know-of', state, clause).sort()).toEqual([...those].sort());
      expect(who('read-text', state, clause).sort()).toEqual([...those].sort());
    }
    expect(who('read-text', state, 'a1')).toEqual(everybody);
    expect(can(actor('public'), 'know-of', { state, clause: 'a1' })).toBe(false);
  });

  test('inside, a clause is kept among fewer, never among more', () => {
    const { state } = kept('s', 'parties').when('chair', keep('s1', 'torvald'));
    expect(who('read-text', state, 's1')).toEqual(['secretariat', 'chair', 'delegate', 'colleague']);
    expect(who('read-text', state, 's2')).toContain('opponent');
    kept('s', 'torvald')
      .when('chair', keep('s1', 'parties'))
      .refused('impossible-circle', 'Envoys', 'Schedule');
  });

  test('to know of it is not to read it, and nobody writes what they may not read', () => {
    const { state } = kept('s', 'participants', 'torvald');
    expect(who('know-of', state, 's1')).toEqual(everybody);
    expect(who('read-text', state, 's1')).toEqual(['secretariat', 'chair', 'delegate', 'colleague']);
    expect(can(actor('opponent'), 'edit-text', { state, clause: 's1' })).toBe(false);
    expect(can(actor('delegate'), 'edit-text', { state, clause: 's1' })).toBe(true);
    expect(can(actor('opponent'), 'show-presence', { state, clause: 's1' })).toBe(false);
  });

  test('what makes no sense is refused, and only who runs the process decides', () => {
    house()
      .when('chair', keep('s', 'torvald', 'parties'))
      .refused('impossible-circle', 'Schedule of envoys');
    house().when('chair', keep('gone', 'torvald')).refused('unknown-element', 'gone');
    house()
      .when('chair', {
        ...keep('s', 'torvald'),
        knownTo: { kind: 'named', ...none, parties: ['XYZ'] },
      } as Command)
      .refused('unknown-participant', 'XYZ');
    house().when('delegate', keep('s', 'torvald')).refused('not-allowed', 'the secretariat');
    expect(house().when('chair', keep('s', 'all')).events()).toEqual([]);
  });
});

describe('what somebody may know', () => {
  test('the outline has neither the element nor a gap in its numbers, and the numbers are the same for all', () => {
    const { state } = kept('s', 'parties').when('chair', keep('a1', 'secretariat'));
    expect(sketch(knownTo(actor('observer'), state))).toEqual([
      'article a "Aims"',
      'article b',
      '  clause b1',
    ]);
    expect(numbers(state, 'observer')).toBe('a=1 b=2 b1=1');
    expect(numbers(state, 'delegate')).toBe('a=1 s= s1=1 s2=2 b=2 b1=1');
    expect(knownTo(actor('chair'), state)).toBe(state);
  });

  test('a number in between does not tell of the one before it', () => {
    const { state } = given('article a', '  clause x', '  clause y', '  clause z bis').when(
      'chair',
      keep('y', 'parties'),
    );
    expect(numbers(state, 'observer')).toBe('a=1 x=1 z=1 bis');
    expect(numbers(state, 'delegate')).toBe('a=1 x=1 y= z=1 bis');
    const annexes = given('annex p', 'annex q').when('chair', keep('q', 'parties')).state;
    expect(numbers(annexes, 'observer')).toBe('p=');
    expect(numbers(annexes, 'delegate')).toBe('p= q=');
  });

  test('who may know but not read sees the number, without its heading', () => {
    const { state } = kept('s', 'all', 'parties');
    expect(sketch(knownTo(actor('observer'), state))).toContain('annex s');
    expect(JSON.stringify([...knownTo(actor('observer'), state).outline.elements])).not.toContain('Envoys');
  });

  test('a command on it is answered as one on what was never there', () => {
    const seen = { stage: 'review', packet: 1, hash: '0'.repeat(64) };
    const of = { kind: 'party', party: 'SAR' };
    const commands: ((clause: string) => object)[] = [
      (clause) => ({
        type: 'raise-edit-class',
        clause,
        packet: 1,
        to: 'substantive',
        reason: 'It weighs more.',
      }),
      (clause) => ({ type: 'give-opinion', clause, seen, of, opinion: { kind: 'positive' } }),
      (clause) => ({ type: 'lift-opinion', clause, seen, of }),
      (clause) => ({ type: 'sign-off', clause, seen, party: 'SAR', act: { kind: 'agree' } }),
      (clause) => ({
        type: 'break-silence',
        clause,
        silence: 'x',
        hash: seen.hash,
        party: 'SAR',
        text: 'No.',
      }),
    ];
    const answer = (command: (clause: string) => object, clause: string) =>
      JSON.stringify(
        kept('s', 'torvald').when('opponent', command(clause) as Command, { text: null }).decided,
      ).replaceAll(clause, 'ID');
    for (const command of commands) {
      expect(answer(command, 's1')).toBe(answer(command, 'zz'));
      expect(answer(command, 's1')).toContain('"code":"unknown-element"');
    }
    kept('s', 'all', 'torvald')
      .when('opponent', commands[0]!('s1') as Command, { text: null })
      .refused('not-allowed', 'confidential');
  });

  test('an event that names it is shown to those who may read it', () => {
    const { state } = kept('s', 'parties');
    const shown = (viewer: Who, event: object) =>
      isShown(actor(viewer), { version: 1, at: noon, by: 'sigrid', event: event as never }, state);
    const element = state.outline.elements.get('b')!;
    for (const event of [
      { type: 'element-renamed', id: 's', heading: 'Envoys and others' },
      { type: 'element-added', element, after: 's' },
      { type: 'clause-parked', clause: 's1', reason: 'Later' },
    ]) {
      expect([shown('delegate', event), shown('observer', event)]).toEqual([true, false]);
      // Also on what an observer was handed: what is not in it is still closed.
      const part = knownTo(actor('observer'), state);
      expect(
        isShown(actor('observer'), { version: 1, at: noon, by: null, event: event as never }, part),
      ).toBe(false);
    }
    expect(shown('observer', { type: 'element-renamed', id: 'a', heading: 'Aim' })).toBe(true);
  });
});

describe('it stays confidential', () => {
  test('when it is moved out, with what is inside it', () => {
    const { state } = kept('s', 'parties').when('chair', move('s1', 'a', 'a1'));
    expect(state.outline.elements.get('s1')?.parent).toBe('a');
    expect(who('know-of', state, 's1')).not.toContain('observer');
    const whole = kept('s1', 'torvald').when('chair', move('s', 'b', null));
    // A division that is open carries what is confidential in it, and gets nothing itself.
    expect(confidentialityOf(whole.state, 's2').knownTo.kind).toBe('public');
    expect(who('know-of', whole.state, 's1')).not.toContain('opponent');
  });

  test('when it is split or deleted', () => {
    const halves = kept('s1', 'torvald').when('chair', split('s1', 1, 'n'), { blockCount: 2 }).state;
    expect(who('know-of', halves, 'n')).not.toContain('opponent');
    const gone = kept('s', 'parties').when('chair', remove('s')).state;
    for (const id of ['s', 's1', 's2']) expect(who('know-of', gone, id)).not.toContain('observer');
    expect(numbers(gone, 'observer')).toBe('a=1 a1=1 b=2 b1=1');
  });

  test('until it is opened again', () => {
    const { state } = kept('s', 'torvald').when('secretariat', keep('s', 'all'));
    expect(state.confidentiality.size).toBe(0);
    expect(knownTo(actor('observer'), state)).toBe(state);
  });
});

test('whose signature reaches only to what is hidden is nobody who signs, to those who may not know', () => {
  const { state } = kept('s', 'torvald').when('secretariat', {
    type: 'accredit-person',
    accreditation: {
      person: 'ada',
      name: 'Ada Blom',
      capacity: { role: 'delegate', party: 'TOR', signing: 'agree', scope: ['s1'] } as never,
    },
  });
  const seen = knownTo(actor('observer'), state).accreditations.find(({ person }) => person === 'ada');
  expect(seen?.capacity).toEqual({ role: 'delegate', party: 'TOR', signing: 'none' });
});
