/** The private proposals of the reader's delegation, beside the text: those on the clause at hand first. */
import { useState } from 'react';
import type { ProposalsView, ProposalView } from '../../../frames/index.ts';
import type { Resource } from '../../api/resource.ts';
import { t } from '../../messages/messages.ts';
import { ProposalCard } from '../../proposals/proposal-card.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { useWatched } from '../../ui/watch.ts';
import { formatList } from '../../messages/messages.ts';
import type { TextDesk } from '../text-desk.ts';
import '../../messages/proposing.ts';

export function ProposalsPanel({
  desk,
  resource,
  wanted,
}: {
  readonly desk: TextDesk;
  readonly resource: Resource<ProposalsView>;
  /** The one that the address names. */
  readonly wanted: string | null;
}) {
  return (
    <div className="panel-body proposals">
      <h2>{t('proposals.of')}</h2>
      <Loaded resource={resource}>
        {(view) => <Inside desk={desk} view={view} wanted={wanted} onDone={resource.refresh} />}
      </Loaded>
    </div>
  );
}

function Inside({
  desk,
  view: { proposals, parties },
  wanted,
  onDone,
}: {
  readonly desk: TextDesk;
  readonly view: ProposalsView;
  readonly wanted: string | null;
  readonly onDone: () => void;
}) {
  const current = useWatched(desk.current, null);
  const [shown, setShown] = useState(wanted);
  const [followed, setFollowed] = useState(wanted);
  if (wanted !== followed) {
    setFollowed(wanted);
    setShown(wanted);
  }
  const newestFirst = [...proposals].reverse();
  const open = newestFirst.filter((one) => one.status.kind === 'private' || one.id === wanted);
  const closed = newestFirst.filter((one) => !open.includes(one));
  const here = open.filter((one) => one.clause.clause === current);
  const elsewhere = open.filter((one) => !here.includes(one));
  const listed = (label: string, some: readonly ProposalView[]) => (
    <ul className="set-aside" aria-label={label}>
      {some.map((proposal) => (
        <ProposalCard
          key={proposal.id}
          proposal={proposal}
          desk={desk}
          shown={shown === proposal.id}
          onShow={(next) => setShown(next ? proposal.id : null)}
          onDone={onDone}
        />
      ))}
    </ul>
  );
  const place = current === null ? '' : desk.placeOf(current);
  return (
    <>
      <p className="hint">{t('proposals.means', { party: formatList(parties.map(({ name }) => name)) })}</p>
      {proposals.length === 0 && (
        <Empty title={t('proposals.none')}>
          <p className="hint">{t('proposals.noneHint')}</p>
        </Empty>
      )}
      {proposals.length > 0 && place !== '' && (
        <>
          <h3>{t('proposals.here', { place })}</h3>
          {here.length === 0 ? (
            <p className="hint">{t('proposals.noneHere')}</p>
          ) : (
            listed(t('proposals.here', { place }), here)
          )}
        </>
      )}
      {elsewhere.length > 0 && (
        <>
          {place !== '' && <h3>{t('proposals.elsewhere')}</h3>}
          {listed(t('proposals.elsewhere'), elsewhere)}
        </>
      )}
      {closed.length > 0 && (
        <details>
          <summary>{t('proposals.closed', { count: closed.length })}</summary>
          {listed(t('proposals.closed', { count: closed.length }), closed)}
        </details>
      )}
    </>
  );
}
