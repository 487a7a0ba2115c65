/** A text of a clause with words added as paragraphs of their own at its end: where nobody knows yet where they belong. */
import { emptyClauseJson, type ClauseJson } from './clause-json.ts';

/** One paragraph for each line that says something. */
export function withWords(text: ClauseJson | null, words: string): ClauseJson {
  const lines = words.split('\n').filter((line) => line.trim() !== '');
  return {
    type: 'doc',
    content: [
      ...((text ?? emptyClauseJson).content ?? []),
      ...lines.map((line) => ({ type: 'paragraph', content: [{ type: 'text', text: line.trim() }] })),
    ],
  };
}
