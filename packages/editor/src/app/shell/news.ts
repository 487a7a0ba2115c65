/** What others did in one round, and how it is said. */
import { formatList, t } from '../messages/messages.ts';

export interface OthersNews {
  readonly joined: ReadonlySet<string>;
  readonly left: ReadonlySet<string>;
  /** Where each name has edited. */
  readonly edited: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Someone who came and went within one round is not worth a word. */
export function sentencesOf(news: OthersNews): string {
  const joined = [...news.joined].filter((name) => !news.left.has(name));
  const left = [...news.left].filter((name) => !news.joined.has(name));
  return [
    ...(joined.length > 0 ? [t('news.joined', { names: formatList(joined), count: joined.length })] : []),
    ...(left.length > 0 ? [t('news.left', { names: formatList(left), count: left.length })] : []),
    ...[...news.edited].map(([name, places]) => t('news.edited', { name, places: formatList([...places]) })),
  ].join(' ');
}
