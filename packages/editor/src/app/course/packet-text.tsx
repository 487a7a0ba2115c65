/** The words of a clause for those who decide: as they stand, as a redline, and with what they rely on. */
import { useMemo } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { Link } from 'wouter';
import type { ClauseJson } from '../../document/clause-json.ts';
import type { ClauseCourseView, RelianceView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { useComments } from '../comments/feed.ts';
import { PacketComments, submissionsIn } from '../comments/packet-comments.tsx';
import { formatDate, t } from '../messages/messages.ts';
import { Empty } from '../ui/states.tsx';
import { WholeFingerprint } from './fingerprint.tsx';
import { fullName } from './names.ts';
import { Reading, useOwnHash } from './reading.tsx';
import { Redline } from './redline.tsx';
import { SignMark } from './rung.tsx';

export type PacketTab = 'text' | 'changes' | 'relies' | 'comments';

export function PacketText({
  view,
  tab,
  onTab,
}: {
  readonly view: ClauseCourseView;
  readonly tab: PacketTab;
  readonly onTab: (tab: PacketTab) => void;
}) {
  const shown = view.packet ?? view.text;
  const own = useOwnHash(shown.text);
  const { clause } = view.summary;
  const feed = useComments(clause);
  const comparisons = useMemo(() => comparisonsOf(view), [view]);
  return (
    <Tabs className="packet-tabs" selectedKey={tab} onSelectionChange={(key) => onTab(key as PacketTab)}>
      <TabList className="tab-list" aria-label={t('packet.views')}>
        <Tab id="text">{t('packet.text')}</Tab>
        <Tab id="changes">{t('packet.changes')}</Tab>
        <Tab id="relies">{t('packet.relies', { count: view.relies.length })}</Tab>
        <Tab id="comments">{t('comments.packet', { count: submissionsIn(feed).length })}</Tab>
      </TabList>
      <TabPanel id="text" className="packet-paper">
        {shown.text ? <Reading clause={clause} text={shown.text} /> : <p>{t('act.wordsGone')}</p>}
        <ErrorsSetAside clause={clause} hash={shown.hash} />
        <p className="packet-hash">
          <span className="hint-inline">{t('act.fingerprint')}</span> <WholeFingerprint hash={shown.hash} />
          {own !== null && own !== shown.hash && (
            <strong className="danger-words">{t('packet.otherHash')}</strong>
          )}
        </p>
      </TabPanel>
      <TabPanel id="changes" className="packet-paper">
        {comparisons.length === 0 && <Empty title={t('redline.nothingBefore')} />}
        {comparisons.map((one) => (
          <div key={one.label}>
            <h3>{one.label}</h3>
            {one.from === null || one.to === null ? (
              <p>{t('act.wordsGone')}</p>
            ) : (
              <Redline clause={clause} from={one.from} to={one.to} label={one.label} />
            )}
          </div>
        ))}
      </TabPanel>
      <TabPanel id="relies" className="packet-paper">
        <Relies relies={view.relies} />
      </TabPanel>
      <TabPanel id="comments" className="packet-paper">
        <PacketComments feed={feed} />
      </TabPanel>
    </Tabs>
  );
}

/** Errors of the linter in these words that the chair let stand. */
function ErrorsSetAside({ clause, hash }: { readonly clause: string; readonly hash: string }) {
  const { view } = useAgreement();
  const here = view.errorsSetAside.filter((one) => one.clause === clause && one.hash === hash);
  if (here.length === 0) return null;
  return (
    <section aria-label={t('packet.setAside')}>
      <h3>{t('packet.setAside')}</h3>
      <ul>
        {here.map(({ rule, place, reason, at }) => (
          <li key={`${rule} ${place}`}>{t('packet.setAsideOne', { rule, day: formatDate(at), reason })}</li>
        ))}
      </ul>
    </section>
  );
}

interface Comparison {
  readonly label: string;
  readonly from: ClauseJson | null;
  readonly to: ClauseJson | null;
}

/** What can be compared: with what was decided last, and the packet with what the text says now. */
function comparisonsOf({ text, packet, decided }: ClauseCourseView): readonly Comparison[] {
  const latest = packet ?? text;
  return [
    ...(packet && packet.hash !== text.hash
      ? [{ label: t('packet.sincePacket', { packet: packet.packet }), from: packet.text, to: text.text }]
      : []),
    ...(decided
      ? [
          {
            label: t('packet.sinceDecided', {
              rung: t(`rung.${decided.grant.rung}`),
              by: decided.grant.by,
              when: formatDate(decided.grant.at),
            }),
            from: decided.text,
            to: latest.text,
          },
        ]
      : []),
  ];
}

function Relies({ relies }: { readonly relies: readonly RelianceView[] }) {
  const agreement = useAgreement();
  if (relies.length === 0) return <Empty title={t('relies.none')} />;
  return (
    <ul className="deciders">
      {relies.map((one) => {
        const was = one.packetHash ?? one.decidedHash;
        const changed = was !== null && was !== one.hash;
        return (
          <li key={`${one.clause} ${one.as} ${one.term ?? ''}`}>
            <div className="decider-head">
              <strong>
                {one.as === 'definition' && one.term !== null
                  ? t('relies.definition', { term: one.term })
                  : t('relies.reference')}
              </strong>
              <Link href={`/i/${agreement.id}/text#${one.clause}`}>{fullName(agreement, one)}</Link>
              {changed && <SignMark sign="outdated" words={t('relies.changed')} />}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
