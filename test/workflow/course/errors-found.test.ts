/**
 * What the linter finds wrong with a clause holds up its sign-off, where the route asks for that.
 */
import { expect, test } from '@jest/globals';
import { isRefusal, type ErrorFinding } from '@travaux/workflow/agreement';
import { drawRoute } from '@travaux/workflow/route';
import {
  adReferendum,
  agreeIf,
  announce,
  hold,
  hours,
  recall,
  refusal,
  reserve,
  routeOf,
  send,
  sign,
  signing,
  silent,
  talks,
  when,
  type Talks,
} from './language.ts';

const unverified: ErrorFinding = { rule: 'L15', message: 'Nobody verifies M1. Name a lead verifier.' };
const early: ErrorFinding = { rule: 'L52', message: 'The deadline comes too early. Set a later one.' };

const guarded = (): Talks =>
  talks(
    routeOf('strict', signing({ mendErrors: true })),
    routeOf('strict-quiet', silent({ mendErrors: true })),
  );
const signable = () => guarded().send('c', 'strict').finds(unverified);

test('nobody can agree to a clause with an error, in any way, and is told what is wrong', () => {
  for (const act of [undefined, adReferendum(hours(100), 'confirm'), agreeIf(when('e'))]) {
    signable().refuses(
      'omar',
      sign('c', 'SAR', act),
      'errors-found',
      unverified.message,
      'recalls the clause',
    );
  }
});

test('of several errors the first is told, and how many more there are', () => {
  const t = signable();
  t.finds(unverified, early).refuses('omar', sign('c', 'SAR'), 'errors-found', 'verifies M1', '1 more was');
  t.finds(early, unverified, unverified).refuses('omar', sign('c', 'SAR'), 'errors-found', '2 more were');
});

test('a hold, a reservation and a refusal stay possible', () => {
  signable()
    .does('omar', sign('c', 'SAR', hold(hours(100), 'lapses')))
    .told('signed-off');
  signable()
    .does('omar', sign('c', 'SAR', reserve))
    .told('signed-off');
  expect(isRefusal(signable().ask('omar', sign('c', 'SAR', refusal)))).toBe(false);
});

test('a clause with an error is not put under silence', () => {
  const t = guarded().send('c', 'strict-quiet').finds(unverified);
  t.refuses('chidi', announce('c'), 'errors-found', 'verifies M1');
  t.finds().does('chidi', announce('c')).told('silence-announced');
});

test('the clause is never stuck: it is recalled, and agreed to once it is mended', () => {
  signable()
    .does('sigrid', recall('c'))
    .edit('c')
    .finds()
    .does('sigrid', send('c', 'strict', 'p2'))
    .does('dana', sign('c', 'TOR'))
    .does('omar', sign('c', 'SAR'))
    .does('kofi', sign('c', 'KEL'))
    .is('c', 'agreed');
});

test('a route that does not ask lets errors pass, as every route did before it could ask', () => {
  guarded().send('c', 'sign').finds(unverified).does('omar', sign('c', 'SAR')).told('signed-off');
});

test('where some words are not for everybody, only the rule is told', () => {
  const t = signable().does('sigrid', {
    type: 'set-confidentiality',
    element: 'e',
    knownTo: { kind: 'public' },
    readBy: { kind: 'named', parties: ['TOR'], bodies: [], organisations: [], verifiers: [] },
  });
  const told = t.ask('omar', sign('c', 'SAR'));
  if (!isRefusal(told)) throw new Error('agreed to all the same');
  expect(told.sentence).toContain('L15');
  expect(told.sentence).not.toContain('M1');
  t.refuses('dana', sign('c', 'TOR'), 'errors-found', 'verifies M1');
});

test('the drawing of a route tells whether it asks', () => {
  const told = (mendErrors: boolean) =>
    JSON.stringify(
      drawRoute(routeOf('r', signing({ mendErrors })), {
        parties: new Map(),
        bodies: new Map(),
        organisations: new Map(),
        roles: new Map(),
      }),
    ).includes('while the linter finds errors');
  expect([told(true), told(false)]).toEqual([true, false]);
});
