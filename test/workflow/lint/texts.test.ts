/**
 * The rules on words, on real texts: what they must find there, and how little else. Each bound is a little above what
 * was found when the findings were read one by one and were worth a lawyer's time.
 */
import { describe, expect, test } from '@jest/globals';
import { defaultImportLimits, lintFiles, type LintedFinding } from '@travaux/server/formats';
import { basename } from 'node:path';
import { bytesOf, textsArePresent } from '../../formats/printed.ts';
import { withTexts } from '../../harness/texts.ts';

const given = textsArePresent ? describe : describe.skip;
const file = (name: string) => ({ bytes: bytesOf(name), fileName: basename(name) });

/** A long text is read once. */
const known = new Map<string, readonly LintedFinding[]>();
function found(name: string, ...versions: string[]): readonly LintedFinding[] {
  const before = known.get(name);
  if (before && versions.length === 0) return before;
  const linted = lintFiles(file(name), versions.map(file), defaultImportLimits, { today: null });
  if (linted.failed) throw new Error(linted.sentence);
  if (versions.length === 0) known.set(name, linted.findings);
  return linted.findings;
}

const of = (rule: string, findings: readonly LintedFinding[]) =>
  findings.filter((finding) => finding.rule === rule);
/** `where: words` of what one rule finds. */
const told = (rule: string, findings: readonly LintedFinding[]) =>
  of(rule, findings).map(({ where, words }) => `${where}: ${words ?? ''}`);

given(withTexts('the package of measures of Minsk'), () => {
  const findings = textsArePresent ? found('akn/S_RES_2202_2015_minsk_package.akn.xml') : [];

  test('nobody owes what paragraph 10 wants withdrawn', () => {
    expect(told('L60', findings)).toContain('Annex I, 10: Withdrawal of all foreign armed formations');
    expect(of('L60', findings).map(({ where, severity }) => `${where} ${severity}`)).toEqual([
      'Annex I, 1 error',
      'Annex I, 4 warning',
      'Annex I, 5 warning',
      'Annex I, 6 warning',
      'Annex I, 7 warning',
      'Annex I, 8 error',
      'Annex I, 10 error',
      'Annex I, 13 warning',
    ]);
  });

  test('what is owed "by both sides" or by a government is left alone', () => {
    const places = findings.map(({ where }) => where);
    for (const paragraph of [2, 3, 9, 11]) expect(places).not.toContain(`Annex I, ${paragraph}`);
  });
});

given(withTexts('resolution 2231 (2015) with the JCPOA'), () => {
  const findings = textsArePresent ? found('akn/S_RES_2231_2015.akn.xml') : [];

  test('no reference is taken for a dangling one: not those behind invisible marks, nor those to American acts', () => {
    expect(told('L56', findings)).toEqual([]);
  });

  test('finds the needs of heavy water that nobody knew to be a limit', () => {
    expect(told('L23', findings)).toContain('Annex A, JCPOA Annex I, C, 14: estimated to be 130');
  });

  test('finds duties "as appropriate", and legislation that is only sought', () => {
    const weak = told('L58', findings);
    expect(weak).toEqual(
      expect.arrayContaining(['Annex A, xiii: as appropriate', 'Annex A, 23: as may be appropriate']),
    );
    expect(weak.filter((each) => /appropriate$/u.test(each)).length).toBeGreaterThan(15);
  });
});

given(withTexts('resolution 2577 (2021) on South Sudan'), () => {
  const findings = textsArePresent ? found('akn/S_RES_2577_2021_southsudan_benchmarks.akn.xml') : [];

  test('its benchmarks that are no more than progress', () => {
    expect(told('L22', findings)).toEqual([
      '2: progress achieved',
      '2 (c): progress',
      '2 (d): progress',
      '12: progress achieved',
    ]);
  });

  test('its relief at discretion', () => {
    expect(told('L10', findings)).toEqual([
      '2: Expresses its readiness to review',
      '12: expresses its readiness to consider',
    ]);
  });
});

given(withTexts('drafts of the Paris Agreement'), () => {
  const [early, late, agreed] = textsArePresent
    ? (['4', '9', '12'].map((day) => found(`paris/paris-draft-${day}-dec-2015.md`)) as [
        readonly LintedFinding[],
        readonly LintedFinding[],
        readonly LintedFinding[],
      ])
    : [[], [], []];

  test('brackets without a partner, until there were none', () => {
    expect([early, late, agreed].map((findings) => of('L59', findings).length)).toEqual([19, 5, 0]);
    expect(of('L59', late).map(({ words }) => words)).toEqual([']', ']', '[', '[', ']']);
  });

  test('the paragraph 34 that its article does not have', () => {
    expect(told('L56', early)).toContain('[Article 3ter], 2: paragraph 34');
    expect([late, agreed].map((findings) => of('L56', findings))).toEqual([[], []]);
  });
});

given(withTexts('resolution 2799 (2025) in six languages'), () => {
  test('says the same in all of them', () => {
    const versions = ['A', 'C', 'F', 'R', 'S'].map((language) => `akn/S_RES_2799_2025.${language}.akn.xml`);
    expect(told('L57', found('akn/S_RES_2799_2025.E.akn.xml', ...versions))).toEqual([]);
  });
});

given(withTexts('alarms for a thousand words'), () => {
  test.each([
    ['akn/S_RES_1506_2003_libya_lifting.akn.xml', 307, 0],
    ['akn/S_RES_1718_2006_dprk.akn.xml', 1953, 0.6],
    ['akn/S_RES_2202_2015_minsk_package.akn.xml', 1569, 6],
    ['akn/S_RES_2231_2015.akn.xml', 35_426, 1.1],
    ['akn/S_RES_2577_2021_southsudan_benchmarks.akn.xml', 2111, 3],
    ['akn/S_RES_2664_2022_humanitarian.akn.xml', 1657, 0.6],
    ['paris/paris-draft-4-dec-2015.md', 14_602, 4.6],
    ['paris/paris-draft-9-dec-2015.md', 8448, 3.4],
    ['paris/paris-draft-12-dec-2015.md', 7123, 3.7],
    ...['A', 'C', 'E', 'F', 'R', 'S'].map(
      (language) => [`akn/S_RES_2799_2025.${language}.akn.xml`, 400, 0] as const,
    ),
  ] as const)('%s', (name, words, most) => {
    expect((found(name).length / words) * 1000).toBeLessThanOrEqual(most);
  });
});
