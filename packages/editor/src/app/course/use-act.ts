/** Sends an act, and tells what came of it. */
import { useState } from 'react';
import type { Command } from '@travaux/workflow/agreement';
import type { ActView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { t } from '../messages/messages.ts';
import { announce } from '../shell/announcer.tsx';
import { isBoundToWords, sameOffer } from './act.ts';

/** What the act was offered in: the version that was read, and a way to read it again. */
export interface Offered {
  readonly version: number;
  readonly acts: readonly ActView[];
  /** Reads anew what offers the act. */
  readonly again: () => Promise<{ readonly version: number; readonly acts: readonly ActView[] }>;
  readonly refresh: () => void;
}

export type ActState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy' }
  /** Somebody changed the agreement first; the person looks again and decides anew. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'failed'; readonly error: Error };

/** How often an act is sent again when others were faster elsewhere in the agreement. */
const attempts = 4;

export function useAct(offered: Offered): {
  readonly state: ActState;
  /** @returns whether it is done */
  readonly send: (act: ActView, command: Command) => Promise<boolean>;
  readonly reset: () => void;
} {
  const { execute } = useAgreement();
  const [state, setState] = useState<ActState>({ kind: 'idle' });

  const send = async (act: ActView, command: Command): Promise<boolean> => {
    setState({ kind: 'busy' });
    let { version } = offered;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await execute(command, version);
      if (outcome.kind === 'done') {
        offered.refresh();
        setState({ kind: 'idle' });
        announce(t('act.isDone'));
        return true;
      }
      if (outcome.kind === 'failed') {
        offered.refresh();
        setState(outcome);
        return false;
      }
      try {
        const now = await offered.again();
        version = now.version;
        const still = now.acts.some((one) => sameOffer(one, act));
        if (still && isBoundToWords(act) && attempt < attempts) continue;
      } catch (error) {
        setState({ kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
        return false;
      }
      offered.refresh();
      setState({ kind: 'conflict' });
      return false;
    }
  };
  return { state, send, reset: () => setState({ kind: 'idle' }) };
}
