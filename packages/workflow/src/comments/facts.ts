/** What a decision on comments needs and the pure rules cannot know. */
export interface CommentFacts {
  /** The present instant, RFC 3339 in UTC with milliseconds. */
  readonly now: string;
  /** Id of the agreement, for receipts. */
  readonly agreement: string;
}
