/**
 * Which threads are about words that are nowhere in the text, as far as a text that is only read can tell: by their
 * quotations. An open editor knows better, and says so where there is one.
 */
import { useEffect, useMemo, useState } from 'react';
import type * as Anchors from '../../document/anchors.ts';
import type { AnchorFinder } from '../../document/anchors.ts';
import { nodeOfJson } from '../../document/clause-json.ts';
import type { ThreadSummaryView } from '../../frames/index.ts';
import type { AgreementTextView } from '../../frames/views.ts';

type Module = typeof Anchors;

/** Finds nothing missing until the text and the code that reads it are there. */
export function useOrphans(
  threads: readonly ThreadSummaryView[],
  text: AgreementTextView | undefined,
): (thread: ThreadSummaryView) => boolean {
  const [module, setModule] = useState<Module | null>(null);
  const wanted = threads.some(({ anchor }) => anchor !== null);
  useEffect(() => {
    if (wanted) void import('../../document/anchors.ts').then(setModule, () => {});
  }, [wanted]);
  return useMemo(() => orphanTest(module, text), [module, text]);
}

function orphanTest(
  module: Module | null,
  text: AgreementTextView | undefined,
): (thread: ThreadSummaryView) => boolean {
  const finders = new Map<string, AnchorFinder | null>();
  const known = new Map<string, boolean>();
  const texts = new Map(text?.clauses.map((clause) => [clause.id, clause.text]));
  return ({ id, clause: { clause }, anchor, revision }) => {
    if (!module || !text || anchor === null) return false;
    const key = `${id} ${revision}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    let finder = finders.get(clause);
    if (finder === undefined) {
      const json = texts.get(clause);
      finder = json ? module.anchorFinder(null, nodeOfJson(json)) : null;
      finders.set(clause, finder);
    }
    const orphan = finder === null || finder.find(anchor).kind === 'orphan';
    known.set(key, orphan);
    return orphan;
  };
}
