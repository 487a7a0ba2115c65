/** How many clauses stand on each rung: a bar, and the same as a table, which those who listen read instead. */
import type { CourseSummary } from '../../frames/index.ts';
import type { Rung } from '@travaux/workflow/route';
import { formatNumber, t } from '../messages/messages.ts';
import { ladder, RungGlyph } from './rung.tsx';
import './ladder-bar.css';
import '../messages/office.ts';

export function LadderBar({ clauses }: { readonly clauses: readonly CourseSummary[] }) {
  const counts = new Map<Rung, number>();
  for (const { rung } of clauses) counts.set(rung, (counts.get(rung) ?? 0) + 1);
  const there = ladder.filter((rung) => (counts.get(rung) ?? 0) > 0);
  return (
    <div className="ladder">
      <div className="ladder-bar" aria-hidden="true">
        {there.map((rung) => (
          <span key={rung} className={`ladder-part part-${rung}`} style={{ flexGrow: counts.get(rung) ?? 0 }}>
            {counts.get(rung)}
          </span>
        ))}
      </div>
      <table className="ladder-table">
        <caption className="visually-hidden">{t('ladder.title')}</caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t('ladder.rung')}</th>
            <th scope="col">{t('overview.clauses')}</th>
          </tr>
        </thead>
        <tbody>
          {there.map((rung) => (
            <tr key={rung}>
              <th scope="row">
                <span className={`mark mark-${rung}`}>
                  <span className={`ladder-key part-${rung}`} aria-hidden="true" />
                  <RungGlyph rung={rung} />
                  {t(`rung.${rung}`)}
                </span>
              </th>
              <td>{formatNumber(counts.get(rung) ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
