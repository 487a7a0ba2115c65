/**
 * A refusal of a command on proposals: the same shape as those of an agreement, with codes of its own where the reason
 * is one that only proposals know.
 */
export type ProposalRefusalCode =
  /** The actor's capacities do not include this right. */
  | 'not-allowed'
  /** The actor is no delegate of the party. */
  | 'not-yours'
  | 'unknown-clause'
  /** There is no such proposal, or the actor may not know of it. */
  | 'unknown-proposal'
  /** Another proposal has the id. */
  | 'used-id'
  /** The text of the clause is no longer the one that the proposal departs from. */
  | 'text-changed'
  /** The proposal says what the clause says. */
  | 'nothing-changed'
  | 'too-many'
  /** The proposal was withdrawn, or put into the text, before. */
  | 'closed-proposal';

export interface ProposalRefusal {
  readonly refused: true;
  readonly code: ProposalRefusalCode;
  readonly sentence: string;
}

export function refuseProposal(code: ProposalRefusalCode, sentence: string): ProposalRefusal {
  return { refused: true, code, sentence };
}

export function isProposalRefusal(value: unknown): value is ProposalRefusal {
  return typeof value === 'object' && value !== null && (value as ProposalRefusal).refused === true;
}
