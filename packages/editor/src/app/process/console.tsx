/**
 * The process console of chair and secretariat: sending clauses along routes and directing them, drawing up routes,
 * saying which clause takes which, packages, and the closing act. Every act shows what it will do before it is done.
 */
import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import type { CoursesView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { courses } from '../api/endpoints.ts';
import { t } from '../messages/messages.ts';
import { Shell } from '../shell/shell.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { useCourses } from '../course/live.ts';
import type { Offered } from '../course/use-act.ts';
import { ConsoleClauses } from './clauses.tsx';
import { Closing } from './closing.tsx';
import { Disclosure } from './disclosure.tsx';
import { Routes } from './routes.tsx';
import { Routing } from './routing.tsx';
import '../messages/deciding.ts';
import '../ui/tabs.css';
import '../course/course.css';
import './process.css';

const tabs = ['clauses', 'routes', 'routing', 'closing', 'disclosure'] as const;
type ConsoleTab = (typeof tabs)[number];

export interface ConsoleProps {
  readonly view: CoursesView;
  readonly offered: Offered;
}

export function ProcessConsole() {
  const agreement = useAgreement();
  const board = useCourses();
  const [tab, setTab] = useState<ConsoleTab>('clauses');
  const directs = agreement.rights.has('direct-course') || agreement.rights.has('draw-up-routes');
  const { id } = agreement;
  return (
    <Shell title={`${t('nav.process')} · ${agreement.view.facts.shortTitle}`}>
      <div className="wide-column">
        <h1>{t('process.title')}</h1>
        {directs ? (
          <Loaded resource={board}>
            {(view) => {
              const offered: Offered = {
                version: view.version,
                acts: view.acts,
                again: () => courses(id),
                refresh: board.refresh,
              };
              return (
                <Tabs
                  className="console-tabs"
                  selectedKey={tab}
                  onSelectionChange={(key) => setTab(tabs.find((one) => one === key) ?? 'clauses')}
                >
                  <TabList className="tab-list" aria-label={t('process.title')}>
                    {tabs.map((one) => (
                      <Tab key={one} id={one}>
                        {t(`process.${one}`)}
                      </Tab>
                    ))}
                  </TabList>
                  <TabPanel id="clauses">
                    <ConsoleClauses view={view} offered={offered} />
                  </TabPanel>
                  <TabPanel id="routes">
                    <Routes view={view} offered={offered} />
                  </TabPanel>
                  <TabPanel id="routing">
                    <Routing view={view} offered={offered} />
                  </TabPanel>
                  <TabPanel id="closing">
                    <Closing view={view} offered={offered} />
                  </TabPanel>
                  <TabPanel id="disclosure">
                    <Disclosure />
                  </TabPanel>
                </Tabs>
              );
            }}
          </Loaded>
        ) : (
          <Empty title={t('process.notYours')}>
            <p>{t('process.notYoursMeans')}</p>
          </Empty>
        )}
      </div>
    </Shell>
  );
}
