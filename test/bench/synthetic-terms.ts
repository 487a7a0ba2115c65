/**
 * Terms of any size for the benchmarks: the sample agreement many times over, as chapters of one agreement. Each
 * chapter has milestones, tranches, contingencies and days of its own; the registers are shared, and so are
 * Finalisation Day and Adoption Day, on which all of them lean. In runs of five, a chapter's first milestone also
 * waits for the third one of the chapter before it. The same number of chapters always gives the same terms.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { termsSchema, type Terms } from '@travaux/workflow/compliance';

const sampleFile = fileURLToPath(new URL('../../packages/server/sample/lake-orren.json', import.meta.url));

export function sampleTerms(): Terms {
  return termsSchema.parse(JSON.parse(readFileSync(sampleFile, 'utf8')));
}

export const chaptersInARun = 5;

/** Ids of chapter `n` end in `_n`: `M2_7`, `day:implementation_7`, `cl-7.2_7`. */
export function syntheticTerms(chapters: number): Terms {
  const sample = sampleTerms();
  const shared = new Set(['day:finalisation', 'day:adoption']);
  const own = new Set(
    [sample.milestones, sample.tranches, sample.contingencies, sample.days, sample.confidenceBuilding]
      .flat()
      .map(({ id }) => id)
      .filter((id) => !shared.has(id)),
  );
  const chapter = (n: number): Terms => {
    const renamed = (value: unknown): unknown => {
      if (typeof value === 'string') {
        if (own.has(value) || /^cl-[\d.]+$/.test(value)) return `${value}_${n}`;
        return value.replace(/\b(?:[MTC]\d+|(?:Implementation|Transition|Termination) Day)\b/g, `$&_${n}`);
      }
      if (Array.isArray(value)) return value.map(renamed);
      if (value === null || typeof value !== 'object') return value;
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, renamed(inner)]));
    };
    const { milestones, tranches, contingencies, days, confidenceBuilding } = sample;
    const part = { milestones, tranches, contingencies, days, confidenceBuilding };
    return renamed(part) as Terms;
  };
  const parts = Array.from({ length: chapters }, (_, n) => chapter(n));
  return {
    ...sample,
    milestones: parts.flatMap(({ milestones }, n) =>
      milestones.map((milestone) =>
        milestone.id === `M1_${n}` && n % chaptersInARun !== 0
          ? { ...milestone, prerequisites: [`M3_${n - 1}`] }
          : milestone,
      ),
    ),
    tranches: parts.flatMap(({ tranches }) =>
      tranches.map((tranche) => ({
        ...tranche,
        magnitudePctOfRegime: (tranche.magnitudePctOfRegime ?? 0) / chapters,
      })),
    ),
    contingencies: parts.flatMap(({ contingencies }) => contingencies),
    verifiers: sample.verifiers.map((verifier) => ({
      ...verifier,
      mandateUntil: verifier.mandateUntil?.replace('day:termination', 'day:termination_0'),
    })),
    days: [
      ...sample.days.filter(({ id }) => shared.has(id)),
      ...parts.flatMap(({ days }) => days.filter(({ id }) => !shared.has(id))),
    ],
    confidenceBuilding: parts.flatMap(({ confidenceBuilding }) => confidenceBuilding),
    sunset: { ...sample.sunset, instrument: 'day:termination_0', surviving: [], relief: [] },
  };
}
