/** Says why a passkey was not enrolled or did not sign. */
import { t } from '../messages/messages.ts';
import { ErrorNotice } from '../ui/states.tsx';
import { PasskeyUnused } from './passkey.ts';
import '../messages/passkeys.ts';

export function Failed({ error }: { readonly error: Error }) {
  if (!(error instanceof PasskeyUnused)) return <ErrorNotice error={error} />;
  return (
    <div className="notice notice-error" role="alert">
      <p>{wordsOf(error)}</p>
    </div>
  );
}

function wordsOf({ why, message }: PasskeyUnused): string {
  switch (why) {
    case 'not-used':
      return t('passkey.notUsed');
    case 'there':
      return t('passkey.there');
    case 'failed':
      return t('passkey.failed', { reason: message });
  }
}
