export { example, type Draft, type Example } from './example.ts';
export { placeName } from './finding.ts';
export type { Finding, Fix, Place, Severity, TextRange } from './finding.ts';
export type { Lens, Question } from './lens.ts';
export type { Look, Report, Rule, RuleHead, Wrong } from './rule.ts';
export { rules, textRules } from './rules.ts';
export { lint, linter, type Linter } from './run.ts';
export type {
  ClauseSubject,
  LanguageVersion,
  Meant,
  Passage,
  PassageReference,
  Subject,
  TextSubject,
  UnreadField,
} from './subject.ts';
