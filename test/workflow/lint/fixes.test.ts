/**
 * What the linter offers to write: put into the drafted text, it mends what was found, and nothing new is found.
 */
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  clauseSchema,
  nodeOfJson,
  passagesIn,
  subjectReader,
  type AgreementToLint,
} from '@travaux/editor/document';
import { example, lint, rules, type Finding } from '@travaux/workflow/lint';
import { Fragment, Slice, type Node } from 'prosemirror-model';
import { imported, outlineOf } from '../../formats/printed.ts';

type Texts = ReadonlyMap<string, Node>;
type Edit = (texts: Texts) => Texts;

const sample = imported(
  readFileSync(join(import.meta.dirname, '../../../packages/server/sample/lake-orren.json')),
  'lake-orren.json',
);
const { facts, parties, bodies, verifiers, organisations } = sample.open;
const clean: Texts = new Map([...sample.texts].map(([id, text]) => [id, nodeOfJson(text)]));

function findingsIn(texts: Texts): readonly Finding[] {
  const agreement: AgreementToLint = {
    ...{ outline: outlineOf(sample), style: facts, texts, standings: new Map() },
    ...{ title: facts.title, shortTitle: facts.shortTitle, versions: [], today: null },
    participants: { parties, bodies, verifiers, observers: organisations },
  };
  return lint(subjectReader().read(agreement).subject);
}

const told = (findings: readonly Finding[]) =>
  findings.map(({ rule, where, message }) => [rule, where.term ?? '-', message].join(' '));

/** Every text with what stands in its blocks of that name changed. */
const inBlocks =
  (name: string, change: (block: Node) => Node): Edit =>
  (texts) => {
    const changed = (node: Node): Node => {
      if (node.type.name === 'term' && (node.attrs.id ?? node.attrs.kind) === name) return change(node);
      return node.isLeaf ? node : node.type.create(node.attrs, node.children.map(changed), node.marks);
    };
    return new Map([...texts].map(([id, text]) => [id, changed(text)]));
  };

/** A field says other words; null: it is gone. Without such a field it is put in. */
const field = (block: string, name: string, words: string | null): Edit =>
  inBlocks(block, (node) => {
    const others = node.children.filter((each) => each.attrs.name !== name);
    const made = words === null ? [] : [clauseSchema.node('field', { name }, clauseSchema.text(words))];
    return node.type.create(node.attrs, [...others, ...made]);
  });

const renamed = (block: string, id: string): Edit =>
  inBlocks(block, (node) => node.type.create({ ...node.attrs, id }, node.content));

/** Words of the running text are others. */
const words =
  (before: string, after: string): Edit =>
  (texts) =>
    new Map(
      [...texts].map(([id, text]) => [
        id,
        nodeOfJson(JSON.parse(JSON.stringify(text.toJSON()).replace(before, after)) as never),
      ]),
    );

function mended(texts: Texts, { fix }: Finding): Texts {
  if (!fix) throw new Error('nothing is offered');
  const { change } = fix;
  if (change.kind === 'set-field') return field(change.term, change.field, change.words)(texts);
  const text = texts.get(change.clause)!;
  const { run } = passagesIn(text, facts.language)[change.range.passage]!;
  const [from, to] = [run.startAt(change.range.from), run.endAt(change.range.to)];
  const put = new Slice(Fragment.from(clauseSchema.text(change.words)), 0, 0);
  return new Map([...texts, [change.clause, text.replace(from, to, put)]]);
}

const cases: readonly (readonly [rule: string, offers: string, mistake: Edit])[] = [
  ['L00', 'Write "M3"', field('M7', 'prerequisites', 'M33')],
  ['L00', 'Write "M5"', field('T1', 'condition', 'verified(M55)')],
  ['L00', 'Write "Adoption Day"', field('M1', 'deadline', '60 days after Adopton Day')],
  ['L13', 'Let it be synchronised', field('T3', 'synchronised', null)],
  ['L13', 'Within 24 hours', field('T3', 'syncWindow', null)],
  ['L16', 'Name IMVA', field('M4', 'leadVerifier', 'JOM')],
  ['L17', 'Require two', field('M1', 'minIndependentSources', '1')],
  ['L32', 'Give 30 days', field('C1', 'cure', null)],
  ['L33', 'Write "non-delivery"', field('C3', 'definedTerm', 'non-delivry')],
  ['L35', 'State 95 days', field('disputeLadder', 'totalDays', '90')],
  ['L50', 'At most once', field('sunset', 'extensions', null)],
  [
    'L54',
    'Write "Implementation Day"',
    words('nine months after Implementation Day', 'nine months after Implementaton Day'),
  ],
  [
    'L56',
    'Write "paragraph 7.3 below"',
    words('declare all restricted', 'declare, as in paragraph 7.3 above, all restricted'),
  ],
  ['L58', 'Replace "should" by "shall"', words('Kestrelia shall bring its', 'Kestrelia should bring its')],
];

describe('one click', () => {
  test.each(cases)('%s: %s', (rule, offers, mistake) => {
    const texts = mistake(clean);
    const finding = findingsIn(texts).find((one) => one.rule === rule && one.fix?.label === offers);
    expect(finding?.rule).toBe(rule);
    const after = told(findingsIn(mended(texts, finding!)));
    expect(after.filter((line) => !told(findingsIn(texts)).includes(line))).toEqual([]);
    expect(after).not.toContain(told([finding!])[0]);
  });

  test('is tried here for every rule that offers one', () => {
    const offering = rules.filter(({ examples }) =>
      examples.bad.some(({ change }) => lint(example(change)).some(({ fix }) => fix)),
    );
    // In a block, a verifier whom nobody knows is a name that is not understood.
    const tried = new Set([...cases.map(([rule]) => rule), 'L15']);
    expect(offering.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
  });

  test('mends what named a block that was renamed, wherever it is named', () => {
    let texts = renamed('M3', 'M31')(clean);
    const offered = () => findingsIn(texts).filter(({ fix }) => fix?.label === 'Write "M31"');
    expect(offered().map(({ where }) => where.term)).toEqual(['T3', 'day:implementation']);
    for (let finding = offered()[0]; finding; finding = offered()[0]) texts = mended(texts, finding);
    expect(told(findingsIn(texts))).toEqual([]);
  });
});
