/** Comments beside the text: a new one on the words that are chosen, the threads of the agreement, and one of them. */
import { MessageSquarePlus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Link } from 'wouter';
import type { CommentsView, ThreadSummaryView } from '../../../frames/index.ts';
import { useAgreement } from '../../agreement.tsx';
import { NewThread } from '../../comments/composer.tsx';
import type { CommentsFeed } from '../../comments/feed.ts';
import { FilterForm } from '../../comments/filter-form.tsx';
import { any, filtered, noFilters } from '../../comments/filters.ts';
import { Thread } from '../../comments/thread.tsx';
import { ThreadList } from '../../comments/thread-list.tsx';
import { fullName } from '../../course/names.ts';
import { t } from '../../messages/messages.ts';
import { shownKey } from '../../shell/keys.ts';
import { Field } from '../../ui/field.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { useWatched } from '../../ui/watch.ts';
import type { Asked, CommentMarks } from '../comment-marks.ts';
import '../../messages/commenting.ts';
import '../../comments/comments.css';

export const commentKey = 'Ctrl-Alt-m';

export function CommentsPanel({
  marks,
  feed,
}: {
  readonly marks: CommentMarks;
  readonly feed: CommentsFeed;
}) {
  return (
    <div className="panel-body">
      <Loaded resource={feed.resource}>
        {(view) => <Inside marks={marks} feed={feed} view={view} threads={feed.threads ?? []} />}
      </Loaded>
    </div>
  );
}

function Inside({
  marks,
  feed,
  view,
  threads,
}: {
  readonly marks: CommentMarks;
  readonly feed: CommentsFeed;
  readonly view: CommentsView;
  readonly threads: readonly ThreadSummaryView[];
}) {
  const agreement = useAgreement();
  const asked = useWatched(marks.asked, null);
  const current = useWatched(marks.current, null);
  const wanted = useWatched(marks.wanted, null);
  const [filters, setFilters] = useState(noFilters);
  const [followed, setFollowed] = useState(wanted);
  if (wanted !== followed) {
    setFollowed(wanted);
    setFilters({ ...noFilters, clause: wanted?.clause ?? any });
  }
  useWatched(marks.epoch, 0);
  const isOrphan = (thread: ThreadSummaryView) => marks.isOrphan(thread) ?? false;
  const body = useRef<HTMLDivElement>(null);
  const shownKeyOf = shownKey(commentKey);

  // Whoever opened a form or a thread goes on in it.
  useEffect(() => {
    if (asked)
      body.current?.querySelector<HTMLElement>('.comment-form input, .comment-form textarea')?.focus();
  }, [asked]);

  if (asked) {
    return (
      <div ref={body}>
        <Compose
          key={asked.at}
          asked={asked}
          marks={marks}
          view={view}
          onSent={(thread) => {
            marks.asked.set(null);
            if (thread !== null) {
              void feed.refreshThread(thread);
              marks.select(thread);
            }
          }}
        />
      </div>
    );
  }
  const opened = threads.find(({ id }) => id === current);
  if (opened) {
    return (
      <Thread
        key={opened.id}
        thread={opened.id}
        view={view}
        place={{
          orphan: opened.anchor !== null && isOrphan(opened),
          onShow: () => marks.goTo(opened),
          place: async () => {
            const anchor = marks.chosen(opened.clause.clause);
            return anchor && { type: 'place-thread', thread: opened.id, anchor };
          },
        }}
        onBack={() => marks.select(null)}
      />
    );
  }
  const shown = filtered(threads, filters, isOrphan);
  return (
    <div ref={body}>
      {view.channels.length > 0 && (
        <Button className="button" onPress={() => marks.begin()}>
          <MessageSquarePlus aria-hidden="true" /> {t('comments.newHere')} <kbd>{shownKeyOf}</kbd>
        </Button>
      )}
      <details>
        <summary>{t('comments.filter')}</summary>
        <FilterForm filters={filters} onChange={setFilters} threads={threads} />
      </details>
      {filters.clause !== any && (
        <Button className="link-button" onPress={() => setFilters(noFilters)}>
          {t('comments.showAll')}
        </Button>
      )}
      <p className="hint" role="status">
        {t('comments.shown', { count: shown.length })} ·{' '}
        <Link href={`/i/${agreement.id}/comments`}>{t('comments.showAll')}</Link>
      </p>
      {shown.length === 0 ? (
        <Empty title={t(threads.length === 0 ? 'comments.none' : 'comments.noneMatch')}>
          <p className="hint">{t('comments.noneHint', { key: shownKeyOf })}</p>
        </Empty>
      ) : (
        <ThreadList
          threads={shown}
          isOrphan={isOrphan}
          label={t('comments.title')}
          onOpen={(thread) => marks.select(thread)}
        />
      )}
    </div>
  );
}

/** The form of a new comment; where no words were chosen, they can be typed, which needs no pointer. */
function Compose({
  asked,
  marks,
  view,
  onSent,
}: {
  readonly asked: Asked;
  readonly marks: CommentMarks;
  readonly view: CommentsView;
  readonly onSent: (thread: string | null) => void;
}) {
  const agreement = useAgreement();
  const [words, setWords] = useState('');
  const element = agreement.elements.get(asked.clause);
  useEffect(() => marks.open(asked.clause), [marks, asked.clause]);
  useWatched(marks.epoch, 0);
  const typed = words.trim() === '' ? null : marks.anchorOfWords(asked.clause, words.trim());
  return (
    <NewThread
      view={view}
      about={{
        clause: asked.clause,
        clauseName: fullName(agreement, {
          clause: asked.clause,
          number: '',
          heading: element?.heading ?? '',
        }),
        anchor: asked.anchor ?? typed,
      }}
      onSent={({ thread }) => onSent(thread)}
      onCancel={() => onSent(null)}
      words={
        <>
          <Field
            label={t('comments.chooseWords')}
            description={t('comments.chooseWordsHint')}
            value={words}
            onChange={setWords}
            maxLength={500}
          />
          {words.trim() !== '' && !typed && <p role="alert">{t('comments.wordsNotThere')}</p>}
        </>
      }
    />
  );
}
