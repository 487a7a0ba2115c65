/**
 * How far a clause has come, as glyph and word. The glyph of a rung is a disc that fills as one climbs the ladder;
 * what keeps a clause aside (parked, withdrawn), sets its decisions in doubt (outdated) or moves it (under way) has
 * a glyph of its own. The glyph never stands without its word, on the screen or for those who listen.
 */
import { CircleSlash, Hourglass, Lock, Pause, TriangleAlert } from 'lucide-react';
import type { Rung } from '@travaux/workflow/route';
import { t } from '../messages/messages.ts';
import './rung.css';

/** @param part filled part of the disc, from 0 to 1 */
function Disc({ part, ticked }: { readonly part: number; readonly ticked: boolean }) {
  const angle = part * 2 * Math.PI;
  const [x, y] = [8 + 6 * Math.sin(angle), 8 - 6 * Math.cos(angle)];
  return (
    <svg className="rung-disc" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <circle cx="8" cy="8" r="6" className="rung-rim" />
      {part >= 1 ? (
        <circle cx="8" cy="8" r="6" className="rung-fill" />
      ) : (
        part > 0 && <path d={`M8 8 L8 2 A6 6 0 ${part > 0.5 ? 1 : 0} 1 ${x} ${y} Z`} className="rung-fill" />
      )}
      {ticked && <path d="M5 8.2 L7.2 10.4 L11 5.8" className="rung-tick" />}
    </svg>
  );
}

/** How each rung is drawn, in the order of the ladder. From agreed on the disc is full; what comes after bears a tick. */
const drawn: Readonly<Record<Rung, { readonly part: number; readonly ticked: boolean }>> = {
  proposed: { part: 0, ticked: false },
  'under-negotiation': { part: 0.25, ticked: false },
  'agreed-in-group': { part: 0.5, ticked: false },
  'agreed-ad-referendum': { part: 0.75, ticked: false },
  agreed: { part: 1, ticked: false },
  scrubbed: { part: 1, ticked: true },
  adopted: { part: 1, ticked: true },
};

/** The rungs from the lowest to the highest, for lists on screens. */
export const ladder = Object.keys(drawn) as readonly Rung[];

export function RungGlyph({ rung }: { readonly rung: Rung }) {
  return <Disc {...drawn[rung]} />;
}

export function RungMark({ rung }: { readonly rung: Rung }) {
  return (
    <span className={`mark mark-${rung}`}>
      <RungGlyph rung={rung} />
      {t(`rung.${rung}`)}
    </span>
  );
}

/** What else is to be said of a clause beside its rung. */
export type Sign = 'outdated' | 'overdue' | 'under-way' | 'parked' | 'withdrawn' | 'frozen';

export function SignGlyph({ sign }: { readonly sign: Sign }) {
  switch (sign) {
    case 'outdated':
      return <TriangleAlert aria-hidden="true" />;
    case 'overdue':
    case 'under-way':
      return <Hourglass aria-hidden="true" />;
    case 'parked':
      return <Pause aria-hidden="true" />;
    case 'withdrawn':
      return <CircleSlash aria-hidden="true" />;
    case 'frozen':
      return <Lock aria-hidden="true" />;
  }
}

export function SignMark({ sign, words }: { readonly sign: Sign; readonly words?: string }) {
  return (
    <span className={`mark sign-${sign}`}>
      <SignGlyph sign={sign} />
      {words ?? t(`sign.${sign}`)}
    </span>
  );
}
