/**
 * What follows from terms: truth, the schedule, the graph, and the summary.
 */
import { describe, expect, test } from '@jest/globals';
import {
  consequencesOf,
  criticalPath,
  gapWords,
  lastRelief,
  loopWords,
  namer,
  negated,
  parseCondition,
  parseDayRule,
  scheduleOf,
  summaryOf,
  truthOf,
  type DayRule,
  type Terms,
  type Truth,
} from '@travaux/workflow/compliance';
import { names, sample } from './language.ts';

const name = namer(sample);
const rule = (text: string): DayRule => {
  const read = parseDayRule(text, names);
  if (!read.ok) throw new Error(read.fault.message);
  return read.value;
};

/** The sample with another rule for a day, another deadline for a milestone. */
const withDay = (id: string, text: string): Terms => ({
  ...sample,
  days: sample.days.map((day) => (day.id === id ? { ...day, rule: rule(text) } : day)),
});
const withDeadline = (id: string, text: string | null, terms = sample): Terms => ({
  ...terms,
  milestones: terms.milestones.map((milestone) =>
    milestone.id === id ? { ...milestone, deadline: text === null ? null : rule(text) } : milestone,
  ),
});

/** `2026-05-01..2026-07-31`, one date, or why it cannot be computed. */
function when(key: string, terms: Terms = sample): string {
  const entry = scheduleOf(terms).entries.find((one) => one.key === key);
  if (!entry) return 'no entry';
  const { earliest, latest, gap } = entry.when;
  if (!latest) return gap ? gapWords(gap, name) : 'always';
  return earliest === latest ? latest : `${earliest ?? ''}..${latest}`;
}

describe('truth in three values', () => {
  const known: Record<string, Truth> = { M1: 'true', M2: 'false' };
  const truth = (text: string) => {
    const read = parseCondition(text, names);
    if (!read.ok) throw new Error(read.fault.message);
    return truthOf(read.value, (fact) => ('ref' in fact && known[fact.ref]) || 'unknown');
  };
  test.each([
    ['verified(M1)', 'true'],
    ['not active(C1)', 'unknown'],
    ['verified(M1) and verified(M3)', 'unknown'],
    ['verified(M2) and verified(M3)', 'false'],
    ['verified(M1) or verified(M3)', 'true'],
    ['verified(M2) or verified(M3)', 'unknown'],
    ['at least 1 of {M2, M3}', 'unknown'],
    ['at least 2 of {M2, M3}', 'false'],
    ['at least 1 of {M1, M2, M3}', 'true'],
  ])('%s is %s', (text, expected) => expect(truth(text)).toBe(expected));
  test('what is not known is not denied', () => expect(negated('unknown')).toBe('unknown'));
});

describe('the schedule of the sample', () => {
  test.each([
    ['day day:finalisation', '2026-03-02'],
    // 31 May 2026 is a Sunday.
    ['day day:adoption', '2026-03-02..2026-06-01'],
    ['deadline M1', '2026-05-01..2026-07-31'],
    ['determination M1', '2026-05-16..2026-08-15'],
    ['relief T1', '2026-03-02..2026-08-25'],
    ['day day:implementation', '2026-05-31..2027-01-12'],
    ['long-stop day:implementation', '2027-06-30'],
    ['deadline M6', '2027-03-01..2027-10-12'],
    ['names-end T5', '2027-01-29..2028-10-20'],
    ['relief T6', '2030-05-31..2031-02-22'],
    ['confidence-building CBM1', '2026-04-01'],
    ['audit A2', 'the days of A2 are drawn by lot (6 per quarter)'],
    ['mandate-ends IMVA', '2038-03-02..2038-06-01'],
    ['obligation-ends cl-12.2', '2046-03-02..2046-06-01'],
    ['extension-ends sunset', '2038-03-02..2038-06-01'],
  ])('%s: %s', (key, expected) => expect(when(key)).toBe(expected));

  test.each([
    ['31 January 2027', '1 month after Finalisation Day', '2027-02-28'],
    ['31 January 2028', '1 month after Finalisation Day', '2028-02-29'],
    ['24 December 2026', '1 working day after Finalisation Day', '2026-12-28'],
    ['28 December 2026', '1 working day before Finalisation Day', '2026-12-24'],
    ['1 January 2027', '0 days after Finalisation Day, or the next working day', '2027-01-04'],
  ])('from %s, %s is %s', (finalised, text, expected) => {
    expect(when('deadline M1', withDeadline('M1', text, withDay('day:finalisation', finalised)))).toBe(
      expected,
    );
  });

  test('what comes again is listed a few times, and then that it goes on', () => {
    const { entries } = scheduleOf(sample);
    const times = (key: string) =>
      entries.flatMap((one) => (one.key === key || one.key.startsWith(`${key} `) ? [one.when.latest] : []));
    // Counted from Adoption Day, at once: no month is lost in February.
    expect(times('report R1')).toEqual([
      ...['2026-09-01', '2026-12-01', '2027-03-01', '2027-06-01'],
      ...['2027-09-01', '2027-12-01', '2028-03-01', '2028-06-01'],
    ]);
    const goesOn = (key: string) => entries.find((one) => one.key === key)?.goesOn;
    expect(goesOn('report R1 8')).toEqual({ every: 'P3M', until: '2036-06-01' });
    expect(goesOn('report R1')).toBeNull();
    expect(times('review RV2').slice(0, 2)).toEqual(['2028-01-12', '2029-01-12']);
    // The agreement ends before there would be more.
    const short = withDay('day:termination', '1 September 2027');
    const until = scheduleOf(short).entries.filter(({ key }) => key.startsWith('report R1'));
    expect(until.map(({ when, goesOn }) => [when.latest, goesOn]).at(-1)).toEqual(['2027-09-01', null]);
  });

  test('what hangs on an undated anchor says which it is', () => {
    const terms = withDay('day:adoption', 'the day of "mutual consent"');
    expect(when('deadline M1', terms)).toBe('nobody can know the day of this act: mutual consent');
    expect(when('relief T6', terms)).toBe('nobody can know the day of this act: mutual consent');
    expect(when('deadline M1', withDeadline('M1', null))).toBe('M1 has no date');
    expect(when('deadline M1', withDeadline('M1', '60 days after Nowhere'))).toBe(
      'M1 counts from "Nowhere", which is not in the agreement',
    );
    expect(when('day day:termination', withDay('day:termination', 'the day on which active(C1)'))).toBe(
      'Termination Day waits for what does not happen while everybody performs',
    );
  });

  test('a loop is spelled out, and the rest is dated all the same', () => {
    const terms = withDeadline('M1', '10 days after T1');
    const { loops } = scheduleOf(terms);
    expect(loops.map((loop) => loopWords(loop, name))).toEqual(['M1 → T1 → M1']);
    expect(when('deadline M1', terms)).toBe('each waits for the other: M1 → T1 → M1');
    expect(when('deadline M2', terms)).toMatch(/^2026/);
    expect(when('deadline M3', terms)).toBe('2026-05-31..2026-08-31'.replace('2026-05-31', '2026-06-01'));
  });

  test('a change works out again only what leans on it, and gives the same as all anew', () => {
    const before = scheduleOf(sample);
    const after = withDeadline('M7', '6 months after Implementation Day');
    const changed = scheduleOf(after, before);
    expect(changed.entries).toEqual(scheduleOf(after).entries);
    expect(changed.worked).toBeLessThan(before.worked / 2);
    expect(changed.entries.find(({ key }) => key === 'deadline M1')).toBe(
      before.entries.find(({ key }) => key === 'deadline M1'),
    );
    const titled = { ...sample, agreement: { ...sample.agreement, title: 'Other' } };
    expect(scheduleOf(titled, before).worked).toBe(0);
  });
});

describe('the graph', () => {
  test('the critical path is the chain of which each decides the next', () => {
    const schedule = scheduleOf(sample);
    expect(lastRelief(schedule)).toBe('tranche T6');
    expect(criticalPath(schedule, 'tranche T4')).toEqual([
      ...['day day:finalisation', 'day day:adoption', 'milestone M5', 'day day:implementation'],
      ...['milestone M6', 'tranche T4'],
    ]);
  });

  test('has what waits, what bars and what reverses', () => {
    const { graph } = consequencesOf(sample);
    const between = (from: string, to: string) =>
      graph.edges.filter((edge) => edge.from === from && edge.to === to).map(({ kind }) => kind);
    expect(between('milestone M1', 'milestone M2')).toEqual(['prerequisite']);
    expect(between('day day:adoption', 'milestone M1')).toEqual(['deadline']);
    expect(between('contingency C1', 'tranche T3')).toEqual(['bars', 'reverses']);
    expect(between('milestone M7', 'tranche T4')).toEqual(['proportional']);
    expect(graph.nodes).toHaveLength(24);
  });
});

describe('the summary', () => {
  const summary = summaryOf(sample, scheduleOf(sample));
  const of = (party: string) => summary.parties.find((one) => one.party === party)!;
  const sentence = (lines: readonly { term: string; sentence: string }[], term: string) =>
    lines.find((line) => line.term === term)?.sentence;

  test('says who must do what by when, and gets what', () => {
    expect(sentence(of('KES').does, 'M1')).toBe(
      'By 31 July 2026 (at the earliest on 1 May 2026): Complete baseline declaration of restricted materials (M1): ' +
        'Share of the 42 listed facilities declared and inspected without unexplained difference, at least 100 percent. ' +
        'International Materials Verification Authority verifies it from at least 2 independent sources. ' +
        'Joint Evaluation Committee decides within 15 days.',
    );
    expect(sentence(of('KES').gets, 'T2')).toContain(
      'once M1 and M5 are verified and at least 1 of M2 or M9 is verified.',
    );
    expect(of('ALB').does.map(({ term }) => term)).toEqual([
      'M4',
      'T1',
      'T3',
      'T4',
      'T5',
      'T6',
      'CBM1',
      'R2',
    ]);
    expect(of('ALB').gets.map(({ term }) => term)).toContain('M1');
  });

  test('moves with the terms', () => {
    const terms = withDeadline('M1', '6 months after Adoption Day');
    expect(sentence(summaryOf(terms, scheduleOf(terms)).parties[0]!.does, 'M1')).toMatch(
      /^By 1 December 2026/,
    );
  });
});
