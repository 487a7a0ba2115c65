/** In the dialog of a sign-off: whether to sign it with a passkey as well, or why that cannot be done here. */
import { Link } from 'wouter';
import type { ActView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { t } from '../messages/messages.ts';
import { passkeyObstacle, usableHere } from './passkey.ts';
import '../messages/passkeys.ts';

export function SignWithPasskey({
  keys,
  value,
  onChange,
}: {
  readonly keys: ActView['passkeys'];
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}) {
  const { id } = useAgreement();
  const obstacle = passkeyObstacle();
  const [first] = keys;
  if (obstacle !== null) {
    // Whoever has none misses nothing.
    return first ? <p className="hint">{t(`passkey.obstacle.${obstacle}`)}</p> : null;
  }
  if (!first) {
    return (
      <p className="hint">
        {t('passkey.mayEnrol')} <Link href={`/i/${id}/people#passkeys`}>{t('passkey.toPeople')}</Link>.
      </p>
    );
  }
  if (usableHere(keys).length === 0) {
    return <p className="hint">{t('passkey.obstacle.otherPage', { origin: first.origin })}</p>;
  }
  return (
    <div className="field">
      <label className="check-line">
        <input
          type="checkbox"
          checked={value}
          aria-describedby="sign-with-passkey"
          onChange={(event) => onChange(event.target.checked)}
        />
        {t('passkey.with')}
      </label>
      <span id="sign-with-passkey" className="hint">
        {t('passkey.withHint')}
      </span>
    </div>
  );
}
