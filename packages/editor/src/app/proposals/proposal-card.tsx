/** One proposal: its reference, whose it is and where it is from, what it changes, and what may be done with it. */
import { lazy, Suspense, useId, useState, type FormEvent } from 'react';
import { Button } from 'react-aria-components/Button';
import { Link } from 'wouter';
import type { ProposalActCommand, ProposalView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { actOnProposal } from '../api/endpoints.ts';
import { formatDateTime, t } from '../messages/messages.ts';
import { announce } from '../shell/announcer.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { LongField } from '../ui/field.tsx';
import { ErrorNotice, Loaded, Skeleton } from '../ui/states.tsx';
import { useWatched } from '../ui/watch.ts';
import { plainTextOf } from '../text/plain-text.ts';
import type { TextDesk } from '../text/text-desk.ts';
import { useProposal } from './feed.ts';
import '../messages/proposing.ts';

const ProposalChanges = lazy(async () => ({
  default: (await import('./proposal-changes.tsx')).ProposalChanges,
}));

const longestReason = 5000;

export function ProposalCard({
  proposal,
  desk,
  shown,
  onShow,
  onDone,
}: {
  readonly proposal: ProposalView;
  readonly desk: TextDesk;
  readonly shown: boolean;
  readonly onShow: (shown: boolean) => void;
  /** Something was done: the list has to be read again. */
  readonly onDone: () => void;
}) {
  const { id, reference, clause, status, reason, may } = proposal;
  const inside = useId();
  const heading = useId();
  const place = desk.placeOf(clause.clause);
  const acting = useActing(onDone);
  const [form, setForm] = useState<'reason' | 'withdraw' | null>(null);
  const acts = new Set(may);
  const withdraw = async () => {
    if (!(await acting.act({ type: 'withdraw-proposal', proposal: id }))) return;
    announce(t('proposal.isWithdrawn', { reference }));
    setForm(null);
  };
  return (
    <li
      className={status.kind === 'private' ? 'card proposal' : 'card proposal is-closed'}
      aria-labelledby={heading}
    >
      <p className="proposal-head">
        <strong id={heading}>{reference}</strong>{' '}
        {place !== '' && (
          <button type="button" className="link-button" onClick={() => desk.goTo(clause.clause, false)}>
            {place}
          </button>
        )}
      </p>
      <p className="hint">
        {t('proposal.kept', { name: proposal.keptBy, when: formatDateTime(proposal.keptAt) })}
      </p>
      <Origin proposal={proposal} />
      {status.kind !== 'private' && (
        <p className="hint">
          {t(`proposal.${status.kind}`, { name: status.by, when: formatDateTime(status.at) })}
        </p>
      )}
      {reason !== '' && form !== 'reason' && (
        <p>
          <span className="hint">{t('proposal.reason')}:</span> <bdi dir="auto">{reason}</bdi>
        </p>
      )}
      <Button
        className="link-button"
        aria-expanded={shown}
        aria-controls={inside}
        onPress={() => onShow(!shown)}
      >
        {t('proposal.show')}
      </Button>
      <div id={inside}>{shown && <Inside proposal={id} desk={desk} onDone={onDone} />}</div>
      {acting.error && <ErrorNotice error={acting.error} />}
      {form === 'reason' && (
        <ReasonForm
          before={reason}
          busy={acting.busy}
          onCancel={() => setForm(null)}
          onSave={async (given) => {
            if (await acting.act({ type: 'give-reason', proposal: id, reason: given })) setForm(null);
          }}
        />
      )}
      {form === 'withdraw' && (
        <div className="notice" role="group" aria-label={t('proposal.withdraw')}>
          <p>{t('proposal.withdrawSure', { reference })}</p>
          <div className="actions">
            <Button className="button" autoFocus isDisabled={acting.busy} onPress={() => void withdraw()}>
              {t('proposal.withdraw')}
            </Button>
            <Button className="button" onPress={() => setForm(null)}>
              {t('action.cancel')}
            </Button>
          </div>
        </div>
      )}
      {form === null && acts.size > 0 && (
        <div className="actions">
          {acts.has('give-reason') && (
            <Button className="button" onPress={() => setForm('reason')}>
              {t(reason === '' ? 'proposal.giveReason' : 'proposal.editReason')}
            </Button>
          )}
          {acts.has('withdraw-proposal') && (
            <Button className="button" onPress={() => setForm('withdraw')}>
              {t('proposal.withdraw')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

function Origin({ proposal: { origin } }: { readonly proposal: ProposalView }) {
  const { id } = useAgreement();
  switch (origin.kind) {
    case 'set-aside':
      return (
        <p className="hint">
          {t('proposal.setAside', { when: formatDateTime(origin.at), reason: origin.reason })}
        </p>
      );
    case 'taken-up':
      return (
        <p className="hint">
          {t('proposal.takenUp', { number: origin.number, source: origin.source })}{' '}
          <Link href={`/i/${id}/comments?thread=${origin.thread}`}>{t('proposal.toComment')}</Link>
        </p>
      );
  }
}

/** The texts, which are read only when somebody wants to see them. */
function Inside({
  proposal,
  desk,
  onDone,
}: {
  readonly proposal: string;
  readonly desk: TextDesk;
  readonly onDone: () => void;
}) {
  const resource = useProposal(proposal);
  const acting = useActing(() => {
    onDone();
    resource.refresh();
  });
  const [putIn, setPutIn] = useState(false);
  // The text moves under the redline, and a clause opens and freezes.
  useWatched(desk.textEpoch, 0);
  useWatched(desk.shown, 0);
  return (
    <Loaded resource={resource} skeleton={<Skeleton rows={3} />}>
      {(data) => {
        const { clause, reference, base, text, may } = data;
        const place = desk.placeOf(clause.clause);
        const open = place !== '' && desk.isEditable(clause.clause);
        const note = () => void acting.act({ type: 'incorporate-proposal', proposal });
        const put = () =>
          desk.carryOver(clause.clause, base, text, (beside) => {
            setPutIn(true);
            const done =
              beside > 0
                ? t('proposal.putInBeside', { reference, count: beside })
                : t('proposal.putInDone', { reference, place });
            if (beside > 0) desk.notice.set(done);
            announce(done);
            note();
          });
        return (
          <>
            <Suspense fallback={<Skeleton rows={3} />}>
              <ProposalChanges proposal={data} present={desk.textOf(clause.clause)} />
            </Suspense>
            {acting.error && (
              <>
                <ErrorNotice error={acting.error} />
                {putIn && <p role="alert">{t('proposal.notNoted')}</p>}
              </>
            )}
            <div className="actions">
              <CopyButton text={plainTextOf(text)} label={t('proposal.copy')} />
              {may.includes('incorporate-proposal') && putIn && (
                <Button className="button button-primary" isDisabled={acting.busy} onPress={note}>
                  {t('proposal.note')}
                </Button>
              )}
              {may.includes('incorporate-proposal') && !putIn && open && (
                <Button className="button button-primary" isDisabled={acting.busy} onPress={put}>
                  {t('proposal.putIn')}
                </Button>
              )}
            </div>
            {may.includes('incorporate-proposal') && !open && <p className="hint">{t('proposal.frozen')}</p>}
          </>
        );
      }}
    </Loaded>
  );
}

function ReasonForm({
  before,
  busy,
  onSave,
  onCancel,
}: {
  readonly before: string;
  readonly busy: boolean;
  readonly onSave: (reason: string) => Promise<void>;
  readonly onCancel: () => void;
}) {
  const [reason, setReason] = useState(before);
  const save = (event: FormEvent) => {
    event.preventDefault();
    void onSave(reason.trim());
  };
  return (
    <form onSubmit={save} aria-label={t('proposal.giveReason')}>
      <LongField
        label={t('proposal.reason')}
        value={reason}
        onChange={setReason}
        autoFocus
        maxLength={longestReason}
      />
      <div className="actions">
        <Button type="submit" className="button button-primary" isDisabled={busy}>
          {t('proposal.saveReason')}
        </Button>
        <Button className="button" onPress={onCancel}>
          {t('action.cancel')}
        </Button>
      </div>
    </form>
  );
}

function useActing(onDone: () => void) {
  const { id } = useAgreement();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  /** @returns whether it was done */
  const act = async (command: ProposalActCommand): Promise<boolean> => {
    setBusy(true);
    setError(null);
    try {
      await actOnProposal(id, command);
      onDone();
      return true;
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, act };
}
