/**
 * The table of rights, said a second time, and the names under which people see each other.
 */
import { describe, expect, test } from '@jest/globals';
import type { Capacity } from '@travaux/workflow/agreement';
import { can, capacityName, nameFor, rightsOf, whoMay, type Action } from '@travaux/workflow/policy';
import { actor, given, people, remove, type Who } from './language.ts';

/** The rights as the house agreed on them, said a second time: who may do what, and nobody else. */
const agreed: Record<Action, readonly Who[]> = {
  'open-agreement': ['convener', 'operator'],
  'read-agreement': Object.keys(people) as Who[],
  'export-whole': ['operator'],
  'know-of': Object.keys(people) as Who[],
  'read-text': Object.keys(people) as Who[],
  'edit-text': ['delegate', 'colleague', 'opponent', 'secretariat', 'chair'],
  'show-presence': ['delegate', 'colleague', 'opponent', 'secretariat', 'chair', 'member', 'independent'],
  'change-outline': ['secretariat', 'chair'],
  'direct-negotiation': ['secretariat', 'chair'],
  'set-errors-aside': ['chair'],
  'set-confidentiality': ['secretariat', 'chair'],
  publish: ['secretariat', 'chair'],
  'read-people': Object.keys(people) as Who[],
  'read-names': ['secretariat', 'chair'],
  'manage-people': ['secretariat', 'operator'],
  'keep-passkeys': ['delegate', 'colleague', 'opponent', 'secretariat'],
  'draw-up-routes': ['secretariat', 'chair'],
  'direct-course': ['secretariat', 'chair'],
  'give-opinion': Object.keys(people) as Who[],
  preside: ['chair', 'member', 'independent'],
  'sign-off': ['delegate', 'colleague', 'opponent'],
  'announce-silence': ['chair'],
  'answer-silence': ['delegate', 'colleague', 'opponent'],
  vote: ['member', 'independent'],
  'classify-edit': ['delegate', 'colleague', 'opponent', 'secretariat', 'chair', 'member', 'independent'],
  'reopen-clause': ['chair', 'member', 'independent'],
  'adopt-agreement': ['chair'],
  'read-comments': Object.keys(people) as Who[],
  comment: ['delegate', 'colleague', 'opponent', 'secretariat', 'chair', 'member', 'independent', 'observer'],
  propose: ['delegate', 'colleague', 'opponent'],
  'answer-comments': ['secretariat', 'chair'],
  'moderate-comments': ['secretariat'],
  'rule-on-appeals': ['secretariat', 'chair'],
  'open-comment-windows': ['secretariat', 'chair'],
  'pass-deadline': ['operator'],
};
const everybody: readonly Who[] = [
  ...(Object.keys(people) as Who[]),
  'public',
  'stranger',
  'convener',
  'operator',
];
const actions = Object.keys(agreed) as Action[];
const { state } = given('article a', '  clause c');

describe('the table of rights', () => {
  test.each(everybody)('%s', (who) => {
    const may = actions.filter((action) => agreed[action].includes(who));
    expect(actions.filter((action) => can(actor(who), action, { state, clause: 'c' }))).toEqual(may);
    expect([...rightsOf(actor(who), state)].sort()).toEqual([...may].sort());
  });

  test('a frozen text is nobody’s to write: a deleted clause, a division, an unknown one', () => {
    const without = given('clause c').when('secretariat', remove('c')).state;
    for (const who of everybody) {
      expect(can(actor(who), 'edit-text', { state: without, clause: 'c' })).toBe(false);
      expect(can(actor(who), 'edit-text', { state, clause: 'a' })).toBe(false);
      expect(can(actor(who), 'edit-text', { state, clause: 'elsewhere' })).toBe(false);
    }
  });

  test('accreditation to one agreement is worth nothing without it', () => {
    for (const who of Object.keys(people) as Who[]) {
      expect(actions.filter((action) => can(actor(who), action, { state: null }))).toEqual([]);
    }
  });

  test('several capacities add up', () => {
    const both = given().when('secretariat', {
      type: 'accredit-person',
      accreditation: { ...people.observer, capacity: { role: 'delegate', party: 'SAR' } },
    }).state;
    expect(can(actor('observer'), 'edit-text', { state: both })).toBe(true);
  });

  test('says who may', () => {
    expect(whoMay('change-outline')).toBe('the chair and the secretariat');
    expect(whoMay('manage-people')).toBe('the secretariat');
    expect(whoMay('open-agreement')).toBe('conveners');
  });
});

describe('names', () => {
  const seen = (viewer: Who, of: keyof typeof people) => nameFor(actor(viewer), people[of], state);

  test('a delegation knows its own by name and the others as delegations', () => {
    expect(seen('delegate', 'delegate')).toBe('Dana Reyes');
    expect(seen('delegate', 'colleague')).toBe('Carl Lind');
    expect(seen('delegate', 'opponent')).toBe('Delegation of Sarrane');
    expect(seen('opponent', 'member')).toBe('Mina Sato');
    expect(seen('delegate', 'member')).toBe('Joint Evaluation Committee (Sarrane)');
    expect(seen('delegate', 'independent')).toBe('Joint Evaluation Committee');
    expect(seen('delegate', 'secretariat')).toBe('Secretariat');
    expect(seen('delegate', 'chair')).toBe('Chair');
    expect(seen('delegate', 'observer')).toBe('Civil Forum');
    expect(seen('delegate', 'verifier')).toBe('Materials Authority');
  });

  test('observers and the public know nobody, chair and secretariat everybody', () => {
    for (const of of Object.keys(people) as (keyof typeof people)[]) {
      expect(seen('secretariat', of)).toBe(people[of].name);
      expect(seen('chair', of)).toBe(people[of].name);
      for (const viewer of ['observer', 'public', 'stranger'] as const) {
        if (viewer !== of) expect(seen(viewer, of)).not.toBe(people[of].name);
      }
    }
  });

  test('of capacities', () => {
    const named = (capacity: Capacity) => capacityName(capacity, state);
    expect(named(people.delegate.capacity)).toBe('Delegate of Torvald');
    expect(named(people.member.capacity)).toBe('Member of Joint Evaluation Committee for Sarrane');
    expect(named(people.independent.capacity)).toBe('Member of Joint Evaluation Committee');
    expect(named(people.observer.capacity)).toBe('Observer for Civil Forum');
    expect(named(people.verifier.capacity)).toBe('Verifier for Materials Authority');
    expect(named({ role: 'delegate', party: 'gone' })).toBe('Delegate of gone');
  });
});
