/** Among whom something is kept: a circle, chosen by its kind, and by name where it is of named ones. */
import type { Circle } from '@travaux/workflow/agreement';
import { useAgreement } from '../agreement.tsx';
import { t } from '../messages/messages.ts';
import { Checks, Choice } from '../ui/field.tsx';

const kinds: readonly Circle['kind'][] = ['public', 'participants', 'parties', 'named', 'secretariat'];
const lists = ['parties', 'bodies', 'organisations', 'verifiers'] as const;
const nobody = { kind: 'named', parties: [], bodies: [], organisations: [], verifiers: [] } as const;

export function CircleField({
  label,
  description,
  circle,
  onChange,
}: {
  readonly label: string;
  readonly description?: string;
  readonly circle: Circle;
  readonly onChange: (circle: Circle) => void;
}) {
  const { view } = useAgreement();
  const keyOf = (list: (typeof lists)[number], id: string) => `${list} ${id}`;
  return (
    <>
      <Choice
        label={label}
        value={circle.kind}
        onChange={(kind) => onChange(kind === 'named' ? nobody : { kind })}
        options={kinds.map((value) => ({ value, label: t(`disclosure.circle.${value}`) }))}
        {...(description === undefined ? {} : { description })}
      />
      {circle.kind === 'named' && (
        <Checks
          label={t('disclosure.named', { what: label })}
          values={lists.flatMap((list) => circle[list].map((id) => keyOf(list, id)))}
          onChange={(chosen) => {
            const of = (list: (typeof lists)[number]) =>
              chosen.flatMap((key) => (key.startsWith(`${list} `) ? [key.slice(list.length + 1)] : []));
            onChange({
              kind: 'named',
              parties: of('parties'),
              bodies: of('bodies'),
              organisations: of('organisations'),
              verifiers: of('verifiers'),
            });
          }}
          options={lists.flatMap((list) =>
            view[list].map(({ id, name }) => ({ value: keyOf(list, id), label: name })),
          )}
        />
      )}
    </>
  );
}
