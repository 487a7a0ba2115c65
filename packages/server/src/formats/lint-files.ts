/**
 * Linting files: from their bytes to findings, or to the reason why one cannot be read. Pure, and as slow as the files
 * are long: it runs in a thread of its own (`lintInThread`).
 *
 * Of an agreement in JSON, the terms are looked at as they stand in the file, ids that name nothing included, and the
 * text as its clauses have it. A file of another format has text only.
 */
import { alignVersion, lintReader, nodeOfJson, type ClauseStanding } from '@travaux/editor/document';
import type { Outline, OutlineElement } from '@travaux/workflow/agreement';
import { termsSchema, type Terms } from '@travaux/workflow/compliance';
import { lint, rules, textRules, type ClauseSubject, type Finding } from '@travaux/workflow/lint';
import type { Node } from 'prosemirror-model';
import { z } from 'zod';
import { jsonPath, parseAgreement } from './agreement-model.ts';
import type { ImportFailure, Imported, ImportLimits } from './imported.ts';
import { parseJson } from './json-text.ts';
import { openFile, orFailure, readFile } from './read-file.ts';
import { textParagraph } from './text-json.ts';
import { Unreadable } from './unreadable.ts';

export interface FileToLint {
  readonly bytes: Uint8Array;
  readonly fileName: string;
}

export interface LintOptions {
  /** Ids of the rules to ask; all where it is not given. */
  readonly rules?: readonly string[] | undefined;
  /** `2026-11-25`: for deadlines in the past. Null: they are not looked for. */
  readonly today: string | null;
}

export interface Linted {
  readonly failed?: never;
  readonly findings: readonly LintedFinding[];
}

export interface LintedFinding extends Pick<Finding, 'rule' | 'severity' | 'message'> {
  /** JSON path in an agreement in JSON (`$.milestones[2].deadline`), else what is printed: `Annex V, 15.2 (a)`. */
  readonly where: string;
  /** The words that it is about, where there are any. */
  readonly words: string | null;
}

/** @param versions other language versions of the file, to be compared with it */
export function lintFiles(
  file: FileToLint,
  versions: readonly FileToLint[],
  limits: ImportLimits,
  options: LintOptions,
): Linted | ImportFailure {
  const first = readToLint(file, limits);
  if ('failed' in first) return first;
  const others = [];
  for (const version of versions) {
    const other = readToLint(version, limits);
    if ('failed' in other) return { ...other, sentence: `${version.fileName}: ${other.sentence}` };
    others.push(alignVersion(first.clauses, other.language, other.clauses));
  }
  const asked = first.hasTerms ? rules : textRules;
  const wanted = options.rules && new Set(options.rules);
  const findings = lint(
    {
      terms: first.terms,
      text: { language: first.language, clauses: first.clauses, versions: others },
      standsIn: new Map(),
      unread: [],
      today: options.today,
    },
    wanted ? asked.filter(({ id }) => wanted.has(id)) : asked,
  );
  const clauses = new Map(first.clauses.map((clause) => [clause.id, clause]));
  return {
    findings: findings.map(({ rule, severity, message, where }) => {
      const clause = where.clause === null || where.term !== null ? undefined : clauses.get(where.clause);
      const { range } = where;
      return {
        rule,
        severity,
        where: clause ? first.pathOf(clause, where.path) : where.path,
        message,
        words: (range && clause?.passages[range.passage]?.words.slice(range.from, range.to)) ?? null,
      };
    }),
  };
}

interface ToLint {
  readonly language: string;
  readonly hasTerms: boolean;
  readonly terms: Terms;
  readonly clauses: readonly ClauseSubject[];
  /** Where a clause stands in the file, if that is more than its label says. */
  pathOf(clause: ClauseSubject, label: string): string;
}

function readToLint({ bytes, fileName }: FileToLint, limits: ImportLimits): ToLint | ImportFailure {
  return orFailure(() => {
    const { text, format } = openFile(bytes, fileName, limits);
    if (format === 'agreement-json') return agreementToLint(text, limits);
    const imported = readFile(bytes, fileName, limits);
    return imported.failed ? imported : textToLint(imported);
  });
}

function textToLint({ open: { elements, facts }, texts }: Imported): ToLint {
  return {
    language: facts.language,
    hasTerms: false,
    terms: termsSchema.parse({ agreement: { title: facts.title } }),
    clauses: lintReader().read({
      outline: outlineOf(elements),
      style: facts,
      texts: new Map([...texts].map(([id, text]) => [id, nodeOfJson(text)])),
      terms: [],
      standings: new Map(),
    }),
    pathOf({ id, part, within, label, heading }, path) {
      const labelled = within.filter((division) => division.label !== '');
      // In an annex everything around is needed to find a place, elsewhere the article is enough.
      const around = (part === 'annex' ? labelled : labelled.slice(-1)).map((division) =>
        bare(division.label),
      );
      const isUnnamed = label === '' && heading === '';
      return [...around, isUnnamed ? path.replace(id, 'unnumbered paragraph') : path].join(', ');
    },
  };
}

const bare = (label: string) => label.replace(/[\s:.\u2013\u2014-]+$/u, '');

function outlineOf(elements: readonly OutlineElement[]): Outline {
  const children = new Map<string | null, string[]>();
  for (const { id, parent } of elements) children.set(parent, [...(children.get(parent) ?? []), id]);
  return { elements: new Map(elements.map((element) => [element.id, element])), children };
}

/** What the linter asks of a clause beyond what an import does. */
const standingSchema = z.object({
  clauses: z
    .array(
      z.object({
        state: z.string().nullish(),
        signoffs: z.array(z.object({ version: z.string().nullish() })).default([]),
      }),
    )
    .default([]),
});
/** States of a clause whose words are closed, in the agreement format. */
const settled = new Set(['agreed', 'committee_approved', 'final']);

function agreementToLint(text: string, limits: ImportLimits): ToLint {
  const value = parseJson(text, limits);
  const parsed = parseAgreement(value);
  const stands = standingSchema.safeParse(value);
  const errors =
    'errors' in parsed
      ? parsed.errors
      : (stands.error?.issues ?? []).map(({ path, message }) => ({ path: jsonPath(path), message }));
  if ('errors' in parsed || !stands.success) {
    const [first] = errors;
    throw new Unreadable(
      'invalid-agreement',
      `This is not an agreement of the format "sanctions-relief-agreement/0.1": ${first?.path ?? '$'}: ${first?.message ?? ''}.`,
      { errors: errors.slice(0, 100) },
    );
  }
  const { model, terms } = parsed;
  const parties = model.parties.map(({ id }) => id);
  const standings = new Map<string, ClauseStanding>();
  const texts = new Map<string, Node>();
  const elements: OutlineElement[] = [];
  const places = new Map<string, number>();
  model.clauses.forEach((clause, at) => {
    // Two clauses of one id are one too many; that is found in the terms of the agreement.
    if (places.has(clause.id)) return;
    places.set(clause.id, at);
    const [article] = /^\d+(?=\.)/u.exec(clause.number) ?? [];
    const parent = article === undefined ? null : `article:${article}`;
    if (parent !== null && !elements.some(({ id }) => id === parent)) {
      elements.push({
        id: parent,
        kind: 'article',
        parent: null,
        heading: '',
        number: { kind: 'literal', label: `Article ${article}` },
      });
    }
    const number = { kind: 'literal', label: clause.number } as const;
    elements.push({ id: clause.id, kind: 'clause', parent, heading: clause.heading, number });
    const content = clause.text
      .split(/\n{2,}/u)
      .flatMap((line) => (line.trim() === '' ? [] : [textParagraph(line.replace(/\s+/gu, ' ').trim())]));
    texts.set(clause.id, nodeOfJson({ type: 'doc', content }));
    const { state, signoffs = [] } = stands.data.clauses[at] ?? {};
    const signOffs = clause.signoffs.map(({ party }, n) => ({ party, version: signoffs[n]?.version ?? '' }));
    const isSettled = settled.has(state ?? '');
    standings.set(clause.id, {
      settled: isSettled,
      signOffs,
      unsigned: isSettled ? parties.filter((id) => !signOffs.some(({ party }) => party === id)) : [],
    });
  });
  const [language = 'en'] = model.agreement.languages;
  return {
    language,
    hasTerms: true,
    terms,
    clauses: lintReader().read({
      outline: outlineOf(elements),
      style: { clauseNumbering: 'dotted', language },
      texts,
      terms: terms.definitions.map(({ term }) => term),
      standings,
    }),
    pathOf: ({ id }) => `$.clauses[${places.get(id) ?? 0}].text`,
  };
}
