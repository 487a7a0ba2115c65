export {
  emptyClauseJson,
  jsonOfDoc,
  nodeOfJson,
  seedOfNode,
  textOf,
  type ClauseJson,
} from './clause-text.ts';
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
