export {
  canonicalJson,
  JsonError,
  isWellFormed,
  leafLimits,
  type Json,
  type JsonLimits,
} from './canonical-json.ts';
export {
  formatCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
  type Checkpoint,
  type OpenedCheckpoint,
} from './checkpoint.ts';
export { emptyRoot, leafHash, nodeHash, sameHash, type Hash } from './hash.ts';
export {
  leafText,
  parseLeaf,
  pseudonym,
  pseudonymKeyLength,
  saltLength,
  type Leaf,
  type LeafFields,
} from './leaf.ts';
export {
  formatVerifierKey,
  noteSigner,
  openNote,
  parseVerifierKey,
  signNote,
  verifierKey,
  type NoteFailure,
  type OpenedNote,
  type Signer,
  type VerifierKey,
} from './note.ts';
export { parseJson, type ParseOptions } from './parse-json.ts';
export { passkeyChallenge, passkeyFault, type PasskeyAlgorithm } from './passkey.ts';
export {
  consistencyProof,
  inclusionProof,
  nodesForConsistency,
  nodesForInclusion,
  provesConsistency,
  provesInclusion,
} from './proof.ts';
export {
  checkProofFile,
  formatProofFile,
  parseProofFile,
  type ProofFailure,
  type ProofFile,
} from './proof-file.ts';
export { clauseHashesIn, formatRecord, recordFormat, type RecordLeaf } from './record.ts';
export { sentencesOf, stateAfter } from './sentences.ts';
export type { SignedAct } from './signed-acts.ts';
export { firstNodeOf, parseTilePath, tilePath, tileWidth, widthIn, type Tile } from './tile.ts';
export {
  emptyFrontier,
  frontierRoot,
  grow,
  nodesForRoot,
  rootHash,
  type Frontier,
  type HashReader,
  type NodeCoordinate,
  type TreeNode,
} from './tree.ts';
export {
  checks,
  type Check,
  type Finding,
  type FindingCode,
  type Verdict,
  type Verified,
} from './verdict.ts';
export { replayFault } from './replay.ts';
export { verifyRecord, type VerifyOptions } from './verify-record.ts';
