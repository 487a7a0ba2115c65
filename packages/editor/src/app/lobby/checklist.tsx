/**
 * Five things to try, which tick themselves when they happen in any window of this browser. Not a tour: it can
 * be put away.
 */
import { Check, X } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { t } from '../messages/messages.ts';
import { Watched, useWatched } from '../ui/watch.ts';

export const thingsToTry = ['open', 'side', 'type', 'outline', 'find'] as const;
export type ThingToTry = (typeof thingsToTry)[number];

interface Progress {
  readonly done: readonly ThingToTry[];
  readonly dismissed: boolean;
}

const storageKey = 'travaux.checklist';

function stored(): Progress {
  try {
    const value = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<Progress>;
    return {
      done: thingsToTry.filter((thing) => value.done?.includes(thing)),
      dismissed: value.dismissed === true,
    };
  } catch {
    return { done: [], dismissed: false };
  }
}

const progress = new Watched<Progress>(stored());
addEventListener('storage', (event) => {
  if (event.key === storageKey) progress.set(stored());
});

function keep(next: Progress): void {
  progress.set(next);
  try {
    localStorage.setItem(storageKey, JSON.stringify(next));
  } catch {
    // Nothing is kept on this device: the ticks last as long as the window.
  }
}

export function tick(thing: ThingToTry): void {
  if (!progress.current.done.includes(thing)) {
    keep({ ...progress.current, done: [...progress.current.done, thing] });
  }
}

export function Checklist() {
  const { done, dismissed } = useWatched(progress, progress.current);
  if (dismissed) return null;
  return (
    <section className="checklist" aria-labelledby="checklist">
      <div className="section-head">
        <h2 id="checklist">{t('checklist.title')}</h2>
        <span className="hint">{t('checklist.done', { count: done.length, total: thingsToTry.length })}</span>
        <Button
          className="icon-button"
          aria-label={t('checklist.dismiss')}
          onPress={() => keep({ done, dismissed: true })}
        >
          <X aria-hidden="true" />
        </Button>
      </div>
      <ol>
        {thingsToTry.map((thing) => (
          <li key={thing} className={done.includes(thing) ? 'is-done' : undefined}>
            <span className="tick" aria-hidden="true">
              {done.includes(thing) && <Check />}
            </span>
            {done.includes(thing) && <span className="visually-hidden">{t('checklist.isDone')}</span>}
            {t(`checklist.${thing}`)}
          </li>
        ))}
      </ol>
    </section>
  );
}
