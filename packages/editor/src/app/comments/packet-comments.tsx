/** What observers have said on the clause that is before a body: counted, readable, each with its answer. */
import { useState } from 'react';
import type { CommentsView, ThreadSummaryView } from '../../frames/index.ts';
import { formatDateTime, t } from '../messages/messages.ts';
import { Empty, Loaded } from '../ui/states.tsx';
import type { CommentsFeed } from './feed.ts';
import { SaidText } from './said-text.tsx';
import { Answer, Thread } from './thread.tsx';
import { stateWords } from './thread-list.tsx';
import '../messages/commenting.ts';
import './comments.css';

/** The submissions of observers among the threads of a clause. */
export function submissionsIn({ threads }: CommentsFeed): readonly ThreadSummaryView[] {
  return (threads ?? []).filter(({ submission }) => submission !== null);
}

export function PacketComments({ feed }: { readonly feed: CommentsFeed }) {
  const submissions = submissionsIn(feed);
  const answered = submissions.filter(({ submission }) => submission?.disposition).length;
  return (
    <Loaded resource={feed.resource}>
      {(view) =>
        submissions.length === 0 ? (
          <Empty title={t('comments.packetNone')} />
        ) : (
          <>
            <p>
              {t('comments.packet', { count: submissions.length })}.{' '}
              {t('comments.packetCount', { answered, count: submissions.length })}.
            </p>
            <ul className="deciders">
              {submissions.map((thread) => (
                <One key={thread.id} thread={thread} view={view} />
              ))}
            </ul>
          </>
        )
      }
    </Loaded>
  );
}

function One({ thread, view }: { readonly thread: ThreadSummaryView; readonly view: CommentsView }) {
  const [open, setOpen] = useState(false);
  const { submission, author, excerpt } = thread;
  if (!submission) return null;
  const { kind, milestone, receipt, disposition } = submission;
  return (
    <li>
      <p className="said-head">
        <strong>
          {t('comments.number', { number: receipt.number })} · <SaidText text={author.name} plain />
        </strong>{' '}
        · {t(kind === 'evidence' ? 'comments.civil' : `comments.kind.${kind}`)}
        {milestone !== null && ` ${t('comments.onMilestone', { milestone })}`} · {formatDateTime(receipt.at)}{' '}
        · {stateWords(thread, false)}
      </p>
      {excerpt !== null && <SaidText text={excerpt} plain />}
      {disposition && <Answer given={disposition} />}
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          {t('comments.open', { excerpt: `${t('comments.number', { number: receipt.number })}` })}
        </summary>
        {open && <Thread thread={thread.id} view={view} place={{ orphan: false }} />}
      </details>
    </li>
  );
}
