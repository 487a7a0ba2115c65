/**
 * A finding: what one rule of the linter says about one place of an agreement. The same finding is underlined in the
 * editor, listed in the panel "Check", printed by `travaux lint`, and, when it is an error, holds up a sign-off.
 */
export type Severity = 'error' | 'warning' | 'information';

/** Where a finding points. What is null does not apply. */
export interface Place {
  /** JSON path in the agreement format (`$.milestones[2].deadline`), or the printed label of the text. */
  readonly path: string;
  /** Id of the clause in whose text it lies. */
  readonly clause: string | null;
  /** Id of the term it is about: `M2`, `T4`, `C1`, `day:adoption`. */
  readonly term: string | null;
  /** Name of the field of that term's block, such as `deadline`. */
  readonly field: string | null;
  /** The words themselves. */
  readonly range: TextRange | null;
}

/** Where in its clause a finding lies, in a few signs: the same as long as the words of the clause are the same. */
export const placeName = ({ term, field, range }: Place): string =>
  range
    ? `${range.passage}:${range.from}-${range.to}`
    : [term, field].filter((part) => part !== null).join('.');

/** UTF-16 offsets in one passage of the clause. */
export interface TextRange {
  readonly passage: number;
  readonly from: number;
  readonly to: number;
}

/** A change that mends what was found, offered as one click. It never runs by itself. */
export interface Fix {
  /** What the button says, such as `Replace "should" by "shall"`. */
  readonly label: string;
  readonly change:
    | {
        readonly kind: 'replace-words';
        readonly clause: string;
        readonly range: TextRange;
        readonly words: string;
      }
    | { readonly kind: 'set-field'; readonly term: string; readonly field: string; readonly words: string };
}

export interface Finding {
  /** `L01`, `L08b`: the id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  readonly where: Place;
  /** One or two sentences that a delegate understands: what is wrong, and what would mend it. */
  readonly message: string;
  readonly fix?: Fix | undefined;
}
