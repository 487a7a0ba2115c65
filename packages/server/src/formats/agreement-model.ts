/**
 * The agreement format `sanctions-relief-agreement/0.1`, as far as the importer reads it: its shape, and which id
 * must name what. What it does not read is kept, with the whole file, as the source of the agreement.
 */
import { idSchema } from '@travaux/workflow/agreement';
import { z } from 'zod';

const name = z.string().trim().min(1).max(200);
const text = z.string().max(100_000);
const list = <T extends z.ZodType>(of: T) => z.array(of).max(5000).default([]);

const bracketSchema = z.looseObject({
  at: text.optional(),
  kind: z.enum(['alternative', 'optional', 'contested', 'reserved', 'placeholder', 'imported']),
  by: list(idSchema),
  opposedBy: list(idSchema),
  options: list(z.looseObject({ text, by: list(idSchema) })),
});

export const modelSchema = z.looseObject({
  schema: z
    .string()
    .regex(/^sanctions-relief-agreement\/0\.\d+$/u, 'must be "sanctions-relief-agreement/0.1"'),
  agreement: z.looseObject({
    title: z.string().trim().min(1).max(1000),
    shortTitle: name,
    languages: z
      .array(z.string().regex(/^[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*$/u, 'must be a language tag'))
      .min(1),
  }),
  parties: list(z.looseObject({ id: idSchema, name, bloc: name.nullish() })),
  bodies: list(
    z.looseObject({
      id: idSchema,
      name,
      members: list(idSchema),
      host: idSchema.nullish(),
      chair: idSchema.nullish(),
    }),
  ),
  verifiers: list(z.looseObject({ id: idSchema, name })),
  observers: list(z.looseObject({ id: idSchema, name })),
  days: list(z.looseObject({ id: idSchema, name, meaning: text.optional() })),
  sources: list(z.looseObject({ id: idSchema })),
  review: list(z.looseObject({ id: idSchema })),
  milestones: list(
    z.looseObject({
      id: idSchema,
      title: name,
      domain: z.string().max(100).optional(),
      clause: idSchema.nullish(),
      obligors: list(idSchema),
      prerequisites: list(idSchema),
      verification: z
        .looseObject({
          leadVerifier: idSchema.nullish(),
          coVerifiers: list(idSchema),
          sources: list(idSchema),
        })
        .optional(),
    }),
  ),
  tranches: list(
    z.looseObject({
      id: idSchema,
      title: name,
      grantors: list(idSchema),
      measures: list(text),
      condition: z.looseObject({ text }).optional(),
      effect: z.looseObject({ within: text.optional(), after: text.optional() }).optional(),
      snapback: z.looseObject({ triggeredBy: list(idSchema) }).nullish(),
    }),
  ),
  contingencies: list(
    z.looseObject({
      id: idSchema,
      title: name,
      trigger: z.looseObject({ text }).optional(),
      invokers: list(idSchema),
      notice: text.optional(),
      cure: z.looseObject({ period: text, extendable: text.nullish() }).optional(),
      response: list(z.looseObject({ if: text, do: text })),
      restoration: z.looseObject({ text }).optional(),
    }),
  ),
  disputeLadder: z
    .looseObject({
      standing: list(idSchema),
      steps: list(
        z.looseObject({
          name,
          body: idSchema.nullish(),
          days: z.number().optional(),
          start: text.optional(),
        }),
      ),
    })
    .optional(),
  sunset: z
    .looseObject({
      surviving: list(z.looseObject({ clause: idSchema, until: text, verifier: idSchema.nullish() })),
    })
    .optional(),
  definitions: list(z.looseObject({ term: name, text })),
  clauses: list(
    z.looseObject({
      id: idSchema,
      number: z
        .string()
        .regex(/^\d{1,4}(\.\d{1,4})?( (bis|ter|quater|quinquies))?$/u, 'must be a number such as 7.1'),
      heading: z.string().trim().max(500).default(''),
      text,
      owner: idSchema.nullish(),
      links: list(idSchema),
      brackets: list(bracketSchema),
      signoffs: list(z.looseObject({ party: idSchema })),
    }),
  ),
});
export type Model = z.infer<typeof modelSchema>;

export interface ModelError {
  readonly path: string;
  readonly message: string;
}

/** `$.clauses[2].owner` */
export function jsonPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (all, key) => (typeof key === 'number' ? `${all}[${key}]` : `${all}.${String(key)}`),
    '$',
  );
}

/** Ids that are given twice, and ids that name nothing. */
export function referenceErrors(model: Model): ModelError[] {
  const errors: ModelError[] = [];
  const ids = (entries: readonly { readonly id: string }[]) => new Set(entries.map(({ id }) => id));
  const parties = ids(model.parties);
  const bodies = ids(model.bodies);
  const verifiers = ids(model.verifiers);
  const clauses = ids(model.clauses);
  const milestones = ids(model.milestones);
  const contingencies = ids(model.contingencies);
  const sources = ids(model.sources);
  const participants = new Set([...parties, ...bodies, ...verifiers]);
  const linkable = new Set([
    ...ids(model.days),
    ...milestones,
    ...ids(model.tranches),
    ...contingencies,
    ...ids(model.review),
    ...clauses,
    ...bodies,
    ...(model.disputeLadder ? ['ladder'] : []),
  ]);

  const need = (
    known: ReadonlySet<string>,
    what: string,
    id: string | null | undefined,
    ...path: PropertyKey[]
  ) => {
    if (id !== null && id !== undefined && !known.has(id)) {
      errors.push({ path: jsonPath(path), message: `"${id}" is not ${what} of this agreement` });
    }
  };
  const needAll = (
    known: ReadonlySet<string>,
    what: string,
    all: readonly string[],
    ...path: PropertyKey[]
  ) => all.forEach((id, at) => need(known, what, id, ...path, at));

  const collections = [
    'parties',
    'bodies',
    'verifiers',
    'observers',
    'days',
    'milestones',
    'tranches',
    'contingencies',
    'clauses',
  ] as const;
  for (const collection of collections) {
    const seen = new Set<string>();
    model[collection].forEach(({ id }, at) => {
      if (seen.has(id))
        errors.push({ path: jsonPath([collection, at, 'id']), message: `"${id}" is given twice` });
      seen.add(id);
    });
  }
  model.bodies.forEach((body, at) => {
    needAll(parties, 'a party', body.members, 'bodies', at, 'members');
    need(participants, 'a party, body or verifier', body.host, 'bodies', at, 'host');
    need(participants, 'a party, body or verifier', body.chair, 'bodies', at, 'chair');
  });
  model.milestones.forEach((milestone, at) => {
    need(clauses, 'a clause', milestone.clause, 'milestones', at, 'clause');
    needAll(parties, 'a party', milestone.obligors, 'milestones', at, 'obligors');
    needAll(milestones, 'a milestone', milestone.prerequisites, 'milestones', at, 'prerequisites');
    const { verification } = milestone;
    need(
      verifiers,
      'a verifier',
      verification?.leadVerifier,
      'milestones',
      at,
      'verification',
      'leadVerifier',
    );
    needAll(
      verifiers,
      'a verifier',
      verification?.coVerifiers ?? [],
      'milestones',
      at,
      'verification',
      'coVerifiers',
    );
    needAll(sources, 'a source', verification?.sources ?? [], 'milestones', at, 'verification', 'sources');
  });
  model.tranches.forEach((tranche, at) => {
    needAll(parties, 'a party', tranche.grantors, 'tranches', at, 'grantors');
    needAll(
      contingencies,
      'a contingency',
      tranche.snapback?.triggeredBy ?? [],
      'tranches',
      at,
      'snapback',
      'triggeredBy',
    );
  });
  model.contingencies.forEach((contingency, at) => {
    needAll(participants, 'a party or body', contingency.invokers, 'contingencies', at, 'invokers');
  });
  needAll(parties, 'a party', model.disputeLadder?.standing ?? [], 'disputeLadder', 'standing');
  model.disputeLadder?.steps.forEach((step, at) => {
    need(bodies, 'a body', step.body, 'disputeLadder', 'steps', at, 'body');
  });
  model.sunset?.surviving.forEach((surviving, at) => {
    need(clauses, 'a clause', surviving.clause, 'sunset', 'surviving', at, 'clause');
    need(verifiers, 'a verifier', surviving.verifier, 'sunset', 'surviving', at, 'verifier');
  });
  model.clauses.forEach((clause, at) => {
    need(parties, 'a party', clause.owner, 'clauses', at, 'owner');
    needAll(
      linkable,
      'a day, milestone, tranche, contingency, review or clause',
      clause.links,
      'clauses',
      at,
      'links',
    );
    clause.signoffs.forEach(({ party }, n) =>
      need(parties, 'a party', party, 'clauses', at, 'signoffs', n, 'party'),
    );
    clause.brackets.forEach((bracket, n) => {
      needAll(parties, 'a party', bracket.by, 'clauses', at, 'brackets', n, 'by');
      needAll(parties, 'a party', bracket.opposedBy, 'clauses', at, 'brackets', n, 'opposedBy');
      bracket.options.forEach((option, o) =>
        needAll(parties, 'a party', option.by, 'clauses', at, 'brackets', n, 'options', o, 'by'),
      );
    });
  });
  return errors;
}
