/**
 * A rule of the linter. Each has a file of its own in `rules/` with its reason, its precedent and its examples; the
 * examples are its tests.
 *
 * A rule looks at one thing at a time (a milestone, a clause, …) and may look up others through the lens that it is
 * given. It says nothing about what could not be read: that is found already.
 */
import type { Example } from './example.ts';
import type { Severity, TextRange } from './finding.ts';
import type { Lens } from './lens.ts';
import type { Kind, Things } from './things.ts';

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

/** What a rule looks at, one member for each kind of thing, so that `about` tells what `check` is given. */
export type Look = { readonly [K in LookedAt]: LookAt<K> }[LookedAt];
type LookedAt = Exclude<Kind, 'translation'>;

interface LookAt<K extends LookedAt> {
  readonly about: K;
  readonly check: (thing: Things[K], see: Lens, report: Report) => void;
}

export type Rule = RuleHead & {
  readonly examples: {
    /** Each gives exactly one finding, of this rule, where it says. */
    readonly bad: readonly (Example & { readonly at: string })[];
    /** Each gives none at all. */
    readonly good: readonly Example[];
  };
} & (
    | Look
    /** A rule that asks the same of several kinds of things. */
    | { readonly looks: readonly Look[] }
  );

/** What a rule on terms also asks of the text, in a file of its own. */
export type RulePart = Look & Pick<Rule, 'examples'>;

export function together(rule: Rule, { examples, ...look }: RulePart): Rule {
  const { id, severity, title, reason, precedent } = rule;
  return {
    id,
    severity,
    title,
    reason,
    precedent,
    looks: [...('looks' in rule ? rule.looks : [rule]), look],
    examples: {
      bad: [...rule.examples.bad, ...examples.bad],
      good: [...rule.examples.good, ...examples.good],
    },
  };
}

/** Says that something is wrong with the thing that the rule was asked about. */
export type Report = (wrong: Wrong) => void;

export interface Wrong {
  /** Name of the field of the thing, such as `deadline`. */
  readonly field?: string;
  /** Another thing to point at than the one that was asked about. */
  readonly on?: { readonly kind: LookedAt; readonly name: string };
  /** Path below the thing where it is more exact than the field: `.deadline.anchor`. */
  readonly at?: string;
  /** The words, of a clause. */
  readonly range?: TextRange;
  /** One or two sentences that a delegate understands: what is wrong, and what would mend it. */
  readonly message: string;
  /** What the button says, and the words to put in the place of the range, or of the whole field. */
  readonly fix?: { readonly label: string; readonly words: string };
  /** Where it weighs less or more than the rule usually does. */
  readonly severity?: Severity;
}
