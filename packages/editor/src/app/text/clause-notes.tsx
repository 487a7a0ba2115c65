/**
 * Notices at the clauses that they are about, in a place that the page keeps for them beside the text: where a clause
 * stands, if it is not simply under negotiation; that it is frozen and why; and that words of the reader were not taken.
 */
import { Lock, X } from 'lucide-react';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { Button } from 'react-aria-components/Button';
import { Link } from 'wouter';
import type { Present } from '../../frames/index.ts';
import type { SetAside } from '../../sync/sync.ts';
import { useAgreement } from '../agreement.tsx';
import { ClauseMarks } from '../course/clause-state.tsx';
import { SignMark } from '../course/rung.tsx';
import { t } from '../messages/messages.ts';
import { useKeeping } from '../proposals/keep.ts';
import { announce } from '../shell/announcer.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { useWatched } from '../ui/watch.ts';
import { useClauseStates } from './clause-states.ts';
import { OutlineDialogs, useOutlineCommands } from './outline-commands.tsx';
import { ended, whatHappened } from './set-aside-words.ts';
import type { TextDesk } from './text-desk.ts';

const nothing: readonly SetAside[] = [];

export function ClauseNotes({
  desk,
  others,
  onSetAside,
}: {
  readonly desk: TextDesk;
  readonly others: readonly Present[];
  readonly onSetAside: () => void;
}) {
  const agreement = useAgreement();
  const { view, connection, rights } = agreement;
  const { summaries, frozen, parked } = useClauseStates();
  // Rows come and go with the outline.
  useWatched(desk.shown, 0);
  const entries = useWatched(connection?.setAside, nothing);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const commands = useOutlineCommands(desk);
  const keeping = useKeeping();
  const placeOf = (clause: string) => desk.rows.row(clause)?.notes;
  return (
    <>
      {view.elements.map(({ id: clause, kind }) => {
        const summary = summaries.get(clause);
        const why = frozen.get(clause);
        const isParked = parked.has(clause);
        if (kind !== 'clause' || (why === undefined && !summary?.outdated && !summary?.granted)) return null;
        const place = placeOf(clause);
        return (
          place &&
          createPortal(
            <p className="row-state">
              {summary ? <ClauseMarks summary={summary} /> : isParked && <SignMark sign="parked" />}
              {why !== undefined && (
                <span className="row-frozen">
                  <Lock aria-hidden="true" /> {ended(why)}
                </span>
              )}
              {summary && (
                <Link
                  href={`/i/${agreement.id}/review/${clause}`}
                  aria-label={t('frozen.openOf', { clause: desk.placeOf(clause) })}
                >
                  {t('frozen.open')}
                </Link>
              )}
              {isParked && rights.has('direct-negotiation') && (
                <Button
                  className="link-button"
                  isDisabled={commands.busy}
                  onPress={() => commands.act('take-up', clause)}
                >
                  {t('outline.takeUp')}
                </Button>
              )}
            </p>,
            place,
            `state ${clause}`,
          )
        );
      })}
      {entries.map((entry) => {
        const place = entry.note || closed.has(entry.id) ? null : placeOf(entry.clause);
        return (
          place &&
          createPortal(
            <div className="notice notice-error row-refused" role="alert">
              <p>{whatHappened(entry, keeping.may)}</p>
              {keeping.failed?.entry === entry.id && <p role="status">{keeping.failed.sentence}</p>}
              <div className="actions">
                <CopyButton text={entry.words} label={t('setAside.copyShort')} />
                {keeping.may ? (
                  <Button
                    className="button"
                    isDisabled={keeping.busy !== null}
                    onPress={() =>
                      void keeping.keep(entry).then((kept) => kept && desk.focus(entry.clause, 'end'))
                    }
                  >
                    {t(keeping.busy === entry.id ? 'setAside.proposing' : 'setAside.propose')}
                  </Button>
                ) : (
                  <Button
                    className="button"
                    onPress={() => {
                      connection?.keepAsNote(entry.id);
                      announce(t('setAside.isKept'));
                      desk.focus(entry.clause, 'end');
                    }}
                  >
                    {t('setAside.keep')}
                  </Button>
                )}
                <Button className="button" onPress={onSetAside}>
                  {t('panel.setAside')}
                </Button>
                <Button
                  className="icon-button"
                  aria-label={t('action.close')}
                  onPress={() => setClosed(new Set([...closed, entry.id]))}
                >
                  <X aria-hidden="true" />
                </Button>
              </div>
            </div>,
            place,
            entry.id,
          )
        );
      })}
      <OutlineDialogs commands={commands} desk={desk} others={others} />
    </>
  );
}
