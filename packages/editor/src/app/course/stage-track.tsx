/** The stages of a route in a row: passed, current, to come; each state is glyph and word. */
import { CircleCheck, CircleDashed, CircleDot } from 'lucide-react';
import type { UnderWayView } from '../../frames/index.ts';
import { t } from '../messages/messages.ts';

export function StageTrack({
  underWay,
  brief = false,
}: {
  readonly underWay: UnderWayView;
  readonly brief?: boolean;
}) {
  return (
    <ol
      className={brief ? 'track track-brief' : 'track'}
      aria-label={t('track.title', { route: underWay.route.name })}
    >
      {underWay.stages.map((stage) => (
        <li
          key={stage.id}
          className={`track-stage is-${stage.state}`}
          aria-current={stage.state === 'current' ? 'step' : undefined}
        >
          {stage.state === 'passed' ? (
            <CircleCheck aria-hidden="true" />
          ) : stage.state === 'current' ? (
            <CircleDot aria-hidden="true" />
          ) : (
            <CircleDashed aria-hidden="true" />
          )}
          <span className={brief && stage.state !== 'current' ? 'visually-hidden' : undefined}>
            {stage.name}
            <span className="visually-hidden">, {t(`track.${stage.state}`)}</span>
          </span>
          {!brief && (
            <span className="hint">
              {t(`stageKind.${stage.kind}`)}
              {stage.grants && ` · ${t('track.grants', { rung: t(`rung.${stage.grants}`) })}`}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
