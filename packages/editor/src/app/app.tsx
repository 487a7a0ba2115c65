/**
 * The app: which address shows which screen. Lobby and My work load neither ProseMirror nor Yjs; the Text
 * screen loads its editor after the text can be read.
 */
import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { Route, Router, Switch, useLocation, useParams } from 'wouter';
import { AgreementProvider } from './agreement.tsx';
import { demoIdentity, routerBase } from './api/base.ts';
import { SessionProvider, useSession } from './session.tsx';
import { LiveRegions } from './shell/announcer.tsx';
import { Help } from './shell/help.tsx';
import { Shell } from './shell/shell.tsx';
import { prefer, preferences } from './ui/preferences.ts';
import { announce } from './shell/announcer.tsx';
import { t } from './messages/messages.ts';
import { ErrorNotice, Skeleton } from './ui/states.tsx';
import { AgreementUnavailable, Invitation, NotFound, SignIn } from './system/pages.tsx';
import { MyWork } from './work/my-work.tsx';
import { ErrorBoundary } from './system/error-boundary.tsx';

const Lobby = lazy(async () => ({ default: (await import('./lobby/lobby.tsx')).Lobby }));
const SideBySide = lazy(async () => ({ default: (await import('./lobby/side-by-side.tsx')).SideBySide }));
const ImportFile = lazy(async () => ({ default: (await import('./import/import-file.tsx')).ImportFile }));
const NewAgreement = lazy(async () => ({
  default: (await import('./import/new-agreement.tsx')).NewAgreement,
}));
const Verify = lazy(async () => ({ default: (await import('./verify/verify.tsx')).Verify }));
const Overview = lazy(async () => ({ default: (await import('./overview/overview.tsx')).Overview }));
const People = lazy(async () => ({ default: (await import('./people/people.tsx')).People }));
const ReviewBoard = lazy(async () => ({ default: (await import('./review/board.tsx')).ReviewBoard }));
const ReviewPage = lazy(async () => ({ default: (await import('./review/clause-page.tsx')).ReviewPage }));
const DecisionPage = lazy(async () => ({ default: (await import('./review/clause-page.tsx')).DecisionPage }));
const ProcessConsole = lazy(async () => ({
  default: (await import('./process/console.tsx')).ProcessConsole,
}));
const ConsequencesScreen = lazy(async () => ({
  default: (await import('./consequences/consequences-screen.tsx')).ConsequencesScreen,
}));
const CommentsPage = lazy(async () => ({
  default: (await import('./comments/comments-page.tsx')).CommentsPage,
}));
const Log = lazy(async () => ({ default: (await import('./log/log.tsx')).Log }));
const loadText = () => import('./text/text-screen.tsx');
const TextScreen = lazy(async () => ({ default: (await loadText()).TextScreen }));

// The main screen's code is fetched while the server is still being asked who we are.
if (/\/i\/[^/]+\/text\/?$/.test(location.pathname)) void loadText();

export function App() {
  useGlobalKeys();
  return (
    <ErrorBoundary>
      <I18nProvider locale="en">
        <Router base={routerBase()}>
          <SessionProvider>
            <FocusOnNavigation />
            <Suspense fallback={<Waiting />}>
              <Switch>
                <Route path="/" component={Home} />
                <Route path="/demo" component={Lobby} />
                <Route path="/side-by-side" component={SideBySide} />
                <Route path="/import" component={ImportFile} />
                <Route path="/new" component={NewAgreement} />
                <Route path="/invitation" component={Invitation} />
                <Route path="/verify" component={Verify} />
                <Route path="/i/:id/verify" component={Verify} />
                <Route path="/i/:id/*?" component={AgreementScreens} />
                <Route component={NotFound} />
              </Switch>
            </Suspense>
            <Help />
          </SessionProvider>
        </Router>
        <LiveRegions />
      </I18nProvider>
    </ErrorBoundary>
  );
}

function Waiting() {
  return (
    <main id="main" className="column" tabIndex={-1}>
      <Skeleton rows={6} />
    </main>
  );
}

function Home() {
  const { data, error, loading, refresh } = useSession();
  if (!data) {
    if (error && !loading) {
      return (
        <main id="main" className="system-page" tabIndex={-1}>
          <h1>Travaux</h1>
          <ErrorNotice error={error} onRetry={refresh} />
        </main>
      );
    }
    return <Waiting />;
  }
  if (data.person) return <MyWork />;
  if (data.demo && demoIdentity() === null) return <Lobby />;
  return data.agreements.length > 0 ? <MyWork /> : <SignIn />;
}

function AgreementScreens() {
  const { id = '' } = useParams<{ id: string }>();
  return (
    <AgreementProvider key={id} id={decodeURIComponent(id)}>
      {(resource, ready) => {
        if (ready) {
          return (
            <Suspense fallback={<LoadingScreen />}>
              <Switch>
                <Route path="/i/:id" component={Overview} />
                <Route path="/i/:id/text" component={TextScreen} />
                <Route path="/i/:id/review" component={ReviewBoard} />
                <Route path="/i/:id/review/:clause" component={ReviewPage} />
                <Route path="/i/:id/decision/:clause" component={DecisionPage} />
                <Route path="/i/:id/process" component={ProcessConsole} />
                <Route path="/i/:id/consequences" component={ConsequencesScreen} />
                <Route path="/i/:id/comments" component={CommentsPage} />
                <Route path="/i/:id/log" component={Log} />
                <Route path="/i/:id/people" component={People} />
                <Route component={NotFound} />
              </Switch>
            </Suspense>
          );
        }
        return resource.error && !resource.loading ? (
          <AgreementUnavailable error={resource.error} onRetry={resource.refresh} />
        ) : (
          <LoadingScreen />
        );
      }}
    </AgreementProvider>
  );
}

function LoadingScreen(): ReactNode {
  return (
    <Shell title={t('state.loading')}>
      <div className="column">
        <Skeleton rows={8} />
      </div>
    </Shell>
  );
}

/** A new screen begins at its main region, as a new page would; not on the first load. */
function FocusOnNavigation() {
  const [path] = useLocation();
  useEffect(() => {
    if (history.state === null && document.activeElement === document.body) return;
    const active = document.activeElement;
    if (active === document.body || active?.closest('.rail, .app-bar, main') === null) return;
    document.getElementById('main')?.focus({ preventScroll: true });
  }, [path]);
  return null;
}

/** Quiet mode has a key of its own everywhere; help has its own in shell/help.tsx. */
function useGlobalKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey && event.altKey && event.shiftKey && event.code === 'KeyQ') {
        event.preventDefault();
        const quiet = !preferences.current.quiet;
        prefer({ quiet });
        announce(quiet ? t('user.quietOn') : t('user.quietOff'));
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
