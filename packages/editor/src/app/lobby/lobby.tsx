/**
 * The demo lobby: each seeded identity is a card that opens a window of its own, two of them can be opened
 * side by side, and five things to try tick themselves.
 */
import { Columns2, ExternalLink, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { DemoIdentity } from '../../frames/views.ts';
import { demo, enterDemo } from '../api/endpoints.ts';
import { routerBase, rootPath } from '../api/base.ts';
import { useResource } from '../api/resource.ts';
import { t } from '../messages/messages.ts';
import { ResetDialog } from '../shell/demo-banner.tsx';
import { initialsOf, patternOf } from '../ui/names.ts';
import { ErrorNotice, Loaded, Skeleton } from '../ui/states.tsx';
import { Checklist, tick } from './checklist.tsx';
import { Link } from 'wouter';
import { useTitle } from '../ui/title.ts';

/** The window is opened before the answer comes: afterwards the browser would take it for a pop-up. */
export async function openIdentity(identity: DemoIdentity): Promise<void> {
  const opened = window.open('about:blank', `travaux-${routerBase()}-${identity.slug}`);
  try {
    const { address } = await enterDemo(identity.slug);
    const url = new URL(address, document.baseURI).href;
    if (opened) opened.location.replace(url);
    else location.assign(url);
  } catch (error) {
    opened?.close();
    throw error;
  }
}

/** The two that one would put side by side: the first delegates of two different parties. */
export function sideBySidePair(
  identities: readonly DemoIdentity[],
): readonly [DemoIdentity, DemoIdentity] | null {
  const delegates = identities.filter((identity) => identity.role === 'delegate');
  const left = delegates[0];
  const right = delegates.find((identity) => identity.party !== left?.party);
  return left && right ? [left, right] : null;
}

/** Parties in the order in which the lobby shows them, which is that of the agreement. */
function partiesOf(identities: readonly DemoIdentity[]): readonly string[] {
  return [
    ...new Set(
      identities.flatMap(({ party, role }) => (party !== null && role === 'delegate' ? [party] : [])),
    ),
  ];
}

export function Lobby() {
  useTitle(t('lobby.title'));
  const resource = useResource('demo', demo);
  const [error, setError] = useState<Error | null>(null);
  const [resetting, setResetting] = useState(false);

  const open = (identity: DemoIdentity) => {
    setError(null);
    openIdentity(identity).then(
      () => tick('open'),
      (problem: unknown) => setError(problem instanceof Error ? problem : new Error(String(problem))),
    );
  };
  const pair = sideBySidePair(resource.data?.identities ?? []);

  return (
    <main id="main" className="lobby" tabIndex={-1}>
      <header className="lobby-head">
        <p className="eyebrow">{t('lobby.eyebrow')}</p>
        <h1>{resource.data?.agreement.title ?? t('lobby.title')}</h1>
        <p className="lede">{t('lobby.lede')}</p>
      </header>
      {error && <ErrorNotice error={error} />}
      <Loaded resource={resource} skeleton={<Skeleton rows={6} />}>
        {({ identities }) => (
          <>
            <section aria-labelledby="identities">
              <div className="section-head">
                <h2 id="identities">{t('lobby.who')}</h2>
                {pair && (
                  <Button
                    className="button button-primary"
                    onPress={() => {
                      tick('side');
                      location.assign(
                        `${rootPath()}side-by-side?left=${encodeURIComponent(pair[0].slug)}&right=${encodeURIComponent(pair[1].slug)}`,
                      );
                    }}
                  >
                    <Columns2 aria-hidden="true" />
                    {t('lobby.sideBySide')}
                  </Button>
                )}
              </div>
              <ul className="cards">
                {identities.map((identity) => (
                  <li key={identity.slug} className="card identity">
                    <span
                      className={`avatar avatar-large ${patternOf(identity.party, partiesOf(identities))}`}
                      aria-hidden="true"
                    >
                      {initialsOf(identity.capacityName)}
                    </span>
                    <h3>{identity.capacityName}</h3>
                    {identity.name !== identity.capacityName && (
                      <p className="identity-name">{identity.name}</p>
                    )}
                    <p className="identity-description">{identity.description}</p>
                    <Button
                      className="button"
                      onPress={() => open(identity)}
                      aria-label={t('lobby.openAs', {
                        name: [identity.capacityName, identity.name].filter(Boolean).join(', '),
                      })}
                    >
                      <ExternalLink aria-hidden="true" />
                      {t('lobby.open')}
                    </Button>
                  </li>
                ))}
              </ul>
            </section>
            <Checklist />
            <footer className="lobby-foot">
              <p>
                {t('lobby.notKept')} <Link href="/verify">{t('verify.link')}</Link>{' '}
                <a href={`${rootPath()}p/${resource.data?.publicSlug ?? ''}`}>{t('lobby.publicPage')}</a>
              </p>
              <Button className="button" onPress={() => setResetting(true)}>
                <RotateCcw aria-hidden="true" />
                {t('demo.reset')}
              </Button>
            </footer>
          </>
        )}
      </Loaded>
      {resetting && <ResetDialog onClose={() => setResetting(false)} />}
    </main>
  );
}
