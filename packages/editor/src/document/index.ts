export { withWords } from './added-words.ts';
export { AgreementLinter, type DraftToLint, type LintedDraft } from './agreement-linter.ts';
export { anchorFinder, anchorOf, type AnchorFinder, type Placed } from './anchors.ts';
export type { FieldKind, Grammar, Register, TermKind } from './blocks/kind.ts';
export { fieldKindOf, termKindOf, termKinds } from './blocks/kinds.ts';
export type { Known, Naming, Problem } from './blocks/grammar/reading.ts';
export { namingOfTerms } from './blocks/naming.ts';
export { readBlock, type ReadBlock, type UnreadWords } from './blocks/read-block.ts';
export {
  termsReader,
  type AgreementText,
  type BlockPlace,
  type Participants,
  type ReadTerms,
  type TermsReader,
  type UnreadInBlock,
} from './blocks/terms-of.ts';
export { blockOf, type BlockJson, type ClauseReference } from './blocks/write-block.ts';
export { canonicalText, clauseHash } from './canonical.ts';
export { emptyClauseJson, nodeOfJson, type ClauseJson } from './clause-json.ts';
export { jsonOfDoc, seedOfNode, textOf } from './clause-text.ts';
export { closureIndex, type ClosureIndex } from './closure.ts';
export { compareTexts } from './compare.ts';
export { definitionsIn, headsDefinitions, type Definition } from './definitions.ts';
export {
  classifyEdit,
  type ClassifiedEdit,
  type EditContext,
  type EditReason,
  type EditReasonKind,
} from './edit-class.ts';
export { findReferences, type FoundReference } from './find-references.ts';
export { findInFolded, findInText, fold, type Folded, type TextRange } from './fold.ts';
export { alignVersion } from './language-versions.ts';
export { passagesIn, type PlacedPassage } from './lint-passages.ts';
export {
  subjectReader,
  type AgreementSubject,
  type AgreementToLint,
  type SubjectReader,
} from './agreement-subject.ts';
export { lintReader, type ClauseStanding, type LintReader, type TextToLint } from './lint-subject.ts';
export { itemLabel, itemPaths, labelsOfItems, type ItemLabel } from './list-labels.ts';
export { namedPlaces } from './named-places.ts';
export { mergedText, mergeTexts, type Merge, type TextChange } from './merge-texts.ts';
export { placeOf } from './places.ts';
export { labelsOf, type ElementLabel, type Labels, type NumberingStyle } from './numbering.ts';
export { referenceIndex, type ReferenceIndex } from './reference-index.ts';
export { maxReferenceLabel, resolveTarget, type ItemLookup } from './references.ts';
export {
  sideOf,
  type MarkJson,
  type NodeHead,
  type RedlinePart,
  type RedlinePiece,
  type RedlineSide,
} from './redline.ts';
export {
  clauseSchema,
  isSafeHref,
  listMarkers,
  referenceForms,
  schemaVersion,
  textRoot,
  type ListMarker,
  type ReferenceForm,
} from './schema.ts';
export { isStrange, strangePieces, type StrangePiece } from './strange-text.ts';
export { termFinder, type TermFinder, type TermUse } from './terms.ts';
export { textPieces, type TextPiece } from './text-pieces.ts';
export { findInNode, plainText, textRuns, wordsOf, type PlainTextOptions, type TextRun } from './words.ts';
