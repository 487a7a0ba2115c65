/**
 * The comments of observers that are published, with what was answered. One that was withdrawn, or hidden for its form,
 * is not told of; one whose author is under a pseudonym is told of under no name at all.
 */
import {
  dispositionOf,
  noComments,
  openingOf,
  replayComments,
  type Disposition,
  type Thread,
} from '@travaux/workflow/comments';
import type { PublicComment } from './public-view.ts';
import type { PublicRecord } from './published.ts';

/** @param published the words of a clause that the public may read; empty: none */
export function publicComments(
  record: PublicRecord,
  published: (clause: string) => string,
): readonly PublicComment[] {
  const said: PublicComment[] = [];
  const asOf = new Map<number, ReadonlyMap<string, Thread>>();
  const threadsAfter = (delay: number) => {
    let threads = asOf.get(delay);
    if (!threads) {
      const due = record.source.comments.filter(({ at }) => record.isDue(at, delay));
      ({ threads } = replayComments(noComments, due));
      asOf.set(delay, threads);
    }
    return threads;
  };
  const delays = record.policy.rules.filter(({ kind }) => kind === 'comments');
  if (delays.length === 0) return said;
  // What was withdrawn or hidden since is gone at once.
  const now = replayComments(noComments, record.source.comments).threads;
  for (const { id, clause, submission, channel } of now.values()) {
    if (submission === null || channel.kind !== 'observers') continue;
    const delay = record.delay('comments', clause);
    const thread = delay === null ? undefined : threadsAfter(delay).get(id);
    const latest = now.get(id);
    if (!thread?.submission || !latest) continue;
    const [opening, present] = [openingOf(thread), openingOf(latest)];
    if (present.withdrawn !== null || present.hidden !== null) continue;
    if (opening.withdrawn !== null || opening.hidden !== null) continue;
    const quote = thread.anchor?.quote ?? '';
    const answer = dispositionOf(thread);
    said.push({
      at: opening.at,
      clause: record.name(clause),
      anchor: record.anchor(clause),
      by: organisationOf(record, thread),
      kind: thread.submission.kind,
      // Words of a draft that nobody published are not published by being commented on.
      quote: quote !== '' && published(clause).includes(quote) ? quote : '',
      body: opening.body,
      answer: answer && { sentence: answerWords(record, answer.disposition), at: answer.at },
    });
  }
  return said.sort((a, b) => b.at.localeCompare(a.at));
}

function organisationOf({ state }: PublicRecord, { submission }: Thread): string {
  const organisation = submission?.organisation ?? null;
  if (organisation === null) return 'An organisation under a pseudonym';
  return state.organisations.get(organisation)?.name ?? 'An organisation';
}

function answerWords(record: PublicRecord, disposition: Disposition): string {
  switch (disposition.kind) {
    case 'taken-up': {
      // Where it went is told only as far as that place is known.
      const where = disposition.where.filter((clause) => record.outline.elements.has(clause));
      const places = where.map((clause) => record.name(clause)).join('; ');
      return [`Taken up${places === '' ? '' : ` in ${places}`}.`, disposition.note].join(' ').trim();
    }
    case 'noted':
      return `Noted. ${disposition.note}`.trim();
    case 'out-of-scope':
      return `Out of scope: ${disposition.reason}`;
  }
}
