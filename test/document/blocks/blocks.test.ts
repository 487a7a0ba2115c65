/** Fields of blocks: what is read of their words, what is not, and that every value is read as it was written. */
import { describe, expect, test } from '@jest/globals';
import { fieldKindOf, readBlock, termKinds } from '@travaux/editor/document';
import fc from 'fast-check';
import { anyTerm, bare, block, linesOf, naming, read, sample, written } from './language.ts';

const kinds = termKinds.map(({ kind }) => kind);

/** Ids drawn by lot name nothing, or something of another kind. */
const isUnknownName = /^Nothing in |^\S+ is an? .*, and not /u;

/** Runs of each random test; a failure prints its seed. */
const numRuns = 25;

describe('kinds', () => {
  test('a name of a field has one label in all kinds, and every field one place in its term', () => {
    const labels = new Map<string, string>();
    for (const { fields } of termKinds) {
      expect(new Set(fields.map(({ path }) => path)).size).toBe(fields.length);
      for (const { name, label } of fields)
        expect(labels.set(name, labels.get(name) ?? label).get(name)).toBe(label);
    }
  });
});

describe('what is written is read again', () => {
  test.each(kinds)('any %s', (kind) => {
    fc.assert(
      fc.property(anyTerm(kind), (term) => {
        const { value, unread } = read(written(kind, term));
        expect(bare(value)).toEqual(bare(term));
        expect(unread.filter(({ message }) => !isUnknownName.test(message))).toEqual([]);
      }),
      { numRuns },
    );
  });

  test.each([
    ['milestone', sample.milestones],
    ['tranche', sample.tranches],
    ['contingency', sample.contingencies],
    ['discrepancyProcedure', [sample.discrepancyProcedure]],
    ['disputeLadder', [sample.disputeLadder]],
    ['report', sample.reporting],
    ['audit', sample.audits],
    ['review', sample.review],
    ['sunset', [sample.sunset]],
    ['confidenceBuilding', sample.confidenceBuilding],
    ['definition', sample.definitions],
    ['day', sample.days],
    ['party', sample.parties],
    ['body', sample.bodies],
    ['verifier', sample.verifiers],
    ['observer', sample.observers],
    ['source', sample.sources],
    ['dataStandard', sample.dataStandards],
    ['calendar', sample.calendars],
  ])('every %s of the sample, with nothing unknown', (kind, terms) => {
    for (const term of terms) {
      const { value, unread } = read(written(kind, term as Record<string, unknown>));
      // Where a milestone stands is told by its clause, and evidence is no part of the text.
      const rest = { ...(term as Record<string, unknown>), clause: undefined, evidence: undefined };
      expect(bare(value)).toEqual(bare(rest));
      expect(unread).toEqual([]);
    }
  });
});

test('no words make reading fail', () => {
  const fields = termKinds.flatMap(({ kind, fields: all }) => all.map(({ name }) => [kind, name] as const));
  fc.assert(
    fc.property(
      fc.constantFrom(...fields),
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: fc.constantFrom(...'0123456789 ;:,.()[]"“”><=PDM-on') }),
      ),
      ([kind, name], words) => {
        expect(readBlock(block(kind, 'X1', `${name}: ${words}`), naming)).not.toBeNull();
      },
    ),
    { numRuns: 300 },
  );
});

describe('people write', () => {
  test.each<[kind: string, words: string, value: unknown]>([
    ['milestone', 'obligors: KES and SAR', ['KES', 'SAR']],
    ['milestone', 'obligors: Republic of Kestrelia; sar', ['KES', 'SAR']],
    ['milestone', 'target: at least 95 per cent', { comparator: '>=', value: 95 }],
    ['milestone', 'target: not more than 1,250.5 kg', { comparator: '<=', value: 1250.5 }],
    [
      'milestone',
      'baseline: 41 per cent on 31 January 2026 (S-HUM)',
      { value: 41, asOf: '2026-01-31', source: 'S-HUM' },
    ],
    ['milestone', 'baseline: 41', { value: 41 }],
    ['milestone', 'sustain: P6M', 'P6M'],
    ['milestone', 'sustain: 90 days', 'P90D'],
    ['milestone', 'tolerance: −2', -2],
    ['milestone', 'aggregation: mean over 1 month', { fn: 'mean', window: 'P1M' }],
    ['milestone', 'allocation: KES 121; SAR 93', { KES: 121, SAR: 93 }],
    [
      'milestone',
      'modality: on-site inspection, Satellite imagery',
      ['on_site_inspection', 'satellite_imagery'],
    ],
    ['milestone', 'holdEffects: Yes', true],
    [
      'milestone',
      'access: Joint Commission; before JEC; within 14 days',
      [{ name: 'Joint Commission', body: 'JEC', within: 'P14D' }],
    ],
    [
      'milestone',
      'deadline: 60 calendar days after Adoption Day',
      { type: 'relative', anchor: 'day:adoption', offset: 'P60D', calendar: 'calendar_days' },
    ],
    ['tranche', 'pilotCap: 150 million ALD', { amount: 150_000_000, currency: 'ALD' }],
    ['tranche', 'magnitude: 3 per cent', 3],
    [
      'tranche',
      'instrumentByGrantor: ALB: waive; TOR: seek legislation',
      { ALB: 'waive', TOR: 'seek_legislation' },
    ],
    ['sunset', 'endsOn: 2 years after Termination Day', 'day:termination+P2Y'],
    ['source', 'controlledBy: third party', 'third_party'],
    [
      'contingency',
      'response: level 2; if open for more than 90 days; then refer to IRP',
      [{ level: 2, if: 'open for more than 90 days', do: 'refer to IRP' }],
    ],
  ])('%s %s', (kind, words, value) => {
    const found = read(block(kind, 'X1', words));
    const path = fieldKindOf(kind, words.split(':')[0] ?? '')?.path ?? '';
    const at = path
      .split('.')
      .reduce<unknown>((of, key) => (of as Record<string, unknown>)[key], found.value);
    expect(bare(at)).toEqual(value);
    expect(found.unread).toEqual([]);
  });

  test('the unit beside a number is the unit of the milestone', () => {
    expect(read(block('milestone', 'M1', 'target: at least 95 per cent')).value).toMatchObject({
      indicator: { unit: 'per cent' },
    });
    const { value, unread } = read(
      block('milestone', 'M1', 'unit: kg', 'baseline: 41 tonnes', 'target: <= 3 kg'),
    );
    expect(value).toMatchObject({ indicator: { unit: 'kg', target: { value: 3 } } });
    expect(unread.map(({ field, message }) => [field, message])).toEqual([
      ['baseline', '“tonnes” is not the unit of this milestone, which is “kg”.'],
    ]);
  });
});

describe('what is not read is told', () => {
  test.each<[words: string, message: RegExp, ...suggestions: string[]]>([
    ['obligors: KSE', /^Nothing in this agreement is called “KSE”.* Did you mean KES/u, 'KES'],
    ['leadVerifier: JEC', /^JEC is a body, and not a verifier\./u],
    ['target: [>= 95][>= 90]', /is not settled/u],
    ['target: 95 or so', /Expected a target/u],
    ['tolerance: 1,5', /Expected a number/u],
    ['sustain: ninety days', /Expected a duration/u],
    ['deadline: 60 days after Adoption Dya', /Adoption Day/u, 'Adoption Day'],
    ['allocation: KES 1; KES 2', /KES once only/u],
    ['access: Commission; wihtin 14 days', /“before” or “within”/u, 'within'],
    ['grantors: KES', /^A milestone has no field of this name/u],
  ])('%s', (words, message, ...suggestions) => {
    const [first, second] = read(block('milestone', 'M1', words)).unread;
    expect(second).toBeUndefined();
    expect(first?.message).toMatch(message);
    expect(first?.words).toBe(words.replace(/^\w+: /u, ''));
    expect(first?.suggestions.slice(0, suggestions.length)).toEqual(suggestions);
  });

  test('a field that is there twice counts once, and both stay', () => {
    const { value, unread } = read(block('milestone', 'M1', 'sustain: 30 days', 'sustain: 60 days'));
    expect(value.sustain).toBe('P30D');
    expect(unread.map(({ index, message }) => [index, message])).toEqual([
      [1, 'This milestone says “Sustained for” twice. Only the first is read.'],
    ]);
  });

  test('raised digits are not taken for others', () => {
    const raised = block('milestone', 'M1', 'tolerance: 10');
    const mark = raised.type.schema.marks.superscript?.create();
    const field = raised.child(0);
    const five = raised.type.schema.text('5', mark ? [mark] : []);
    const node = raised.copy(raised.content.replaceChild(0, field.copy(field.content.addToEnd(five))));
    expect(read(node).unread).toMatchObject([{ words: '10^5' }]);
  });
});

test('a milestone of the sample reads as prose', () => {
  const [m1] = sample.milestones;
  expect(linesOf(written('milestone', m1 as Record<string, unknown>))).toMatchInlineSnapshot(`
    [
      "title: Complete baseline declaration of restricted materials",
      "domain: disarmament",
      "obligors: KES",
      "indicator: Share of the 42 listed facilities declared and inspected without unexplained difference",
      "observable: yes",
      "unit: percent",
      "baseline: 0 on 2 March 2026 (S-ONSITE)",
      "target: >= 100",
      "tolerance: 0",
      "aggregation: latest",
      "deadline: 60 calendar days after Adoption Day, or the next working day",
      "modality: declaration, on site inspection, satellite imagery",
      "leadVerifier: IMVA",
      "sources: S-DECL, S-ONSITE, S-SAT",
      "minIndependentSources: 2",
      "notice: 24 hours",
      "cadence: 1 month",
      "determinedBy: JEC",
      "determinedWithin: 15 days",
      "onSilence: no effect",
      "basis: lead verifier report + source cross-check",
      "confirmBy: second independent source",
      "confirmWithin: 10 days",
      "holdEffects: yes",
      "score: 0 on PAM0-3",
      "confidentiality: parties",
      "plainSummary: Kestrelia tells inspectors everything it has, and inspectors check it.",
    ]
  `);
});
