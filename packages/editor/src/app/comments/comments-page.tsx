/** All comments of an agreement: threads with filters, an observer's own, windows, moderation, and pseudonyms. */
import { useState, type ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { useLocation, useSearch } from 'wouter';
import type { CommentsView, ThreadSummaryView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { agreementText } from '../api/endpoints.ts';
import { useResource } from '../api/resource.ts';
import { t } from '../messages/messages.ts';
import { Shell } from '../shell/shell.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { useComments } from './feed.ts';
import { FilterForm } from './filter-form.tsx';
import { filtered, noFilters } from './filters.ts';
import { Moderation } from './moderation.tsx';
import { useOrphans } from './orphans.ts';
import { Pseudonym } from './pseudonym.tsx';
import { Thread } from './thread.tsx';
import { ThreadList } from './thread-list.tsx';
import { Windows } from './windows.tsx';
import { YourComments } from './yours.tsx';
import '../messages/commenting.ts';
import '../messages/deciding.ts';
import '../course/course.css';
import '../ui/tabs.css';
import './comments.css';

type PageTab = 'threads' | 'yours' | 'windows' | 'moderation' | 'pseudonym';

export function CommentsPage() {
  const { view } = useAgreement();
  const feed = useComments();
  return (
    <Shell title={`${t('nav.comments')} · ${view.facts.shortTitle}`}>
      <div className="wide-column">
        <h1>{t('comments.title')}</h1>
        <Loaded resource={feed.resource}>
          {(data) => <Page view={data} threads={feed.threads ?? []} refresh={feed.resource.refresh} />}
        </Loaded>
      </div>
    </Shell>
  );
}

function Page({
  view,
  threads,
  refresh,
}: {
  readonly view: CommentsView;
  readonly threads: readonly ThreadSummaryView[];
  readonly refresh: () => void;
}) {
  const observes = view.may.observeFor.length > 0;
  const search = new URLSearchParams(useSearch());
  const asked = search.get('thread');
  const [tab, setTab] = useState<PageTab>(observes && asked === null ? 'yours' : 'threads');
  const { id } = useAgreement();
  const [, navigate] = useLocation();
  const open = (thread: string | null) => {
    setTab('threads');
    navigate(`/i/${id}/comments${thread === null ? '' : `?thread=${encodeURIComponent(thread)}`}`);
  };
  const tabs: readonly (readonly [PageTab, ReactNode])[] = [
    ['threads', <Threads key="threads" view={view} threads={threads} thread={asked} onOpen={open} />],
    ...(observes
      ? [['yours', <YourComments key="yours" view={view} threads={threads} onOpen={open} />] as const]
      : []),
    ['windows', <Windows key="windows" view={view} onChanged={refresh} />],
    ['moderation', <Moderation key="moderation" epoch={threads.map(({ revision }) => revision)} />],
    ...(observes && view.pseudonyms.publicKey !== null
      ? [['pseudonym', <Pseudonym key="pseudonym" view={view} onDrawn={refresh} />] as const]
      : []),
  ];
  return (
    <Tabs className="tabs" selectedKey={tab} onSelectionChange={(key) => setTab(key as PageTab)}>
      <TabList className="tab-list" aria-label={t('comments.title')}>
        {tabs.map(([key]) => (
          <Tab key={key} id={key}>
            {t(`comments.tab.${key}`)}
          </Tab>
        ))}
      </TabList>
      {tabs.map(([key, content]) => (
        <TabPanel key={key} id={key}>
          {content}
        </TabPanel>
      ))}
    </Tabs>
  );
}

function Threads({
  view,
  threads,
  thread,
  onOpen,
}: {
  readonly view: CommentsView;
  readonly threads: readonly ThreadSummaryView[];
  readonly thread: string | null;
  readonly onOpen: (thread: string | null) => void;
}) {
  const { id, view: agreement } = useAgreement();
  const [, navigate] = useLocation();
  const [filters, setFilters] = useState(noFilters);
  const text = useResource(`${id} ${agreement.viewer.key}`, (signal) => agreementText(id, signal));
  const isOrphan = useOrphans(threads, text.data);
  const shown = filtered(threads, filters, isOrphan);
  const opened = threads.find((one) => one.id === thread);
  if (thread !== null) {
    return (
      <Thread
        key={thread}
        thread={thread}
        view={view}
        place={{
          orphan: opened !== undefined && isOrphan(opened),
          ...(opened
            ? {
                onShow: () =>
                  navigate(
                    `/i/${id}/text?thread=${encodeURIComponent(opened.id)}#${encodeURIComponent(opened.clause.clause)}`,
                  ),
              }
            : {}),
        }}
        onBack={() => onOpen(null)}
      />
    );
  }
  return (
    <>
      <FilterForm filters={filters} onChange={setFilters} threads={threads} />
      <p className="hint" role="status">
        {t('comments.shown', { count: shown.length })}
      </p>
      {shown.length === 0 ? (
        <Empty title={t(threads.length === 0 ? 'comments.none' : 'comments.noneMatch')} />
      ) : (
        <ThreadList threads={shown} isOrphan={isOrphan} onOpen={onOpen} label={t('comments.tab.threads')} />
      )}
    </>
  );
}
