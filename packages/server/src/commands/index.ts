export {
  createCommentDesk,
  wantsRevision,
  type AcceptedComment,
  type CommentDesk,
  type CommentDeskOptions,
} from './comment-desk.ts';
export {
  createDesk,
  type Accepted,
  type Desk,
  type DeskOptions,
  type DeskRooms,
  type Previewed,
} from './desk.ts';
export {
  createProposalDesk,
  type AcceptedProposal,
  type ProposalDesk,
  type ProposalDeskOptions,
} from './proposal-desk.ts';
export type { Swept } from './due.ts';
export type { TextsRead } from './current-texts.ts';
export type { Reading } from './reading.ts';
export { createOutdatedWatch, type OutdatedWatch, type OutdatedWatchOptions } from './outdated-watch.ts';
export { createSweep, type Sweep, type SweepOptions } from './sweep.ts';
