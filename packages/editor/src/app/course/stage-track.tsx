/** The stages of a route in a row: passed, current, to come; each state is glyph and word. */
import { CircleCheck, CircleDashed, CircleDot } from 'lucide-react';
import type { UnderWayView } from '../../frames/course-views.ts';
import { t } from '../messages/messages.ts';

type StageView = UnderWayView['stages'][number];

export function StageTrack({ underWay }: { readonly underWay: UnderWayView }) {
  return (
    <ol className="track" aria-label={t('track.title', { route: underWay.route.name })}>
      {underWay.stages.map((stage) => (
        <li
          key={stage.id}
          className={`track-stage is-${stage.state}`}
          aria-current={stage.state === 'current' ? 'step' : undefined}
        >
          <StageGlyph state={stage.state} />
          <span>
            {stage.name}
            <span className="visually-hidden">, {t(`track.${stage.state}`)}</span>
          </span>
          <span className="hint">
            {t(`stageKind.${stage.kind}`)}
            {stage.grants && ` · ${t('track.grants', { rung: t(`rung.${stage.grants}`) })}`}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** The same for a row of a table: one glyph for each stage, and the name of the one where the clause is. */
export function BriefTrack({ underWay }: { readonly underWay: UnderWayView }) {
  const at = underWay.stages.findIndex(({ state }) => state === 'current');
  return (
    <span className="brief-track">
      <span className="brief-glyphs" aria-hidden="true">
        {underWay.stages.map((stage) => (
          <StageGlyph key={stage.id} state={stage.state} />
        ))}
      </span>
      <strong>{underWay.stage.name}</strong>
      <span className="visually-hidden">
        {t('track.place', { number: at + 1, count: underWay.stages.length })}
      </span>
    </span>
  );
}

function StageGlyph({ state }: Pick<StageView, 'state'>) {
  switch (state) {
    case 'passed':
      return <CircleCheck aria-hidden="true" />;
    case 'current':
      return <CircleDot aria-hidden="true" />;
    case 'to-come':
      return <CircleDashed aria-hidden="true" />;
  }
}
