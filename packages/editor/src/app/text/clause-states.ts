/**
 * Where the clauses stand, as the Text screen tells it: for the outline, at each clause, in the status bar, and for
 * the editors, which are read-only where a clause is frozen. The server freezes; this only says so beforehand.
 */
import { useMemo } from 'react';
import type { CourseSummary } from '../../frames/index.ts';
import { useAgreement, type Agreement } from '../agreement.tsx';
import { ladder } from '../course/rung.tsx';
import { t } from '../messages/messages.ts';

export interface ClauseStates {
  /** Where it is known; the board comes a moment after the text. */
  readonly summaries: ReadonlyMap<string, CourseSummary>;
  /** Clauses that nobody edits, each with the reason in words. */
  readonly frozen: ReadonlyMap<string, string>;
  readonly parked: ReadonlyMap<string, string>;
}

export function useClauseStates(): ClauseStates {
  const { view, board } = useAgreement();
  return useMemo(() => clauseStates(view, board.data), [view, board.data]);
}

export function clauseStates(view: Agreement['view'], board: Agreement['board']['data']): ClauseStates {
  const summaries = new Map(board?.clauses.map((one) => [one.clause, one]));
  const parked = new Map(view.parked.map(({ clause, reason }) => [clause, reason]));
  const frozen = new Map([...parked].map(([clause, reason]) => [clause, t('parked.by', { reason })]));
  for (const [clause, summary] of summaries) {
    if (parked.has(clause)) continue;
    const why = frozenBecause(summary, board?.adopted ?? null);
    if (why !== null) frozen.set(clause, why);
  }
  return { summaries, frozen, parked };
}

function frozenBecause(
  { standing, standingReason, underWay, rung }: CourseSummary,
  adopted: string | null,
): string | null {
  if (adopted !== null) return t('frozen.adopted');
  if (standing === 'withdrawn') return t('frozen.withdrawn', { reason: standingReason ?? '' });
  if (underWay) return t('frozen.underWay', { stage: underWay.stage.name });
  // From the first agreement on, a clause is reopened before it is written in again.
  return ladder.indexOf(rung) >= ladder.indexOf('agreed-in-group')
    ? t('frozen.agreed', { rung: t(`rung.${rung}`) })
    : null;
}
