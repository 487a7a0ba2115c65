/**
 * Sign-offs: who may bind a party to what, what blocks, what waits for a capital, and what a date does.
 */
import { describe, test } from '@jest/globals';
import { courseOf, dueDeadlines } from '@travaux/workflow/agreement';
import { expect } from '@jest/globals';
import {
  adReferendum,
  agreeIf,
  allSign,
  conclude,
  confirm,
  hold,
  hours,
  refusal,
  reserve,
  revoke,
  routeOf,
  sign,
  signing,
  deciding,
  majority,
  decision,
  vote,
  talks,
  when,
  type Talks,
} from './language.ts';

const sent = () => talks().send('c', 'sign', 'p1');

describe('a sign-off stage', () => {
  test('passes when every party has agreed, and grants its rung', () => {
    allSign(sent(), 'c')
      .is('c', 'agreed')
      .told('signed-off', 'stage-passed', 'rung-granted', 'course-completed');
  });

  test('is bound to the exact text, and to what it relies on', () => {
    const seen = sent().seen('c');
    sent()
      .refuses(
        'dana',
        sign('c', 'TOR', { kind: 'agree' }, { ...seen, packet: 2 }),
        'text-changed',
        'packet 1',
      )
      .edit('d')
      .refuses('dana', sign('c', 'TOR'), 'text-changed', '“Relief”', 'Clause d')
      .edit('c')
      .refuses('dana', sign('c', 'TOR'), 'text-changed', 'its own text changed');
  });

  test('takes each party’s word from its own delegates, within their capacity and scope', () => {
    sent()
      .refuses('omar', sign('c', 'TOR'), 'not-yours', 'Torvald')
      .refuses('adam', sign('c', 'TOR'), 'capacity-too-low', 'adviser')
      .refuses('ada', sign('c', 'SAR'), 'capacity-too-low', 'ad referendum')
      .does('ada', sign('c', 'SAR', adReferendum(hours(48), 'lapse')))
      .refuses('scot', sign('c', 'KEL'), 'out-of-scope', 'Keland')
      .refuses('sigrid', sign('c', 'TOR'), 'not-allowed')
      .refuses('mtor', sign('c', 'TOR'), 'not-allowed');
    talks().send('e', 'sign').does('scot', sign('e', 'KEL'));
    talks(routeOf('full', signing({ capacity: 'full-powers' })))
      .send('c', 'full')
      .refuses('omar', sign('c', 'SAR'), 'capacity-too-low', 'full powers')
      .does('dana', sign('c', 'TOR'));
  });

  test('asks the parties that it names, and no others', () => {
    talks(routeOf('two', signing({ parties: ['TOR', 'SAR'] })))
      .send('c', 'two')
      .refuses('kofi', sign('c', 'KEL'), 'not-asked', 'Torvald and Sarrane')
      .does('dana', sign('c', 'TOR'))
      .does('omar', sign('c', 'SAR'))
      .is('c', 'agreed');
  });

  test('takes no act twice, but another one in its place', () => {
    sent()
      .does('dana', sign('c', 'TOR', reserve))
      .refuses('dana', sign('c', 'TOR', reserve), 'already-given')
      .does('omar', sign('c', 'SAR'))
      .does('kofi', sign('c', 'KEL'))
      .is('c', 'under-negotiation > sign')
      .does('dana', sign('c', 'TOR'))
      .is('c', 'agreed');
  });

  test('returns the clause when a party refuses, with the reason', () => {
    const { state } = sent()
      .does('omar', sign('c', 'SAR'))
      .does('dana', sign('c', 'TOR', refusal))
      .is('c', 'under-negotiation')
      .told('signed-off', 'clause-returned');
    expect(courseOf(state, 'c').cameBack?.reason).toBe('Torvald refused: the word shall');
  });

  test('that stays open takes what is late; one that returns does not', () => {
    const within = (onDeadline: 'stays-open' | 'returns') =>
      talks(routeOf('dated', signing({ within: 'P1D', form: { kind: 'explicit', onDeadline } })))
        .send('c', 'dated')
        .at(hours(24));
    within('stays-open').sweep().is('c', 'under-negotiation > sign').does('dana', sign('c', 'TOR'));
    within('stays-open').does('dana', sign('c', 'TOR'));
    within('returns')
      .refuses('dana', sign('c', 'TOR'), 'deadline-passed', '2026-03-03 09:00 UTC')
      .sweep()
      .is('c', 'under-negotiation')
      .told('clause-returned');
  });
});

describe('a hold', () => {
  test('that lapses leaves the party to be asked again', () => {
    const held = sent().does('dana', sign('c', 'TOR', hold(hours(5), 'lapses')));
    held
      .at(hours(5))
      .sweep()
      .told('hold-lapsed')
      .does('omar', sign('c', 'SAR'))
      .does('kofi', sign('c', 'KEL'))
      .is('c', 'under-negotiation > sign');
    expect(dueDeadlines(held.state, hours(4.99))).toEqual([]);
  });

  test('that renews holds as long again', () => {
    const { state } = sent()
      .does('dana', sign('c', 'TOR', hold(hours(5), 'renews')))
      .at(hours(5))
      .sweep()
      .told('hold-renewed');
    expect(dueDeadlines(state, hours(10)).map(({ due }) => due)).toEqual([hours(10)]);
  });

  test('ends in the future', () => {
    sent().refuses('dana', sign('c', 'TOR', hold(hours(-1), 'lapses')), 'impossible-date', '08:00 UTC');
  });
});

describe('agreed ad referendum', () => {
  const pending = (onDate: 'confirm' | 'lapse' | 'escalate') =>
    sent()
      .does('dana', sign('c', 'TOR'))
      .does('kofi', sign('c', 'KEL'))
      .does('ada', sign('c', 'SAR', adReferendum(hours(48), onDate)))
      .is('c', 'agreed-ad-referendum (awaits SAR)');

  test('is confirmed by somebody who may agree: the rung rises', () => {
    pending('lapse')
      .refuses('ada', confirm('c', 'SAR'), 'capacity-too-low')
      .refuses('dana', confirm('c', 'TOR'), 'nothing-given', 'Torvald')
      .refuses('dana', confirm('c', 'SAR'), 'not-yours')
      .does('omar', confirm('c', 'SAR'))
      .told('ad-referendum-confirmed', 'rung-granted')
      .is('c', 'agreed');
  });

  test('is revoked: the clause stands where it stood', () => {
    const { state } = pending('confirm')
      .does('omar', revoke('c', 'SAR'))
      .told('ad-referendum-revoked', 'agreement-undone')
      .is('c', 'under-negotiation');
    expect(courseOf(state, 'c').cameBack?.reason).toContain('the cabinet fell');
    expect(courseOf(state, 'c').past.some(({ stands }) => stands)).toBe(false);
  });

  test('does by its date what was said beforehand', () => {
    pending('confirm').at(hours(48)).sweep().is('c', 'agreed');
    pending('lapse').at(hours(48)).sweep().is('c', 'under-negotiation');
    pending('escalate')
      .at(hours(48))
      .sweep()
      .told('ad-referendum-escalated')
      .is('c', 'agreed-ad-referendum (awaits SAR)')
      .does('omar', confirm('c', 'SAR'))
      .is('c', 'agreed');
  });

  test('is not confirmed for words that have changed', () => {
    pending('lapse').edit('d').refuses('omar', confirm('c', 'SAR'), 'text-changed', '“Relief”');
  });

  test('caps what later stages decide, until it is confirmed', () => {
    const route = routeOf(
      'on',
      signing({ grants: 'agreed-in-group' }),
      deciding(majority, { grants: 'agreed' }),
    );
    const decided = (t: Talks) =>
      t
        .does('mtor', vote('c', 'TOR'))
        .does('msar', vote('c', 'SAR'))
        .does('mkel', vote('c', 'KEL'))
        .does('mtor', decision('c'));
    const waiting = talks(route)
      .send('c', 'on')
      .does('dana', sign('c', 'TOR'))
      .does('kofi', sign('c', 'KEL'))
      .does('ada', sign('c', 'SAR', adReferendum(hours(48), 'lapse')))
      .is('c', 'agreed-in-group > jec (awaits SAR)');
    decided(waiting)
      .is('c', 'agreed-ad-referendum (awaits SAR)')
      .does('omar', confirm('c', 'SAR'))
      .is('c', 'agreed');
    decided(waiting.does('omar', confirm('c', 'SAR'))).is('c', 'agreed');
    waiting
      .does('omar', revoke('c', 'SAR'))
      .is('c', 'under-negotiation')
      .told('ad-referendum-revoked', 'clause-returned');
  });

  test('is settled before the clause is sent on', () => {
    pending('lapse').refuses(
      'sigrid',
      (t) => ({ type: 'send-clause', clause: 'c', procedure: 'p2', route: 'jec', hash: t.hash('c') }),
      'not-complete',
      'Sarrane',
    );
  });
});

describe('a conditional agreement', () => {
  test('counts once its conditions hold, and not before', () => {
    const waiting = sent()
      .does('dana', sign('c', 'TOR', agreeIf(when('e'))))
      .does('omar', sign('c', 'SAR'))
      .does('kofi', sign('c', 'KEL'))
      .is('c', 'under-negotiation > sign')
      .refuses('sigrid', conclude('c', 'sign'), 'not-complete');
    allSign(waiting.send('e', 'sign'), 'e').does('sigrid', conclude('c', 'sign')).is('c', 'agreed');
  });

  test('may hang on the words of the other clause', () => {
    const otherWords = when('e', 'agreed', 'f'.repeat(64));
    const waiting = sent()
      .does('dana', sign('c', 'TOR', agreeIf(otherWords)))
      .does('omar', sign('c', 'SAR'))
      .does('kofi', sign('c', 'KEL'));
    allSign(waiting.send('e', 'sign'), 'e').refuses('sigrid', conclude('c', 'sign'), 'not-complete');
  });

  test('waits neither for itself nor for what is not there', () => {
    sent()
      .refuses('dana', sign('c', 'TOR', agreeIf(when('c'))), 'impossible-condition')
      .refuses('dana', sign('c', 'TOR', agreeIf(when('a'))), 'impossible-condition');
  });
});
