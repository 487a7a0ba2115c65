/**
 * `travaux lint`: every format, several at once, what it prints and how it ends.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = join(dirname(fileURLToPath(import.meta.url)), '../..');
const travaux = join(repository, 'packages/server/bin/travaux.js');
const sample = readFileSync(join(repository, 'packages/server/sample/lake-orren.json'), 'utf8');

interface Model {
  milestones: { prerequisites: string[] }[];
  clauses: { text: string; state: string }[];
  agreement: unknown;
}
function changed(change: (model: Model) => void): string {
  const model = JSON.parse(sample) as Model;
  change(model);
  return JSON.stringify(model);
}

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'travaux-lint-'));
  const file = (name: string, text: string) => writeFileSync(join(directory, name), text);
  file('good.json', sample);
  file(
    'bad.json',
    changed(({ milestones, clauses }) => {
      milestones[1]!.prerequisites = ['M99'];
      clauses[0]!.text += ' [or later';
      clauses[3]!.text = clauses[3]!.text.replace('60 days', '90 days');
    }),
  );
  file(
    'shape.json',
    changed((model) => (model.agreement = { title: 3 })),
  );
  file(
    'weak.md',
    '## Article 1\n\n1. Kestrelia shall, as appropriate, open its sites.\n2. It reports every month.\n',
  );
  file('dangling.txt', '1. Kestrelia shall open its sites.\n2. The sites of paragraph 9 are closed.\n');
  file(
    'article.akn.xml',
    '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act><body><article eId="a"><num>Article 1</num><paragraph eId="p"><num>1.</num><content><p>Withdrawal of all heavy weapons to a distance of 30 km.</p></content></paragraph></article></body></act></akomaNtoso>',
  );
  file(
    'en.md',
    '## Article 1\n\n1. Kestrelia shall declare its stocks within 60 days.\n2. It shall do so by 1 March 2027.\n',
  );
  file(
    'fr.md',
    '## Article 1\n\n1. La Kestrélie déclare ses stocks dans les quatre-vingt-dix jours.\n2. Elle le fait le 1er mars 2027.\n',
  );
  file('broken.xml', '<akomaNtoso><act></akomaNtoso>');
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function lint(args: readonly string[], input = ''): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [travaux, 'lint', ...args],
      { cwd: directory, env: { PATH: process.env['PATH'] ?? '' } },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
    child.stdin?.end(input);
  });
}

/** `rule severity where` of each line of JSON. */
const lines = ({ out }: Ended): string[] =>
  out
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { file, rule, severity, where, message } = JSON.parse(line) as Record<string, string>;
      expect(message).toMatch(/\S/u);
      return `${file} ${rule} ${severity} ${where}`;
    });

test('the sample agreement has nothing wrong with it', async () => {
  expect(await lint(['good.json'])).toEqual({ code: 0, out: '1 file: 0 errors, 0 warnings.\n', err: '' });
});

test('files of every format at once, one finding a line; what names nothing is found, not refused', async () => {
  const ended = await lint(
    ['--json', 'bad.json', 'dangling.txt', 'article.akn.xml', '-'],
    '1. See paragraph 7.\n2. x\n',
  );
  expect(ended.err).toBe('');
  expect(lines(ended)).toEqual([
    'bad.json L02 error $.milestones[1].prerequisites[0]',
    'bad.json L59 error $.clauses[0].text',
    'bad.json L61 warning $.clauses[3].text',
    'dangling.txt L56 error 2',
    'article.akn.xml L60 error Article 1, 1',
    '- L56 error 1',
  ]);
  expect(ended.code).toBe(1);
});

test('for people: by file, with counts at the end; warnings alone are no failure', async () => {
  const { code, out } = await lint(['weak.md', 'good.json']);
  expect(out).toBe(
    'weak.md\n  Article 1, 1  warning      L58   "as appropriate" takes back the duty that this sentence makes. Say what is owed in which case, or leave it out.\n\n2 files: 0 errors, 1 warning.\n',
  );
  expect(code).toBe(0);
});

test('language versions are held against the first', async () => {
  const ended = await lint(['--json', '--compare', '--rule', 'L57', 'en.md', 'fr.md']);
  expect(lines(ended)).toEqual(['en.md L57 warning Article 1, 1']);
  expect(ended.out).toContain('60 days is not in French, which has 90 days.');
});

test('what cannot be read is told, and the others are linted all the same', async () => {
  const ended = await lint(['--json', 'none.md', 'broken.xml', 'shape.json', 'dangling.txt']);
  expect(ended.code).toBe(2);
  expect(ended.err).toMatch(/^none\.md cannot be read \(ENOENT\)\./mu);
  expect(ended.err).toMatch(/^broken\.xml, line 1: .*not well-formed/mu);
  expect(ended.err).toMatch(/^ {2}\$\.agreement\.title: /mu);
  expect(lines(ended)).toEqual(['dangling.txt L56 error 2']);
});

describe('what is asked wrongly', () => {
  test.each([
    [['--rule', 'L1', 'good.json'], /There is no rule L1\./],
    [['--today', '2026-02-30', 'good.json'], /is no date/],
    [[], /Name at least one file/],
  ])('%j', async (args, sentence) => {
    const { code, err } = await lint(args);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });
});
