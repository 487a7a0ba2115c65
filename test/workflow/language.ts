/**
 * The language of the tests on rules: an agreement is sketched as indented text, somebody asks for something, and
 * the outcome is a sketch again, or a refusal.
 *
 *   given('article a1', '  clause c1').when('secretariat', rename('a1', 'Aims')).then('article a1 "Aims"', …)
 *
 * One line an element: kind, id, then `bis` (suffix), `-` (no number) or `=12A` (literal) where it is not the next
 * of its series, then the heading in quotes.
 */
import { expect } from '@jest/globals';
import {
  decide,
  initialState,
  isRefusal,
  readingOrder,
  replay,
  type Accreditation,
  type AgreementEvent,
  type AgreementState,
  type Command,
  type ElementNumber,
  type Facts,
  type OpenAgreement,
  type OutlineElement,
  type Refusal,
  type RefusalCode,
} from '@travaux/workflow/agreement';
import { operatorActor, publicActor, type Actor } from '@travaux/workflow/policy';

export const people = {
  secretariat: { person: 'sigrid', name: 'Sigrid Holm', capacity: { role: 'secretariat' } },
  chair: { person: 'chidi', name: 'Chidi Okafor', capacity: { role: 'chair' } },
  delegate: { person: 'dana', name: 'Dana Reyes', capacity: { role: 'delegate', party: 'TOR' } },
  colleague: { person: 'carl', name: 'Carl Lind', capacity: { role: 'delegate', party: 'TOR' } },
  opponent: { person: 'omar', name: 'Omar Haddad', capacity: { role: 'delegate', party: 'SAR' } },
  member: {
    person: 'mina',
    name: 'Mina Sato',
    capacity: { role: 'committee-member', body: 'JEC', party: 'SAR' },
  },
  independent: {
    person: 'ines',
    name: 'Ines Prado',
    capacity: { role: 'committee-member', body: 'JEC', party: null },
  },
  observer: { person: 'olga', name: 'Olga Petrova', capacity: { role: 'observer', organisation: 'FORUM' } },
  verifier: { person: 'vera', name: 'Vera Nagy', capacity: { role: 'verifier', verifier: 'IMVA' } },
} as const satisfies Record<string, Accreditation>;

/** Where time does not matter. */
export const noon = '2026-03-02T12:00:00.000Z';

export type Who = keyof typeof people | 'public' | 'stranger' | 'convener' | 'operator';

export function actor(who: Who): Actor {
  switch (who) {
    case 'public':
      return publicActor;
    case 'operator':
      return operatorActor;
    case 'stranger':
      return { person: 'nobody-here', convener: false };
    case 'convener':
      return { person: 'conny', convener: true };
    default:
      return { person: people[who].person, convener: false };
  }
}

export function opening(lines: readonly string[], more: Partial<OpenAgreement> = {}): OpenAgreement {
  return {
    type: 'open-agreement',
    facts: {
      title: 'Agreement on the lifting of measures',
      shortTitle: 'Lifting',
      language: 'en',
      direction: 'ltr',
      clauseNumbering: 'plain',
    },
    source: null,
    parties: [
      { id: 'TOR', name: 'Torvald', group: null },
      { id: 'SAR', name: 'Sarrane', group: 'Regional' },
    ],
    bodies: [{ id: 'JEC', name: 'Joint Evaluation Committee', members: ['TOR', 'SAR'] }],
    organisations: [{ id: 'FORUM', name: 'Civil Forum' }],
    verifiers: [{ id: 'IMVA', name: 'Materials Authority' }],
    accreditations: Object.values(people),
    elements: elementsOf(lines),
    ...more,
  };
}

export function elementsOf(lines: readonly string[]): OutlineElement[] {
  const above: string[] = [];
  return lines.map((line) => {
    const read = /^( *)([a-z]+) (\S+?)(?: (bis|-|=\S+))?(?: "(.*)")?$/.exec(line);
    if (!read) throw new Error(`not a line of an outline: ${line}`);
    const [, indent = '', kind = '', id = '', number = '', heading = ''] = read;
    const depth = indent.length / 2;
    above.length = depth;
    above[depth] = id;
    return {
      id,
      kind: kind as OutlineElement['kind'],
      parent: above[depth - 1] ?? null,
      heading,
      number: numberOf(number),
    };
  });
}

function numberOf(mark: string): ElementNumber {
  if (mark === '') return { kind: 'sequence' };
  if (mark === 'bis') return { kind: 'suffix' };
  if (mark === '-') return { kind: 'none' };
  return { kind: 'literal', label: mark.slice(1) };
}

export function sketch(state: AgreementState): string[] {
  return [...readingOrder(state.outline)].map(({ element, depth }) => {
    const marks = { sequence: '', suffix: ' bis', none: ' -', literal: '' };
    const label = element.number.kind === 'literal' ? ` =${element.number.label}` : '';
    const heading = element.heading === '' ? '' : ` "${element.heading}"`;
    return `${'  '.repeat(depth)}${element.kind} ${element.id}${marks[element.number.kind]}${label}${heading}`;
  });
}

export function opened(command: OpenAgreement): AgreementState {
  const events = decide(initialState, operatorActor, command, { now: noon });
  if (isRefusal(events)) throw new Error(events.sentence);
  return replay(initialState, events);
}

export function given(...lines: string[]): Given {
  return new Given(opened(opening(lines)));
}

export class Given {
  readonly state: AgreementState;

  constructor(state: AgreementState) {
    this.state = state;
  }

  when(who: Who, command: Command | OpenAgreement, facts: Partial<Facts> = {}): Outcome {
    return new Outcome(this.state, decide(this.state, actor(who), command, { now: noon, ...facts }));
  }
}

export class Outcome extends Given {
  readonly decided: readonly AgreementEvent[] | Refusal;

  constructor(before: AgreementState, decided: readonly AgreementEvent[] | Refusal) {
    super(isRefusal(decided) ? before : replay(before, decided));
    this.decided = decided;
  }

  /** The outline is now this. */
  then(...lines: string[]): void {
    expect(isRefusal(this.decided) ? this.decided.sentence : 'accepted').toBe('accepted');
    expect(sketch(this.state)).toEqual(lines);
  }

  events(): readonly AgreementEvent[] {
    if (isRefusal(this.decided)) throw new Error(this.decided.sentence);
    return this.decided;
  }

  /** Refused with this code, in a sentence that names all of these things. */
  refused(code: RefusalCode, ...names: string[]): void {
    expect(isRefusal(this.decided) && this.decided.code).toBe(code);
    const { sentence } = this.decided as Refusal;
    for (const name of names) expect(sentence).toContain(name);
    // A person reads it: whole sentences, at least one of what is wrong and one of what to do.
    expect(sentence).toMatch(/^[A-Z].*\.$/);
  }
}

export const add = (line: string, parent: string | null = null, after: string | null = null): Command => {
  const [element] = elementsOf([line]);
  if (!element) throw new Error('no element');
  return { type: 'add-element', element: { ...element, parent }, after };
};
export const move = (id: string, parent: string | null, after: string | null = null): Command => ({
  type: 'move-element',
  id,
  to: { parent, after },
});
export const rename = (id: string, heading: string): Command => ({ type: 'rename-element', id, heading });
export const renumber = (id: string, number: ElementNumber): Command => ({
  type: 'renumber-element',
  id,
  number,
});
export const remove = (id: string): Command => ({ type: 'delete-element', id });
export const split = (clause: string, atBlock: number, into: string): Command => ({
  type: 'split-clause',
  clause,
  atBlock,
  into,
});
export const park = (clause: string, reason: string): Command => ({ type: 'park-clause', clause, reason });
export const takeUp = (clause: string): Command => ({ type: 'take-up-clause', clause });
export const accredit = (accreditation: Accreditation): Command => ({
  type: 'accredit-person',
  accreditation,
});
export const endAccreditation = (accreditation: Accreditation): Command => ({
  type: 'end-accreditation',
  accreditation,
});
