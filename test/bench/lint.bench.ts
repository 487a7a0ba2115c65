/**
 * The linter on the sample agreement and on one a hundred times as large: all rules asked about everything, and after
 * one keystroke in a milestone, a tranche and a clause.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { linter, type Subject } from '@travaux/workflow/lint';
import { machine, median, ms, percentile, table } from './report.ts';
import { sampleTerms, syntheticTerms } from './synthetic-terms.ts';

const rounds = 30;
const chapters = 100;
const sampleFile = fileURLToPath(new URL('../../packages/server/sample/lake-orren.json', import.meta.url));
const { clauses } = JSON.parse(readFileSync(sampleFile, 'utf8')) as {
  readonly clauses: readonly {
    readonly id: string;
    readonly number: string;
    readonly heading: string;
    readonly text: string;
  }[];
};

type Clause = Subject['text']['clauses'][number];

function textOf(times: number): readonly Clause[] {
  return Array.from({ length: times }, (_, n) =>
    clauses.map(({ id, number, heading, text }): Clause => ({
      id: n === 0 ? id : `${id}_${n}`,
      label: n === 0 ? number : `${n + 20}.${number}`,
      heading,
      within: [],
      part: 'operative',
      passages: [
        { kind: 'paragraph', label: '', words: text, quoted: false, references: [], defines: [], uses: [] },
      ],
      settled: false,
      signOffs: [],
      unsigned: [],
    })),
  ).flat();
}

function subject(terms: Subject['terms'], times: number): Subject {
  return {
    terms,
    text: { language: 'en', clauses: textOf(times), versions: [] },
    standsIn: new Map(),
    unread: [],
    today: '2026-01-15',
  };
}

/** Each changes one thing a little and keeps all other objects. */
const keystrokes: Record<string, (before: Subject, round: number) => Subject> = {
  'a deadline': (before, round) => {
    const milestones = before.terms.milestones.with(1, {
      ...before.terms.milestones[1]!,
      deadline: {
        type: 'relative',
        anchor: 'day:adoption',
        offset: `P${180 + round}D`,
        calendar: 'calendar_days',
      },
    });
    return { ...before, terms: { ...before.terms, milestones } };
  },
  'a condition': (before, round) => {
    const tranche = before.terms.tranches[1]!;
    const { ast } = tranche.condition!;
    const condition = { text: `${round}`, ast: ast?.op === 'and' ? { ...ast, args: [...ast.args] } : ast };
    return {
      ...before,
      terms: { ...before.terms, tranches: before.terms.tranches.with(1, { ...tranche, condition }) },
    };
  },
  'words of a clause': (before, round) => {
    const clause = before.text.clauses[4]!;
    const passages = [{ ...clause.passages[0]!, words: `${clause.passages[0]!.words} ${'x'.repeat(round)}` }];
    const text = { ...before.text, clauses: before.text.clauses.with(4, { ...clause, passages }) };
    return { ...before, text };
  },
};

function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

machine();
const rows: Record<string, string | number>[] = [];
for (const [name, terms, times] of [
  ['sample', sampleTerms(), 1],
  [`sample × ${chapters}`, syntheticTerms(chapters), chapters],
] as const) {
  const first = timed(() => void linter().update(subject(terms, times)));
  const full: number[] = [];
  for (let round = 0; round < (times === 1 ? rounds : 5); round += 1) {
    const fresh = linter();
    const shown = subject(terms, times);
    full.push(timed(() => void fresh.update(shown)));
    fresh.close();
  }
  rows.push({ agreement: name, asked: 'everything, first time', median: ms(first) });
  rows.push({
    agreement: name,
    asked: 'everything',
    median: ms(median(full)),
    p95: ms(percentile(full, 95)),
  });
  const live = linter();
  let shown = subject(terms, times);
  const findings = live.update(shown);
  console.log(`${name}: ${live.asked} questions, ${findings.length} findings`);
  for (const [what, press] of Object.entries(keystrokes)) {
    const took: number[] = [];
    let asked = 0;
    for (let round = 0; round < rounds; round += 1) {
      shown = press(shown, round);
      took.push(timed(() => void live.update(shown)));
      asked = live.asked;
    }
    rows.push({
      agreement: name,
      asked: `after a keystroke in ${what}`,
      median: ms(median(took)),
      p95: ms(percentile(took, 95)),
      questions: asked,
    });
  }
  live.close();
}
// A row that lacks a figure still has its column.
table(rows.map((row) => ({ agreement: '', asked: '', median: '', p95: '', questions: '', ...row })));
