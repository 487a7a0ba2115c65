/**
 * Who is here: up to five avatars, and behind them the list with Go to and Follow. Coming and going is
 * announced. Following moves the page to wherever the other's cursor goes, until the follower scrolls or types.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { useLocation } from 'wouter';
import type { Present } from '../../frames/index.ts';
import type { ConnectionState } from '../../sync/sync.ts';
import { withoutDisguise } from '../../document/strange-text.ts';
import { useMaybeAgreement, type Agreement } from '../agreement.tsx';
import { SaidText } from '../comments/said-text.tsx';
import { t } from '../messages/messages.ts';
import { initialsOf, partyIds, patternOf } from '../ui/names.ts';
import { Watched, useWatched } from '../ui/watch.ts';
import { othersPresent } from './others.ts';
import { othersJoined, othersLeft } from './announcer.tsx';

const nobody: readonly Present[] = [];
const notConnected: ConnectionState = { kind: 'connecting' };

/** Key of the person whose cursor the page follows. */
export const followed = new Watched<string | null>(null);

export function useOthers(agreement: Agreement): readonly Present[] {
  const present = useWatched(agreement.connection?.present, nobody);
  const own = agreement.view.viewer.key;
  // The same list until somebody comes, goes or moves.
  return useMemo(() => othersPresent(present, own), [present, own]);
}

export function Avatar({ person }: { readonly person: Present }) {
  const parties = partyIds(useMaybeAgreement()?.view);
  return (
    <span
      className={`avatar ${patternOf(person.party, parties)}`}
      data-initials={initialsOf(person.name)}
      aria-hidden="true"
    />
  );
}

export function Presence({ agreement }: { readonly agreement: Agreement }) {
  const others = useOthers(agreement);
  const following = useWatched(followed, null);
  const [open, setOpen] = useState(false);
  const [, go] = useLocation();
  useAnnouncedPresence(agreement, others);

  if (others.length === 0) return null;
  const goTo = (person: Present) => {
    if (person.clause === null) return;
    setOpen(false);
    go(`/i/${agreement.id}/text#${person.clause}`);
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  };
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <Button className="presence" aria-label={t('presence.here', { count: others.length })}>
        {others.slice(0, 5).map((person) => (
          <Avatar key={person.key} person={person} />
        ))}
        {others.length > 5 && <span className="avatar avatar-more">+{others.length - 5}</span>}
      </Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="presence-list" aria-label={t('presence.title')}>
          <h2>{t('presence.title')}</h2>
          <ul>
            {others.map((person) => (
              <li key={person.key}>
                <Avatar person={person} />
                <span className="presence-name">
                  <SaidText text={person.name} plain />
                  <span className="hint">
                    {person.clause === null
                      ? t('presence.nowhere')
                      : t('presence.in', { place: agreement.labels.get(person.clause)?.full ?? '' })}
                  </span>
                </span>
                <Button
                  className="button"
                  isDisabled={person.clause === null}
                  aria-label={t('presence.goToName', { name: withoutDisguise(person.name) })}
                  onPress={() => goTo(person)}
                >
                  {t('presence.goTo')}
                </Button>
                <Button
                  className="button"
                  aria-pressed={following === person.key}
                  aria-label={t(following === person.key ? 'presence.unfollowName' : 'presence.followName', {
                    name: withoutDisguise(person.name),
                  })}
                  onPress={() => {
                    followed.set(following === person.key ? null : person.key);
                    if (following !== person.key) goTo(person);
                  }}
                >
                  {following === person.key ? t('presence.unfollow') : t('presence.follow')}
                </Button>
              </li>
            ))}
          </ul>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/**
 * Announces who comes and goes. What the server tells first is who was there already; a connection that breaks
 * means nobody's going.
 */
function useAnnouncedPresence(agreement: Agreement, others: readonly Present[]): void {
  const present = useWatched(agreement.connection?.present, nobody);
  const { kind } = useWatched(agreement.connection?.state, notConnected);
  const known = useRef<ReadonlyMap<string, string> | null>(null);
  /** What was there before the server told of anybody. */
  const untold = useRef<readonly Present[] | null>(null);
  useEffect(() => {
    if (kind !== 'live' || (untold.current === null && present.length === 0)) {
      untold.current = present;
      known.current = null;
      return;
    }
    if (present === untold.current) return;
    const now = new Map(others.map((person) => [person.key, withoutDisguise(person.name)]));
    if (known.current) {
      for (const [key, name] of now) if (!known.current.has(key)) othersJoined(name);
      for (const [key, name] of known.current) if (!now.has(key)) othersLeft(name);
    }
    known.current = now;
  }, [others, present, kind]);
}
