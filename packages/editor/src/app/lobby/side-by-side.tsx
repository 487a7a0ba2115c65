/** Two identities of the demo in one window, each in a frame with a session of its own. */
import { useEffect, useState } from 'react';
import { useSearchParams } from 'wouter';
import { rootPath } from '../api/base.ts';
import { demo, enterDemo } from '../api/endpoints.ts';
import { useResource } from '../api/resource.ts';
import type { DemoIdentity } from '../../frames/views.ts';
import { t } from '../messages/messages.ts';
import { Choice } from '../ui/field.tsx';
import { ErrorNotice, Skeleton } from '../ui/states.tsx';
import { useTitle } from '../ui/title.ts';
import '../messages/office.ts';

export function SideBySide() {
  useTitle(t('sideBySide.title'));
  const [search, setSearch] = useSearchParams();
  const resource = useResource('demo', demo);
  const identities = resource.data?.identities ?? [];
  const choose = (side: string) => (slug: string) =>
    setSearch((was) => {
      const next = new URLSearchParams(was);
      next.set(side, slug);
      return next;
    });
  return (
    <main id="main" className="side-by-side" tabIndex={-1}>
      <h1 className="visually-hidden">{t('sideBySide.title')}</h1>
      <a className="side-by-side-back" href={`${rootPath()}demo`}>
        {t('demo.lobby')}
      </a>
      {resource.error && <ErrorNotice error={resource.error} onRetry={resource.refresh} />}
      {(['left', 'right'] as const).map((side) => {
        const slug = search.get(side) ?? '';
        return (
          <Frame
            key={`${side} ${slug}`}
            label={t(`sideBySide.${side}`)}
            slug={slug}
            identities={identities}
            agreement={resource.data?.agreement.id ?? null}
            onChoose={choose(side)}
          />
        );
      })}
    </main>
  );
}

function Frame({
  label,
  slug,
  identities,
  agreement,
  onChoose,
}: {
  readonly label: string;
  readonly slug: string;
  readonly identities: readonly DemoIdentity[];
  readonly agreement: string | null;
  readonly onChoose: (slug: string) => void;
}) {
  const [address, setAddress] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    let gone = false;
    if (slug !== '') {
      enterDemo(slug).then(
        ({ address: entered }) => {
          if (!gone) setAddress(new URL(entered, document.baseURI).href);
        },
        (problem: unknown) => {
          if (!gone) setError(problem instanceof Error ? problem : new Error(String(problem)));
        },
      );
    }
    return () => {
      gone = true;
    };
  }, [slug]);
  const identity = identities.find((one) => one.slug === slug);
  return (
    <section className="side-by-side-frame" aria-label={identity?.capacityName ?? label}>
      <Choice
        label={label}
        value={slug}
        onChange={onChoose}
        options={identities.map((one) => ({ value: one.slug, label: one.capacityName }))}
      />
      {error && <ErrorNotice error={error} />}
      {address && agreement ? (
        <iframe
          title={t('sideBySide.frame', { name: identity?.capacityName ?? slug })}
          src={
            /\/demo\/[^/]+\/?$/.test(address)
              ? `${address.replace(/\/?$/, '/')}i/${encodeURIComponent(agreement)}/text`
              : address
          }
        />
      ) : (
        !error && <Skeleton rows={8} />
      )}
    </section>
  );
}
