/** Packages, which are accepted whole or not at all, and the closing act, by which everything is agreed at once. */
import { CircleCheck } from 'lucide-react';
import { t } from '../messages/messages.ts';
import { Acts } from '../course/acts.tsx';
import { LadderBar } from '../course/ladder-bar.tsx';
import { Packages } from '../course/packages.tsx';
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
        <Packages view={view} offered={offered} />
        <Acts acts={forms} view={null} offered={offered} label={t('packages.title')} />
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
