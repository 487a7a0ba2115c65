/**
 * The frame of every signed-in screen: skip links, app bar, rail, notices and the main region.
 */
import {
  CalendarRange,
  History,
  House,
  Landmark,
  MessagesSquare,
  Route,
  Scale,
  ScrollText,
  Stamp,
  Users,
} from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { Link, useRoute } from 'wouter';
import { useMaybeAgreement } from '../agreement.tsx';
import { t, type MessageKey } from '../messages/messages.ts';
import { useSession } from '../session.tsx';
import { AppBar } from './app-bar.tsx';
import { ClosedToYou } from './closed-to-you.tsx';
import { DemoBanner } from './demo-banner.tsx';
import { NewVersion } from './new-version.tsx';

export function Shell({
  children,
  title,
  plain = false,
}: {
  readonly children: ReactNode;
  /** Of the window; the application's name follows. */
  readonly title: string;
  /** The screen scrolls by itself and has regions of its own, as Text has. */
  readonly plain?: boolean;
}) {
  const session = useSession();
  const agreement = useMaybeAgreement();
  const acting = agreement?.view.viewer.name ?? session.data?.person?.name;
  useEffect(() => {
    document.title = [title, ...(session.data?.demo && acting ? [acting] : []), 'Travaux'].join(' · ');
  }, [title, acting, session.data?.demo]);

  return (
    <div className="shell">
      <SkipLinks outline={plain} />
      <DemoBanner />
      <AppBar />
      <NewVersion />
      <ClosedToYou />
      <div className="shell-body">
        <Rail />
        {/* Where it scrolls, the keyboard has to reach it even if nothing inside takes the focus. */}
        <main id="main" tabIndex={plain ? -1 : 0} className={plain ? 'main main-plain' : 'main'}>
          {children}
        </main>
      </div>
    </div>
  );
}

/** Plain fragments would leave the page: the document has a base. */
function SkipLinks({ outline }: { readonly outline: boolean }) {
  const go = (id: string) => (event: { preventDefault(): void }) => {
    event.preventDefault();
    document.getElementById(id)?.focus();
  };
  const here = `${location.pathname}${location.search}`;
  return (
    <nav className="skip-links" aria-label={t('region.skip')}>
      <a href={`${here}#main`} onClick={go('main')}>
        {t('skip.main')}
      </a>
      {outline && (
        <>
          <a href={`${here}#outline`} onClick={go('outline')}>
            {t('skip.outline')}
          </a>
          <a href={`${here}#page`} onClick={go('page')}>
            {t('skip.page')}
          </a>
          <a href={`${here}#panel`} onClick={go('panel')}>
            {t('skip.panel')}
          </a>
        </>
      )}
    </nav>
  );
}

function Rail() {
  const agreement = useMaybeAgreement();
  return (
    <nav className="rail" aria-label={t('region.navigation')}>
      <RailLink href="/" message="nav.work" icon={<House aria-hidden="true" />} />
      {agreement && (
        <>
          <RailLink
            href={`/i/${agreement.id}`}
            message="nav.overview"
            icon={<Landmark aria-hidden="true" />}
          />
          <RailLink
            href={`/i/${agreement.id}/text`}
            message="nav.text"
            icon={<ScrollText aria-hidden="true" />}
          />
          <RailLink
            href={`/i/${agreement.id}/review`}
            message="nav.review"
            icon={<Stamp aria-hidden="true" />}
            within
          />
          {agreement.rights.has('direct-course') && (
            <RailLink
              href={`/i/${agreement.id}/process`}
              message="nav.process"
              icon={<Route aria-hidden="true" />}
            />
          )}
          <RailLink
            href={`/i/${agreement.id}/consequences`}
            message="nav.consequences"
            icon={<CalendarRange aria-hidden="true" />}
          />
          {agreement.rights.has('read-comments') && (
            <RailLink
              href={`/i/${agreement.id}/comments`}
              message="nav.comments"
              icon={<MessagesSquare aria-hidden="true" />}
            />
          )}
          <RailLink href={`/i/${agreement.id}/log`} message="nav.log" icon={<History aria-hidden="true" />} />
          {agreement.rights.has('read-people') && (
            <RailLink
              href={`/i/${agreement.id}/people`}
              message="nav.people"
              icon={<Users aria-hidden="true" />}
            />
          )}
        </>
      )}
      <span className="rail-mark" aria-hidden="true">
        <Scale />
      </span>
    </nav>
  );
}

function RailLink({
  href,
  message,
  icon,
  within = false,
}: {
  readonly href: string;
  readonly message: MessageKey;
  readonly icon: ReactNode;
  /** Also where the person is on a page below it. */
  readonly within?: boolean;
}) {
  const [exactly] = useRoute(href);
  const [below] = useRoute(`${href}/*`);
  const here = exactly || (within && below);
  return (
    <Link
      href={href}
      className={here ? 'rail-link is-current' : 'rail-link'}
      aria-current={here ? 'page' : undefined}
    >
      {icon}
      <span>{t(message)}</span>
    </Link>
  );
}
