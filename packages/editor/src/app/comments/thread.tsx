/** One thread, whole: what was said, its receipt and answer, and what the reader may do. */
import { ArrowLeft, MapPin } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import type { CommentCommand } from '@travaux/workflow/comments';
import type { CommentsView, CommentView, DispositionView, ThreadView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import type { Resource } from '../api/resource.ts';
import { clauseName, fullName } from '../course/names.ts';
import { formatDateTime, formatList, t } from '../messages/messages.ts';
import { TakenUpHere } from '../proposals/taken-up.tsx';
import { ErrorNotice, Loaded } from '../ui/states.tsx';
import { AnswerForm, AppealForm, EditForm, HideForm, RulingForm, TakeUpForm } from './act-forms.tsx';
import { ChannelMark } from './channel-mark.tsx';
import { ReplyForm, useSending } from './composer.tsx';
import { useThread } from './feed.ts';
import { SaidText } from './said-text.tsx';
import { useSender } from './sender.ts';

export interface ThreadPlace {
  readonly orphan: boolean;
  /** Shows the words in the text; absent where there is no text beside. */
  readonly onShow?: () => void;
  /** Places the thread on the words that are chosen; the command, or null when none are. */
  readonly place?: () => Promise<CommentCommand | null>;
}

export function Thread({
  thread,
  view,
  place,
  onBack,
}: {
  readonly thread: string;
  readonly view: CommentsView;
  readonly place: ThreadPlace;
  readonly onBack?: () => void;
}) {
  const resource = useThread(thread);
  return (
    <div className="thread">
      {onBack && (
        <Button className="link-button back-link" onPress={onBack}>
          <ArrowLeft aria-hidden="true" /> {t('comments.back')}
        </Button>
      )}
      <Loaded resource={resource}>
        {(data) => <Whole thread={data} resource={resource} view={view} place={place} />}
      </Loaded>
    </div>
  );
}

function Whole({
  thread,
  resource,
  view,
  place,
}: {
  readonly thread: ThreadView;
  readonly resource: Resource<ThreadView>;
  readonly view: CommentsView;
  readonly place: ThreadPlace;
}) {
  const agreement = useAgreement();
  const sendComment = useSender();
  const sending = useSending();
  const [form, setForm] = useState<'answer' | 'take-up' | null>(null);
  const [nothing, setNothing] = useState(false);
  const done = () => {
    setForm(null);
    resource.refresh();
  };
  const act = (command: CommentCommand) =>
    void sending.run(async () => {
      await sendComment(command, thread.revision);
      done();
    });
  const placeHere = () =>
    void sending.run(async () => {
      const command = await place.place?.();
      setNothing(!command);
      if (!command) return;
      await sendComment(command, thread.revision);
      done();
    });
  const may = new Set(thread.may);
  const { anchor, submission } = thread;
  return (
    <article aria-label={t('comments.on', { clause: fullName(agreement, thread.clause) })}>
      <header>
        <ChannelMark channel={thread.channel} name={thread.channelName} />
        <h2>{t('comments.on', { clause: fullName(agreement, thread.clause) })}</h2>
        {anchor ? (
          <blockquote className="comment-quote">
            <span className="visually-hidden">{t('comments.quoted')}: </span>
            <bdi dir="auto">{anchor.quote}</bdi>
          </blockquote>
        ) : (
          <p className="hint">{t('comments.onClause')}</p>
        )}
        {place.orphan && anchor && (
          <div className="notice">
            <p>
              <strong>{t('comments.orphan')}.</strong> {t('comments.orphanMeans')}
            </p>
          </div>
        )}
        {thread.placed > 0 && <p className="hint">{t('comments.placedAgain', { count: thread.placed })}</p>}
        <div className="actions">
          {place.onShow && (
            <Button className="button" onPress={place.onShow}>
              <MapPin aria-hidden="true" /> {t('comments.goToWords')}
            </Button>
          )}
          {place.place && may.has('place-thread') && (
            <Button className="button" onPress={placeHere} isDisabled={sending.busy}>
              {t('comments.place')}
            </Button>
          )}
        </div>
        {nothing && <p role="alert">{t('comments.nothingChosen')}</p>}
        {submission && <Receipt thread={thread} />}
      </header>
      <ol className="said">
        {thread.said.map((comment) => (
          <Said key={comment.id} comment={comment} thread={thread} onDone={done} />
        ))}
      </ol>
      {submission?.disposition && <Answer given={submission.disposition} />}
      {thread.earlierDispositions.length > 0 && (
        <details>
          <summary>{t('comments.earlierAnswers', { count: thread.earlierDispositions.length })}</summary>
          {thread.earlierDispositions.map((given) => (
            <Answer key={given.at} given={given} />
          ))}
        </details>
      )}
      {thread.takenUp.map((one) => (
        <div key={`${one.party.id} ${one.at}`} className="taken-up">
          <p>
            {t('comments.takenUpBy', {
              party: one.party.name,
              clause: one.where ? clauseName(one.where) : '–',
              when: formatDateTime(one.at),
            })}
          </p>
          <blockquote className="comment-quote">
            <SaidText text={one.words} />
          </blockquote>
        </div>
      ))}
      {thread.takenUp.length > 0 && <TakenUpHere thread={thread.id} />}
      {thread.resolved && (
        <p className="hint">
          {t('comments.resolved', { by: thread.resolved.by, when: formatDateTime(thread.resolved.at) })}
        </p>
      )}
      {sending.error && <ErrorNotice error={sending.error} />}
      {form === 'answer' && <AnswerForm thread={thread} onDone={done} onCancel={() => setForm(null)} />}
      {form === 'take-up' && (
        <TakeUpForm
          thread={thread}
          parties={view.may.takeUpFor}
          onDone={done}
          onCancel={() => setForm(null)}
        />
      )}
      <div className="actions">
        {may.has('answer-submission') && form === null && (
          <Button className="button button-primary" onPress={() => setForm('answer')}>
            {t('comments.answer')}
          </Button>
        )}
        {may.has('take-up-wording') && form === null && (
          <Button className="button" onPress={() => setForm('take-up')}>
            {t('comments.takeUp')}
          </Button>
        )}
        {may.has('resolve-thread') && (
          <Button className="button" onPress={() => act({ type: 'resolve-thread', thread: thread.id })}>
            {t('comments.resolve')}
          </Button>
        )}
        {may.has('reopen-thread') && (
          <Button className="button" onPress={() => act({ type: 'reopen-thread', thread: thread.id })}>
            {t('comments.reopen')}
          </Button>
        )}
      </div>
      {may.has('reply') && (
        <ReplyForm
          thread={thread.id}
          channel={thread.channel}
          channelName={thread.channelName}
          mentionable={view.mentionable}
          onSent={done}
        />
      )}
    </article>
  );
}

function Receipt({ thread: { submission } }: { readonly thread: ThreadView }) {
  if (!submission) return null;
  const { receipt, kind, milestone, awaitsAnswer } = submission;
  return (
    <div className="receipt">
      <p>
        <strong>{t(kind === 'evidence' ? 'comments.civil' : `comments.kind.${kind}`)}</strong>
        {milestone !== null && ` ${t('comments.onMilestone', { milestone })}`}
        {awaitsAnswer && <> · {t('comments.awaits')}</>}
      </p>
      <p className="hint">
        {t('comments.receipt')}:{' '}
        {t('comments.receiptIs', {
          number: receipt.number,
          when: formatDateTime(receipt.at),
          hash: receipt.hash.slice(0, 16),
        })}
      </p>
    </div>
  );
}

export function Answer({ given }: { readonly given: DispositionView }) {
  const { disposition, where, by, at } = given;
  const words = disposition.kind === 'out-of-scope' ? disposition.reason : disposition.note;
  return (
    <div className="answer">
      <p>
        <strong>{t(`comments.answerKind.${disposition.kind}`)}</strong> ·{' '}
        {t('comments.answered', { by, when: formatDateTime(at) })}
      </p>
      {where.length > 0 && <p>{t('comments.takenUpIn', { clauses: formatList(where.map(clauseName)) })}</p>}
      {words !== '' && <SaidText text={words} />}
    </div>
  );
}

export function Said({
  comment,
  thread,
  onDone,
}: {
  readonly comment: CommentView;
  readonly thread: Pick<ThreadView, 'id' | 'revision'>;
  readonly onDone: () => void;
}) {
  const sendComment = useSender();
  const sending = useSending();
  const [form, setForm] = useState<'edit' | 'hide' | 'appeal' | 'rule' | null>(null);
  const may = new Set(comment.may);
  const { author, hidden } = comment;
  const close = () => setForm(null);
  const done = () => {
    close();
    onDone();
  };
  const on = { thread: thread.id, comment: comment.id };
  const act = (command: CommentCommand) =>
    void sending.run(async () => {
      await sendComment(command, thread.revision);
      done();
    });
  const button = (words: string, onPress: () => void): ReactNode => (
    <Button
      className="link-button"
      aria-label={t('comments.ofAuthor', {
        what: words,
        author: author.name,
        when: formatDateTime(comment.at),
      })}
      onPress={onPress}
    >
      {words}
    </Button>
  );
  const props = { thread, comment, onDone: done, onCancel: close };
  return (
    <li className="said-one">
      <p className="said-head">
        <strong>
          <SaidText text={author.name} plain />
        </strong>{' '}
        {author.pseudonym ? `(${t('comments.pseudonym')})` : author.capacity}
        {author.own && ` · ${t('comments.own')}`} · {formatDateTime(comment.at)}
        {comment.earlier.length > 0 && ` · ${t('comments.edited', { count: comment.earlier.length })}`}
      </p>
      {comment.withdrawn !== null && <p className="hint">{t('comments.withdrawn')}</p>}
      {hidden && (
        <div className="notice">
          <div>
            <p>{t('comments.hidden', { ground: t(`comments.ground.${hidden.ground}`) })}</p>
            {hidden.note && <SaidText text={hidden.note} />}
            {hidden.appeal && (
              <>
                <p>{t('comments.appealed', { when: formatDateTime(hidden.appeal.at) })}</p>
                <SaidText text={hidden.appeal.statement} />
              </>
            )}
            {hidden.appeal?.ruling && <p>{t('comments.upheld', { reason: hidden.appeal.ruling.reason })}</p>}
          </div>
        </div>
      )}
      {comment.body !== null && form !== 'edit' && <SaidText text={comment.body} />}
      {comment.mentions.length > 0 && (
        <p className="hint">{t('comments.mentioned', { names: formatList(comment.mentions) })}</p>
      )}
      {comment.earlier.length > 0 && (
        <details>
          <summary>{t('comments.edited', { count: comment.earlier.length })}</summary>
          {comment.earlier.map((one) => (
            <div key={one.until}>
              <p className="hint">{t('comments.before', { when: formatDateTime(one.until) })}</p>
              <SaidText text={one.body} />
            </div>
          ))}
        </details>
      )}
      {form === 'edit' && <EditForm {...props} />}
      {form === 'hide' && <HideForm {...props} />}
      {form === 'appeal' && <AppealForm {...props} />}
      {form === 'rule' && <RulingForm {...props} />}
      {sending.error && <ErrorNotice error={sending.error} />}
      {form === null && comment.may.length > 0 && (
        <p className="said-acts">
          {may.has('edit-comment') && button(t('comments.edit'), () => setForm('edit'))}
          {may.has('withdraw-comment') &&
            button(t('comments.withdraw'), () => act({ type: 'withdraw-comment', ...on }))}
          {may.has('acknowledge-mention') &&
            button(t('comments.acknowledge'), () => act({ type: 'acknowledge-mention', ...on }))}
          {may.has('appeal-hiding') && button(t('comments.appeal'), () => setForm('appeal'))}
          {may.has('rule-on-appeal') && button(t('comments.rule'), () => setForm('rule'))}
          {may.has('hide-comment') && button(t('comments.hide'), () => setForm('hide'))}
        </p>
      )}
    </li>
  );
}
