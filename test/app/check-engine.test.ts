/** The check of the Text screen: what is found where, what mends it, and what is not the text's to mend. */
import { describe, expect, test } from '@jest/globals';
import type { OutlineElement } from '@travaux/workflow/agreement';
import type { ClauseJson } from '@travaux/editor/document';
import { CheckEngine, type CheckSource } from '../../packages/editor/src/app/text/check-engine.ts';
import { outlineOf } from '../../packages/editor/src/app/outline.ts';

const words = (text: string) => ({ type: 'text', text });
const paragraph = (text: string) => ({ type: 'paragraph', content: [words(text)] });
const doc = (...content: unknown[]): ClauseJson => ({ type: 'doc', content });
const field = (name: string, text: string) => ({
  type: 'field',
  attrs: { name },
  content: text === '' ? [] : [words(text)],
});
const milestone = (id: string, fields: Record<string, string>) => ({
  type: 'term',
  attrs: { kind: 'milestone', id },
  content: Object.entries(fields).map(([name, text]) => field(name, text)),
});

function source(texts: Record<string, ClauseJson>): CheckSource {
  const elements = Object.keys(texts).map((id): OutlineElement => ({
    ...{ id, kind: 'clause', parent: null, heading: '', number: { kind: 'sequence' } },
  }));
  const albarra = { id: 'ALB', name: 'Albarra' };
  return {
    ...{ title: 'Agreement', shortTitle: 'Agreement', outline: outlineOf(elements), standings: new Map() },
    participants: { parties: [albarra], bodies: [], verifiers: [], observers: [] },
    style: { clauseNumbering: 'plain', language: 'en' },
    texts: Object.entries(texts).map(([id, text]) => ({ id, text })),
    today: '2026-01-15',
    setAside: [],
  };
}

describe('the check', () => {
  test('of words alone asks for nothing that only terms have', () => {
    const text = { a: doc(paragraph('Albarra shall open the border.')) };
    expect(new CheckEngine().check(source(text))).toEqual([]);
  });

  test('points at words as they stand', () => {
    const text = { a: doc(paragraph('Albarra shall use its best efforts to open the border.')) };
    const [finding] = new CheckEngine().check(source(text));
    expect(finding).toMatchObject({ rule: 'L58', clause: 'a', at: { kind: 'words', words: 'best efforts' } });
  });

  test('points at the field of a block, in its clause, and tells how to mend it', () => {
    const text = {
      a: doc(paragraph('Albarra shall open the border.')),
      b: doc(milestone('M1', { title: 'Border open', obligors: 'ALB', deadline: '', sources: 'S-1; S-2' })),
    };
    const found = new CheckEngine().check(source(text));
    const of = (rule: string) => found.find((one) => one.rule === rule);
    expect(of('L19')).toMatchObject({
      clause: 'b',
      term: 'M1',
      at: { kind: 'field', term: 'M1', field: 'deadline' },
    });
    expect(of('L22')).toMatchObject({ clause: 'b', at: { field: 'target' } });
  });

  test('strikes what the chair set aside, until the words of its clause change', () => {
    const engine = new CheckEngine();
    const text = { b: doc(milestone('M1', { title: 'Border open', obligors: 'ALB' })) };
    const owed = (given: CheckSource) => engine.check(given).find(({ rule }) => rule === 'L19')!;
    const before = source(text);
    const { clause, named } = owed(before);
    const setAside = [
      { clause: clause!, ...named!, reason: 'The schedule dates it.', at: '2026-01-15T10:00:00.000Z' },
    ];
    expect(owed({ ...before, setAside }).setAside).toBe('The schedule dates it.');
    const changed = source({ b: doc(milestone('M1', { title: 'Border opened', obligors: 'ALB' })) });
    expect(owed({ ...changed, setAside }).setAside).toBeNull();
  });

  test('follows a change, and a finding keeps its key while it is found', () => {
    const engine = new CheckEngine();
    const before = source({ a: doc(paragraph('Albarra shall use its best efforts to open the border.')) });
    const [first] = engine.check(before);
    const later = doc(paragraph('Albarra shall use its best efforts to open the border within 30 days.'));
    expect(engine.check({ ...before, texts: [{ id: 'a', text: later }] }).map(({ key }) => key)).toEqual([
      first!.key,
    ]);
    const mended = doc(paragraph('Albarra shall open the border within 30 days.'));
    expect(engine.check({ ...before, texts: [{ id: 'a', text: mended }] })).toEqual([]);
  });
});
