/**
 * Says that there is a newer version of the app: one that is ready, which the person takes when it suits, or one
 * that the server already speaks, without which the page cannot go on.
 */
import { Button } from 'react-aria-components/Button';
import { useMaybeAgreement } from '../agreement.tsx';
import { t } from '../messages/messages.ts';
import { Watched, useWatched } from '../ui/watch.ts';

export const newVersion = new Watched(false);

const nothingUnsent = { unsaved: 0, savedAt: null };

export function NewVersion() {
  const connection = useMaybeAgreement()?.connection;
  const isOutdated = useWatched(connection?.state, null)?.kind === 'outdated';
  const { unsaved } = useWatched(connection?.saving, nothingUnsent);
  const kept = useWatched(connection?.kept, true);
  const isReady = useWatched(newVersion, false);
  if (!isOutdated && !isReady) return null;
  const outdated = () =>
    unsaved === 0 || kept ? t('newVersion.needed') : t('newVersion.neededNotKept', { count: unsaved });
  return (
    <div className="system-line" role="status">
      <span>{isOutdated ? outdated() : t('newVersion.text')}</span>
      <Button className="banner-link" onPress={() => location.reload()}>
        {t('newVersion.reload')}
      </Button>
    </div>
  );
}
