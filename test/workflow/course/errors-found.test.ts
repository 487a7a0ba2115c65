/**
 * What the linter finds wrong with a clause holds up its sign-off, where the route asks for that.
 */
import { describe, expect, test } from '@jest/globals';
import { isRefusal, type Command, type ErrorFinding } from '@travaux/workflow/agreement';
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

const unverified: ErrorFinding = {
  ...{ clause: 'c', rule: 'L15', place: 'M1.leadVerifier' },
  message: 'Nobody verifies M1. Name a lead verifier.',
};
const early: ErrorFinding = {
  ...{ clause: 'c', rule: 'L52', place: 'M1.deadline' },
  message: 'The deadline comes too early. Set a later one.',
};
/** The chair lets an error stand, in the words of its clause as they are. */
const setAside =
  ({ clause, rule, place }: ErrorFinding, reason = 'The panel verifies it by its mandate.') =>
  (t: Talks): Command => ({
    ...{ type: 'set-error-aside', clause, rule, place, hash: t.hash(clause), reason },
  });

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

describe('an error that the chair sets aside', () => {
  test('no longer holds up, and the others still do', () => {
    const t = signable().finds(unverified, early).does('chidi', setAside(unverified)).told('error-set-aside');
    t.refuses('omar', sign('c', 'SAR'), 'errors-found', early.message, 'the chair may set');
    t.does('chidi', setAside(early)).does('omar', sign('c', 'SAR')).told('signed-off');
  });

  test('stands again when the words of its clause have changed', () => {
    const t = signable().does('chidi', setAside(unverified)).does('sigrid', recall('c')).edit('c');
    t.does('sigrid', send('c', 'strict', 'p2')).refuses('omar', sign('c', 'SAR'), 'errors-found');
  });

  test('is one that is found, in words that the chair has seen', () => {
    const t = signable();
    t.finds().refuses('chidi', setAside(unverified), 'nothing-found', 'L15');
    t.refuses('chidi', { ...setAside(unverified)(t), hash: t.hash('d') } as Command, 'text-changed');
    t.refuses('chidi', { ...setAside(unverified)(t), clause: 'x' } as Command, 'unknown-element');
    t.does('chidi', setAside(unverified)).idle('chidi', setAside(unverified));
  });

  test('is set aside by nobody else', () => {
    for (const who of ['sigrid', 'omar', 'dana'] as const) {
      signable().refuses(who, setAside(unverified), 'not-allowed', 'set aside');
    }
  });
});

test('an agreement ad referendum is not confirmed while there is an error', () => {
  const confirm = (t: Talks): Command => ({
    ...{ type: 'confirm-ad-referendum', clause: 'c', party: 'SAR', hash: t.hash('c') },
  });
  const inStage = guarded()
    .send('c', 'strict')
    .does('omar', sign('c', 'SAR', adReferendum(hours(100), 'confirm')));
  const behind = inStage.does('dana', sign('c', 'TOR')).does('kofi', sign('c', 'KEL'));
  for (const t of [inStage, behind]) {
    t.finds(unverified).refuses('omar', confirm, 'errors-found', 'verifies M1');
    t.finds(unverified).does('chidi', setAside(unverified)).does('omar', confirm);
  }
});

test('a package is not accepted while a clause of it has an error', () => {
  const t = signable().does('sigrid', {
    ...{ type: 'form-package', package: 'k', name: 'Relief', clauses: ['c', 'd'] },
  });
  const accept: Command = { type: 'accept-package', package: 'k', party: 'SAR', conditions: [] };
  t.refuses('omar', accept, 'errors-found', 'verifies M1');
  t.does('chidi', setAside(unverified)).does('omar', accept).told('package-accepted');
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
