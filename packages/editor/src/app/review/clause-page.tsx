/**
 * One clause before those who decide on it: the words, what changed in them and what they rely on; the stage with
 * what each has said; what the viewer may do; and what was decided before. The decision packet of a body is the same
 * page seen from the body's side.
 */
import { ArrowLeft, Gavel, RefreshCw, TriangleAlert } from 'lucide-react';
import { useRef, useState } from 'react';
import { Link, useParams } from 'wouter';
import type { ClauseCourseView, CoursesView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { statusOf } from '../api/problem.ts';
import { t } from '../messages/messages.ts';
import { Shell } from '../shell/shell.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { Acts, isDeciding, useOffered } from '../course/acts.tsx';
import { ClauseMarks } from '../course/clause-state.tsx';
import { useClauseCourse, useCourses } from '../course/live.ts';
import { fullName, zoneOf } from '../course/names.ts';
import { PacketText, type PacketTab } from '../course/packet-text.tsx';
import { Past } from '../course/past.tsx';
import { Run } from '../course/runs/run.tsx';
import { StageTrack } from '../course/stage-track.tsx';
import { DueTime } from '../course/times.tsx';
import type { Offered } from '../course/use-act.ts';
import '../messages/deciding.ts';
import '../ui/tabs.css';
import '../course/course.css';

type Side = 'review' | 'decision';

export function ReviewPage() {
  return <ClausePage side="review" />;
}

export function DecisionPage() {
  return <ClausePage side="decision" />;
}

function ClausePage({ side }: { readonly side: Side }) {
  const agreement = useAgreement();
  const { clause: encoded = '' } = useParams<{ clause: string }>();
  const clause = decodeURIComponent(encoded);
  const course = useClauseCourse(clause);
  const board = useCourses();
  const element = agreement.elements.get(clause);
  const name = element
    ? fullName(agreement, { clause, number: '', heading: element.heading })
    : t('clausePage.unknown');
  const gone = !element || statusOf(course.error) === 404;
  return (
    <Shell title={`${name} · ${agreement.view.facts.shortTitle}`}>
      <div className="wide-column">
        <p>
          <Link className="back-link" href={`/i/${agreement.id}/review`}>
            <ArrowLeft aria-hidden="true" />
            {t('clausePage.back')}
          </Link>
        </p>
        <h1>{name}</h1>
        {gone ? (
          <Empty title={t('clausePage.unknown')}>
            <p>{t('clausePage.unknownMeans')}</p>
          </Empty>
        ) : (
          <Loaded resource={course}>
            {(view) => (
              <Clause key={clause} side={side} view={view} board={board.data} refresh={course.refresh} />
            )}
          </Loaded>
        )}
      </div>
    </Shell>
  );
}

function Clause({
  side,
  view,
  board,
  refresh,
}: {
  readonly side: Side;
  readonly view: ClauseCourseView;
  readonly board: CoursesView | undefined;
  readonly refresh: () => void;
}) {
  const { summary, run } = view;
  const offered = useOffered(summary.clause, view, refresh);
  const [tab, setTab] = useState<PacketTab>('text');
  const packet = useRef<HTMLElement>(null);
  const zone = zoneOf(board, summary.underWay?.route.id);
  const compare = () => {
    setTab('changes');
    packet.current?.scrollIntoView({ block: 'start' });
    packet.current?.focus({ preventScroll: true });
  };
  const deciding = view.acts.filter(isDeciding);
  return (
    <>
      <ClauseMarks summary={summary} />
      {summary.standingReason !== null && <p className="notice">{summary.standingReason}</p>}
      {summary.cameBack && !summary.underWay && (
        <p className="hint">{t('clausePage.cameBack', { reason: summary.cameBack.reason })}</p>
      )}
      {summary.underWay && <StageTrack underWay={summary.underWay} />}
      <Outdated view={view} offered={offered} onCompare={compare} />
      <div className="packet-grid">
        <section className="packet" aria-labelledby="packet" ref={packet} tabIndex={-1}>
          <h2 id="packet">
            {view.packet ? t('packet.title', { packet: view.packet.packet }) : t('packet.noPacket')}
          </h2>
          <PacketText view={view} tab={tab} onTab={setTab} />
        </section>
        <section className="stage" aria-labelledby="stage">
          <Stage side={side} view={view} zone={zone} offered={offered} onCompare={compare} />
          {!run && <Acts acts={deciding} view={view} offered={offered} label={t('acts.yours')} />}
          <Directing view={view} offered={offered} />
        </section>
      </div>
      <Past view={view} zone={zone} onCompare={compare} />
    </>
  );
}

/** What directs the course, apart from what decides. */
function Directing({ view, offered }: { readonly view: ClauseCourseView; readonly offered: Offered }) {
  // A renewal is offered where it is needed: beside the notice that the text moved.
  const acts = view.acts.filter((act) => !isDeciding(act) && act.type !== 'renew-packet');
  if (acts.length === 0) return null;
  return (
    <div className="directing">
      <h3>{t('acts.directing')}</h3>
      <Acts acts={acts} view={view} offered={offered} label={t('acts.directing')} quiet />
    </div>
  );
}

function Stage({
  side,
  view,
  zone,
  offered,
  onCompare,
}: {
  readonly side: Side;
  readonly view: ClauseCourseView;
  readonly zone: string | null;
  readonly offered: Offered;
  readonly onCompare: () => void;
}) {
  const { id } = useAgreement();
  const { summary, run } = view;
  const { underWay } = summary;
  const deciding = view.acts.filter(isDeciding);
  if (!run || !underWay) {
    return (
      <>
        <h2 id="stage">{t(side === 'decision' ? 'decision.nonePending' : 'stage.none')}</h2>
        <Empty title={t(side === 'decision' ? 'decision.nonePendingMeans' : 'stage.noneMeans')}>
          <p>{summary.routing.because}</p>
        </Empty>
      </>
    );
  }
  const isCommittee = run.kind === 'committee';
  return (
    <>
      <h2 id="stage">
        {isCommittee ? t('decision.of', { body: run.body.name, stage: run.name }) : run.name}
      </h2>
      <p>
        {underWay.sentence}{' '}
        {underWay.due && (
          <span className="due-line">
            {t(underWay.late ? 'stage.wasDue' : 'stage.due')} <DueTime at={underWay.due} zone={zone} />
          </span>
        )}
      </p>
      {side === 'decision' && !isCommittee && (
        <p className="notice">
          <span>
            {t('decision.notNow')}{' '}
            <Link href={`/i/${id}/review/${summary.clause}`}>{t('decision.toReview')}</Link>
          </span>
        </p>
      )}
      {side === 'review' && isCommittee && (
        <p>
          <Link href={`/i/${id}/decision/${summary.clause}`}>
            <Gavel aria-hidden="true" className="inline-icon" /> {t('decision.toPacket')}
          </Link>
        </p>
      )}
      {run.complete && <p className="notice">{t('stage.complete')}</p>}
      {deciding.length > 0 ? (
        <Acts acts={deciding} view={view} offered={offered} label={t('acts.yours')} />
      ) : (
        <p className="hint">{t('acts.none')}</p>
      )}
      <Run run={run} zone={zone} onCompare={onCompare} />
    </>
  );
}

/** That what is decided, or about to be, is not what the text says now: which words moved, and what can be done. */
function Outdated({
  view,
  offered,
  onCompare,
}: {
  readonly view: ClauseCourseView;
  readonly offered: Offered;
  readonly onCompare: () => void;
}) {
  const { outdated } = view.summary;
  const renewals = view.acts.filter((act) => act.type === 'renew-packet');
  if (!outdated) return null;
  return (
    <div className="notice notice-error outdated" role="status">
      <TriangleAlert aria-hidden="true" />
      <div>
        <p>
          <strong>{t(`outdated.${outdated.what}`)}</strong>
        </p>
        <ul>
          {outdated.by.map(({ sentence, of }, at) => (
            <li key={at}>
              {sentence} {of && <ClauseLink clause={of.clause} />}
            </li>
          ))}
        </ul>
        <p>
          <button type="button" className="link-button" onClick={onCompare}>
            {t('overtaken.compare')}
          </button>
        </p>
      </div>
      {renewals.length > 0 ? (
        <Acts acts={renewals} view={view} offered={offered} label={t('outdated.renew')} />
      ) : (
        <p className="hint">
          <RefreshCw aria-hidden="true" className="inline-icon" /> {t('outdated.whoRenews')}
        </p>
      )}
    </div>
  );
}

function ClauseLink({ clause }: { readonly clause: string }) {
  const agreement = useAgreement();
  if (!agreement.elements.has(clause)) return null;
  return (
    <Link href={`/i/${agreement.id}/text#${clause}`}>
      {t('clausePage.seeText', { clause: fullName(agreement, { clause, number: '', heading: '' }) })}
    </Link>
  );
}
