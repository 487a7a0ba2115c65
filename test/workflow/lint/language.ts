/**
 * The language of the tests on the linter: a subject, and what is found in it as `L01 $.tranches[0].condition`.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { termsSchema, type Terms } from '@travaux/workflow/compliance';
import { lint, type Finding, type Subject } from '@travaux/workflow/lint';

const file = fileURLToPath(new URL('../../../packages/server/sample/lake-orren.json', import.meta.url));
const raw: unknown = JSON.parse(readFileSync(file, 'utf8'));

/** The sample agreement, a fresh copy to be spoilt. */
export const sampleTerms = (): Terms => termsSchema.parse(raw);

export const subjectOf = (terms: Terms): Subject => ({
  terms,
  text: { language: 'en', clauses: [], versions: [] },
  standsIn: new Map(),
  unread: [],
  today: '2026-01-15',
});

export const told = ({ rule, where }: Finding): string => `${rule} ${where.path}`;

export const found = (subject: Subject): string[] => lint(subject).map(told);

type Term<K extends 'milestones' | 'tranches' | 'contingencies' | 'days' | 'bodies' | 'verifiers'> =
  Terms[K][number];
type Ast = NonNullable<NonNullable<Term<'tranches'>['condition']>['ast']>;

/** The sample agreement while somebody spoils it. */
export interface SampleDraft {
  readonly terms: Terms;
  milestone(id: string): Term<'milestones'>;
  tranche(id: string): Term<'tranches'>;
  contingency(id: string): Term<'contingencies'>;
  day(id: string): Term<'days'>;
  body(id: string): Term<'bodies'>;
  verifier(id: string): Term<'verifiers'>;
  /** The rule of a day, as far as it can be written to. */
  rule(day: string): { offset?: string; notLaterThan?: unknown };
  step(n: number): NonNullable<Terms['disputeLadder']>['steps'][number];
  /** The tranche waits for one thing more. */
  and(tranche: string, condition: Ast): true;
  dropFromTranche(tranche: string, milestone: string): void;
  dropFromDay(day: string, milestone: string): void;
  irreversible(tranche: string): void;
  magnitudes(...shares: readonly number[]): void;
  /** Gives all sources of a milestone to one controller, under ids of their own. */
  controlAll(milestone: string, controller: string): void;
}

export function sampleDraft(): SampleDraft {
  const terms = sampleTerms();
  const of = <T extends { id: string }>(list: readonly T[], id: string): T => {
    const found = list.find((one) => one.id === id);
    if (!found) throw new Error(`the sample has no ${id}`);
    return found;
  };
  const its: SampleDraft = {
    terms,
    milestone: (id) => of(terms.milestones, id),
    tranche: (id) => of(terms.tranches, id),
    contingency: (id) => of(terms.contingencies, id),
    day: (id) => of(terms.days, id),
    body: (id) => of(terms.bodies, id),
    verifier: (id) => of(terms.verifiers, id),
    rule: (day) => of(terms.days, day).rule as { offset?: string; notLaterThan?: unknown },
    step: (n) => terms.disputeLadder!.steps[n - 1]!,
    and(tranche, condition) {
      const { ast } = its.tranche(tranche).condition!;
      const before = ast?.op === 'and' ? ast.args : [ast!];
      its.tranche(tranche).condition = { ast: { op: 'and', args: [...before, condition] } };
      return true;
    },
    dropFromTranche(tranche, milestone) {
      its.tranche(tranche).condition = { ast: without(its.tranche(tranche).condition!.ast!, milestone) };
    },
    dropFromDay(day, milestone) {
      const { rule } = its.day(day);
      if (rule?.type !== 'event') throw new Error(`${day} waits for no event`);
      its.day(day).rule = { ...rule, when: without(rule.when, milestone) };
    },
    irreversible: (tranche) => Object.assign(its.tranche(tranche), { reversible: false, snapback: null }),
    magnitudes: (...shares) =>
      terms.tranches.forEach((tranche, index) => (tranche.magnitudePctOfRegime = shares[index]!)),
    controlAll(milestone, controller) {
      const { verification } = its.milestone(milestone);
      verification!.sources = verification!.sources.map((id) => {
        terms.sources.push({ ...of(terms.sources, id), id: `${id}-2`, controlledBy: controller });
        return `${id}-2`;
      });
    },
  };
  return its;
}

function without(condition: Ast, milestone: string): Ast {
  if (condition.op !== 'and' && condition.op !== 'or') return condition;
  const args = condition.args
    .filter((arg) => !(arg.op === 'milestone' && arg.ref === milestone))
    .map((arg) => without(arg, milestone));
  return { ...condition, args };
}
