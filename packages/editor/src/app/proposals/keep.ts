/**
 * Keeping words that were set aside as a private proposal: the drawer's entry goes only once the server said that it is
 * kept. The proposal has the entry's own id, so that words whose answer was lost are not kept twice.
 */
import { useState } from 'react';
import type { SetAside } from '../../sync/sync.ts';
import type { ProposalView } from '../../frames/index.ts';
import { useAgreement, type Agreement } from '../agreement.tsx';
import { keepProposal, proposal } from '../api/endpoints.ts';
import { RequestFailed } from '../api/problem.ts';
import { t } from '../messages/messages.ts';
import { announce } from '../shell/announcer.tsx';
import { sentenceOf } from '../ui/states.tsx';
import '../messages/proposing.ts';

/** Times that a text is made anew because somebody changed the clause meanwhile. */
const attempts = 3;
/** Of what the server said when it set the words aside. */
const longestReason = 1000;

export interface Keeping {
  /** Whether the person may keep proposals, as a delegate of a party. */
  readonly may: boolean;
  /** The entry that is being kept. */
  readonly busy: string | null;
  /** Why the last try came to nothing, and for which entry. */
  readonly failed: { readonly entry: string; readonly sentence: string } | null;
  readonly keep: (entry: SetAside) => Promise<boolean>;
}

/** The party for which the person keeps proposals; null: for none. */
export function proposingParty({ view, rights }: Pick<Agreement, 'view' | 'rights'>): string | null {
  if (!rights.has('propose')) return null;
  const delegate = view.viewer.capacities.find((one) => one.role === 'delegate');
  return delegate?.role === 'delegate' ? delegate.party : null;
}

export function useKeeping(): Keeping {
  const agreement = useAgreement();
  const { connection } = agreement;
  const party = proposingParty(agreement);
  const [busy, setBusy] = useState<string | null>(null);
  const [failed, setFailed] = useState<Keeping['failed']>(null);
  const keep = async (entry: SetAside): Promise<boolean> => {
    if (party === null || busy !== null) return false;
    setBusy(entry.id);
    setFailed(null);
    try {
      const kept = await sent(agreement, party, entry);
      if (kept === null) {
        setFailed({ entry: entry.id, sentence: t('setAside.notProposed') });
        return false;
      }
      connection?.discardSetAside(entry.id);
      announce(t('setAside.proposed', { reference: kept.reference }));
      return true;
    } catch (error) {
      const sentence = sentenceOf(error instanceof Error ? error : new Error(String(error)));
      setFailed({ entry: entry.id, sentence });
      return false;
    } finally {
      setBusy(null);
    }
  };
  return { may: party !== null, busy, failed, keep };
}

/** @returns null when the server's text of the clause cannot be had now */
async function sent(
  { id, connection }: Agreement,
  party: string,
  entry: SetAside,
): Promise<ProposalView | null> {
  for (let attempt = 1; ; attempt += 1) {
    const proposed = await connection?.proposedText(entry.id);
    if (!proposed) return null;
    try {
      return await keepProposal(id, {
        ...{ type: 'keep-proposal', proposal: entry.id, party, clause: entry.clause, reason: '' },
        ...proposed,
        origin: {
          kind: 'set-aside',
          at: new Date(entry.at).toISOString(),
          reason: entry.reason.slice(0, longestReason),
        },
      });
    } catch (error) {
      const code =
        error instanceof RequestFailed && error.failure.kind === 'problem' ? error.failure.problem.code : '';
      // Kept before, and the answer was lost; or the text moved while it was being sent.
      if (code === 'used-id') return proposal(id, entry.id);
      if (code !== 'text-changed' || attempt >= attempts) throw error;
    }
  }
}
