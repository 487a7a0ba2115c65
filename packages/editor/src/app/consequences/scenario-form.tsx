/**
 * The scenario of a simulation: how each milestone is met, which relief is withheld and which contingency is invoked,
 * with how much and when. It says beside a field what it does not understand, and goes on with what it understood last.
 */
import { useId, useState } from 'react';
import { printDate, printDuration, type Performance, type Scenario } from '@travaux/workflow/compliance';
import { t } from '../messages/messages.ts';
import type { TabProps } from './consequences-screen.tsx';
import {
  dayTyped,
  periodOrNever,
  periodTyped,
  readingTyped,
  targetOf,
  type Target,
  type Typed,
} from './scenario-values.ts';

type How = Performance['how'];
/** How each begins when it is chosen. */
const begun: { readonly [H in How]: Extract<Performance, { how: H }> } = {
  'on-time': { how: 'on-time' },
  late: { how: 'late', by: 'P3M' },
  partly: { how: 'partly', score: 1, reading: null, completedAfter: 'P1Y' },
  'falsely-reported': { how: 'falsely-reported', foundAfter: 'P6M', metAfter: 'P1Y' },
  'false-alarm': { how: 'false-alarm', after: 'P2M', lasts: 'P2M' },
  'not-at-all': { how: 'not-at-all' },
};
const ways = Object.keys(begun) as How[];

interface FormProps extends TabProps {
  readonly onScenario: (scenario: Scenario) => void;
}

export function ScenarioForm({ of: { terms, scenario, schedule }, onScenario }: FormProps) {
  const first = schedule.almanac.origin;
  return (
    <fieldset className="scenario">
      <legend>{t('consequences.scenario')}</legend>
      {terms.milestones.map((milestone) => (
        <MilestoneRow
          key={milestone.id}
          title={`${milestone.id} ${milestone.title}`}
          target={targetOf(milestone)}
          unit={milestone.indicator?.unit ?? ''}
          performance={scenario.milestones[milestone.id] ?? begun['on-time']}
          onChange={(performance) =>
            onScenario({
              ...scenario,
              milestones: { ...scenario.milestones, [milestone.id]: performance },
            })
          }
        />
      ))}
      {terms.tranches.map(({ id, title }) => {
        const late = scenario.nonDelivery[id];
        const others = Object.fromEntries(
          Object.entries(scenario.nonDelivery).filter(([tranche]) => tranche !== id),
        );
        const withheld = (deliveredAfter: string | null) =>
          onScenario({
            ...scenario,
            nonDelivery: { ...others, [id]: { grantors: [], deliveredAfter } },
          });
        return (
          <Row
            key={id}
            label={t('consequences.withheld', { tranche: `${id} ${title}` })}
            chosen={late !== undefined}
            onChosen={(chosen) =>
              chosen ? withheld('P6M') : onScenario({ ...scenario, nonDelivery: others })
            }
          >
            <TypedField
              label={t('consequences.deliveredAfter')}
              begins={late?.deliveredAfter ? printDuration(late.deliveredAfter) : ''}
              hint={t('consequences.emptyIsNever')}
              read={periodOrNever}
              onValue={withheld}
            />
          </Row>
        );
      })}
      {terms.contingencies.map(({ id, title }) => {
        const invoked = scenario.invocations.find(({ contingency }) => contingency === id);
        const others = scenario.invocations.filter(({ contingency }) => contingency !== id);
        const invoke = (how: { on?: string; curedAfter?: string | null }) => {
          const before = invoked ?? { contingency: id, on: first ?? '1970-01-01', curedAfter: 'P6M' };
          onScenario({ ...scenario, invocations: [...others, { ...before, ...how }] });
        };
        return (
          <Row
            key={id}
            label={t('consequences.invoked', { contingency: `${id} ${title}` })}
            chosen={invoked !== undefined}
            onChosen={(chosen) => (chosen ? invoke({}) : onScenario({ ...scenario, invocations: others }))}
          >
            <TypedField
              label={t('consequences.invokedOn')}
              begins={invoked ? printDate(invoked.on) : ''}
              read={(text) => dayTyped(text, first)}
              onValue={(on) => invoke({ on })}
            />
            <TypedField
              label={t('consequences.curedAfter')}
              begins={invoked?.curedAfter ? printDuration(invoked.curedAfter) : ''}
              hint={t('consequences.emptyIsNever')}
              read={periodOrNever}
              onValue={(curedAfter) => invoke({ curedAfter })}
            />
          </Row>
        );
      })}
    </fieldset>
  );
}

function Row({
  label,
  chosen,
  onChosen,
  children,
}: {
  readonly label: string;
  readonly chosen: boolean;
  readonly onChosen: (chosen: boolean) => void;
  readonly children: React.ReactNode;
}) {
  return (
    <div className="scenario-row" role="group" aria-label={label}>
      <label className="check-row">
        <input type="checkbox" checked={chosen} onChange={(event) => onChosen(event.target.checked)} />
        {label}
      </label>
      {chosen && <div className="scenario-values">{children}</div>}
    </div>
  );
}

function MilestoneRow({
  title,
  target,
  unit,
  performance,
  onChange,
}: {
  readonly title: string;
  readonly target: Target | null;
  readonly unit: string;
  readonly performance: Performance;
  readonly onChange: (performance: Performance) => void;
}) {
  return (
    <div className="scenario-row" role="group" aria-label={title}>
      <label>
        <span>{title}</span>
        <select
          value={performance.how}
          onChange={(event) => {
            const how = ways.find((way) => way === event.target.value) ?? 'on-time';
            onChange(begun[how]);
          }}
        >
          {ways.map((way) => (
            <option key={way} value={way}>
              {t(`consequences.way.${way}`)}
            </option>
          ))}
        </select>
      </label>
      <Values key={performance.how} {...{ target, unit, performance, onChange }} />
    </div>
  );
}

/** With how much, and when. */
function Values({ target, unit, performance, onChange }: Omit<Parameters<typeof MilestoneRow>[0], 'title'>) {
  switch (performance.how) {
    case 'on-time':
    case 'not-at-all':
      return null;
    case 'late':
      return (
        <div className="scenario-values">
          <TypedField
            label={t('consequences.lateBy')}
            begins={printDuration(performance.by)}
            read={periodTyped}
            onValue={(by) => onChange({ ...performance, by })}
          />
        </div>
      );
    case 'partly':
      return (
        <div className="scenario-values">
          <label className="scenario-value">
            <span>{t('consequences.score')}</span>
            <select
              value={performance.score}
              onChange={({ target: { value } }) => onChange({ ...performance, score: value === '2' ? 2 : 1 })}
            >
              <option value={1}>{t('consequences.score.1')}</option>
              <option value={2}>{t('consequences.score.2')}</option>
            </select>
          </label>
          <TypedField
            label={t('consequences.reading')}
            begins={performance.reading === null ? '' : String(performance.reading)}
            hint={
              target
                ? t('consequences.target', { target: `${target.comparator} ${target.value} ${unit}`.trim() })
                : undefined
            }
            read={(text) => readingTyped(text, target)}
            onValue={(reading) => onChange({ ...performance, reading })}
          />
          <TypedField
            label={t('consequences.completedAfter')}
            begins={performance.completedAfter ? printDuration(performance.completedAfter) : ''}
            hint={t('consequences.emptyIsNever')}
            read={periodOrNever}
            onValue={(completedAfter) => onChange({ ...performance, completedAfter })}
          />
        </div>
      );
    case 'falsely-reported':
      return (
        <div className="scenario-values">
          <TypedField
            label={t('consequences.foundAfter')}
            begins={printDuration(performance.foundAfter)}
            read={periodTyped}
            onValue={(foundAfter) => onChange({ ...performance, foundAfter })}
          />
          <TypedField
            label={t('consequences.metAfter')}
            begins={performance.metAfter ? printDuration(performance.metAfter) : ''}
            hint={t('consequences.emptyIsNever')}
            read={periodOrNever}
            onValue={(metAfter) => onChange({ ...performance, metAfter })}
          />
        </div>
      );
    case 'false-alarm':
      return (
        <div className="scenario-values">
          <TypedField
            label={t('consequences.doubtedAfter')}
            begins={printDuration(performance.after)}
            read={periodTyped}
            onValue={(after) => onChange({ ...performance, after })}
          />
          <TypedField
            label={t('consequences.lasts')}
            begins={printDuration(performance.lasts)}
            read={periodTyped}
            onValue={(lasts) => onChange({ ...performance, lasts })}
          />
        </div>
      );
  }
}

/** A field that is read while it is typed. `begins`: what stands in it first. */
function TypedField<T>({
  label,
  begins,
  hint,
  read,
  onValue,
}: {
  readonly label: string;
  readonly begins: string;
  readonly hint?: string | undefined;
  readonly read: (text: string) => Typed<T>;
  readonly onValue: (value: T) => void;
}) {
  const id = useId();
  const [text, setText] = useState(begins);
  const typed = read(text);
  const beside = typed.ok ? hint : typed.message;
  return (
    <div className="scenario-value">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={text}
        maxLength={60}
        autoComplete="off"
        aria-invalid={!typed.ok || undefined}
        aria-describedby={beside ? `${id}-beside` : undefined}
        onChange={(event) => {
          setText(event.target.value);
          const now = read(event.target.value);
          if (now.ok) onValue(now.value);
        }}
      />
      {beside && (
        <span
          id={`${id}-beside`}
          className={typed.ok ? 'hint' : 'hint is-wrong'}
          role={typed.ok ? undefined : 'status'}
        >
          {beside}
        </span>
      )}
    </div>
  );
}
