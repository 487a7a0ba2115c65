/** What was decided before: the rungs granted, the stages left behind, and each renewal of the packet. */
import { CircleCheck, CornerUpLeft, Undo2 } from 'lucide-react';
import type { ClauseCourseView, PastStageView } from '../../frames/index.ts';
import { t } from '../messages/messages.ts';
import { Fingerprint } from './fingerprint.tsx';
import { RungMark } from './rung.tsx';
import { Run } from './runs/run.tsx';
import { Instant } from './times.tsx';

export function Past({
  view,
  zone,
  onCompare,
}: {
  readonly view: ClauseCourseView;
  readonly zone: string | null;
  readonly onCompare: () => void;
}) {
  const { grants, past, renewals } = view;
  return (
    <div className="past">
      {renewals.length > 0 && (
        <section aria-labelledby="renewals">
          <h2 id="renewals">{t('past.renewals')}</h2>
          <ol className="deciders">
            {renewals.map((renewal) => (
              <li key={renewal.packet}>
                <div className="decider-head">
                  <strong>{t('past.packet', { packet: renewal.packet })}</strong>
                  <span className="mark">{t(`editClass.${renewal.class}`)}</span>
                </div>
                <div className="decider-more">
                  <p>{renewal.reasons.join(' ')}</p>
                  {renewal.lowering && (
                    <p>
                      {t('past.lowering', {
                        to: t(`editClass.${renewal.lowering.to}`),
                        reason: renewal.lowering.reason,
                      })}
                    </p>
                  )}
                </div>
              </li>
            ))}
          </ol>
        </section>
      )}
      {past.length > 0 && (
        <section aria-labelledby="earlier">
          <h2 id="earlier">{t('past.stages')}</h2>
          {past.map((stage, at) => (
            <details key={at} className="past-stage">
              <summary>
                <span className="mark">
                  <OutcomeGlyph outcome={stage.outcome} />
                  <strong>{stage.name}</strong> {t(`past.${stage.outcome}`)}
                </span>{' '}
                <span className="hint-inline">
                  <Instant at={stage.at} /> · {t('act.fingerprint')} <Fingerprint hash={stage.hash} />
                  {!stage.stands && ` · ${t('past.setAside')}`}
                </span>
              </summary>
              <Run run={stage.run} zone={zone} onCompare={onCompare} />
            </details>
          ))}
        </section>
      )}
      {grants.length > 0 && (
        <section aria-labelledby="grants">
          <h2 id="grants">{t('past.grants')}</h2>
          <ol className="deciders">
            {grants.map((grant) => (
              <li key={grant.version}>
                <div className="decider-head">
                  <span>
                    <RungMark rung={grant.rung} />
                  </span>
                  <span className="hint-inline">
                    {t('past.by', { by: grant.by })} · <Instant at={grant.at} /> · {t('act.fingerprint')}{' '}
                    <Fingerprint hash={grant.hash} />
                  </span>
                </div>
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

function OutcomeGlyph({ outcome }: Pick<PastStageView, 'outcome'>) {
  switch (outcome) {
    case 'passed':
      return <CircleCheck aria-hidden="true" />;
    case 'returned':
      return <CornerUpLeft aria-hidden="true" />;
    case 'recalled':
      return <Undo2 aria-hidden="true" />;
  }
}
