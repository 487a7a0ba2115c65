/**
 * Reviews: who is asked and speaks, what keeps a stage from passing, and who may override whom.
 */
import { describe, expect, test } from '@jest/globals';
import { courseOf } from '@travaux/workflow/agreement';
import type { ReviewStage } from '@travaux/workflow/route';
import {
  hours,
  lift,
  negative,
  noOpinion,
  nothing,
  opine,
  override,
  party,
  positive,
  renew,
  renumbering,
  review,
  routeOf,
  settle,
  talks,
} from './language.ts';

const reviewed = (more: Partial<ReviewStage> = {}) =>
  talks(routeOf('read', review(more))).send('c', 'read', 'p1');
const three: Partial<ReviewStage> = {
  reviewers: [{ kind: 'all-parties' }],
  required: 'all',
};

describe('a review', () => {
  test('passes with the positive opinions that it asks for', () => {
    reviewed().does('lena', positive('c')).told('opinion-given', 'stage-passed', 'course-completed');
    reviewed({ ...three, required: 2 })
      .does('dana', positive('c', party('TOR')))
      .is('c', 'under-negotiation > read')
      .does('omar', opine('c', { kind: 'positive-with-comments', comments: 'a comma' }, party('SAR')))
      .is('c', 'under-negotiation');
  });

  test('is not kept from passing by no opinion, but by a negative one until its author lifts it', () => {
    reviewed(three)
      .does('dana', positive('c', party('TOR')))
      .does('omar', noOpinion('c', party('SAR')))
      .does('kofi', negative('c', party('KEL')))
      .is('c', 'under-negotiation > read')
      .refuses('omar', lift('c', party('KEL')), 'not-yours', 'Keland')
      .refuses('omar', lift('c', party('SAR')), 'nothing-given')
      .does('kofi', lift('c', party('KEL')))
      .told('opinion-lifted', 'stage-passed', 'course-completed');
  });

  test('is read by those who are asked, each with their own voice', () => {
    reviewed({ consulted: [{ kind: 'observers' }] })
      .refuses('dana', positive('c', party('TOR')), 'not-asked', 'Torvald')
      .refuses('sigrid', positive('c'), 'not-yours', 'Legal drafters')
      .refuses('public', positive('c'), 'not-allowed')
      .does('olga', negative('c', { kind: 'organisation', organisation: 'FORUM' }))
      .does('lena', positive('c'))
      .told('opinion-given', 'stage-passed', 'course-completed');
  });

  test('takes an opinion once; another one takes its place', () => {
    reviewed(three)
      .does('dana', negative('c', party('TOR')))
      .refuses('dana', negative('c', party('TOR')), 'already-given')
      .does('omar', positive('c', party('SAR')))
      .does('kofi', positive('c', party('KEL')))
      .does('dana', positive('c', party('TOR')))
      .is('c', 'under-negotiation');
  });

  test('asks in order, where the route says so', () => {
    reviewed({ ...three, order: 'ordered' })
      .refuses('omar', positive('c', party('SAR')), 'not-your-turn', 'after Torvald')
      .does('dana', negative('c', party('TOR')))
      .refuses('omar', positive('c', party('SAR')), 'not-your-turn')
      .does('dana', positive('c', party('TOR')))
      .does('omar', positive('c', party('SAR')))
      .does('kofi', positive('c', party('KEL')))
      .is('c', 'under-negotiation');
  });

  test('is overridden by the higher body that the route names, from its chair’s seat, with a reason', () => {
    reviewed({ overriddenBy: 'JEC' })
      .refuses('mtor', override('c'), 'nothing-given')
      .does('lena', negative('c'))
      .refuses('msar', override('c'), 'not-yours', 'Joint Evaluation Committee')
      .does('mtor', override('c'))
      .told('opinion-overridden', 'stage-passed', 'course-completed');
    reviewed().does('lena', negative('c')).refuses('mtor', override('c'), 'not-asked', 'no higher body');
  });
});

describe('the deadline of a review', () => {
  const dated = (onDeadline: ReviewStage['onDeadline'], more: Partial<ReviewStage> = {}) =>
    reviewed({ ...three, within: 'P2D', overriddenBy: 'JEC', onDeadline, ...more });

  test('counts silence as no opinion', () => {
    dated('counts-as-no-opinion')
      .at(hours(48))
      .sweep()
      .is('c', 'under-negotiation')
      .told('deadline-passed', 'stage-passed', 'course-completed');
    dated('counts-as-no-opinion')
      .does('dana', negative('c', party('TOR')))
      .at(hours(48))
      .sweep()
      .told('clause-returned');
  });

  test('returns the clause', () => {
    dated('returns').at(hours(48)).sweep().told('clause-returned').is('c', 'under-negotiation');
  });

  test('brings it before the higher body, which decides', () => {
    const escalated = dated('escalates')
      .refuses('mtor', settle('c', true), 'not-asked')
      .at(hours(48))
      .sweep()
      .told('review-escalated')
      .refuses('dana', positive('c', party('TOR')), 'deadline-passed')
      .refuses('msar', settle('c', true), 'not-yours');
    escalated.does('mtor', settle('c', true)).told('escalation-settled', 'stage-passed', 'course-completed');
    escalated.does('mtor', settle('c', false)).told('escalation-settled', 'clause-returned');
  });

  test('is exact: at its instant it is too late', () => {
    dated('returns')
      .at('2026-03-04T08:59:59.999Z')
      .does('dana', positive('c', party('TOR')))
      .at(hours(48))
      .refuses('omar', positive('c', party('SAR')), 'deadline-passed', '2026-03-04 09:00 UTC');
  });
});

describe('a renewed packet', () => {
  test('leaves opinions standing only if nothing changed in it', () => {
    const half = reviewed(three)
      .does('dana', positive('c', party('TOR')))
      .does('omar', positive('c', party('SAR')))
      .edit('d')
      .refuses('kofi', positive('c', party('KEL')), 'text-changed', 'renews the packet');
    half
      .does('sigrid', renew('c'), nothing)
      .does('kofi', positive('c', party('KEL')))
      .is('c', 'under-negotiation');
    const anew = half
      .does('sigrid', renew('c'), renumbering)
      .does('kofi', positive('c', party('KEL')))
      .is('c', 'under-negotiation > read #2');
    expect(courseOf(anew.state, 'c').underWay?.run.opinions).toHaveLength(3);
    anew
      .does('dana', positive('c', party('TOR')))
      .does('omar', positive('c', party('SAR')))
      .is('c', 'under-negotiation');
  });
});
