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
    expect(schedules.map(({ label }) => label.full)).toEqual([
      'Schedule D',
      'Schedule E',
      'Schedule G',
      'Schedule H',
      'Schedule I',
    ]);
    const first = lines.find(({ label }) => label.number === '1.1');
    expect(JSON.stringify(agreement.texts.get(first?.id ?? ''))).toContain(`"target":"${schedules[0]?.id}"`);
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
