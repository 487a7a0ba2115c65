/**
 * An author's own comments under a pseudonym: what became of each, and what the author may still do. A comment is
 * found by its secret alone, asked for without a cookie, one request for each, so that two secrets are never seen
 * together. Those of this window are known while it is open; nothing of them is stored.
 */
import { useCallback, useEffect, useState, type FormEvent } from 'react';
import { Button } from 'react-aria-components/Button';
import type { CommentsView, OwnSubmissionView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { ownSubmissions, submitUnderPseudonym } from '../api/endpoints.ts';
import { fullName } from '../course/names.ts';
import { formatDateTime, t } from '../messages/messages.ts';
import { Field } from '../ui/field.tsx';
import { ErrorNotice } from '../ui/states.tsx';
import { ReplyForm, useSending } from './composer.tsx';
import { SenderContext, type Sender } from './sender.ts';
import { Answer, Said } from './thread.tsx';

/** 32 bytes in base64url, as `randomSecret` makes them. */
const secretForm = /^[A-Za-z0-9_-]{43}$/;

export function OwnSubmissions({
  view,
  secrets,
  onSecret,
}: {
  readonly view: CommentsView;
  /** Of the comments that are shown, the newest last. */
  readonly secrets: readonly string[];
  readonly onSecret: (secret: string) => void;
}) {
  const [typed, setTyped] = useState('');
  const secret = typed.trim();
  const show = (event: FormEvent) => {
    event.preventDefault();
    if (!secretForm.test(secret)) return;
    onSecret(secret);
    setTyped('');
  };
  return (
    <section aria-labelledby="own-submissions">
      <h3 id="own-submissions">{t('comments.ownPseudonym')}</h3>
      <form className="comment-form" onSubmit={show} aria-label={t('comments.ownPseudonym')}>
        <Field
          label={t('comments.secret')}
          value={typed}
          onChange={setTyped}
          maxLength={60}
          description={t('comments.ownPseudonymMeans')}
        />
        <div className="actions">
          <Button type="submit" className="button" isDisabled={!secretForm.test(secret)}>
            {t('comments.showOwn')}
          </Button>
        </div>
      </form>
      {[...secrets].reverse().map((one) => (
        <OfSecret key={one} secret={one} view={view} />
      ))}
    </section>
  );
}

function OfSecret({ secret, view }: { readonly secret: string; readonly view: CommentsView }) {
  const { id } = useAgreement();
  const [found, setFound] = useState<readonly OwnSubmissionView[] | null>(null);
  const { run, error } = useSending();
  const load = useCallback(
    () => void run(async () => setFound((await ownSubmissions(id, secret)).submissions)),
    // `run` is made anew each time; what it does is the same.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [id, secret],
  );
  useEffect(load, [load]);
  return (
    <>
      {error && <ErrorNotice error={error} />}
      {found?.length === 0 && <p role="status">{t('comments.ownNone')}</p>}
      {found?.map((one) => (
        <Submission key={one.thread} submission={one} secret={secret} view={view} onDone={load} />
      ))}
    </>
  );
}

function Submission({
  submission,
  secret,
  view,
  onDone,
}: {
  readonly submission: OwnSubmissionView;
  readonly secret: string;
  readonly view: CommentsView;
  readonly onDone: () => void;
}) {
  const agreement = useAgreement();
  const { said, receipt, kind, may, closed } = submission;
  const [opening] = said;
  const thread = { id: submission.thread, revision: submission.revision };
  const observers = view.channels.find(({ channel }) => channel.kind === 'observers');
  const send: Sender = (command, revision) =>
    submitUnderPseudonym(agreement.id, {
      name: opening?.author.name ?? '',
      secret,
      credential: null,
      command,
      seen: revision ?? null,
    });
  const title = t('comments.number', { number: receipt?.number ?? 0 });
  return (
    <article className="thread own-submission" aria-label={title}>
      <h4>
        {title} · {fullName(agreement, submission.clause)}
      </h4>
      <p>
        {kind !== null && <strong>{t(`comments.kind.${kind}`)}</strong>}
        {submission.awaitsAnswer && ` · ${t('comments.awaits')}`}
      </p>
      {receipt && (
        <p className="hint">
          {t('comments.receiptIs', {
            number: receipt.number,
            when: formatDateTime(receipt.at),
            hash: receipt.hash,
          })}
        </p>
      )}
      <SenderContext value={send}>
        <ol className="said">
          {said.map((comment) => (
            <Said key={comment.id} comment={comment} thread={thread} onDone={onDone} />
          ))}
        </ol>
        {opening?.may.includes('edit-comment') && <p className="hint">{t('comments.ownEditKept')}</p>}
        {submission.disposition && <Answer given={submission.disposition} />}
        {closed && <p className="notice">{t('comments.ownClosed')}</p>}
        {may.includes('reply') && !closed && observers && (
          <ReplyForm
            thread={submission.thread}
            channel={observers.channel}
            channelName={observers.name}
            mentionable={[]}
            onSent={onDone}
          />
        )}
      </SenderContext>
    </article>
  );
}
