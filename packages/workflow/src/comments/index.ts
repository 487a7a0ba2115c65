export {
  fewestCredentialHolders,
  maxCommentLength,
  maxContextLength,
  maxCredentials,
  maxQuoteLength,
} from './limits.ts';
export { pseudonymityFault } from './admitting.ts';
export { anchorSchema, type Anchor } from './anchor.ts';
export { answersDue, appealsDue, callsOn, type Call } from './calls.ts';
export { channelKey } from './channel-key.ts';
export { channelSchema, mayReadChannel, writersOf, type Channel } from './channel.ts';
export {
  commentCommandSchema,
  dispositionSchema,
  drawCredentialsSchema,
  pseudonymSchema,
  type CommentCommand,
  type DrawCredentials,
} from './commands.ts';
export { personOf, recordedInstant, wrote, type Commenter } from './commenter.ts';
export {
  answerBlinded,
  blindSerial,
  checkCredential,
  credentialKeys,
  finishCredentials,
  type BlindedSerial,
  type CredentialKeys,
  type RandomBytes,
} from './credential.ts';
export { decideComment } from './decide.ts';
export type { CommentDecision } from './decision.ts';
export { isCalled } from './discussing.ts';
export { threadOfEvent, type CommentEvent, type RecordedComment } from './events.ts';
export { evolveComments, replayComments } from './evolve.ts';
export type { CommentFacts } from './facts.ts';
export { receiptHash, sha256Hex, type Received } from './receipt.ts';
export { isCommentRefusal, refuseComment, type CommentRefusal, type CommentRefusalCode } from './refusal.ts';
export { mayReadQuote, mayReadThread, mayReadWords } from './sight.ts';
export { noComments, type CommentsState, type ModerationEntry } from './state.ts';
export {
  awaitsAnswer,
  dispositionOf,
  hidingGrounds,
  mentionSchema,
  openingOf,
  submissionKinds,
} from './thread.ts';
export type * from './thread.ts';
export { covers, isOpen, type CommentWindow, type WindowId } from './window.ts';
