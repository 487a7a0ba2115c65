/**
 * What it costs to work out what follows from terms: schedule, graph and simulation of the sample agreement and of
 * one with a hundred times as many milestones and tranches, in full and after one keystroke.
 */
import { allInTime, consequencesOf, type Consequences, type Terms } from '@travaux/workflow/compliance';
import { machine, median, ms, table } from './report.ts';
import { sampleTerms, syntheticTerms } from './synthetic-terms.ts';

const runs = 15;

function timed<T>(act: (run: number) => T): { readonly median: number; readonly worst: number } {
  const timings = Array.from({ length: runs }, (_, run) => {
    const start = performance.now();
    act(run);
    return performance.now() - start;
  });
  return { median: median(timings), worst: Math.max(...timings) };
}

/** One more digit in the deadline of a milestone in the middle. */
function keystroke(terms: Terms, run: number): Terms {
  const middle = Math.floor(terms.milestones.length / 2);
  const deadline = { type: 'relative', anchor: 'day:adoption', offset: `P${100 + run}D` } as const;
  return { ...terms, milestones: terms.milestones.with(middle, { ...terms.milestones[middle]!, deadline }) };
}

machine();
const rows = [
  { what: 'sample', terms: sampleTerms() },
  { what: '100 times the sample', terms: syntheticTerms(100) },
].flatMap(({ what, terms }) => {
  const again = () => structuredClone(terms);
  const full = timed(() => consequencesOf(again()));
  const copying = timed(again);
  let last: Consequences = consequencesOf(terms);
  const typed = timed((run) => {
    last = consequencesOf(keystroke(terms, run), allInTime, last);
  });
  const typedWords = timed((run) => {
    const [first, ...rest] = terms.definitions;
    const definitions = first ? [{ ...first, text: `${first.text} ${run}` }, ...rest] : [];
    consequencesOf({ ...last.terms, definitions }, allInTime, last);
  });
  const row = (how: string, { median, worst }: { median: number; worst: number }, less = 0) => ({
    ...{ what: `${what}: ${how}`, median: ms(median - less), worst: ms(worst - less) },
  });
  return [
    row('full', full, copying.median),
    row('after a keystroke in a deadline', typed),
    row('after a keystroke in other words', typedWords),
  ];
});
table(rows);
