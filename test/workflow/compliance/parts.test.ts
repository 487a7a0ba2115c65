/**
 * Parts of an agreement that are simulated apart: together they come to what the whole comes to, and after any edit
 * to what a simulation from the beginning comes to.
 */
import { describe, expect, test } from '@jest/globals';
import {
  allInTime,
  consequencesOf,
  happeningWords,
  simulate,
  type Condition,
  type Scenario,
  type Simulation,
  type Terms,
} from '@travaux/workflow/compliance';
import fc from 'fast-check';
import { syntheticTerms } from '../../bench/synthetic-terms.ts';

type Milestone = Terms['milestones'][number];
type Performance = Scenario['milestones'][string];

/** Four chapters, none of which waits for another. */
const start: Terms = ((terms) => ({
  ...terms,
  milestones: terms.milestones.map((one) =>
    /^M1_[1-3]$/.test(one.id) ? { ...one, prerequisites: [] } : one,
  ),
}))(syntheticTerms(4));

/** What comes to pass, the same day in any order; and everything else. */
const comesTo = ({ happenings, curve, neverGranted, inEffect }: Simulation) => ({
  lines: happenings.map((one) => `${one.date} ${happeningWords(one, (id) => id)}`).toSorted(),
  ...{ curve, neverGranted, inEffect },
});

/** The terms with one more contingency that nobody triggers, which names everything: nothing is apart any more. */
function allInOne(terms: Terms): Terms {
  const args: Condition[] = [
    ...terms.milestones.map(({ id }): Condition => ({ op: 'milestone', ref: id, is: 'verified' })),
    ...terms.tranches.map(({ id }): Condition => ({ op: 'tranche', ref: id, is: 'in_effect' })),
    ...terms.contingencies.map(({ id }): Condition => ({ op: 'contingencyActive', ref: id })),
    ...terms.days.map(({ id }): Condition => ({ op: 'reached', ref: id })),
  ];
  const binding = { ...terms.contingencies[0]!, id: 'Z', trigger: null, response: [] };
  const restoration = { condition: { op: 'or' as const, args } };
  return { ...terms, contingencies: [...terms.contingencies, { ...binding, restoration }] };
}

const performance = fc.oneof(
  fc.constant<Performance>({ how: 'not-at-all' }),
  fc.constantFrom('P20D', 'P4M', 'P2Y').map((by): Performance => ({ how: 'late', by })),
  fc.constantFrom(null, 'P60D').map((completedAfter): Performance => ({
    ...{ how: 'partly', score: 1, reading: 5, completedAfter },
  })),
  fc.constantFrom(null, 'P9M').map((metAfter): Performance => ({
    ...{ how: 'falsely-reported', foundAfter: 'P6M', metAfter },
  })),
  fc.constant<Performance>({ how: 'false-alarm', after: 'P60D', lasts: 'P60D' }),
);
const milestoneId = fc.constantFrom(...start.milestones.map(({ id }) => id));
const trancheId = fc.constantFrom(...start.tranches.map(({ id }) => id));
const contingencyId = fc.constantFrom(...start.contingencies.map(({ id }) => id));

const scenario: fc.Arbitrary<Scenario> = fc.record({
  milestones: fc.dictionary(milestoneId, performance, { maxKeys: 3 }),
  nonDelivery: fc.dictionary(
    trancheId,
    fc.constantFrom(null, 'P10D', 'P150D').map((deliveredAfter) => ({ grantors: [], deliveredAfter })),
    { maxKeys: 1 },
  ),
  invocations: fc.array(
    fc.record({
      contingency: contingencyId,
      on: fc.constantFrom('2026-09-01', '2027-09-01'),
      curedAfter: fc.constantFrom(null, 'P100D'),
    }),
    { maxLength: 1 },
  ),
  complaints: fc.boolean(),
  renewals: fc.boolean(),
});

interface Drafted {
  readonly terms: Terms;
  readonly scenario: Scenario;
}
type Edit = (before: Drafted) => Drafted;

const milestone =
  (id: string, change: (one: Milestone) => Partial<Milestone>): Edit =>
  (before) => ({
    ...before,
    terms: {
      ...before.terms,
      milestones: before.terms.milestones.map((one) => (one.id === id ? { ...one, ...change(one) } : one)),
    },
  });

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc
    .tuple(milestoneId, fc.integer({ min: 1, max: 900 }))
    .map(([id, days]) =>
      milestone(id, () => ({ deadline: { type: 'relative', anchor: 'day:adoption', offset: `P${days}D` } })),
    ),
  fc
    .tuple(milestoneId, milestoneId)
    .map(([id, before]) => milestone(id, () => ({ prerequisites: [before] }))),
  milestoneId.map((id) => milestone(id, () => ({ obligors: ['ALB'] }))),
  milestoneId.map((id): Edit => ({ terms, scenario }) => ({
    terms: { ...terms, milestones: terms.milestones.filter((one) => one.id !== id) },
    scenario,
  })),
  fc.tuple(trancheId, milestoneId).map(([id, of]): Edit => ({ terms, scenario }) => ({
    terms: {
      ...terms,
      tranches: terms.tranches.map((one) =>
        one.id === id
          ? { ...one, condition: { text: '', ast: { op: 'milestone', ref: of, is: 'verified' } } }
          : one,
      ),
    },
    scenario,
  })),
  fc
    .tuple(
      contingencyId,
      fc.constantFrom('pause next tranche', 'suspend the latest tranche', 'snapback T2_0-T3_0'),
    )
    .map(([id, words]): Edit => ({ terms, scenario }) => ({
      terms: {
        ...terms,
        contingencies: terms.contingencies.map((one) =>
          one.id === id ? { ...one, response: [{ level: 1, do: words }] } : one,
        ),
      },
      scenario,
    })),
  scenario.map((other): Edit => ({ terms }) => ({ terms, scenario: other })),
);

const play = ({ terms, scenario }: Drafted) => simulate(terms, scenario);

describe('parts', () => {
  test('a change in one leaves the others as they were, and days that all count from come once', () => {
    const before = consequencesOf(start);
    const late: Scenario = { ...allInTime, milestones: { M2_3: { how: 'late', by: 'P30D' } } };
    const { happenings } = consequencesOf(start, late, before).simulation;
    const same = new Set(before.simulation.happenings);
    const again = happenings.filter((one) => !same.has(one));
    expect(again.some((one) => one.what === 'missed' && one.milestone === 'M2_3')).toBe(true);
    expect(again.filter((one) => /_[012]\b/.test(JSON.stringify(one)))).toEqual([]);
    const adopted = happenings.filter((one) => one.what === 'day-comes' && one.day === 'day:adoption');
    expect(adopted).toHaveLength(1);
    const dates = happenings.map(({ date }) => date);
    expect(dates).toEqual(dates.toSorted());
  });

  test('terms that undo each other do not go on for ever', () => {
    // What is not delivered in time triggers C3_1, which pauses what is to be delivered.
    const contingencies = start.contingencies.map((one) =>
      one.id === 'C3_1' ? { ...one, response: [{ level: 1, do: 'pause next tranche' }] } : one,
    );
    const nonDelivery = { T1_0: { grantors: [], deliveredAfter: 'P150D' } };
    const drafted = { terms: { ...start, contingencies }, scenario: { ...allInTime, nonDelivery } };
    expect(play(drafted).happenings.at(-1)!.date < '2127').toBe(true);
  });

  test('together come to what the whole comes to', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 4 }), scenario, (edits, scenario) => {
        const { terms } = edits.reduce<Drafted>((drafted, edit) => edit(drafted), { terms: start, scenario });
        expect(comesTo(play({ terms, scenario }))).toEqual(
          comesTo(play({ terms: allInOne(terms), scenario })),
        );
      }),
      { numRuns: 40 },
    );
  });

  test('after any edits come to what a simulation from the beginning comes to', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), (edits) => {
        let drafted: Drafted = { terms: start, scenario: allInTime };
        let last = consequencesOf(drafted.terms, drafted.scenario);
        for (const change of edits) {
          drafted = change(drafted);
          last = consequencesOf(drafted.terms, drafted.scenario, last);
          expect(last.simulation).toEqual(play(drafted));
        }
      }),
      { numRuns: 25 },
    );
  });
});
