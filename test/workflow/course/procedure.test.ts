/**
 * The way along a route: sending, recalling, returning, renewing, what freezes, and clocks.
 */
import { describe, expect, test } from '@jest/globals';
import { courseOf, dueDeadlines, signOffStands } from '@travaux/workflow/agreement';
import { can, textMode } from '@travaux/workflow/policy';
import type { EditClass } from '@travaux/workflow/route';
import { park, remove, rename, split, takeUp } from '../language.ts';
import {
  actor,
  allSign,
  announce,
  conclude,
  deciding,
  hours,
  majority,
  open,
  positive,
  recall,
  renew,
  renumbering,
  reinstate,
  review,
  routeOf,
  send,
  sendBack,
  sign,
  signing,
  talks,
  vote,
  decision,
  withdraw,
} from './language.ts';

const typographic = { class: 'typographic' as EditClass, reasons: ['a comma'] };

describe('sending', () => {
  test('freezes the text and enters the first stage, with the text as it was read', () => {
    const { state, last } = talks()
      .does('chidi', send('c', 'plain'))
      .told('clause-sent', 'stage-entered')
      .is('c', 'under-negotiation > read');
    expect(textMode(state, 'c')).toBe('frozen');
    expect(can(actor('sigrid'), 'edit-text', { state, clause: 'c' })).toBe(false);
    expect(last[0]).toMatchObject({
      packet: 1,
      text: { relies: [{ clause: 'd', term: 'Relief' }, { clause: 'e' }] },
    });
  });

  test('is for the chair and the secretariat, and for clauses that are ready', () => {
    const t = talks();
    t.refuses('dana', send('c', 'plain'), 'not-allowed')
      .refuses('sigrid', send('a', 'plain'), 'unknown-element')
      .refuses('sigrid', send('c', 'gone'), 'unknown-route')
      .refuses('sigrid', send('c', null), 'no-route')
      .refuses(
        'sigrid',
        { type: 'send-clause', clause: 'c', procedure: 'p', route: 'plain', hash: '0'.repeat(64) },
        'text-changed',
      );
    t.does('sigrid', withdraw('c')).refuses('sigrid', send('c', 'plain'), 'withdrawn-clause');
    t.send('c', 'plain', 'p1')
      .refuses('sigrid', send('c', 'plain', 'p2'), 'under-way')
      .refuses('sigrid', send('d', 'plain', 'p1'), 'used-id');
  });

  test('takes the route that the rules give', () => {
    talks()
      .does('sigrid', { type: 'set-topics', element: 'a', topics: ['relief'] })
      .does('sigrid', {
        type: 'set-routing-rules',
        rules: [
          { topics: ['relief'], within: [], route: 'long' },
          { topics: [], within: [], route: 'sign' },
        ],
      })
      .does('sigrid', send('c', null, 'p1'))
      .does('sigrid', send('e', null, 'p2'))
      .is('c', 'under-negotiation > read')
      .is('e', 'under-negotiation > sign');
  });
});

describe('the way itself', () => {
  test('leads from draft through review, silence and a committee, with one recusal', () => {
    const quiet = talks()
      .send('c', 'long', 'p1')
      .does('lena', positive('c'))
      .is('c', 'under-negotiation > quiet')
      .does('chidi', announce('c'));
    const before = quiet
      .does('dana', open('c', 'TOR'))
      .does('omar', open('c', 'SAR'))
      .does('kofi', open('c', 'KEL'));
    const jec = before.at(hours(72)).sweep().is('c', 'agreed-in-group > jec');
    jec
      .does('msar', {
        type: 'declare-interest',
        clause: 'c',
        stage: 'jec',
        seat: 'SAR',
        extent: 'seat',
        reason: 'it is ours',
      })
      .does('mtor', vote('c', 'TOR'))
      .does('mkel', vote('c', 'KEL'))
      .does('mi1', vote('c', 'i1', 'against'))
      .does('mtor', decision('c'))
      .is('c', 'agreed')
      .edit('d')
      .refuses('chidi', { type: 'adopt-agreement' }, 'not-adoptable', '“Relief”');
  });

  test('goes back to an earlier stage where the route says so, and what was decided on the way is set aside', () => {
    const route = routeOf(
      'back',
      review(),
      signing({ grants: 'agreed-in-group' }),
      deciding(majority, { onReturn: { stage: 'read' } }),
    );
    const jec = allSign(talks(route).send('c', 'back').does('lena', positive('c')), 'c').is(
      'c',
      'agreed-in-group > jec',
    );
    const back = jec
      .does('chidi', sendBack('c', 'jec'))
      .told('clause-returned', 'stage-entered')
      .is('c', 'under-negotiation > read');
    expect(courseOf(back.state, 'c').past.map(({ outcome, stands }) => `${outcome} ${stands}`)).toEqual([
      'passed false',
      'passed false',
      'returned false',
    ]);
    allSign(back.does('lena', positive('c')), 'c').is('c', 'agreed-in-group > jec');
  });

  test('leads back to where the clause stood before it was sent', () => {
    const grouped = talks(routeOf('group', signing({ grants: 'agreed-in-group' }))).send('c', 'group');
    allSign(grouped, 'c')
      .send('c', 'sign')
      .does('omar', sign('c', 'SAR', { kind: 'refuse', reason: 'no' }))
      .is('c', 'agreed-in-group');
  });

  test('is called back with a reason, whatever the clock says', () => {
    const under = talks().send('c', 'plain').at(hours(-50));
    under
      .refuses('lena', positive('c'), 'clock-behind', '2026-02-28')
      .does('sigrid', recall('c'))
      .is('c', 'under-negotiation');
    talks()
      .refuses('sigrid', recall('c'), 'not-under-way')
      .refuses('sigrid', sendBack('c', 'read'), 'not-under-way');
    under.at(hours(1)).refuses('sigrid', sendBack('c', 'sign'), 'wrong-stage', 'Legal review');
  });

  test('keeps the route as it was when the clause was sent', () => {
    const under = talks().send('c', 'plain');
    const changed = routeOf('plain', review({ name: 'Another review' }), signing());
    under
      .refuses('sigrid', { type: 'draw-up-route', route: changed }, 'route-in-use', 'under way')
      .does('sigrid', { type: 'retire-route', route: 'plain' })
      .refuses('sigrid', send('e', 'plain', 'p9'), 'unknown-route', 'retired')
      .does('lena', positive('c'))
      .is('c', 'under-negotiation > sign');
    under.does('sigrid', recall('c')).does('sigrid', { type: 'draw-up-route', route: changed });
  });
});

describe('while a clause is under way or agreed', () => {
  const agreed = () => allSign(talks().send('c', 'sign'), 'c');

  test.each([
    ['under way', () => talks().send('c', 'sign'), 'under-way', 'Call it back'],
    ['agreed', agreed, 'agreed-clause', 'reopened'],
  ] as const)('%s, it is not split, renamed, deleted or withdrawn', (_, begun, code, out) => {
    begun()
      .refuses('sigrid', split('c', 1, 'f'), code, out)
      .refuses('sigrid', rename('c', 'Another'), code, out)
      .refuses('sigrid', rename('a', 'Another'), code, 'What stands under Article a', out)
      .does('sigrid', rename('b', 'Another'))
      .refuses('sigrid', remove('c'), code, out)
      .refuses('sigrid', remove('a'), code, out)
      .refuses('sigrid', withdraw('c'), code, out);
  });

  test('a parked one is taken up as it is sent: nobody writes in it in between', () => {
    talks()
      .does('sigrid', park('c', 'later'))
      .does('sigrid', send('c', 'sign'))
      .told('clause-taken-up', 'clause-sent', 'stage-entered');
  });

  test('it is not parked under way; once agreed it may be, and keeps its rung', () => {
    talks().send('c', 'sign').refuses('sigrid', park('c', 'later'), 'under-way', 'Call it back');
    agreed().does('sigrid', park('c', 'later')).is('c', 'agreed').does('sigrid', takeUp('c'));
    expect(textMode(agreed().state, 'c')).toBe('frozen');
  });

  test('a withdrawn one is frozen until it is reinstated', () => {
    const gone = talks().does('sigrid', withdraw('c')).is('c', 'under-negotiation withdrawn');
    expect(textMode(gone.state, 'c')).toBe('frozen');
    gone.refuses('sigrid', split('c', 1, 'f'), 'withdrawn-clause').idle('sigrid', withdraw('c'));
    expect(textMode(gone.does('chidi', reinstate('c')).state, 'c')).toBe('open');
  });
});

describe('a renewed packet', () => {
  const two = () =>
    talks().send('c', 'sign').does('dana', sign('c', 'TOR')).does('omar', sign('c', 'SAR')).edit('e');

  test('keeps the sign-offs that survive a change of its class, and shows the others as outdated', () => {
    two().does('sigrid', renew('c'), renumbering).does('kofi', sign('c', 'KEL')).is('c', 'agreed');
    const anew = two()
      .does('sigrid', renew('c'), typographic)
      .does('kofi', sign('c', 'KEL'))
      .is('c', 'under-negotiation > sign #2');
    const { underWay } = courseOf(anew.state, 'c');
    const run = underWay?.run.kind === 'sign-off' ? underWay.run : null;
    const stage = underWay?.route.stages[0];
    expect(
      run?.signOffs.map((one) => `${one.party} ${signOffStands(one, stage!, underWay!.renewals)}`),
    ).toEqual(['TOR false', 'SAR false', 'KEL true']);
    anew.does('dana', sign('c', 'TOR')).does('omar', sign('c', 'SAR')).is('c', 'agreed');
  });

  test('goes through the stages again whose decision does not survive', () => {
    const signing_ = talks()
      .send('c', 'plain')
      .does('lena', positive('c'))
      .does('dana', sign('c', 'TOR'))
      .edit('d');
    signing_.does('sigrid', renew('c'), renumbering).is('c', 'under-negotiation > sign #2');
    signing_
      .does('sigrid', renew('c'))
      .told('text-renewed', 'clause-returned', 'stage-entered')
      .is('c', 'under-negotiation > read #2');
  });

  test('is made only when something changed around the words', () => {
    talks()
      .send('c', 'sign')
      .refuses('sigrid', renew('c'), 'nothing-changed')
      .edit('c')
      .refuses('sigrid', renew('c'), 'decision-outdated', 'Call it back');
    talks().refuses('sigrid', renew('c'), 'not-under-way');
  });

  test('carries a decision that was taken, where it survives', () => {
    const agreed = allSign(talks().send('c', 'sign'), 'c').edit('d');
    agreed
      .does('sigrid', renew('c'), renumbering)
      .told('text-renewed')
      .is('c', 'agreed')
      .refuses('sigrid', renew('c'), 'nothing-changed');
    agreed.refuses('sigrid', renew('c'), 'decision-outdated', 'Sign-off by the parties');
    // What does not survive is decided again, without being reopened first.
    allSign(agreed.send('c', 'sign'), 'c').is('c', 'agreed').refuses('sigrid', renew('c'), 'nothing-changed');
  });

  test('weighs more when anybody says so, less when a legal drafter and a second person do', () => {
    const light = two().does('sigrid', renew('c'), renumbering);
    light
      .refuses(
        'dana',
        { type: 'raise-edit-class', clause: 'c', packet: 2, to: 'no-change', reason: 'r' },
        'nothing-changed',
      )
      .refuses(
        'dana',
        { type: 'raise-edit-class', clause: 'c', packet: 1, to: 'substantive', reason: 'r' },
        'nothing-given',
      )
      .does('kofi', { type: 'raise-edit-class', clause: 'c', packet: 2, to: 'substantive', reason: 'r' })
      .does('kofi', sign('c', 'KEL'))
      .is('c', 'under-negotiation > sign #2');
    const heavy = two()
      .does('sigrid', renew('c'))
      .does('kofi', sign('c', 'KEL'))
      .is('c', 'under-negotiation > sign #2');
    const ask = {
      type: 'ask-to-lower-edit-class',
      clause: 'c',
      packet: 2,
      to: 'renumbering',
      reason: 'r',
    } as const;
    const agree = { type: 'lower-edit-class', clause: 'c', packet: 2, to: 'renumbering' } as const;
    heavy
      .refuses('sigrid', ask, 'not-yours', 'legal drafter')
      .refuses('lars', agree, 'nothing-given')
      .does('lena', ask)
      .refuses('lena', agree, 'second-person', 'yourself')
      .refuses('dana', agree, 'second-person')
      .does('lars', agree)
      .does('sigrid', conclude('c', 'sign'))
      .is('c', 'agreed');
  });
});

describe('clocks', () => {
  test('that differ a little are not noticed; one that is behind the record is refused, and nothing recorded', () => {
    const under = talks().at(hours(2)).send('c', 'plain');
    const { last } = under
      .at(new Date(Date.parse(hours(2)) - 4_000).toISOString())
      .does('lena', positive('c'));
    expect(last[0]).toMatchObject({ at: hours(2) });
    under.at(hours(1)).refuses('lena', positive('c'), 'clock-behind', '2026-03-02 11:00 UTC');
  });

  test('pass a deadline once, at its instant and not before, however often the sweep comes', () => {
    const dated = talks(routeOf('dated', review({ within: 'P1D' }))).send('c', 'dated', 'p1');
    const [deadline] = dueDeadlines(dated.state, hours(24));
    const pass = { type: 'pass-deadline', deadline: deadline! } as const;
    dated.refuses('operator', pass, 'not-due').refuses('sigrid', pass, 'not-allowed');
    const passed = dated.at(hours(24)).does('operator', pass).is('c', 'under-negotiation');
    passed.idle('operator', pass).at(hours(500)).idle('operator', pass);
    // Another procedure in the same stage has another deadline.
    passed.send('c', 'dated', 'p2').idle('operator', pass);
    dated.does('lena', positive('c')).at(hours(24)).idle('operator', pass);
  });
});
