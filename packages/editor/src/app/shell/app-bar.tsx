/** The app bar: which agreement, its state, whether everything is saved, who is here, and the person's own menu. */
import { ChevronDown, CircleDot, CloudCheck, CloudOff, CloudUpload, LogIn, RefreshCw } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from 'react-aria-components/Button';
import { DialogTrigger, Dialog } from 'react-aria-components/Dialog';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Link, useLocation } from 'wouter';
import type { ConnectionState, SavingState } from '../../sync/sync.ts';
import { useMaybeAgreement, type Agreement } from '../agreement.tsx';
import { formatDateTime, formatTime, t } from '../messages/messages.ts';
import { useSession } from '../session.tsx';
import { useWatched } from '../ui/watch.ts';
import { Presence } from './presence.tsx';
import { UserMenu } from './user-menu.tsx';

const connecting: ConnectionState = { kind: 'connecting' };
const nothingSaved: SavingState = { unsaved: 0, savedAt: null };

export function AppBar() {
  const agreement = useMaybeAgreement();
  return (
    <header className="app-bar">
      {agreement ? <Switcher agreement={agreement} /> : <span className="app-name">Travaux</span>}
      {agreement && <StateChip agreement={agreement} />}
      <span className="app-bar-space" />
      {agreement && <Saving agreement={agreement} />}
      {agreement && <Presence agreement={agreement} />}
      <UserMenu />
    </header>
  );
}

function Switcher({ agreement }: { readonly agreement: Agreement }) {
  const session = useSession();
  const [, go] = useLocation();
  const agreements = session.data?.agreements ?? [];
  const title = agreement.view.facts.shortTitle;
  return (
    <MenuTrigger>
      <Button className="switcher">
        <span className="visually-hidden">{t('bar.switch')} </span>
        <span className="switcher-title">{title}</span>
        <ChevronDown aria-hidden="true" />
      </Button>
      <Popover className="popover" placement="bottom start">
        <Menu
          className="menu"
          aria-label={t('bar.switch')}
          onAction={(key) => go(key === 'all' ? '/' : `/i/${String(key).slice(2)}/text`)}
        >
          {agreements.map((one) => (
            <MenuItem key={one.id} id={`i/${one.id}`} textValue={one.shortTitle}>
              {one.shortTitle}
            </MenuItem>
          ))}
          <MenuItem id="all">{t('bar.all')}</MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** What may be done now, in a word, and in a paragraph behind it: how far clauses are agreed, and what is due next. */
function StateChip({ agreement }: { readonly agreement: Agreement }) {
  const writing = agreement.rights.has('edit-text');
  const board = agreement.board.data;
  const agreed = board?.clauses.filter(({ granted }) => granted !== null).length ?? 0;
  const underWay = board?.clauses.filter((one) => one.underWay !== null) ?? [];
  const next = underWay
    .filter((one) => one.underWay?.due != null)
    .sort((a, b) => (a.underWay?.due ?? '').localeCompare(b.underWay?.due ?? ''))[0];
  const adopted = board?.adopted ?? null;
  const word =
    adopted !== null
      ? t('bar.state.adopted')
      : board && agreed > 0
        ? t('bar.state.agreed', { agreed, count: board.clauses.length })
        : underWay.length > 0
          ? t('bar.state.someUnderWay', { count: underWay.length })
          : t('bar.state.drafting');
  return (
    <DialogTrigger>
      <Button className="chip state-chip">
        <CircleDot aria-hidden="true" />
        {word}
      </Button>
      <Popover className="popover" placement="bottom start">
        <Dialog className="popover-text" aria-label={word}>
          {adopted !== null ? (
            <p>{t('bar.state.adoptedMeans', { when: formatDateTime(adopted) })}</p>
          ) : (
            <>
              <p>{t('bar.state.draftingMeans')}</p>
              {underWay.length > 0 && <p>{t('bar.state.underWay', { count: underWay.length })}</p>}
              {next?.underWay?.due != null && (
                <p>
                  {t('bar.state.next', {
                    when: formatDateTime(next.underWay.due),
                    clause: [next.number, next.heading].filter(Boolean).join(' '),
                  })}
                </p>
              )}
              <p>{writing ? t('bar.state.youWrite') : t('bar.state.youRead')}</p>
            </>
          )}
          <p>
            <Link href={`/i/${agreement.id}/review`}>{t('bar.state.toReview')}</Link>
          </p>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** @param kept whether changes outlive the page on this device */
export function savingWords(state: ConnectionState, saving: SavingState, kept: boolean): string {
  const unsent = () => t(kept ? 'saving.offlineKept' : 'saving.notKept', { count: saving.unsaved });
  switch (state.kind) {
    case 'signed-out':
      return saving.unsaved > 0
        ? t('saving.signedOutKept', { count: saving.unsaved })
        : t('saving.signedOut');
    case 'outdated':
      return t('saving.outdated');
    case 'offline':
      return saving.unsaved > 0 ? unsent() : t('saving.offline');
    case 'connecting':
      return saving.unsaved > 0 ? unsent() : t('saving.connecting');
    case 'live':
      if (saving.unsaved > 0) return t('saving.saving');
      return saving.savedAt === null
        ? t('saving.live')
        : t('saving.saved', { time: formatTime(saving.savedAt) });
  }
}

/** The same without what changes with each keystroke, for those who listen. */
function spokenState(state: ConnectionState, saving: SavingState, kept: boolean): string {
  if (state.kind === 'connecting') return '';
  return state.kind === 'live' ? t('saving.live') : savingWords(state, saving, kept);
}

function Saving({ agreement }: { readonly agreement: Agreement }) {
  const state = useWatched(agreement.connection?.state, connecting);
  const saving = useWatched(agreement.connection?.saving, nothingSaved);
  const kept = useWatched(agreement.connection?.kept, true);
  const unsent = saving.unsaved > 0;
  // Spoken when the kind of state changes, not with every change that is kept.
  const spoken = useMemo(
    () => spokenState(state, saving, kept),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [state.kind, unsent, kept],
  );
  return (
    <>
      <span className={`saving saving-${state.kind}`} data-testid="saving">
        <SavingGlyph state={state} saving={saving} />
        <span>{savingWords(state, saving, kept)}</span>
      </span>
      <span className="visually-hidden" role="status" aria-live="polite">
        {spoken}
      </span>
    </>
  );
}

function SavingGlyph({ state, saving }: { readonly state: ConnectionState; readonly saving: SavingState }) {
  switch (state.kind) {
    case 'signed-out':
      return <LogIn aria-hidden="true" />;
    case 'outdated':
      return <RefreshCw aria-hidden="true" />;
    case 'offline':
      return <CloudOff aria-hidden="true" />;
    case 'connecting':
      return <CloudUpload aria-hidden="true" />;
    case 'live':
      return saving.unsaved > 0 ? <CloudUpload aria-hidden="true" /> : <CloudCheck aria-hidden="true" />;
  }
}
