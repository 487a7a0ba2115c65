/**
 * The agreement format `sanctions-relief-agreement/0.1`, as far as the importer reads it: its shape, and which id
 * must name what. What it does not read is kept, with the whole file, as the source of the agreement.
 */
import {
  nearestWords,
  termsSchema,
  type Condition,
  type DayRule,
  type Terms,
} from '@travaux/workflow/compliance';
import { idSchema } from '@travaux/workflow/agreement';
import { lint, rules } from '@travaux/workflow/lint';
import { z } from 'zod';

const name = z.string().trim().min(1).max(200);
const text = z.string().max(100_000);
const list = <T extends z.ZodType>(of: T) => z.array(of).max(5000).default([]);
const named = list(z.looseObject({ id: idSchema, name }));
const titled = list(z.looseObject({ id: idSchema, title: name }));
const listed = list(z.looseObject({ id: idSchema }));

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
  bodies: list(z.looseObject({ id: idSchema, name, members: list(idSchema) })),
  verifiers: named,
  observers: named,
  days: named,
  milestones: titled,
  tranches: titled,
  contingencies: titled,
  confidenceBuilding: titled,
  calendars: listed,
  sources: listed,
  dataStandards: listed,
  reporting: listed,
  audits: listed,
  review: listed,
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

export interface ParsedAgreement {
  readonly model: Model;
  readonly terms: Terms;
}

/** The agreement that a JSON value is, or everything that is wrong with its shape. */
export function parseAgreement(value: unknown): ParsedAgreement | { readonly errors: readonly ModelError[] } {
  const model = modelSchema.safeParse(value);
  const terms = termsSchema.safeParse(value);
  if (model.success && terms.success) return { model: model.data, terms: terms.data };
  const errors = new Map<string, ModelError>();
  for (const { path, message } of [...(model.error?.issues ?? []), ...(terms.error?.issues ?? [])]) {
    const at = jsonPath(path);
    if (!errors.has(at)) errors.set(at, { path: at, message });
  }
  return { errors: [...errors.values()] };
}

/** Ids that are given twice, ids that name nothing, and terms that wait for each other. */
export function agreementErrors(parsed: ParsedAgreement): ModelError[] {
  const errors = new References(parsed).errors;
  return errors.length > 0 ? errors : circles(parsed.terms);
}

/** Where each waits for the other nothing can begin, nor be computed: the rule that finds it says which. */
function circles(terms: Terms): ModelError[] {
  const findings = lint(
    {
      terms,
      text: { language: 'en', clauses: [], versions: [] },
      standsIn: new Map(),
      unread: [],
      today: null,
    },
    rules.filter(({ id }) => id === 'L03'),
  );
  return findings.map(({ where, message }) => ({ path: where.path, message }));
}

const collections = [
  'parties',
  'bodies',
  'verifiers',
  'observers',
  'days',
  'calendars',
  'sources',
  'dataStandards',
  'milestones',
  'tranches',
  'contingencies',
  'confidenceBuilding',
  'reporting',
  'audits',
  'review',
  'clauses',
] as const;

type Path = readonly PropertyKey[];

class References {
  readonly errors: ModelError[] = [];

  constructor({ model, terms }: ParsedAgreement) {
    const ids = (entries: readonly { readonly id: string }[]) => entries.map(({ id }) => id);
    const { parties, bodies, verifiers, milestones, tranches, contingencies, days } = terms;
    const clauses = { what: 'a clause', ids: new Set(ids(model.clauses)) };
    const known = (what: string, ...all: readonly (readonly { readonly id: string }[])[]) => ({
      what,
      ids: new Set(all.flatMap(ids)),
    });
    const party = known('a party', parties);
    const body = known('a body', bodies);
    const verifier = known('a verifier', verifiers);
    const milestone = known('a milestone', milestones);
    const tranche = known('a tranche', tranches);
    const contingency = known('a contingency', contingencies);
    const day = known('a day', days);
    const source = known('a source', terms.sources);
    const participant = known('a party, body or verifier', parties, bodies, verifiers);
    const invoker = known('a party or body', parties, bodies, verifiers);
    const anchor = known('a day, milestone or tranche', days, milestones, tranches);
    const linkable = known(
      'a day, milestone, tranche, contingency, review or clause',
      ...[days, milestones, tranches, contingencies, terms.review, model.clauses, bodies],
    );
    if (terms.disputeLadder) linkable.ids.add('ladder');

    for (const collection of collections) {
      const seen = new Set<string>();
      model[collection].forEach(({ id }, at) => {
        if (seen.has(id)) this.#tell([collection, at, 'id'], `"${id}" is given twice`);
        seen.add(id);
      });
    }
    const condition = (asked: Condition | null | undefined, path: Path): void => {
      if (!asked) return;
      switch (asked.op) {
        case 'and':
        case 'or':
        case 'not':
        case 'atLeast':
          asked.args.forEach((each, at) => condition(each, [...path, 'args', at]));
          break;
        case 'milestone':
        case 'sustained':
          this.#need(milestone, asked.ref, [...path, 'ref']);
          break;
        case 'reached':
          this.#need(day, asked.ref, [...path, 'ref']);
          break;
        case 'tranche':
          this.#need(tranche, asked.ref, [...path, 'ref']);
          break;
        case 'contingencyActive':
          this.#need(contingency, asked.ref, [...path, 'ref']);
          break;
        case 'ladderOutcome':
        case 'discrepancyOpen':
        case 'discrepancyClosed':
        case 'relief_overdue':
          break;
      }
    };
    const rule = (of: DayRule | null | undefined, path: Path): void => {
      if (!of) return;
      if (of.type === 'relative') this.#need(anchor, of.anchor, [...path, 'anchor']);
      else if (of.type === 'event') condition(of.when, [...path, 'when']);
      else if (of.type === 'earliestOf' || of.type === 'latestOf') {
        of.of.forEach((each, at) => rule(each, [...path, 'of', at]));
      }
      condition(of.provided, [...path, 'provided']);
      if (of.notLaterThan && 'type' in of.notLaterThan) rule(of.notLaterThan, [...path, 'notLaterThan']);
    };

    bodies.forEach(({ members, host, chair }, at) => {
      this.#needAll(party, members, ['bodies', at, 'members']);
      this.#need(participant, host, ['bodies', at, 'host']);
      this.#need(participant, chair, ['bodies', at, 'chair']);
    });
    days.forEach((each, at) => rule(each.rule, ['days', at, 'rule']));
    milestones.forEach((each, at) => {
      const path = ['milestones', at];
      this.#need(clauses, each.clause, [...path, 'clause']);
      this.#needAll(party, each.obligors, [...path, 'obligors']);
      this.#needAll(milestone, each.prerequisites, [...path, 'prerequisites']);
      rule(each.deadline, [...path, 'deadline']);
      const { verification } = each;
      this.#need(verifier, verification?.leadVerifier, [...path, 'verification', 'leadVerifier']);
      this.#needAll(verifier, verification?.coVerifiers ?? [], [...path, 'verification', 'coVerifiers']);
      this.#needAll(source, verification?.sources ?? [], [...path, 'verification', 'sources']);
    });
    tranches.forEach((each, at) => {
      const path = ['tranches', at];
      this.#needAll(party, each.grantors, [...path, 'grantors']);
      condition(each.condition?.ast, [...path, 'condition', 'ast']);
      this.#needAll(contingency, each.snapback?.triggeredBy ?? [], [...path, 'snapback', 'triggeredBy']);
      this.#need(milestone, each.proportional?.of, [...path, 'proportional', 'of']);
    });
    contingencies.forEach((each, at) => {
      const path = ['contingencies', at];
      this.#needAll(invoker, each.invokers, [...path, 'invokers']);
      condition(each.trigger?.ast, [...path, 'trigger', 'ast']);
      condition(each.restoration?.condition, [...path, 'restoration', 'condition']);
    });
    terms.confidenceBuilding.forEach((each, at) => rule(each.start, ['confidenceBuilding', at, 'start']));
    terms.review.forEach((each, at) => rule(each.first, ['review', at, 'first']));
    this.#needAll(party, terms.disputeLadder?.standing ?? [], ['disputeLadder', 'standing']);
    terms.disputeLadder?.steps.forEach((step, at) =>
      this.#need(body, step.body, ['disputeLadder', 'steps', at, 'body']),
    );
    terms.sunset?.surviving.forEach((each, at) => {
      this.#need(clauses, each.clause, ['sunset', 'surviving', at, 'clause']);
      this.#need(verifier, each.verifier, ['sunset', 'surviving', at, 'verifier']);
    });
    terms.sunset?.relief.forEach((each, at) =>
      this.#need(tranche, each.tranche, ['sunset', 'relief', at, 'tranche']),
    );
    model.clauses.forEach((clause, at) => {
      const path = ['clauses', at];
      this.#need(party, clause.owner, [...path, 'owner']);
      this.#needAll(linkable, clause.links, [...path, 'links']);
      clause.signoffs.forEach((each, n) => this.#need(party, each.party, [...path, 'signoffs', n, 'party']));
      clause.brackets.forEach((bracket, n) => {
        this.#needAll(party, bracket.by, [...path, 'brackets', n, 'by']);
        this.#needAll(party, bracket.opposedBy, [...path, 'brackets', n, 'opposedBy']);
        bracket.options.forEach((option, o) =>
          this.#needAll(party, option.by, [...path, 'brackets', n, 'options', o, 'by']),
        );
      });
    });
  }

  #tell(path: Path, message: string): void {
    this.errors.push({ path: jsonPath(path), message });
  }

  #need(
    { what, ids }: { readonly what: string; readonly ids: ReadonlySet<string> },
    id: string | null | undefined,
    path: Path,
  ): void {
    if (id === null || id === undefined || ids.has(id)) return;
    const [nearest] = nearestWords(id, [...ids]);
    const offered = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
    this.#tell(path, `"${id}" is not ${what} of this agreement${offered}`);
  }

  #needAll(
    known: { readonly what: string; readonly ids: ReadonlySet<string> },
    all: readonly string[],
    path: Path,
  ): void {
    all.forEach((id, at) => this.#need(known, id, [...path, at]));
  }
}
