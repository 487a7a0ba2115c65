/** Packages, which are accepted whole or not at all, and the closing act, by which everything is agreed at once. */
import { CircleCheck, CircleDashed } from 'lucide-react';
import type { PackageView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { t } from '../messages/messages.ts';
import { Empty } from '../ui/states.tsx';
import { Acts } from '../course/acts.tsx';
import { LadderBar } from '../course/ladder-bar.tsx';
import { fullName } from '../course/names.ts';
import { Instant } from '../course/times.tsx';
import type { ConsoleProps } from './console.tsx';

export function Closing({ view, offered }: ConsoleProps) {
  const forms = view.acts.filter(({ type }) => type === 'form-package');
  const adopts = view.acts.filter(({ type }) => type === 'adopt-agreement');
  return (
    <>
      <section aria-labelledby="packages">
        <h2 id="packages">{t('packages.title')}</h2>
        <p className="hint">{t('packages.mean')}</p>
        {view.packages.length === 0 && <Empty title={t('packages.none')} />}
        {view.packages.map((one) => (
          <Package key={one.id} view={one} />
        ))}
        <Acts acts={forms} view={null} offered={offered} label={t('packages.title')} />
        <Acts
          acts={view.acts.filter(({ type }) =>
            ['accept-package', 'dissolve-package', 'close-package'].includes(type),
          )}
          view={null}
          offered={offered}
          label={t('packages.acts')}
        />
      </section>
      <section aria-labelledby="adoption">
        <h2 id="adoption">{t('adoption.title')}</h2>
        <p>{t('adoption.mean')}</p>
        <LadderBar clauses={view.clauses} />
        {view.adopted !== null ? (
          <p className="notice">
            <CircleCheck aria-hidden="true" />
            <span>
              {t('adoption.done')} <Instant at={view.adopted} />
            </span>
          </p>
        ) : adopts.length > 0 ? (
          <Acts acts={adopts} view={null} offered={offered} label={t('adoption.title')} />
        ) : (
          <p className="hint">{t('adoption.notYet')}</p>
        )}
      </section>
    </>
  );
}

function Package({ view }: { readonly view: PackageView }) {
  const agreement = useAgreement();
  return (
    <div className="card">
      <h3>{view.name}</h3>
      <p>{view.clauses.map((one) => fullName(agreement, one)).join('; ')}</p>
      <p className="hint">
        {view.closedAt === null ? t('packages.open') : t('packages.closed')}{' '}
        <Instant at={view.closedAt ?? view.formedAt} />
      </p>
      <ul className="deciders">
        {view.acceptances.map((one) => (
          <li key={one.party}>
            <div className="decider-head">
              <strong>{one.name}</strong>
              <span className="mark">
                <CircleCheck aria-hidden="true" />
                {t('packages.accepted')}
              </span>
            </div>
            {one.conditions.length > 0 && <p className="decider-more">{one.conditions.join(' ')}</p>}
          </li>
        ))}
        {view.waitsFor.map((one) => (
          <li key={one.id}>
            <div className="decider-head">
              <strong>{one.name}</strong>
              <span className="mark">
                <CircleDashed aria-hidden="true" />
                {t('signed.waiting')}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
