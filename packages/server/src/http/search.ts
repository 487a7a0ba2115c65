/**
 * Search over an agreement: its headings and the texts of its clauses, folded so that a word is found as anybody
 * would type it. Texts are folded once for each state of a clause; the agreements asked for last stay folded.
 */
import { clauseSchema, findInFolded, fold, plainText, type Folded } from '@travaux/editor/document';
import type { ClauseTextView, SearchHit, SearchView } from '@travaux/editor/frames';
import { readingOrder, type OutlineElement } from '@travaux/workflow/agreement';
import { Node } from 'prosemirror-model';
import type { Rooms } from '../rooms/rooms.ts';
import type { OpenState } from './present.ts';

/** Most hits in one answer; `total` tells how many there are. */
const mostHits = 200;
/** Words around a hit, in UTF-16 code units on each side. */
const around = 60;
/** Agreements that stay folded: about ten bytes for each character of them. */
const keptAgreements = 8;

interface FoldedText {
  readonly seq: number;
  readonly plain: string;
  readonly folded: Folded;
}

export interface Search {
  find(agreement: string, state: OpenState, clauses: ReadonlySet<string>, query: string): Promise<SearchView>;
}

export function createSearch(rooms: Pick<Rooms, 'texts'>): Search {
  const agreements = new Map<string, Map<string, FoldedText>>();

  function foldedTexts(agreement: string, views: readonly ClauseTextView[]): Map<string, FoldedText> {
    const before = agreements.get(agreement);
    const texts = new Map<string, FoldedText>();
    for (const view of views) {
      const known = before?.get(view.id);
      texts.set(view.id, known?.seq === view.seq ? known : foldedText(view));
    }
    // What one viewer may not read stays folded for those who may.
    for (const [id, text] of before ?? []) if (!texts.has(id)) texts.set(id, text);
    agreements.delete(agreement);
    agreements.set(agreement, texts);
    for (const oldest of agreements.keys()) {
      if (agreements.size <= keptAgreements) break;
      agreements.delete(oldest);
    }
    return texts;
  }

  return {
    async find(agreement, state, clauses, query) {
      const hits: SearchHit[] = [];
      let total = 0;
      const take = (element: OutlineElement, plain: string, folded: Folded, firstIndex: number) => {
        const ranges = findInFolded(folded, query);
        total += ranges.length;
        for (const [index, range] of ranges.entries()) {
          if (hits.length === mostHits) break;
          hits.push({
            clause: element.id,
            ...excerptOf(plain, range),
            index: firstIndex < 0 ? -1 : firstIndex + index,
          });
        }
      };
      if (query.trim() !== '') {
        const texts = foldedTexts(agreement, await rooms.texts(agreement, [...clauses]));
        for (const { element } of readingOrder(state.outline)) {
          if (element.heading !== '') take(element, element.heading, fold(element.heading), -1);
          const text = clauses.has(element.id) ? texts.get(element.id) : undefined;
          if (text) take(element, text.plain, text.folded, 0);
        }
      }
      return { query, total, hits };
    },
  };
}

function foldedText(view: ClauseTextView): FoldedText {
  const plain = plainText(Node.fromJSON(clauseSchema, view.text));
  return { seq: view.seq, plain, folded: fold(plain) };
}

/** The words around a hit, cut between words where one is near and never inside a character. */
function excerptOf(
  text: string,
  { from, to }: { readonly from: number; readonly to: number },
): { readonly excerpt: string; readonly from: number; readonly to: number } {
  let start = Math.max(0, from - around);
  let end = Math.min(text.length, to + around);
  if (start > 0) {
    const space = text.slice(start, from).search(/\s/);
    if (space >= 0) start += space + 1;
    else if (isTrail(text, start)) start++;
  }
  if (end < text.length) {
    const tail = text.slice(to, end);
    const space = /\s\S*$/.exec(tail)?.index ?? -1;
    if (space >= 0) end = to + space;
    else if (isTrail(text, end)) end--;
  }
  return {
    excerpt: text.slice(start, end).replace(/\s/g, ' '),
    from: from - start,
    to: to - start,
  };
}

function isTrail(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}
