/**
 * Text forms: durations, day rules and conditions as people write them ↔ the data of the terms.
 */
import { describe, expect, test } from '@jest/globals';
import {
  completions,
  milestoneStandings,
  parseCondition,
  parseDate,
  parseDayRule,
  parseDuration,
  printCondition,
  printDayRule,
  printDuration,
  trancheStandings,
  type Condition,
  type DayRule,
  type Read,
  type TextForm,
} from '@travaux/workflow/compliance';
import fc from 'fast-check';
import { names, sample } from './language.ts';

function value<T>(read: Read<T>): T {
  if (!read.ok) throw new Error(read.fault.message);
  return read.value;
}
/** `fault@offset` of a text that is not read. */
const fault = (read: Read<unknown>) => (read.ok ? 'read' : `${read.fault.offset}: ${read.fault.message}`);

const condition = (text: string) => value(parseCondition(text, names));
const rule = (text: string) => value(parseDayRule(text, names));
const met = (ref: string): Condition => ({ op: 'milestone', ref, is: 'verified' });
const and = (...args: Condition[]): Condition => ({ op: 'and', args });
const or = (...args: Condition[]): Condition => ({ op: 'or', args });

describe('durations', () => {
  test.each([
    ['60 days', 'P60D'],
    ['9 months', 'P9M'],
    ['18 months', 'P18M'],
    ['4 years', 'P4Y'],
    ['24 hours', 'PT24H'],
    ['1 day', 'P1D'],
    ['0 days', 'P0D'],
    ['1 year, 6 months and 10 days', 'P1Y6M10D'],
    ['2 weeks and 12 hours', 'P2WT12H'],
    ['minus 10 days', '-P10D'],
  ])('%s ↔ %s', (words, iso) => {
    expect(value(parseDuration(words))).toBe(iso);
    expect(printDuration(iso)).toBe(words);
  });

  test.each([
    ['P6M', 'P6M'],
    ['p1y', 'P1Y'],
    [' 1 year and 6 months ', 'P1Y6M'],
    ['1 Year 6 months', null],
    ['−10 days', '-P10D'],
  ])('%s is read as %s', (words, iso) => {
    const read = parseDuration(words);
    expect(read.ok ? read.value : null).toBe(iso);
  });

  test('every duration is read as it was printed', () => {
    const part = (letter: string) => fc.option(fc.nat(9999)).map((n) => (n === null ? '' : `${n}${letter}`));
    const iso = fc
      .tuple(...['Y', 'M', 'W', 'D'].map(part), ...['H', 'M', 'S'].map(part))
      .map((parts) => {
        const [date, clock] = [parts.slice(0, 4).join(''), parts.slice(4).join('')];
        return `P${date}${clock && `T${clock}`}`;
      })
      .filter((text) => text !== 'P');
    fc.assert(fc.property(iso, (text) => value(parseDuration(printDuration(text))) === text));
  });

  test.each([
    ['', '0: Expected a duration, such as 60 days, 9 months or P60D; nothing is written.'],
    ['soon', '0: Expected a duration, such as 60 days, 9 months or P60D; not "soon".'],
    ['60', '2: Expected years, months, weeks, days, hours, minutes or seconds; the text ends there.'],
    [
      '60 dyas',
      '3: Expected years, months, weeks, days, hours, minutes or seconds; not "dyas". Did you mean days?',
    ],
    ['5 days and 1 month', '11: Expected the longest part of a duration first; not "1".'],
    ['5 working days', '2: Expected years, months, weeks, days, hours, minutes or seconds; not "working".'],
  ])('%j: %s', (text, said) => expect(fault(parseDuration(text))).toBe(said));
});

describe('conditions', () => {
  const texts = sample.tranches.map(({ id, condition: of }) => [id, of!.text!, of!.ast] as const);

  test.each(texts)('the words of %s, %s, are its condition', (_, text, ast) => {
    expect(condition(text)).toEqual(ast);
  });

  test('one with everything', () => {
    const text =
      'verified(M1) and at least 1 of {M2, M9} and sustained(M5, 180 days) and no active contingency and ' +
      'in effect(T2,T3) and not active(C1) and reached(Adoption Day)';
    expect(printCondition(condition(text), names)).toBe(
      'verified(M1) and at least 1 of {M2, M9} and sustained(M5, 180 days) and not active(C1) and ' +
        'not active(C2) and in effect(T2, T3) and not active(C1) and reached(Adoption Day)',
    );
  });

  test.each<[string, Condition]>([
    ['verified(M1, M2)', and(met('M1'), met('M2'))],
    ['(verified(M1) or verified(M2)) and verified(M3)', and(or(met('M1'), met('M2')), met('M3'))],
    ['not (verified(M1, M2))', { op: 'not', args: [and(met('M1'), met('M2'))] }],
    ['(verified(M1, M2)) or verified(M3)', or(and(met('M1'), met('M2')), met('M3'))],
    ['all of {M1}', and(met('M1'))],
    ['unverified(M1)', { op: 'milestone', ref: 'M1', is: 'not_verified' }],
    ['without effect(T1)', { op: 'tranche', ref: 'T1', is: 'not_in_effect' }],
    ['ladder outcome(step 6, not_continued)', { op: 'ladderOutcome', step: 6, is: 'not_continued' }],
    ['ladder outcome(step 6, "not \\"so\\"")', { op: 'ladderOutcome', step: 6, is: 'not "so"' }],
    ['discrepancy open for more than 45 days', { op: 'discrepancyOpen', longerThan: 'P45D' }],
    ['relief overdue by more than 30 days', { op: 'relief_overdue', longerThan: 'P30D' }],
    [
      'at least 1 of {M1, reached(Adoption Day)}',
      { op: 'atLeast', k: 1, args: [met('M1'), { op: 'reached', ref: 'day:adoption' }] },
    ],
  ])('%s is printed as it was written', (text, ast) => {
    expect(condition(text)).toEqual(ast);
    expect(printCondition(ast, names)).toBe(text);
  });

  test('"and" binds closer than "or"; what is printed shows it', () => {
    const ast = condition('verified(M1) or verified(M2) and reported(M3)');
    expect(ast).toEqual(or(met('M1'), and(met('M2'), { op: 'milestone', ref: 'M3', is: 'reported' })));
    expect(printCondition(ast, names)).toBe('verified(M1) or (verified(M2) and reported(M3))');
  });

  const id = fc.oneof(
    fc.constantFrom('M1', 'M2', 'T3', 'C1', 'day:adoption', 'M99', 'and', 'Foo Bar', 'a "b" \\', 'x,y)', '7'),
    fc.string({ minLength: 1, maxLength: 8 }),
  );
  const duration = fc.constantFrom('P30D', 'P6M', 'PT24H', 'P1Y6M', 'P6M0D');
  const words = fc.oneof(fc.constantFrom('not_continued', 'two words'), fc.string());
  const { tree } = fc.letrec<{ tree: Condition; args: Condition[] }>((tie) => ({
    args: fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.record({
        op: fc.constant('milestone' as const),
        ref: id,
        is: fc.constantFrom(...milestoneStandings),
      }),
      fc.record({ op: fc.constant('tranche' as const), ref: id, is: fc.constantFrom(...trancheStandings) }),
      fc.record({ op: fc.constantFrom('reached' as const, 'contingencyActive' as const), ref: id }),
      fc.record({ op: fc.constant('sustained' as const), ref: id, for: duration }),
      fc.record({
        op: fc.constant('ladderOutcome' as const),
        step: fc.integer({ min: 1, max: 99 }),
        is: words,
      }),
      fc.record(
        { op: fc.constantFrom('discrepancyOpen' as const, 'relief_overdue' as const), longerThan: duration },
        { requiredKeys: ['op'] },
      ),
      fc.record({ op: fc.constant('discrepancyClosed' as const) }),
      fc.record({ op: fc.constantFrom('and' as const, 'or' as const), args: tie('args') }),
      fc.record({ op: fc.constant('atLeast' as const), k: fc.nat(9), args: tie('args') }),
      tie('tree').map((arg): Condition => ({ op: 'not', args: [arg] })),
    ),
  }));

  test('every condition is read as it was printed, and printed the same again', () => {
    fc.assert(
      fc.property(tree, (ast) => {
        const text = printCondition(ast, names);
        expect(condition(text)).toEqual(ast);
        expect(printCondition(condition(text), names)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['', '0: Expected a condition, such as verified(M1); nothing is written.'],
    ['verifed(M1)', '0: Expected a condition, such as verified(M1); not "verifed". Did you mean verified?'],
    ['verified(M1', '11: Expected ")"; the text ends there.'],
    ['verified(M1) and', '16: Expected a condition, such as verified(M1); the text ends there.'],
    ['verified(M1) verified(M2)', '13: Expected the end of the text; not "verified".'],
    ['M2', '0: Expected a condition, such as verified(M1); not "M2". Did you mean verified(M2)?'],
    ['T2 and T3', '0: Expected a condition, such as verified(M1); not "T2". Did you mean in effect(T2)?'],
    ['verified()', '9: Expected a milestone, such as M1; not ")".'],
    [
      'not active(C1, C2)',
      '0: Expected "not" before a single fact; say not active(C1) and not active(C2); not "not".',
    ],
    [
      'verified("M1)',
      '9: Expected a milestone, such as M1; quotation marks are opened and not closed. Did you mean M1 or M10?',
    ],
  ])('%j: %s', (text, said) => expect(fault(parseCondition(text, names))).toBe(said));

  test('a name that nothing bears is kept, noted, and offered its neighbours', () => {
    const read = parseCondition('verified(M22) and reached(Adopton Day) and in effect(C1)', names);
    expect(read.ok && read.unknown.map(({ offset, message }) => `${offset}: ${message}`)).toEqual([
      '9: Nothing in the agreement is called "M22". Did you mean M2?',
      '26: Nothing in the agreement is called "Adopton Day". Did you mean Adoption Day?',
      '53: Expected a tranche, such as T1; C1 is a contingency. Did you mean T1?',
    ]);
    expect(value(read)).toEqual(
      and(met('M22'), { op: 'reached', ref: 'Adopton Day' }, { op: 'tranche', ref: 'C1', is: 'in_effect' }),
    );
  });
});

describe('day rules', () => {
  const rules = [
    ...sample.days.map(({ id, rule: of }) => [id, of!] as const),
    ...sample.milestones.map(({ id, deadline }) => [id, deadline!] as const),
    ...sample.confidenceBuilding.map(({ id, start }) => [id, start!] as const),
    ...sample.review.flatMap(({ id, first }) => (first ? [[id, first] as const] : [])),
  ];
  test.each(rules)('%s is read as it was printed', (_, of) => {
    expect(rule(printDayRule(of, names))).toEqual(of);
  });

  test.each<[string, DayRule]>([
    ['2 March 2026', { type: 'absolute', date: '2026-03-02' }],
    ['60 days after Adoption Day', { type: 'relative', anchor: 'day:adoption', offset: 'P60D' }],
    [
      '10 working days before M2, on any day',
      { type: 'relative', anchor: 'M2', offset: '-P10D', calendar: 'working_days', roll: 'none' },
    ],
    [
      '9 months after Implementation Day, in calendar days, or the next working day',
      {
        ...{ type: 'relative', anchor: 'day:implementation', offset: 'P9M' },
        ...{ calendar: 'calendar_days', roll: 'next_working_day' },
      },
    ],
    ['on Adoption Day', { type: 'relative', anchor: 'day:adoption', offset: 'P0D' }],
    ['the day of "mutual consent"', { type: 'act', act: 'mutual consent' }],
    [
      'the earlier of (2 March 2026) and (60 days after M1)',
      {
        type: 'earliestOf',
        of: [
          { type: 'absolute', date: '2026-03-02' },
          { type: 'relative', anchor: 'M1', offset: 'P60D' },
        ],
      },
    ],
    [
      'the day on which verified(M1) and reached(Adoption Day), provided that not active(C1), not later than 30 June 2027',
      {
        type: 'event',
        when: and(met('M1'), { op: 'reached', ref: 'day:adoption' }),
        provided: { op: 'not', args: [{ op: 'contingencyActive', ref: 'C1' }] },
        notLaterThan: { date: '2027-06-30' },
      },
    ],
    [
      'the day on which verified(M1) together with "deposit of all instruments", not later than 30 June 2027, failing which strategic_review',
      {
        type: 'event',
        when: met('M1'),
        and: 'deposit of all instruments',
        notLaterThan: { date: '2027-06-30', effect: 'strategic_review' },
      },
    ],
  ])('%s', (text, of) => {
    expect(rule(text)).toEqual(of);
    expect(printDayRule(of, names)).toBe(text);
  });

  test.each<[string, string]>([
    ['2026-03-02', '2 March 2026'],
    ['March 2, 2026', '2 March 2026'],
    ['Adoption Day', 'on Adoption Day'],
    ['60 days from M1', '60 days after M1'],
    ['P6M after adoption day', '6 months after Adoption Day'],
    ['P6M', '6 months after Adoption Day'],
    ['60 days after M1 or the next working day', '60 days after M1, or the next working day'],
    [
      'the earliest of 2 March 2026 and 60 days after M1',
      'the earlier of (2 March 2026) and (60 days after M1)',
    ],
  ])('%s is understood as %s', (text, printed) => expect(printDayRule(rule(text), names)).toBe(printed));

  test.each([
    ['30 February 2026', '0: Expected a day of February 2026, which has 28 days; not "30".'],
    ['2026-13-01', '0: Expected a month from 01 to 12; not "2026-13-01".'],
    ['soon', '0: Expected a day, such as 60 days after Adoption Day or 2 March 2026; not "soon".'],
    ['60 days after', '13: Expected a day, milestone or tranche; the text ends there.'],
    ['60 days afer M1', '8: Expected the end of the text; not "afer". Did you mean after?'],
    ['60 working months after M1', '11: Expected days; not "months".'],
    ['2 March', '7: Expected a year of four digits; the text ends there.'],
  ])('%j: %s', (text, said) => expect(fault(parseDayRule(text, names))).toBe(said));

  test('an unknown day ends before the limits of the rule', () => {
    const read = parseDayRule('60 days after Adopton Day provided that verified(M1)', names);
    expect(read.ok && read.unknown.map(({ words, nearest }) => [words, nearest])).toEqual([
      ['Adopton Day', ['Adoption Day']],
    ]);
    expect(value(read)).toMatchObject({ anchor: 'Adopton Day', provided: met('M1') });
  });

  test('a rule that is not well formed is shown as far as that goes, and not read', () => {
    expect(printDayRule({ type: 'absolute', date: '2026-02-30' }, names)).toBe('30 February 2026');
    const odd: DayRule = { type: 'relative', anchor: 'M1', offset: 'soon' };
    expect(printDayRule(odd, names)).toBe('soon after M1');
    expect(parseDayRule('soon after M1', names).ok).toBe(false);
  });

  test('dates', () => {
    expect(value(parseDate('30 June 2027'))).toBe('2027-06-30');
    expect(fault(parseDate('June'))).toBe('0: Expected a date, such as 2 March 2026; not "June".');
  });

  const names4 = ['day:adoption', 'M2', 'T3', 'M99', 'Some Other Day', 'a and b'];
  const dates = fc
    .date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const provided = fc.option(
    fc.constantFrom<Condition>(met('M1'), or(met('M1'), met('M2')), { op: 'not', args: [met('M1')] }),
    { nil: undefined },
  );
  const { tree } = fc.letrec<{ tree: DayRule; stop: object }>((tie) => {
    const limited = (core: object) =>
      fc
        .tuple(fc.record(core), provided, fc.option(tie('stop'), { nil: undefined }))
        .map(([rule, when, stop]) => ({
          ...rule,
          ...(when && { provided: when }),
          ...(stop && { notLaterThan: stop }),
        }));
    const many = fc.array(tie('tree'), { minLength: 1, maxLength: 3 });
    return {
      stop: fc.oneof(
        { depthSize: 'small' },
        fc.record(
          { date: dates, effect: fc.constantFrom('review', 'two words') },
          { requiredKeys: ['date'] },
        ),
        tie('tree'),
      ),
      tree: fc.oneof(
        { depthSize: 'small' },
        limited({ type: fc.constant('absolute'), date: dates }),
        fc
          .tuple(
            limited({
              type: fc.constant('relative'),
              anchor: fc.constantFrom(...names4),
              offset: fc.constantFrom('P60D', 'P0D', '-P10D', 'P6M', '-P1Y6M', 'P1M5D', '-P0D'),
            }),
            fc.record(
              {
                calendar: fc.constantFrom('calendar_days', 'working_days'),
                roll: fc.constantFrom('none', 'next_working_day'),
              },
              { requiredKeys: [] },
            ),
          )
          .map(([rule, counting]) => ({ ...rule, ...counting })),
        limited({ type: fc.constantFrom('earliestOf', 'latestOf'), of: many }),
        limited({ type: fc.constant('event'), when: fc.constant(met('M1')) }),
        limited({ type: fc.constant('event'), when: fc.constant(met('M1')), and: fc.string() }),
        limited({ type: fc.constant('act'), act: fc.string() }),
      ) as unknown as fc.Arbitrary<DayRule>,
    };
  });

  test('every rule is read as it was printed, and printed the same again', () => {
    fc.assert(
      fc.property(tree, (of) => {
        const text = printDayRule(of, names);
        expect(rule(text)).toEqual(of);
        expect(printDayRule(rule(text), names)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});

describe('completions', () => {
  /** What is offered where `|` stands. */
  const offered = (text: string, form?: TextForm) => {
    const offset = text.indexOf('|');
    return completions(text.replace('|', ''), offset, names, form).map(({ insert }) => insert);
  };

  test('of a condition', () => {
    expect(offered('|')).toEqual(expect.arrayContaining(['verified(', 'at least 1 of {', 'in effect(']));
    expect(offered('ver|')).toEqual(['verified(']);
    expect(offered('verified(M1) and in ef|')).toEqual(['in effect(']);
    expect(offered('verified(M1)|')).toEqual(expect.arrayContaining([' and', ' or']));
    expect(offered('verified(|')).toEqual(sample.milestones.map(({ id }) => id));
    expect(offered('verified(M1|')).toEqual(['M10']);
    expect(offered('at least 1 of {M2, M1|')).toEqual(['M10']);
    expect(offered('reached(adoption d|')).toEqual(['Adoption Day']);
    expect(offered('sustained(M5, 180 |)')).toEqual(expect.arrayContaining(['days', 'months']));
    expect(offered('active(|')).toEqual(['C1', 'C2', 'C3']);
  });

  test('of a day rule', () => {
    expect(offered('60 days |', 'day-rule')).toEqual(expect.arrayContaining(['after', 'before']));
    expect(offered('60 days after Imp|', 'day-rule')).toEqual(['Implementation Day']);
    expect(offered('the |', 'day-rule')).toEqual(
      expect.arrayContaining(['the earlier of', 'the day on which', 'the day of "']),
    );
    expect(offered('60 days after M1|', 'day-rule')).toEqual(
      expect.arrayContaining([', or the next working day', ', not later than']),
    );
    expect(offered('the day on which verified(M|', 'day-rule')).toContain('M2');
  });

  test('say what they replace', () => {
    expect(completions('verified(Me', 9, names)[1]).toEqual({
      ...{ from: 9, to: 9, insert: 'M2', kind: 'name', about: 'Stock reduced below ceiling' },
    });
    expect(completions('in ef', 5, names)).toEqual([
      { from: 0, to: 5, insert: 'in effect(', kind: 'word', about: 'a tranche of relief is in effect' },
    ]);
  });
});
