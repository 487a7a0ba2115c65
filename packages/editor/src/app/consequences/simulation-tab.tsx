/**
 * A simulation: how each milestone is met and what comes of it, as the curve of relief against compliance and as the
 * happenings in order.
 */
import {
  happeningWords,
  printDate,
  type CurvePoint,
  type Performance,
  type Scenario,
} from '@travaux/workflow/compliance';
import { t } from '../messages/messages.ts';
import type { TabProps } from './consequences-screen.tsx';
import { timeScale } from './time-scale.ts';

const ways = {
  'on-time': { how: 'on-time' },
  'late-3': { how: 'late', by: 'P3M' },
  'late-12': { how: 'late', by: 'P1Y' },
  partly: { how: 'partly', score: 1, reading: null, completedAfter: 'P1Y' },
  falsely: { how: 'falsely-reported', foundAfter: 'P6M', metAfter: 'P1Y' },
  alarm: { how: 'false-alarm', after: 'P2M', lasts: 'P2M' },
  never: { how: 'not-at-all' },
} as const satisfies Record<string, Performance>;
type Way = keyof typeof ways;
const wayNames = Object.keys(ways) as Way[];

export function SimulationTab({
  of,
  name,
  onScenario,
}: TabProps & { readonly onScenario: (scenario: Scenario) => void }) {
  const { terms, scenario, simulation } = of;
  const wayOf = (id: string): Way => {
    const chosen = JSON.stringify(scenario.milestones[id] ?? ways['on-time']);
    return wayNames.find((way) => JSON.stringify(ways[way]) === chosen) ?? 'on-time';
  };
  return (
    <>
      <p className="hint">{t('consequences.simulationMeans')}</p>
      <fieldset className="scenario">
        <legend>{t('consequences.scenario')}</legend>
        {terms.milestones.map(({ id, title }) => (
          <label key={id}>
            <span>{`${id} ${title}`}</span>
            <select
              value={wayOf(id)}
              onChange={(event) => {
                const way = wayNames.find((one) => one === event.target.value) ?? 'on-time';
                onScenario({ ...scenario, milestones: { ...scenario.milestones, [id]: ways[way] } });
              }}
            >
              {wayNames.map((way) => (
                <option key={way} value={way}>
                  {t(`consequences.way.${way}`)}
                </option>
              ))}
            </select>
          </label>
        ))}
        {terms.tranches.map(({ id, title }) => (
          <label key={id} className="check-row">
            <input
              type="checkbox"
              checked={id in scenario.nonDelivery}
              onChange={(event) => {
                const others = Object.fromEntries(
                  Object.entries(scenario.nonDelivery).filter(([tranche]) => tranche !== id),
                );
                const late = { grantors: [], deliveredAfter: 'P6M' };
                onScenario({
                  ...scenario,
                  nonDelivery: event.target.checked ? { ...others, [id]: late } : others,
                });
              }}
            />
            {t('consequences.withheld', { tranche: `${id} ${title}` })}
          </label>
        ))}
      </fieldset>
      <Curve points={simulation.curve} />
      {simulation.neverGranted.length > 0 && (
        <p>{t('consequences.neverGranted', { tranches: simulation.neverGranted.join(', ') })}</p>
      )}
      <h2>{t('consequences.happenings')}</h2>
      <ol className="happenings">
        {simulation.happenings.map((happening, at) => (
          <li key={at} className={`happening happening-${happening.what}`}>
            <time dateTime={happening.date}>{printDate(happening.date)}</time>{' '}
            {happeningWords(happening, name)}
          </li>
        ))}
      </ol>
    </>
  );
}

const [width, height, left, bottom] = [900, 240, 40, 24];

function Curve({ points }: { readonly points: readonly CurvePoint[] }) {
  const scale = timeScale(
    points.map(({ date }) => date),
    left,
    width - 12,
  );
  const y = (percent: number) => height - bottom - (percent / 100) * (height - bottom - 12);
  const stairs = (of: (point: CurvePoint) => number) =>
    points
      .map(
        (point, at) => `${at === 0 ? 'M' : 'H'}${scale.at(point.date)} ${at === 0 ? '' : 'V'}${y(of(point))}`,
      )
      .join(' ') + ` H${width - 12}`;
  return (
    <>
      <p className="curve-key">
        <span className="key-relief">{t('consequences.relief')}</span>{' '}
        <span className="key-compliance">{t('consequences.compliance')}</span>
      </p>
      <div className="picture" tabIndex={0} role="group" aria-label={t('consequences.curve')}>
        <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('consequences.curve')}>
          {[0, 25, 50, 75, 100].map((percent) => (
            <g key={percent}>
              <line className="year-line" x1={left} x2={width - 12} y1={y(percent)} y2={y(percent)} />
              <text className="year" x={left - 6} y={y(percent) + 4} textAnchor="end">
                {percent}
              </text>
            </g>
          ))}
          {scale.years.map(({ year, at }) => (
            <text key={year} className="year" x={at} y={height - 6}>
              {year}
            </text>
          ))}
          <path className="curve curve-compliance" d={stairs(({ compliance }) => compliance)} />
          <path className="curve curve-relief" d={stairs(({ relief }) => relief)} />
        </svg>
      </div>
      <details>
        <summary>{t('consequences.curveTable')}</summary>
        <div className="table-scroll" tabIndex={0} role="group" aria-label={t('consequences.curveTable')}>
          <table className="consequences-table">
            <thead>
              <tr>
                <th scope="col">{t('consequences.day')}</th>
                <th scope="col">{t('consequences.relief')}</th>
                <th scope="col">{t('consequences.compliance')}</th>
              </tr>
            </thead>
            <tbody>
              {points.map(({ date, relief, compliance }) => (
                <tr key={date}>
                  <td>{printDate(date)}</td>
                  <td>{relief}</td>
                  <td>{compliance}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}
