/** Whom a stage addresses, chosen from those who take part. */
import type { Participant, PartyChoice, routeFindings } from '@travaux/workflow/route';
import { useAgreement } from '../agreement.tsx';
import { t } from '../messages/messages.ts';
import { Checks } from '../ui/field.tsx';

export type ThereIs = Parameters<typeof routeFindings>[1];

const keyOf = (participant: Participant): string => JSON.stringify(participant);

export function ParticipantsField({
  label,
  value,
  there,
  observers = false,
  onChange,
}: {
  readonly label: string;
  readonly value: readonly Participant[];
  readonly there: ThereIs;
  /** Whether the observers can be chosen: they are consulted and informed, and never decide. */
  readonly observers?: boolean;
  readonly onChange: (participants: readonly Participant[]) => void;
}) {
  const groups = [
    ...new Set([...there.parties.values()].flatMap(({ group }) => (group === null ? [] : [group]))),
  ];
  const options: readonly { readonly participant: Participant; readonly label: string }[] = [
    { participant: { kind: 'all-parties' }, label: t('participant.allParties') },
    ...groups.map((group) => ({
      participant: { kind: 'group' as const, group },
      label: t('participant.group', { group }),
    })),
    ...[...there.parties.values()].map(({ id, name }) => ({
      participant: { kind: 'party' as const, party: id },
      label: name,
    })),
    ...[...there.bodies.values()].map(({ id, name }) => ({
      participant: { kind: 'body' as const, body: id },
      label: name,
    })),
    ...[...there.roles.values()].map(({ role, name }) => ({
      participant: { kind: 'role' as const, role },
      label: name,
    })),
    { participant: { kind: 'chair' }, label: t('capacity.chair') },
    { participant: { kind: 'secretariat' }, label: t('capacity.secretariat') },
    ...(observers
      ? [{ participant: { kind: 'observers' as const }, label: t('participant.observers') }]
      : []),
  ];
  return (
    <Checks
      label={label}
      values={value.map(keyOf)}
      onChange={(keys) => onChange(keys.map((key) => JSON.parse(key) as Participant))}
      options={options.map((one) => ({ value: keyOf(one.participant), label: one.label }))}
    />
  );
}

export function PartiesField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: PartyChoice;
  readonly onChange: (parties: PartyChoice) => void;
}) {
  const { parties } = useAgreement().view;
  const all = parties.map(({ id }) => id);
  return (
    <Checks
      label={label}
      values={value === 'all' ? ['all', ...all] : value}
      onChange={(values) => {
        const wantsAll = values.includes('all') && value !== 'all';
        const chosen = all.filter((id) => values.includes(id));
        if (wantsAll || chosen.length === 0) onChange('all');
        // Whoever takes a party out of all names the others.
        else onChange(value === 'all' && !values.includes('all') ? [...all] : chosen);
      }}
      options={[
        { value: 'all', label: t('participant.allParties') },
        ...parties.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
