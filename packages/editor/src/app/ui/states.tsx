/** What a screen shows while it loads, when there is nothing, and when something went wrong. */
import { CircleAlert, CloudOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { RequestFailed } from '../api/problem.ts';
import type { Resource } from '../api/resource.ts';
import { t } from '../messages/messages.ts';

export function Skeleton({ rows = 4 }: { readonly rows?: number }) {
  return (
    <div className="skeleton" aria-busy="true">
      <span className="visually-hidden">{t('state.loading')}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="skeleton-row" aria-hidden="true" />
      ))}
    </div>
  );
}

export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** The sentence for a person about a failed request. */
export function sentenceOf(error: Error): string {
  if (!(error instanceof RequestFailed)) return t('error.unknown');
  const { failure } = error;
  switch (failure.kind) {
    case 'unreachable':
      return navigator.onLine ? t('error.unreachable') : t('error.offline');
    case 'unexpected':
      return t('error.unexpected', { status: failure.status });
    case 'problem':
      return failure.problem.status === 429 && failure.retryAfter !== null
        ? t('error.tooMany', { seconds: failure.retryAfter })
        : failure.problem.detail;
  }
}

export function ErrorNotice({ error, onRetry }: { readonly error: Error; readonly onRetry?: () => void }) {
  const away = error instanceof RequestFailed && error.failure.kind === 'unreachable';
  const details =
    error instanceof RequestFailed && error.failure.kind === 'problem'
      ? error.failure.problem.errors
      : undefined;
  return (
    <div className="notice notice-error" role="alert">
      {away ? <CloudOff aria-hidden="true" /> : <CircleAlert aria-hidden="true" />}
      <div>
        <p>{sentenceOf(error)}</p>
        {details && details.length > 0 && (
          <ul>
            {details.map(({ path, message }) => (
              <li key={`${path} ${message}`}>
                <code>{path}</code> {message}
              </li>
            ))}
          </ul>
        )}
      </div>
      {onRetry && (
        <Button className="button" onPress={onRetry}>
          {t('action.retry')}
        </Button>
      )}
    </div>
  );
}

/** Loading, failed, or there; what was read last stays while a later read fails. */
export function Loaded<T>({
  resource,
  skeleton,
  children,
}: {
  readonly resource: Resource<T>;
  readonly skeleton?: ReactNode;
  readonly children: (data: T) => ReactNode;
}) {
  if (resource.data === undefined) {
    if (resource.error && !resource.loading) {
      return <ErrorNotice error={resource.error} onRetry={resource.refresh} />;
    }
    return skeleton ?? <Skeleton />;
  }
  return (
    <>
      {resource.error && (
        <div className="notice" role="status">
          <CloudOff aria-hidden="true" />
          <p>{t('state.couldNotRefresh')}</p>
          <Button className="button" onPress={resource.refresh}>
            {t('action.retry')}
          </Button>
        </div>
      )}
      {children(resource.data)}
    </>
  );
}
