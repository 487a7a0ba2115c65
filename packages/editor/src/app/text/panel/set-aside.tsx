/** Words that could not be accepted: kept for their author until they are discarded. */
import { Button } from 'react-aria-components/Button';
import type { SetAside } from '../../../sync/sync.ts';
import { useAgreement } from '../../agreement.tsx';
import { formatDateTime, t } from '../../messages/messages.ts';
import { announce } from '../../shell/announcer.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Empty } from '../../ui/states.tsx';
import { useWatched } from '../../ui/watch.ts';
import type { TextDesk } from '../text-desk.ts';

const nothing: readonly SetAside[] = [];

export function SetAsidePanel({ desk }: { readonly desk: TextDesk }) {
  const { connection, view } = useAgreement();
  const entries = useWatched(connection?.setAside, nothing);
  if (entries.length === 0) {
    return (
      <Empty title={t('setAside.none')}>
        <p className="hint">{t('setAside.means')}</p>
      </Empty>
    );
  }
  return (
    <div className="panel-body">
      <p className="hint">{t('setAside.means')}</p>
      <ul className="set-aside">
        {entries.map((entry) => (
          <li key={entry.id} className="card">
            <p>
              <button type="button" className="link-button" onClick={() => desk.goTo(entry.clause, false)}>
                {desk.placeOf(entry.clause) || t('setAside.gone')}
              </button>{' '}
              <span className="hint">{formatDateTime(entry.at)}</span>
            </p>
            <p className="hint">{entry.reason}</p>
            <blockquote dir="auto" lang={view.facts.language}>
              {entry.words}
            </blockquote>
            <div className="actions">
              <CopyButton text={entry.words} label={t('setAside.copy')} />
              <Button
                className="button"
                onPress={() => {
                  connection?.discardSetAside(entry.id);
                  announce(t('setAside.discarded'));
                }}
              >
                {t('setAside.discard')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
