/**
 * Private proposals, as the HTTP API answers them; types only. Whoever is no delegate of a party, or may not read the
 * clause, is answered as if there were none.
 *
 * - `GET /api/v1/agreements/:id/proposals?clause=ID` → `ProposalsView`: those of the viewer's own delegation, in the
 *   order in which they were kept. Its ETag changes with what the viewer sees.
 * - `GET …/proposals/:proposal` → `ProposalTextView`: one, with its texts.
 * - `POST …/proposals`, with a `KeepProposal` or an act on one, → `ProposalView`.
 *
 * A `proposals-changed` notice on the socket names those that changed, to those who may see them.
 */
import type { Origin } from '@travaux/workflow/proposals';
import type { ClauseJson } from '../document/clause-json.ts';
import type { Named, NamedClause } from './course-views.ts';

/** What may be done with a proposal that is open. */
export type ProposalAct = 'give-reason' | 'incorporate-proposal' | 'withdraw-proposal';

export interface ProposalView {
  readonly id: string;
  /** `TOR/4.2/3`. */
  readonly reference: string;
  readonly party: Named;
  readonly clause: NamedClause;
  readonly reason: string;
  readonly origin: Origin;
  readonly keptBy: string;
  readonly keptAt: string;
  readonly status:
    | { readonly kind: 'private' }
    | { readonly kind: 'incorporated' | 'withdrawn'; readonly by: string; readonly at: string };
  readonly may: readonly ProposalAct[];
}

export interface ProposalsView {
  readonly proposals: readonly ProposalView[];
  /** The parties for which the viewer may keep proposals. */
  readonly parties: readonly Named[];
}

export interface ProposalTextView extends ProposalView {
  /** What the clause said when the proposal was kept. */
  readonly base: ClauseJson;
  /** What it would say. */
  readonly text: ClauseJson;
}

/** What a delegate sends to keep a text as a proposal. */
export interface KeepProposal {
  readonly type: 'keep-proposal';
  /** New for each proposal (UUID). */
  readonly proposal: string;
  readonly party: string;
  readonly clause: string;
  /** Hash of the text of the clause that the proposal was made from; refused as `text-changed` when it is another. */
  readonly base: string;
  readonly text: ClauseJson;
  readonly reason: string;
  readonly origin: Extract<Origin, { readonly kind: 'set-aside' }>;
}

export type ProposalActCommand =
  | { readonly type: 'give-reason'; readonly proposal: string; readonly reason: string }
  | { readonly type: 'incorporate-proposal' | 'withdraw-proposal'; readonly proposal: string };
