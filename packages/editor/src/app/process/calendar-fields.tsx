/** How the body of a route counts its days. */
import type { Calendar } from '@travaux/workflow/route';
import { t } from '../messages/messages.ts';
import { Checks, Choice, Field } from '../ui/field.tsx';

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
/** A Monday. */
const someMonday = Date.UTC(2024, 0, 1);
const dayName = (day: number) =>
  new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(
    someMonday + (day - 1) * 86_400_000,
  );

export function CalendarFields({
  calendar,
  onChange,
}: {
  readonly calendar: Calendar;
  readonly onChange: (calendar: Calendar) => void;
}) {
  const put = (change: Partial<Calendar>) => onChange({ ...calendar, ...change });
  return (
    <details className="card">
      <summary>
        {t('calendar.title')}{' '}
        <span className="hint-inline">
          {calendar.timeZone} · {t(`calendar.${calendar.counting}`)}
        </span>
      </summary>
      <div className="field-grid">
        <Field label={t('calendar.name')} value={calendar.name} onChange={(name) => put({ name })} />
        <Field
          label={t('calendar.zone')}
          value={calendar.timeZone}
          onChange={(timeZone) => put({ timeZone })}
          description={t('calendar.zoneHint')}
        />
        <Choice
          label={t('calendar.counting')}
          value={calendar.counting}
          onChange={(counting) => put({ counting })}
          options={(['calendar-days', 'working-days'] as const).map((value) => ({
            value,
            label: t(`calendar.${value}`),
          }))}
        />
        <Choice
          label={t('calendar.roll')}
          value={calendar.roll}
          onChange={(roll) => put({ roll })}
          options={(['none', 'next-working-day'] as const).map((value) => ({
            value,
            label: t(`calendar.roll.${value}`),
          }))}
        />
        <Field
          label={t('calendar.close')}
          value={calendar.closeOfBusiness ?? ''}
          onChange={(value) => put({ closeOfBusiness: value === '' ? null : value })}
          description={t('calendar.closeHint')}
        />
        <Field
          label={t('calendar.silence')}
          value={calendar.minimumSilence ?? ''}
          onChange={(value) => put({ minimumSilence: value === '' ? null : value })}
          description={t('calendar.silenceHint')}
        />
        <Field
          label={t('calendar.holidays')}
          value={calendar.holidays.join(', ')}
          onChange={(value) =>
            put({
              holidays: value
                .split(',')
                .map((day) => day.trim())
                .filter((day) => day !== ''),
            })
          }
          description={t('calendar.holidaysHint')}
        />
        <Checks
          label={t('calendar.weekend')}
          values={calendar.weekend.map(String)}
          onChange={(values) => put({ weekend: values.map(Number).sort((a, b) => a - b) })}
          options={weekdays.map((day) => ({ value: String(day), label: dayName(day) }))}
        />
      </div>
    </details>
  );
}
