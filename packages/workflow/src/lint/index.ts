export type { Finding, Fix, Place, Severity, TextRange } from './finding.ts';
export type { Report, RuleHead } from './rule.ts';
export type {
  ClauseSubject,
  LanguageVersion,
  Passage,
  PassageReference,
  Subject,
  TextSubject,
  UnreadField,
} from './subject.ts';
