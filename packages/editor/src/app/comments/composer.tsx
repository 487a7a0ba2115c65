/**
 * Writing a comment: on which words, who reads it, what it is, and the words themselves. The channel is said three
 * times (chosen, above the words, on the button), because a word among few must never go to many by mistake.
 */
import { Send } from 'lucide-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { channelKey } from '@travaux/workflow/comments';
import type { Anchor, Channel, CommentCommand, Mention, SubmissionKind } from '@travaux/workflow/comments';
import type { CommentAccepted, CommentsView, MentionView } from '../../frames/index.ts';
import { t } from '../messages/messages.ts';
import { announce } from '../shell/announcer.tsx';
import { Field, LongField, Radios } from '../ui/field.tsx';
import { ErrorNotice } from '../ui/states.tsx';
import { ChannelMark } from './channel-mark.tsx';
import { Mentions } from './mentions.tsx';
import { useSender } from './sender.ts';

const longest = 5000;
export const submissionKinds: readonly SubmissionKind[] = ['legal', 'implementation', 'rights', 'evidence'];

export interface About {
  readonly clause: string;
  readonly clauseName: string;
  /** null: the clause as a whole. */
  readonly anchor: Anchor | null;
}

export function NewThread({
  about,
  view,
  onSent,
  onCancel,
  words,
}: {
  readonly about: About;
  readonly view: CommentsView;
  readonly onSent: (accepted: CommentAccepted) => void;
  readonly onCancel: () => void;
  /** A way to say on which words it is, where none were chosen. */
  readonly words?: ReactNode;
}) {
  const sendComment = useSender();
  const { channels } = view;
  const [key, setKey] = useState(channels.length === 1 ? channelKey(channels[0]!.channel) : '');
  const [body, setBody] = useState('');
  const [kind, setKind] = useState<SubmissionKind | null>(null);
  const [milestone, setMilestone] = useState('');
  const [mentions, setMentions] = useState<readonly MentionView[]>([]);
  const sending = useSending();
  const chosen = channels.find(({ channel }) => channelKey(channel) === key);
  const observes = view.may.observeFor.length > 0 && chosen?.channel.kind === 'observers';
  const ready = chosen !== undefined && body.trim() !== '' && (!observes || kind !== null);

  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    const command: CommentCommand = {
      type: 'open-thread',
      thread: crypto.randomUUID(),
      comment: crypto.randomUUID(),
      clause: about.clause,
      anchor: about.anchor,
      channel: chosen.channel,
      body: body.trim(),
      mentions: mentions.map(({ mention }) => mention),
      submission: observes && kind ? { kind, milestone: milestone.trim() || null } : null,
    };
    void sending.run(async () => {
      const accepted = await sendComment(command);
      announce(
        accepted.receipt
          ? t('comments.received', { ...accepted.receipt })
          : t('comments.sent', { channel: chosen.name }),
      );
      onSent(accepted);
    });
  };

  return (
    <form className="comment-form" onSubmit={send} aria-label={t('comments.new')}>
      <h3>{t('comments.on', { clause: about.clauseName })}</h3>
      {about.anchor ? (
        <blockquote className="comment-quote">
          <span className="visually-hidden">{t('comments.quoted')}: </span>
          <bdi dir="auto">{about.anchor.quote}</bdi>
        </blockquote>
      ) : (
        (words ?? <p className="hint">{t('comments.onClause')}</p>)
      )}
      <Radios
        label={t('comments.channel')}
        value={key}
        onChange={(next) => {
          setKey(next);
          setMentions([]);
        }}
        options={channels.map(({ channel, name, readers }) => ({
          value: channelKey(channel),
          label: name,
          hint: readers,
        }))}
      />
      {observes && (
        <>
          <Radios
            label={t('comments.kind')}
            value={kind}
            onChange={setKind}
            options={submissionKinds.map((one) => ({
              value: one,
              label: t(`comments.kind.${one}`),
              hint: t(`comments.kindHint.${one}`),
            }))}
          />
          {kind === 'evidence' && (
            <Field label={t('comments.milestone')} value={milestone} onChange={setMilestone} maxLength={64} />
          )}
        </>
      )}
      {chosen && (
        <p className="comment-goes">
          <ChannelMark channel={chosen.channel} name={t('comments.goesTo', { channel: chosen.name })} />
        </p>
      )}
      <LongField label={t('comments.body')} value={body} onChange={setBody} required maxLength={longest} />
      <Mentions
        all={view.mentionable}
        channel={chosen?.channel ?? null}
        chosen={mentions}
        onChange={setMentions}
      />
      {sending.error && <ErrorNotice error={sending.error} />}
      <div className="actions">
        <Button type="submit" className="button button-primary" isDisabled={!ready || sending.busy}>
          <Send aria-hidden="true" /> {t('comments.send', { channel: chosen?.name ?? '…' })}
        </Button>
        <Button className="button" onPress={onCancel}>
          {t('comments.cancel')}
        </Button>
      </div>
    </form>
  );
}

export function ReplyForm({
  thread,
  channel,
  channelName,
  mentionable,
  onSent,
}: {
  readonly thread: string;
  readonly channel: Channel;
  readonly channelName: string;
  readonly mentionable: readonly MentionView[];
  readonly onSent: () => void;
}) {
  const sendComment = useSender();
  const [body, setBody] = useState('');
  const [mentions, setMentions] = useState<readonly MentionView[]>([]);
  const sending = useSending();
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (body.trim() === '') return;
    void sending.run(async () => {
      await sendComment({
        type: 'reply',
        thread,
        comment: crypto.randomUUID(),
        body: body.trim(),
        mentions: mentions.map(({ mention }): Mention => mention),
      });
      setBody('');
      setMentions([]);
      announce(t('comments.sent', { channel: channelName }));
      onSent();
    });
  };
  return (
    <form className="comment-form" onSubmit={send} aria-label={t('comments.reply')}>
      <LongField label={t('comments.reply')} value={body} onChange={setBody} maxLength={longest} />
      <Mentions all={mentionable} channel={channel} chosen={mentions} onChange={setMentions} />
      {sending.error && <ErrorNotice error={sending.error} />}
      <div className="actions">
        <Button type="submit" className="button" isDisabled={body.trim() === '' || sending.busy}>
          <Send aria-hidden="true" /> {t('comments.sendReply', { channel: channelName })}
        </Button>
      </div>
    </form>
  );
}

export interface Sending {
  readonly busy: boolean;
  readonly error: Error | null;
  readonly run: (work: () => Promise<void>) => Promise<boolean>;
}

/** One write at a time, with what went wrong. */
export function useSending(): Sending {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  return {
    busy,
    error,
    async run(work) {
      setBusy(true);
      setError(null);
      try {
        await work();
        return true;
      } catch (problem) {
        setError(problem instanceof Error ? problem : new Error(String(problem)));
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
