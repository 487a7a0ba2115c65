/** The agreement format, there and back: what is imported is exported as it was, and an edit of the text shows. */
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clauseSchema, nodeOfJson } from '@travaux/editor/document';
import { writeAgreementJson, type WrittenAgreement } from '@travaux/server/formats';
import type { Node } from 'prosemirror-model';
import { imported, outlineOf } from './printed.ts';

const file = readFileSync(join(import.meta.dirname, '../../packages/server/sample/lake-orren.json'), 'utf8');
const sample = JSON.parse(file) as Record<string, unknown>;

type Texts = Map<string, Node>;

/** The sample after an import, some edits of its texts, and an export; with its source, or for those who may not see it. */
function exported(edit: (texts: Texts) => void = () => {}, source: unknown = sample): WrittenAgreement {
  const agreement = imported(file, 'lake-orren.json');
  const { facts, parties, bodies, verifiers, organisations } = agreement.open;
  const texts: Texts = new Map([...agreement.texts].map(([id, json]) => [id, nodeOfJson(json)]));
  edit(texts);
  const participants = { parties, bodies, verifiers, observers: organisations };
  return writeAgreementJson({ facts, outline: outlineOf(agreement), texts, participants, source });
}

/** Puts other words into a field of a block. */
const setField =
  (term: string, name: string, words: string) =>
  (texts: Texts): void => {
    for (const [clause, text] of texts) {
      const change = (node: Node, inside: boolean): Node => {
        if (node.type.name === 'field')
          return inside && node.attrs.name === name
            ? node.type.create(node.attrs, clauseSchema.text(words))
            : node;
        if (node.isText) return node;
        const children = node.children.map((child) => change(child, inside || node.attrs.id === term));
        return node.type.create(node.attrs, children, node.marks);
      };
      texts.set(clause, change(text, false));
    }
  };

/** Null, empty lists and empty words say nothing, and are not written. */
function saying(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(saying);
  if (value === null || value === '') return undefined;
  if (typeof value !== 'object') return value;
  const members = Object.entries(value).map(([key, each]) => [key, saying(each)] as const);
  return Object.fromEntries(members.filter(([, each]) => each !== undefined));
}

describe('the sample', () => {
  test('is exported as it was imported, and nothing is left out', () => {
    const { json, left } = exported();
    expect(json).toEqual(saying(sample));
    expect(left).toEqual([]);
  });

  test('says in its text everything but what is about the file and its drafting', () => {
    const { json } = exported(undefined, null);
    const whole = saying(sample) as Record<string, object | undefined>;
    // About the file: who made it and why, which draft it is, who signed, commented and contested what, and how
    // clauses went round before.
    delete whole.notice;
    delete whole.workflow;
    const agreement = { ...(whole.agreement as Record<string, unknown>) };
    for (const key of ['id', 'openedForDrafting', 'draftVersion']) delete agreement[key];
    const clauses = (whole.clauses as Record<string, unknown>[]).map(({ id, number, heading, text }) => ({
      id,
      number,
      heading,
      text,
    }));
    // In the text, milestones stand by their clauses. It has one language; the list of authentic ones is a term.
    const byId = (list: unknown) => (list as { id: string }[]).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const milestones = byId(whole.milestones);
    expect({ ...json, milestones: byId(json.milestones) }).toEqual({
      ...whole,
      agreement: { ...agreement, languages: ['en'] },
      milestones,
      clauses,
    });
  });

  test('exported and imported again is the same once more', () => {
    const { json } = exported();
    const again = imported(JSON.stringify(json), 'again.json');
    const first = imported(file, 'lake-orren.json');
    expect([...again.texts]).toEqual([...first.texts]);
  });
});

describe('the living text decides', () => {
  interface M1 {
    readonly sustain?: string;
    readonly deadline: unknown;
  }
  const m1 = ({ json }: WrittenAgreement) => (json.milestones as M1[])[0];

  test('a changed field is a changed value', () => {
    const changed = exported(setField('M1', 'deadline', 'P6M after Adoption Day'));
    expect(m1(changed)?.deadline).toEqual({ type: 'relative', anchor: 'day:adoption', offset: 'P6M' });
    expect(changed.left).toEqual([]);
  });

  test('what is not understood is left out, and told', () => {
    const changed = exported(setField('M1', 'deadline', 'soon'));
    expect(m1(changed)).not.toHaveProperty('deadline');
    expect(changed.left).toEqual(['M1, deadline: “soon” is not understood']);
  });

  test('sign-offs and brackets go with the words that they were about', () => {
    const changed = exported((texts) => {
      const [[clause] = []] = [...texts].filter(([, text]) =>
        text.textContent.startsWith('Kestrelia shall reduce'),
      );
      if (clause === undefined) throw new Error('no such clause');
      const words = clauseSchema.text('Kestrelia shall reduce its stock.');
      texts.set(clause, clauseSchema.node('doc', null, [clauseSchema.node('paragraph', null, [words])]));
    });
    const clauses = changed.json.clauses as {
      id: string;
      text: string;
      brackets?: unknown;
      owner?: string;
    }[];
    const clause = clauses.find(({ id }) => id === 'cl-7.2');
    expect(clause).toMatchObject({ text: 'Kestrelia shall reduce its stock.', owner: 'KES' });
    expect(clause).not.toHaveProperty('brackets');
    expect(clauses.find(({ id }) => id === 'cl-7.3')).toHaveProperty('brackets');
  });
});
