/** Who wrote the clause at hand, in words: the legend of the lines in the text, and the same as a table. */
import { useMemo } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { useAgreement } from '../../agreement.tsx';
import { formatDateTime, t } from '../../messages/messages.ts';
import { partyIds } from '../../ui/names.ts';
import { Empty } from '../../ui/states.tsx';
import { useWatched } from '../../ui/watch.ts';
import { whoClass } from '../who-class.ts';
import type { Authors } from '../authors.ts';
import type { TextDesk } from '../text-desk.ts';

const longestQuote = 60;

export function AuthorsPanel({ desk, authors }: { readonly desk: TextDesk; readonly authors: Authors }) {
  const { view: agreement } = useAgreement();
  const shown = useWatched(authors.shown, false);
  const views = useWatched(authors.views, authors.views.current);
  const failed = useWatched(authors.failed, false);
  const current = useWatched(desk.current, null);
  const view = current === null ? undefined : views.get(current);
  const parties = partyIds(agreement);
  const rows = useMemo(() => {
    const editor = current === null ? null : desk.live.editor(current);
    const room = current === null ? null : desk.live.room(current);
    const { module } = desk.live;
    if (!editor || !room || !module || !view) return [];
    const { doc } = editor.view.state;
    return module
      .authoredRanges(room.ydoc, view.text, doc)
      .filter(({ to }) => to <= doc.content.size)
      .map(({ from, to, by, at }) => ({ from, by, at, words: doc.textBetween(from, to, ' ', ' ').trim() }));
  }, [desk, current, view]);

  return (
    <div className="panel-body">
      <ToggleButton className="button" isSelected={shown} onChange={() => authors.toggle()}>
        {t('who.show')}
      </ToggleButton>
      {failed && (
        <p className="notice" role="status">
          {t('who.failed')}
        </p>
      )}
      {shown && !view && !failed && <Empty title={t('who.none')} />}
      {shown && view && (
        <>
          <h3>{t('who.legend')}</h3>
          <ul className="who-legend">
            {view.authors.map((author) => (
              <li key={author.key}>
                <span className={whoClass(author, parties) ?? 'who-source'}>{author.name}</span>
              </li>
            ))}
          </ul>
          <table className="who-table">
            <caption>{desk.placeOf(view.clause)}</caption>
            <thead>
              <tr>
                <th scope="col">{t('who.range')}</th>
                <th scope="col">{t('who.who')}</th>
                <th scope="col">{t('who.when')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.from}>
                  <td lang={agreement.facts.language} dir="auto">
                    {row.words.length > longestQuote ? `${row.words.slice(0, longestQuote)}…` : row.words}
                  </td>
                  <td>{view.authors[row.by]?.name}</td>
                  <td>{row.at === null ? t('who.source') : formatDateTime(row.at)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <h3>{t('who.deleted')}</h3>
          {view.deletions.length === 0 ? (
            <p className="hint">{t('who.deletedNone')}</p>
          ) : (
            <ul className="who-deleted">
              {view.deletions.map((deletion) => (
                <li key={`${deletion.at} ${deletion.by}`}>
                  {t('who.characters', { count: deletion.characters })} · {view.authors[deletion.by]?.name} ·{' '}
                  {formatDateTime(deletion.at)}
                </li>
              ))}
              {view.olderDeletions > 0 && <li>{t('who.older', { count: view.olderDeletions })}</li>}
            </ul>
          )}
        </>
      )}
    </div>
  );
}
