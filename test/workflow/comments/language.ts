/** A small language for comments: `talk().when('delegate', open('t1')).when('opponent', reply('t1')).then(…)`. */
import { expect } from '@jest/globals';
import { recordedInstant } from '@travaux/workflow/comments';
import {
  decideComment,
  isCommentRefusal,
  noComments,
  replayComments,
  sha256Hex,
  type Anchor,
  type Channel,
  type CommentCommand,
  type CommentDecision,
  type Commenter,
  type CommentRefusal,
  type CommentRefusalCode,
  type CommentsState,
  type DrawCredentials,
  type Mention,
  type RecordedComment,
  type Thread,
} from '@travaux/workflow/comments';
import type { AgreementState } from '@travaux/workflow/agreement';
import { actor, noon, opened, opening, people, type Who } from '../language.ts';

export const agreement = opened(
  opening(['part one', '  clause c', '  clause d', 'part two', '  clause e'], {
    organisations: [
      { id: 'FORUM', name: 'Civil Forum' },
      { id: 'AID', name: 'Aid Consortium' },
    ],
    accreditations: [
      ...Object.values(people),
      { person: 'otto', name: 'Otto Berg', capacity: { role: 'observer', organisation: 'AID' } },
      { person: 'sofia', name: 'Sofia Ruiz', capacity: { role: 'secretariat' } },
    ],
  }),
);

export type Speaker = Who | 'aid' | 'clerk' | `pseudonym ${string}`;

export function commenter(who: Speaker): Commenter {
  if (who.startsWith('pseudonym ')) {
    const name = who.slice('pseudonym '.length);
    return { kind: 'pseudonym', name, key: sha256Hex(`secret of ${name}`), credential: sha256Hex(name) };
  }
  const person = who === 'aid' ? 'otto' : who === 'clerk' ? 'sofia' : null;
  return {
    kind: 'person',
    actor: person === null ? actor(who as Who) : { person, convener: false },
  };
}

export const parties: Channel = { kind: 'parties' };
export const observers: Channel = { kind: 'observers' };
export const internal: Channel = { kind: 'delegation', party: 'TOR' };
export const committee: Channel = { kind: 'committee', body: 'JEC' };

export const anchor = (quote = 'shall lift'): Anchor => ({
  from: 'AAAA',
  to: 'AAAB',
  quote,
  before: 'The parties ',
  after: ' the measures',
  hash: 'a'.repeat(64),
});

export const open = (
  thread: string,
  channel: Channel = parties,
  more: Partial<Extract<CommentCommand, { type: 'open-thread' }>> = {},
): CommentCommand => ({
  type: 'open-thread',
  thread,
  comment: `${thread}.1`,
  clause: 'c',
  anchor: anchor(),
  channel,
  body: 'Which measures?',
  mentions: [],
  submission: null,
  ...more,
});
export const submit = (thread: string, more: Parameters<typeof open>[2] = {}): CommentCommand =>
  open(thread, observers, { submission: { kind: 'rights', milestone: null }, ...more });
export const reply = (
  thread: string,
  comment = `${thread}.2`,
  mentions: readonly Mention[] = [],
): CommentCommand => ({ type: 'reply', thread, comment, body: 'All of them.', mentions });
export const edit = (thread: string, body: string, comment = `${thread}.1`): CommentCommand => ({
  type: 'edit-comment',
  thread,
  comment,
  body,
});
export const withdraw = (thread: string, comment = `${thread}.1`): CommentCommand => ({
  type: 'withdraw-comment',
  thread,
  comment,
});
export const resolve = (thread: string): CommentCommand => ({ type: 'resolve-thread', thread });
export const place = (thread: string): CommentCommand => ({
  type: 'place-thread',
  thread,
  anchor: anchor('elsewhere'),
});
export const noted = (thread: string): CommentCommand => ({
  type: 'answer-submission',
  thread,
  disposition: { kind: 'noted', note: 'Thank you.' },
});
export const takeUp = (thread: string, party = 'TOR'): CommentCommand => ({
  type: 'take-up-wording',
  thread,
  party,
  where: 'c',
  words: 'without delay',
});
export const hide = (thread: string): CommentCommand => ({
  type: 'hide-comment',
  thread,
  comment: `${thread}.1`,
  ground: 'personal-data',
  note: 'It names a witness.',
});
export const appeal = (thread: string): CommentCommand => ({
  type: 'appeal-hiding',
  thread,
  comment: `${thread}.1`,
  statement: 'She is a public official.',
});
export const rule = (thread: string, restored: boolean): CommentCommand => ({
  type: 'rule-on-appeal',
  thread,
  comment: `${thread}.1`,
  restored,
  reason: 'Weighed again.',
});
export const window = (
  organisation = 'FORUM',
  more: Partial<Extract<CommentCommand, { type: 'open-window' }>['window']> = {},
): CommentCommand => ({
  type: 'open-window',
  window: {
    id: `window of ${organisation}`.replaceAll(' ', '-'),
    organisation,
    scope: null,
    opens: '2026-03-01T00:00:00.000Z',
    closes: '2026-04-01T00:00:00.000Z',
    pseudonymous: false,
    ...more,
  },
});
export const draw = (organisation: string, count = 3): DrawCredentials => ({
  type: 'draw-credentials',
  organisation,
  count,
});

export function talk(state: AgreementState = agreement): Talk {
  return new Talk(state, noComments, []);
}

export class Talk {
  readonly agreement: AgreementState;
  readonly state: CommentsState;
  readonly stream: readonly RecordedComment[];

  constructor(agreement: AgreementState, state: CommentsState, stream: readonly RecordedComment[]) {
    this.agreement = agreement;
    this.state = state;
    this.stream = stream;
  }

  decide(who: Speaker, command: CommentCommand | DrawCredentials, now = noon): CommentDecision {
    return decideComment(this.state, this.agreement, commenter(who), command, { now, agreement: 'agr' });
  }

  /** Accepted; a test in which it is not, fails. */
  when(who: Speaker, command: CommentCommand | DrawCredentials, now = noon): Talk {
    const decided = this.decide(who, command, now);
    if (isCommentRefusal(decided)) throw new Error(`${decided.code}: ${decided.sentence}`);
    const by = commenter(who);
    const recorded = decided.map((event, index): RecordedComment => ({
      version: this.state.version + index + 1,
      at: recordedInstant(by, now),
      by: by.kind === 'person' ? by.actor.person : null,
      event,
    }));
    return new Talk(this.agreement, replayComments(this.state, recorded), [...this.stream, ...recorded]);
  }

  refuses(
    who: Speaker,
    command: CommentCommand | DrawCredentials,
    code: CommentRefusalCode,
    now = noon,
  ): Talk {
    const decided = this.decide(who, command, now);
    expect(isCommentRefusal(decided) ? decided.code : 'accepted').toBe(code);
    expect((decided as CommentRefusal).sentence).toMatch(/^[A-Z].*\.$/);
    return this;
  }

  thread(id: string): Thread {
    const thread = this.state.threads.get(id);
    if (!thread) throw new Error(`there is no thread ${id}`);
    return thread;
  }
}
