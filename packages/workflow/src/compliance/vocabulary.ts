/**
 * The closed lists of words that terms are written with. Apart from the schemas that check terms, because a page
 * that only shows a text needs the words and not the checks.
 */

export const comparators = ['>=', '<=', '==', '>', '<', '!='] as const;

export const instruments = [
  'license',
  'exempt',
  'waive',
  'suspend',
  'cease_application',
  'amend',
  'unfreeze',
  'delist',
  'terminate',
  'seek_legislation',
] as const;
