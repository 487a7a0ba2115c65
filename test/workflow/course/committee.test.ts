/**
 * Committees: votes from seats, interests, quorum, the last resort, and who sees what.
 */
import { describe, expect, test } from '@jest/globals';
import { courseOf } from '@travaux/workflow/agreement';
import { votesVisibleTo } from '@travaux/workflow/policy';
import {
  actor,
  certify,
  challenge,
  consensus,
  decision,
  declare,
  deciding,
  dissent,
  hours,
  majority,
  nothing,
  renew,
  routeOf,
  rule,
  substantive,
  talks,
  vote,
  type Talks,
} from './language.ts';

const before = (...more: Parameters<typeof talks>) => talks(...more).send('c', 'jec', 'p1');
const four = (t: Talks) =>
  t
    .does('mtor', vote('c', 'TOR'))
    .does('msar', vote('c', 'SAR'))
    .does('mkel', vote('c', 'KEL'))
    .does('mi1', vote('c', 'i1', 'abstain'));
const decisionOf = ({ state }: Talks) => {
  const run = courseOf(state, 'c').past.at(-1)?.run;
  return run?.kind === 'committee' ? run.decision : null;
};

describe('a committee', () => {
  test('decides when its chair closes the ballot, with the roll of that moment', () => {
    const decided = four(before())
      .does('mtor', decision('c', ['i2', 'mi2']))
      .told('roll-taken', 'committee-decided', 'stage-passed', 'rung-granted', 'course-completed')
      .is('c', 'agreed');
    expect(courseOf(decided.state, 'c').grant?.by).toEqual({ kind: 'body', body: 'JEC' });
    expect(decisionOf(decided)).toMatchObject({
      outcome: 'approved',
      lastResort: false,
      counts: { present: 5, inFavour: 3, abstaining: 1, notVoting: 1 },
    });
  });

  test('returns a clause to which somebody formally objects, with the count', () => {
    const { state } = four(before())
      .does('mi2', vote('c', 'i2', 'against'))
      .does('mtor', decision('c'))
      .is('c', 'under-negotiation');
    expect(courseOf(state, 'c').cameBack?.reason).toContain('1 against');
  });

  test('is chaired from its chair’s seat, and decides nothing without a quorum', () => {
    before()
      .does('mtor', vote('c', 'TOR'))
      .refuses('msar', decision('c'), 'not-yours')
      .refuses('chidi', decision('c'), 'not-yours')
      .refuses('mtor', decision('c', ['SAR', 'msar']), 'no-quorum', 'Nothing was recorded')
      .does('ator', decision('c', ['SAR', 'msar'], ['KEL', 'mkel']))
      .is('c', 'agreed');
  });

  test('takes a roll of people in their own seats', () => {
    four(before())
      .refuses('mtor', decision('c', ['i2', 'mi1']), 'not-asked', 'i2')
      .refuses('mtor', decision('c', ['gone', 'mi1']), 'not-asked');
  });
});

describe('a vote', () => {
  test('comes from one’s own seat, once, on the packet that was seen', () => {
    const t = before();
    const seen = t.seen('c');
    t.refuses('msar', vote('c', 'TOR'), 'not-yours', 'Torvald')
      .refuses('loose', vote('c', 'i1'), 'not-yours')
      .refuses('msar', vote('c', 'gone'), 'not-asked')
      .refuses('dana', vote('c', 'TOR'), 'not-allowed')
      .refuses('msar', vote('c', 'SAR', 'in-favour', { ...seen, hash: '0'.repeat(64) }), 'text-changed')
      .refuses('msar', vote('c', 'SAR', 'in-favour', { ...seen, stage: 'sign' }), 'wrong-stage')
      .does('ator', vote('c', 'TOR'))
      .refuses('mtor', vote('c', 'TOR', 'against'), 'already-given', 'votes once')
      .refuses('ator', vote('c', 'TOR'), 'already-given');
  });

  test('of a person who is an alternate in two seats counts in one', () => {
    before()
      .does('sigrid', {
        type: 'accredit-person',
        accreditation: {
          person: 'ator',
          name: 'ator',
          capacity: { role: 'committee-member', body: 'JEC', party: 'SAR', seat: 'SAR', alternate: true },
        },
      })
      .does('ator', vote('c', 'TOR'))
      .refuses('ator', vote('c', 'SAR'), 'already-given', 'two seats');
  });

  test('is too late once the deadline has passed: those that were cast decide', () => {
    const dated = (onDeadline: 'stays-open' | 'returns') =>
      before(routeOf('jec', deciding(majority, { within: 'P2D', onDeadline })));
    four(dated('returns'))
      .at(hours(48))
      .refuses('mi2', vote('c', 'i2', 'against'), 'deadline-passed')
      .refuses('mtor', decision('c'), 'deadline-passed')
      .sweep()
      .told('roll-taken', 'committee-decided', 'stage-passed', 'rung-granted', 'course-completed');
    dated('returns').at(hours(48)).sweep().told('clause-returned');
    four(dated('stays-open').at(hours(48)).sweep().told('deadline-passed').at(hours(60)))
      .does('mtor', decision('c'))
      .is('c', 'agreed');
  });

  test('is given again when the packet was renewed, unless nothing changed in it', () => {
    const moved = four(before()).edit('d').refuses('mtor', decision('c'), 'text-changed', '“Relief”');
    moved.does('sigrid', renew('c'), nothing).does('mtor', decision('c')).is('c', 'agreed');
    const anew = moved.does('sigrid', renew('c'), substantive).refuses('mtor', decision('c'), 'no-quorum');
    four(anew).does('mtor', decision('c')).is('c', 'agreed');
  });
});

describe('an interest', () => {
  test('that is declared takes the seat out of the count', () => {
    const decided = four(before().does('mi2', declare('c', 'i2')))
      .refuses('mi2', vote('c', 'i2'), 'recused')
      .refuses('mtor', decision('c', ['i2', 'mi2']), 'recused')
      .does('mtor', decision('c'));
    expect(decisionOf(decided)).toMatchObject({ recused: ['i2'], counts: { members: 4, recused: 1 } });
  });

  test('declared after voting takes the vote away', () => {
    const decided = four(before()).does('msar', declare('c', 'SAR')).does('mtor', decision('c'));
    expect(decisionOf(decided)?.votes.map(({ seat }) => seat)).toEqual(['TOR', 'KEL', 'i1']);
  });

  test('of a person leaves the seat to the alternate', () => {
    before()
      .does('mtor', declare('c', 'TOR', 'person'))
      .refuses('mtor', vote('c', 'TOR'), 'recused', 'Another person')
      .does('ator', vote('c', 'TOR'))
      .refuses('mtor', declare('c', 'TOR', 'person'), 'already-given');
  });

  test('is challenged from another seat, and ruled on by the chair before the decision', () => {
    const challenged = four(before())
      .refuses('msar', challenge('c', 'SAR', 'SAR'), 'not-yours')
      .refuses('msar', challenge('c', 'KEL', 'TOR'), 'not-yours')
      .does('msar', challenge('c', 'KEL', 'SAR'))
      .refuses('msar', challenge('c', 'KEL', 'SAR'), 'already-given')
      .refuses('mtor', decision('c'), 'challenge-pending', 'Keland')
      .refuses('msar', rule('c', 'KEL', true), 'not-yours')
      .refuses('mtor', rule('c', 'i1', true), 'nothing-given');
    expect(
      decisionOf(challenged.does('mtor', rule('c', 'KEL', true)).does('mtor', decision('c'))),
    ).toMatchObject({ recused: ['KEL'], counts: { inFavour: 2 } });
    expect(
      decisionOf(challenged.does('mtor', rule('c', 'KEL', false)).does('mtor', decision('c'))),
    ).toMatchObject({ recused: [], counts: { inFavour: 3 } });
  });

  test('of the one who presides is ruled on by the chair of the negotiation', () => {
    before()
      .does('msar', challenge('c', 'TOR', 'SAR'))
      .refuses('mtor', rule('c', 'TOR', false), 'not-yours', 'cannot rule on itself')
      .does('chidi', rule('c', 'TOR', true));
  });
});

describe('the last resort', () => {
  test('opens when the chair certifies that consensus failed; votes are then given anew', () => {
    const blocked = four(before()).does('mi2', vote('c', 'i2', 'against'));
    const open = blocked
      .refuses('msar', certify('c'), 'not-yours')
      .does('mtor', certify('c'))
      .refuses('mtor', certify('c'), 'no-last-resort', 'already')
      .refuses('mtor', decision('c'), 'no-quorum');
    const decided = four(open)
      .does('mi2', vote('c', 'i2', 'against'))
      .does('mtor', decision('c'))
      .is('c', 'agreed');
    expect(decisionOf(decided)).toMatchObject({ lastResort: true, rule: majority });
    before(routeOf('jec', deciding(consensus))).refuses('mtor', certify('c'), 'no-last-resort');
  });
});

describe('a dissent', () => {
  test('is filed after the decision, once, by a seat that took part and was not in favour', () => {
    four(before())
      .refuses('mi1', dissent('c', 'i1'), 'nothing-given')
      .does('mtor', decision('c'))
      .does('mi1', dissent('c', 'i1'))
      .refuses('mi1', dissent('c', 'i1'), 'already-given')
      .refuses('msar', dissent('c', 'SAR'), 'not-asked', 'in favour')
      .refuses('mi2', dissent('c', 'i2'), 'not-asked')
      .refuses('mi2', dissent('c', 'i1'), 'not-yours');
  });
});

describe('votes while the question is open', () => {
  const seen = (t: Talks, who: string) => votesVisibleTo(t.state, actor(who), 'c').length;

  test('that are secret until cast are seen from a seat that has voted, and from nowhere else', () => {
    const t = before(routeOf('jec', deciding(majority, { secretUntilCast: true })))
      .does('mtor', vote('c', 'TOR'))
      .does('mi2', declare('c', 'i2'));
    for (const who of ['msar', 'mi2', 'dana', 'chidi', 'sigrid', 'olga', 'public'])
      expect(seen(t, who)).toBe(0);
    expect(seen(t, 'mtor')).toBe(1);
    expect(seen(t.does('msar', vote('c', 'SAR')), 'msar')).toBe(2);
  });

  test('that are not are followed by the participants, but not by who is recused', () => {
    const t = before().does('mtor', vote('c', 'TOR')).does('mi2', declare('c', 'i2'));
    for (const who of ['msar', 'loose', 'dana', 'chidi', 'sigrid']) expect(seen(t, who)).toBe(1);
    for (const who of ['mi2', 'olga', 'public', 'stranger']) expect(seen(t, who)).toBe(0);
  });
});
