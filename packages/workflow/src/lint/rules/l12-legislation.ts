/** A promise that only a law can keep. */
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

const needsLaw =
  /\bto be sought\b|\bseek\w* (such |the )?legislat|\blegislative (action|approval)\b|\b(repeal|adoption|passage|enactment) (of .+ )?(to be|is) (sought|submitted|proposed)|\bsubject to (parliamentary|congressional|legislative) approval\b/i;
const meanwhile =
  /\b(until|pending|meanwhile|in the interim|interim|for the time being|before (it|the law) is)\b/i;

export const legislation: Rule = {
  id: 'L12',
  severity: 'warning',
  title: 'Promise that needs a law',
  reason:
    'A government that promises what only its parliament can give promises too much, unless it says what it does until then.',
  precedent: 'JCPOA, annex V, paragraph 21.1: "seek such legislative action as may be appropriate".',
  about: 'tranche',
  check(tranche, see, report) {
    const interim = (grantor: string) => tranche.legislative?.[grantor] ?? '';
    const owing = new Set<string>();
    for (const measure of tranche.measures) {
      if (!needsLaw.test(measure)) continue;
      const grantor = tranche.grantors.find((id) => mentions(measure, id, see.find('party', id)?.name));
      owing.add(grantor ?? tranche.grantors[0] ?? '');
    }
    for (const grantor of tranche.grantors)
      if ((tranche.instrumentByGrantor?.[grantor] ?? tranche.instrument) === 'seek_legislation')
        owing.add(grantor);
    for (const grantor of Object.keys(tranche.legislative ?? {})) owing.add(grantor);
    for (const grantor of owing) {
      if (meanwhile.test(interim(grantor))) continue;
      report({
        field: 'legislation',
        at: '.legislative',
        message: `${called(tranche)} needs a law of ${grantor}, and does not say what ${grantor} does until it is passed. Add an interim measure, such as a waiver until the law is in force.`,
      });
    }
  },
  examples: {
    bad: [
      {
        says: 'a repeal that has to be sought',
        change: (its) => (its.tranche('T3').measures[0] = 'ALB Act 2018 (repeal to be sought)'),
        at: '$.tranches[2].legislative',
      },
    ],
    good: [
      {
        says: 'a waiver until then',
        change: (its) => {
          its.tranche('T3').measures[0] = 'ALB Act 2018 (repeal to be sought)';
          its.tranche('T3').legislative = {
            ALB: 'a bill within 30 days; until enacted, the waiver continues',
          };
        },
      },
    ],
  },
};

const mentions = (measure: string, id: string, name = id) =>
  measure.split(/\W+/).includes(id) || measure.includes(name);
