/** A silence procedure: the notice, to whom it was delivered, when the silence expires, and who broke it. */
import { Hourglass, MailCheck, MailX, Megaphone } from 'lucide-react';
import type { BreachView, SilenceRunView } from '../../../frames/index.ts';
import { t } from '../../messages/messages.ts';
import { DueTime, Instant } from '../times.tsx';

export function SilenceRun({ run, zone }: { readonly run: SilenceRunView; readonly zone: string | null }) {
  const { silence } = run;
  const reached = run.addressees.filter(({ delivery }) => delivery !== null).length;
  return (
    <>
      <p>
        {t('silence.means', { period: run.period, count: run.threshold })}{' '}
        <span className="hint-inline">{t('silence.basis', { basis: run.basis })}</span>
      </p>
      {silence ? (
        <div className="silence-notice">
          <p className="silence-title">
            <Megaphone aria-hidden="true" /> {silence.title}
          </p>
          <p className="hint">
            {t('silence.announcedAt', { meeting: silence.meeting })} <Instant at={silence.announcedAt} />
          </p>
          <p className="silence-expiry">
            <Hourglass aria-hidden="true" />
            {silence.ended ? (
              <span>
                {t(`silence.ended.${silence.ended.how}`)} <Instant at={silence.ended.at} />
              </span>
            ) : silence.expiresAt === null ? (
              t('silence.notStarted', { reached, of: run.addressees.length })
            ) : (
              <span>
                {t('silence.expires')} <DueTime at={silence.expiresAt} zone={zone} />
              </span>
            )}
          </p>
          <Breaches title={t('silence.breaches')} breaches={silence.breaches} />
          <Breaches title={t('silence.late')} breaches={silence.late} />
        </div>
      ) : (
        <p>{t('silence.notAnnounced')}</p>
      )}
      <h3>{t('silence.addressees', { reached, of: run.addressees.length })}</h3>
      <ul className="deciders">
        {run.addressees.map((party) => (
          <li key={party.id}>
            <div className="decider-head">
              <strong>{party.name}</strong>
              <span className="mark">
                {party.delivery ? <MailCheck aria-hidden="true" /> : <MailX aria-hidden="true" />}
                {party.delivery
                  ? party.delivery.how === 'opened'
                    ? t('silence.opened')
                    : t('silence.delivered', { channel: party.delivery.channel ?? '' })
                  : t('silence.undelivered')}
              </span>
            </div>
            <p className="decider-more hint">
              {party.delivery && <Instant at={party.delivery.at} />}
              {!party.mayBreak && ` ${t('silence.mayNotBreak')}`}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

function Breaches({ title, breaches }: { readonly title: string; readonly breaches: readonly BreachView[] }) {
  if (breaches.length === 0) return null;
  return (
    <div className="breaches">
      <h3>{title}</h3>
      <ul className="deciders">
        {breaches.map((breach, at) => (
          <li key={at}>
            <div className="decider-head">
              <strong>{breach.name}</strong>
              <span className="mark">{t(`choice.by.${breach.how}`)}</span>
            </div>
            <div className="decider-more">
              <blockquote>{breach.text}</blockquote>
              <p className="hint">
                <Instant at={breach.at} />
              </p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
