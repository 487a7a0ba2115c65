/**
 * Errors of the linter that the chair has set aside: each by its rule and place, for one exact text of a clause, with
 * a reason that everybody can read. It no longer holds up what the text is decided by; it is still shown, as set
 * aside. When the words of the clause change it falls by itself, because it names the text that it was said of.
 */
export interface SetAside {
  /** `L15`. */
  readonly rule: string;
  /** Where in the clause, as `ErrorFinding` says it. */
  readonly place: string;
  /** Hash of the clause as it stood. */
  readonly hash: string;
  readonly reason: string;
  readonly at: string;
}
