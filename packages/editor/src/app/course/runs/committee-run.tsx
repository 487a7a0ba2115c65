/** A body and its question: who sits, who is recused, roll and quorum, votes as far as the viewer may see them. */
import { CircleCheck, CircleDashed, CircleMinus, CircleSlash, CircleX, Gavel, UserCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CommitteeRunView, DecisionView, SeatView } from '../../../frames/index.ts';
import { t } from '../../messages/messages.ts';
import { sentence } from '../../text/set-aside-words.ts';
import { Overtaken } from '../act-state.tsx';
import { Fingerprint } from '../fingerprint.tsx';
import { Instant } from '../times.tsx';

export function CommitteeRun({
  run,
  onCompare,
}: {
  readonly run: CommitteeRunView;
  readonly onCompare: () => void;
}) {
  const { quorum } = run;
  return (
    <>
      <p>
        {sentence(t('committee.rule', { body: run.body.name, rule: run.rule }))}{' '}
        {run.lastResort && !run.exhausted && t('committee.lastResort', { rule: run.lastResort })}
      </p>
      {run.exhausted && (
        <p className="notice">
          <span>
            {t('committee.exhausted', { reason: run.exhausted.reason })} <Instant at={run.exhausted.at} />
          </span>
        </p>
      )}
      {run.decision ? (
        <Decision decision={run.decision} />
      ) : (
        <>
          <p className="quorum">
            <UserCheck aria-hidden="true" />
            {t('committee.quorum', { present: quorum.present, of: quorum.of, needed: quorum.needed })}
          </p>
          {run.count !== null && <p>{run.count}</p>}
          {run.secret && !run.votesShown && <p className="hint">{t('committee.hidden')}</p>}
        </>
      )}
      <ul className="deciders">
        {run.seats.map((seat) => (
          <Seat key={seat.id} seat={seat} onCompare={onCompare} />
        ))}
      </ul>
    </>
  );
}

function Seat({ seat, onCompare }: { readonly seat: SeatView; readonly onCompare: () => void }) {
  return (
    <li>
      <div className="decider-head">
        <strong>{seat.name}</strong>
        {seat.presides && <span className="hint-inline">{t('committee.presides')}</span>}
        <span className={`mark vote-${stateOf(seat)}`}>
          <VoteGlyph seat={seat} />
          {t(`seat.${stateOf(seat)}`)}
        </span>
      </div>
      <div className="decider-more">
        {seat.group !== null && <p className="hint">{seat.group}</p>}
        {seat.interests.map((interest, at) => (
          <p key={at}>
            {t(interest.origin === 'declared' ? 'interest.declared' : 'interest.challenged', {
              from: interest.from?.name ?? '',
              extent: t(`choice.extent.${interest.extent}`),
            })}{' '}
            {interest.reason}{' '}
            {interest.ruling
              ? t(interest.ruling.recused ? 'interest.recused' : 'interest.notRecused', {
                  reason: interest.ruling.reason,
                })
              : interest.origin === 'challenged'
                ? t('interest.pending')
                : ''}
          </p>
        ))}
        {seat.vote && (
          <>
            {seat.vote.explanation !== '' && <blockquote>{seat.vote.explanation}</blockquote>}
            <p className="hint">
              {t(`roll.by.${seat.vote.sitting}`)} · <Instant at={seat.vote.at} />
            </p>
            <Overtaken by={seat.vote.overtaken} onCompare={onCompare} />
          </>
        )}
      </div>
    </li>
  );
}

export function Decision({ decision }: { readonly decision: DecisionView }) {
  return (
    <div className={`decision decision-${decision.outcome}`}>
      <p className="decision-outcome">
        <Gavel aria-hidden="true" />
        <strong>{t(`decision.${decision.outcome}`)}</strong>
        {decision.lastResort && <span className="hint-inline">{t('decision.lastResort')}</span>}
      </p>
      {decision.count !== null && <p>{decision.count}</p>}
      {decision.reasons !== '' && <blockquote>{decision.reasons}</blockquote>}
      {decision.recused.length > 0 && (
        <p>{t('decision.recused', { names: decision.recused.map(({ name }) => name).join(', ') })}</p>
      )}
      {decision.votes.length > 0 && (
        <ul className="deciders">
          {decision.votes.map((vote) => (
            <li key={vote.id}>
              <div className="decider-head">
                <strong>{vote.name}</strong>
                <span className="mark">{t(`choice.vote.${vote.vote}`)}</span>
              </div>
              {vote.explanation !== '' && (
                <blockquote className="decider-more">{vote.explanation}</blockquote>
              )}
            </li>
          ))}
        </ul>
      )}
      {decision.dissents.map((dissent) => (
        <div key={`${dissent.id} ${dissent.at}`}>
          <h3>{t('decision.dissent', { name: dissent.name })}</h3>
          <blockquote>{dissent.text}</blockquote>
        </div>
      ))}
      <p className="hint">
        <Instant at={decision.at} /> · {t('act.fingerprint')} <Fingerprint hash={decision.hash} />
      </p>
    </div>
  );
}

type SeatState = 'recused' | 'outdated' | 'in-favour' | 'against' | 'abstain' | 'voted' | 'not-voted';

function stateOf({ recused, vote, voted }: SeatView): SeatState {
  if (recused) return 'recused';
  if (vote) return vote.overtaken ? 'outdated' : vote.vote;
  return voted ? 'voted' : 'not-voted';
}

function VoteGlyph({ seat }: { readonly seat: SeatView }): ReactNode {
  switch (stateOf(seat)) {
    case 'recused':
      return <CircleSlash aria-hidden="true" />;
    case 'in-favour':
    case 'voted':
      return <CircleCheck aria-hidden="true" />;
    case 'against':
      return <CircleX aria-hidden="true" />;
    case 'abstain':
      return <CircleMinus aria-hidden="true" />;
    case 'outdated':
    case 'not-voted':
      return <CircleDashed aria-hidden="true" />;
  }
}
