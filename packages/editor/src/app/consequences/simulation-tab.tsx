/**
 * A simulation: how each milestone is met and what comes of it, as the curve of relief against compliance and as the
 * happenings in order.
 */
import { happeningWords, printDate, type CurvePoint, type Scenario } from '@travaux/workflow/compliance';
import { t } from '../messages/messages.ts';
import type { TabProps } from './consequences-screen.tsx';
import { ScenarioForm } from './scenario-form.tsx';
import { timeScale } from './time-scale.ts';

export function SimulationTab({
  onScenario,
  ...props
}: TabProps & { readonly onScenario: (scenario: Scenario) => void }) {
  const { simulation } = props.of;
  return (
    <>
      <p className="hint">{t('consequences.simulationMeans')}</p>
      <ScenarioForm {...props} onScenario={onScenario} />
      <Curve points={simulation.curve} />
      {simulation.neverGranted.length > 0 && (
        <p>{t('consequences.neverGranted', { tranches: simulation.neverGranted.join(', ') })}</p>
      )}
      <h2>{t('consequences.happenings')}</h2>
      <ol className="happenings">
        {simulation.happenings.map((happening, at) => (
          <li key={at} className={`happening happening-${happening.what}`}>
            <time dateTime={happening.date}>{printDate(happening.date)}</time>{' '}
            {happeningWords(happening, props.name)}
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
