/**
 * Consequences: what follows from the text as it stands: the calendar, what waits for what, what comes of a scenario,
 * and the plain summary. It follows the text as it is typed. Each picture has the same in words or a table beside it.
 */
import { useMemo, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import {
  allInTime,
  consequencesOf,
  namer,
  type Consequences,
  type Scenario,
  type Terms,
} from '@travaux/workflow/compliance';
import { useAgreement } from '../agreement.tsx';
import { t } from '../messages/messages.ts';
import { Shell } from '../shell/shell.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { CalendarTab } from './calendar-tab.tsx';
import { GraphTab } from './graph-tab.tsx';
import { useLivingTerms } from './living-terms.ts';
import { SimulationTab } from './simulation-tab.tsx';
import { SummaryTab } from './summary-tab.tsx';
import '../messages/consequences.ts';
import '../ui/tabs.css';
import '../course/course.css';
import './consequences.css';

const tabs = ['calendar', 'graph', 'simulation', 'summary'] as const;
type ConsequencesTab = (typeof tabs)[number];

export interface TabProps {
  readonly of: Consequences;
  readonly name: (id: string) => string;
}

export function ConsequencesScreen() {
  const agreement = useAgreement();
  const { text, terms } = useLivingTerms(agreement);
  return (
    <Shell title={`${t('nav.consequences')} · ${agreement.view.facts.shortTitle}`}>
      <div className="wide-column consequences">
        <h1>{t('consequences.title')}</h1>
        <Loaded resource={text}>{() => terms && <Following terms={terms} />}</Loaded>
      </div>
    </Shell>
  );
}

/** Keeps what followed from the text before, so that a keystroke works out again only what it touches. */
class Follower {
  #last: Consequences | null = null;
  follow(terms: Terms, scenario: Scenario): Consequences {
    this.#last = consequencesOf(terms, scenario, this.#last);
    return this.#last;
  }
}

function Following({ terms }: { readonly terms: Terms }) {
  const [tab, setTab] = useState<ConsequencesTab>('calendar');
  const [scenario, setScenario] = useState<Scenario>(allInTime);
  const [follower] = useState(() => new Follower());
  const of = useMemo(() => follower.follow(terms, scenario), [follower, terms, scenario]);
  const name = useMemo(() => namer(terms), [terms]);
  if (of.schedule.entries.length === 0) {
    return (
      <Empty title={t('consequences.none')}>
        <p>{t('consequences.noneMeans')}</p>
      </Empty>
    );
  }
  const props: TabProps = { of, name };
  return (
    <Tabs
      className="console-tabs"
      selectedKey={tab}
      onSelectionChange={(key) => setTab(tabs.find((one) => one === key) ?? 'calendar')}
    >
      <TabList className="tab-list" aria-label={t('consequences.title')}>
        {tabs.map((one) => (
          <Tab key={one} id={one}>
            {t(`consequences.${one}`)}
          </Tab>
        ))}
      </TabList>
      <TabPanel id="calendar">
        <CalendarTab {...props} />
      </TabPanel>
      <TabPanel id="graph">
        <GraphTab {...props} />
      </TabPanel>
      <TabPanel id="simulation">
        <SimulationTab {...props} onScenario={setScenario} />
      </TabPanel>
      <TabPanel id="summary">
        <SummaryTab {...props} />
      </TabPanel>
    </Tabs>
  );
}
