/** The check of the Text screen: fed with what the agreement is now, and counted for outline and tab. */
import { useEffect, useMemo } from 'react';
import type { Agreement } from '../agreement.tsx';
import { outlineOf } from '../outline.ts';
import { useWatched } from '../ui/watch.ts';
import { clauseStates } from './clause-states.ts';
import { TextCheck } from './text-check.ts';
import type { TextDesk } from './text-desk.ts';

export interface UsedCheck {
  readonly check: TextCheck | null;
  /** Errors and warnings by clause. */
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number;
}

export function useTextCheck(desk: TextDesk | null, agreement: Agreement, readable: boolean): UsedCheck {
  const check = useMemo(() => (desk ? new TextCheck(desk) : null), [desk]);
  useEffect(() => check?.watch(), [check]);
  const { view, board } = agreement;
  const outline = useMemo(() => outlineOf(view.elements), [view.elements]);
  const { parties, bodies, verifiers, organisations } = view;
  const participants = useMemo(
    () => ({ parties, bodies, verifiers, observers: organisations }),
    [parties, bodies, verifiers, organisations],
  );
  useEffect(() => {
    if (!check || !readable) return;
    const { frozen, parked } = clauseStates(view, board.data);
    const settled = { settled: true, signOffs: [], unsigned: [] };
    const { title, shortTitle, clauseNumbering, language } = view.facts;
    check.show({
      title,
      shortTitle,
      participants,
      outline,
      style: { clauseNumbering, language },
      standings: new Map([...frozen.keys()].flatMap((id) => (parked.has(id) ? [] : [[id, settled]]))),
      today: new Date().toISOString().slice(0, 10),
      setAside: view.errorsSetAside,
    });
  }, [check, readable, view, board.data, participants, outline]);
  const findings = useWatched(check?.findings, null);
  return useMemo(() => {
    const counts = new Map<string, number>();
    const counted = (findings ?? []).filter(
      ({ severity, setAside }) => severity !== 'information' && setAside === null,
    );
    for (const { clause } of counted) if (clause !== null) counts.set(clause, (counts.get(clause) ?? 0) + 1);
    return { check, counts, total: counted.length };
  }, [check, findings]);
}
