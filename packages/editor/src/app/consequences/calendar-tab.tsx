/** The calendar: everything that comes on a day, as a picture of ranges and as a table. */
import { useMemo } from 'react';
import { momentWords, printDate, printDuration, type Entry } from '@travaux/workflow/compliance';
import { t } from '../messages/messages.ts';
import type { TabProps } from './consequences-screen.tsx';
import { timeScale } from './time-scale.ts';

const width = 900;
const row = 22;
const labelWidth = 190;

export function CalendarTab({ of, name }: TabProps) {
  const { entries } = of.schedule;
  return (
    <>
      <p className="hint">{t('consequences.calendarMeans')}</p>
      <CalendarPicture entries={entries} />
      <div className="table-scroll" tabIndex={0} role="group" aria-label={t('consequences.calendar')}>
        <table className="consequences-table">
          <thead>
            <tr>
              <th scope="col">{t('consequences.earliest')}</th>
              <th scope="col">{t('consequences.latest')}</th>
              <th scope="col">{t('consequences.what')}</th>
              <th scope="col">{t('consequences.who')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.key}>
                {entry.when.latest === null ? (
                  <td colSpan={2}>{momentWords(entry.when, name)}</td>
                ) : (
                  <>
                    <td>{entry.when.earliest && printDate(entry.when.earliest)}</td>
                    <td>{printDate(entry.when.latest)}</td>
                  </>
                )}
                <td>
                  {t(`consequences.entry.${entry.kind}`, { title: entry.title })}{' '}
                  {entry.term !== 'sunset' && name(entry.term) !== entry.title && (
                    <span className="quiet">{name(entry.term)}</span>
                  )}
                  {entry.every && `, ${t('consequences.every', { period: printDuration(entry.every) })}`}
                  {entry.goesOn && `, ${goesOnWords(entry.goesOn)}`}
                </td>
                <td>{entry.who.map(name).join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function goesOnWords({ every, until }: NonNullable<Entry['goesOn']>): string {
  const period = printDuration(every);
  return until === null
    ? t('consequences.goesOn', { period })
    : t('consequences.goesOnUntil', { period, until: printDate(until) });
}

/** Days, deadlines and relief only: what else there is stands in the table. */
function CalendarPicture({ entries }: { readonly entries: readonly Entry[] }) {
  const shown = useMemo(
    () =>
      entries.filter(
        ({ kind, when }) =>
          when.latest !== null && (kind === 'day' || kind === 'deadline' || kind === 'relief'),
      ),
    [entries],
  );
  const scale = timeScale(
    shown.flatMap(({ when }) => [when.earliest, when.latest]).filter((date) => date !== null),
    labelWidth,
    width - 12,
  );
  const height = shown.length * row + 30;
  return (
    <div className="picture" tabIndex={0} role="group" aria-label={t('consequences.calendarPicture')}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('consequences.calendarPicture')}>
        {scale.years.map(({ year, at }) => (
          <g key={year}>
            <line className="year-line" x1={at} x2={at} y1={18} y2={height} />
            <text className="year" x={at} y={12}>
              {year}
            </text>
          </g>
        ))}
        {shown.map(({ key, kind, term, title, when }, index) => {
          const y = 24 + index * row;
          const [from, to] = [scale.at(when.earliest ?? when.latest!), scale.at(when.latest!)];
          const label = kind === 'day' ? title : `${term} ${title}`;
          return (
            <g key={key} className={`span span-${kind}`}>
              <text x={labelWidth - 8} y={y + 13} textAnchor="end">
                {label.length > 28 ? `${label.slice(0, 27)}…` : label}
              </text>
              <rect className="range" x={from} y={y + 5} width={Math.max(1, to - from)} height={10} rx={3} />
              <circle cx={to} cy={y + 10} r={5} />
            </g>
          );
        })}
      </svg>
    </div>
  );
}
