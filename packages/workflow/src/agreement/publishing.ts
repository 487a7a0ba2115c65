/**
 * Deciding what is published: the policy, and the texts that are published under it.
 */
import { confidentialityOf } from './confidentiality.ts';
import { clauseName } from './course/words.ts';
import type { Decision } from './decision.ts';
import type { AgreementEvent } from './events.ts';
import type { Facts } from './facts.ts';
import type { ClauseId } from './outline.ts';
import type { PublicationPolicy } from './publication.ts';
import { refuse } from './refusal.ts';
import type { AgreementState } from './state.ts';

export function setPublication(
  state: AgreementState,
  { policy }: { readonly policy: PublicationPolicy | null },
  { now }: Facts,
): Decision {
  if (JSON.stringify(policy) === JSON.stringify(state.publication)) return [];
  const missing = policy?.rules
    .flatMap(({ within }) => within)
    .find((element) => !state.outline.elements.has(element));
  if (missing !== undefined) {
    return refuse(
      'unknown-element',
      'A part that was to be published is not in this agreement any more. Choose the parts again.',
    );
  }
  return [{ type: 'publication-set', policy, at: now }];
}

/** One event a clause, so that each can be confidential by itself. */
export function publishTexts(
  state: AgreementState,
  { clauses }: { readonly clauses: readonly ClauseId[] },
  { texts, now }: Facts,
): Decision {
  if (!texts) throw new Error('publish-texts cannot be decided without the closures of the clauses');
  const events: AgreementEvent[] = [];
  for (const clause of clauses) {
    if (state.outline.elements.get(clause)?.kind !== 'clause') {
      return refuse(
        'unknown-element',
        'A clause that was to be published is not in this agreement any more. Reload the outline.',
      );
    }
    if (confidentialityOf(state, clause).readBy.kind !== 'public') {
      return refuse(
        'not-public',
        `${clauseName(state, clause)} is confidential, so its text cannot be published. Open it to everybody first.`,
      );
    }
    const hash = texts.get(clause)?.hash;
    if (hash === undefined || state.publishedTexts.get(clause)?.hash === hash) continue;
    events.push({ type: 'text-published', clause, hash, at: now });
  }
  return events;
}
