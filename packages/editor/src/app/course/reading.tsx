/**
 * The exact words of a text, read-only, and the fingerprint that this browser computes from them. Whoever decides
 * sees both, so that what is decided is what was shown, whatever a server says.
 */
import { useEffect, useMemo, useRef } from 'react';
import { clauseHash } from '../../document/canonical.ts';
import { nodeOfJson, type ClauseJson } from '../../document/clause-json.ts';
import { itemPaths } from '../../document/list-labels.ts';
import { resolveTarget } from '../../document/references.ts';
import type { ReferenceContext } from '../../views/editor.ts';
import { renderStatic } from '../../views/static.ts';
import { useAgreement, type Agreement } from '../agreement.tsx';
import { translate } from '../messages/messages.ts';
import { outlineOf } from '../outline.ts';
import { unseenReference } from '../text/hidden-targets.ts';
import { referencesOf } from '../text/plain-text.ts';
import { targetParts } from '../text/references.ts';
import '../../views/text.css';

export function Reading({ clause, text }: { readonly clause: string; readonly text: ClauseJson }) {
  const agreement = useAgreement();
  const { facts } = agreement.view;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.replaceChildren(
      renderStatic(text, {
        clause,
        language: facts.language,
        direction: facts.direction,
        references: referencesIn(agreement, clause, text),
        translate,
        onFollowReference: () => {},
      }),
    );
  }, [clause, text, agreement, facts]);
  return <div ref={place} className="reading" />;
}

/** The fingerprint of what is shown, computed here; null for a text that this version cannot read. */
export function useOwnHash(text: ClauseJson | null | undefined): string | null {
  return useMemo(() => {
    if (!text) return null;
    try {
      return clauseHash(text);
    } catch {
      return null;
    }
  }, [text]);
}

/**
 * What references print on a page that holds one text only: an item of another clause prints what it said last, as
 * long as that clause is there.
 */
export function referencesIn(
  { view, labels }: Agreement,
  clause: string,
  text: ClauseJson,
): ReferenceContext {
  const outline = outlineOf(view.elements);
  const last = new Map(referencesOf(text).map(({ target, label }) => [target, label]));
  return {
    label: (target, form) => {
      const { element, item } = targetParts(target);
      if (item !== null && element !== clause) return labels.has(element) ? (last.get(target) ?? null) : null;
      return resolveTarget(labels, outline, target, form, () => paths(text, view.facts.language));
    },
    targets: () => [],
    isHiddenFrom: () => false,
    unseen: (label) => unseenReference(view, label),
  };
}

function paths(text: ClauseJson, language: string): ReadonlyMap<string, string> {
  try {
    return itemPaths(nodeOfJson(text), language);
  } catch {
    return new Map();
  }
}
