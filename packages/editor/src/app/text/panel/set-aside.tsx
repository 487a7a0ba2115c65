/**
 * The drawer of words that could not be accepted: kept for their author, on this device, until they have copied
 * them, put them back, kept them as a private proposal of their delegation (who speaks for no party: as a note) or
 * discarded them. A discard can be taken back while the drawer is open.
 */
import { StickyNote } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { SetAside } from '../../../sync/sync.ts';
import { useAgreement } from '../../agreement.tsx';
import { formatDateTime, t } from '../../messages/messages.ts';
import { useKeeping } from '../../proposals/keep.ts';
import { announce } from '../../shell/announcer.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Empty } from '../../ui/states.tsx';
import { useWatched } from '../../ui/watch.ts';
import { whatHappened } from '../set-aside-words.ts';
import type { TextDesk } from '../text-desk.ts';

const nothing: readonly SetAside[] = [];

export function SetAsidePanel({
  desk,
  onProposed,
}: {
  readonly desk: TextDesk;
  /** Words became a proposal: where those are is shown. */
  readonly onProposed: () => void;
}) {
  const { connection, view } = useAgreement();
  const entries = useWatched(connection?.setAside, nothing);
  const keeping = useKeeping();
  const [gone, setGone] = useState<{ readonly entry: SetAside; readonly words: string } | null>(null);
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (gone) undo.current?.focus();
  }, [gone]);

  const takeAway = (entry: SetAside, words: string) => {
    connection?.discardSetAside(entry.id);
    setGone({ entry, words });
    announce(words);
  };

  return (
    <div className="panel-body">
      {gone && (
        <div className="notice set-aside-gone">
          <p>{gone.words}</p>
          <Button
            ref={undo}
            className="button"
            onPress={() => {
              connection?.restoreSetAside(gone.entry);
              setGone(null);
            }}
          >
            {t('setAside.undo')}
          </Button>
        </div>
      )}
      {entries.length === 0 ? (
        <Empty title={t('setAside.none')}>
          <p className="hint">{t('setAside.means')}</p>
        </Empty>
      ) : (
        <p className="hint">{t('setAside.means')}</p>
      )}
      <ul className="set-aside">
        {entries.map((entry) => {
          const place = desk.placeOf(entry.clause);
          const open = place !== '' && desk.isEditable(entry.clause);
          return (
            <li key={entry.id} className={entry.note ? 'card is-note' : 'card'}>
              <p>
                {entry.note && (
                  <span className="note-mark">
                    <StickyNote aria-hidden="true" /> {t('setAside.note')}
                  </span>
                )}{' '}
                {place === '' ? (
                  t('setAside.gone')
                ) : (
                  <button
                    type="button"
                    className="link-button"
                    onClick={() => desk.goTo(entry.clause, false)}
                  >
                    {place}
                  </button>
                )}{' '}
                <span className="hint">{formatDateTime(entry.at)}</span>
              </p>
              {!entry.note && <p>{whatHappened(entry, keeping.may)}</p>}
              {!entry.note && entry.code != null && <p className="hint">{entry.reason}</p>}
              <blockquote dir="auto" lang={view.facts.language}>
                {entry.words}
              </blockquote>
              {keeping.failed?.entry === entry.id && (
                <p className="notice notice-error" role="alert">
                  {keeping.failed.sentence}
                </p>
              )}
              <div className="actions">
                <CopyButton text={entry.words} label={t('setAside.copyShort')} />
                {keeping.may && place !== '' && (
                  <Button
                    className="button"
                    isDisabled={keeping.busy !== null}
                    onPress={() => void keeping.keep(entry).then((kept) => kept && onProposed())}
                  >
                    {t(keeping.busy === entry.id ? 'setAside.proposing' : 'setAside.propose')}
                  </Button>
                )}
                {!(keeping.may && place !== '') && !entry.note && (
                  <Button
                    className="button"
                    onPress={() => {
                      connection?.keepAsNote(entry.id);
                      announce(t('setAside.isKept'));
                    }}
                  >
                    {t('setAside.keep')}
                  </Button>
                )}
                {open && (
                  <Button
                    className="button"
                    onPress={() =>
                      desk.insert(entry.clause, entry.words, () => {
                        connection?.discardSetAside(entry.id);
                        announce(t('setAside.putBackDone', { place }));
                      })
                    }
                  >
                    {t('setAside.putBack')}
                  </Button>
                )}
                <Button className="button" onPress={() => takeAway(entry, t('setAside.discarded'))}>
                  {t(entry.note ? 'setAside.deleteNote' : 'setAside.discard')}
                </Button>
              </div>
              {!open && <p className="hint">{t('setAside.notOpen')}</p>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
