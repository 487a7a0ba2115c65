/** My work: what is waiting for the person, and the agreements that they take part in. */
import { FilePlus2, FileUp } from 'lucide-react';
import { Link } from 'wouter';
import type { AgreementSummary, MeView } from '../../frames/views.ts';
import { formatDateTime, languageName, t } from '../messages/messages.ts';
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
      <section aria-labelledby="waiting">
        <h2 id="waiting">{t('work.waiting')}</h2>
        <Empty title={t('work.nothing')}>
          {latest && (
            <p className="hint">
              {t('work.lastActivity', { title: latest.shortTitle, when: formatDateTime(latest.changedAt) })}
            </p>
          )}
        </Empty>
      </section>
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
