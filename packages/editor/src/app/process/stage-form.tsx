/** One stage of a route that is being drawn up: what it asks of whom, in which time, and what follows. */
import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import {
  editClasses,
  signingCapacities,
  type CommitteeStage,
  type EditClass,
  type ReviewStage,
  type Route,
  type SignOffStage,
  type Stage,
} from '@travaux/workflow/route';
import { useAgreement } from '../agreement.tsx';
import { t } from '../messages/messages.ts';
import { ladder } from '../course/rung.tsx';
import { Checks, Choice, Field } from '../ui/field.tsx';
import { ParticipantsField, PartiesField, type ThereIs } from './participants-field.tsx';
import { ofKind } from './stage-of-kind.ts';
import { TermsFields } from './terms-fields.tsx';

const none = '';

export function StageForm({
  stage,
  at,
  route,
  there,
  onChange,
  onMove,
  onRemove,
}: {
  readonly stage: Stage;
  readonly at: number;
  readonly route: Route;
  readonly there: ThereIs;
  readonly onChange: (stage: Stage) => void;
  readonly onMove: (step: 1 | -1) => void;
  readonly onRemove: () => void;
}) {
  const named = { stage: stage.name };
  return (
    <>
      <div className="section-head">
        <h3>{t('stageForm.title', { number: at + 1, name: stage.name })}</h3>
        <div className="actions">
          <Button
            className="icon-button"
            aria-label={t('stageForm.up', named)}
            isDisabled={at === 0}
            onPress={() => onMove(-1)}
          >
            <ArrowUp aria-hidden="true" />
          </Button>
          <Button
            className="icon-button"
            aria-label={t('stageForm.down', named)}
            isDisabled={at === route.stages.length - 1}
            onPress={() => onMove(1)}
          >
            <ArrowDown aria-hidden="true" />
          </Button>
          <Button className="icon-button" aria-label={t('stageForm.remove', named)} onPress={onRemove}>
            <X aria-hidden="true" />
          </Button>
        </div>
      </div>
      <div className="field-grid">
        <Field
          label={t('stageForm.name')}
          value={stage.name}
          onChange={(name) => onChange({ ...stage, name })}
        />
        <Choice
          label={t('stageForm.kind')}
          value={stage.kind}
          onChange={(kind) => onChange(ofKind(kind, stage, there))}
          options={(['review', 'sign-off', 'committee'] as const).map((value) => ({
            value,
            label: t(`stageKind.${value}`),
          }))}
        />
        {!(stage.kind === 'sign-off' && stage.form.kind === 'silence') && (
          <Field
            label={t('stageForm.within')}
            value={stage.within ?? ''}
            onChange={(value) => onChange({ ...stage, within: value === '' ? null : value })}
            description={t('stageForm.withinHint')}
          />
        )}
        <Choice
          label={t('stageForm.grants')}
          value={stage.grants ?? none}
          onChange={(value) => onChange({ ...stage, grants: value === none ? null : value })}
          options={[
            { value: none, label: t('stageForm.grantsNothing') },
            ...ladder
              .slice(ladder.indexOf('agreed-in-group'), -1)
              .map((rung) => ({ value: rung, label: t(`rung.${rung}`) })),
          ]}
        />
        <Choice
          label={t('stageForm.onReturn')}
          value={stage.onReturn === 'negotiation' ? none : stage.onReturn.stage}
          onChange={(value) =>
            onChange({ ...stage, onReturn: value === none ? 'negotiation' : { stage: value } })
          }
          options={[
            { value: none, label: t('stageForm.toNegotiation') },
            ...route.stages.slice(0, at).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </div>
      <OfKind stage={stage} there={there} onChange={onChange} />
      <details>
        <summary>{t('stageForm.others')}</summary>
        <ParticipantsField
          label={t('stageForm.consulted')}
          value={stage.consulted}
          there={there}
          observers
          onChange={(consulted) => onChange({ ...stage, consulted: [...consulted] })}
        />
        <ParticipantsField
          label={t('stageForm.informed')}
          value={stage.informed}
          there={there}
          observers
          onChange={(informed) => onChange({ ...stage, informed: [...informed] })}
        />
      </details>
    </>
  );
}

function OfKind({
  stage,
  there,
  onChange,
}: {
  readonly stage: Stage;
  readonly there: ThereIs;
  readonly onChange: (stage: Stage) => void;
}) {
  switch (stage.kind) {
    case 'review':
      return <ReviewFields stage={stage} there={there} onChange={onChange} />;
    case 'sign-off':
      return <SignOffStageFields stage={stage} onChange={onChange} />;
    case 'committee':
      return <CommitteeFields stage={stage} there={there} onChange={onChange} />;
  }
}

function ReviewFields({
  stage,
  there,
  onChange,
}: {
  readonly stage: ReviewStage;
  readonly there: ThereIs;
  readonly onChange: (stage: Stage) => void;
}) {
  const { bodies } = useAgreement().view;
  return (
    <>
      <ParticipantsField
        label={t('stageForm.reviewers')}
        value={stage.reviewers}
        there={there}
        onChange={(reviewers) => onChange({ ...stage, reviewers: [...reviewers] })}
      />
      <div className="field-grid">
        <Field
          label={t('stageForm.required')}
          value={String(stage.required)}
          onChange={(value) => onChange({ ...stage, required: numberOr(value, 'all') })}
          description={t('stageForm.requiredHint')}
        />
        <Choice
          label={t('stageForm.order')}
          value={stage.order}
          onChange={(order) => onChange({ ...stage, order })}
          options={(['parallel', 'ordered'] as const).map((value) => ({
            value,
            label: t(`stageForm.${value}`),
          }))}
        />
        <Choice
          label={t('stageForm.onDeadline')}
          value={stage.onDeadline}
          onChange={(onDeadline) => onChange({ ...stage, onDeadline })}
          options={(['counts-as-no-opinion', 'returns', 'escalates'] as const).map((value) => ({
            value,
            label: t(`deadline.${value}`),
          }))}
        />
        <Choice
          label={t('stageForm.overriddenBy')}
          value={stage.overriddenBy ?? none}
          onChange={(value) => onChange({ ...stage, overriddenBy: value === none ? null : value })}
          options={[
            { value: none, label: t('stageForm.nobody') },
            ...bodies.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </div>
    </>
  );
}

function SignOffStageFields({
  stage,
  onChange,
}: {
  readonly stage: SignOffStage;
  readonly onChange: (stage: Stage) => void;
}) {
  const { form } = stage;
  return (
    <>
      <PartiesField
        label={t('stageForm.parties')}
        value={stage.parties}
        onChange={(parties) => onChange({ ...stage, parties })}
      />
      <div className="field-grid">
        <Choice
          label={t('stageForm.form')}
          value={form.kind}
          onChange={(kind) =>
            onChange({
              ...stage,
              within: kind === 'silence' ? null : stage.within,
              form:
                kind === 'silence'
                  ? { kind, period: 'P5D', mayBreak: 'all', threshold: 1, basis: t('stageForm.basisExample') }
                  : { kind, onDeadline: 'stays-open' },
            })
          }
          options={(['explicit', 'silence'] as const).map((value) => ({
            value,
            label: t(`stageForm.form.${value}`),
          }))}
        />
        {form.kind === 'explicit' ? (
          <Choice
            label={t('stageForm.onDeadline')}
            value={form.onDeadline}
            onChange={(onDeadline) => onChange({ ...stage, form: { ...form, onDeadline } })}
            options={(['stays-open', 'returns'] as const).map((value) => ({
              value,
              label: t(`deadline.${value}`),
            }))}
          />
        ) : (
          <>
            <Field
              label={t('stageForm.period')}
              value={form.period}
              onChange={(period) => onChange({ ...stage, form: { ...form, period } })}
              description={t('stageForm.withinHint')}
            />
            <Field
              label={t('stageForm.threshold')}
              value={String(form.threshold)}
              onChange={(value) => onChange({ ...stage, form: { ...form, threshold: numberOr(value, 1) } })}
            />
            <Field
              label={t('stageForm.basis')}
              value={form.basis}
              onChange={(basis) => onChange({ ...stage, form: { ...form, basis } })}
              maxLength={1000}
            />
          </>
        )}
        <Choice
          label={t('stageForm.capacity')}
          value={stage.capacity}
          onChange={(capacity) => onChange({ ...stage, capacity })}
          options={signingCapacities.map((value) => ({ value, label: t(`signing.${value}`) }))}
        />
        <Choice
          label={t('stageForm.mendErrors')}
          value={stage.mendErrors ? 'yes' : 'no'}
          onChange={(value) => onChange({ ...stage, mendErrors: value === 'yes' })}
          options={(['no', 'yes'] as const).map((value) => ({
            value,
            label: t(`stageForm.mendErrors.${value}`),
          }))}
        />
      </div>
      {form.kind === 'silence' && (
        <PartiesField
          label={t('stageForm.mayBreak')}
          value={form.mayBreak}
          onChange={(mayBreak) => onChange({ ...stage, form: { ...form, mayBreak } })}
        />
      )}
      <Checks
        label={t('stageForm.survives')}
        description={t('stageForm.survivesHint')}
        values={stage.survives}
        onChange={(values) =>
          onChange({ ...stage, survives: editClasses.filter((one) => values.includes(one)) })
        }
        options={editClasses.map((value: EditClass) => ({ value, label: t(`editClass.${value}`) }))}
      />
    </>
  );
}

function CommitteeFields({
  stage,
  there,
  onChange,
}: {
  readonly stage: CommitteeStage;
  readonly there: ThereIs;
  readonly onChange: (stage: Stage) => void;
}) {
  const { bodies } = useAgreement().view;
  return (
    <>
      <div className="field-grid">
        <Choice
          label={t('stageForm.body')}
          value={stage.body}
          onChange={(body) => onChange({ ...stage, body })}
          options={bodies.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Choice
          label={t('stageForm.onDeadline')}
          value={stage.onDeadline}
          onChange={(onDeadline) => onChange({ ...stage, onDeadline })}
          options={(['stays-open', 'returns'] as const).map((value) => ({
            value,
            label: t(`deadline.committee.${value}`),
          }))}
        />
        <Choice
          label={t('stageForm.secret')}
          value={stage.secretUntilCast ? 'yes' : 'no'}
          onChange={(value) => onChange({ ...stage, secretUntilCast: value === 'yes' })}
          options={(['no', 'yes'] as const).map((value) => ({
            value,
            label: t(`stageForm.secret.${value}`),
          }))}
        />
      </div>
      <TermsFields stage={stage} there={there} onChange={onChange} />
    </>
  );
}

function numberOr<T>(value: string, otherwise: T): number | T {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : otherwise;
}
