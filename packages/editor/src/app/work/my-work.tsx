/** My work: what is waiting for the person, and the agreements that they take part in. */
import { FilePlus2, FileUp, Hourglass } from 'lucide-react';
import { useEffect } from 'react';
import { Link } from 'wouter';
import type { ChangedView, WorkItem, WorkView } from '../../frames/index.ts';
import type { AgreementSummary, MeView } from '../../frames/views.ts';
import { work } from '../api/endpoints.ts';
import { useResource, type Resource } from '../api/resource.ts';
import { DueTime } from '../course/times.tsx';
import { formatDateTime, formatList, languageName, t } from '../messages/messages.ts';
import { useSession } from '../session.tsx';
import { Shell } from '../shell/shell.tsx';
import { roleName } from '../ui/names.ts';
import { Empty, Loaded } from '../ui/states.tsx';

export function MyWork() {
  const session = useSession();
  return (
    <Shell title={t('work.title')}>
      <div className="column">
        <h1>{t('work.title')}</h1>
        <Loaded resource={session}>{(me) => <Work me={me} />}</Loaded>
      </div>
    </Shell>
  );
}

function Work({ me }: { readonly me: MeView }) {
  const agreements = [...me.agreements].sort((a, b) => b.changedAt.localeCompare(a.changedAt));
  const latest = agreements[0];
  return (
    <>
      {me.person && <Waiting me={me} latest={latest} />}
      <section aria-labelledby="agreements">
        <div className="section-head">
          <h2 id="agreements">{t('work.agreements')}</h2>
          {me.convener && (
            <div className="actions">
              <Link className="button" href="/new">
                <FilePlus2 aria-hidden="true" />
                {t('work.new')}
              </Link>
              <Link className="button button-primary" href="/import">
                <FileUp aria-hidden="true" />
                {t('work.import')}
              </Link>
            </div>
          )}
        </div>
        {agreements.length === 0 ? (
          <Empty title={me.convener ? t('work.noneConvener') : t('work.none')}>
            <p className="hint">{me.convener ? t('work.noneConvenerHint') : t('work.noneHint')}</p>
          </Empty>
        ) : (
          <ul className="rows">
            {agreements.map((agreement) => (
              <Row key={agreement.id} agreement={agreement} />
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

/** What waits and what changed, read again whenever the person comes back to the window. */
function useWork(person: string): Resource<WorkView> {
  const resource = useResource(`work ${person}`, work);
  const { refresh } = resource;
  useEffect(() => {
    const back = () => {
      if (document.visibilityState === 'visible') refresh();
    };
    document.addEventListener('visibilitychange', back);
    addEventListener('focus', back);
    return () => {
      document.removeEventListener('visibilitychange', back);
      removeEventListener('focus', back);
    };
  }, [refresh]);
  return resource;
}

function Waiting({ me, latest }: { readonly me: MeView; readonly latest: AgreementSummary | undefined }) {
  const resource = useWork(me.person?.id ?? '');
  return (
    <>
      <section aria-labelledby="waiting">
        <h2 id="waiting">{t('work.waiting')}</h2>
        <Loaded resource={resource}>
          {({ waiting }) =>
            waiting.length === 0 ? (
              <Empty title={t('work.nothing')}>
                {latest && (
                  <p className="hint">
                    {t('work.lastActivity', {
                      title: latest.shortTitle,
                      when: formatDateTime(latest.changedAt),
                    })}
                  </p>
                )}
              </Empty>
            ) : (
              <Items items={waiting} several={me.agreements.length > 1} />
            )
          }
        </Loaded>
      </section>
      {resource.data && resource.data.stuck.length > 0 && (
        <section aria-labelledby="stuck">
          <h2 id="stuck">{t('work.stuck')}</h2>
          <Items items={resource.data.stuck} several={me.agreements.length > 1} />
        </section>
      )}
      {resource.data && (
        <section aria-labelledby="changed">
          <h2 id="changed">{t('work.changedSince')}</h2>
          {resource.data.changed.length === 0 ? (
            <p className="hint">{t('work.changedNothing')}</p>
          ) : (
            <ul className="rows">
              {resource.data.changed.map((one) => (
                <Changed key={one.agreement.id} changed={one} />
              ))}
            </ul>
          )}
        </section>
      )}
    </>
  );
}

function Items({ items, several }: { readonly items: readonly WorkItem[]; readonly several: boolean }) {
  return (
    <ul className="rows">
      {items.map((item) => (
        <li key={item.key} className="row">
          <div>
            <h3>
              <Link href={item.address}>{item.title}</Link>
            </h3>
            <p>{item.detail}</p>
            <p className="hint">
              {several && `${item.agreement.shortTitle} · `}
              {item.late && (
                <strong className="late">
                  <Hourglass aria-hidden="true" /> {t('work.late')}{' '}
                </strong>
              )}
              {item.due !== null && <DueTime at={item.due} zone={null} />}
            </p>
          </div>
          <Link className="button" href={item.address} aria-label={t('work.goTo', { title: item.title })}>
            {t('work.go')}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Changed({ changed }: { readonly changed: ChangedView }) {
  const { agreement, clauses, decided, returned, events } = changed;
  const said = [
    t('work.changedCount', { count: events }),
    ...(clauses > 0 ? [t('work.changedClauses', { count: clauses })] : []),
    ...(decided > 0 ? [t('work.changedDecided', { count: decided })] : []),
    ...(returned > 0 ? [t('work.changedReturned', { count: returned })] : []),
  ];
  return (
    <li className="row">
      <div>
        <h3>{agreement.shortTitle}</h3>
        <p className="hint">{formatList(said)}</p>
      </div>
      <Link
        className="button"
        href={changed.address}
        aria-label={t('work.showMeOf', { title: agreement.shortTitle })}
      >
        {t('work.showMe')}
      </Link>
    </li>
  );
}

function Row({ agreement }: { readonly agreement: AgreementSummary }) {
  return (
    <li className="row">
      <div>
        <h3>
          <Link href={`/i/${agreement.id}`}>{agreement.shortTitle}</Link>
        </h3>
        {agreement.title !== agreement.shortTitle && <p>{agreement.title}</p>}
        <p className="hint">
          {[
            agreement.capacities.length > 0
              ? t('work.as', { roles: [...new Set(agreement.capacities.map(roleName))].join(', ') })
              : t('work.asReader'),
            t('count.clauses', { count: agreement.clauses }),
            languageName(agreement.language),
            t('work.changed', { when: formatDateTime(agreement.changedAt) }),
          ].join(' · ')}
        </p>
      </div>
      <Link
        className="button"
        href={`/i/${agreement.id}/text`}
        aria-label={t('work.openTextOf', { title: agreement.shortTitle })}
      >
        {t('work.openText')}
      </Link>
    </li>
  );
}
