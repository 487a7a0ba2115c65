/** What may be said to whom, and what becomes of it. */
import { describe, expect, test } from '@jest/globals';
import {
  callsOn,
  answersDue,
  appealsDue,
  dispositionOf,
  mayReadThread,
  mayReadWords,
  openingOf,
  receiptHash,
} from '@travaux/workflow/comments';
import { decide, isRefusal, replay } from '@travaux/workflow/agreement';
import { knownTo } from '@travaux/workflow/policy';
import { actor, noon, people, type Who } from '../language.ts';
import {
  agreement,
  appeal,
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
  talk,
  window,
  withdraw,
} from './language.ts';

const everybody = [...Object.keys(people), 'public', 'stranger'] as Who[];
const readers = (id: string, from: ReturnType<typeof talk>) =>
  everybody.filter((who) => mayReadThread(from.agreement, actor(who), from.thread(id))).sort();

describe('a channel', () => {
  test.each([
    ['delegation', internal, 'delegate', ['colleague', 'delegate']],
    ['parties', parties, 'opponent', ['chair', 'colleague', 'delegate', 'opponent', 'secretariat']],
    ['committee', committee, 'member', ['chair', 'independent', 'member', 'secretariat']],
    ['observers', observers, 'delegate', Object.keys(people).sort()],
  ] as const)('%s is read by those it is for, and no thread is there for others', (_n, channel, by, who) => {
    const said = talk().when(by, open('t', channel));
    expect(readers('t', said)).toEqual(who);
    for (const other of everybody.filter((one) => !(who as readonly string[]).includes(one))) {
      said.refuses(
        other,
        reply('t'),
        other === 'public' || other === 'stranger' ? 'not-allowed' : 'unknown-thread',
      );
    }
  });

  test('is written in by those it is for', () => {
    talk()
      .refuses('opponent', open('t', internal), 'not-in-channel')
      .refuses('secretariat', open('t', internal), 'not-in-channel')
      .refuses('observer', open('t', parties), 'not-in-channel')
      .refuses('delegate', open('t', committee), 'not-in-channel')
      .refuses('verifier', open('t', observers), 'not-in-channel')
      .refuses('delegate', open('t', parties, { clause: 'elsewhere' }), 'unknown-clause');
  });
});

test('what is withheld stays withheld from a part of a part of the agreement', () => {
  const circle = { kind: 'parties' } as const;
  const set = { type: 'set-confidentiality', element: 'c', knownTo: circle, readBy: circle } as const;
  const decided = decide(agreement, actor('secretariat'), set, { now: noon });
  if (isRefusal(decided)) throw new Error(decided.sentence);
  const whole = replay(agreement, decided);
  const observer = actor('observer');
  const part = knownTo(observer, whole);
  for (const state of [whole, part, knownTo(observer, part)]) {
    expect(mayReadThread(state, observer, { channel: observers, clause: 'c' })).toBe(false);
    expect(mayReadThread(state, observer, { channel: observers, clause: 'd' })).toBe(true);
  }
});

describe('a thread', () => {
  const said = talk().when('delegate', open('t')).when('opponent', reply('t'));

  test('keeps what was said before an edit, which only its author makes', () => {
    const edited = said
      .refuses('opponent', edit('t', 'Mine.'), 'not-yours')
      .when('delegate', edit('t', 'Which measures, exactly?'));
    expect(openingOf(edited.thread('t'))).toMatchObject({
      body: 'Which measures, exactly?',
      earlier: [{ body: 'Which measures?', until: noon }],
    });
  });

  test('is resolved, and open again with the next word', () => {
    const resolved = said.when('opponent', resolve('t')).refuses('chair', resolve('t'), 'resolved-thread');
    expect(resolved.thread('t').resolved).not.toBeNull();
    expect(resolved.when('delegate', reply('t', 't.3')).thread('t').resolved).toBeNull();
  });

  test('shows withdrawn words to nobody but their author', () => {
    const [first] = said.when('delegate', withdraw('t')).thread('t').comments;
    const shown = everybody.filter((who) => mayReadWords(agreement, actor(who), first!));
    expect(shown).toEqual(['delegate']);
  });

  test('is placed again by its author, the same delegation or the secretariat, and its old place is kept', () => {
    said.refuses('opponent', place('t'), 'not-yours').refuses('chair', place('t'), 'not-yours');
    for (const who of ['delegate', 'colleague', 'secretariat'] as const) {
      const { anchor, placedFrom } = said.when(who, place('t')).thread('t');
      expect([anchor?.quote, placedFrom[0]?.anchor?.quote]).toEqual(['elsewhere', 'shall lift']);
    }
  });

  test('calls those who are mentioned until they say something or say that they saw it', () => {
    const voice = { kind: 'voice', voice: { kind: 'party', party: 'SAR' } } as const;
    const called = talk().when('delegate', open('t', parties, { mentions: [voice] }));
    const calls = (from: typeof called, person: string) => callsOn(from.state, agreement, person).length;
    expect([calls(called, 'omar'), calls(called, 'carl')]).toEqual([1, 0]);
    expect(calls(called.when('opponent', reply('t')), 'omar')).toBe(0);
    const seen = called.when('opponent', { type: 'acknowledge-mention', thread: 't', comment: 't.1' });
    expect(calls(seen, 'omar')).toBe(0);
    called.refuses('chair', { type: 'acknowledge-mention', thread: 't', comment: 't.1' }, 'not-yours');
  });

  test('mentions nobody who may not read it, and no person by a name that one does not know', () => {
    const person = (id: string) => ({ kind: 'person', person: id }) as const;
    talk()
      .refuses('delegate', open('t', internal, { mentions: [person('omar')] }), 'cannot-read')
      .refuses('delegate', open('t', parties, { mentions: [person('omar')] }), 'cannot-read')
      .refuses(
        'delegate',
        open('t', parties, {
          mentions: [{ kind: 'voice', voice: { kind: 'organisation', organisation: 'FORUM' } }],
        }),
        'cannot-read',
      )
      .when('delegate', open('t', internal, { mentions: [person('carl')] }));
  });
});

describe('an observer', () => {
  const admitted = talk().when('secretariat', window('FORUM', { scope: ['one'] }));

  test('comments while a window is open, on the parts that it names', () => {
    talk().refuses('observer', submit('t'), 'window-closed');
    admitted
      .refuses('observer', submit('t'), 'window-closed', '2026-02-01T00:00:00.000Z')
      .refuses('observer', submit('t'), 'window-closed', '2026-04-01T00:00:00.000Z')
      .refuses('observer', submit('t', { clause: 'e' }), 'outside-window')
      .refuses('aid', submit('t'), 'window-closed')
      .refuses('observer', open('t', observers), 'kind-missing')
      .refuses(
        'delegate',
        open('t', observers, { submission: { kind: 'legal', milestone: null } }),
        'kind-not-yours',
      )
      .when('secretariat', {
        type: 'close-window',
        window: 'window-of-FORUM',
        reason: 'The round is over.',
      })
      .refuses('observer', submit('t'), 'window-closed');
  });

  test('gets a receipt over what was received', () => {
    const said = admitted.when('observer', submit('t')).when('observer', submit('u', { clause: 'd' }));
    const { receipt, organisation } = said.thread('t').submission!;
    expect([receipt.number, said.thread('u').submission!.receipt.number]).toEqual([1, 2]);
    expect(organisation).toBe('FORUM');
    expect(receipt.hash).toBe(
      receiptHash({
        agreement: 'agr',
        author: 'FORUM',
        body: 'Which measures?',
        clause: 'c',
        kind: 'rights',
        number: 1,
        quote: 'shall lift',
        received: noon,
      }),
    );
  });

  test('is answered, and what was answered stays', () => {
    const said = admitted.when('observer', submit('t'));
    expect(answersDue(said.state, agreement, 'sigrid').map(({ id }) => id)).toEqual(['t']);
    expect(answersDue(said.state, agreement, 'dana')).toEqual([]);
    const answered = said
      .refuses('secretariat', resolve('t'), 'needs-answer')
      .refuses('delegate', noted('t'), 'not-allowed')
      .when('secretariat', noted('t'))
      .refuses('observer', edit('t', 'Rather this.'), 'answered-comment');
    expect(dispositionOf(answered.thread('t'))?.disposition.kind).toBe('noted');
    expect(answersDue(answered.state, agreement, 'sigrid')).toEqual([]);
    talk().when('delegate', open('t', observers)).refuses('secretariat', noted('t'), 'not-a-submission');
  });

  test('is taken up by a party, whose wording it then is, and both are told', () => {
    const taken = admitted
      .when('observer', submit('t'))
      .refuses('delegate', takeUp('t', 'SAR'), 'not-yours')
      .when('delegate', takeUp('t'))
      .when('opponent', takeUp('t', 'SAR'));
    const thread = taken.thread('t');
    expect(thread.takenUp.map(({ party, words }) => [party, words])).toEqual([
      ['TOR', 'without delay'],
      ['SAR', 'without delay'],
    ]);
    expect(dispositionOf(thread)).toMatchObject({
      disposition: { kind: 'taken-up', where: ['c'] },
      as: { role: 'delegate', party: 'TOR' },
    });
  });
});

describe('moderation', () => {
  const said = talk().when('secretariat', window()).when('observer', submit('t'));

  test('hides for the form, in the channel of observers only, and logs it', () => {
    const hidden = said
      .refuses('chair', hide('t'), 'not-allowed')
      .when('secretariat', hide('t'))
      .refuses('observer', edit('t', 'Without the name.'), 'hidden-comment');
    const first = openingOf(hidden.thread('t'));
    const shown = everybody.filter((who) => mayReadWords(agreement, actor(who), first));
    expect(shown.sort()).toEqual(['observer', 'secretariat']);
    expect(hidden.state.moderation).toMatchObject([{ act: { kind: 'hidden', ground: 'personal-data' } }]);
    talk().when('delegate', open('t')).refuses('secretariat', hide('t'), 'not-in-channel');
  });

  test('is appealed against once, and somebody else rules', () => {
    const appealed = said
      .refuses('observer', appeal('t'), 'not-hidden')
      .when('secretariat', hide('t'))
      .refuses('chair', rule('t', true), 'no-appeal')
      .refuses('delegate', appeal('t'), 'not-yours')
      .when('observer', appeal('t'))
      .refuses('observer', appeal('t'), 'appealed-already')
      .refuses('secretariat', rule('t', true), 'second-person');
    expect(appealsDue(appealed.state, agreement, 'chidi')).toHaveLength(1);
    expect(appealsDue(appealed.state, agreement, 'sigrid')).toHaveLength(0);
    expect(openingOf(appealed.when('chair', rule('t', true)).thread('t')).hidden).toBeNull();
    const upheld = appealed.when('clerk', rule('t', false)).refuses('chair', rule('t', true), 'no-appeal');
    expect(openingOf(upheld.thread('t')).hidden?.appeal?.ruling).not.toBeNull();
    expect(upheld.state.moderation.map(({ act }) => act.kind)).toEqual(['hidden', 'appealed', 'upheld']);
  });
});

describe('a pseudonym', () => {
  const two = talk()
    .when('secretariat', window('FORUM', { pseudonymous: true }))
    .when('secretariat', window('AID', { pseudonymous: true }));
  const ready = two.when('observer', draw('FORUM')).when('aid', draw('AID'));

  test('is taken once two organisations hold credentials', () => {
    two
      .when('observer', draw('FORUM'))
      .refuses('pseudonym Heron', submit('t'), 'too-few-organisations')
      .when('aid', draw('AID'))
      .when('pseudonym Heron', submit('t'));
  });

  test('leaves nothing in the record that tells who', () => {
    const said = ready.when('pseudonym Heron', submit('t'), '2026-03-02T12:34:56.789Z');
    const [recorded] = said.stream.slice(-1);
    expect(recorded).toMatchObject({ at: '2026-03-02T12:00:00.000Z', by: null });
    expect(JSON.stringify(recorded)).not.toMatch(/olga|otto|FORUM|AID|34:56/);
    expect(said.thread('t').submission?.organisation).toBeNull();
  });

  test('is good for one comment, in the channel of observers, within an open window', () => {
    const said = ready
      .refuses('pseudonym Heron', open('t', parties), 'not-in-channel')
      .refuses('pseudonym Heron', submit('t'), 'window-closed', '2026-05-01T00:00:00.000Z')
      .when('pseudonym Heron', submit('t'));
    said.refuses('pseudonym Heron', submit('u'), 'credential-void');
  });

  test('is whoever shows the secret: they edit and withdraw, and reach nothing else', () => {
    const said = ready.when('pseudonym Heron', submit('t')).when('delegate', open('u', parties));
    said
      .when('pseudonym Heron', edit('t', 'Said better.'))
      .when('pseudonym Heron', withdraw('t'))
      .refuses('pseudonym Egret', edit('t', 'Mine.'), 'unknown-thread')
      .refuses('pseudonym Heron', reply('u'), 'unknown-thread')
      .refuses('observer', edit('t', 'Mine.'), 'not-yours');
  });

  test('credentials are drawn for the own organisation, within its quota, while a window allows it', () => {
    two
      .refuses('aid', draw('FORUM'), 'not-yours')
      .refuses('secretariat', draw('FORUM'), 'not-yours')
      .when('observer', draw('FORUM', 50))
      .refuses('observer', draw('FORUM', 1), 'quota-used');
    talk().when('secretariat', window()).refuses('observer', draw('FORUM'), 'window-closed');
  });
});
