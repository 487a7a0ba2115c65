/** Comments of the Text screen: the feed, the marks in the text, the button and the keys that begin one. */
import { MessageSquarePlus } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { Button } from 'react-aria-components/Button';
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import { useComments, type CommentsFeed } from '../comments/feed.ts';
import { t } from '../messages/messages.ts';
import { announce } from '../shell/announcer.tsx';
import { shownKey } from '../shell/keys.ts';
import { CommentMarks } from './comment-marks.ts';
import { commentKey } from './panel/comments.tsx';
import type { TextDesk } from './text-desk.ts';

export interface TextComments {
  readonly feed: CommentsFeed;
  readonly marks: CommentMarks | null;
}

/** @param onOpen the panel is wanted */
export function useTextComments(desk: TextDesk | null, onOpen: () => void): TextComments {
  const feed = useComments();
  const marks = useMemo(() => (desk ? new CommentMarks(desk) : null), [desk]);
  useEffect(() => marks?.watch(), [marks]);
  const { threads } = feed;
  useEffect(() => {
    if (threads) marks?.show(threads);
  }, [marks, threads]);

  useEffect(() => {
    if (!marks) return undefined;
    const ends = [
      marks.asked.subscribe(() => marks.asked.current && onOpen()),
      marks.current.subscribe(() => marks.current.current !== null && onOpen()),
    ];
    const onKey = (event: KeyboardEvent) => {
      if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return;
      if (event.ctrlKey && event.altKey && !event.shiftKey && event.code === 'KeyM') {
        event.preventDefault();
        begin(marks);
      } else if (event.key === 'F8' && !event.ctrlKey && !event.altKey) {
        event.preventDefault();
        marks.step(event.shiftKey ? -1 : 1);
      }
    };
    const onClick = (event: MouseEvent) => {
      const mark = (event.target as Element | null)?.closest?.<HTMLElement>('mark[data-thread]');
      if (mark && document.getSelection()?.isCollapsed !== false) marks.select(mark.dataset.thread ?? null);
    };
    addEventListener('keydown', onKey);
    document.addEventListener('click', onClick);
    return () => {
      for (const end of ends) end();
      removeEventListener('keydown', onKey);
      document.removeEventListener('click', onClick);
    };
  }, [marks, onOpen]);

  // An address may name a thread, as My work and the list of all comments do.
  const known = threads !== undefined;
  useEffect(() => {
    const asked = new URLSearchParams(location.search).get('thread');
    const thread = asked === null ? undefined : threads?.find(({ id }) => id === asked);
    if (!thread || !marks) return;
    marks.select(thread.id);
    marks.goTo(thread);
    // Once: afterwards the reader is free to go elsewhere.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [marks, known]);
  return { feed, marks };
}

function begin(marks: CommentMarks): void {
  if (!marks.begin()) announce(t('comments.nothingChosen'));
}

export function CommentButton({ marks }: { readonly marks: CommentMarks }) {
  return (
    <TooltipTrigger delay={400}>
      {/* The selection in the text must outlive the press. */}
      <Button
        className="toolbar-button"
        aria-label={t('comments.newHere')}
        preventFocusOnPress
        onPress={() => begin(marks)}
      >
        <MessageSquarePlus aria-hidden="true" />
      </Button>
      <Tooltip className="tooltip" placement="bottom">
        {t('comments.newHere')} <kbd>{shownKey(commentKey)}</kbd>
      </Tooltip>
    </TooltipTrigger>
  );
}
