/**
 * Grammars of entries: fields of several parts, such as a step of a dispute ladder. The parts stand between
 * semicolons, each but the first behind the words that say what it is:
 *
 *     3. Joint Evaluation Committee; before JEC; for 15 days; from end of step 2; extended by consensus
 */
import { nearestWords } from '@travaux/workflow/compliance';
import type { EntryForm, Register } from '../kind.ts';
import { codeOf, codeWritten } from './codes.ts';
import { idInList, readId } from './lists.ts';
import { instantWords, printDurationExactly, readDuration, readInstant } from './periods.ts';
import { numberOf, numberWords, readNumber } from './quantities.ts';
import {
  listed,
  parts,
  problem,
  quoted,
  unquoted,
  value,
  written,
  type Naming,
  type Problem,
  type Reading,
} from './reading.ts';

type PartForm =
  | { readonly form: 'words' }
  | { readonly form: 'number'; readonly unit: string }
  | { readonly form: 'duration' }
  | { readonly form: 'code'; readonly known: readonly string[] }
  | { readonly form: 'id'; readonly of: readonly Register[] }
  /** A clause: the target of a cross-reference, or the number or id of a clause. */
  | { readonly form: 'clause' }
  | { readonly form: 'instant' }
  /** Yes where its words stand, no behind `not`. */
  | { readonly form: 'flag' };

interface Part {
  /** Name of the value in the entry. */
  readonly key: string;
  /** The words before it; empty for the first part. */
  readonly before: string;
  readonly is: PartForm;
  readonly needed?: boolean;
}

interface EntryKind {
  /** Number before the first part: `3.` */
  readonly numbered?: string;
  readonly parts: readonly Part[];
  readonly example: string;
}

const words = { form: 'words' } as const;
const duration = { form: 'duration' } as const;
const number = (unit = '') => ({ form: 'number', unit }) as const;
const id = (...of: readonly Register[]) => ({ form: 'id', of }) as const;
const part = (key: string, before: string, is: PartForm, needed = false): Part => ({
  key,
  before,
  is,
  needed,
});

const kinds: Readonly<Record<EntryForm, EntryKind>> = {
  'access-step': {
    parts: [part('name', '', words), part('body', 'before', id('body')), part('within', 'within', duration)],
    example: 'Joint Commission; before JEC; within 14 days',
  },
  'response-level': {
    parts: [part('level', 'level', number()), part('if', 'if', words), part('do', 'then', words)],
    example: 'level 1; if open for more than 45 days; then pause the next tranche',
  },
  'discrepancy-stage': {
    numbered: 'n',
    parts: [
      part('name', '', words),
      part('by', 'by', words),
      part('within', 'within', duration),
      part('at', 'after', duration),
      part('automatic', 'automatic', { form: 'flag' }),
    ],
    example: '1. notice to both providers; by SEC; within 1 day; automatic',
  },
  'ladder-step': {
    numbered: 'n',
    parts: [
      part('name', '', words),
      part('body', 'before', id('body')),
      part('days', 'for', number('days')),
      part('dayType', 'counted in', { form: 'code', known: ['calendar_days', 'working_days'] }),
      part('start', 'from', words),
      part('extendBy', 'extended by', words),
      part('terminal', 'last step', { form: 'flag' }),
      part('default', 'by default', words),
      part('defaultDraft', 'draft', words),
      part('withdrawal', 'withdrawal', words),
    ],
    example: '3. Joint Evaluation Committee; before JEC; for 15 days; from end of step 2',
  },
  'ladder-branch': {
    numbered: 'step',
    parts: [part('name', '', words), part('body', 'before', id('body')), part('days', 'for', number('days'))],
    example: '4. Ministers; for 15 days',
  },
  'proportional-step': {
    parts: [part('at', 'at', number(), true), part('releasePct', 'release', number('per cent'), true)],
    example: 'at 3; release 25 per cent',
  },
  'surviving-clause': {
    parts: [
      part('clause', '', { form: 'clause' }, true),
      part('until', 'until', { form: 'instant' }),
      part('verifier', 'verified by', id('verifier')),
    ],
    example: '7.3; until 5 years after Termination Day; verified by IMVA',
  },
  'expiring-relief': {
    parts: [part('tranche', '', id('tranche'), true), part('expires', 'expires', words)],
    example: 'T1; expires 180 days after it takes effect unless renewed',
  },
  appointment: {
    parts: [part('n', '', number()), part('by', 'by', words, true), part('role', 'as', words)],
    example: '1; by complainant',
  },
  'default-appointer': {
    parts: [part('who', '', words, true), part('afterDays', 'after', number('days'))],
    example: 'Registry of Arbitrators; after 5 days',
  },
};

export const entryExample = (form: EntryForm) => kinds[form].example;

const semicolon = /;/u;

export type Entry = Readonly<Record<string, unknown>>;

export function readEntry(text: string, form: EntryForm, naming: Naming): Reading<Entry> {
  const kind = kinds[form];
  const expected = `${kind.example.includes(';') ? 'parts between semicolons, such as ' : ''}${kind.example}`;
  const entry: Record<string, unknown> = {};
  const unknown: Problem[] = [];
  const [lead, ...rest] = parts(text, semicolon);
  let first = lead;
  if (kind.numbered !== undefined) {
    const [, count, name] = /^(\d{1,9})\.(?:\s+(.*))?$/u.exec(first ?? '') ?? [];
    if (count !== undefined) {
      entry[kind.numbered] = Number(count);
      first = name;
    }
  }
  const head = kind.parts.find(({ before }) => before === '');
  const given = [...(first === undefined ? [] : [first]), ...rest];
  for (const [at, written] of given.entries()) {
    const named = unquoted(written) === null ? namedPart(kind, written) : null;
    const is = named?.part ?? (at === 0 ? head : undefined);
    if (is === undefined) {
      const keywords = kind.parts.flatMap(({ before }) => (before === '' ? [] : [before]));
      const near = nearestWords(written.split(' ')[0] ?? '', keywords);
      return problem(
        written,
        `${listed(
          keywords.map((each) => `“${each}”`),
          'or',
        )}, and what it is`,
        near,
      );
    }
    if (Object.hasOwn(entry, is.key)) return problem(written, `${is.before} once only`);
    const read = readPart(named ? named.rest : written, is, naming);
    if (!read.ok) return read;
    unknown.push(...read.unknown);
    entry[is.key] = read.value;
    if (is.is.form === 'flag' && named?.not) entry[is.key] = false;
  }
  const missing = kind.parts.find(({ key, needed }) => needed && !Object.hasOwn(entry, key));
  if (missing !== undefined) return problem(text, expected);
  return value(entry, unknown);
}

/** The part that some words begin: the longest of its keywords that stands at their beginning. */
function namedPart(
  kind: EntryKind,
  written: string,
): { readonly part: Part; readonly rest: string; readonly not: boolean } | null {
  const lower = written.toLowerCase();
  for (const each of kind.parts.toSorted((a, b) => b.before.length - a.before.length)) {
    if (each.before === '') continue;
    if (each.is.form === 'flag') {
      if (lower === each.before) return { part: each, rest: '', not: false };
      if (lower === `not ${each.before}`) return { part: each, rest: '', not: true };
    } else if (lower.startsWith(`${each.before} `) || lower === each.before) {
      return { part: each, rest: written.slice(each.before.length).trim(), not: false };
    }
  }
  return null;
}

function readPart(text: string, { is, before }: Part, naming: Naming): Reading<unknown> {
  if (is.form !== 'flag' && text === '') return problem(before, `something behind “${before}”`);
  switch (is.form) {
    case 'words':
    case 'clause':
      return value(unquoted(text) ?? text);
    case 'number':
      return readNumber(
        text,
        is.unit === 'days' ? ['day', 'days', 'calendar days', 'working days'] : [is.unit],
      );
    case 'duration':
      return readDuration(text);
    case 'code':
      return value(codeOf(text, is.known));
    case 'id':
      return readId(text, is.of, [], naming);
    case 'instant':
      return readInstant(text, naming);
    case 'flag':
      return value(true);
  }
}

/** The entry in words: as people would write it, and with everything in quotation marks that can be. */
export function entryWords(entry: Entry, form: EntryForm, naming: Naming): string[] {
  const kind = kinds[form];
  return [false, true].map((careful) => {
    const written = kind.parts.flatMap((each) => {
      const given = entry[each.key];
      if (given === undefined || given === null) return [];
      return [partWords(given, each, kind, careful, naming)];
    });
    const count = kind.numbered === undefined ? undefined : entry[kind.numbered];
    const hasHead = kind.parts.some(
      ({ key, before }) => before === '' && (entry[key] ?? undefined) !== undefined,
    );
    const numbered = typeof count === 'number' ? `${String(count)}.${hasHead ? ' ' : '; '}` : '';
    return (numbered + written.join('; ')).replace(/; $/u, '');
  });
}

function partWords(given: unknown, each: Part, kind: EntryKind, careful: boolean, naming: Naming): string {
  const { is, before } = each;
  const said = (text: string) => (before === '' ? text : `${before} ${text}`);
  const asWords = (text: string) => {
    if (careful) return quoted(text);
    return written(
      text,
      (candidate) =>
        parts(candidate, semicolon)[0] === candidate &&
        (before !== '' || namedPart(kind, candidate) === null),
    );
  };
  switch (is.form) {
    case 'words':
    case 'clause':
      return said(asWords(String(given)));
    case 'number':
      return said(
        typeof given === 'number' && numberOf(numberWords(given)) === given
          ? `${numberWords(given)}${is.unit === '' ? '' : ` ${given === 1 ? is.unit.replace(/s$/u, '') : is.unit}`}`
          : String(given),
      );
    case 'duration':
      return said(careful ? quoted(String(given)) : printDurationExactly(String(given)));
    case 'code':
      return said(careful ? quoted(String(given)) : codeWritten(String(given), is.known, semicolon));
    case 'id':
      return said(careful ? quoted(String(given)) : idInList(String(given), is.of, naming));
    case 'instant':
      return said((careful ? quoted(String(given)) : instantWords(String(given), naming)[0]) ?? '');
    case 'flag':
      return given === true ? before : `not ${before}`;
  }
}
