/** A fingerprint (SHA-256 of the canonical text), short where it identifies and whole where it is checked. */
import { CopyButton } from '../ui/copy-button.tsx';
import { t } from '../messages/messages.ts';
import { shortHash } from './names.ts';

export function Fingerprint({ hash }: { readonly hash: string }) {
  return (
    <code className="fingerprint" title={hash}>
      {shortHash(hash)}
    </code>
  );
}

export function WholeFingerprint({ hash }: { readonly hash: string }) {
  return (
    <span className="fingerprint-whole">
      <code className="fingerprint">{hash.replace(/(.{8})/g, '$1 ').trim()}</code>
      <CopyButton text={hash} label={t('info.copyFingerprint')} />
    </span>
  );
}
