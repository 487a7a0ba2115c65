/** The person's own menu: in what capacity they act, theme, quiet mode, help, sign-out. */
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Header } from 'react-aria-components/Header';
import { Menu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { useLocation } from 'wouter';
import { signOut } from '../api/endpoints.ts';
import { forgetCopies } from '../offline/register.ts';
import { useMaybeAgreement } from '../agreement.tsx';
import { t } from '../messages/messages.ts';
import { useSession } from '../session.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { capacityName, initialsOf, partyIds, patternOf } from '../ui/names.ts';
import { preferences, prefer, type Theme } from '../ui/preferences.ts';
import { ErrorNotice } from '../ui/states.tsx';
import { useWatched } from '../ui/watch.ts';
import { announce } from './announcer.tsx';
import { openHelp } from './help.tsx';

const themes: readonly Theme[] = ['system', 'light', 'dark'];
const noSaving = { unsaved: 0, savedAt: null };

export function UserMenu() {
  const session = useSession();
  const agreement = useMaybeAgreement();
  const chosen = useWatched(preferences, preferences.current);
  const [leaving, setLeaving] = useState(false);
  const person = session.data?.person ?? null;
  const name = person?.name ?? t('user.public');
  const capacities = agreement?.view.viewer.capacities ?? [];
  const party = capacities.find((capacity) => capacity.role === 'delegate')?.party;

  return (
    <>
      <MenuTrigger>
        <Button className="user-button" aria-label={t('user.menu', { name })}>
          <span
            className={`avatar ${patternOf(party, partyIds(agreement?.view))}`}
            data-initials={initialsOf(name)}
            aria-hidden="true"
          />
          <ChevronDown aria-hidden="true" />
        </Button>
        <Popover className="popover" placement="bottom end">
          <div className="user-head">
            <strong>{name}</strong>
            {agreement && capacities.length > 0 && (
              <span className="hint">
                {t('user.actingAs', {
                  capacity: capacities.map((one) => capacityName(one, agreement.view)).join(', '),
                })}
              </span>
            )}
            {agreement && capacities.length === 0 && <span className="hint">{t('user.actingAsPublic')}</span>}
          </div>
          <Menu
            className="menu"
            aria-label={t('user.menu', { name })}
            onAction={(key) => {
              if (key === 'help') openHelp();
              if (key === 'sign-out') setLeaving(true);
              if (key === 'quiet') {
                prefer({ quiet: !chosen.quiet });
                announce(chosen.quiet ? t('user.quietOff') : t('user.quietOn'));
              }
            }}
          >
            <MenuSection
              selectionMode="single"
              disallowEmptySelection
              selectedKeys={[chosen.theme]}
              onSelectionChange={(keys) => {
                const theme = themes.find((one) => keys !== 'all' && keys.has(one));
                if (theme) prefer({ theme });
              }}
            >
              <Header>{t('user.theme')}</Header>
              {themes.map((theme) => (
                <MenuItem key={theme} id={theme}>
                  {t(`user.theme.${theme}`)}
                </MenuItem>
              ))}
            </MenuSection>
            <MenuItem id="quiet" textValue={t('user.quiet')}>
              {chosen.quiet ? t('user.quietIsOn') : t('user.quiet')}
              <kbd>Ctrl+Alt+Shift+Q</kbd>
            </MenuItem>
            <MenuItem id="help" textValue={t('help.title')}>
              {t('help.title')}
              <kbd>Alt+0</kbd>
            </MenuItem>
            {person && <MenuItem id="sign-out">{t('user.signOut')}</MenuItem>}
          </Menu>
        </Popover>
      </MenuTrigger>
      {leaving && <SignOut onClose={() => setLeaving(false)} />}
    </>
  );
}

function SignOut({ onClose }: { readonly onClose: () => void }) {
  const session = useSession();
  const agreement = useMaybeAgreement();
  const [, go] = useLocation();
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const { unsaved } = useWatched(agreement?.connection?.saving, noSaving);

  const leave = async () => {
    setBusy(true);
    try {
      await agreement?.connection?.forget();
      await signOut();
      await forgetCopies();
      onClose();
      go('/');
      session.refresh();
    } catch (problem) {
      setError(problem instanceof Error ? problem : new Error(String(problem)));
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('user.signOut')} role="alertdialog" onClose={onClose}>
      <p>{unsaved > 0 ? t('user.signOutUnsent', { count: unsaved }) : t('user.signOutSure')}</p>
      {error && <ErrorNotice error={error} />}
      <div className="dialog-actions">
        <Button className="button" onPress={onClose}>
          {t('action.cancel')}
        </Button>
        <Button
          className={unsaved > 0 ? 'button button-danger' : 'button button-primary'}
          isDisabled={busy}
          onPress={() => void leave()}
        >
          {unsaved > 0 ? t('user.signOutAnyway') : t('user.signOut')}
        </Button>
      </div>
    </Dialog>
  );
}
