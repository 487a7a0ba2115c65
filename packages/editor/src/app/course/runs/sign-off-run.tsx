/** A sign-off stage: each delegation, and whether it has signed, on which terms, and whether that still stands. */
import {
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleX,
  Clock,
  Hand,
  KeyRound,
  TriangleAlert,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { PartySignOffView, SignOffRunView } from '../../../frames/index.ts';
import { useAgreement } from '../../agreement.tsx';
import { formatList, t } from '../../messages/messages.ts';
import { initialsOf, partyIds, patternOf } from '../../ui/names.ts';
import { Overtaken } from '../act-state.tsx';
import { Fingerprint } from '../fingerprint.tsx';
import { DueTime, Instant } from '../times.tsx';

export function SignOffRun({
  run,
  zone,
  onCompare,
}: {
  readonly run: SignOffRunView;
  readonly zone: string | null;
  readonly onCompare: () => void;
}) {
  const parties = partyIds(useAgreement().view);
  const standing = run.parties.filter(({ waiting }) => !waiting).length;
  return (
    <>
      <p>
        {t('signOff.count', { given: standing, count: run.parties.length })}{' '}
        {run.survives.length > 0 &&
          t('signOff.survives', { classes: formatList(run.survives.map((one) => t(`choice.to.${one}`))) })}
      </p>
      <ul className="deciders">
        {run.parties.map((party) => (
          <li key={party.id}>
            <div className="decider-head">
              <span
                className={`avatar ${patternOf(party.id, parties)}`}
                data-initials={initialsOf(party.name)}
                aria-hidden="true"
              />
              <strong>{party.name}</strong>
              <span className={`mark signed-${markOf(party)}`}>
                <SignOffGlyph party={party} />
                {t(`signed.${markOf(party)}`)}
              </span>
            </div>
            {party.signOff && <Terms signOff={party.signOff} zone={zone} onCompare={onCompare} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function Terms({
  signOff,
  zone,
  onCompare,
}: {
  readonly signOff: NonNullable<PartySignOffView['signOff']>;
  readonly zone: string | null;
  readonly onCompare: () => void;
}) {
  const { act } = signOff;
  return (
    <div className="decider-more">
      {act.kind === 'agree-ad-referendum' && (
        <p>
          {t('signed.until')} <DueTime at={act.until} zone={zone} />. {t(`signOff.onDate.${act.onDate}`)}.
          {signOff.escalated && ` ${t('signed.escalated')}`}
        </p>
      )}
      {act.kind === 'hold' && (
        <p>
          {t('signed.until')} <DueTime at={act.until} zone={zone} />. {t(`signOff.hold.${act.onDate}`)}.
        </p>
      )}
      {act.kind === 'reserve' && <p>{t(`reservation.${act.reservation}`)}</p>}
      {'reason' in act && <blockquote>{act.reason}</blockquote>}
      {signOff.conditions.length > 0 && (
        <ul className="conditions-list">
          {signOff.conditions.map(({ sentence, holds }, at) => (
            <li key={at} className="mark">
              {holds ? <CircleCheck aria-hidden="true" /> : <CircleDashed aria-hidden="true" />}
              {sentence} {t(holds ? 'signed.holds' : 'signed.holdsNot')}
            </li>
          ))}
        </ul>
      )}
      <p className="hint">
        {signOff.by.name} · {t(`signing.${signOff.capacity}`)} · <Instant at={signOff.at} /> ·{' '}
        {t('act.fingerprint')} <Fingerprint hash={signOff.hash} />
        {signOff.passkey && (
          <>
            {' '}
            · <KeyRound aria-hidden="true" /> {t('signed.passkey')}
          </>
        )}
      </p>
      <Overtaken by={signOff.overtaken} onCompare={onCompare} />
    </div>
  );
}

type Mark =
  'waiting' | 'outdated' | 'agree' | 'agree-if' | 'agree-ad-referendum' | 'reserve' | 'hold' | 'refuse';

function markOf({ signOff }: PartySignOffView): Mark {
  if (!signOff) return 'waiting';
  return signOff.overtaken ? 'outdated' : signOff.act.kind;
}

function SignOffGlyph({ party }: { readonly party: PartySignOffView }): ReactNode {
  switch (markOf(party)) {
    case 'waiting':
      return <CircleDashed aria-hidden="true" />;
    case 'outdated':
      return <TriangleAlert aria-hidden="true" />;
    case 'agree':
      return <CircleCheck aria-hidden="true" />;
    case 'agree-if':
      return <CircleHelp aria-hidden="true" />;
    case 'agree-ad-referendum':
      return <Clock aria-hidden="true" />;
    case 'reserve':
    case 'hold':
      return <Hand aria-hidden="true" />;
    case 'refuse':
      return <CircleX aria-hidden="true" />;
  }
}
