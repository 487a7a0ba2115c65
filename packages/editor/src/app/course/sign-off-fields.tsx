/** What a party says when it signs off, each kind with its consequence in a sentence. */
import { useState } from 'react';
import {
  maxReasonLength,
  reservations,
  type Condition,
  type ReservationKind,
  type SignatureAct,
} from '@travaux/workflow/agreement';
import { t } from '../messages/messages.ts';
import { Choice, InstantField, LongField, Radios } from '../ui/field.tsx';
import { Conditions } from './conditions.tsx';

type Kind = SignatureAct['kind'];
const kinds: readonly Kind[] = ['agree', 'agree-if', 'agree-ad-referendum', 'reserve', 'hold', 'refuse'];

const fortnight = 14 * 24 * 60 * 60_000;

/** @param choices the kinds that would be accepted now */
export function SignOffFields({
  clause,
  choices,
  onChange,
}: {
  readonly clause: string;
  readonly choices: readonly string[];
  /** undefined while something is missing */
  readonly onChange: (act: SignatureAct | undefined) => void;
}) {
  const [kind, setKind] = useState<Kind | null>(null);
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState(() => {
    const at = new Date(Date.now() + fortnight);
    at.setHours(18, 0, 0, 0);
    return at.toISOString();
  });
  const [onDate, setOnDate] = useState<'confirm' | 'lapse' | 'escalate'>('lapse');
  const [afterHold, setAfterHold] = useState<'lapses' | 'renews'>('lapses');
  const [reservation, setReservation] = useState<ReservationKind>('scrutiny');
  const [conditions, setConditions] = useState<readonly Condition[]>([]);

  const tell = (change: Partial<Draft>) => {
    const draft = { kind, reason, until, onDate, afterHold, reservation, conditions, ...change };
    onChange(actOf(draft));
  };
  const offered = kinds.filter((one) => choices.length === 0 || choices.includes(one));
  const because = (
    <LongField
      label={t('signOff.reason')}
      value={reason}
      required
      maxLength={maxReasonLength}
      onChange={(value) => {
        setReason(value);
        tell({ reason: value });
      }}
    />
  );
  return (
    <>
      <Radios
        label={t('signOff.kind')}
        value={kind}
        onChange={(value) => {
          setKind(value);
          tell({ kind: value });
        }}
        options={offered.map((one) => ({
          value: one,
          label: t(`signOff.${one}`),
          hint: t(`signOff.means.${one}`),
        }))}
      />
      {(kind === 'agree-ad-referendum' || kind === 'hold') && (
        <InstantField
          label={t('signOff.until')}
          value={until}
          description={t('signOff.untilHint')}
          onChange={(value) => {
            setUntil(value);
            tell({ until: value });
          }}
        />
      )}
      {kind === 'agree-ad-referendum' && (
        <Choice
          label={t('signOff.onDate')}
          value={onDate}
          onChange={(value) => {
            setOnDate(value);
            tell({ onDate: value });
          }}
          options={(['lapse', 'confirm', 'escalate'] as const).map((value) => ({
            value,
            label: t(`signOff.onDate.${value}`),
          }))}
        />
      )}
      {kind === 'hold' && (
        <Choice
          label={t('signOff.onDate')}
          value={afterHold}
          onChange={(value) => {
            setAfterHold(value);
            tell({ afterHold: value });
          }}
          options={(['lapses', 'renews'] as const).map((value) => ({
            value,
            label: t(`signOff.hold.${value}`),
          }))}
        />
      )}
      {kind === 'reserve' && (
        <Choice
          label={t('signOff.reservation')}
          value={reservation}
          onChange={(value) => {
            setReservation(value);
            tell({ reservation: value });
          }}
          options={reservations.map((value) => ({ value, label: t(`reservation.${value}`) }))}
        />
      )}
      {kind === 'agree-if' && (
        <Conditions
          except={clause}
          value={conditions}
          onChange={(value) => {
            setConditions(value);
            tell({ conditions: value });
          }}
        />
      )}
      {(kind === 'reserve' || kind === 'hold' || kind === 'refuse') && because}
    </>
  );
}

interface Draft {
  readonly kind: Kind | null;
  readonly reason: string;
  readonly until: string;
  readonly onDate: 'confirm' | 'lapse' | 'escalate';
  readonly afterHold: 'lapses' | 'renews';
  readonly reservation: ReservationKind;
  readonly conditions: readonly Condition[];
}

function actOf(draft: Draft): SignatureAct | undefined {
  const reason = draft.reason.trim();
  const { kind, until } = draft;
  switch (kind) {
    case null:
      return undefined;
    case 'agree':
      return { kind };
    case 'agree-if':
      return draft.conditions.length > 0 ? { kind, conditions: [...draft.conditions] } : undefined;
    case 'agree-ad-referendum':
      return until === '' ? undefined : { kind, until, onDate: draft.onDate };
    case 'reserve':
      return reason === '' ? undefined : { kind, reservation: draft.reservation, reason };
    case 'hold':
      return reason === '' || until === '' ? undefined : { kind, until, onDate: draft.afterHold, reason };
    case 'refuse':
      return reason === '' ? undefined : { kind, reason };
  }
}
