/**
 * What it costs to know what every decision stands on: the closures of all clauses of S/RES/2231 (2015), once, and
 * again after one edit; and what it costs to compare and classify two texts of 100 kB that have little in common.
 */
import { readFileSync } from 'node:fs';
import {
  classifyEdit,
  closureIndex,
  compareTexts,
  nodeOfJson,
  type ClauseJson,
  type ClosureIndex,
} from '@travaux/editor/document';
import { defaultImportLimits, readFile } from '@travaux/server/formats';
import type { Outline } from '@travaux/workflow/agreement';
import { texts, textsArePresent } from '../harness/texts.ts';
import { machine, median, ms, table } from './report.ts';
import { syntheticAgreement } from './synthetic.ts';

const runs = 9;

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
const measured = (work: () => unknown) => median(Array.from({ length: runs }, () => timed(work)));

const source = textsArePresent
  ? readFileSync(texts.res2231)
  : new TextEncoder().encode(syntheticAgreement(600));
const imported = readFile(source, 'agreement.xml', defaultImportLimits);
if (imported.failed) throw new Error(imported.sentence);
const clauses = new Map([...imported.texts].map(([id, json]) => [id, nodeOfJson(json)]));
const children = new Map<string | null, string[]>();
for (const { id, parent } of imported.open.elements)
  children.set(parent, [...(children.get(parent) ?? []), id]);
const outline: Outline = {
  elements: new Map(imported.open.elements.map((element) => [element.id, element])),
  children,
};

const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const text = (...paragraphs: string[]) => nodeOfJson({ type: 'doc', content: paragraphs.map(paragraph) });

const all = (index: ClosureIndex) => {
  for (const id of clauses.keys()) index.closureOf(id);
};
const build = measured(() => all(closureIndex(outline, clauses)));

const index = closureIndex(outline, clauses);
all(index);
const definitions = index.definitions();
const [definer] = definitions.keys();
const plain = [...clauses.keys()].find((id) => !definitions.has(id))!;
let edit = 0;
const edited = (id: string): ClauseJson => {
  const json = clauses.get(id)!.toJSON() as ClauseJson;
  return { ...json, content: [...(json.content ?? []), paragraph(`Edit ${edit++}.`)] };
};
const rows = [{ what: `closures of ${clauses.size} clauses, from nothing`, time: ms(build), share: '' }];
const row = (what: string, work: () => unknown) => {
  const time = measured(work);
  rows.push({ what, time: ms(time), share: `1/${Math.round(build / time)}` });
};
row('an edit to one clause, and its closure', () => {
  index.setText(plain, edited(plain));
  index.closureOf(plain);
});
row('an edit to one clause, and all closures', () => {
  index.setText(plain, edited(plain));
  all(index);
});
if (definer !== undefined) {
  row('a new definition, and all closures', () => {
    index.setText(plain, { type: 'doc', content: [paragraph(`“measure ${edit++}” means nothing.`)] });
    all(index);
  });
  row('an edit to a definition, and all closures', () => {
    index.setText(definer, edited(definer));
    all(index);
  });
}

machine();
console.log(
  textsArePresent ? 'S/RES/2231 (2015)' : 'synthetic (../shared/texts is not beside the repository)',
);
table(rows);

/** Words that a seed gives, so that two texts of one length share few of them in order. */
function prose(count: number, seed: number): string[] {
  let state = seed;
  const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  const word = () =>
    Array.from({ length: 5 }, () => String.fromCharCode(97 + Math.floor(next() * 26))).join('');
  const vocabulary = Array.from({ length: 600 }, word);
  return Array.from({ length: count }, () => vocabulary[Math.floor(next() * next() * vocabulary.length)]!);
}
const words = prose(17_000, 1);
const inParagraphs = (list: readonly string[], length: number) =>
  Array.from({ length: Math.ceil(list.length / length) }, (_, n) =>
    list.slice(n * length, (n + 1) * length).join(' '),
  );
const pairs = [
  ['one paragraph, other words in it', [words.join(' ')], [prose(17_000, 2).join(' ')]],
  ['one paragraph, its words sorted', [words.join(' ')], [words.toSorted().join(' ')]],
  [
    'one paragraph, every tenth word changed',
    [words.join(' ')],
    [words.map((word, n) => (n % 10 ? word : 'x')).join(' ')],
  ],
  [
    '300 paragraphs, one word changed in each',
    inParagraphs(words, 57),
    inParagraphs(
      words.map((word, n) => (n % 57 ? word : 'x')),
      57,
    ),
  ],
  ['300 paragraphs, in reverse order', inParagraphs(words, 57), inParagraphs(words, 57).toReversed()],
  ['8,500 paragraphs of two words, all other', inParagraphs(words, 2), inParagraphs(prose(17_000, 3), 2)],
] as const;
console.log('\nTwo texts of 100 kB');
table(
  pairs.map(([what, from, to]) => {
    const [before, after] = [text(...from), text(...to)];
    return {
      what,
      compare: ms(measured(() => compareTexts(before, after))),
      classify: ms(measured(() => classifyEdit(before, after))),
    };
  }),
);
