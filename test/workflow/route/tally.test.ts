/**
 * Counts, one line a case: a body is a row of seats, groups apart by bars, and each sign says what its seat does.
 *
 *   Y in favour · N against · A abstains · . present without a vote · - absent · r recused
 *
 *   expect(closed('YYYYN--', twoThirds('present-and-voting'))).toBe('approved')
 */
import { describe, expect, test } from '@jest/globals';
import {
  fewest,
  tally,
  tallySentence,
  type Ballot,
  type Base,
  type CastVote,
  type DecisionRule,
  type DecisionTerms,
  type Question,
  type Share,
} from '@travaux/workflow/route';
import fc from 'fast-check';

const votes = { Y: 'in-favour', N: 'against', A: 'abstain' } as const;

function question(
  row: string,
  rule: DecisionRule,
  ballot: Ballot,
  terms: Partial<DecisionTerms> = {},
): Question {
  const groups = row.split('|');
  const places = groups.flatMap((signs, group) =>
    [...signs].map((sign) => ({ sign, group: `G${group + 1}` })),
  );
  const seats = places.map(({ sign, group }, at) => ({ sign, id: `s${at + 1}`, party: null, group }));
  const vote = (sign: string): CastVote['vote'] | null => votes[sign as keyof typeof votes] ?? null;
  return {
    seats: seats.map(({ id, party, group }) => ({ id, party, group: groups.length > 1 ? group : null })),
    terms: { rule, quorum: { kind: 'number', seats: 1 }, recusal: 'leaves-base', ...terms },
    recused: seats.filter(({ sign }) => sign === 'r').map(({ id }) => id),
    roll: seats.filter(({ sign }) => !'-r'.includes(sign)).map(({ id }) => ({ seat: id, by: 'member' })),
    votes: seats.flatMap(({ id, sign }) => {
      const cast = vote(sign);
      return cast ? [{ seat: id, vote: cast }] : [];
    }),
    ballot,
  };
}

const count = (ballot: Ballot) => (row: string, rule: DecisionRule, terms?: Partial<DecisionTerms>) =>
  tally(question(row, rule, ballot, terms)).outcome;
const closed = count('closed');
const open = count('open');
const expired = count('expired');
const said = (row: string, rule: DecisionRule, terms?: Partial<DecisionTerms>) =>
  tallySentence(tally(question(row, rule, 'closed', terms)), (seat) => seat.toUpperCase());

const unanimity = (base: Base): DecisionRule => ({ kind: 'unanimity', base });
const majority = (base: Base): DecisionRule => ({ kind: 'simple-majority', base });
const twoThirds = (base: Base): DecisionRule => ({ kind: 'two-thirds-majority', base });
const threeQuarters = (base: Base): DecisionRule => ({ kind: 'three-quarters-majority', base });
const consensus: DecisionRule = { kind: 'consensus' };
const consensusMinus = (objections: number): DecisionRule => ({ kind: 'consensus-minus-n', objections });
const reverse: DecisionRule = { kind: 'reverse-consensus' };
const kOfN = (k: number, ...including: string[][]): DecisionRule => ({ kind: 'k-of-n', k, including });
const atLeast = (numerator: number, denominator: number): Share => ({
  comparison: 'at-least',
  numerator,
  denominator,
});
const moreThan = (numerator: number, denominator: number): Share => ({
  ...atLeast(numerator, denominator),
  comparison: 'more-than',
});
const double = (base: Base, overall: Share, groups: number, within: Share): DecisionRule => ({
  kind: 'double-majority',
  base,
  overall,
  groups,
  within,
});
const weighted = (threshold: number, ...weights: number[]): DecisionRule => ({
  kind: 'weighted',
  threshold,
  weights: weights.map((weight, at) => ({ seat: `s${at + 1}`, weight })),
});
const quorum = (seats: number) => ({ quorum: { kind: 'number', seats } }) as const;
const quorumShare = (share: Share) => ({ quorum: { kind: 'share', share } }) as const;

describe('shares are exact', () => {
  test.each<[Share, number, number]>([
    [atLeast(2, 3), 7, 5],
    [atLeast(2, 3), 6, 4],
    [atLeast(2, 3), 193, 129],
    [atLeast(3, 4), 12, 9],
    [atLeast(3, 4), 10, 8],
    [moreThan(1, 2), 12, 7],
    [moreThan(1, 2), 13, 7],
    [moreThan(2, 3), 6, 5],
    [atLeast(1, 1), 4, 4],
    [atLeast(1, 3), 0, 1],
  ])('%j of %i is %i', (share, whole, least) => {
    expect(fewest(share, whole)).toBe(least);
  });
});

describe('by whom a majority is taken', () => {
  test('members: who is absent counts against', () => {
    expect(closed('YYYY---', majority('members'))).toBe('approved');
    expect(closed('YYY----', majority('members'))).toBe('rejected');
  });
  test('present: who abstains counts against', () => {
    expect(closed('YYAA--', majority('present'))).toBe('rejected');
    expect(closed('YYYA--', majority('present'))).toBe('approved');
    expect(closed('YY..--', majority('present'))).toBe('rejected');
  });
  test('present and voting: who abstains is considered as not voting', () => {
    expect(closed('YYNAAA', majority('present-and-voting'))).toBe('approved');
    expect(closed('YYNNAA', majority('present-and-voting'))).toBe('rejected');
    expect(closed('YYYYNN', twoThirds('present-and-voting'))).toBe('approved');
    expect(closed('YYYYNNN', twoThirds('present-and-voting'))).toBe('rejected');
  });
  test('nobody in favour approves nothing', () => {
    for (const base of ['members', 'present', 'present-and-voting'] as const) {
      expect(closed('AAA', majority(base))).toBe('rejected');
      expect(closed('AAA', unanimity(base))).toBe('rejected');
      expect(closed('...', twoThirds(base))).toBe('rejected');
    }
  });
  test('three quarters of the members present, as in decision 20/CMA.1', () => {
    expect(closed('YYYYYYYYNN--', threeQuarters('present'), quorum(10))).toBe('approved');
    expect(closed('YYYYYYYNNN--', threeQuarters('present'), quorum(10))).toBe('rejected');
    expect(closed('YYYYYYYYY---', threeQuarters('present'), quorum(10))).toBe('no-quorum');
  });
});

describe('unanimity and consensus', () => {
  test('unanimity is support, consensus is the absence of objection', () => {
    expect(closed('YYA', unanimity('present'))).toBe('rejected');
    expect(closed('YYA', unanimity('present-and-voting'))).toBe('approved');
    expect(closed('YY-', unanimity('members'))).toBe('rejected');
    expect(closed('YY-', unanimity('present'))).toBe('approved');
    expect(closed('A..-', consensus)).toBe('approved');
    expect(closed('YYYN', consensus)).toBe('rejected');
  });
  test('consensus minus n bears n objections', () => {
    expect(closed('YYYYYN', consensusMinus(1))).toBe('approved');
    expect(closed('YYYYNN', consensusMinus(1))).toBe('rejected');
  });
  test('reverse consensus approves unless there is one against', () => {
    expect(closed('NNNY', reverse)).toBe('approved');
    expect(closed('NNNA', reverse)).toBe('rejected');
    expect(closed('AAA.', reverse)).toBe('approved');
  });
  test('only the deadline approves by reverse consensus without a quorum', () => {
    expect(closed('NN--', reverse, quorum(3))).toBe('no-quorum');
    expect(expired('NN--', reverse, quorum(3))).toBe('approved');
    expect(expired('YY--', majority('present'), quorum(3))).toBe('no-quorum');
  });
});

describe('groups, weights and numbers', () => {
  test('a double majority needs the whole and the groups', () => {
    const montreal = double('present-and-voting', atLeast(2, 3), 2, moreThan(1, 2));
    expect(closed('YYYY|YYN', montreal)).toBe('approved');
    expect(closed('YYYYY|YNA', montreal)).toBe('rejected');
    expect(closed('YYN|YYN', montreal)).toBe('approved');
    expect(closed('YYY|---', montreal)).toBe('rejected');
    expect(closed('YYY|rr', montreal)).toBe('rejected');
  });
  test('some of the groups may be enough', () => {
    const two = double('members', moreThan(1, 2), 2, atLeast(1, 2));
    expect(closed('YYY|YN|NN', two)).toBe('approved');
    expect(closed('YYYY|NN|NN', two)).toBe('rejected');
  });
  test('weights are added', () => {
    expect(closed('YNN', weighted(50, 50, 30, 20))).toBe('approved');
    expect(closed('NYY', weighted(51, 50, 30, 20))).toBe('rejected');
    expect(closed('rYY', weighted(51, 50, 30, 20))).toBe('rejected');
  });
  test('four of six with one grantor among them', () => {
    const rule = kOfN(4, ['s5', 's6']);
    expect(closed('YYYYNN', rule)).toBe('rejected');
    expect(closed('YYYNYN', rule)).toBe('approved');
    expect(closed('YYYrrN', rule)).toBe('rejected');
  });
});

describe('quorum and recusal', () => {
  test('abstentions count towards the quorum, recused seats do not', () => {
    expect(closed('YAA--', majority('present-and-voting'), quorum(3))).toBe('approved');
    expect(closed('YYr--', majority('present-and-voting'), quorum(3))).toBe('no-quorum');
  });
  test('a recusal leaves the number of members', () => {
    expect(closed('YYYNNr', majority('members'))).toBe('approved');
    expect(closed('YYYNNr', majority('members'), { recusal: 'stays-in-base' })).toBe('rejected');
  });
  test('a recusal leaves the quorum only if the rule says so', () => {
    const two = quorumShare(atLeast(2, 3));
    expect(closed('YYYr--', majority('present'), { ...two, recusal: 'leaves-base' })).toBe('no-quorum');
    expect(closed('YYYYr-', majority('present'), { ...two, recusal: 'leaves-base' })).toBe('approved');
    expect(closed('YYrrr-', majority('present'), { ...two, recusal: 'leaves-base-and-quorum' })).toBe(
      'approved',
    );
  });
  test('a body of which all are recused decides nothing', () => {
    const none = { ...quorumShare(atLeast(1, 2)), recusal: 'leaves-base-and-quorum' } as const;
    expect(closed('rrr', consensus, none)).toBe('no-quorum');
  });
});

describe('an open ballot', () => {
  test('is decided once no vote that is still out matters', () => {
    expect(open('YYYY...', majority('members'))).toBe('approved');
    expect(open('YYY....', majority('members'))).toBe('open');
    expect(open('NNNN...', majority('members'))).toBe('rejected');
    expect(open('NNN..-', twoThirds('members'))).toBe('rejected');
  });
  test('waits for those who may still come', () => {
    expect(open('YYYYYYYNNN', twoThirds('present-and-voting'))).toBe('approved');
    expect(open('YYYYYYYNNN--', twoThirds('present-and-voting'))).toBe('open');
    expect(closed('YYYYYYYNNN--', twoThirds('present-and-voting'))).toBe('approved');
  });
  test('is never approved by consensus while somebody may object', () => {
    expect(open('YYYYY.', consensus)).toBe('open');
    expect(open('YYYYYA', consensus)).toBe('approved');
    expect(open('N.....', consensus)).toBe('rejected');
  });
  test('says that the quorum is missing', () => {
    expect(open('YY-----', majority('members'), quorum(4))).toBe('no-quorum');
  });
});

describe('a count that cannot be', () => {
  const sound = question('YYr-', consensus, 'closed');
  const broken: [string, Partial<Question>][] = [
    ['a vote from a recused seat', { votes: [{ seat: 's3', vote: 'against' }] }],
    ['a vote from an absent seat', { votes: [{ seat: 's4', vote: 'against' }] }],
    ['a vote from no seat', { votes: [{ seat: 's9', vote: 'against' }] }],
    ['two votes of one seat', { votes: [...sound.votes, { seat: 's1', vote: 'against' }] }],
    ['a recused seat on the roll', { roll: [...sound.roll, { seat: 's3', by: 'alternate' }] }],
    ['a roll of strangers', { roll: [...sound.roll, { seat: 's9', by: 'member' }] }],
    ['a recusal of no seat', { recused: ['s9'] }],
    ['one seat twice', { seats: [...sound.seats, ...sound.seats] }],
  ];
  test.each(broken)('%s is a bug and throws', (_what, change) => {
    expect(() => tally(sound)).not.toThrow();
    expect(() => tally({ ...sound, ...change })).toThrow('bug');
  });
});

test('sentences tell the outcome, the reason and the quorum', () => {
  expect(said('YYYYYYYYNAr-', threeQuarters('present'), quorum(10))).toBe(
    'Approved: 8 in favour, 1 against, 1 abstaining and 1 recused. ' +
      'Needed: 8 in favour of 10 members present. Quorum: 10 present, 10 of 12 needed.',
  );
  expect(said('YYYN', kOfN(3, ['s4', 's5']))).toBe(
    'Not approved: 3 in favour, 1 against and 0 abstaining. ' +
      'Needed: 3 in favour; still without one of S4 or S5. Quorum: 4 present, 1 of 4 needed.',
  );
});

/* Every rule against an oracle that is written from the definitions, over every way a ballot can be completed. */

const share = fc
  .record({
    comparison: fc.constantFrom('at-least' as const, 'more-than' as const),
    numerator: fc.integer({ min: 1, max: 6 }),
    denominator: fc.integer({ min: 1, max: 7 }),
  })
  .filter(
    (s) => s.numerator < s.denominator || (s.numerator === s.denominator && s.comparison === 'at-least'),
  );
const base = fc.constantFrom<Base>('members', 'present', 'present-and-voting');
const seatId = fc.integer({ min: 1, max: 8 }).map((n) => `s${n}`);
const rule: fc.Arbitrary<DecisionRule> = fc.oneof(
  fc.record({
    kind: fc.constantFrom(
      'unanimity' as const,
      'simple-majority' as const,
      'two-thirds-majority' as const,
      'three-quarters-majority' as const,
    ),
    base,
  }),
  fc.constant(consensus),
  fc.constant(reverse),
  fc.integer({ min: 1, max: 3 }).map(consensusMinus),
  fc.record({
    kind: fc.constant('double-majority' as const),
    base,
    overall: share,
    groups: fc.integer({ min: 1, max: 3 }),
    within: share,
  }),
  fc
    .record({
      threshold: fc.integer({ min: 1, max: 30 }),
      weights: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
    })
    .map(({ threshold, weights }) => weighted(threshold, ...weights)),
  fc.record({
    kind: fc.constant('k-of-n' as const),
    k: fc.integer({ min: 1, max: 6 }),
    including: fc.array(fc.array(seatId, { minLength: 1, maxLength: 3 }), { maxLength: 2 }),
  }),
);
const terms = fc.record({
  recusal: fc.constantFrom(
    'leaves-base' as const,
    'leaves-base-and-quorum' as const,
    'stays-in-base' as const,
  ),
  quorum: fc.oneof(
    fc.integer({ min: 1, max: 5 }).map((seats) => ({ kind: 'number' as const, seats })),
    share.map((s) => ({ kind: 'share' as const, share: s })),
  ),
});
/** Up to three groups of seats, of which at most four are still undecided. */
const rows = fc
  .array(fc.string({ unit: fc.constantFrom(...'YYNNAr.-'), minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((groups) => groups.join('|'))
  .filter((row) => row.replace(/[^.-]/g, '').length <= 4);

function completions(row: string): string[] {
  const at = row.search(/[.-]/);
  if (at === -1) return [row];
  const choices = row[at] === '.' ? 'YNA,' : 'YNA,_';
  return [...choices].flatMap((sign) => completions(row.slice(0, at) + sign + row.slice(at + 1)));
}
const final = (row: string) => row.replaceAll(',', '.').replaceAll('_', '-');

/** The rule as its definition has it, over rational numbers; the quorum is left to the cases above. */
function definition(row: string, of: DecisionRule, recusal: DecisionTerms['recusal']): boolean {
  const signs = row.replaceAll('|', '');
  const n = (list: string, wanted: string) => [...list].filter((sign) => wanted.includes(sign)).length;
  const whole = (list: string, by: Base) =>
    by === 'present-and-voting'
      ? n(list, 'YN')
      : by === 'present'
        ? n(list, 'YNA.')
        : list.length - (recusal === 'stays-in-base' ? 0 : n(list, 'r'));
  const has = (list: string, by: Base, { comparison, numerator, denominator }: Share) => {
    const difference = n(list, 'Y') * denominator - whole(list, by) * numerator;
    return n(list, 'Y') > 0 && (comparison === 'at-least' ? difference >= 0 : difference > 0);
  };
  const saysYes = (seat: string) => signs[Number(seat.slice(1)) - 1] === 'Y';
  switch (of.kind) {
    case 'unanimity':
      return n(signs, 'Y') > 0 && n(signs, 'Y') === whole(signs, of.base);
    case 'consensus':
      return !signs.includes('N');
    case 'consensus-minus-n':
      return n(signs, 'N') <= of.objections;
    case 'simple-majority':
      return n(signs, 'Y') > whole(signs, of.base) - n(signs, 'Y');
    case 'two-thirds-majority':
      return has(signs, of.base, atLeast(2, 3));
    case 'three-quarters-majority':
      return has(signs, of.base, atLeast(3, 4));
    case 'double-majority': {
      // A body of one group only is made up without groups here.
      const groups = row.includes('|') ? row.split('|') : [];
      return (
        has(signs, of.base, of.overall) &&
        groups.filter((group) => has(group, of.base, of.within)).length >= of.groups
      );
    }
    case 'weighted':
      return (
        of.weights.reduce((sum, { seat, weight }) => sum + (saysYes(seat) ? weight : 0), 0) >= of.threshold
      );
    case 'k-of-n':
      return n(signs, 'Y') >= of.k && of.including.every((list) => list.some(saysYes));
    case 'reverse-consensus':
      return !(signs.includes('N') && !signs.includes('Y'));
  }
}

test('every rule counts as its definition says', () => {
  const seen = { approved: 0, rejected: 0 };
  fc.assert(
    fc.property(rows, rule, terms, (row, of, { recusal }) => {
      fc.pre(/[YNA.]/.test(row));
      const outcome = closed(row, of, { recusal });
      expect(outcome).toBe(definition(row, of, recusal) ? 'approved' : 'rejected');
      seen[outcome as keyof typeof seen] += 1;
    }),
    { numRuns: 3000 },
  );
  expect(Math.min(seen.approved, seen.rejected)).toBeGreaterThan(300);
});

test('what an open ballot decides no missing vote and no latecomer changes; what it leaves open they can', () => {
  const seen = { approved: 0, rejected: 0, open: 0, 'no-quorum': 0 };
  fc.assert(
    fc.property(rows, rule, terms, (row, of, how) => {
      const outcome = open(row, of, how);
      seen[outcome] += 1;
      if (outcome === 'no-quorum') return;
      const ends = new Set(completions(row).map((to) => closed(final(to), of, how)));
      if (outcome === 'open') expect(ends).toEqual(new Set(['approved', 'rejected']));
      else expect(ends).toEqual(new Set([outcome]));
    }),
    { numRuns: 1500 },
  );
  for (const often of Object.values(seen)) expect(often).toBeGreaterThan(50);
});
