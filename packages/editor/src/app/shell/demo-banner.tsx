/** Says in the demo that nothing is kept, and whose window this is; leads to the lobby and to the reset. */
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { demoIdentity, rootPath } from '../api/base.ts';
import { resetDemo } from '../api/endpoints.ts';
import { useMaybeAgreement } from '../agreement.tsx';
import { t } from '../messages/messages.ts';
import { useSession } from '../session.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { partyIds, patternOf } from '../ui/names.ts';
import { ErrorNotice } from '../ui/states.tsx';

export function DemoBanner() {
  const session = useSession();
  const agreement = useMaybeAgreement();
  const [resetting, setResetting] = useState(false);
  if (!session.data?.demo) return null;
  const party = agreement?.view.viewer.capacities.find((one) => one.role === 'delegate')?.party;
  const identity = demoIdentity();
  return (
    <section
      aria-label={t('region.demo')}
      className={identity ? `demo-banner edge-${patternOf(party, partyIds(agreement?.view))}` : 'demo-banner'}
    >
      <p>
        <strong>{t('demo.banner')}</strong>{' '}
        {session.data.person ? t('demo.youAre', { name: session.data.person.name }) : t('demo.notKept')}
      </p>
      <a className="banner-link" href={`${rootPath()}demo`}>
        {t('demo.lobby')}
      </a>
      <Button className="banner-link" onPress={() => setResetting(true)}>
        {t('demo.reset')}
      </Button>
      {resetting && <ResetDialog onClose={() => setResetting(false)} />}
    </section>
  );
}

export function ResetDialog({ onClose }: { readonly onClose: () => void }) {
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const reset = async () => {
    setBusy(true);
    try {
      await resetDemo();
      location.assign(`${rootPath()}demo`);
    } catch (problem) {
      setError(problem instanceof Error ? problem : new Error(String(problem)));
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('demo.reset')} role="alertdialog" onClose={onClose}>
      <p>{t('demo.resetSure')}</p>
      {error && <ErrorNotice error={error} />}
      <div className="dialog-actions">
        <Button className="button" onPress={onClose}>
          {t('action.cancel')}
        </Button>
        <Button className="button button-danger" isDisabled={busy} onPress={() => void reset()}>
          {t('demo.reset')}
        </Button>
      </div>
    </Dialog>
  );
}
