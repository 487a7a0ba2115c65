/** How an act on a comment goes out: with the session of the person, or under a pseudonym with its secret. */
import { createContext, useContext } from 'react';
import type { CommentCommand } from '@travaux/workflow/comments';
import type { CommentAccepted } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { sendComment } from '../api/endpoints.ts';

/** @param revision of the thread that the person saw, for what acts on what was said */
export type Sender = (command: CommentCommand, revision?: number) => Promise<CommentAccepted>;

/** null: with the session. */
export const SenderContext = createContext<Sender | null>(null);

export function useSender(): Sender {
  const { id } = useAgreement();
  const given = useContext(SenderContext);
  return given ?? ((command, revision) => sendComment(id, command, revision));
}
