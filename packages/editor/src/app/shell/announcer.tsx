/**
 * What a screen reader hears without moving: one polite region for what the person caused, and one for what
 * others do, which is gathered for five seconds and silent in quiet mode.
 */
import { t } from '../messages/messages.ts';
import { preferences } from '../ui/preferences.ts';
import { Watched, useWatched } from '../ui/watch.ts';
import { sentencesOf, type OthersNews } from './news.ts';

const own = new Watched('');
const others = new Watched('');

export const gatherMs = 5000;

/** Something the person has done, or has to know now. */
export function announce(sentence: string): void {
  // A region that is given the same words twice says nothing the second time.
  own.set(own.current === sentence ? `${sentence}\u00a0` : sentence);
}

let pending: OthersNews = emptyNews();
let timer: ReturnType<typeof setTimeout> | null = null;

function emptyNews(): OthersNews {
  return { joined: new Set(), left: new Set(), edited: new Map() };
}

export function othersJoined(name: string): void {
  gather({ ...pending, joined: new Set([...pending.joined, name]) });
}

export function othersLeft(name: string): void {
  gather({ ...pending, left: new Set([...pending.left, name]) });
}

export function othersEdited(name: string, place: string): void {
  const places = pending.edited.get(name);
  if (places?.has(place)) return;
  gather({ ...pending, edited: new Map([...pending.edited, [name, new Set([...(places ?? []), place])]]) });
}

function gather(news: OthersNews): void {
  pending = news;
  timer ??= setTimeout(() => {
    timer = null;
    const sentences = sentencesOf(pending);
    pending = emptyNews();
    if (!preferences.current.quiet && sentences !== '') others.set(sentences);
  }, gatherMs);
}

export function LiveRegions() {
  return (
    <div className="visually-hidden">
      <div role="status" aria-live="polite" data-region="own">
        {useWatched(own, '')}
      </div>
      <div role="log" aria-live="polite" aria-label={t('region.news')} data-region="others">
        {useWatched(others, '')}
      </div>
    </div>
  );
}
