/**
 * The linter on an agreement as it is drafted: blocks and words of the living text, read again after each change.
 */
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeOfJson, subjectReader, type AgreementToLint } from '@travaux/editor/document';
import { lint } from '@travaux/workflow/lint';
import type { Node } from 'prosemirror-model';
import { imported, outlineOf } from '../../formats/printed.ts';

const sample = imported(
  readFileSync(join(import.meta.dirname, '../../../packages/server/sample/lake-orren.json')),
  'lake-orren.json',
);
const { facts, parties, bodies, verifiers, organisations } = sample.open;
const drafted: AgreementToLint = {
  outline: outlineOf(sample),
  style: facts,
  texts: new Map([...sample.texts].map(([id, text]) => [id, nodeOfJson(text)])),
  standings: new Map(),
  title: facts.title,
  shortTitle: facts.shortTitle,
  participants: { parties, bodies, verifiers, observers: organisations },
  versions: [],
  today: null,
};

/** The sample with other words in the place of some, wherever they stand. */
function retyped(words: string, others: string): AgreementToLint {
  const texts = new Map(drafted.texts);
  for (const [id, text] of texts) {
    const json = JSON.stringify(text.toJSON());
    if (json.includes(words)) texts.set(id, nodeOfJson(JSON.parse(json.replace(words, others)) as never));
  }
  return { ...drafted, texts };
}

/** `rule clause term field` of what is found. */
function found(agreement: AgreementToLint): string[] {
  const labels = new Map(
    subjectReader()
      .read(drafted)
      .subject.text.clauses.map(({ id, label }) => [id, label]),
  );
  return lint(subjectReader().read(agreement).subject).map(({ rule, where }) =>
    [rule, labels.get(where.clause ?? ''), where.term ?? '-', where.field ?? '-'].join(' '),
  );
}

describe('the sample agreement, in blocks', () => {
  test('has nothing wrong with it', () => expect(found(drafted)).toEqual([]));

  test('words that bind nobody are found in their clause', () => {
    expect(
      found(retyped('Kestrelia shall decide every', 'Kestrelia shall, as appropriate, decide every')),
    ).toEqual(['L58 9.1 - -']);
  });

  test('a period that the block sets otherwise is found in the words', () => {
    expect(
      found(
        retyped('within 60 days after Adoption Day, declare', 'within 90 days after Adoption Day, declare'),
      ),
    ).toEqual(['L61 7.1 - -']);
  });
});

test('what a keystroke leaves alone stays the same object', () => {
  const reader = subjectReader();
  const before = reader.read(drafted).subject;
  const texts = new Map<string, Node>(drafted.texts);
  const [clause] = before.text.clauses;
  if (!clause) throw new Error('the sample has clauses');
  texts.set(
    clause.id,
    nodeOfJson({ type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'New.' }] }] }),
  );
  const after = reader.read({ ...drafted, texts }).subject;
  const changed = after.text.clauses.filter((each, n) => each !== before.text.clauses[n]);
  expect(changed.map(({ id }) => id)).toEqual([clause.id]);
  expect(after.terms.milestones).toBe(before.terms.milestones);
});
