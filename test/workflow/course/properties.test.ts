/**
 * Whatever people try, in whatever order, at whatever hour their clocks say: no state is ever illegal, a refusal
 * leaves no trace, every event tells something, and the events alone make the state.
 */
import { describe, expect, test } from '@jest/globals';
import {
  commandSchema,
  courseOf,
  decide,
  evolve,
  isRefusal,
  outdated,
  replay,
  runningDeadlines,
  sentenceOf,
  type AgreementEvent,
  type AgreementState,
  type Change,
  type Command,
  type Condition,
  type SignatureAct,
  type SystemCommand,
} from '@travaux/workflow/agreement';
import { compareRungs, editClasses, rungs } from '@travaux/workflow/route';
import fc from 'fast-check';
import { faultsOf } from './invariants.ts';
import {
  actor,
  cast,
  consensus,
  deciding,
  hashOf,
  majority,
  review,
  routeOf,
  signing,
  silent,
  talks,
  Talks,
} from './language.ts';

/** Numbers from which a step makes its choices. */
type Dice = (sides: number) => number;

const diceOf = (seed: number): Dice => {
  let state = seed >>> 0;
  return (sides) => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % sides;
  };
};

const pick = <T>(dice: Dice, list: readonly T[]): T => list[dice(list.length)]!;
const people = [...cast.map(({ person }) => person), 'stranger'];
const parties = ['TOR', 'SAR', 'KEL'];
const seats = ['TOR', 'SAR', 'KEL', 'i1', 'i2'];
const clauses = ['c', 'd', 'e'];
const routeIds = ['plain', 'sign', 'quiet', 'jec', 'long', 'winding', 'gone'];

const voices = [
  { kind: 'role', role: 'legal-drafters' },
  { kind: 'party', party: 'TOR' },
  { kind: 'body', body: 'JEC' },
  { kind: 'organisation', organisation: 'FORUM' },
  { kind: 'secretariat' },
] as const;

function conditionOf(dice: Dice): Condition {
  const clause = pick(dice, clauses);
  return { clause, atLeast: pick(dice, rungs), hash: dice(3) === 0 ? hashOf(clause, 1) : null };
}

function actOf(dice: Dice, soon: string): SignatureAct {
  switch (dice(9)) {
    case 0:
      return { kind: 'agree-if', conditions: [conditionOf(dice)] };
    case 1:
    case 2:
      return {
        kind: 'agree-ad-referendum',
        until: soon,
        onDate: pick(dice, ['confirm', 'lapse', 'escalate']),
      };
    case 3:
      return { kind: 'reserve', reservation: 'scrutiny', reason: 'r' };
    case 4:
      return { kind: 'hold', until: soon, onDate: pick(dice, ['lapses', 'renews']), reason: 'r' };
    case 5:
      return dice(3) === 0 ? { kind: 'refuse', reason: 'r' } : { kind: 'agree' };
    default:
      return { kind: 'agree' };
  }
}

/** A person who might well do this, most of the time. */
function likely(dice: Dice, command: Command | SystemCommand, t: Talks): string {
  if (command.type === 'pass-deadline') return dice(20) === 0 ? 'sigrid' : 'operator';
  if (dice(16) === 0) return pick(dice, people);
  const delegates: Record<string, string> = { TOR: 'dana', SAR: pick(dice, ['omar', 'ada']), KEL: 'kofi' };
  const members: Record<string, string> = {
    TOR: pick(dice, ['mtor', 'ator']),
    SAR: 'msar',
    KEL: 'mkel',
    i1: 'mi1',
    i2: 'mi2',
  };
  if ('party' in command && typeof command.party === 'string') return delegates[command.party] ?? 'dana';
  switch (command.type) {
    case 'give-opinion':
    case 'lift-opinion':
      return {
        role: 'lena',
        party: 'dana',
        body: 'msar',
        organisation: 'olga',
        secretariat: 'sigrid',
        chair: 'chidi',
      }[command.of.kind];
    case 'declare-interest':
    case 'cast-vote':
    case 'file-dissent':
      return members[command.seat] ?? 'mi1';
    case 'challenge-interest':
      return members[command.from] ?? 'mi1';
    case 'override-opinion':
    case 'settle-escalation':
    case 'rule-on-interest':
    case 'certify-no-consensus':
    case 'take-decision':
      return pick(dice, ['mtor', 'mtor', 'chidi']);
    case 'announce-silence':
    case 'cancel-silence':
    case 'adopt-agreement':
      return 'chidi';
    case 'reopen-clause':
      return courseOf(t.state, command.clause).grant?.by.kind === 'body' ? 'mtor' : 'chidi';
    case 'ask-to-lower-edit-class':
      return 'lena';
    case 'lower-edit-class':
      return pick(dice, ['lena', 'lars']);
    default:
      return 'sigrid';
  }
}

function commandOf(dice: Dice, t: Talks): Command | SystemCommand {
  const clause = dice(60) === 0 ? 'a' : pick(dice, clauses);
  const { underWay, past, packets } = courseOf(t.state, clause);
  const now = dice(30) === 0 ? 'elsewhere' : t.seen(clause).stage;
  const seen = { ...t.seen(clause), stage: now };
  if (dice(30) === 0) seen.packet += 1;
  const party = dice(40) === 0 ? 'gone' : pick(dice, parties);
  const seat = dice(40) === 0 ? 'gone' : pick(dice, seats);
  const reason = 'r';
  const fresh = `id-${t.state.version}`;
  const soon = new Date(Date.parse(t.now) + (dice(100) - 5) * 3_600_000).toISOString();
  const silence = underWay?.run.kind === 'silence' ? underWay.run.silence?.id : undefined;
  const lastSilence = past.findLast(({ run }) => run.kind === 'silence')?.run;
  const silenceId =
    silence ?? (lastSilence?.kind === 'silence' ? lastSilence.silence?.id : undefined) ?? 'none';
  const to = pick(dice, editClasses);
  const packet = Math.max(1, packets - dice(2));
  // In a stage, mostly what the stage is for.
  const stage =
    underWay && t.text(clause).relies.some((one, at) => one.hash !== underWay.text.relies[at]?.hash);
  const kind = dice(7) === 0 ? 'any' : stage ? 'moved' : (underWay?.run.kind ?? 'out');
  const inside: Record<string, readonly number[]> = {
    out: [
      ...Array<number>(24).fill(0),
      1,
      2,
      12,
      12,
      13,
      17,
      27,
      27,
      30,
      31,
      31,
      31,
      32,
      33,
      34,
      34,
      36,
      38,
      38,
      39,
    ],
    moved: [4, 4, 4, 6, 28],
    review: [7, 7, 7, 7, 7, 7, 8, 9, 10, 29, 28, 6],
    'sign-off': [11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 12, 13, 37, 28, 29, 6, 5],
    silence: [14, 14, 14, 15, 15, 15, 15, 16, 16, 16, 16, 16, 17, 18],
    committee: [20, 21, 22, 23, 24, 24, 24, 24, 24, 24, 24, 24, 24, 24, 24, 25, 26, 26],
  };
  const choice = kind === 'any' ? dice(46) : pick(dice, inside[kind] ?? [0]);
  switch (choice) {
    case 0:
      return {
        type: 'send-clause',
        clause,
        procedure: fresh,
        route: pick(dice, routeIds),
        hash: t.hash(clause),
      };
    case 1:
      return { type: 'send-clause', clause, procedure: fresh, route: null, hash: t.hash(clause) };
    case 2:
      return dice(4) === 0
        ? { type: 'recall-clause', clause, reason }
        : { type: 'renew-packet', clause, hash: t.hash(clause) };
    case 3:
      return { type: 'return-clause', clause, stage: now, reason };
    case 4:
      return { type: 'renew-packet', clause, hash: t.hash(clause) };
    case 5:
      return { type: 'conclude-stage', clause, stage: now };
    case 6:
      return { type: 'raise-edit-class', clause, packet, to, reason };
    case 7: {
      const opinions = [
        { kind: 'none' },
        { kind: 'positive' },
        { kind: 'positive' },
        { kind: 'positive-with-comments', comments: 'x' },
        { kind: 'negative', reason: 'x' },
      ] as const;
      const asked = underWay?.run.kind === 'review' ? underWay.run.reviewers : voices;
      const of = dice(3) === 0 ? pick(dice, voices) : (asked[dice(asked.length)] ?? voices[0]);
      return { type: 'give-opinion', clause, seen, of, opinion: pick(dice, opinions) };
    }
    case 8:
      return { type: 'lift-opinion', clause, seen, of: pick(dice, voices) };
    case 9:
      return { type: 'override-opinion', clause, seen, of: pick(dice, voices), reason };
    case 10:
      return { type: 'settle-escalation', clause, seen, passes: dice(2) === 0, reason };
    case 11:
      return { type: 'sign-off', clause, seen, party, act: actOf(dice, soon) };
    case 12:
      return { type: 'confirm-ad-referendum', clause, party, hash: t.hash(clause) };
    case 13:
      return { type: 'revoke-ad-referendum', clause, party, reason };
    case 14:
      return { type: 'announce-silence', clause, seen, silence: fresh, title: 'T', meeting: 'M' };
    case 15:
      return { type: 'open-silence-notice', clause, silence: silenceId, party };
    case 16:
      return { type: 'record-delivery', clause, silence: silenceId, party, channel: 'note' };
    case 17:
    case 19: {
      const by = pick(dice, ['objection', 'amendment'] as const);
      return {
        type: 'break-silence',
        clause,
        silence: silenceId,
        hash: t.hash(clause),
        party,
        by,
        text: 'x',
      };
    }
    case 18:
      return { type: 'cancel-silence', clause, silence: silenceId, reason };
    case 20:
      return {
        type: 'declare-interest',
        clause,
        stage: now,
        seat,
        extent: pick(dice, ['seat', 'person']),
        reason,
      };
    case 21:
      return { type: 'challenge-interest', clause, stage: now, seat, from: pick(dice, seats), reason };
    case 22:
    case 23:
      return { type: 'rule-on-interest', clause, stage: now, seat, recused: dice(2) === 0, reason };
    case 24: {
      const vote = pick(dice, ['in-favour', 'in-favour', 'in-favour', 'against', 'abstain'] as const);
      return { type: 'cast-vote', clause, seen, seat, vote, explanation: '' };
    }
    case 25:
      return { type: 'certify-no-consensus', clause, seen, reason };
    case 26: {
      const roll = seats.slice(0, dice(6)).map((seat, at) => ({
        seat,
        person: ['mtor', 'msar', 'mkel', 'mi1', 'mi2'][at] ?? 'mtor',
      }));
      return { type: 'take-decision', clause, seen, roll, reasons: '' };
    }
    case 27: {
      const last = past.findLast(({ run }) => run.kind === 'committee');
      const of = { procedure: last?.procedure ?? 'p', stage: last?.stage.id ?? 's' };
      return { type: 'file-dissent', clause, ...of, seat, text: 'x' };
    }
    case 28:
      return { type: 'ask-to-lower-edit-class', clause, packet, to, reason };
    case 29:
      return { type: 'lower-edit-class', clause, packet, to };
    case 30:
      return { type: 'withdraw-clause', clause, reason };
    case 31:
      return { type: 'reinstate-clause', clause };
    case 32:
    case 42:
      return {
        type: 'reopen-clause',
        clause,
        hash: courseOf(t.state, clause).text?.hash ?? t.hash(clause),
        reason,
      };
    case 33:
      return { type: 'form-package', package: fresh, name: 'P', clauses: [clause, pick(dice, clauses)] };
    case 34: {
      const held = pick(dice, [...t.state.packages.keys(), 'none']);
      const conditions = dice(2) === 0 ? [] : [conditionOf(dice)];
      return { type: 'accept-package', package: held, party, conditions };
    }
    case 35:
      return { type: 'dissolve-package', package: pick(dice, [...t.state.packages.keys(), 'none']), reason };
    case 36:
    case 37:
      return { type: 'close-package', package: pick(dice, [...t.state.packages.keys(), 'none']) };
    case 38:
      return { type: 'adopt-agreement' };
    case 39:
      return dice(2) === 0 ? { type: 'park-clause', clause, reason } : { type: 'take-up-clause', clause };
    case 40:
      return dice(6) === 0
        ? { type: 'delete-element', id: clause }
        : { type: 'split-clause', clause, atBlock: 1, into: fresh };
    case 41:
      return { type: 'rename-element', id: pick(dice, [clause, 'a', 'b']), heading: `h${dice(3)}` };
    case 43:
      return { type: 'set-topics', element: clause, topics: dice(2) === 0 ? [] : ['relief'] };
    case 44:
      return {
        type: 'set-routing-rules',
        rules: [{ topics: dice(2) === 0 ? ['relief'] : [], within: [], route: pick(dice, routeIds) }],
      };
    default:
      return dice(2) === 0
        ? { type: 'retire-route', route: pick(dice, routeIds) }
        : { type: 'draw-up-route', route: routeOf(pick(dice, routeIds.slice(0, 6)), review(), signing()) };
  }
}

/**
 * What brings talks to their end: every clause agreed as it stands, packages accepted and closed, then the closing
 * act. One step in six goes astray.
 */
function towardsTheEnd(dice: Dice, t: Talks): Command | SystemCommand {
  if (dice(6) === 0) return commandOf(dice, t);
  for (const clause of clauses) {
    const { underWay, awaited, rung, withdrawn, text } = courseOf(t.state, clause);
    const { outline, parked } = t.state;
    if (!outline.elements.has(clause) || withdrawn) continue;
    if (parked.has(clause)) return { type: 'take-up-clause', clause };
    const [waiting] = awaited;
    if (waiting) return { type: 'confirm-ad-referendum', clause, party: waiting.party, hash: t.hash(clause) };
    const bound = underWay?.text ?? text;
    const moved = bound !== null && outdated(bound, t.text(clause)) !== null;
    if (underWay?.run.kind === 'sign-off') {
      if (moved) return { type: 'renew-packet', clause, hash: t.hash(clause) };
      return {
        type: 'sign-off',
        clause,
        seen: t.seen(clause),
        party: pick(dice, parties),
        act: { kind: 'agree' },
      };
    }
    if (underWay) return { type: 'recall-clause', clause, reason: 'r' };
    if (compareRungs(rung, 'agreed') < 0 || moved) {
      return rung === 'under-negotiation'
        ? {
            type: 'send-clause',
            clause,
            procedure: `id-${t.state.version}`,
            route: 'sign',
            hash: t.hash(clause),
          }
        : { type: 'reopen-clause', clause, hash: text?.hash ?? t.hash(clause), reason: 'r' };
    }
  }
  const held = [...t.state.packages.values()];
  const open = held.find(({ closedAt }) => closedAt === null);
  if (open) {
    const accepted = open.acceptances.map(({ party }) => party);
    const party = parties.find((one) => !accepted.includes(one));
    if (party === undefined) return { type: 'close-package', package: open.id };
    return { type: 'accept-package', package: open.id, party, conditions: [] };
  }
  if (held.length === 0) {
    return {
      type: 'form-package',
      package: `id-${t.state.version}`,
      name: 'P',
      clauses: clauses.slice(0, 2),
    };
  }
  return { type: 'adopt-agreement' };
}

const winding = routeOf(
  'winding',
  review({
    id: 'first',
    reviewers: [
      { kind: 'role', role: 'legal-drafters' },
      { kind: 'party', party: 'TOR' },
      { kind: 'body', body: 'JEC' },
    ],
    required: 2,
    order: 'ordered',
    within: 'P5D',
    onDeadline: 'escalates',
    overriddenBy: 'JEC',
    consulted: [{ kind: 'observers' }, { kind: 'secretariat' }],
  }),
  signing({ id: 'second', grants: 'agreed-in-group', within: 'P3D', onReturn: { stage: 'first' } }),
  silent({ id: 'third', grants: null, onReturn: { stage: 'second' } }, 2),
  deciding(consensus, {
    id: 'fourth',
    within: 'P7D',
    onReturn: { stage: 'second' },
    lastResort: majority,
    secretUntilCast: true,
    onDeadline: 'returns',
  }),
  signing({
    id: 'fifth',
    grants: 'scrubbed',
    form: { kind: 'explicit', onDeadline: 'returns' },
    within: 'P2D',
  }),
);

const plain = (state: AgreementState): string =>
  JSON.stringify(state, (_key, value: unknown) =>
    value instanceof Map ? [...value.entries()] : value instanceof Set ? [...value] : value,
  );

/** A state without its count of events. */
const told = (state: AgreementState): string => plain({ ...state, version: 0 });

interface Seen {
  accepted: Map<string, number>;
  refused: Map<string, number>;
  events: Map<string, number>;
}
const count = (of: Map<string, number>, what: string) => void of.set(what, (of.get(what) ?? 0) + 1);

const start = talks(winding);

/** What everybody agreed to, clause by clause. */
const agreedIn = (state: AgreementState): string =>
  JSON.stringify([...state.courses].map(([clause, { rung, grant, text }]) => [clause, rung, grant, text]));

/** The headings under which agreed clauses were read. */
function headingsAgreed(state: AgreementState): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [clause, { grant }] of state.courses) {
    if (!grant || compareRungs(grant.rung, 'agreed-in-group') < 0) continue;
    const headings: string[] = [];
    for (let at: string | null = clause; at !== null;) {
      const element = state.outline.elements.get(at);
      headings.push(element?.heading ?? '');
      at = element?.parent ?? null;
    }
    found.set(clause, headings.join(' / '));
  }
  return found;
}

/** One long stretch of talks; throws with what was wrong and after which command. */
function stretch(seed: number, length: number, seen: Seen, next = commandOf): void {
  const dice = diceOf(seed);
  let t = start;
  let wall = Date.parse(t.now);
  const stream: AgreementEvent[] = [];
  for (let step = 0; step < length; step += 1) {
    const jump = dice(30);
    wall += jump === 0 ? 24 * 3_600_000 * (1 + dice(6)) : jump < 3 ? 3_600_000 * dice(30) : 60_000 * dice(10);
    // A clock that jumps back is set right again.
    const back = jump === 29 ? 3_600_000 * dice(48) : jump === 28 ? dice(6_000) : 0;
    t = t.at(new Date(wall - back).toISOString());
    if (dice(40) === 0) t = t.edit(pick(dice, ['d', 'e', 'e']));
    const due = [...runningDeadlines(t.state)];
    const command =
      due.length > 0 && dice(12) === 0
        ? ({ type: 'pass-deadline', deadline: pick(dice, due) } as const)
        : next(dice, t);
    if (command.type !== 'pass-deadline') {
      const read = commandSchema.safeParse(command);
      // What the edge would not let in never gets here.
      if (!read.success) continue;
    }
    const change: Change = { class: pick(dice, editClasses), reasons: ['r'] };
    const who = likely(dice, command, t);
    // Comparing whole states is most of the work, so it is done now and then.
    const thorough = step % 10 === seed % 10;
    const before = thorough ? plain(t.state) : '';
    const decided = decide(t.state, actor(who), command, t.facts(command, change));
    if (thorough) expect(plain(t.state)).toBe(before);
    if (isRefusal(decided)) {
      count(seen.refused, decided.code);
      expect(decided.sentence).toMatch(/^[A-Z0-9“].*[.”]$/);
      expect(decided.sentence).not.toMatch(/undefined|\bnull\b|\[object|the the /);
      continue;
    }
    count(seen.accepted, command.type);
    let state = t.state;
    for (const [at, event] of decided.entries()) {
      const next = evolve(state, event);
      count(seen.events, event.type);
      // A committee that is entered first, and consults nobody, is entered as it is sent.
      if (thorough && decided[at - 1]?.type !== 'clause-sent' && told(next) === told(state)) {
        throw new Error(`${event.type} changes nothing, after ${JSON.stringify(command)}`);
      }
      expect(JSON.parse(JSON.stringify(event))).toStrictEqual(event);
      const sentence = sentenceOf(event, state, actor(pick(dice, people)));
      expect(sentence).toMatch(/^[A-Z“]/);
      expect(sentence).not.toMatch(/undefined|\bnull\b|\[object|the the /);
      state = next;
    }
    if (t.state.adopted !== null && agreedIn(state) !== agreedIn(t.state)) {
      throw new Error(`what was adopted changed, after ${who} ${JSON.stringify(command)}`);
    }
    if (command.type === 'rename-element') {
      const headings = headingsAgreed(state);
      for (const [clause, heading] of headingsAgreed(t.state)) expect(headings.get(clause)).toBe(heading);
    }
    const faults = faultsOf(state);
    if (faults.length > 0) throw new Error(`${faults.join('; ')}, after ${who} ${JSON.stringify(command)}`);
    stream.push(...decided);
    t = new Talks(state, t.now, t.editions, decided);
  }
  expect(plain(replay(start.state, stream))).toBe(plain(t.state));
  const middle = Math.floor(stream.length / 2);
  expect(plain(replay(replay(start.state, stream.slice(0, middle)), stream.slice(middle)))).toBe(
    plain(t.state),
  );
}

describe('any stretch of talks', () => {
  test('keeps to what is legal, and tells everything in its events', () => {
    const seen: Seen = { accepted: new Map(), refused: new Map(), events: new Map() };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0x7fffffff }), (seed) => stretch(seed, 120, seen)),
      { numRuns: 60 },
    );
    if (process.env['TALK']) console.log(seen);
    // A run in which hardly anything happened would prove nothing.
    expect([...seen.accepted.values()].reduce((a, b) => a + b, 0)).toBeGreaterThan(1_000);
    expect(seen.events.size).toBeGreaterThan(40);
    expect(seen.refused.size).toBeGreaterThan(25);
  });

  // By name, so that every run gets there; each goes on after the closing act.
  test.each([1, 2, 3, 5, 8, 9, 10, 12])(
    'comes to its closing act and stays as it was adopted: %i',
    (seed) => {
      const seen: Seen = { accepted: new Map(), refused: new Map(), events: new Map() };
      stretch(seed, 300, seen, towardsTheEnd);
      expect(seen.events.get('package-closed') ?? 0).toBeGreaterThan(0);
      expect(seen.events.get('agreement-adopted')).toBe(1);
      expect(seen.refused.get('already-adopted') ?? 0).toBeGreaterThan(10);
    },
  );
});
