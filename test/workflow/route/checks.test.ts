/**
 * Routes that cannot be followed to an end are refused when they are drawn up. One line a case: a route among those
 * who take part, and the faults that are found.
 *
 * The last tests walk every state that an accepted route can reach, by acts that are counted by the real rules.
 */
import { describe, expect, test } from '@jest/globals';
import {
  decideSilence,
  evolveSilence,
  partiesOf,
  refusedRoute,
  routeFindings,
  routeSchema,
  seatsOf,
  tally,
  voicesOf,
  type DecisionRule,
  type Participant,
  type Route,
  type Silence,
  type SilenceAct,
  type Stage,
  type TakingPart,
} from '@travaux/workflow/route';
import { isRefusal } from '@travaux/workflow/agreement';
import fc from 'fast-check';
import { around, committee, review, route, signOff, silence, vienna } from './language.ts';

const six = around(
  ...['ALB:West', 'UNR:West', 'TOR:East', 'SAR:South', 'MRO:South', 'KES'],
  { JEC: ['ALB', 'UNR', 'TOR', 'SAR', 'MRO', 'KES'], EMPTY: [] },
  { drafters: ['lena'], nobody: [] },
);

const faults = (drawn: Route, there: TakingPart = six) =>
  routeFindings(drawn, there)
    .filter(({ severity }) => severity === 'error')
    .map(({ code }) => code);
const warnings = (drawn: Route) =>
  routeFindings(drawn, six)
    .filter(({ severity }) => severity === 'warning')
    .map(({ code }) => code);
const sound = (...stages: Stage[]) => expect(faults(route(...stages))).toEqual([]);
const faulty = (code: string, ...stages: Stage[]) => expect(faults(route(...stages))).toEqual([code]);

test('a sound route has no faults and no warnings', () => {
  const drawn = route(
    review({ id: 'r', reviewers: [{ kind: 'role', role: 'drafters' }], required: 1 }),
    silence({}, { id: 's', onReturn: { stage: 'r' }, grants: 'agreed-in-group' }),
    committee('JEC', { rule: { kind: 'three-quarters-majority', base: 'present' } }, { grants: 'agreed' }),
    signOff({ grants: 'scrubbed' }),
  );
  expect(routeFindings(drawn, six)).toEqual([]);
  expect(refusedRoute(drawn, six)).toBeNull();
  expect(routeSchema.parse(JSON.parse(JSON.stringify(drawn)))).toEqual(drawn);
});

describe('the order of stages', () => {
  test('a route without stages', () => faulty('no-stages'));
  test('two stages of one id', () => faulty('same-stage-id', review({ id: 'a' }), signOff({ id: 'a' })));
  test('a return to a later stage, to itself, or nowhere', () => {
    for (const stage of ['b', 'a', 'gone'])
      faulty('returns-forward', review({ id: 'a', onReturn: { stage } }), signOff({ id: 'b' }));
    sound(review({ id: 'a' }), signOff({ id: 'b', onReturn: { stage: 'a' } }));
  });
  test('a sign-off that survives more than something lighter', () => {
    faulty('survives-with-gaps', signOff({ survives: ['no-change', 'typographic'] }));
    faulty('survives-with-gaps', signOff({ survives: ['renumbering'] }));
    sound(signOff({ survives: [] }));
    sound(signOff({ survives: ['typographic', 'cross-reference', 'renumbering', 'no-change'] }));
  });
  test('a grant that does not climb', () => {
    faulty('grant-does-not-climb', signOff({ grants: 'agreed' }), committee('JEC', {}, { grants: 'agreed' }));
    faulty('grant-does-not-climb', signOff({ grants: 'agreed' }), signOff({ grants: 'agreed-in-group' }));
    faulty('grant-does-not-climb', signOff({ grants: 'under-negotiation' }));
    faulty('grant-does-not-climb', signOff({ grants: 'adopted' }));
    sound(signOff({ grants: 'agreed-in-group' }), review(), signOff({ grants: 'agreed' }));
  });
});

describe('who is asked', () => {
  test('somebody who is not there', () => {
    faulty(
      'unknown-participant',
      review({ reviewers: [{ kind: 'all-parties' }, { kind: 'body', body: 'XX' }] }),
    );
    faulty('unknown-participant', signOff({ parties: ['TOR', 'XX'] }));
    faulty('unknown-participant', signOff({ informed: [{ kind: 'group', group: 'North' }] }));
    faulty('unknown-participant', review({ consulted: [{ kind: 'role', role: 'poets' }] }));
    faulty('unknown-participant', silence({ mayBreak: ['TOR', 'XX'] }));
    faulty('unknown-participant', committee('XX'));
    faulty('unknown-participant', review({ overriddenBy: 'XX' }));
  });
  test('nobody who could act', () => {
    faulty('nobody-to-act', review({ reviewers: [] }));
    faulty('nobody-to-act', review({ reviewers: [{ kind: 'role', role: 'nobody' }] }));
    faulty('nobody-to-act', review({ reviewers: [{ kind: 'body', body: 'EMPTY' }] }));
    expect(faults(route(signOff()), around())).toEqual(['nobody-to-act']);
    faulty('no-members', committee('EMPTY'));
    faulty('no-members', review({ overriddenBy: 'EMPTY' }));
  });
  test('more opinions than reviewers, each counted once', () => {
    faulty('required-beyond-reviewers', review({ required: 7 }));
    sound(review({ required: 6 }));
    const twice = [{ kind: 'party', party: 'TOR' } as const, { kind: 'group', group: 'East' } as const];
    faulty('required-beyond-reviewers', review({ reviewers: twice, required: 2 }));
  });
  test('an escalation to nobody, and observers who would decide', () => {
    faulty('nobody-to-escalate-to', review({ onDeadline: 'escalates' }));
    sound(review({ onDeadline: 'escalates', overriddenBy: 'JEC' }));
    faulty(
      'observers-decide',
      review({ reviewers: [{ kind: 'observers' }, { kind: 'chair' }], required: 1 }),
    );
  });
});

describe('silence', () => {
  test('under the minimum of the calendar', () => {
    faulty('silence-too-short', silence({ period: 'P2D' }));
    faulty('silence-too-short', silence({ period: 'PT71H' }));
    sound(silence({ period: 'PT72H' }));
    sound(silence({ period: 'P1W' }));
  });
  test('with a deadline of its own beside the period', () =>
    faulty('silence-with-deadline', silence({}, { within: 'P9D' })));
  test('that nobody could break', () => {
    faulty('silence-beyond-breaking', silence({ threshold: 7 }));
    faulty('silence-beyond-breaking', silence({ threshold: 2, mayBreak: ['TOR'] }));
    sound(silence({ threshold: 6 }));
  });
});

describe('committees', () => {
  const double = (groups: number): DecisionRule => ({
    kind: 'double-majority',
    base: 'members',
    overall: { comparison: 'more-than', numerator: 1, denominator: 2 },
    groups,
    within: { comparison: 'at-least', numerator: 1, denominator: 2 },
  });
  const weighted = (threshold: number, ...seats: string[]): DecisionRule => ({
    kind: 'weighted',
    threshold,
    weights: seats.map((seat) => ({ seat, weight: 10 })),
  });
  test('a quorum beyond the seats', () => {
    faulty('quorum-beyond-seats', committee('JEC', { quorum: { kind: 'number', seats: 7 } }));
    sound(committee('JEC', { quorum: { kind: 'number', seats: 6 } }));
  });
  test('a number or a weight that cannot be reached', () => {
    faulty('rule-beyond-seats', committee('JEC', { kind: 'k-of-n', k: 7, including: [] }));
    faulty('rule-beyond-seats', committee('JEC', weighted(21, 'TOR', 'SAR')));
    sound(committee('JEC', weighted(20, 'TOR', 'SAR')));
  });
  test('seats that the body does not have', () => {
    faulty('unknown-seat', committee('JEC', { kind: 'k-of-n', k: 1, including: [['TOR', 'XX']] }));
    faulty('unknown-seat', committee('JEC', weighted(10, 'TOR', 'XX')));
    faulty('unknown-seat', committee('JEC', weighted(10, 'TOR', 'TOR')));
  });
  test('groups that do not exist', () => {
    sound(committee('JEC', double(3)));
    faulty('groups-missing', committee('JEC', double(4)));
  });
  test('a last resort where there is no consensus to fail, or that cannot decide either', () => {
    const last: DecisionRule = { kind: 'three-quarters-majority', base: 'present' };
    sound(committee('JEC', {}, { lastResort: last }));
    faulty('last-resort-without-consensus', committee('JEC', last, { lastResort: last }));
    faulty(
      'rule-beyond-seats',
      committee('JEC', {}, { lastResort: { kind: 'k-of-n', k: 9, including: [] } }),
    );
    faulty(
      'quorum-beyond-seats',
      committee('JEC', { quorum: { kind: 'number', seats: 7 } }, { lastResort: last }),
    );
  });
  test('warnings: a recusal that blocks, and a rule that bears anything', () => {
    const all = { quorum: { kind: 'number', seats: 6 } } as const;
    expect(warnings(route(committee('JEC', all)))).toEqual(['recusal-could-block']);
    expect(warnings(route(committee('JEC', { kind: 'k-of-n', k: 6, including: [] })))).toEqual([
      'recusal-could-block',
    ]);
    expect(warnings(route(committee('JEC', { kind: 'k-of-n', k: 1, including: [['TOR']] })))).toEqual([
      'recusal-could-block',
    ]);
    expect(warnings(route(committee('JEC', { kind: 'consensus-minus-n', objections: 6 })))).toEqual([
      'rule-bears-all',
    ]);
    expect(warnings(route(committee('JEC', { kind: 'unanimity', base: 'members' })))).toEqual([]);
  });
  test('a body with seats is judged by them', () => {
    const seats = [1, 2].map((n) => ({ id: `seat-${n}`, party: null, group: null }));
    const there = around('TOR', { X: { id: 'X', name: 'X', members: ['TOR'], seats } });
    expect(faults(route(committee('X', { quorum: { kind: 'number', seats: 2 } })), there)).toEqual([]);
  });
});

test('the refusal tells every reason in sentences', () => {
  const drawn = route(
    review({ name: 'Legal review', required: 9 }),
    committee('JEC', { quorum: { kind: 'number', seats: 9 } }, { name: 'Approval' }),
    signOff({ grants: 'adopted' }),
    signOff({ parties: ['XX'] }),
  );
  const refused = refusedRoute(drawn, six);
  expect(refused?.code).toBe('faulty-route');
  expect(refused?.sentence).toContain(
    'The stage “Legal review” needs 9 positive opinions, but only 6 reviewers can give one.',
  );
  expect(refused?.sentence).toContain(
    'The stage “Approval” has a quorum of 9, but the body has only 6 seats.',
  );
  expect(refused?.sentence).toContain('There are 2 faults more.');
  for (const { sentence } of routeFindings(drawn, six)) expect(sentence).toMatch(/^[A-Z].*\. [A-Z].*\.$/);
});

/* Walking routes. */

/** Whether those who are asked, all present and willing, bring the stage to its end by the rules themselves. */
function canPass(stage: Stage, there: TakingPart): boolean {
  switch (stage.kind) {
    case 'review': {
      const able = voicesOf(stage.reviewers, there)
        .filter(({ kind }) => kind !== 'organisation')
        .filter((voice) => voice.kind !== 'body' || (there.bodies.get(voice.body)?.members.length ?? 0) > 0);
      return able.length > 0 && able.length >= (stage.required === 'all' ? 1 : stage.required);
    }
    case 'sign-off': {
      const addressees = partiesOf(stage.parties, there);
      if (addressees.length === 0 || stage.form.kind === 'explicit') return addressees.length > 0;
      const { form } = stage;
      const terms = { form, calendar: vienna, addressees, entitled: addressees, partyName: String };
      const at = '2026-03-02T10:00:00Z';
      const acts: SilenceAct[] = [
        { act: 'announce', id: 'q', title: 't', meeting: 'm', hash: 'h', at },
        ...addressees.map((party): SilenceAct => ({
          act: 'deliver',
          delivery: { party, at, how: 'opened', channel: null },
        })),
        { act: 'expire', at: '2126-03-02T10:00:00Z' },
      ];
      const after = acts.reduce<Silence | null>((state, act) => {
        const facts = decideSilence(state, act, terms);
        return isRefusal(facts) ? state : facts.reduce(evolveSilence, state);
      }, null);
      return after?.ended?.how === 'kept';
    }
    case 'committee': {
      const body = there.bodies.get(stage.body);
      const seats = body ? seatsOf(body, there.parties) : [];
      const rules = [stage.terms.rule, ...(stage.lastResort ? [stage.lastResort] : [])];
      return rules.every((rule) => {
        const question = {
          seats,
          terms: { ...stage.terms, rule },
          recused: [],
          roll: seats.map(({ id }) => ({ seat: id, by: 'member' as const })),
          votes: seats.map(({ id }) => ({ seat: id, vote: 'in-favour' as const })),
          ballot: 'closed' as const,
        };
        return tally(question).outcome === 'approved';
      });
    }
  }
}

/** From each state to the next ones: a stage is passed where it can be, and may be returned from at any time. */
function nextOf({ stages }: Route, there: TakingPart, at: string): string[] {
  const index = stages.findIndex(({ id }) => id === at);
  const stage = stages[index];
  if (at === 'negotiation') return stages[0] ? [stages[0].id] : [];
  if (!stage) return [];
  const onwards = canPass(stage, there) ? [stages[index + 1]?.id ?? 'end'] : [];
  return [...onwards, stage.onReturn === 'negotiation' ? 'negotiation' : stage.onReturn.stage];
}

function reachable(drawn: Route, there: TakingPart, from: string): Set<string> {
  const seen = new Set([from]);
  for (const at of seen) for (const next of nextOf(drawn, there, at)) seen.add(next);
  return seen;
}

const share = fc.constantFrom(
  { comparison: 'at-least' as const, numerator: 1, denominator: 1 },
  { comparison: 'more-than' as const, numerator: 1, denominator: 2 },
  { comparison: 'at-least' as const, numerator: 2, denominator: 3 },
);
const base = fc.constantFrom('members' as const, 'present' as const, 'present-and-voting' as const);
const seat = fc.constantFrom('ALB', 'UNR', 'TOR', 'SAR', 'XX');
const rule: fc.Arbitrary<DecisionRule> = fc.oneof(
  fc.constantFrom<DecisionRule>({ kind: 'consensus' }, { kind: 'reverse-consensus' }),
  fc.record({ kind: fc.constantFrom('unanimity' as const, 'simple-majority' as const), base }),
  fc.record({ kind: fc.constant('consensus-minus-n' as const), objections: fc.integer({ min: 1, max: 8 }) }),
  fc.record({
    kind: fc.constant('k-of-n' as const),
    k: fc.integer({ min: 1, max: 8 }),
    including: fc.array(fc.array(seat, { minLength: 1, maxLength: 3 }), { maxLength: 2 }),
  }),
  fc.record({
    kind: fc.constant('weighted' as const),
    threshold: fc.integer({ min: 1, max: 12 }),
    weights: fc.array(fc.record({ seat, weight: fc.integer({ min: 1, max: 5 }) }), { maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('double-majority' as const),
    base,
    overall: share,
    groups: fc.integer({ min: 1, max: 4 }),
    within: share,
  }),
);
const common = {
  name: fc.constant('Stage'),
  onReturn: fc.oneof(
    { weight: 4, arbitrary: fc.constant('negotiation' as const) },
    fc.constantFrom('a', 'b', 'c').map((stage) => ({ stage })),
  ),
  grants: fc.constantFrom(null, null, null, 'agreed-in-group' as const, 'agreed' as const),
};
const often = <T>(usual: T, ...others: T[]) => fc.constantFrom(usual, usual, usual, usual, ...others);
const stage: fc.Arbitrary<Stage> = fc.oneof(
  fc
    .record({
      ...common,
      reviewers: fc.array(
        often<Participant>(
          { kind: 'all-parties' },
          { kind: 'party', party: 'TOR' },
          { kind: 'body', body: 'EMPTY' },
          { kind: 'role', role: 'nobody' },
          { kind: 'secretariat' },
          { kind: 'observers' },
        ),
        { maxLength: 3 },
      ),
      required: fc.oneof(fc.constant('all' as const), fc.integer({ min: 1, max: 8 })),
    })
    .map(review),
  fc.record({ ...common, parties: often<'all' | string[]>('all', ['TOR'], ['XX']) }).map(signOff),
  fc
    .record({
      period: often('PT72H', 'PT100H', 'PT71H'),
      threshold: fc.integer({ min: 1, max: 7 }),
    })
    .chain((form) => fc.record(common).map((more) => silence(form, more))),
  fc
    .record({
      rule,
      quorum: fc.integer({ min: 1, max: 7 }),
      last: fc.option(rule, { freq: 1 }),
      body: often('JEC', 'EMPTY'),
    })
    .chain(({ rule: by, quorum, last, body }) =>
      fc
        .record(common)
        .map((more) =>
          committee(
            body,
            { rule: by, quorum: { kind: 'number', seats: quorum } },
            { ...more, lastResort: last },
          ),
        ),
    ),
);

test('from every state that an accepted route can reach, some sequence of acts leads to its end', () => {
  const seen = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(fc.array(stage, { minLength: 1, maxLength: 4 }), (stages) => {
      const drawn = route(...stages.map((one, at) => ({ ...one, id: 'abcd'.charAt(at) })));
      if (refusedRoute(drawn, six)) {
        seen.refused += 1;
        return;
      }
      seen.accepted += 1;
      const states = reachable(drawn, six, 'negotiation');
      expect(states.has('end')).toBe(true);
      for (const state of states) {
        if (state !== 'end') expect(reachable(drawn, six, state).has('end')).toBe(true);
      }
    }),
    { numRuns: 3000 },
  );
  expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(400);
});

test('where nobody could bring a stage to its end, it is refused for that, and not otherwise', () => {
  const blocking = new Set([
    'unknown-participant',
    'nobody-to-act',
    'required-beyond-reviewers',
    'no-members',
    'quorum-beyond-seats',
    'rule-beyond-seats',
    'groups-missing',
    // A weight or a list that names nobody may or may not be needed.
    'unknown-seat',
  ]);
  const seen = { blocked: 0, free: 0 };
  fc.assert(
    fc.property(stage, (one) => {
      const codes = routeFindings(route({ ...one, onReturn: 'negotiation' }), six).map(({ code }) => code);
      const passes = canPass(one, six);
      seen[passes ? 'free' : 'blocked'] += 1;
      if (!passes) expect(codes.some((code) => blocking.has(code))).toBe(true);
      else expect(codes.filter((code) => blocking.has(code) && code !== 'unknown-seat')).toEqual([]);
    }),
    { numRuns: 3000 },
  );
  expect(Math.min(seen.blocked, seen.free)).toBeGreaterThan(300);
});
