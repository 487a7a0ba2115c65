/** The agreement format: the sample, and errors that name their path. */
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultImportLimits, readFile, type ImportFailure } from '@travaux/server/formats';
import { imported, linesOf, printed, words } from './printed.ts';

const sample = readFileSync(
  join(import.meta.dirname, '../../packages/server/sample/lake-orren.json'),
  'utf8',
);
interface Model {
  readonly clauses: { text: string; heading: string; owner: string; links: string[] }[];
  readonly [key: string]: unknown;
}
const model = () => JSON.parse(sample) as Model;

/** The condition of a tranche, all of which are conjunctions. */
const condition = (value: Record<string, unknown[]>, tranche: number) =>
  (value.tranches?.[tranche] as { condition: { ast: { args: unknown[] } } }).condition.ast;

/** What is said of the sample after a change. */
function failure(change: (value: Model & Record<string, unknown[]>) => void): ImportFailure {
  const value = model() as Model & Record<string, unknown[]>;
  change(value);
  const result = readFile(new TextEncoder().encode(JSON.stringify(value)), 'x.json', defaultImportLimits);
  if (!result.failed) throw new Error('it was imported');
  return result;
}

describe('the sample agreement', () => {
  const agreement = imported(sample, 'lake-orren.json');
  const lines = linesOf(agreement);

  test('every clause is there with its words, number and heading', () => {
    const all = words(printed(agreement)).join(' ');
    for (const { text, heading } of model().clauses) {
      expect(all).toContain(words(text).join(' '));
      expect(all).toContain(words(heading).join(' '));
    }
    const numbers = (model().clauses as unknown as { number: string }[]).map(({ number }) => number);
    const labels = lines.filter(({ label }) => label.number.includes('.')).map(({ label }) => label.display);
    expect(labels).toEqual(expect.arrayContaining(numbers));
  });

  test('every number is computed, so that it follows when the text moves', () => {
    const body = lines.slice(
      0,
      lines.findIndex(({ kind }) => kind === 'annex'),
    );
    expect(body.filter(({ number }) => number !== 'sequence')).toEqual([]);
    expect(body.filter(({ kind }) => kind === 'article').map(({ label }) => label.number)).toEqual(
      Array.from({ length: 14 }, (_, at) => String(at + 1)),
    );
  });

  test('the schedules that it speaks of are there and referred to', () => {
    const schedules = lines.filter(({ kind }) => kind === 'annex');
    expect(schedules.map(({ label, heading }) => `${label.full}: ${heading}`)).toEqual([
      'Schedule D: Restrictive measures and tranches of relief',
      'Schedule E: Definitions',
      'Schedule G: Contingencies',
      'Schedule H: Settlement of disputes',
      'Schedule I: Surviving clauses',
      'Schedule J: Days',
      'Schedule K: Parties, bodies, verifiers and observers',
      'Schedule L: Sources and data standards',
      'Schedule M: Reports, audits and reviews',
      'Schedule N: Confidence-building measures',
    ]);
    const first = lines.find(({ label }) => label.number === '1.1');
    expect(JSON.stringify(agreement.texts.get(first?.id ?? ''))).toContain(`"target":"${schedules[0]?.id}"`);
  });

  test('a milestone stands in its clause, behind its words; what survives follows the clause that it names', () => {
    const clause = lines.find(({ label }) => label.number === '7.2');
    expect(clause?.text.split('\n').slice(0, 4)).toEqual([
      'Kestrelia shall reduce its stock of restricted compound to not more than [250][300] kg within 180 days after Adoption Day [and keep it there for [eight][ten] years].',
      'Milestone M2',
      'Title: Stock reduced below ceiling',
      'Subject: disarmament',
    ]);
    const monitoring = lines.find(({ label }) => label.number === '7.3');
    expect(JSON.stringify([...agreement.texts.values()])).toContain(
      `{"name":"surviving"},"content":[{"type":"reference","attrs":{"target":"${monitoring?.id}","form":"number","label":"7.3"}},{"type":"text","text":"; until 5 years after Termination Day; verified by IMVA"}]`,
    );
  });

  test('everything that its terms say is in the text', () => {
    expect(agreement.remarks.map(({ code, where }) => `${code} ${where}`)).toEqual([
      'numbers-reserved $.clauses',
      'kept-in-source $',
    ]);
  });

  test('parties, bodies, verifiers and observers are in place', () => {
    const { open } = agreement;
    expect(open.parties.map(({ id }) => id)).toEqual(['KES', 'ALB', 'UNR', 'TOR', 'SAR', 'MRO']);
    expect(open.parties.find(({ id }) => id === 'ALB')?.group).toBe('Western group');
    expect(open.bodies.find(({ id }) => id === 'JEC')?.members).toHaveLength(6);
    expect([open.verifiers.length, open.organisations.length]).toEqual([6, 4]);
    expect(open.facts.clauseNumbering).toBe('dotted');
  });
});

describe('every error names its path', () => {
  test.each<[string, string, (value: Model & Record<string, unknown[]>) => void]>([
    [
      '$.clauses[2].owner',
      'is not a party',
      (value) => ((value.clauses[2] as { owner: string }).owner = 'XYZ'),
    ],
    ['$.clauses[0].links[0]', 'is not a day', (value) => value.clauses[0]?.links.push('M99')],
    ['$.clauses[1].text', 'string', (value) => delete (value.clauses[1] as Partial<{ text: string }>).text],
    [
      '$.milestones[0].clause',
      'is not a clause',
      (value) => ((value.milestones?.[0] as { clause: string }).clause = 'cl-9.9'),
    ],
    [
      '$.milestones[1].prerequisites[0]',
      'is not a milestone',
      (value) => ((value.milestones?.[1] as { prerequisites: string[] }).prerequisites = ['M77']),
    ],
    [
      '$.tranches[0].condition.ast.args[1].ref',
      '"M11" is not a milestone of this agreement; did you mean "M1"?',
      (value) => (condition(value, 0).args[1] = { op: 'milestone', ref: 'M11', is: 'verified' }),
    ],
    [
      '$.days[4].rule.anchor',
      'is not a day, milestone or tranche',
      (value) => ((value.days?.[4] as { rule: { anchor: string } }).rule.anchor = 'day:adoptoin'),
    ],
    [
      '$.tranches[1].condition',
      'T2 waits for T3 and T3 waits for T2',
      (value) => {
        condition(value, 1).args.push({ op: 'tranche', ref: 'T3', is: 'in_effect' });
        condition(value, 2).args.push({ op: 'tranche', ref: 'T2', is: 'in_effect' });
      },
    ],
    ['$.parties[1].id', 'given twice', (value) => ((value.parties?.[1] as { id: string }).id = 'KES')],
    ['$.parties[0].name', '', (value) => ((value.parties?.[0] as { name: string }).name = '')],
    ['$.schema', 'must be', (value) => ((value as Record<string, unknown>).schema = 'other/1')],
    [
      '$.bodies[0].members[0]',
      'is not a party',
      (value) => ((value.bodies?.[0] as { members: string[] }).members = ['JEC']),
    ],
  ])('%s', (path, message, change) => {
    const result = failure(change);
    expect(result.code).toBe('invalid-agreement');
    const errors = result.errors ?? [];
    expect(errors.map((error) => error.path)).toContain(path);
    expect(errors.find((error) => error.path === path)?.message).toContain(message);
    expect(result.sentence).toContain('$.');
  });
});
