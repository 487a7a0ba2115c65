/**
 * What the log says, and to whom: outside a delegation a person is the delegation.
 */
import { describe, expect, test } from '@jest/globals';
import { sentenceOf } from '@travaux/workflow/agreement';
import {
  actor,
  adReferendum,
  allSign,
  decision,
  dissent,
  form,
  hours,
  negative,
  reopen,
  sign,
  talks,
  vote,
  type Talks,
} from './language.ts';

/** The sentences of what the last command led to. */
function log(before: Talks, act: (t: Talks) => Talks, viewer = 'public'): string[] {
  return act(before).last.map((event) => sentenceOf(event, before.state, actor(viewer)));
}

describe('the log', () => {
  test('tells the way of a clause', () => {
    const t = talks();
    expect(log(t, (t) => t.send('c', 'sign'))[0]).toBe(
      'Clause c was sent along “sign”, as packet 1. Its text is frozen.',
    );
    const sent = t.send('c', 'sign').does('dana', sign('c', 'TOR')).does('kofi', sign('c', 'KEL'));
    expect(log(sent, (t) => t.does('ada', sign('c', 'SAR', adReferendum(hours(5), 'lapse'))))).toEqual([
      'Sarrane agreed to Clause c ad referendum, until 2026-03-02 14:00 UTC; without a word it then lapses.',
      'Clause c passed “Sign-off by the parties”; it becomes agreed once what was agreed ad referendum is confirmed.',
      'Clause c is agreed ad referendum, by the parties.',
      'Clause c arrived at the end of its route.',
    ]);
    const read = t.send('e', 'plain');
    expect(log(read, (t) => t.does('lena', negative('e')))).toEqual([
      'The Legal drafters gave a negative opinion on Clause e.',
    ]);
    expect(log(t, (t) => t.does('chidi', form('k', 'c', 'e')))).toEqual([
      'Clause c and Clause e were joined in the package “Package k”.',
    ]);
    const agreed = allSign(t.send('d', 'sign'), 'd');
    expect(log(agreed, (t) => t.does('chidi', reopen('d')))).toEqual([
      'Clause d, which the parties had agreed, was reopened: because',
    ]);
  });

  test('tells what a body decided, and who differed', () => {
    const before = talks()
      .send('c', 'jec', 'p1')
      .does('mtor', vote('c', 'TOR'))
      .does('msar', vote('c', 'SAR'))
      .does('mi1', vote('c', 'i1', 'abstain'));
    expect(log(before, (t) => t.does('mkel', vote('c', 'KEL')))).toEqual([
      'The seat of Keland voted in favour on Clause c.',
    ]);
    const said = log(before, (t) => t.does('mtor', decision('c')));
    expect(said[1]).toBe(
      'The Joint Evaluation Committee approved Clause c, with 2 in favour, 0 against, 1 abstaining.',
    );
    expect(log(before.does('mtor', decision('c')), (t) => t.does('mi1', dissent('c', 'i1')))).toEqual([
      'The seat i1 filed a dissent on Clause c: We differ.',
    ]);
  });

  test('names persons to their own delegation and to the secretariat, and to nobody else', () => {
    const sent = talks().send('c', 'sign');
    const signed = (viewer: string) => log(sent, (t) => t.does('omar', sign('c', 'SAR')), viewer)[0];
    expect(signed('ada')).toBe('Sarrane, by omar, agreed to Clause c.');
    expect(signed('sigrid')).toBe('Sarrane, by omar, agreed to Clause c.');
    for (const who of ['dana', 'olga', 'public', 'stranger'])
      expect(signed(who)).toBe('Sarrane agreed to Clause c.');
  });
});
