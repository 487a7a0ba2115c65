/**
 * A rule of the linter, and how it is asked. Each rule has a file of its own in `rules/` with its reason, its
 * precedent and examples; the examples are its tests.
 *
 * A rule looks at one thing at a time (a milestone, a clause, …) and may look up others through the lens that it is
 * given. The lens writes down what was looked up, so that a keystroke asks again only the rules that read what it
 * changed (`run.ts`).
 */
import type { Finding, Severity } from './finding.ts';

export interface RuleHead {
  /** `L01`: its name in every language and release; never given to another rule. */
  readonly id: string;
  readonly severity: Severity;
  /** A few words: "Relief without condition". */
  readonly title: string;
  /** Why it matters, in a sentence. */
  readonly reason: string;
  /** The real case behind it, where there is one. */
  readonly precedent: string | null;
}

/** What a rule reports; the runner adds id and severity. */
export type Report = (finding: Omit<Finding, 'rule' | 'severity'> & { readonly severity?: Severity }) => void;
