/**
 * What the public sees of an agreement: the contents of its page and of its twin for machines, `data.json`.
 *
 * Nothing in it tells of what is not published: no version, no id of the record, no count of what is left out.
 */

export interface PublicView {
  readonly title: string;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly slug: string;
  readonly summary: string;
  readonly participation: string;
  readonly parties: readonly string[];
  /** RFC 3339 instant of the closing act; null: everything is provisional. */
  readonly adopted: string | null;
  /** What appears here, and how long after it happened. */
  readonly publishes: readonly { readonly what: string; readonly after: string }[];
  /** Day on which something of the page changed last, `2026-03-02`; null: nothing has appeared yet. */
  readonly updated: string | null;
  readonly outline: readonly PublicElement[];
  readonly progress: readonly { readonly standing: Standing; readonly clauses: number }[];
  readonly decisions: readonly PublicDecision[];
  readonly milestones: readonly PublicMilestone[];
  readonly comments: readonly PublicComment[];
  /** Fingerprint of the key that signs the record, to compare with what the parties say it is. */
  readonly recordKey: string | null;
}

export type Standing = 'agreed' | 'agreed-in-part' | 'open' | 'set-aside' | 'withdrawn';

export interface PublicElement {
  /** Where it stands on the page; made of nothing that counts. */
  readonly anchor: string;
  readonly depth: number;
  readonly kind: string;
  /** `Article 5`, `3.`; empty for what has no number. */
  readonly number: string;
  readonly heading: string;
  /** Its words are confidential; the public may know that it is there. */
  readonly confidential: boolean;
  /** null: not published. */
  readonly standing: Standing | null;
  readonly text: null | {
    /** Agreed words, or words that were published while they were negotiated. */
    readonly as: 'agreed' | 'draft';
    /** RFC 3339. */
    readonly at: string;
    readonly hash: string;
    /** The words as HTML without scripts. */
    readonly html: string;
  };
}

export interface PublicDecision {
  readonly at: string;
  readonly clause: string;
  readonly anchor: string;
  /** `Agreed by the Joint Committee.` */
  readonly sentence: string;
  readonly reasons: string;
}

export interface PublicMilestone {
  readonly id: string;
  readonly title: string;
  /** `by 31 July 2026, not before 1 May 2026`, or why it cannot be computed. */
  readonly when: string;
  readonly who: readonly string[];
}

export interface PublicComment {
  /** The number on its receipt would count those that are not published, so there is none. */
  readonly at: string;
  readonly clause: string;
  readonly anchor: string;
  readonly by: string;
  readonly kind: string;
  readonly quote: string;
  readonly body: string;
  readonly answer: null | { readonly sentence: string; readonly at: string };
}
