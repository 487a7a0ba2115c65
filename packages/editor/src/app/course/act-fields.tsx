/** The fields of an act that a person fills in, each in the form that fits what it asks. */
import { useEffect, type ReactNode } from 'react';
import {
  maxReasonLength,
  maxStatementLength,
  type Condition,
  type Opinion,
} from '@travaux/workflow/agreement';
import type { ActField, ActView, ClauseCourseView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { hasMessage, t, tDynamic } from '../messages/messages.ts';
import { Checks, Choice, Field, LongField, Radios } from '../ui/field.tsx';
import type { ActValues } from './act.ts';
import { Conditions } from './conditions.tsx';
import { useCourses } from './live.ts';
import { fullName } from './names.ts';
import { SignOffFields } from './sign-off-fields.tsx';

export interface FieldProps {
  readonly act: ActView;
  /** Of the clause that the act is on; null for acts on the agreement as a whole. */
  readonly view: ClauseCourseView | null;
  readonly values: ActValues;
  readonly onChange: (field: ActField, value: unknown) => void;
}

/** What a field is called in this act: `field.<act>.<field>`, or `field.<field>`. */
function label(act: ActView, field: ActField): string {
  const own = `field.${act.type}.${field}`;
  return tDynamic(hasMessage(own) ? own : `field.${field}`);
}

function hint(act: ActView, field: ActField): string | undefined {
  const key = `fieldHint.${act.type}.${field}`;
  return hasMessage(key) ? tDynamic(key) : undefined;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export function ActFieldInput(props: FieldProps & { readonly field: ActField }): ReactNode {
  const { act, field, values, onChange } = props;
  const description = hint(act, field);
  const common = {
    label: label(act, field),
    value: text(values[field]),
    onChange: (value: string) => onChange(field, value),
    ...(description === undefined ? {} : { description }),
  };
  switch (field) {
    case 'reason':
      return <LongField {...common} required maxLength={maxReasonLength} />;
    case 'text':
      return <LongField {...common} required maxLength={maxStatementLength} />;
    case 'reasons':
    case 'explanation':
      return <LongField {...common} maxLength={maxStatementLength} />;
    case 'name':
    case 'title':
    case 'meeting':
    case 'channel':
      return <Field {...common} required maxLength={200} />;
    case 'act':
      return (
        <SignOffFields
          clause={props.view?.summary.clause ?? ''}
          choices={act.choices}
          onChange={(value) => onChange('act', value)}
        />
      );
    case 'opinion':
      return <OpinionFields act={act} onChange={(value) => onChange('opinion', value)} values={values} />;
    case 'conditions':
      return (
        <Conditions
          except={props.view?.summary.clause ?? null}
          value={(values.conditions as readonly Condition[] | undefined) ?? []}
          onChange={(value) => onChange('conditions', value)}
        />
      );
    case 'vote':
    case 'by':
    case 'extent':
    case 'to':
      return (
        <Radios
          label={common.label}
          value={(values[field] as string | undefined) ?? null}
          onChange={common.onChange}
          options={act.choices.map((value) => {
            const means = `choiceHint.${field}.${value}`;
            return {
              value,
              label: tDynamic(`choice.${field}.${value}`),
              ...(hasMessage(means) ? { hint: tDynamic(means) } : {}),
            };
          })}
        />
      );
    case 'passes':
    case 'recused':
      return (
        <Radios
          label={common.label}
          value={values[field] === undefined ? null : values[field] === true ? 'yes' : 'no'}
          onChange={(value) => onChange(field, value === 'yes')}
          options={(['yes', 'no'] as const).map((value) => ({
            value,
            label: t(`choice.${field}.${value}`),
          }))}
        />
      );
    case 'party':
      return <PartyField {...props} label={common.label} />;
    case 'route':
      return <RouteField {...props} label={common.label} />;
    case 'clauses':
      return <ClausesField {...props} label={common.label} />;
    case 'roll':
      return <RollField {...props} label={common.label} />;
    // New ids are made, a passkey's signature comes from the authenticator, and the rest belongs to the editors of the console.
    case 'procedure':
    case 'silence':
    case 'package':
    case 'statement':
    case 'rules':
    case 'topics':
    case 'element':
    case 'role':
    case 'persons':
      return null;
  }
}

const opinions = ['positive', 'positive-with-comments', 'negative', 'none'] as const;

function OpinionFields({
  act,
  values,
  onChange,
}: {
  readonly act: ActView;
  readonly values: ActValues;
  readonly onChange: (opinion: Opinion) => void;
}) {
  const opinion = values.opinion as Opinion | undefined;
  const words =
    opinion?.kind === 'positive-with-comments'
      ? opinion.comments
      : opinion?.kind === 'negative'
        ? opinion.reason
        : '';
  const made = (kind: Opinion['kind'], said: string): Opinion => {
    switch (kind) {
      case 'positive-with-comments':
        return { kind, comments: said };
      case 'negative':
        return { kind, reason: said };
      case 'positive':
      case 'none':
        return { kind };
    }
  };
  return (
    <>
      <Radios
        label={t('field.opinion')}
        value={opinion?.kind ?? null}
        onChange={(kind) => onChange(made(kind, words))}
        options={opinions
          .filter((kind) => act.choices.length === 0 || act.choices.includes(kind))
          .map((value) => ({ value, label: t(`opinion.${value}`), hint: t(`opinion.means.${value}`) }))}
      />
      {(opinion?.kind === 'positive-with-comments' || opinion?.kind === 'negative') && (
        <LongField
          label={t(opinion.kind === 'negative' ? 'field.reason' : 'field.comments')}
          value={words}
          required
          maxLength={maxStatementLength}
          onChange={(said) => onChange(made(opinion.kind, said))}
        />
      )}
    </>
  );
}

function PartyField({ values, onChange, view, label: name }: FieldProps & { readonly label: string }) {
  const { parties } = useAgreement().view;
  const run = view?.run;
  // Of a silence procedure, those whom the notice has not reached yet.
  const asked =
    run?.kind === 'silence'
      ? run.addressees
          .filter(({ delivery }) => delivery === null)
          .map(({ id, name: of }) => ({ id, name: of }))
      : parties;
  const first = asked[0]?.id;
  useEffect(() => {
    if (values.party === undefined && first !== undefined) onChange('party', first);
  }, [values.party, first, onChange]);
  return (
    <Choice
      label={name}
      value={text(values.party)}
      onChange={(value) => onChange('party', value)}
      options={asked.map((party) => ({ value: party.id, label: party.name }))}
    />
  );
}

const byRules = '';

/** The route that a clause takes; by default the one that the rules of routing name. */
function RouteField({ act, values, onChange, view, label: name }: FieldProps & { readonly label: string }) {
  const board = useCourses().data;
  const routes = board?.routes.filter(({ retired }) => !retired) ?? [];
  const named = view?.summary.routing.route ?? null;
  const sends = act.type === 'send-clause';
  const first = sends && named ? null : routes[0]?.route.id;
  useEffect(() => {
    if (values.route === undefined && first !== undefined) onChange('route', first);
  }, [values.route, first, onChange]);
  return (
    <Choice
      label={name}
      value={values.route === null ? byRules : text(values.route)}
      onChange={(value) => onChange('route', value === byRules ? null : value)}
      options={[
        ...(sends && named
          ? [{ value: byRules, label: t('field.routeByRules', { route: named.name }) }]
          : []),
        ...routes.map(({ route }) => ({ value: route.id, label: route.name })),
      ]}
    />
  );
}

function ClausesField({ act, values, onChange, label: name }: FieldProps & { readonly label: string }) {
  const agreement = useAgreement();
  const board = useCourses().data;
  return (
    <Checks
      label={name}
      values={(values.clauses as readonly string[] | undefined) ?? []}
      onChange={(chosen) => onChange('clauses', chosen)}
      description={tDynamic(`fieldHint.${act.type}.clauses`)}
      options={(board?.clauses ?? []).map((one) => ({ value: one.clause, label: fullName(agreement, one) }))}
    />
  );
}

interface OnRoll {
  readonly seat: string;
  readonly person: string;
}

/** Who is present, seat by seat: the member or an alternate. Who has voted is present without being named. */
function RollField({ view, values, onChange, label: name }: FieldProps & { readonly label: string }) {
  const run = view?.run;
  const roll = (values.roll as readonly OnRoll[] | undefined) ?? [];
  if (run?.kind !== 'committee') return null;
  const open = run.seats.filter(({ recused, voted }) => !recused && !voted);
  const put = (seat: string, person: string) =>
    onChange('roll', [
      ...roll.filter((one) => one.seat !== seat),
      ...(person === '' ? [] : [{ seat, person }]),
    ]);
  return (
    <fieldset className="field">
      <legend>{name}</legend>
      <p className="hint">
        {t('roll.voted', { count: run.seats.filter(({ voted, recused }) => voted && !recused).length })}
      </p>
      {open.length === 0 && <p>{t('roll.allVoted')}</p>}
      {open.map((seat) => (
        <Choice
          key={seat.id}
          label={seat.name}
          value={roll.find((one) => one.seat === seat.id)?.person ?? ''}
          onChange={(person) => put(seat.id, person)}
          options={[
            { value: '', label: t('roll.absent') },
            ...seat.sitting
              .filter(({ recused }) => !recused)
              .map(({ person, name: of, as }) => ({
                value: person,
                label: t(`roll.${as}`, { name: of }),
              })),
          ]}
        />
      ))}
    </fieldset>
  );
}
