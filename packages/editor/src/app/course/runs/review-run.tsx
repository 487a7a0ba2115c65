/** A review: who is asked for an opinion, and what each has said. */
import { CircleCheck, CircleDashed, CircleMinus, CircleX, MessageSquare } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ReviewRunView, VoiceView } from '../../../frames/index.ts';
import { t } from '../../messages/messages.ts';
import { Overtaken } from '../act-state.tsx';
import { Instant } from '../times.tsx';

export function ReviewRun({
  run,
  onCompare,
}: {
  readonly run: ReviewRunView;
  readonly onCompare: () => void;
}) {
  const given = run.reviewers.filter(
    ({ opinion }) => opinion && opinion.overtaken === null && opinion.opinion.kind.startsWith('positive'),
  ).length;
  return (
    <>
      <p>
        {run.required === 'all'
          ? t('review.neededAll', { given, of: run.reviewers.length })
          : t('review.needed', { given, count: run.required })}{' '}
        {run.order === 'ordered' ? t('review.ordered') : ''}
      </p>
      {run.escalatedTo && <p className="notice">{t('review.escalated', { body: run.escalatedTo.name })}</p>}
      <Voices voices={run.reviewers} onCompare={onCompare} ordered={run.order === 'ordered'} />
    </>
  );
}

export function Voices({
  voices,
  onCompare,
  ordered = false,
}: {
  readonly voices: readonly VoiceView[];
  readonly onCompare: () => void;
  readonly ordered?: boolean;
}) {
  const List = ordered ? 'ol' : 'ul';
  return (
    <List className="deciders">
      {voices.map((voice) => (
        <li key={`${voice.kind} ${voice.id}`}>
          <div className="decider-head">
            <strong>{voice.name}</strong>
            <span className="mark">
              <OpinionGlyph voice={voice} />
              {voice.opinion ? t(`opinion.${voice.opinion.opinion.kind}`) : t('review.waits')}
            </span>
          </div>
          {voice.opinion && <Opinion opinion={voice.opinion} onCompare={onCompare} />}
        </li>
      ))}
    </List>
  );
}

function Opinion({
  opinion,
  onCompare,
}: {
  readonly opinion: NonNullable<VoiceView['opinion']>;
  readonly onCompare: () => void;
}) {
  const { settled } = opinion;
  return (
    <div className="decider-more">
      {opinion.opinion.kind === 'positive-with-comments' && (
        <blockquote>{opinion.opinion.comments}</blockquote>
      )}
      {opinion.opinion.kind === 'negative' && <blockquote>{opinion.opinion.reason}</blockquote>}
      <p className="hint">
        {opinion.by.name} · <Instant at={opinion.at} />
      </p>
      {settled && (
        <p>
          {settled.how === 'lifted'
            ? t('review.lifted')
            : t('review.overridden', { body: settled.by ?? '', reason: settled.reason ?? '' })}{' '}
          <span className="hint-inline">
            <Instant at={settled.at} />
          </span>
        </p>
      )}
      <Overtaken by={opinion.overtaken} onCompare={onCompare} />
    </div>
  );
}

function OpinionGlyph({ voice }: { readonly voice: VoiceView }): ReactNode {
  switch (voice.opinion?.opinion.kind) {
    case undefined:
      return <CircleDashed aria-hidden="true" />;
    case 'positive':
      return <CircleCheck aria-hidden="true" />;
    case 'positive-with-comments':
      return <MessageSquare aria-hidden="true" />;
    case 'negative':
      return <CircleX aria-hidden="true" />;
    case 'none':
      return <CircleMinus aria-hidden="true" />;
  }
}
