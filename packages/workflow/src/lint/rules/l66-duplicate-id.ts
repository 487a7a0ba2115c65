/** Two things of one name. */
import { ids } from '../ids.ts';
import type { Lens } from '../lens.ts';
import type { Rule } from '../rule.ts';

const named = [
  'party',
  'body',
  'verifier',
  'observer',
  'day',
  'source',
  'standard',
  'calendar',
  'milestone',
  'tranche',
  'contingency',
  'measure',
  'duty',
  'audit',
  'review',
  'clause',
] as const;
type Named = (typeof named)[number];

interface Duplicate {
  readonly id: string;
  readonly path: string;
  readonly first: string;
}

export const duplicateId: Rule = {
  id: 'L66',
  severity: 'error',
  title: 'Same id twice',
  reason: 'A name that two things have links to the wrong one.',
  precedent: null,
  about: 'agreement',
  check(_agreement, see, report) {
    for (const { id, path, first } of duplicates(see))
      report({
        at: path,
        message: `The id ${id} is given twice: here, and at ${first}. Give one of them another id, and mend what refers to it.`,
      });
  },
  examples: {
    bad: [
      {
        says: 'two milestones',
        change: (its) => its.terms.milestones.push(structured(its.milestone('M2'))),
        at: '$.milestones[3].id',
      },
      {
        says: 'a verifier with the id of a party',
        change: (its) => its.terms.verifiers.push({ ...its.verifier('IMVA'), id: 'ALB' }),
        at: '$.verifiers[1].id',
      },
    ],
    good: [],
  },
};

const structured = <T>(value: T): T => ({ ...value });

const paths: Record<Named, string> = {
  party: '.parties',
  body: '.bodies',
  verifier: '.verifiers',
  observer: '.observers',
  day: '.days',
  source: '.sources',
  standard: '.dataStandards',
  calendar: '.calendars',
  milestone: '.milestones',
  tranche: '.tranches',
  contingency: '.contingencies',
  measure: '.confidenceBuilding',
  duty: '.reporting',
  audit: '.audits',
  review: '.review',
  clause: '.clauses',
};

function* duplicates(see: Lens): Generator<Duplicate> {
  const seen = new Map<string, string>();
  for (const kind of named)
    for (const [index, id] of ids(kind, see).entries()) {
      const at = `${paths[kind]}[${index}]`;
      const first = seen.get(id);
      if (first === undefined) seen.set(id, `$${at}`);
      else yield { id, path: `${at}.id`, first };
    }
}
