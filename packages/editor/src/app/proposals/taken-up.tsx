/** From an observer's comment to the proposal that the reader's own delegation made of its wording. */
import { Link } from 'wouter';
import { useAgreement } from '../agreement.tsx';
import { t } from '../messages/messages.ts';
import { useProposals } from './feed.ts';
import '../messages/proposing.ts';

/** Nothing for who keeps no proposals; the delegations of others see nothing of it either. */
export function TakenUpHere({ thread }: { readonly thread: string }) {
  const { rights } = useAgreement();
  return rights.has('propose') ? <Links thread={thread} /> : null;
}

function Links({ thread }: { readonly thread: string }) {
  const { id } = useAgreement();
  const { data } = useProposals();
  const own =
    data?.proposals.filter(({ origin }) => origin.kind === 'taken-up' && origin.thread === thread) ?? [];
  return own.map(({ id: proposal, clause, reference }) => (
    <p key={proposal}>
      <Link
        href={`/i/${id}/text?proposal=${encodeURIComponent(proposal)}#${encodeURIComponent(clause.clause)}`}
      >
        {t('proposal.ofDelegation', { reference })}
      </Link>
    </p>
  ));
}
