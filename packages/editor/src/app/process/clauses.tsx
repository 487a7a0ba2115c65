/** Every clause with what can be done to it now: the acts are read from the server when a clause is opened. */
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Link } from 'wouter';
import type { CourseSummary, CoursesView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { t } from '../messages/messages.ts';
import { Field } from '../ui/field.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { Acts, useOffered } from '../course/acts.tsx';
import { ClauseMarks } from '../course/clause-state.tsx';
import { useClauseCourse } from '../course/live.ts';
import { fullName, zoneOf } from '../course/names.ts';
import { DueTime } from '../course/times.tsx';
import { fold } from '../../document/fold.ts';
import type { ConsoleProps } from './console.tsx';

export function ConsoleClauses({ view }: ConsoleProps) {
  const agreement = useAgreement();
  const [wanted, setWanted] = useState('');
  const [open, setOpen] = useState<CourseSummary | null>(null);
  const words = fold(wanted.trim()).text;
  const shown = view.clauses.filter((one) => fold(fullName(agreement, one)).text.includes(words));
  if (view.clauses.length === 0) return <Empty title={t('text.empty')} />;
  return (
    <>
      <h2 className="visually-hidden">{t('process.clauses')}</h2>
      <p className="hint">{t('process.clausesMean')}</p>
      {view.routes.length === 0 && <p className="notice">{t('process.noRoutes')}</p>}
      <Field label={t('process.filter')} value={wanted} onChange={setWanted} />
      <ul className="rows console-rows">
        {shown.map((one) => (
          <li key={one.clause} className="row" data-clause={one.clause}>
            <div>
              <h3>
                <Link href={`/i/${agreement.id}/review/${one.clause}`}>{fullName(agreement, one)}</Link>
              </h3>
              <ClauseMarks summary={one} />
              <p className="hint">{whatNow(one, view)}</p>
            </div>
            <Button
              className="button"
              aria-label={t('process.actOn', { clause: fullName(agreement, one) })}
              onPress={() => setOpen(one)}
            >
              {t('process.act')}
            </Button>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <Empty title={t('outline.noMatch')} />}
      {open && <ClauseActs clause={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function whatNow(one: CourseSummary, view: CoursesView) {
  if (one.underWay) {
    return (
      <>
        {one.underWay.stage.name}: {one.underWay.sentence}{' '}
        {one.underWay.due && <DueTime at={one.underWay.due} zone={zoneOf(view, one.underWay.route.id)} />}
      </>
    );
  }
  if (one.standingReason !== null) return one.standingReason;
  return one.routing.because;
}

function ClauseActs({ clause, onClose }: { readonly clause: CourseSummary; readonly onClose: () => void }) {
  const agreement = useAgreement();
  const course = useClauseCourse(clause.clause);
  return (
    <Dialog title={fullName(agreement, clause)} onClose={onClose}>
      <Loaded resource={course}>
        {(view) => <OfferedActs clause={clause.clause} view={view} refresh={course.refresh} />}
      </Loaded>
    </Dialog>
  );
}

function OfferedActs({
  clause,
  view,
  refresh,
}: {
  readonly clause: string;
  readonly view: Parameters<typeof useOffered>[1];
  readonly refresh: () => void;
}) {
  const offered = useOffered(clause, view, refresh);
  return (
    <>
      <ClauseMarks summary={view.summary} />
      {view.summary.underWay && <p>{view.summary.underWay.sentence}</p>}
      {view.acts.length === 0 ? (
        <Empty title={t('acts.noneHere')} />
      ) : (
        <>
          <p className="hint">{t('acts.previewed')}</p>
          <Acts acts={view.acts} view={view} offered={offered} label={t('acts.directing')} quiet />
        </>
      )}
    </>
  );
}
