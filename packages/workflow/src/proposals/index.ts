export {
  keepProposalSchema,
  proposalActSchema,
  proposalCommandSchema,
  type ProposalCommand,
} from './commands.ts';
export { decideProposal, maxProposals, type ProposalDecision, type ProposalFacts } from './decide.ts';
export type { ProposalEvent, RecordedProposal } from './events.ts';
export { originSchema, referenceWords, setAsideSchema, textHashSchema } from './proposal.ts';
export type * from './proposal.ts';
export {
  isProposalRefusal,
  refuseProposal,
  type ProposalRefusal,
  type ProposalRefusalCode,
} from './refusal.ts';
export { mayReadProposal, proposesFor } from './sight.ts';
export { evolveProposals, noProposals, replayProposals, type ProposalsState } from './state.ts';
