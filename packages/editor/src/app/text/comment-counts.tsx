/** In the margin of each clause: how many threads are open on it, and the way to them. */
import { MessageSquare } from 'lucide-react';
import { createPortal } from 'react-dom';
import type { ThreadSummaryView } from '../../frames/index.ts';
import { t } from '../messages/messages.ts';
import { useWatched } from '../ui/watch.ts';
import type { CommentMarks } from './comment-marks.ts';
import '../messages/commenting.ts';

/** Open threads by clause. */
export function countsOf(threads: readonly ThreadSummaryView[] | undefined): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { clause, state } of threads ?? []) {
    if (state === 'open') counts.set(clause.clause, (counts.get(clause.clause) ?? 0) + 1);
  }
  return counts;
}

export function CommentCounts({
  marks,
  counts,
  onOpen,
}: {
  readonly marks: CommentMarks;
  readonly counts: ReadonlyMap<string, number>;
  readonly onOpen: () => void;
}) {
  const { desk } = marks;
  // Rows come and go with the outline.
  useWatched(desk.shown, 0);
  return [...counts].map(([clause, count]) => {
    const place = desk.rows.row(clause)?.notes;
    return (
      place &&
      createPortal(
        <button
          type="button"
          className="comment-count"
          aria-label={t('comments.openOf', { count, clause: desk.placeOf(clause) })}
          onClick={() => {
            marks.select(null);
            marks.asked.set(null);
            marks.wanted.set({ clause, at: Date.now() });
            onOpen();
          }}
        >
          <MessageSquare aria-hidden="true" /> {count}
        </button>,
        place,
        `comments ${clause}`,
      )
    );
  });
}
