/**
 * The silence procedure by its rules. A procedure is told as a sequence of acts, and what came of it is read back:
 *
 *   under(announced, reached('TOR'), reached('SAR'), objects('TOR', at('+2h'))).ended('broken')
 */
import { describe, expect, test } from '@jest/globals';
import { isRefusal, type Refusal } from '@travaux/workflow/agreement';
import {
  compareInstants,
  decideSilence,
  evolveSilence,
  silenceExpiry,
  silenceNotice,
  undelivered,
  type Silence,
  type SilenceAct,
  type SilenceFact,
  type SilenceTerms,
} from '@travaux/workflow/route';
import fc from 'fast-check';
import { plain, vienna } from './language.ts';

const parties = ['ALB', 'KES', 'MRO', 'SAR', 'TOR', 'UNR'];
const hash = 'a'.repeat(64);
const utc = { ...plain, timeZone: 'UTC' };

const terms = (more: Partial<SilenceTerms> = {}, threshold = 1, period = 'PT72H'): SilenceTerms => ({
  form: { period, threshold },
  calendar: utc,
  addressees: parties,
  entitled: parties,
  partyName: (party) => `Party ${party}`,
  ...more,
});

/** `+2h` after ten o'clock on 2 March 2026; the clock of most cases starts there. */
const begin = '2026-03-02T10:00:00.000Z';
const at = (hours: number, ms = 0) => new Date(Date.parse(begin) + hours * 3_600_000 + ms).toISOString();
const end = at(72);

const announce = (id = 'q1', when = at(-1)): SilenceAct => ({
  act: 'announce',
  id,
  title: 'Draft under silence, article 7',
  meeting: 'Plenary 12',
  hash,
  at: when,
});
const reaches = (party: string, when = begin): SilenceAct => ({
  act: 'deliver',
  delivery: { party, at: when, how: 'opened', channel: null },
});
const reachesAll = (when = begin) => parties.map((party) => reaches(party, when));
const objects = (party: string, when: string, kind: 'objection' | 'amendment' = 'objection'): SilenceAct => ({
  act: 'break',
  breach: { party, kind, text: 'We cannot agree', at: when },
  hash,
});
const expires = (when: string): SilenceAct => ({ act: 'expire', at: when });
const cancels = (when: string): SilenceAct => ({ act: 'cancel', reason: 'More time is asked for', at: when });

interface Told {
  readonly silence: Silence | null;
  readonly facts: readonly SilenceFact[];
  readonly refused: Refusal | null;
}

/** The acts in order; the first refusal ends the story. */
function under(acts: readonly SilenceAct[], by = terms()): Told {
  let silence: Silence | null = null;
  const facts: SilenceFact[] = [];
  for (const act of acts) {
    const decided = decideSilence(silence, act, by);
    if (isRefusal(decided)) return { silence, facts, refused: decided };
    for (const fact of decided) silence = evolveSilence(silence, fact);
    facts.push(...decided);
  }
  return { silence, facts, refused: null };
}
const outcome = (told: Told) => told.refused?.code ?? told.silence?.ended ?? 'running';
const types = (told: Told) => told.facts.map(({ type }) => type);
const running = [announce(), ...reachesAll()];

describe('the clock', () => {
  test('does not start before the notice has reached every addressee', () => {
    const almost = under([announce(), ...reachesAll().slice(1)]);
    expect(almost.silence?.expiresAt).toBeNull();
    expect(undelivered(almost.silence!, parties)).toEqual(['ALB']);
    expect(outcome(under([announce(), ...reachesAll().slice(1), expires(at(1000))]))).toBe('not-due');
    expect(under(running).silence?.expiresAt).toBe(end);
  });
  test('starts with the last delivery, in whatever order they are recorded', () => {
    const [first, ...others] = parties;
    const told = under([announce(), reaches(first!, at(5)), ...others.map((party) => reaches(party, at(2)))]);
    expect(told.silence?.expiresAt).toBe(at(77));
  });
  test('a delivery that is recorded twice counts once, and one to a stranger not at all', () => {
    expect(types(under([announce(), reaches('TOR'), reaches('TOR')]))).toEqual([
      'silence-announced',
      'silence-notice-delivered',
    ]);
    expect(outcome(under([announce(), reaches('XXX')]))).toBe('not-asked');
  });
  test('never runs for less than the minimum, and ends on a whole minute', () => {
    const late = '2026-03-05T18:30:10.500Z';
    // Three working days from Thursday evening would end on Tuesday at close of business.
    expect(silenceExpiry(late, { period: 'P1D' }, { ...vienna, minimumSilence: 'PT24H' })).toBe(
      '2026-03-06T18:31:00.000Z',
    );
    expect(silenceExpiry(late, { period: 'P1D' }, { ...vienna, minimumSilence: null })).toBe(
      '2026-03-06T17:00:00.000Z',
    );
  });
});

describe('breaking', () => {
  test.each(['objection', 'amendment'] as const)('one %s before the end is enough', (kind) => {
    const told = under([...running, objects('SAR', at(72, -1), kind)]);
    expect(outcome(told)).toEqual({ how: 'broken', at: at(72, -1) });
    expect(types(told).slice(-2)).toEqual(['silence-breach-filed', 'silence-broken']);
  });
  test('at the end or after it has no effect and is recorded', () => {
    for (const when of [end, at(72, 1), at(500)]) {
      const told = under([...running, objects('SAR', when)]);
      expect(outcome(told)).toEqual({ how: 'kept', at: end });
      expect(types(told).slice(-2)).toEqual(['silence-kept', 'silence-breach-late']);
      expect(told.silence?.late).toHaveLength(1);
    }
    const swept = under([...running, expires(at(80)), objects('SAR', at(81))]);
    expect(types(swept).slice(-2)).toEqual(['silence-kept', 'silence-breach-late']);
  });
  test('a clock that jumps back after the end changes nothing', () => {
    const told = under([...running, expires(at(73)), objects('SAR', at(1))]);
    expect(outcome(told)).toEqual({ how: 'kept', at: end });
    expect(told.silence?.late).toHaveLength(1);
  });
  test('is possible before the clock has started', () => {
    expect(outcome(under([announce(), objects('SAR', at(-0.5))]))).toEqual({ how: 'broken', at: at(-0.5) });
  });
  test('may need several parties, where the route says so', () => {
    const two = terms({}, 2);
    expect(outcome(under([...running, objects('SAR', at(1))], two))).toBe('running');
    expect(outcome(under([...running, objects('SAR', at(1)), objects('SAR', at(2))], two))).toBe(
      'already-given',
    );
    expect(outcome(under([...running, objects('SAR', at(1)), objects('TOR', at(2))], two))).toEqual({
      how: 'broken',
      at: at(2),
    });
    expect(outcome(under([...running, objects('SAR', at(1)), expires(end)], two))).toEqual({
      how: 'kept',
      at: end,
    });
  });
  test('is refused to who is not entitled, on another text, and once it is over', () => {
    expect(outcome(under([...running, objects('SAR', at(1))], terms({ entitled: ['TOR'] })))).toBe(
      'not-asked',
    );
    expect(
      outcome(under([...running, { ...objects('SAR', at(1)), hash: 'b'.repeat(64) } as SilenceAct])),
    ).toBe('text-changed');
    expect(outcome(under([...running, objects('SAR', at(1)), objects('TOR', at(2))]))).toBe('no-silence');
    expect(outcome(under([objects('SAR', at(1))]))).toBe('no-silence');
  });
});

describe('the end', () => {
  test('is the instant that was announced, whenever it is noticed, and once', () => {
    const told = under([...running, expires(at(200)), expires(at(201))]);
    expect(outcome(told)).toEqual({ how: 'kept', at: end });
    expect(types(told).filter((type) => type === 'silence-kept')).toHaveLength(1);
    expect(outcome(under([...running, expires(at(72, -1))]))).toBe('not-due');
  });
  test.each<[string, SilenceAct]>([
    ['kept', expires(end)],
    ['broken', objects('SAR', at(1))],
  ])('when it is %s, everybody is told at once', (_how, act) => {
    const last = under([...running, act]).facts.at(-1);
    expect(last && 'tells' in last ? last.tells : []).toEqual(parties);
  });
  test('is moved only by cancelling and announcing anew, with a full new period', () => {
    const again = [announce('q2', at(71)), ...reachesAll(at(71.5))];
    expect(outcome(under([...running, announce('q2', at(1))]))).toBe('silence-running');
    const told = under([...running, cancels(at(70)), ...again]);
    expect(told.refused).toBeNull();
    expect(told.silence).toMatchObject({ id: 'q2', expiresAt: at(71.5 + 72), breaches: [], ended: null });
    expect(outcome(under([...running, cancels(end)]))).toBe('no-silence');
    expect(outcome(under([...running, objects('SAR', at(1)), ...again, expires(at(300))]))).toMatchObject({
      how: 'kept',
    });
    expect(outcome(under([...running, expires(end), ...again]))).toBe('agreed-clause');
  });
});

test('notices say the exact end, the outcome and who broke it', () => {
  const notice = (...acts: SilenceAct[]) => silenceNotice(under(acts).silence!, (party) => `Party ${party}`);
  expect(notice(announce())).toBeNull();
  expect(notice(...running)).toContain('until 2026-03-05 10:00 UTC');
  expect(notice(...running, expires(end))).toContain('adopted at 2026-03-05 10:00 UTC');
  const broken = notice(...running, objects('SAR', at(1), 'amendment'));
  expect(broken).toContain('amendment of Party SAR');
  expect(broken).toContain('not adopted');
  expect(notice(...running, cancels(at(1)))).toContain('full new period');
});

test('refusals are sentences that name parties and say what to do', () => {
  const refusals = [
    under([...running, objects('SAR', at(1))], terms({ entitled: ['TOR'] })),
    under([...running, announce('q2', at(1))]),
    under([...running, expires(at(1))]),
    under([announce(), expires(at(1))]),
    under([announce(), reaches('XXX')]),
    under([expires(at(1))]),
  ];
  for (const { refused } of refusals) expect(refused?.sentence).toMatch(/^[A-Z].*\. [A-Z].*\.$/);
  expect(refusals[0]?.refused?.sentence).toContain('Party SAR');
});

test('an id is used for one procedure only', () => {
  expect(outcome(under([...running, cancels(at(1)), announce('q1', at(2))]))).toBe('used-id');
});

/* Any acts at any times, in any order of arrival. */

const when = fc.integer({ min: -30, max: 130 }).map((hours) => at(hours));
const party = fc.constantFrom(...parties, 'XXX');
const act: fc.Arbitrary<SilenceAct> = fc.oneof(
  fc.tuple(fc.constantFrom('q1', 'q2', 'q3'), when).map(([id, t]) => announce(id, t)),
  { weight: 3, arbitrary: fc.tuple(party, when).map(([p, t]) => reaches(p, t)) },
  fc
    .tuple(party, when, fc.constantFrom('objection' as const, 'amendment' as const))
    .map(([p, t, k]) => objects(p, t, k)),
  when.map(expires),
  when.map(cancels),
);

/** Once it runs its end does not move, and once it has ended nothing of it changes but what came late. */
function stepped(before: Silence | null, fact: SilenceFact): Silence | null {
  const after = evolveSilence(before, fact);
  if (before === null || after?.id !== before.id) return after;
  if (before.expiresAt !== null) expect(after.expiresAt).toBe(before.expiresAt);
  if (before.ended) expect({ ...after, late: [] }).toEqual({ ...before, late: [] });
  return after;
}

test('no sequence of acts adopts a text without a full period after the last delivery, or against an objection in time', () => {
  const seen = { kept: 0, broken: 0, cancelled: 0 };
  fc.assert(
    fc.property(
      fc.array(act, { maxLength: 15 }),
      fc.array(act, { maxLength: 8 }),
      fc.integer({ min: 1, max: 3 }),
      (loose, rest, threshold) => {
        // Half of what is tried begins with a clock that runs, so that the ends are met often.
        const acts = loose.length % 2 === 0 ? [...running, ...rest] : [announce(), ...loose];
        const by = terms({}, threshold);
        let silence: Silence | null = null;
        for (const one of acts) {
          const decided = decideSilence(silence, one, by);
          if (isRefusal(decided)) continue;
          for (const fact of decided) silence = stepped(silence, fact);
          if (!silence?.ended) continue;
          seen[silence.ended.how] += 1;
          const { ended, deliveries, breaches, expiresAt } = silence;
          if (ended.how === 'kept') {
            expect(new Set(deliveries.map((d) => d.party))).toEqual(new Set(parties));
            for (const { at: delivered } of deliveries) {
              expect(Date.parse(ended.at) - Date.parse(delivered)).toBeGreaterThanOrEqual(72 * 3_600_000);
            }
            expect(ended.at).toBe(expiresAt);
            expect(breaches.length).toBeLessThan(threshold);
          }
          if (ended.how === 'broken') {
            expect(new Set(breaches.map((b) => b.party)).size).toBe(threshold);
            if (expiresAt !== null) expect(compareInstants(ended.at, expiresAt)).toBeLessThan(0);
          }
        }
      },
    ),
    { numRuns: 500 },
  );
  for (const often of Object.values(seen)) expect(often).toBeGreaterThan(30);
});
