/**
 * Silence procedures on a clause: from the announcement to either outcome, and what comes too late.
 */
import { describe, expect, test } from '@jest/globals';
import { courseOf, dueDeadlines } from '@travaux/workflow/agreement';
import {
  announce,
  cancel,
  deliver,
  hours,
  object,
  open,
  renew,
  routeOf,
  sendBack,
  silent,
  talks,
  type Talks,
} from './language.ts';

const announced = () => talks().send('c', 'quiet', 'p1').does('chidi', announce('c'));
const delivered = (t: Talks, silence = 's1') =>
  t
    .does('dana', open('c', 'TOR', silence))
    .does('sigrid', deliver('c', 'SAR', silence))
    .does('kofi', open('c', 'KEL', silence));

describe('a silence procedure', () => {
  test('is announced by the chair, and its clock starts when everybody has the notice', () => {
    const t = announced();
    talks().send('c', 'quiet').refuses('sigrid', announce('c'), 'not-allowed', 'the chair');
    expect(dueDeadlines(t.state, hours(1000))).toEqual([]);
    const started = delivered(t.at(hours(2))).told('silence-notice-delivered', 'silence-started');
    expect(dueDeadlines(started.state, hours(1000)).map(({ due }) => due)).toEqual([hours(74)]);
  });

  test('adopts at the instant of the expiry, and tells everybody at once', () => {
    const kept = delivered(announced())
      .at(hours(71.99))
      .sweep()
      .is('c', 'under-negotiation > quiet')
      .at(hours(90))
      .sweep()
      .told('silence-kept', 'stage-passed', 'rung-granted', 'course-completed')
      .is('c', 'agreed-in-group');
    expect(courseOf(kept.state, 'c').grant?.at).toBe(hours(72));
    expect(kept.last[0]).toMatchObject({ tells: ['TOR', 'SAR', 'KEL'], at: hours(72) });
  });

  test.each(['objection', 'amendment'] as const)('is broken by one %s, with the reason', (by) => {
    const broken = delivered(announced())
      .at(hours(71))
      .does('omar', object('c', 'SAR', by))
      .told('silence-breach-filed', 'silence-broken', 'clause-returned')
      .is('c', 'under-negotiation');
    expect(courseOf(broken.state, 'c').cameBack?.reason).toContain(`${by} of Sarrane`);
  });

  test('records what comes late, without effect', () => {
    const kept = delivered(announced()).at(hours(80)).sweep();
    kept.does('omar', object('c', 'SAR')).told('silence-breach-late').is('c', 'agreed-in-group');
    // Also where the sweep has not come yet: the instant decides, not the sweep.
    delivered(announced())
      .at(hours(72))
      .does('omar', object('c', 'SAR'))
      .told('silence-kept', 'stage-passed', 'rung-granted', 'course-completed', 'silence-breach-late')
      .is('c', 'agreed-in-group');
  });

  test('is extended only by cancelling it and announcing it again, for a full new period', () => {
    const again = delivered(announced())
      .at(hours(70))
      .refuses('chidi', announce('c', 's2'), 'silence-running')
      .does('chidi', cancel('c'))
      .refuses('omar', object('c', 'SAR'), 'no-silence')
      .does('chidi', announce('c', 's2'));
    const started = delivered(again, 's2');
    expect(dueDeadlines(started.state, hours(1000)).map(({ due }) => due)).toEqual([hours(142)]);
  });

  test('is answered for a party by its delegates, on the text that it is about', () => {
    announced()
      .refuses('omar', open('c', 'TOR'), 'not-yours')
      .refuses('omar', object('c', 'TOR'), 'not-yours')
      .refuses('sigrid', deliver('c', 'gone'), 'not-asked')
      .refuses('omar', object('c', 'SAR', 'objection', 's9'), 'no-silence')
      .edit('c')
      .refuses('omar', object('c', 'SAR'), 'text-changed');
  });

  test('may ask for more than one objection', () => {
    const two = delivered(
      talks(routeOf('quiet', silent({}, 2)))
        .send('c', 'quiet')
        .does('chidi', announce('c')),
    );
    const one = two.does('omar', object('c', 'SAR')).told('silence-breach-filed');
    one.refuses('omar', object('c', 'SAR'), 'already-given', 'Sarrane');
    one.does('kofi', object('c', 'KEL', 'amendment')).is('c', 'under-negotiation');
    one.at(hours(72)).sweep().is('c', 'agreed-in-group');
  });

  test('is cancelled where what the text relies on changes, or the clause is sent back', () => {
    delivered(announced())
      .edit('d')
      .does('sigrid', renew('c'))
      .told('silence-cancelled', 'text-renewed')
      .is('c', 'under-negotiation > quiet #2')
      .does('chidi', announce('c', 's2'));
    delivered(announced()).does('chidi', sendBack('c', 'quiet')).told('silence-cancelled', 'clause-returned');
  });
});
