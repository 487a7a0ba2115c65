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
