/** Packages: clauses that are accepted only together, who has accepted each, and what the viewer can do about it. */
import { CircleCheck, CircleDashed } from 'lucide-react';
import type { CoursesView, PackageView } from '../../frames/course-views.ts';
import { useAgreement } from '../agreement.tsx';
import { t } from '../messages/messages.ts';
import { Empty } from '../ui/states.tsx';
import { Acts } from './acts.tsx';
import { fullName } from './names.ts';
import { Instant } from './times.tsx';
import type { Offered } from './use-act.ts';

const onPackages = ['accept-package', 'close-package', 'dissolve-package'];

export function Packages({ view, offered }: { readonly view: CoursesView; readonly offered: Offered }) {
  return (
    <>
      {view.packages.length === 0 && <Empty title={t('packages.none')} />}
      {view.packages.map((one) => (
        <Package key={one.id} view={one} />
      ))}
      <Acts
        acts={view.acts.filter(({ type }) => onPackages.includes(type))}
        view={null}
        offered={offered}
        label={t('packages.acts')}
      />
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
