/** How a body decides: its rule, the vote of last resort, quorum, and what a recusal does. */
import {
  seatsOf,
  type Base,
  type CommitteeStage,
  type DecisionRule,
  type Share,
  type Stage,
} from '@travaux/workflow/route';
import { t } from '../messages/messages.ts';
import { Checks, Choice, Field } from '../ui/field.tsx';
import type { ThereIs } from './participants-field.tsx';

const kinds: readonly DecisionRule['kind'][] = [
  'consensus',
  'consensus-minus-n',
  'unanimity',
  'simple-majority',
  'two-thirds-majority',
  'three-quarters-majority',
  'double-majority',
  'weighted',
  'k-of-n',
  'reverse-consensus',
];
const bases: readonly Base[] = ['members', 'present', 'present-and-voting'];

interface NamedSeat {
  readonly id: string;
  readonly name: string;
}

export function TermsFields({
  stage,
  there,
  onChange,
}: {
  readonly stage: CommitteeStage;
  readonly there: ThereIs;
  readonly onChange: (stage: Stage) => void;
}) {
  const { terms, lastResort } = stage;
  const body = there.bodies.get(stage.body);
  const seats: readonly NamedSeat[] = (body ? seatsOf(body, there.parties) : []).map(({ id, party }) => ({
    id,
    name: (party === null ? undefined : there.parties.get(party)?.name) ?? id,
  }));
  const { quorum } = terms;
  const setTerms = (change: Partial<typeof terms>) => onChange({ ...stage, terms: { ...terms, ...change } });
  return (
    <>
      <RuleFields
        label={t('terms.rule')}
        rule={terms.rule}
        seats={seats}
        onChange={(rule) => setTerms({ rule })}
      />
      <div className="field-grid">
        <Choice
          label={t('terms.quorum')}
          value={quorum.kind}
          onChange={(kind) =>
            setTerms({
              quorum:
                kind === 'number'
                  ? { kind, seats: Math.max(1, Math.ceil(seats.length / 2)) }
                  : { kind, share: { comparison: 'more-than', numerator: 1, denominator: 2 } },
            })
          }
          options={(['number', 'share'] as const).map((value) => ({
            value,
            label: t(`terms.quorum.${value}`),
          }))}
        />
        {quorum.kind === 'number' ? (
          <NumberField
            label={t('terms.seats')}
            value={quorum.seats}
            onChange={(count) => setTerms({ quorum: { ...quorum, seats: count } })}
          />
        ) : (
          <ShareField
            label={t('terms.share')}
            value={quorum.share}
            onChange={(share) => setTerms({ quorum: { ...quorum, share } })}
          />
        )}
        <Choice
          label={t('terms.recusal')}
          value={terms.recusal}
          onChange={(recusal) => setTerms({ recusal })}
          options={(['leaves-base', 'leaves-base-and-quorum', 'stays-in-base'] as const).map((value) => ({
            value,
            label: t(`terms.recusal.${value}`),
          }))}
        />
      </div>
      <Choice
        label={t('terms.lastResort')}
        value={lastResort === null ? 'no' : 'yes'}
        onChange={(value) =>
          onChange({
            ...stage,
            lastResort: value === 'no' ? null : { kind: 'three-quarters-majority', base: 'present' },
          })
        }
        options={(['no', 'yes'] as const).map((value) => ({ value, label: t(`terms.lastResort.${value}`) }))}
      />
      {lastResort && (
        <RuleFields
          label={t('terms.lastResortRule')}
          rule={lastResort}
          seats={seats}
          onChange={(rule) => onChange({ ...stage, lastResort: rule })}
        />
      )}
    </>
  );
}

function RuleFields({
  label,
  rule,
  seats,
  onChange,
}: {
  readonly label: string;
  readonly rule: DecisionRule;
  readonly seats: readonly NamedSeat[];
  readonly onChange: (rule: DecisionRule) => void;
}) {
  return (
    <div className="field-grid">
      <Choice
        label={label}
        value={rule.kind}
        onChange={(kind) => onChange(ruleOf(kind, seats))}
        options={kinds.map((value) => ({ value, label: t(`rule.${value}`) }))}
      />
      {'base' in rule && (
        <Choice
          label={t('terms.base')}
          value={rule.base}
          onChange={(base) => onChange({ ...rule, base })}
          options={bases.map((value) => ({ value, label: t(`terms.base.${value}`) }))}
        />
      )}
      {rule.kind === 'consensus-minus-n' && (
        <NumberField
          label={t('terms.objections')}
          value={rule.objections}
          onChange={(objections) => onChange({ ...rule, objections })}
        />
      )}
      {rule.kind === 'double-majority' && (
        <>
          <ShareField
            label={t('terms.overall')}
            value={rule.overall}
            onChange={(overall) => onChange({ ...rule, overall })}
          />
          <NumberField
            label={t('terms.groups')}
            value={rule.groups}
            onChange={(groups) => onChange({ ...rule, groups })}
          />
          <ShareField
            label={t('terms.withinGroup')}
            value={rule.within}
            onChange={(within) => onChange({ ...rule, within })}
          />
        </>
      )}
      {rule.kind === 'weighted' && (
        <>
          <NumberField
            label={t('terms.threshold')}
            value={rule.threshold}
            onChange={(threshold) => onChange({ ...rule, threshold })}
          />
          {seats.map((seat) => (
            <NumberField
              key={seat.id}
              label={t('terms.weight', { seat: seat.name })}
              value={rule.weights.find((one) => one.seat === seat.id)?.weight ?? 1}
              onChange={(weight) =>
                onChange({
                  ...rule,
                  weights: [...rule.weights.filter((one) => one.seat !== seat.id), { seat: seat.id, weight }],
                })
              }
            />
          ))}
        </>
      )}
      {rule.kind === 'k-of-n' && (
        <>
          <NumberField label={t('terms.k')} value={rule.k} onChange={(k) => onChange({ ...rule, k })} />
          <Checks
            label={t('terms.including')}
            description={t('terms.includingHint')}
            values={rule.including[0] ?? []}
            onChange={(list) => onChange({ ...rule, including: list.length === 0 ? [] : [[...list]] })}
            options={seats.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </>
      )}
    </div>
  );
}

function ruleOf(kind: DecisionRule['kind'], seats: readonly NamedSeat[]): DecisionRule {
  switch (kind) {
    case 'consensus':
    case 'reverse-consensus':
      return { kind };
    case 'consensus-minus-n':
      return { kind, objections: 1 };
    case 'unanimity':
    case 'simple-majority':
    case 'two-thirds-majority':
    case 'three-quarters-majority':
      return { kind, base: 'present' };
    case 'double-majority':
      return {
        kind,
        base: 'present-and-voting',
        overall: { comparison: 'at-least', numerator: 2, denominator: 3 },
        groups: 2,
        within: { comparison: 'more-than', numerator: 1, denominator: 2 },
      };
    case 'weighted':
      return {
        kind,
        weights: seats.map(({ id }) => ({ seat: id, weight: 1 })),
        threshold: Math.max(1, Math.ceil((seats.length * 2) / 3)),
      };
    case 'k-of-n':
      return { kind, k: Math.max(1, Math.ceil((seats.length * 2) / 3)), including: [] };
  }
}

function NumberField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}) {
  return (
    <Field
      label={label}
      value={Number.isNaN(value) ? '' : String(value)}
      onChange={(words) => onChange(words.trim() === '' ? Number.NaN : Number(words))}
    />
  );
}

/** `at least 2/3`, `more than 1/2`. */
function ShareField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: Share;
  readonly onChange: (share: Share) => void;
}) {
  const shares = [
    { comparison: 'more-than', numerator: 1, denominator: 2 },
    { comparison: 'at-least', numerator: 1, denominator: 2 },
    { comparison: 'at-least', numerator: 3, denominator: 5 },
    { comparison: 'at-least', numerator: 2, denominator: 3 },
    { comparison: 'at-least', numerator: 3, denominator: 4 },
    { comparison: 'at-least', numerator: 5, denominator: 6 },
    { comparison: 'at-least', numerator: 1, denominator: 1 },
  ] as const satisfies readonly Share[];
  const keyOf = ({ comparison, numerator, denominator }: Share) =>
    `${comparison} ${numerator}/${denominator}`;
  const options: readonly Share[] = shares.some((one) => keyOf(one) === keyOf(value))
    ? shares
    : [...shares, value];
  return (
    <Choice
      label={label}
      value={keyOf(value)}
      onChange={(key) => {
        const chosen = options.find((one) => keyOf(one) === key);
        if (chosen) onChange(chosen);
      }}
      options={options.map((one) => ({
        value: keyOf(one),
        label: t(`terms.${one.comparison}`, { share: `${one.numerator}/${one.denominator}` }),
      }))}
    />
  );
}
