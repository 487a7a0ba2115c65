/** One parameter, two values. */
import type { Lens, Question } from '../lens.ts';
import type { Report, Rule } from '../rule.ts';
import { binding } from '../text/english.ts';
import { clauseName } from '../text/clause-name.ts';
import { primaryLanguage } from '../text/number-words.ts';
import { ofClause } from '../text/of-clause.ts';
import { ownWords, sentencesOf } from '../text/plain-words.ts';
import { isTime, quantitiesIn, quantityInWords, type Quantity } from '../text/quantities.ts';
import { foldTerm } from '../text/terms.ts';
import type { ClauseSubject } from '../subject.ts';
import type { Milestone } from '../../compliance/terms.ts';

interface Parameter {
  /** What is set: "cure period", or the sentence with its numbers left out. */
  readonly key: string;
  readonly value: number;
  readonly unit: string | null;
  readonly passage: number;
  readonly from: number;
  readonly to: number;
}

const nouns = 'period|notice|deadline|quorum|ceiling|limit|threshold|cap|interval|term';
/** "a cure period of 30 days", "the notice period is 14 days". */
const nameBefore = new RegExp(
  `(?<![\\p{L}])((?:[\\p{Ll}-]{3,} ){1,2}(?:${nouns}))(?: of| is| shall be| shall not exceed)? (?:not (?:more|less) than |at least |at most |up to )?$`,
  'u',
);
/** "the 30-day cure period". */
const nameAfter = new RegExp(`^ ((?:[\\p{Ll}-]{3,} ){1,2}(?:${nouns}))(?![\\p{L}])`, 'u');
const filler =
  /(?<![\p{L}])(?:the|an?|this|that|such|each|any|every|its|their|for|with|within|and|from|into|after|by|of|in|on|further|additional|total|full|same|maximum|minimum|initial|following|specified|stated|time|certain|given|new|another|longer|shorter|reasonable)(?![\p{L}])/gu;

/** A passage without any of these sets no parameter, and needs no closer look. */
const counts =
  /days?|months?|years?|weeks?|hours?|cent|%|kg|jour|mois|ans?(?!\p{L})|heure|d[ií]as?|mes|año|hora|дн|месяц|год|лет|час|يوم|أيام|شهر|أشهر|سن|عام|[日天月年]/iu;

const parameters = new Map<string, (clause: ClauseSubject) => readonly Parameter[]>();
/** By the language in which a clause is read. */
function parametersOf(clause: ClauseSubject, language: string): readonly Parameter[] {
  const inLanguage = parameters.get(language) ?? ofClause((one) => parametersIn(one, language));
  parameters.set(language, inLanguage);
  return inLanguage(clause);
}

interface Conflict {
  readonly parameter: Parameter;
  /** The clause that sets it first, and to what. */
  readonly first: string;
  readonly value: number;
  readonly unit: string | null;
}
/** Parameters that a clause sets to another value than the first clause that sets them, by clause. */
const conflicts: Question<ReadonlyMap<string, readonly Conflict[]>> = {
  answer(see) {
    const first = new Map<
      string,
      { readonly clause: string; readonly value: number; readonly unit: string | null }
    >();
    const found = new Map<string, Conflict[]>();
    for (const clause of see.all('clause')) {
      const own = parametersOf(clause, see.language());
      const said = new Set<string>();
      for (const parameter of own) {
        const { key, value, unit } = parameter;
        const before = first.get(key);
        if (!before) first.set(key, { clause: clause.id, value, unit });
        if (!before || before.clause === clause.id || said.has(key)) continue;
        // One sentence may be known by several keys.
        if (
          found
            .get(clause.id)
            ?.some(
              ({ parameter: { from, passage } }) => from === parameter.from && passage === parameter.passage,
            )
        )
          continue;
        const agrees = own.some(
          (other) => other.key === key && other.value === before.value && other.unit === before.unit,
        );
        if (agrees) continue;
        said.add(key);
        const conflict = { parameter, first: before.clause, value: before.value, unit: before.unit };
        found.set(clause.id, [...(found.get(clause.id) ?? []), conflict]);
      }
    }
    return found;
  },
  same: (before, after) => JSON.stringify([...before]) === JSON.stringify([...after]),
};
const conflictsIn: Question<readonly Conflict[]> = {
  answer: (see, clause) => see.ask(conflicts).get(clause) ?? none,
  same: (before, after) => JSON.stringify(before) === JSON.stringify(after),
};
const none: readonly Conflict[] = [];

const milestonesByClause: Question<ReadonlyMap<string, readonly Milestone[]>> = {
  answer(see) {
    const all = new Map<string, Milestone[]>();
    for (const milestone of see.all('milestone')) {
      if (milestone.clause) all.set(milestone.clause, [...(all.get(milestone.clause) ?? []), milestone]);
    }
    return all;
  },
};
const milestonesOf: Question<readonly Milestone[]> = {
  answer: (see, clause) => see.ask(milestonesByClause).get(clause) ?? [],
  same: (before, after) => before.length === after.length && before.every((one, n) => one === after[n]),
};

export const differingValues: Rule = {
  id: 'L61',
  severity: 'warning',
  title: 'Different values for one parameter',
  reason: 'Where two places set one period or limit differently, each party follows the one that suits it.',
  precedent:
    'Resolution 2231 (2015) counts 30 days in operative paragraph 11, and working days in annex IV of what it endorses.',
  about: 'clause',
  check(clause, see, report) {
    if (clause.part === 'preamble') return;
    againstBlocks(clause, see, report);
    // Asking makes the rule wait for every clause: only one that sets something has to.
    if (parametersOf(clause, see.language()).length === 0) return;
    for (const { parameter, first, value, unit } of see.ask(conflictsIn, clause.id)) {
      const { passage, from, to } = parameter;
      const other = see.find('clause', first);
      if (!other) continue;
      report({
        range: { passage, from, to },
        message: `This says ${quantityInWords(parameter.value, parameter.unit)}; ${clauseName(other)} says ${quantityInWords(value, unit)} of the same thing. Give both one value, or refer from one to the other.`,
      });
    }
  },
  examples: {
    bad: [
      {
        says: 'two lengths of one period',
        change: (its) => {
          its.clause('c1', '5.1 A party in breach has a cure period of 30 days.');
          its.clause('c2', '9.3 After the 60-day cure period the response begins.');
        },
        at: '9.3',
      },
      {
        says: 'one sentence with two numbers',
        change: (its) => {
          its.clause('c1', '5.1 The Committee shall decide on every request within 10 days.');
          its.clause('c2', '9.3 The Committee shall decide on every request within 15 days.');
        },
        at: '9.3',
      },
      {
        says: 'one duty, counted from two days',
        change: (its) => {
          its.clause('c1', '5.1 The Panel shall deliver its reasoned opinion within 15 days.');
          its.clause(
            'c2',
            '9.3 The Panel shall deliver its reasoned opinion within 20 days after it is constituted.',
          );
        },
        at: '9.3',
      },
      {
        says: 'another deadline than the milestone has',
        change: (its) => {
          its.milestone('M2').clause = 'c1';
          its.clause(
            'c1',
            '7.2 Kestrelia shall reduce its stock to 250 kg within 90 days after Adoption Day.',
          );
        },
        at: '7.2',
      },
      {
        says: 'another target than the milestone has',
        change: (its) => {
          its.milestone('M2').clause = 'c1';
          its.clause(
            'c1',
            '7.2 Kestrelia shall reduce its stock to 400 kg within 180 days after Adoption Day.',
          );
        },
        at: '7.2',
      },
    ],
    good: [
      {
        says: 'the same values',
        change: (its) => {
          its.milestone('M2').clause = 'c1';
          its.clause(
            'c1',
            '7.2 Kestrelia shall reduce its stock to [250][300] kg within 180 days after Adoption Day.',
          );
        },
      },
      {
        says: 'periods of different things',
        change: (its) => {
          its.clause('c1', '5.1 A party in breach has a cure period of 30 days.');
          its.clause('c2', '9.3 Withdrawal takes effect after a notice period of 90 days.');
        },
      },
    ],
  },
};

const keyOf = (text: string) => foldTerm(text).replace(/^\P{L}+/u, '');
/** A paragraph that speaks of itself is about something else in every place. */
const ofItself = /^th(?:is|e present) (?:paragraph|article|section|clause|annex)(?![\p{L}])/u;
const within = /(?:within|not later than|no later than|for)(?: a period of)? $/u;

function parametersIn(clause: ClauseSubject, language: string): readonly Parameter[] {
  const found: Parameter[] = [];
  if (clause.part === 'preamble') return found;
  const isEnglish = primaryLanguage(language) === 'en';
  for (const {
    n: passage,
    passage: { kind },
    plain,
  } of ownWords(clause)) {
    if (kind === 'heading' || kind === 'cell') continue;
    if (!counts.test(plain.text)) continue;
    const quantities = quantitiesIn(plain.text, language).filter(
      ({ unit }) => isTime(unit) || unit === 'percent' || unit === 'kg',
    );
    if (quantities.length === 0) continue;
    const add = (key: string, { from, to, value, unit }: Quantity) => {
      const range = plain.range(passage, from, to);
      found.push({ key, value, unit, passage, from: range.from, to: range.to });
    };
    for (const quantity of isEnglish ? quantities : []) {
      const before = nameBefore.exec(plain.text.slice(Math.max(0, quantity.from - 80), quantity.from))?.[1];
      const unitEnd = plain.text.slice(quantity.to).search(/(?<=-\p{L}+) |(?<=^ \p{L}+) /u);
      const after = unitEnd < 0 ? undefined : nameAfter.exec(plain.text.slice(quantity.to + unitEnd))?.[1];
      const name = (before ?? after ?? '').replace(filler, '').replace(/ +/gu, ' ').trim();
      if (name.includes(' ')) add(name, quantity);
    }
    for (const sentence of sentencesOf(plain.text)) {
      const text = plain.text.slice(sentence.from, sentence.to);
      const inside = quantities.filter(({ from, to }) => from >= sentence.from && to <= sentence.to);
      const [only] = inside;
      if (!only || inside.length > 1 || !binding.test(text)) continue;
      const [before, after] = [text.slice(0, only.from - sentence.from), text.slice(only.to - sentence.from)];
      const whole = keyOf(`${before}#${after}`);
      if (ofItself.test(whole)) continue;
      if (whole.split(' ').length >= 8) add(whole, only);
      // "The Panel shall deliver its opinion within" says what is set, whatever the days are counted from.
      const duty = keyOf(before);
      if (
        isTime(only.unit) &&
        only.from - sentence.from < 120 &&
        within.test(before) &&
        duty.split(' ').length >= 6
      )
        add(duty, only);
    }
  }
  return found;
}

/** What the clause says against the milestone that it makes. */
function againstBlocks(clause: ClauseSubject, see: Lens, report: Report): void {
  for (const milestone of see.ask(milestonesOf, clause.id)) {
    const { deadline, indicator, allocation } = milestone;
    const targets = new Set<unknown>([
      indicator?.target?.value,
      indicator?.baseline?.value,
      indicator?.tolerance,
      ...Object.values(allocation ?? {}),
    ]);
    for (const { n, plain } of ownWords(clause)) {
      const quantities = quantitiesIn(plain.text, see.language());
      if (deadline?.type === 'relative') {
        const day = see.find('day', deadline.anchor)?.name;
        const due = durationOf(deadline.offset);
        for (const quantity of day && due ? quantities : []) {
          if (quantity.unit?.replace('working ', '') !== due?.unit || quantity.value === due?.value) continue;
          const [anchor] =
            /^(?:[ -]\p{L}+){1,2} (?:after|from|of|following) /u.exec(plain.text.slice(quantity.to)) ?? [];
          if (
            anchor === undefined ||
            !foldTerm(plain.text.slice(quantity.to + anchor.length)).startsWith(foldTerm(day ?? ''))
          )
            continue;
          report({
            range: plain.range(n, quantity.from, quantity.to),
            message: `This says ${quantityInWords(quantity.value, quantity.unit)} after ${day}; the deadline of ${milestone.id} says ${quantityInWords(due?.value ?? 0, due?.unit ?? null)}. Give both one value.`,
          });
        }
      }
      const unit = indicator?.unit?.toLowerCase();
      const measured = quantities.filter(
        (quantity) =>
          unit !== undefined && (quantity.unit === unit || (quantity.unit === 'percent' && unit === '%')),
      );
      const [first] = measured;
      if (
        !first ||
        typeof indicator?.target?.value !== 'number' ||
        quantities.some(({ value }) => targets.has(value))
      )
        continue;
      report({
        range: plain.range(n, first.from, first.to),
        message: `This says ${quantityInWords(first.value, first.unit)}; the target of ${milestone.id} is ${indicator.target.value} ${indicator.unit}. Give both one value.`,
      });
    }
  }
}

/** `P180D` as one number of one unit; null for what has several. */
function durationOf(iso: string): { readonly value: number; readonly unit: string } | null {
  const [, count = '', sign = ''] = /^P(\d+)([YMWD])$/u.exec(iso) ?? [];
  const unit = { Y: 'year', M: 'month', W: 'week', D: 'day' }[sign];
  return unit === undefined ? null : { value: Number(count), unit };
}
