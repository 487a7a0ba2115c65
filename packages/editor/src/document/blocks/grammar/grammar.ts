/**
 * Reading the words of a field by its grammar, and writing a value in the words in which it is read again.
 */
import type { Condition, DayRule } from '@travaux/workflow/compliance';
import type { Grammar } from '../kind.ts';
import { codeOf, codeWritten } from './codes.ts';
import { entryExample, entryWords, readEntry, type Entry } from './entries.ts';
import {
  allocationWords,
  byPartyWords,
  codesWords,
  groupsWords,
  idsWords,
  idWords,
  namedValuesWords,
  phrasesWords,
  readAllocation,
  readByParty,
  readCodes,
  readGroups,
  readId,
  readIds,
  readNamedValues,
  readPhrases,
} from './lists.ts';
import {
  conditionWords,
  datesWords,
  dayWords,
  instantWords,
  printDurationExactly,
  readCondition,
  readDates,
  readDay,
  readDuration,
  readInstant,
} from './periods.ts';
import {
  aggregationWords,
  baselineWords,
  moneyWords,
  numberWords,
  readAggregation,
  readBaseline,
  readMoney,
  readNumber,
  readScore,
  readTarget,
  readYesNo,
  scoreWords,
  targetWords,
  yesNoWords,
  type Aggregation,
  type Baseline,
  type Money,
  type Quantity,
  type Score,
  type Target,
  type WithUnit,
} from './quantities.ts';
import {
  expectedName,
  outsideQuotes,
  problem,
  sameValue,
  value,
  type Naming,
  type Reading,
} from './reading.ts';

const unsettled = /\[[^[\]]*\]/u;

/**
 * What the words of a field say.
 * @param words in one line, without white space at the ends; not empty
 */
export function readWords(words: string, grammar: Grammar, naming: Naming): Reading<unknown> {
  if (grammar.form !== 'words' && grammar.form !== 'definition' && grammar.form !== 'phrases') {
    const [bracket] = unsettled.exec(outsideQuotes(words)) ?? [];
    if (bracket !== undefined) {
      return {
        ok: false,
        problem: {
          message: `“${words}” is not settled. It is read when one of the alternatives stands there without brackets.`,
          expected: expectedBy(grammar),
          ...{ of: '', suggestions: [] },
        },
      };
    }
  }
  switch (grammar.form) {
    case 'words':
      return value(words);
    case 'code':
      return value(codeOf(words, grammar.known));
    case 'codes':
      return readCodes(words, grammar.known);
    case 'phrases':
      return readPhrases(words);
    case 'number':
      return readNumber(words);
    case 'yes-no':
      return readYesNo(words);
    case 'duration':
      return readDuration(words);
    case 'day':
      return readDay(words, naming);
    case 'condition':
      return readCondition(words, naming);
    case 'instant':
      return readInstant(words, naming);
    case 'dates':
      return readDates(words);
    case 'id':
      return readId(words, grammar.of, grammar.also ?? [], naming);
    case 'ids':
      return readIds(words, grammar.of, naming);
    case 'baseline':
      return readBaseline(words, naming);
    case 'target':
      return readTarget(words);
    case 'aggregation':
      return readAggregation(words);
    case 'allocation':
      return readAllocation(words, naming);
    case 'score':
      return readScore(words);
    case 'money':
      return readMoney(words);
    case 'by-party':
      return readByParty(words, grammar.known, naming);
    case 'named-values':
      return readNamedValues(words);
    case 'groups':
      return readGroups(words, naming);
    case 'entry':
      return readEntry(words, grammar.entry, naming);
    case 'definition':
      return readDefinition(words);
  }
}

/** Words that are read again as the value; where there are none, the best that can be said. */
export function wordsOf(given: unknown, grammar: Grammar, naming: Naming): string {
  const candidates = candidatesOf(given, grammar, naming);
  const same = candidates.find((words) => {
    if (words === '') return false;
    const read = readWords(words, grammar, naming);
    return read.ok && sameValue(withoutUnit(read.value, grammar), given);
  });
  return same ?? candidates[0] ?? '';
}

/** The unit that stands beside a number belongs to another field. */
export function withoutUnit(read: unknown, grammar: Grammar): unknown {
  return grammar.form === 'baseline' || grammar.form === 'target' ? (read as WithUnit<unknown>).of : read;
}

function candidatesOf(given: unknown, grammar: Grammar, naming: Naming): readonly string[] {
  switch (grammar.form) {
    case 'words':
      return [String(given)];
    case 'code':
      return [codeWritten(String(given), grammar.known, /^$/u)];
    case 'codes':
      return [codesWords(given as string[], grammar.known)];
    case 'phrases':
      return [phrasesWords(given as string[])];
    case 'number':
      return [numberWords(given as number)];
    case 'yes-no':
      return [yesNoWords(given as boolean)];
    case 'duration':
      return [printDurationExactly(String(given))];
    case 'day':
      return [dayWords(given as DayRule, naming)];
    case 'condition':
      return [conditionWords(given as Condition, naming)];
    case 'instant':
      return instantWords(String(given), naming);
    case 'dates':
      return [datesWords(given as string[])];
    case 'id':
      return idWords(String(given), grammar.of, grammar.also ?? [], naming);
    case 'ids':
      return [idsWords(given as string[], grammar.of, naming)];
    case 'baseline':
      return baselineWords(given as Baseline);
    case 'target':
      return targetWords(given as Target);
    case 'aggregation':
      return aggregationWords(given as Aggregation);
    case 'allocation':
      return allocationWords(given as Record<string, Quantity>);
    case 'score':
      return scoreWords(given as Score);
    case 'money':
      return moneyWords(given as Money);
    case 'by-party':
      return byPartyWords(given as Record<string, string>, grammar.known);
    case 'named-values':
      return [namedValuesWords(given as Record<string, string | number>)];
    case 'groups':
      return [groupsWords(given as string[][], naming)];
    case 'entry':
      return entryWords(given as Entry, grammar.entry, naming);
    case 'definition':
      return [definitionWords(given as Definition)];
  }
}

/** What a field of this grammar should say, with an example: for help, and for messages. */
export function expectedBy(grammar: Grammar): string {
  switch (grammar.form) {
    case 'words':
      return 'words';
    case 'code':
    case 'codes':
      return grammar.known.length === 0
        ? 'words'
        : `such as ${grammar.known.slice(0, 2).join(' or ')}`.replaceAll('_', ' ');
    case 'phrases':
      return 'words, with semicolons between them';
    case 'number':
      return 'a number, such as 95 or 1,500';
    case 'yes-no':
      return 'yes or no';
    case 'duration':
      return 'a duration, such as 60 days, 9 months or P60D';
    case 'day':
      return 'a day, such as 60 days after Adoption Day or 2 March 2026';
    case 'condition':
      return 'a condition, such as verified(M1) and reached(Adoption Day)';
    case 'instant':
      return 'a day, or a time after one, such as 2 years after Termination Day';
    case 'dates':
      return 'dates, such as 25 December 2026; 1 January 2027';
    case 'id':
    case 'ids':
      return expectedName(grammar.of);
    case 'baseline':
      return 'a baseline, such as 41 per cent on 31 January 2026 (S-HUM)';
    case 'target':
      return 'a target, such as >= 95 or at most 250 kg';
    case 'aggregation':
      return 'how readings are taken together, such as latest, or mean over 1 month';
    case 'allocation':
      return 'what each party owes, such as KES 121; SAR 93';
    case 'score':
      return 'a score, such as 0 on PAM0-3';
    case 'money':
      return 'a sum of money, such as ALD 150,000,000';
    case 'by-party':
      return 'a party, a colon, and what holds for it, such as ALB: waive';
    case 'named-values':
      return 'a name, a colon, and what holds for it, such as technical: 2';
    case 'groups':
      return 'parties, such as ALB or UNR; KES';
    case 'entry':
      return entryExample(grammar.entry);
    case 'definition':
      return 'a definition, such as “working day” means a day on which the Organisation is open';
  }
}

interface Definition {
  readonly term: string;
  readonly text: string;
}

/** The quoted term, and what stands behind "means", exactly. */
const defined = /^["“«]((?:\\.|[^"”»\\])+)["”»]\s+means\s+(.+)$/iu;

function readDefinition(words: string): Reading<Definition> {
  const [, term, text] = defined.exec(words) ?? [];
  return term === undefined || text === undefined
    ? problem(words, 'a definition, such as “working day” means a day on which the Organisation is open')
    : value({ term: term.replace(/\\(.)/gu, '$1'), text });
}

const definitionWords = ({ term, text }: Definition) =>
  `“${term.replace(/["”»\\]/gu, '\\$&')}” means ${text}`;
