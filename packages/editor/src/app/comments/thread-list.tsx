/**
 * A list of threads. Only the rows near what is seen are drawn, so that thousands of threads scroll as a few do; each
 * row says its place in the whole, and the arrow keys, Home and End go through all of them.
 */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ThreadSummaryView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { fullName } from '../course/names.ts';
import { formatDateTime, t } from '../messages/messages.ts';
import { ChannelMark } from './channel-mark.tsx';
import { SaidText } from './said-text.tsx';

/** Of a row, in pixels: on a narrow page its place and its state take a line more each. */
const rowHeightAt = (width: number) => (width < 560 ? 176 : 112);
/** Rows drawn beyond the edges. */
const beyond = 6;

export function ThreadList({
  threads,
  isOrphan,
  onOpen,
  label,
}: {
  readonly threads: readonly ThreadSummaryView[];
  readonly isOrphan: (thread: ThreadSummaryView) => boolean;
  readonly onOpen: (thread: string) => void;
  readonly label: string;
}) {
  const agreement = useAgreement();
  const scroller = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 800, width: 800 });
  const [active, setActive] = useState(0);
  useEffect(() => {
    const node = scroller.current;
    if (!node) return undefined;
    const measure = () => setSeen(seenIn(node));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(node);
    return () => observer.disconnect();
  }, []);
  const rowHeight = rowHeightAt(seen.width);
  const at = Math.min(active, Math.max(0, threads.length - 1));
  const first = Math.max(0, Math.floor(seen.top / rowHeight) - beyond);
  const last = Math.min(threads.length, Math.ceil((seen.top + seen.height) / rowHeight) + beyond);
  const drawn = new Set(Array.from({ length: Math.max(0, last - first) }, (_, n) => first + n));
  if (threads.length > 0) drawn.add(at);

  const go = (to: number) => {
    const next = Math.max(0, Math.min(threads.length - 1, to));
    setActive(next);
    const node = scroller.current;
    if (!node) return;
    const top = next * rowHeight;
    if (top < node.scrollTop) node.scrollTop = top;
    else if (top + rowHeight > node.scrollTop + node.clientHeight) {
      node.scrollTop = top + rowHeight - node.clientHeight;
    }
    requestAnimationFrame(() =>
      node.querySelector<HTMLElement>(`[data-row="${next}"] button`)?.focus({ preventScroll: true }),
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(seen.height / rowHeight));
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: threads.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };

  return (
    <div
      ref={scroller}
      className="thread-scroller"
      onScroll={(event) => setSeen(seenIn(event.currentTarget))}
    >
      <ul
        className="thread-list"
        aria-label={label}
        style={{ blockSize: threads.length * rowHeight }}
        onKeyDown={onKeyDown}
      >
        {[...drawn]
          .sort((a, b) => a - b)
          .map((index) => {
            const thread = threads[index]!;
            return (
              <li
                key={thread.id}
                data-row={index}
                aria-posinset={index + 1}
                aria-setsize={threads.length}
                style={{ insetBlockStart: index * rowHeight, blockSize: rowHeight }}
              >
                <button
                  type="button"
                  className="thread-row"
                  tabIndex={index === at ? 0 : -1}
                  onFocus={() => setActive(index)}
                  onClick={() => onOpen(thread.id)}
                >
                  <span className="thread-row-head">
                    <ChannelMark channel={thread.channel} name={thread.channelName} />
                    <span>{fullName(agreement, thread.clause)}</span>
                  </span>
                  <span className="thread-excerpt">
                    {thread.excerpt === null ? (
                      <em>{t(thread.state === 'hidden' ? 'comments.state.hidden' : 'comments.withdrawn')}</em>
                    ) : (
                      <SaidText text={thread.excerpt} plain />
                    )}
                  </span>
                  <span className="thread-row-foot">
                    <SaidText text={thread.author.name} plain /> · {formatDateTime(thread.openedAt)}
                    {thread.comments > 1 && ` · ${t('comments.more', { count: thread.comments - 1 })}`}
                    {thread.submission && ` · ${t(`comments.kind.${thread.submission.kind}`)}`} ·{' '}
                    <strong>{stateWords(thread, isOrphan(thread))}</strong>
                  </span>
                </button>
              </li>
            );
          })}
      </ul>
    </div>
  );
}

function seenIn(node: HTMLElement) {
  return { top: node.scrollTop, height: node.clientHeight, width: node.clientWidth };
}

export function stateWords(thread: ThreadSummaryView, orphan: boolean): string {
  const { submission, state } = thread;
  const words = submission?.awaitsAnswer
    ? t('comments.awaits')
    : submission?.disposition && state === 'resolved'
      ? t(`comments.answerKind.${submission.disposition.disposition.kind}`)
      : t(`comments.state.${state}`);
  return orphan ? `${words}, ${t('comments.orphan')}` : words;
}
