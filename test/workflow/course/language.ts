/**
 * The language of the tests on the course of clauses: talks in which people do things one after the other, at
 * instants that the test sets, on texts that it edits. A clause is sketched in one line.
 *
 *   talks().send('c', 'plain').does('lena', positive('c')).is('c', 'under-negotiation > sign')
 *
 * Clause `c` uses the term that clause `d` defines and refers to clause `e`. Three parties (TOR, SAR, KEL), and a
 * committee JEC with a seat for each of them and for two independents (i1, i2), chaired from the seat TOR.
 */
import { expect } from '@jest/globals';
import {
  courseOf,
  decide,
  dueDeadlines,
  factsNeeded,
  isRefusal,
  replay,
  type Accreditation,
  type AgreementEvent,
  type AgreementState,
  type Change,
  type Closure,
  type Command,
  type Condition,
  type EnrolPasskey,
  type ErrorFinding,
  type Facts,
  type Opinion,
  type RefusalCode,
  type Seen,
  type SignatureAct,
  type SystemCommand,
  type Voice,
} from '@travaux/workflow/agreement';
import type { CommitteeStage, DecisionRule, Route, ReviewStage, SignOffStage } from '@travaux/workflow/route';
import { operatorActor, publicActor, type Actor } from '@travaux/workflow/policy';
import { opened, opening } from '../language.ts';

const delegate = (person: string, party: string, more = {}): Accreditation => ({
  person,
  name: person,
  capacity: { role: 'delegate', party, ...more },
});
const member = (person: string, party: string | null, more = {}): Accreditation => ({
  person,
  name: person,
  capacity: { role: 'committee-member', body: 'JEC', party, ...more },
});

export const cast: readonly Accreditation[] = [
  { person: 'sigrid', name: 'sigrid', capacity: { role: 'secretariat' } },
  { person: 'lena', name: 'lena', capacity: { role: 'secretariat' } },
  { person: 'lars', name: 'lars', capacity: { role: 'secretariat' } },
  { person: 'chidi', name: 'chidi', capacity: { role: 'chair' } },
  delegate('dana', 'TOR', { signing: 'full-powers' }),
  delegate('adam', 'TOR', { signing: 'none' }),
  delegate('omar', 'SAR'),
  delegate('ada', 'SAR', { signing: 'agree-ad-referendum' }),
  delegate('kofi', 'KEL'),
  delegate('scot', 'KEL', { scope: ['b'] }),
  member('mtor', 'TOR'),
  member('ator', 'TOR', { seat: 'TOR', alternate: true }),
  member('msar', 'SAR'),
  member('mkel', 'KEL'),
  member('mi1', null, { seat: 'i1' }),
  member('mi2', null, { seat: 'i2' }),
  member('loose', null),
  { person: 'olga', name: 'olga', capacity: { role: 'observer', organisation: 'FORUM' } },
];

export type Who = string;

export function actor(who: Who): Actor {
  if (who === 'operator') return operatorActor;
  return who === 'public' ? publicActor : { person: who, convener: false };
}

// Routes

const stage = {
  within: null,
  onReturn: 'negotiation' as const,
  grants: null,
  informed: [],
  consulted: [],
};

export const review = (more: Partial<ReviewStage> = {}): ReviewStage => ({
  ...stage,
  kind: 'review',
  id: 'read',
  name: 'Legal review',
  reviewers: [{ kind: 'role', role: 'legal-drafters' }],
  required: 'all',
  order: 'parallel',
  onDeadline: 'returns',
  overriddenBy: null,
  ...more,
});

export const signing = (more: Partial<SignOffStage> = {}): SignOffStage => ({
  ...stage,
  kind: 'sign-off',
  id: 'sign',
  name: 'Sign-off by the parties',
  grants: 'agreed',
  parties: 'all',
  form: { kind: 'explicit', onDeadline: 'stays-open' },
  survives: ['no-change', 'renumbering', 'cross-reference'],
  capacity: 'agree-ad-referendum',
  ...more,
});

export const silent = (more: Partial<SignOffStage> = {}, threshold = 1): SignOffStage =>
  signing({
    id: 'quiet',
    name: 'Silence',
    grants: 'agreed-in-group',
    form: { kind: 'silence', period: 'PT72H', mayBreak: 'all', threshold, basis: 'Rule 7' },
    ...more,
  });

export const deciding = (rule: DecisionRule, more: Partial<CommitteeStage> = {}): CommitteeStage => ({
  ...stage,
  kind: 'committee',
  id: 'jec',
  name: 'Approval by the committee',
  grants: 'agreed',
  body: 'JEC',
  terms: { rule, quorum: { kind: 'number', seats: 3 }, recusal: 'leaves-base' },
  lastResort: null,
  secretUntilCast: false,
  onDeadline: 'stays-open',
  ...more,
});

export const consensus: DecisionRule = { kind: 'consensus' };
export const majority: DecisionRule = { kind: 'simple-majority', base: 'present-and-voting' };

export const routeOf = (id: string, ...stages: Route['stages']): Route => ({
  id,
  name: id,
  calendar: {
    id: 'utc',
    name: 'Calendar days',
    timeZone: 'UTC',
    counting: 'calendar-days',
    weekend: [6, 7],
    holidays: [],
    roll: 'none',
    closeOfBusiness: null,
    minimumSilence: null,
  },
  stages,
});

const routes: readonly Route[] = [
  routeOf('plain', review(), signing()),
  routeOf('sign', signing()),
  routeOf('quiet', silent()),
  routeOf('jec', deciding(consensus, { lastResort: majority })),
  routeOf('long', review(), silent(), deciding(majority)),
];

// Talks

type Asked = Command | EnrolPasskey | SystemCommand;
type Ask = Asked | ((talks: Talks) => Asked);

export const monday = '2026-03-02T09:00:00.000Z';
/** So many hours after the talks began. */
export const hours = (count: number): string =>
  new Date(Date.parse(monday) + count * 3_600_000).toISOString();

export function talks(...more: Route[]): Talks {
  const state = opened(
    opening(['article a', '  clause c', '  clause d', 'article b', '  clause e'], {
      parties: [
        { id: 'TOR', name: 'Torvald', group: 'North' },
        { id: 'SAR', name: 'Sarrane', group: 'South' },
        { id: 'KEL', name: 'Keland', group: 'South' },
      ],
      bodies: [
        {
          id: 'JEC',
          name: 'Joint Evaluation Committee',
          members: ['TOR', 'SAR', 'KEL'],
          seats: [
            { id: 'TOR', party: 'TOR', group: 'North' },
            { id: 'SAR', party: 'SAR', group: 'South' },
            { id: 'KEL', party: 'KEL', group: 'South' },
            { id: 'i1', party: null, group: null },
            { id: 'i2', party: null, group: null },
          ],
          chair: 'TOR',
        },
      ],
      accreditations: cast.filter((one) => one.person !== 'scot'),
    }),
  );
  let begun = new Talks(state, monday, new Map())
    .does('sigrid', { type: 'accredit-person', accreditation: cast.find((one) => one.person === 'scot')! })
    .does('sigrid', {
      type: 'name-role-holders',
      role: 'legal-drafters',
      name: 'Legal drafters',
      persons: ['lena', 'lars'],
    });
  for (const route of [...routes.filter(({ id }) => !more.some((one) => one.id === id)), ...more]) {
    begun = begun.does('sigrid', { type: 'draw-up-route', route });
  }
  return begun;
}

/** A hash that tells which text and which edition of it. */
export const hashOf = (clause: string, edition: number): string =>
  Buffer.from(`${clause} ${edition}`).toString('hex').padEnd(64, '0').slice(0, 64);

export class Talks {
  readonly state: AgreementState;
  readonly now: string;
  readonly editions: ReadonlyMap<string, number>;
  readonly last: readonly AgreementEvent[];
  /** What the linter finds on whatever clause is asked about. */
  readonly findings: readonly ErrorFinding[];

  constructor(
    state: AgreementState,
    now: string,
    editions: ReadonlyMap<string, number>,
    last: readonly AgreementEvent[] = [],
    findings: readonly ErrorFinding[] = [],
  ) {
    this.state = state;
    this.now = now;
    this.editions = editions;
    this.last = last;
    this.findings = findings;
  }

  at(now: string): Talks {
    return new Talks(this.state, now, this.editions, this.last, this.findings);
  }

  /** The words of a clause change, whatever state it is in: what a room would refuse, a test may do. */
  edit(clause: string): Talks {
    const edition = (this.editions.get(clause) ?? 1) + 1;
    return new Talks(
      this.state,
      this.now,
      new Map([...this.editions, [clause, edition]]),
      this.last,
      this.findings,
    );
  }

  /** From now on the linter finds these. */
  finds(...findings: ErrorFinding[]): Talks {
    return new Talks(this.state, this.now, this.editions, this.last, findings);
  }

  hash(clause: string): string {
    return hashOf(clause, this.editions.get(clause) ?? 1);
  }

  text(clause: string): Closure {
    const relies: Closure['relies'] =
      clause === 'c'
        ? [
            { clause: 'd', hash: this.hash('d'), as: 'definition', term: 'Relief' },
            { clause: 'e', hash: this.hash('e'), as: 'reference' },
          ]
        : [];
    return { hash: this.hash(clause), relies };
  }

  seen(clause: string): Seen {
    const { underWay } = courseOf(this.state, clause);
    if (!underWay) return { stage: 'none', packet: 1, hash: this.hash(clause) };
    return { stage: underWay.run.stage, packet: underWay.packet, hash: underWay.text.hash };
  }

  facts(command: Asked, change: Change): Facts {
    const { elements } = this.state.outline;
    const clauses = [...elements.values()].filter(({ kind }) => kind === 'clause').map(({ id }) => id);
    const all = {
      blockCount: 3,
      text: 'clause' in command && elements.has(command.clause) ? this.text(command.clause) : null,
      texts: new Map(clauses.map((clause) => [clause, this.text(clause)])),
      change,
      findings: this.findings,
      // Who checks the signature found it good.
      statement: null,
    };
    // Only those that the command is said to need, so that one which needs more is found out.
    return { now: this.now, ...Object.fromEntries(factsNeeded(command).map((name) => [name, all[name]])) };
  }

  ask(who: Who, ask: Ask, change: Change = substantive) {
    const command = typeof ask === 'function' ? ask(this) : ask;
    return decide(this.state, actor(who), command, this.facts(command, change));
  }

  does(who: Who, ask: Ask, change: Change = substantive): Talks {
    const events = this.ask(who, ask, change);
    if (isRefusal(events)) throw new Error(`refused: ${events.code}: ${events.sentence}`);
    return new Talks(replay(this.state, events), this.now, this.editions, events, this.findings);
  }

  /** Refused with this code, in whole sentences that name all of these things, and nothing is recorded. */
  refuses(who: Who, ask: Ask, code: RefusalCode, ...names: string[]): Talks {
    const decided = this.ask(who, ask);
    expect(isRefusal(decided) ? decided.code : decided).toBe(code);
    if (!isRefusal(decided)) return this;
    for (const name of names) expect(decided.sentence).toContain(name);
    expect(decided.sentence).toMatch(/^[A-Z0-9“].*[.”]$/);
    expect(decided.sentence).not.toMatch(/undefined|null|\[object|the the /);
    return this;
  }

  /** Accepted, and nothing happens. */
  idle(who: Who, ask: Ask): Talks {
    expect(this.ask(who, ask)).toEqual([]);
    return this;
  }

  send(clause: string, route: string | null, procedure = `p-${clause}-${this.state.version}`): Talks {
    return this.does('sigrid', send(clause, route, procedure));
  }

  /** Everything that is due is passed, as the sweep does it. */
  sweep(): Talks {
    const [due] = dueDeadlines(this.state, this.now);
    return due ? this.does('operator', { type: 'pass-deadline', deadline: due }).sweep() : this;
  }

  /** The course of a clause in one line. */
  is(clause: string, line: string): Talks {
    expect(sketch(this.state, clause)).toBe(line);
    return this;
  }

  /** The types of the events that the last command led to. */
  told(...types: AgreementEvent['type'][]): Talks {
    expect(this.last.map(({ type }) => type)).toEqual(types);
    return this;
  }
}

/** `agreed-in-group > quiet #2 (awaits SAR)`: the rung, the stage, the packet where it was renewed, and whom it waits for. */
export function sketch(state: AgreementState, clause: string): string {
  const { rung, underWay, awaited, withdrawn } = courseOf(state, clause);
  const parts: string[] = [rung];
  if (withdrawn) parts.push('withdrawn');
  if (underWay) parts.push(`> ${underWay.run.stage}`);
  if (underWay?.renewals.length) parts.push(`#${underWay.packet}`);
  if (awaited.length) parts.push(`(awaits ${awaited.map(({ party }) => party).join(' ')})`);
  return parts.join(' ');
}

export const substantive: Change = { class: 'substantive', reasons: ['a definition changed'] };
export const renumbering: Change = { class: 'renumbering', reasons: ['numbers moved'] };
export const nothing: Change = { class: 'no-change', reasons: ['spacing'] };

// What people do

const why = 'because';

export const send =
  (clause: string, route: string | null, procedure = 'p1') =>
  (t: Talks): Command => ({ type: 'send-clause', clause, procedure, route, hash: t.hash(clause) });
export const recall = (clause: string): Command => ({ type: 'recall-clause', clause, reason: why });
export const sendBack = (clause: string, stage: string): Command => ({
  type: 'return-clause',
  clause,
  stage,
  reason: why,
});
export const renew =
  (clause: string) =>
  (t: Talks): Command => ({ type: 'renew-packet', clause, hash: t.hash(clause) });
export const conclude = (clause: string, stage: string): Command => ({
  type: 'conclude-stage',
  clause,
  stage,
});

export const drafters: Voice = { kind: 'role', role: 'legal-drafters' };
export const party = (id: string): Voice => ({ kind: 'party', party: id });

export const opine =
  (clause: string, opinion: Opinion, of: Voice = drafters, seen?: Seen) =>
  (t: Talks): Command => ({ type: 'give-opinion', clause, seen: seen ?? t.seen(clause), of, opinion });
export const positive = (clause: string, of?: Voice) => opine(clause, { kind: 'positive' }, of);
export const negative = (clause: string, of?: Voice) => opine(clause, { kind: 'negative', reason: why }, of);
export const noOpinion = (clause: string, of?: Voice) => opine(clause, { kind: 'none' }, of);
export const lift =
  (clause: string, of: Voice = drafters) =>
  (t: Talks): Command => ({ type: 'lift-opinion', clause, seen: t.seen(clause), of });
export const override =
  (clause: string, of: Voice = drafters) =>
  (t: Talks): Command => ({ type: 'override-opinion', clause, seen: t.seen(clause), of, reason: why });
export const settle =
  (clause: string, passes: boolean) =>
  (t: Talks): Command => ({ type: 'settle-escalation', clause, seen: t.seen(clause), passes, reason: why });

export const sign =
  (clause: string, party: string, act: SignatureAct = { kind: 'agree' }, seen?: Seen) =>
  (t: Talks): Command => ({ type: 'sign-off', clause, seen: seen ?? t.seen(clause), party, act });
export const adReferendum = (until: string, onDate: 'confirm' | 'lapse' | 'escalate'): SignatureAct => ({
  kind: 'agree-ad-referendum',
  until,
  onDate,
});
export const hold = (until: string, onDate: 'lapses' | 'renews'): SignatureAct => ({
  kind: 'hold',
  until,
  onDate,
  reason: why,
});
export const reserve: SignatureAct = { kind: 'reserve', reservation: 'scrutiny', reason: why };
export const refusal: SignatureAct = { kind: 'refuse', reason: 'the word shall' };
export const agreeIf = (...conditions: Condition[]): SignatureAct => ({ kind: 'agree-if', conditions });
export const when = (
  clause: string,
  atLeast: Condition['atLeast'] = 'agreed',
  hash: string | null = null,
) => ({
  clause,
  atLeast,
  hash,
});
export const confirm =
  (clause: string, party: string) =>
  (t: Talks): Command => ({ type: 'confirm-ad-referendum', clause, party, hash: t.hash(clause) });
export const revoke = (clause: string, party: string): Command => ({
  type: 'revoke-ad-referendum',
  clause,
  party,
  reason: 'the cabinet fell',
});

export const announce =
  (clause: string, silence = 's1') =>
  (t: Talks): Command => ({
    type: 'announce-silence',
    clause,
    seen: t.seen(clause),
    silence,
    title: 'Draft decision under silence',
    meeting: 'Second plenary',
  });
export const open = (clause: string, party: string, silence = 's1'): Command => ({
  type: 'open-silence-notice',
  clause,
  silence,
  party,
});
export const deliver = (clause: string, party: string, silence = 's1'): Command => ({
  type: 'record-delivery',
  clause,
  silence,
  party,
  channel: 'note verbale',
});
export const object =
  (clause: string, party: string, by: 'objection' | 'amendment' = 'objection', silence = 's1') =>
  (t: Talks): Command => ({
    type: 'break-silence',
    clause,
    silence,
    hash: t.hash(clause),
    party,
    by,
    text: 'No.',
  });
export const cancel = (clause: string, silence = 's1'): Command => ({
  type: 'cancel-silence',
  clause,
  silence,
  reason: why,
});

export const vote =
  (clause: string, seat: string, vote: 'in-favour' | 'against' | 'abstain' = 'in-favour', seen?: Seen) =>
  (t: Talks): Command => ({
    type: 'cast-vote',
    clause,
    seen: seen ?? t.seen(clause),
    seat,
    vote,
    explanation: '',
  });
export const declare =
  (clause: string, seat: string, extent: 'seat' | 'person' = 'seat') =>
  (t: Talks): Command => ({
    type: 'declare-interest',
    clause,
    stage: t.seen(clause).stage,
    seat,
    extent,
    reason: why,
  });
export const challenge =
  (clause: string, seat: string, from: string) =>
  (t: Talks): Command => ({
    type: 'challenge-interest',
    clause,
    stage: t.seen(clause).stage,
    seat,
    from,
    reason: why,
  });
export const rule =
  (clause: string, seat: string, recused: boolean) =>
  (t: Talks): Command => ({
    type: 'rule-on-interest',
    clause,
    stage: t.seen(clause).stage,
    seat,
    recused,
    reason: why,
  });
export const certify =
  (clause: string) =>
  (t: Talks): Command => ({ type: 'certify-no-consensus', clause, seen: t.seen(clause), reason: why });
export const decision =
  (clause: string, ...roll: [seat: string, person: string][]) =>
  (t: Talks): Command => ({
    type: 'take-decision',
    clause,
    seen: t.seen(clause),
    roll: roll.map(([seat, person]) => ({ seat, person })),
    reasons: '',
  });
export const dissent = (clause: string, seat: string, procedure = 'p1', stage = 'jec'): Command => ({
  type: 'file-dissent',
  clause,
  procedure,
  stage,
  seat,
  text: 'We differ.',
});

export const withdraw = (clause: string): Command => ({ type: 'withdraw-clause', clause, reason: why });
export const reinstate = (clause: string): Command => ({ type: 'reinstate-clause', clause });
export const reopen =
  (clause: string) =>
  (t: Talks): Command => ({ type: 'reopen-clause', clause, hash: t.hash(clause), reason: why });
export const form = (id: string, ...clauses: string[]): Command => ({
  type: 'form-package',
  package: id,
  name: `Package ${id}`,
  clauses,
});
export const accept = (id: string, party: string, ...conditions: Condition[]): Command => ({
  type: 'accept-package',
  package: id,
  party,
  conditions,
});
export const close = (id: string): Command => ({ type: 'close-package', package: id });
export const dissolve = (id: string): Command => ({ type: 'dissolve-package', package: id, reason: why });
export const adopt: Command = { type: 'adopt-agreement' };

/** Everybody signs off, one after the other. */
export const allSign = (t: Talks, clause: string): Talks =>
  t.does('dana', sign(clause, 'TOR')).does('omar', sign(clause, 'SAR')).does('kofi', sign(clause, 'KEL'));
