/**
 * The routes that ship are sound among those for whom they are made, and each is drawn and told in the same words.
 */
import { describe, expect, test } from '@jest/globals';
import {
  drawRoute,
  multilateralSilence,
  plainBilateral,
  refusedRoute,
  routeFindings,
  routeSchema,
  sanctionsRelief,
  textOfDrawing,
  type Route,
  type TakingPart,
} from '@travaux/workflow/route';
import { around, committee, review, route, signOff, silence, vienna } from './language.ts';

const two = around('KES', 'ALB');
const six = around(
  ...['ALB:West', 'UNR:West', 'TOR:East', 'SAR:South', 'MRO:South', 'KES'],
  { JEC: ['ALB', 'UNR', 'TOR', 'SAR', 'MRO', 'KES'], SLWG: ['ALB', 'TOR'], DVTC: ['SAR', 'MRO'] },
  { 'legal-drafters': ['lena'] },
);

const shipped: [string, Route, TakingPart][] = [
  ['plain bilateral', plainBilateral(two, vienna), two],
  ['multilateral with silence', multilateralSilence(six, { ...vienna, minimumSilence: null }), six],
  [
    'sanctions relief with regional committees',
    sanctionsRelief(six, vienna, { deciding: 'JEC', regional: ['SLWG', 'DVTC'] }),
    six,
  ],
];

describe.each(shipped)('%s', (_name, drawn, there) => {
  test('has neither faults nor warnings, and is what the schema takes', () => {
    expect(routeFindings(drawn, there)).toEqual([]);
    expect(routeSchema.parse(JSON.parse(JSON.stringify(drawn)))).toEqual(drawn);
  });

  test('is a leaf of the ledger at most', () => {
    expect(JSON.stringify(drawn).length).toBeLessThan(20_000);
  });

  test('is drawn with the words of its text, each once', () => {
    const drawing = drawRoute(drawn, there);
    const text = textOfDrawing(drawing);
    const words = [
      ...drawing.nodes.flatMap(({ sentences }) => sentences),
      ...drawing.edges.map(({ sentence }) => sentence),
    ];
    for (const sentence of words) {
      expect(text.join('\n')).toContain(sentence);
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(sentence).not.toContain('undefined');
    }
    expect(text.join(' ').length).toBe(
      [drawing.title, ...drawing.nodes.map(({ label }) => `${label}:`), ...words].join(' ').length,
    );
  });

  test('is drawn as a graph in which every edge joins nodes and the end is reached', () => {
    const { nodes, edges } = drawRoute(drawn, there);
    const ids = new Set(nodes.map(({ id }) => id));
    expect(ids.size).toBe(nodes.length);
    for (const { from, to } of edges) expect([ids.has(from), ids.has(to)]).toEqual([true, true]);
    const seen = new Set([nodes[0]!.id]);
    for (const at of seen) for (const { from, to } of edges) if (from === at) seen.add(to);
    expect(seen).toEqual(ids);
  });
});

test('the lawyers are the secretariat where no legal drafters are named', () => {
  const reviewers = (there: TakingPart) => {
    const [first] = plainBilateral(there, vienna).stages;
    return first?.kind === 'review' ? first.reviewers : [];
  };
  expect(reviewers(two)).toEqual([{ kind: 'secretariat' }]);
  expect(reviewers(six)).toEqual([{ kind: 'role', role: 'legal-drafters' }]);
});

test('relief without its committees is refused', () => {
  expect(
    refusedRoute(sanctionsRelief(two, vienna, { deciding: 'JEC', regional: ['SLWG'] }), two)?.sentence,
  ).toContain('names JEC, which is not a body');
});

test('edges lead where the route leads', () => {
  const drawn = route(
    review({ id: 'a', within: 'P5D', onDeadline: 'returns' }),
    review({
      id: 'b',
      within: 'P5D',
      onReturn: { stage: 'a' },
      onDeadline: 'escalates',
      overriddenBy: 'JEC',
    }),
    signOff({ id: 'c', within: 'P5D', onReturn: { stage: 'b' } }),
    committee('JEC', {}, { id: 'd', within: 'P5D', onReturn: { stage: 'b' }, onDeadline: 'returns' }),
  );
  const short = (node: string) => node.replace(/^(stage|at) /, '');
  expect(
    drawRoute(drawn, six).edges.map(({ from, kind, to }) => `${short(from)} ${kind} ${short(to)}`),
  ).toEqual([
    'negotiation sent a',
    'a passes b',
    'a returns negotiation',
    'a late negotiation',
    'b passes c',
    'b returns a',
    'b late c',
    'c passes d',
    'c returns b',
    'c late c',
    'd passes end',
    'd returns b',
    'd late b',
  ]);
});

test('a route in words', () => {
  const drawn = route(
    review({
      id: 'r',
      name: 'Review',
      within: 'P10D',
      required: 2,
      order: 'ordered',
      reviewers: [{ kind: 'group', group: 'West' }, { kind: 'secretariat' }],
      consulted: [{ kind: 'observers' }],
      onDeadline: 'escalates',
      overriddenBy: 'JEC',
    }),
    silence(
      { mayBreak: ['TOR', 'SAR'] },
      { id: 's', name: 'Silence', onReturn: { stage: 'r' }, informed: [{ kind: 'chair' }] },
    ),
    committee(
      'JEC',
      { rule: { kind: 'k-of-n', k: 4, including: [['ALB', 'TOR']] }, quorum: { kind: 'number', seats: 5 } },
      { name: 'Approval', grants: 'agreed', secretUntilCast: true },
    ),
  );
  expect(textOfDrawing(drawRoute(drawn, six))).toEqual([
    'The route',
    'Negotiation: The clause is under negotiation. ' +
      'When the clause is sent, its text is frozen and it goes to “Review”.',
    '1. Review: Must give an opinion: the parties of the group “West” and the secretariat, one after the other in this order. ' +
      'At least 2 positive opinions are needed, and a negative opinion must be lifted by its author or overridden by the JEC Committee. ' +
      'Within 10 working days, until 18:00 of the last day (Europe/Vienna), by the calendar “Vienna working days”. ' +
      'Consulted: the observers. ' +
      'When it passes, the clause goes on to “Silence”. ' +
      'When it does not, the clause is returned to the negotiation with reasons. ' +
      'When the deadline passes, the JEC Committee decides whether it passes.',
    '2. Silence: Under silence, addressed to: all parties. ' +
      'The silence lasts 5 working days, by the calendar “Vienna working days”, from the moment when the notice has reached all of them. ' +
      'It is broken by 1 objection or amendment from Party TOR or Party SAR before its end. ' +
      'Basis: Rule 12. Informed: the chair. ' +
      'When it passes, the clause goes on to “Approval”. ' +
      'When it does not, the clause is returned to “Review” with reasons.',
    '3. Approval: Must decide: the JEC Committee, by 4 votes in favour, among them one of Party ALB or Party TOR, with a quorum of 5 seats of 6. ' +
      'Who is recused is counted neither among the members nor for the quorum. ' +
      'A vote is secret for those who have not cast theirs. There is no deadline. ' +
      'When it passes, the clause is agreed and the route ends. ' +
      'When it does not, the clause is returned to the negotiation with reasons.',
    'End of the route: The route ends. The clause is agreed, provisionally until everything is agreed.',
  ]);
});
