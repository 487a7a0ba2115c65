/**
 * Passkeys, under People: what signing with one proves and what not, enrolling one's own, and all that are enrolled,
 * with whose they are as far as the reader may know it.
 */
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { PasskeyView } from '../../frames/views.ts';
import { useAgreement } from '../agreement.tsx';
import { askForPasskey, enrolPasskey } from '../api/endpoints.ts';
import { formatDateTime, t } from '../messages/messages.ts';
import { Failed } from '../passkeys/failed.tsx';
import { makePasskey, passkeyObstacle } from '../passkeys/passkey.ts';
import { announce } from '../shell/announcer.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNotice } from '../ui/states.tsx';
import '../messages/passkeys.ts';

export function Passkeys({ passkeys }: { readonly passkeys: readonly PasskeyView[] }) {
  const { view, rights } = useAgreement();
  const [revoking, setRevoking] = useState<PasskeyView | null>(null);
  const parties = view.viewer.capacities.flatMap((one) =>
    one.role === 'delegate' && one.signing !== 'none' ? [one.party] : [],
  );
  const nameOf = (party: string) => view.parties.find(({ id }) => id === party)?.name ?? '';
  const obstacle = passkeyObstacle();
  if (parties.length === 0 && passkeys.length === 0) return null;
  return (
    <section aria-labelledby="passkeys" className="passkeys">
      <h2 id="passkeys">{t('passkey.title')}</h2>
      {parties.length > 0 && (
        <>
          <p>{t('passkey.what')}</p>
          <p>{t('passkey.proves', { party: parties.map(nameOf).join(', ') })}</p>
          <p>{t('passkey.provesNot')}</p>
          {obstacle === null ? (
            parties.map((party) => <Enrol key={party} party={party} name={nameOf(party)} />)
          ) : (
            <p className="notice">{t(`passkey.obstacle.${obstacle}`)}</p>
          )}
        </>
      )}
      <h3>{t('passkey.list')}</h3>
      {passkeys.length === 0 ? (
        <p className="hint">{t('passkey.none')}</p>
      ) : (
        <ul className="rows">
          {passkeys.map((key) => (
            <li key={key.credential} className="row">
              <div>
                <h4>
                  <KeyRound aria-hidden="true" /> {key.name}
                  {key.own && ` (${t('passkey.own')})`}
                </h4>
                <p className="hint">
                  {nameOf(key.party)} ·{' '}
                  {key.until === null
                    ? t('passkey.since', { when: formatDateTime(key.since) })
                    : t('passkey.until', {
                        when: formatDateTime(key.since),
                        until: formatDateTime(key.until),
                      })}
                </p>
              </div>
              {key.until === null && (key.own || rights.has('manage-people')) && (
                <Button
                  className="button"
                  aria-label={t('passkey.revokeOf', {
                    name: key.name,
                    when: formatDateTime(key.since),
                  })}
                  onPress={() => setRevoking(key)}
                >
                  {t('passkey.revoke')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {revoking && <Revoke passkey={revoking} onClose={() => setRevoking(null)} />}
    </section>
  );
}

function Enrol({ party, name }: { readonly party: string; readonly name: string }) {
  const { id, resource } = useAgreement();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const enrol = async () => {
    setBusy(true);
    setError(null);
    try {
      const answer = await makePasskey(await askForPasskey(id, party));
      await enrolPasskey(id, party, answer);
      announce(t('passkey.enrolled', { party: name }));
      resource.refresh();
    } catch (problem) {
      setError(problem instanceof Error ? problem : new Error(String(problem)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <p>
        <Button className="button" isDisabled={busy} onPress={() => void enrol()}>
          <KeyRound aria-hidden="true" />
          {busy ? t('passkey.enrolling') : t('passkey.enrol', { party: name })}
        </Button>
      </p>
      {error && <Failed error={error} />}
    </>
  );
}

function Revoke({ passkey, onClose }: { readonly passkey: PasskeyView; readonly onClose: () => void }) {
  const { execute } = useAgreement();
  const [error, setError] = useState<Error | null>(null);
  const [conflict, setConflict] = useState(false);
  const revoke = async () => {
    const outcome = await execute({ type: 'revoke-passkey', credential: passkey.credential });
    switch (outcome.kind) {
      case 'done':
        announce(t('passkey.revoked'));
        onClose();
        return;
      case 'conflict':
        setConflict(true);
        return;
      case 'failed':
        setError(outcome.error);
    }
  };
  return (
    <Dialog
      title={t('passkey.revokeOf', { name: passkey.name, when: formatDateTime(passkey.since) })}
      role="alertdialog"
      onClose={onClose}
    >
      <p>{t('passkey.revokeMeans')}</p>
      {conflict && (
        <div className="notice" role="alert">
          <p>{t('people.conflict')}</p>
        </div>
      )}
      {error && <ErrorNotice error={error} />}
      <div className="dialog-actions">
        <Button className="button" onPress={onClose}>
          {t('action.cancel')}
        </Button>
        <Button className="button button-danger" onPress={() => void revoke()}>
          {t(conflict ? 'action.again' : 'passkey.revoke')}
        </Button>
      </div>
    </Dialog>
  );
}
