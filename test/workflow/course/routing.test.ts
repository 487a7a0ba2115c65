/**
 * Drawing up routes and saying who takes them; people named for a task, and what accreditations say of seats.
 */
import { describe, test } from '@jest/globals';
import type { Capacity, Command } from '@travaux/workflow/agreement';
import { deciding, majority, review, routeOf, signing, talks } from './language.ts';

const draw = (route: ReturnType<typeof routeOf>): Command => ({ type: 'draw-up-route', route });
const rules = (...list: { topics?: string[]; within?: string[]; route: string }[]): Command => ({
  type: 'set-routing-rules',
  rules: list.map(({ topics = [], within = [], route }) => ({ topics, within, route })),
});
const drafters = (...persons: string[]): Command => ({
  type: 'name-role-holders',
  role: 'legal-drafters',
  name: 'Legal drafters',
  persons,
});
const accredit = (capacity: Capacity): Command => ({
  type: 'accredit-person',
  accreditation: { person: 'nora', name: 'Nora', capacity },
});
const member = (more: object): Capacity => ({ role: 'committee-member', body: 'JEC', party: 'TOR', ...more });

describe('a route', () => {
  test('that leads nowhere is refused, with the reason', () => {
    talks()
      .refuses('sigrid', draw(routeOf('none')), 'faulty-route', 'no stages')
      .refuses(
        'sigrid',
        draw(routeOf('gone', deciding(majority, { body: 'gone' }))),
        'faulty-route',
        'not a body',
      )
      .refuses(
        'sigrid',
        draw(routeOf('forward', review({ onReturn: { stage: 'sign' } }), signing())),
        'faulty-route',
      )
      .refuses('dana', draw(routeOf('r', review())), 'not-allowed', 'draw up routes');
  });

  test('that is drawn up already changes nothing, and one too long for the record is refused', () => {
    const holidays = Array.from({ length: 1000 }, (_, at) =>
      new Date(Date.UTC(2030, 0, 1 + at)).toISOString().slice(0, 10),
    );
    const long = routeOf(
      'long-one',
      ...Array.from({ length: 20 }, (_, at) => review({ id: `s${at}`, name: 'ž'.repeat(200) })),
    );
    talks()
      .idle('sigrid', draw(routeOf('sign', signing())))
      .refuses('sigrid', draw({ ...long, calendar: { ...long.calendar, holidays } }), 'too-long-for-record')
      .does('sigrid', { type: 'retire-route', route: 'sign' })
      .idle('sigrid', { type: 'retire-route', route: 'sign' })
      .does('sigrid', draw(routeOf('sign', signing())))
      .refuses('sigrid', { type: 'retire-route', route: 'gone' }, 'unknown-route');
  });
});

test('a body so large that its votes would not fit the record decides nothing', () => {
  const hall = (seats: number, id: string): Command => ({
    type: 'constitute-body',
    body: {
      ...{ id: 'HALL', name: 'Hall', members: [] },
      seats: Array.from({ length: seats }, (_, at) => ({ id: `${id}${at}`, party: null, group: null })),
    },
  });
  const route = draw(routeOf('hall', deciding(majority, { body: 'HALL' })));
  talks().does('sigrid', hall(193, 'state-')).does('sigrid', route);
  talks().does('sigrid', hall(500, 's')).does('sigrid', route);
  talks()
    .does('sigrid', hall(500, 'a-seat-with-a-very-long-id-'))
    .refuses('sigrid', route, 'too-long-for-record', 'Hall');
});

describe('rules of routing', () => {
  test('lead to routes that are there, and each of them decides something', () => {
    talks()
      .refuses('sigrid', rules({ route: 'gone' }), 'unknown-route')
      .refuses(
        'sigrid',
        rules({ route: 'sign' }, { topics: ['relief'], route: 'long' }),
        'faulty-route',
        'never',
      )
      .does('sigrid', rules({ topics: ['relief'], route: 'long' }, { route: 'sign' }))
      .idle('sigrid', rules({ topics: ['relief'], route: 'long' }, { route: 'sign' }));
  });

  test('read what elements are about', () => {
    talks()
      .refuses('sigrid', { type: 'set-topics', element: 'gone', topics: ['relief'] }, 'unknown-element')
      .does('sigrid', { type: 'set-topics', element: 'c', topics: ['relief', 'relief'] })
      .idle('sigrid', { type: 'set-topics', element: 'c', topics: ['relief'] })
      .does('sigrid', { type: 'set-topics', element: 'c', topics: [] });
  });
});

test('people named for a task are accredited besides; naming nobody takes the task from the routes', () => {
  talks()
    .refuses('sigrid', drafters('nobody'), 'unknown-participant')
    .refuses('dana', drafters('dana'), 'not-allowed')
    .idle('sigrid', drafters('lena', 'lars'))
    .does('sigrid', drafters())
    .refuses(
      'sigrid',
      (t) => ({ type: 'send-clause', clause: 'c', procedure: 'p', route: 'plain', hash: t.hash('c') }),
      'faulty-route',
    );
});

test('a member sits in a seat that the body has, of their own party; a delegate signs for what is there', () => {
  talks()
    .refuses('sigrid', accredit(member({ seat: 'gone' })), 'unknown-participant', 'no seat')
    .refuses('sigrid', accredit(member({ seat: 'SAR' })), 'unknown-participant')
    .refuses('sigrid', accredit(member({ alternate: true })), 'invalid-field', 'alternate')
    .refuses('sigrid', accredit({ role: 'delegate', party: 'TOR', scope: ['gone'] }), 'unknown-element')
    .does('sigrid', accredit(member({ seat: 'TOR', alternate: true })));
});
