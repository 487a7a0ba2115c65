/** The private proposals of one's own delegation, live: read again as the server tells that one changed. */
import { useEffect } from 'react';
import type { ProposalsView, ProposalTextView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { proposal, proposals } from '../api/endpoints.ts';
import { useResource, type Resource } from '../api/resource.ts';
import { useWatched } from '../ui/watch.ts';

/** Only where the person has the right `propose`: others have no proposals to be told of. */
export function useProposals(): Resource<ProposalsView> {
  const { id, view } = useAgreement();
  const resource = useResource(`${id} proposals ${view.viewer.key}`, (signal) => proposals(id, signal));
  useNews(resource, () => true);
  return resource;
}

/** One, with its texts. */
export function useProposal(wanted: string): Resource<ProposalTextView> {
  const { id, view } = useAgreement();
  const resource = useResource(`${id} proposal ${wanted} ${view.viewer.key}`, (signal) =>
    proposal(id, wanted, signal),
  );
  useNews(resource, (changed) => changed.includes(wanted));
  return resource;
}

/** A clause may have become confidential, and its proposals then go with it. */
function useNews(
  { data, loading, refresh }: Pick<Resource<unknown>, 'data' | 'loading' | 'refresh'>,
  concerns: (changed: readonly string[]) => boolean,
): void {
  const { view, connection } = useAgreement();
  const rights = useWatched(connection?.rightsEpoch, 0);
  const read = data !== undefined && !loading;
  useEffect(() => {
    const news = connection?.proposalsNews;
    return news?.subscribe(() => {
      const { proposals: changed } = news.current;
      if (changed.length === 0 || concerns(changed)) refresh();
    });
    // `concerns` says the same at every drawing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [connection, refresh]);
  useEffect(() => {
    if (read) refresh();
    // Not when it was read: when something came that may change what may be read.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [view.version, rights, refresh]);
}
