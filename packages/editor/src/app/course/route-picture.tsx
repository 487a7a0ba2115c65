/**
 * A route as a picture: boxes in the order in which a clause goes through them, full arrows where it passes, broken
 * ones where it is returned. The places are computed by dagre, which is loaded with the first picture. The picture is
 * one image with a name; what it shows stands beside it in sentences.
 */
import { useEffect, useState } from 'react';
import type { Drawing } from '@travaux/workflow/route';
import { t } from '../messages/messages.ts';
import { Skeleton } from '../ui/states.tsx';
import type { LaidOut } from './route-layout.ts';

const narrow = '(max-width: 700px)';
/** Smaller than this it is scrolled, not shrunk further. */
const leastScale = 0.75;

export function RoutePicture({ drawing, title }: { readonly drawing: Drawing; readonly title: string }) {
  const [laidOut, setLaidOut] = useState<LaidOut | null>(null);
  const [upright, setUpright] = useState(() => matchMedia(narrow).matches);
  useEffect(() => {
    const query = matchMedia(narrow);
    const change = () => setUpright(query.matches);
    query.addEventListener('change', change);
    return () => query.removeEventListener('change', change);
  }, []);
  useEffect(() => {
    let gone = false;
    void import('./route-layout.ts').then(({ layOut }) => {
      if (!gone) setLaidOut(layOut(drawing, upright ? 'TB' : 'LR'));
    });
    return () => {
      gone = true;
    };
  }, [drawing, upright]);
  if (!laidOut) return <Skeleton rows={3} />;
  const { width, height, boxes, arrows } = laidOut;
  return (
    <div
      className="route-picture"
      tabIndex={0}
      role="group"
      aria-label={t('routes.picture', { route: title })}
    >
      <svg
        viewBox={`0 0 ${width} ${height}`}
        style={{ maxInlineSize: width, minInlineSize: Math.min(width, width * leastScale) }}
        role="img"
        aria-label={t('routes.pictureMeans', { route: title, count: boxes.length - 2 })}
      >
        <defs>
          <marker
            id="arrow-head"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M0 0 L8 4 L0 8 Z" className="arrow-head" />
          </marker>
        </defs>
        {arrows.map((arrow, at) => (
          <g key={at} className={`arrow arrow-${arrow.kind}`}>
            <path d={arrow.path} markerEnd="url(#arrow-head)" />
          </g>
        ))}
        {boxes.map((box) => (
          <g key={box.id} className={`box box-${box.kind}`} transform={`translate(${box.x} ${box.y})`}>
            <rect width={box.width} height={box.height} rx={box.rounded ? box.height / 2 : 6} />
            {box.lines.map((line, at) => (
              <text
                key={at}
                x={box.width / 2}
                y={22 + at * 16}
                className={at < box.bold ? 'box-name' : 'box-line'}
              >
                {line}
              </text>
            ))}
          </g>
        ))}
      </svg>
      <p className="hint" aria-hidden="true">
        <span className="legend legend-passes" /> {t('routes.legendPasses')}{' '}
        <span className="legend legend-returns" /> {t('routes.legendReturns')}
      </p>
    </div>
  );
}
