/** How an author's words are underlined: by the pattern of the party; the source of the text is left bare. */
import type { AuthorView } from '../../frames/views.ts';
import { patternOf } from '../ui/names.ts';

export function whoClass(author: AuthorView, parties: readonly string[]): string | null {
  if (author.kind === 'source') return null;
  return `who ${patternOf(author.party, parties).replace('pattern', 'who')}`;
}
