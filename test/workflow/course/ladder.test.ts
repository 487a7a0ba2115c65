/**
 * The ladder, packages and the closing act: what holds together, what is reopened by whom, and when it is all over.
 */
import { describe, expect, test } from '@jest/globals';
import { isProvisional, suspendedAgreements } from '@travaux/workflow/agreement';
import { textMode } from '@travaux/workflow/policy';
import { add, park } from '../language.ts';
import {
  accept,
  adReferendum,
  adopt,
  agreeIf,
  allSign,
  close,
  decision,
  dissolve,
  form,
  hours,
  recall,
  reinstate,
  reopen,
  sign,
  talks,
  vote,
  when,
  withdraw,
  type Talks,
} from './language.ts';

const agreed = (t: Talks, clause: string) => allSign(t.send(clause, 'sign'), clause);
const byCommittee = (t: Talks, clause: string) =>
  t
    .send(clause, 'jec')
    .does('mtor', vote(clause, 'TOR'))
    .does('msar', vote(clause, 'SAR'))
    .does('mkel', vote(clause, 'KEL'))
    .does('mtor', decision(clause));

describe('reopening', () => {
  test('is for the body that agreed the clause, with a reason', () => {
    byCommittee(talks(), 'c')
      .refuses('chidi', reopen('c'), 'not-yours', 'Joint Evaluation Committee')
      .refuses('msar', reopen('c'), 'not-yours')
      .refuses('dana', reopen('c'), 'not-allowed')
      .does('mtor', reopen('c'))
      .is('c', 'under-negotiation');
  });

  test('is for the chair, where the parties agreed it', () => {
    const open = agreed(talks(), 'c')
      .refuses('mtor', reopen('c'), 'not-yours')
      .does('chidi', reopen('c'))
      .is('c', 'under-negotiation');
    expect(textMode(open.state, 'c')).toBe('open');
  });

  test('needs something that was agreed, as the text that was seen', () => {
    talks().refuses('chidi', reopen('c'), 'not-agreed');
    talks().send('c', 'sign').refuses('chidi', reopen('c'), 'under-way');
    agreed(talks(), 'c').edit('c').refuses('chidi', reopen('c'), 'text-changed');
  });

  test('suspends the agreements that named the clause, until it is agreed again', () => {
    const both = agreed(talks(), 'e')
      .send('c', 'sign')
      .does('dana', sign('c', 'TOR', agreeIf(when('e'))))
      .does('omar', sign('c', 'SAR'))
      .does('kofi', sign('c', 'KEL'))
      .is('c', 'agreed');
    const reopened = both.does('chidi', reopen('e'));
    expect(reopened.last).toMatchObject([
      { type: 'clause-reopened', suspends: [{ kind: 'clause', clause: 'c', party: 'TOR' }] },
    ]);
    expect(suspendedAgreements(agreed(reopened, 'e').state)).toEqual([]);
    agreed(reopened, 'd').refuses('chidi', adopt, 'not-adoptable', 'Torvald', 'does not hold');
  });
});

describe('a package', () => {
  /** Yes to c if e, and yes to e if c: neither can be first. */
  const knot = () =>
    talks()
      .does('chidi', form('k', 'c', 'e'))
      .send('c', 'sign')
      .send('e', 'sign')
      .does('dana', sign('c', 'TOR', agreeIf(when('e'))))
      .does('omar', sign('c', 'SAR'))
      .does('kofi', sign('c', 'KEL'))
      .does('omar', sign('e', 'SAR', agreeIf(when('c'))))
      .does('dana', sign('e', 'TOR'));

  test('closes in one act, when its clauses lack only agreements that wait for one another', () => {
    knot()
      .refuses('chidi', close('k'), 'not-complete', 'Keland')
      .is('c', 'under-negotiation > sign')
      .does('kofi', sign('e', 'KEL'))
      .is('e', 'under-negotiation > sign')
      .does('chidi', close('k'))
      .is('c', 'agreed')
      .is('e', 'agreed')
      .refuses('chidi', close('k'), 'already-given');
  });

  test('does not close over conditions that do not hold, or texts that have moved', () => {
    const ready = knot().does('kofi', sign('e', 'KEL'));
    ready.does('kofi', accept('k', 'KEL', when('d'))).refuses('chidi', close('k'), 'not-complete', 'Keland');
    agreed(ready.does('kofi', accept('k', 'KEL', when('d'))), 'd').does('chidi', close('k'));
    ready.edit('d').refuses('chidi', close('k'), 'text-changed');
    talks()
      .does('chidi', form('k', 'c', 'e'))
      .send('c', 'sign')
      .refuses('chidi', close('k'), 'not-complete');
  });

  test('is accepted for a party within capacity and scope, once', () => {
    talks()
      .does('chidi', form('k', 'c', 'e'))
      .refuses('ada', accept('k', 'SAR'), 'capacity-too-low')
      .refuses('scot', accept('k', 'KEL'), 'out-of-scope')
      .refuses('omar', accept('k', 'SAR', when('gone')), 'impossible-condition')
      .does('omar', accept('k', 'SAR'))
      .refuses('omar', accept('k', 'SAR'), 'already-given')
      .refuses('omar', accept('gone', 'SAR'), 'unknown-package');
  });

  test('holds its clauses together until it is dissolved', () => {
    talks()
      .refuses('chidi', form('k', 'c', 'c'), 'not-complete')
      .refuses('chidi', form('k', 'c', 'a'), 'unknown-element')
      .does('chidi', form('k', 'c', 'e'))
      .refuses('chidi', form('k', 'c', 'd'), 'used-id')
      .refuses('chidi', withdraw('c'), 'not-complete', 'Package k')
      .refuses('chidi', { type: 'delete-element', id: 'b' }, 'not-complete', 'Package k')
      .does('chidi', dissolve('k'))
      .refuses('chidi', dissolve('k'), 'unknown-package')
      .does('chidi', withdraw('c'));
  });
});

describe('the closing act', () => {
  const all = () => ['c', 'd', 'e'].reduce(agreed, talks());

  test('adopts everything at once, and nothing before everything is agreed', () => {
    const t = all();
    expect(isProvisional(t.state)).toBe(true);
    agreed(agreed(talks(), 'c'), 'd').refuses(
      'chidi',
      adopt,
      'not-adoptable',
      'Clause e is under negotiation',
    );
    const adopted = t
      .refuses('sigrid', adopt, 'not-allowed')
      .does('chidi', adopt)
      .told('rung-granted', 'rung-granted', 'rung-granted', 'agreement-adopted')
      .is('c', 'adopted');
    expect(isProvisional(adopted.state)).toBe(false);
    adopted
      .refuses('chidi', adopt, 'already-adopted')
      .refuses('sigrid', add('clause f'), 'already-adopted')
      .refuses('chidi', reopen('c'), 'already-adopted')
      .does('sigrid', {
        type: 'name-role-holders',
        role: 'legal-drafters',
        name: 'Legal drafters',
        persons: ['lena'],
      });
  });

  test('leaves out what was withdrawn', () => {
    const t = agreed(agreed(talks(), 'c'), 'd').does('sigrid', withdraw('e')).does('chidi', adopt);
    t.is('e', 'under-negotiation withdrawn').refuses('sigrid', reinstate('e'), 'already-adopted');
  });

  test('waits for whatever is pending', () => {
    const t = all();
    t.edit('d').refuses(
      'chidi',
      adopt,
      'not-adoptable',
      'Clause c was agreed, but',
      '“Relief”',
      'Clause d was agreed, but its own text changed',
    );
    t.does('sigrid', park('c', 'later')).refuses('chidi', adopt, 'not-adoptable', 'Clause c is parked');
    t.does('chidi', form('k', 'c', 'd'))
      .refuses('chidi', adopt, 'not-adoptable', 'Package k')
      .does('chidi', close('k'))
      .does('chidi', adopt);
    t.send('c', 'jec')
      .refuses('chidi', adopt, 'not-adoptable', 'under way')
      .does('sigrid', recall('c'))
      .does('chidi', adopt);
    agreed(agreed(talks(), 'd'), 'e')
      .send('c', 'sign')
      .does('dana', sign('c', 'TOR'))
      .does('kofi', sign('c', 'KEL'))
      .does('ada', sign('c', 'SAR', adReferendum(hours(9), 'lapse')))
      .refuses('chidi', adopt, 'not-adoptable', 'waits for Sarrane');
  });
});
