/** Says that a newer version of the app is ready; the person decides when to take it. */
import { Button } from 'react-aria-components/Button';
import { t } from '../messages/messages.ts';
import { Watched, useWatched } from '../ui/watch.ts';

export const newVersion = new Watched(false);

export function NewVersion() {
  if (!useWatched(newVersion, false)) return null;
  return (
    <div className="system-line" role="status">
      <span>{t('newVersion.text')}</span>
      <Button className="banner-link" onPress={() => location.reload()}>
        {t('newVersion.reload')}
      </Button>
    </div>
  );
}
