/**
 * What it costs to rebuild the state of an agreement from its record: 100,000 events of 600 clauses that are sent,
 * reviewed, signed by three parties, agreed and reopened over and over; and what one decision costs on top of it.
 */
import {
  courseOf,
  decide,
  initialState,
  isRefusal,
  replay,
  type AgreementEvent,
  type AgreementState,
  type Command,
  type OpenAgreement,
} from '@travaux/workflow/agreement';
import { operatorActor, type Actor } from '@travaux/workflow/policy';
import { plainBilateral } from '@travaux/workflow/route';
import { machine, median, ms, table } from './report.ts';

const wanted = 100_000;
const runs = 9;
const clauses = Array.from({ length: 600 }, (_, at) => `c${at}`);
const parties = ['TOR', 'SAR', 'KEL'];

const opening: OpenAgreement = {
  type: 'open-agreement',
  facts: { title: 'Agreement', shortTitle: 'A', language: 'en', direction: 'ltr', clauseNumbering: 'plain' },
  source: null,
  parties: parties.map((id) => ({ id, name: id, group: null })),
  bodies: [],
  organisations: [],
  verifiers: [],
  accreditations: [
    { person: 'secretariat', name: 'S', capacity: { role: 'secretariat' } },
    { person: 'chair', name: 'C', capacity: { role: 'chair' } },
    ...parties.map((party) => ({
      person: party,
      name: party,
      capacity: { role: 'delegate' as const, party },
    })),
  ],
  elements: clauses.map((id) => ({
    id,
    kind: 'clause' as const,
    parent: null,
    heading: '',
    number: { kind: 'sequence' as const },
  })),
};

const text = { hash: 'a'.repeat(64), relies: [] };
let at = Date.parse('2026-03-02T09:00:00.000Z');
const stream: AgreementEvent[] = [];
let state: AgreementState = initialState;
let decided = 0;

function does(actor: Actor, command: Command | OpenAgreement): void {
  at += 1_000;
  const events = decide(state, actor, command, { now: new Date(at).toISOString(), text });
  if (isRefusal(events)) throw new Error(`${events.code}: ${events.sentence}`);
  stream.push(...events);
  state = replay(state, events);
  decided += 1;
}
const by = (person: string): Actor => ({ person, convener: false });

does(operatorActor, opening);
const calendar = {
  ...{ id: 'days', name: 'Days', timeZone: 'UTC', counting: 'calendar-days' as const, weekend: [6, 7] },
  ...{ holidays: [], roll: 'none' as const, closeOfBusiness: null, minimumSilence: null },
};
does(by('secretariat'), { type: 'draw-up-route', route: plainBilateral(state, calendar) });

const began = performance.now();
for (let turn = 0; stream.length < wanted; turn += 1) {
  const clause = clauses[turn % clauses.length]!;
  does(by('secretariat'), {
    type: 'send-clause',
    clause,
    procedure: `p${turn}`,
    route: 'plain-bilateral',
    hash: text.hash,
  });
  for (;;) {
    const { underWay } = courseOf(state, clause);
    if (!underWay) break;
    const seen = { stage: underWay.run.stage, packet: underWay.packet, hash: text.hash };
    if (underWay.run.kind === 'review') {
      const [of] = underWay.run.reviewers;
      does(by('secretariat'), { type: 'give-opinion', clause, seen, of: of!, opinion: { kind: 'positive' } });
      continue;
    }
    for (const party of parties) {
      does(by(party), { type: 'sign-off', clause, seen, party, act: { kind: 'agree' } });
    }
  }
  does(by('chair'), { type: 'reopen-clause', clause, hash: text.hash, reason: 'again' });
}
const deciding = performance.now() - began;

const timings = Array.from({ length: runs }, () => {
  const start = performance.now();
  replay(initialState, stream);
  return performance.now() - start;
});

machine();
table([
  {
    what: `state from ${stream.length.toLocaleString('en')} events`,
    median: ms(median(timings)),
    worst: ms(Math.max(...timings)),
  },
  {
    what: `one of ${decided.toLocaleString('en')} decisions, with its events applied`,
    median: ms(deciding / decided),
    worst: '',
  },
]);
