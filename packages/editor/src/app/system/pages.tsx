/** Pages that stand outside any agreement: sign-in, invitation, what was not found or is not allowed. */
import { useEffect, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Link, useLocation } from 'wouter';
import type { InvitationOffer } from '../../frames/views.ts';
import { acceptInvitation, invitationOffer } from '../api/endpoints.ts';
import { statusOf } from '../api/problem.ts';
import { formatDateTime, t } from '../messages/messages.ts';
import { useSession } from '../session.tsx';
import { ErrorNotice, Skeleton, sentenceOf } from '../ui/states.tsx';
import { useTitle } from '../ui/title.ts';

function Page({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  useTitle(title);
  return (
    <main id="main" className="system-page" tabIndex={-1}>
      <p className="wordmark">Travaux</p>
      <h1>{title}</h1>
      {children}
    </main>
  );
}

/** Signing in is by an invitation's link, or by the host that Travaux is a part of. */
export function SignIn() {
  return (
    <Page title={t('signIn.title')}>
      <p>{t('signIn.how')}</p>
      <p className="hint">{t('signIn.lost')}</p>
      <p>
        <Link href="/verify">{t('verify.link')}</Link>
      </p>
    </Page>
  );
}

/** The token is in the fragment, which reaches no server by itself, and leaves the address bar once read. */
export function Invitation() {
  const session = useSession();
  const [, go] = useLocation();
  const [token] = useState(() => location.hash.slice(1));
  const [offer, setOffer] = useState<InvitationOffer | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    const abort = new AbortController();
    invitationOffer(token, abort.signal).then(setOffer, (problem: unknown) => {
      if (!abort.signal.aborted) setError(problem instanceof Error ? problem : new Error(String(problem)));
    });
    return () => abort.abort();
  }, [token]);

  const accept = async () => {
    setBusy(true);
    setError(null);
    try {
      const { agreement } = await acceptInvitation(token);
      session.refresh();
      go(agreement === null ? '/' : `/i/${agreement}`, { replace: true });
    } catch (problem) {
      setError(problem instanceof Error ? problem : new Error(String(problem)));
      setBusy(false);
    }
  };

  return (
    <Page title={t('invitation.title')}>
      {error && <ErrorNotice error={error} />}
      {!offer && !error && <Skeleton rows={3} />}
      {!offer && error && <p className="hint">{t('invitation.askAgain')}</p>}
      {offer && (
        <>
          <p>{t('invitation.offer', { name: offer.name, capacity: offer.capacityName })}</p>
          <p className="invitation-title">{offer.agreementTitle}</p>
          <p className="hint">{t('people.expires', { when: formatDateTime(offer.expiresAt) })}</p>
          {session.data?.person && (
            <p className="hint">{t('invitation.signedIn', { name: session.data.person.name })}</p>
          )}
          <Button className="button button-primary" isDisabled={busy} onPress={() => void accept()}>
            {t('invitation.accept')}
          </Button>
        </>
      )}
    </Page>
  );
}

export function NotFound() {
  return (
    <Page title={t('notFound.title')}>
      <p>{t('notFound.text')}</p>
      <p>
        <Link className="button" href="/">
          {t('nav.work')}
        </Link>
      </p>
    </Page>
  );
}

/** An agreement that could not be read: each reason with what can be done about it. */
export function AgreementUnavailable({
  error,
  onRetry,
}: {
  readonly error: Error;
  readonly onRetry: () => void;
}) {
  const session = useSession();
  const status = statusOf(error);
  const signedIn = session.data?.person != null;
  const title =
    status === 403
      ? t('forbidden.title')
      : status === 404
        ? t('notFound.agreement')
        : status === 401
          ? t('signIn.title')
          : t('unavailable.title');
  return (
    <Page title={title}>
      <p>{sentenceOf(error)}</p>
      {status === 403 && <p className="hint">{t('forbidden.who')}</p>}
      {(status === 401 || (status === 404 && !signedIn)) && <p className="hint">{t('signIn.how')}</p>}
      <div className="actions">
        {status !== 403 && status !== 404 && status !== 401 && (
          <Button className="button button-primary" onPress={onRetry}>
            {t('action.retry')}
          </Button>
        )}
        <Link className="button" href="/">
          {t('nav.work')}
        </Link>
      </div>
    </Page>
  );
}
