/** Persons named for a task, such as the legal drafters; together they have one voice in a review. */
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { legalDraftersRole } from '@travaux/workflow/route';
import type { ActView } from '../../frames/index.ts';
import { fold } from '../../document/fold.ts';
import { useAgreement } from '../agreement.tsx';
import { people } from '../api/endpoints.ts';
import { useResource } from '../api/resource.ts';
import { t } from '../messages/messages.ts';
import { Checks, Field } from '../ui/field.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { ActDialog } from '../course/act-dialog.tsx';
import type { ConsoleProps } from './console.tsx';

export function Tasks({ view, offered }: ConsoleProps) {
  const { id, view: agreement } = useAgreement();
  const act = view.acts.find(({ type }) => type === 'name-role-holders');
  const persons = useResource(`${id} people ${agreement.version}`, (signal) => people(id, signal));
  const [name, setName] = useState(view.roles[0]?.name ?? t('tasks.legalDrafters'));
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState<ActView | null>(null);
  const known = view.roles.find((one) => fold(one.name).text === fold(name.trim()).text);
  const role = known?.role ?? (view.roles.length === 0 ? legalDraftersRole : crypto.randomUUID());
  return (
    <section aria-labelledby="tasks">
      <h2 id="tasks">{t('tasks.title')}</h2>
      <p className="hint">{t('tasks.mean')}</p>
      {view.roles.length === 0 ? (
        <Empty title={t('tasks.none')} />
      ) : (
        <ul className="route-words">
          {view.roles.map((one) => (
            <li key={one.role}>{t('tasks.holders', { task: one.name, count: one.holders })}</li>
          ))}
        </ul>
      )}
      {act && (
        <Loaded resource={persons}>
          {({ accreditations }) => (
            <div className="tasks-form">
              <Field label={t('tasks.task')} value={name} onChange={setName} maxLength={200} />
              <Checks
                label={t('tasks.persons')}
                values={chosen}
                onChange={setChosen}
                options={[...new Map(accreditations.map((one) => [one.person, one.name]))].map(
                  ([value, label]) => ({ value, label }),
                )}
              />
              <Button
                className="button"
                isDisabled={name.trim() === ''}
                onPress={() =>
                  setAsking({
                    ...act,
                    command: { ...act.command, role, name: name.trim(), persons: chosen },
                    adds: [],
                  })
                }
              >
                {t('tasks.name')}
              </Button>
            </div>
          )}
        </Loaded>
      )}
      {asking && <ActDialog act={asking} view={null} offered={offered} onClose={() => setAsking(null)} />}
    </section>
  );
}
