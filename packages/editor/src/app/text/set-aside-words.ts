/** What is said of words that were set aside: when the clause was frozen, and how much of it was not sent. */
import '../messages/writing.ts';
import '../messages/proposing.ts';
import { closeCodes } from '../../frames/close-codes.ts';
import type { SetAside } from '../../sync/sync.ts';
import { formatDateTime, formatTime, t } from '../messages/messages.ts';

/** Small numbers in words, as people write them. */
const spelled = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** Marks that end a sentence, in the scripts of the languages of negotiation. */
const endOfSentence = /[.!?…。！？؟۔।]["'”’»)\]]*\s*$/u;

export interface Amount {
  readonly unit: 'sentences' | 'words';
  readonly count: number;
}

/** Sentences when whole ones were written, else words. */
export function amountOf(words: string): Amount {
  const lines = words.split('\n').filter((line) => line.trim() !== '');
  const pieces = (granularity: 'sentence' | 'word') =>
    lines.flatMap((line) => [...new Intl.Segmenter(undefined, { granularity }).segment(line.trim())]);
  const sentences = pieces('sentence').filter(({ segment }) => /[\p{L}\p{N}]/u.test(segment));
  if (sentences.length > 0 && sentences.every(({ segment }) => endOfSentence.test(segment))) {
    return { unit: 'sentences', count: sentences.length };
  }
  return { unit: 'words', count: Math.max(1, pieces('word').filter((one) => one.isWordLike).length) };
}

export function inWords(count: number): string {
  return spelled[count] ?? String(count);
}

/**
 * `This clause was frozen at 10:12. Your two sentences were not sent: copy them, or keep them as a private proposal.`
 * @param proposes whether the author may keep proposals; others keep a private note
 */
export function whatHappened(entry: SetAside, proposes: boolean, now: number = Date.now()): string {
  const { unit, count } = amountOf(entry.words);
  const lost = entry.code === null;
  const key = lost ? 'setAside.lost' : unit === 'sentences' ? 'setAside.sentences' : 'setAside.words';
  const amount = lost && unit === 'sentences' ? wordsIn(entry.words) : count;
  const why = entry.code === closeCodes.frozen ? frozen(entry.at, now) : ended(entry.reason);
  return `${why} ${t(key, { count: amount, number: inWords(amount) })}${t(proposes ? 'setAside.copyOrPropose' : 'setAside.copySomewhere')}`;
}

function wordsIn(text: string): number {
  return [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)].filter(
    (one) => one.isWordLike,
  ).length;
}

function frozen(at: number, now: number): string {
  const today = new Date(at).toDateString() === new Date(now).toDateString();
  return today
    ? t('setAside.frozen', { time: formatTime(at) })
    : t('setAside.frozenOn', { time: formatDateTime(at) });
}

/** With a full stop at the end, whoever wrote it. */
export function ended(words: string): string {
  return endOfSentence.test(words) ? words : `${words}.`;
}

/** With a capital at the beginning. */
export function sentence(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
