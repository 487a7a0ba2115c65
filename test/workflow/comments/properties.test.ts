/**
 * Whatever is asked by whomever, in whatever order: the stream tells the whole state, a refusal leaves nothing behind,
 * no state that was handed out changes, receipts are without a gap, and nobody ever reaches a thread that they may not
 * read.
 */
import { expect, test } from '@jest/globals';
import {
  channelKey,
  isCommentRefusal,
  mayReadThread,
  noComments,
  replayComments,
  type Channel,
  type CommentCommand,
  type CommentsState,
  type DrawCredentials,
} from '@travaux/workflow/comments';
import fc from 'fast-check';
import {
  agreement,
  anchor,
  appeal,
  commenter,
  committee,
  draw,
  edit,
  hide,
  internal,
  noted,
  observers,
  open,
  parties,
  place,
  reply,
  resolve,
  rule,
  submit,
  takeUp,
  Talk,
  window,
  withdraw,
  type Speaker,
} from './language.ts';

const plain = (state: CommentsState): string =>
  JSON.stringify(state, (_key, value: unknown) =>
    value instanceof Map ? [...value.entries()] : value instanceof Set ? [...value] : value,
  );

const speaker = fc.constantFrom<Speaker>(
  'secretariat',
  'clerk',
  'chair',
  'delegate',
  'colleague',
  'opponent',
  'member',
  'observer',
  'observer',
  'aid',
  'verifier',
  'public',
  'pseudonym Heron',
  'pseudonym Egret',
);
const thread = fc.integer({ min: 1, max: 8 }).map((n) => `t${n}`);
const channel = fc.constantFrom<Channel>(internal, parties, committee, observers);
const clause = fc.constantFrom('c', 'd', 'e', 'gone');
const asked: fc.Arbitrary<CommentCommand | DrawCredentials> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(thread, channel, clause).map(([t, c, on]) => open(t, c, { clause: on })) },
  { weight: 4, arbitrary: fc.tuple(thread, clause).map(([t, on]) => submit(t, { clause: on })) },
  { weight: 4, arbitrary: fc.tuple(thread, fc.nat(200)).map(([t, n]) => reply(t, `${t}.${n}`)) },
  { weight: 2, arbitrary: fc.tuple(thread, fc.constantFrom('Once.', 'Twice.')).map(([t, b]) => edit(t, b)) },
  { arbitrary: thread.map((t) => withdraw(t)), weight: 1 },
  { arbitrary: thread.map(resolve), weight: 2 },
  { arbitrary: thread.map(place), weight: 1 },
  { arbitrary: thread.map(noted), weight: 2 },
  { arbitrary: thread.map((t) => takeUp(t)), weight: 1 },
  { arbitrary: thread.map(hide), weight: 1 },
  { arbitrary: thread.map(appeal), weight: 1 },
  { arbitrary: fc.tuple(thread, fc.boolean()).map(([t, r]) => rule(t, r)), weight: 1 },
  {
    arbitrary: fc.constantFrom('FORUM', 'AID').map((o) => window(o, { pseudonymous: true })),
    weight: 1,
  },
  { arbitrary: fc.constantFrom('FORUM', 'AID').map((o) => draw(o, 1)), weight: 1 },
);

test('any sequence of commands', () => {
  const seen = { accepted: 0, refused: 0, receipts: 0, pseudonyms: 0 };
  fc.assert(
    fc.property(fc.array(fc.tuple(speaker, asked), { minLength: 20, maxLength: 80 }), (steps) => {
      let talk = new Talk(agreement, noComments, [])
        .when('secretariat', window('FORUM', { pseudonymous: true }))
        .when('secretariat', window('AID', { pseudonymous: true }))
        .when('observer', draw('FORUM'))
        .when('aid', draw('AID'))
        .when('observer', open('t1', observers, { submission: { kind: 'legal', milestone: null } }));
      for (const [who, command] of steps) {
        const before = plain(talk.state);
        const decided = talk.decide(who, command);
        expect(plain(talk.state)).toBe(before);
        if (isCommentRefusal(decided)) {
          seen.refused += 1;
          continue;
        }
        const by = commenter(who);
        for (const event of decided) {
          if (!('thread' in event) || by.kind !== 'person') continue;
          const on = talk.state.threads.get(event.thread);
          // What one does is done where one may read.
          if (on) expect(mayReadThread(agreement, by.actor, on)).toBe(true);
        }
        const next = talk.when(who, command);
        expect(plain(talk.state)).toBe(before);
        for (const [id, old] of talk.state.threads) {
          const now = next.thread(id);
          expect(channelKey(now.channel)).toBe(channelKey(old.channel));
          expect(now.comments.length).toBeGreaterThanOrEqual(old.comments.length);
          expect(now.revision).toBeGreaterThanOrEqual(old.revision);
        }
        talk = next;
        seen.accepted += 1;
      }
      const { stream, state } = talk;
      expect(plain(replayComments(noComments, stream))).toBe(plain(state));
      const middle = Math.floor(stream.length / 2);
      const halves = replayComments(
        replayComments(noComments, stream.slice(0, middle)),
        stream.slice(middle),
      );
      expect(plain(halves)).toBe(plain(state));
      const numbers = [...state.threads.values()].flatMap(
        ({ submission }) => submission?.receipt.number ?? [],
      );
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
      seen.receipts += numbers.length;
      seen.pseudonyms += state.spent.size;
    }),
    { numRuns: 60 },
  );
  // A run in which everything was refused would prove nothing.
  expect(seen.accepted).toBeGreaterThan(150);
  expect(seen.refused).toBeGreaterThan(300);
  expect(seen.receipts).toBeGreaterThan(60);
  expect(seen.pseudonyms).toBeGreaterThan(0);
});

test('any stream of events, also one that no decider made, applies without a throw', () => {
  const at = '2026-03-02T12:00:00.000Z';
  const event = fc.constantFrom(
    { type: 'comment-edited', thread: 't1', comment: 'x', body: 'y' } as const,
    { type: 'appeal-ruled', thread: 't1', comment: 'x', restored: false, reason: 'z' } as const,
    { type: 'thread-placed', thread: 't9', anchor: anchor() } as const,
    { type: 'window-closed', window: 'none', reason: 'r' } as const,
    {
      type: 'submission-answered',
      thread: 't1',
      disposition: { kind: 'noted', note: '' },
      as: { role: 'chair' },
    } as const,
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 20 }), (events) => {
      const state = replayComments(
        noComments,
        events.map((one, index) => ({ version: index + 1, at, by: null, event: one })),
      );
      expect(state.version).toBe(events.length);
    }),
  );
});
