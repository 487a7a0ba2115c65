/** The terms of an agreement from its blocks: where they stand, what is not read, and that little is read again. */
import { describe, expect, test } from '@jest/globals';
import { termsReader, type ReadTerms, type TermsReader } from '@travaux/editor/document';
import type { Node } from 'prosemirror-model';
import { block, sample, text, written } from './language.ts';

const nobody = { parties: [], bodies: [], verifiers: [], observers: [] };

/** An agreement that is read again and again, as its clauses change. */
class Agreement {
  readonly reader: TermsReader = termsReader();
  readonly clauses = new Map<string, Node>();
  now: ReadTerms;

  constructor(clauses: Readonly<Record<string, readonly Node[]>>) {
    for (const [id, blocks] of Object.entries(clauses)) this.clauses.set(id, text(...blocks));
    this.now = this.read();
  }

  read(): ReadTerms {
    const [title, shortTitle] = ['Framework', 'Framework'];
    const numbers = new Map([['7.1', 'c1']]);
    this.now = this.reader.read({ title, shortTitle, clauses: this.clauses, participants: nobody, numbers });
    return this.now;
  }

  put(clause: string, ...blocks: readonly Node[]): ReadTerms {
    this.clauses.set(clause, text(...blocks));
    return this.read();
  }

  get told(): string[] {
    return this.now.unread.map(
      ({ clause, term, field, message }) => `${clause} ${term} ${field}: ${message}`,
    );
  }
}

const parties = [block('party', 'KES', 'name: Kestrelia'), block('party', 'SAR', 'name: Sarrane')];
const adoption = block('day', 'day:adoption', 'name: Adoption Day', 'rule: 2 March 2026');
const m1 = (deadline: string) =>
  block('milestone', 'M1', 'title: Declaration', 'obligors: KES', `deadline: ${deadline}`);
const t1 = block('tranche', 'T1', 'title: Pilot', 'condition: verified(M1)', 'grantors: SAR');
const agreement = () =>
  new Agreement({ c1: [m1('60 days after Adoption Day')], c2: [t1], days: [adoption], parties });

describe('the terms of an agreement', () => {
  test('come from the blocks of all clauses, each with its place', () => {
    const { now, told } = agreement();
    expect(told).toEqual([]);
    expect(now.terms.milestones).toMatchObject([
      { id: 'M1', clause: 'c1', obligors: ['KES'], deadline: { anchor: 'day:adoption', offset: 'P60D' } },
    ]);
    expect(now.terms.tranches).toMatchObject([
      { id: 'T1', condition: { ast: { op: 'milestone', ref: 'M1' } } },
    ]);
    expect([now.placeOf('M1'), now.placeOf('M1', 'obligors'), now.placeOf('M2')]).toEqual([
      { clause: 'c1', at: 0 },
      { clause: 'c1', at: 1 + 'Declaration'.length + 2 },
      null,
    ]);
  });

  test('are those of the sample', () => {
    const { now } = new Agreement({
      c1: sample.milestones.map((each) => written('milestone', each)),
      d: sample.days.map((each) => written('day', each)),
      s: sample.sources.map((each) => written('source', each)),
    });
    expect(now.terms.days).toEqual(sample.days);
    expect(now.terms.milestones.map(({ deadline }) => deadline)).toEqual(
      sample.milestones.map((each) => each.deadline),
    );
  });

  test('after a keystroke, what did not change is the same object', () => {
    const all = agreement();
    const before = all.now.terms;
    const after = all.put('c1', m1('P6M after Adoption Day')).terms;
    expect(after.milestones[0]?.deadline).toMatchObject({ offset: 'P6M' });
    expect(after.tranches).toBe(before.tranches);
    expect(after.parties).toBe(before.parties);
    expect(after.days).toBe(before.days);
  });

  test('words that say the same are the same object', () => {
    const all = agreement();
    const before = all.now.terms.milestones;
    expect(all.put('c1', m1('60  days after  Adoption Day ')).terms.milestones).toBe(before);
  });

  test('a name that comes or goes is seen by whoever refers to it', () => {
    const all = agreement();
    all.put('days', block('day', 'day:adoption', 'name: Day of Adoption', 'rule: 2 March 2026'));
    expect(all.told).toEqual([expect.stringMatching(/^c1 M1 deadline: .*Adoption Day/u)]);
    all.put('days', adoption);
    expect(all.told).toEqual([]);
    all.put('c1');
    expect(all.told).toEqual([expect.stringMatching(/^c2 T1 condition: .*M1/u)]);
  });

  test('a block without a name, and one with the name of another, are told and left out', () => {
    const { now, told } = new Agreement({
      c1: [block('milestone', null, 'title: One'), block('milestone', 'M2', 'title: Two')],
      c2: [block('milestone', 'M2', 'title: Three'), block('sunset', null), block('sunset', null)],
    });
    expect(now.terms.milestones.map(({ title }) => title)).toEqual(['Two']);
    expect(told.map((each) => each.replace(/:.*/u, ''))).toEqual([
      'c1 milestone id',
      'c2 M2 id',
      'c2 sunset id',
    ]);
  });

  test('what is quoted is another act', () => {
    const quoted = adoption.type.schema.node('quotation', null, [m1('2 March 2026')]);
    expect(new Agreement({ c1: [quoted] }).now.terms.milestones).toEqual([]);
  });

  test('a clause that survives is meant by its number, too', () => {
    const sunset = block('sunset', null, 'surviving: clause 7.1; until Adoption Day');
    const { now } = new Agreement({ c1: [], c2: [sunset], days: [adoption] });
    expect(now.terms.sunset?.surviving).toMatchObject([{ clause: 'c1', until: 'day:adoption' }]);
  });
});
