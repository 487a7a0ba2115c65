/**
 * The plain summary: who must do what by when, and who gets what, on one page. Every sentence is made from the terms
 * and their schedule and from nothing else, so it cannot contradict them. It is data; how it looks is not decided here.
 */
import { capital, listWords } from '../route/words.ts';
import { conditionWords } from './condition-words.ts';
import { printDate } from './day-rule-text.ts';
import { printDuration } from './duration.ts';
import { gapWords, isAlways, type Moment } from './moment.ts';
import type { Schedule } from './schedule.ts';
import type { Contingency, Indicator, Milestone, Party, Terms, Tranche } from './terms.ts';

export interface Summary {
  readonly title: string;
  readonly opening: readonly SummaryLine[];
  /** One for each party, in the order of the agreement. */
  readonly parties: readonly PartySummary[];
  readonly ifItGoesWrong: readonly SummaryLine[];
  readonly end: readonly SummaryLine[];
}

export interface PartySummary {
  readonly party: string;
  readonly name: string;
  readonly does: readonly SummaryLine[];
  readonly gets: readonly SummaryLine[];
}

export interface SummaryLine {
  /** Id of the term that it is made from. */
  readonly term: string;
  readonly sentence: string;
}

export function summaryOf(terms: Terms, schedule: Schedule): Summary {
  const name = namer(terms);
  const by = (moment: Moment | null | undefined) => momentWords(moment ?? null, name);
  const line = (term: string, sentence: string): SummaryLine => ({ term, sentence: capital(sentence) });
  const dates = (node: `${'day' | 'milestone' | 'tranche'} ${string}`) => schedule.dates.get(node);

  const milestoneLine = (milestone: Milestone): SummaryLine => {
    const { id, title, indicator, verification, determination } = milestone;
    const target = targetWords(indicator);
    const lead = verification?.leadVerifier;
    const sources = verification?.minIndependentSources;
    const checked = lead
      ? ` ${name(lead)} verifies it${sources ? ` from at least ${sources} independent source${sources === 1 ? '' : 's'}` : ''}.`
      : '';
    const decided = determination?.by
      ? ` ${name(determination.by)} decides${determination.within ? ` within ${printDuration(determination.within)}` : ''}.`
      : '';
    return line(id, `${by(dates(`milestone ${id}`)?.due)}: ${title} (${id})${target}.${checked}${decided}`);
  };
  const trancheWords = ({ id, title, condition, magnitudePctOfRegime, pilot }: Tranche) => {
    const when = condition?.ast ? `, once ${conditionWords(condition.ast, name)}` : ', without a condition';
    const size = magnitudePctOfRegime == null ? '' : ` (${magnitudePctOfRegime} per cent of the regime)`;
    const trial = pilot?.expires
      ? ` It is a pilot and ends ${printDuration(pilot.expires)} later unless renewed.`
      : '';
    return `${by(dates(`tranche ${id}`)?.comes)}: ${title} (${id})${size}${when}.${trial}`;
  };
  const isTarget = (party: Party) => party.role === 'target';
  const targets = new Set(terms.parties.filter(isTarget).map(({ id }) => id));

  const parties = terms.parties.map((party): PartySummary => {
    const owes = terms.milestones.filter(({ obligors }) => obligors.includes(party.id));
    const grants = terms.tranches.filter(({ grantors }) => grantors.includes(party.id));
    const does = [
      ...owes.map(milestoneLine),
      ...grants.map((tranche) => line(tranche.id, trancheWords(tranche))),
      ...terms.confidenceBuilding
        .filter((measure) => measure.by === party.id)
        .map(({ id, title }) =>
          line(id, `${by(entryMoment(schedule, `confidence-building ${id}`))}: ${title} (${id}).`),
        ),
      ...terms.reporting
        .filter((duty) => duty.by === party.id)
        .map(({ id, to, cadence, form }) =>
          line(id, `every ${printDuration(cadence ?? '')}: report (${form ?? id}) to ${name(to ?? '')}.`),
        ),
    ];
    const gets = isTarget(party)
      ? terms.tranches.map((tranche) =>
          line(tranche.id, `from ${listWords(tranche.grantors.map(name))}, ${trancheWords(tranche)}`),
        )
      : terms.milestones
          .filter(({ obligors }) => obligors.some((id) => targets.has(id)) && !obligors.includes(party.id))
          .map(({ id, title, obligors }) =>
            line(
              id,
              `from ${listWords(obligors.map(name))}, ${by(dates(`milestone ${id}`)?.due)}: ${title} (${id}).`,
            ),
          );
    return { party: party.id, name: party.name, does, gets };
  });

  return {
    title: terms.agreement.title,
    opening: terms.days.map(({ id, name: title, meaning }) =>
      line(id, `${title}: ${by(dates(`day ${id}`)?.comes)}${meaning ? ` (${meaning})` : ''}.`),
    ),
    parties,
    ifItGoesWrong: terms.contingencies.map((contingency) =>
      line(contingency.id, contingencyWords(contingency, name)),
    ),
    end: endLines(terms, schedule, line, by),
  };
}

/** What a delegate calls the thing of an id: participants and days by their names, the rest by its id. */
export function namer(terms: Terms): (id: string) => string {
  const names = new Map<string, string>();
  for (const list of [terms.days, terms.observers, terms.verifiers, terms.bodies, terms.parties]) {
    for (const { id, name } of list) if (name !== '') names.set(id, name);
  }
  return (id) => names.get(id) ?? id;
}

/** `by 31 July 2026 (at the earliest on 1 May 2026)`; or that it cannot be computed, and why. */
export function momentWords(moment: Moment | null, name: (id: string) => string): string {
  if (!moment) return 'on a day that is not said';
  const { earliest, latest, gap } = moment;
  if (isAlways(moment)) return 'from the beginning';
  if (latest === null) {
    const why = gap ? `, because ${gapWords(gap, name)}` : '';
    return earliest === null
      ? `on a day that cannot be computed${why}`
      : `not before ${printDate(earliest)}; the last day cannot be computed${why}`;
  }
  if (earliest === latest) return `on ${printDate(latest)}`;
  return `by ${printDate(latest)}${earliest === null ? '' : ` (at the earliest on ${printDate(earliest)})`}`;
}

const comparatorWords: Readonly<Record<string, string>> = {
  '>=': 'at least',
  '<=': 'at most',
  '==': '',
  '>': 'more than',
  '<': 'less than',
  '!=': 'other than',
};

function targetWords(indicator: Indicator | null | undefined): string {
  const { comparator, value } = indicator?.target ?? {};
  if (value == null || !indicator?.statement) return '';
  const amount = [comparatorWords[comparator ?? ''] ?? '', String(value), indicator.unit ?? '']
    .filter((word) => word !== '')
    .join(' ');
  return `: ${indicator.statement}, ${amount}`;
}

function contingencyWords(contingency: Contingency, name: (id: string) => string): string {
  const { id, title, invokers, notice, cure, response, incentivePreserved } = contingency;
  const who = invokers.length > 0 ? listWords(invokers.map(name), 'or') : 'nobody in particular';
  const warned = notice ? ` after a notice of ${printDuration(notice)}` : '';
  const cured = cure?.period ? ` What is wrong can be cured within ${printDuration(cure.period)}.` : '';
  const answers = response.flatMap(({ do: words }) => (words ? [words] : []));
  const then = answers.length > 0 ? ` Otherwise, by degrees: ${answers.join('; ')}.` : '';
  const kept = incentivePreserved ? ` In any case: ${incentivePreserved}.` : '';
  return `${title} (${id}): ${who} may invoke it${warned}.${cured}${then}${kept}`;
}

function endLines(
  { sunset }: Terms,
  schedule: Schedule,
  line: (term: string, sentence: string) => SummaryLine,
  by: (moment: Moment | null) => string,
): SummaryLine[] {
  if (!sunset?.instrument) return [];
  return [
    line('sunset', `the agreement ends ${by(entryMoment(schedule, 'agreement-ends sunset'))}.`),
    ...sunset.surviving.map(({ clause }) =>
      line(
        clause,
        `what ${clause} says goes on and ends ${by(entryMoment(schedule, `obligation-ends ${clause}`))}.`,
      ),
    ),
  ];
}

const entryMoment = ({ entries }: Schedule, key: string) =>
  entries.find((entry) => entry.key === key)?.when ?? null;
