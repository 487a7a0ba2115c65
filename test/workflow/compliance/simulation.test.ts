/**
 * Simulations of the sample agreement: who performs how, and what comes of it.
 */
import { describe, expect, test } from '@jest/globals';
import { allInTime, happeningWords, simulate, type Scenario } from '@travaux/workflow/compliance';
import { sample } from './language.ts';

const run = (scenario: Partial<Scenario> = {}) => simulate(sample, { ...allInTime, ...scenario });
/** The sentences about some terms, each after its day. */
const told = (scenario: Partial<Scenario>, about: RegExp) =>
  run(scenario)
    .happenings.map((happening) => `${happening.date} ${happeningWords(happening, (id) => id)}`)
    .filter((line) => about.test(line));
const reliefOn = (scenario: Partial<Scenario>, date: string) =>
  run(scenario).curve.findLast((point) => point.date <= date)!.relief;

describe('when everybody performs in time', () => {
  test('relief comes in the order of the tranches, behind compliance', () => {
    const { curve, neverGranted, happenings } = run();
    expect(neverGranted).toEqual([]);
    expect(curve.at(-1)).toEqual({ date: '2031-02-22', relief: 97, compliance: 100 });
    expect(happenings.flatMap((one) => (one.what === 'relief' ? [one.tranche] : []))).toEqual([
      ...['T1', 'T2', 'T3', 'T4', 'T5', 'T6'],
    ]);
  });

  test('a pilot is renewed twice and ends, escrow is released, names end by reverse consensus', () => {
    expect(told({}, /T1 (is renewed|ends)|T4 takes|cent of T4|of T5 end/)).toEqual([
      '2027-02-21 T1 is renewed until 20 August 2027.',
      '2027-08-20 T1 is renewed until 16 February 2028.',
      '2027-11-11 T4 takes effect into escrow (Bank of Port Halden); nothing is released yet.',
      '2028-02-16 T1 ends by itself, as a pilot.',
      '2028-08-11 100 per cent of T4 is released, by the reading of M7.',
      '2028-10-20 The measures of T5 end, unless JEC decides by consensus to retain a name.',
    ]);
  });

  test('the same always comes of the same', () => {
    expect(run({ milestones: { M2: { how: 'late', by: 'P3M' } } })).toEqual(
      run({ milestones: { M2: { how: 'late', by: 'P3M' } } }),
    );
  });
});

describe('when a milestone is', () => {
  test('late, but met before the ladder and the cure period are over: relief is late and nothing is reversed', () => {
    const late: Partial<Scenario> = { milestones: { M2: { how: 'late', by: 'P3M' } } };
    expect(told(late, /M2|C1|T3/).filter((line) => !/step \d/.test(line))).toEqual([
      '2026-11-30 The deadline of M2 passes, and it is not met.',
      '2026-11-30 ALB complains of M2: the dispute ladder begins, and ends on 5 March 2027 at the latest.',
      '2026-11-30 T2 is held, because M2 is not verified.',
      '2026-11-30 T3 is held, because M2 is not verified.',
      '2027-02-28 IMVA reports that M2 is met.',
      '2027-03-05 The dispute on M2 ends: relief not continued (reverse vote).',
      '2027-03-05 ALB, UNR or TOR gives notice of C1; what is wrong can be cured until 14 April 2027.',
      '2027-03-15 JEC determines that M2 is verified, after its deadline.',
      '2027-03-15 It is cured in time: C1 does not become active.',
      '2027-03-15 The condition of T3 is met; relief is due by 25 March 2027.',
      '2027-03-25 T3 takes effect: relief from 40 per cent of the regime.',
    ]);
  });

  test('met in part: the escrow releases by the reading, and the response is that of its score', () => {
    const partly: Partial<Scenario> = {
      milestones: { M7: { how: 'partly', score: 1, reading: 5, completedAfter: null } },
    };
    expect(told(partly, /cent of T4|level|T4 is (to|rev)/)).toEqual([
      '2028-08-11 50 per cent of T4 is released, by the reading of M7.',
      '2028-12-24 C1, response of level 2: suspend the latest tranche.',
      '2028-12-24 T4 is to be reversed on 23 January 2029, because of C1; business is wound down until 23 April 2029; ' +
        'spared are contracts signed before the trigger and lawful when signed.',
      '2029-01-23 T4 is reversed, because of C1.',
    ]);
    expect(run(partly).neverGranted).toEqual(['T5', 'T6']);
  });

  test('reported falsely and found out: held, confirmed, disputed, reversed with wind-down, restored', () => {
    const falsely: Partial<Scenario> = {
      milestones: { M2: { how: 'falsely-reported', foundAfter: 'P6M', metAfter: 'P9M' } },
    };
    expect(
      told(falsely, /source|has no effect|C1|level|T[23] (is to|is rev|takes)/).map((line) =>
        line.slice(0, 60),
      ),
    ).toEqual([
      '2027-01-22 T2 takes effect: relief from 12 per cent of the r',
      '2027-01-22 T3 takes effect: relief from 40 per cent of the r',
      '2027-06-15 A source contradicts what was reported on M2.',
      '2027-06-15 Until 25 June 2027 the reading on M2 has no effec',
      '2027-06-25 A second source confirms it: M2 was reported fals',
      '2027-09-28 ALB, UNR or TOR gives notice of C1; what is wrong',
      '2027-11-07 C1 becomes active.',
      '2027-11-07 C1, response of level 3: snapback T2-T5.',
      '2027-11-07 T2 is to be reversed on 7 December 2027, because ',
      '2027-11-07 T3 is to be reversed on 7 December 2027, because ',
      '2027-11-11 T4 is held, because C1 is active.',
      '2027-12-07 T2 is reversed, because of C1.',
      '2027-12-07 T3 is reversed, because of C1.',
      '2028-03-25 C1 ends: what it was about is put right.',
      '2028-04-09 T2 takes effect again.',
      '2028-04-09 T3 takes effect again.',
    ]);
    expect(reliefOn(falsely, '2027-12-31')).toBe(3);
    expect(reliefOn(falsely, '2028-05-01')).toBe(52);
  });

  test('not met at all: what leans on it never comes, and nobody waits for ever', () => {
    const { neverGranted } = run({ milestones: { M2: { how: 'not-at-all' } } });
    expect(neverGranted).toEqual(['T3', 'T4', 'T5', 'T6']);
    // Transition Day comes by its long-stop; Termination Day does not, while C1 is active.
    expect(told({ milestones: { M2: { how: 'not-at-all' } } }, /Day:/).at(-1)).toBe(
      '2033-06-01 Day:transition comes.',
    );
  });

  test('doubted without reason: the hold is lifted, and the contingency is cured in time', () => {
    expect(
      told(
        { milestones: { M1: { how: 'false-alarm', after: 'P60D', lasts: 'P60D' } } },
        /C2|hold|escalation/,
      ),
    ).toEqual([
      '2026-11-28 Discrepancy on M1: escalation to Independent Review Panel.',
      '2026-11-28 DVTC gives notice of C2; what is wrong can be cured until 12 January 2027.',
      '2026-12-13 The difference on M1 is explained: nothing was wrong, and the hold is lifted.',
      '2026-12-13 It is cured in time: C2 does not become active.',
    ]);
  });
});

describe('when others fail', () => {
  test('a grantor that does not deliver: deadlines are tolled for as long', () => {
    const withheld: Partial<Scenario> = {
      nonDelivery: { T3: { grantors: ['ALB'], deliveredAfter: 'P150D' } },
    };
    expect(told(withheld, /overdue|C3|T3 takes/)).toEqual([
      '2027-01-22 T3 is overdue: ALB did not deliver.',
      '2027-02-11 KES gives notice of C3; what is wrong can be cured until 23 March 2027.',
      '2027-03-23 C3 becomes active.',
      '2027-03-23 C3, response of level 1: toll deadlines of M6-M8 day for day.',
      '2027-06-11 C3, response of level 2: KES may suspend M7 reporting; M1-M3 unaffected.',
      '2027-06-21 T3 takes effect: relief from 40 per cent of the regime.',
      '2027-06-21 C3 ends: what it was about is put right.',
      '2027-06-21 The deadline of M6 moves from 12 October 2027 to 10 January 2028, for the days on which C3 was active.',
      '2027-06-21 The deadline of M7 moves from 12 July 2028 to 10 October 2028, for the days on which C3 was active.',
      '2027-06-21 The deadline of M8 moves from 12 July 2027 to 10 October 2027, for the days on which C3 was active.',
    ]);
  });

  test('a contingency that is invoked pauses the next tranche until it is cured', () => {
    const invoked: Partial<Scenario> = {
      invocations: [{ contingency: 'C2', on: '2027-09-01', curedAfter: 'P100D' }],
    };
    expect(told(invoked, /C2|condition of T4/)).toEqual([
      '2027-09-01 DVTC gives notice of C2; what is wrong can be cured until 16 October 2027.',
      '2027-10-16 C2 becomes active.',
      '2027-10-16 C2, response of level 1: pause next tranche.',
      '2027-11-01 T4 is held, because C2 is active and C2 pauses the next tranche.',
      '2027-11-30 C2, response of level 2: refer to IRP.',
      '2027-12-10 C2 ends: what it was about is put right.',
      '2027-12-10 The condition of T4 is met; relief is due by 20 December 2027.',
    ]);
  });
});
