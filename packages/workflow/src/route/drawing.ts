/**
 * A route as a picture and as its text equivalent: nodes and edges for a screen to lay out, and the same words as a
 * list of sentences. The text is made from the drawing, so neither can say what the other does not.
 */
import { bodyName, participantsWords, partyName, type TakingPart } from './asked.ts';
import { durationWords, type Calendar } from './calendar.ts';
import type { PartyChoice } from './participant.ts';
import type { CommitteeStage, ReviewStage, Route, SignOffStage, Stage, StageId } from './route.ts';
import { rungWords } from './rung.ts';
import { seatsOf } from './seat.ts';
import { ruleWords } from './tally-words.ts';
import { countWords, listWords } from './words.ts';

/** Where an edge begins or ends, beside the stages. */
export type Terminal = 'negotiation' | 'end';

export interface DrawnNode {
  readonly id: string;
  readonly kind: Stage['kind'] | Terminal;
  readonly stage: StageId | null;
  readonly label: string;
  /** Who must, by when, who is consulted, who is informed. Whole sentences. */
  readonly sentences: readonly string[];
}

export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: 'sent' | 'passes' | 'returns' | 'late';
  /** What happens, as a whole sentence. */
  readonly sentence: string;
}

export interface Drawing {
  readonly title: string;
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}

const negotiation = 'at negotiation';
const end = 'at end';
const nodeOf = (stage: StageId) => `stage ${stage}`;

export function drawRoute(route: Route, there: TakingPart): Drawing {
  const { stages, calendar } = route;
  const [first] = stages;
  const ends = stages.at(-1)?.grants ?? stages.findLast(({ grants }) => grants !== null)?.grants ?? null;
  return {
    title: route.name,
    nodes: [
      {
        id: negotiation,
        kind: 'negotiation',
        stage: null,
        label: 'Negotiation',
        sentences: ['The clause is under negotiation.'],
      },
      ...stages.map((stage, at) => ({
        id: nodeOf(stage.id),
        kind: stage.kind,
        stage: stage.id,
        label: `${at + 1}. ${stage.name}`,
        sentences: stageSentences(stage, calendar, there),
      })),
      {
        id: end,
        kind: 'end',
        stage: null,
        label: 'End of the route',
        sentences: [
          ends === null
            ? 'The route ends. It grants the clause nothing.'
            : `The route ends. The clause is ${rungWords(ends)}, provisionally until everything is agreed.`,
        ],
      },
    ],
    edges: [
      ...(first
        ? [
            {
              from: negotiation,
              to: nodeOf(first.id),
              kind: 'sent' as const,
              sentence: `When the clause is sent, its text is frozen and it goes to “${first.name}”.`,
            },
          ]
        : []),
      ...stages.flatMap((stage, at) => stageEdges(route, stage, stages[at + 1] ?? null, there)),
    ],
  };
}

/** The text equivalent: node by node, what it says and then what leads away from it. */
export function textOfDrawing({ title, nodes, edges }: Drawing): readonly string[] {
  return [
    title,
    ...nodes.flatMap((node) => [
      [
        `${node.label}:`,
        ...node.sentences,
        ...edges.filter(({ from }) => from === node.id).map(({ sentence }) => sentence),
      ].join(' '),
    ]),
  ];
}

function stageSentences(stage: Stage, calendar: Calendar, there: TakingPart): readonly string[] {
  const { consulted, informed, within } = stage;
  return [
    ...mustSentences(stage, calendar, there),
    within === null
      ? stage.kind === 'sign-off' && stage.form.kind === 'silence'
        ? ''
        : 'There is no deadline.'
      : `Within ${durationWords(within, calendar)}${closing(calendar)}, by the calendar “${calendar.name}”.`,
    consulted.length > 0 ? `Consulted: ${participantsWords(consulted, there)}.` : '',
    informed.length > 0 ? `Informed: ${participantsWords(informed, there)}.` : '',
  ].filter((sentence) => sentence !== '');
}

function mustSentences(stage: Stage, calendar: Calendar, there: TakingPart): readonly string[] {
  switch (stage.kind) {
    case 'review':
      return reviewSentences(stage, there);
    case 'sign-off':
      return signOffSentences(stage, calendar, there);
    case 'committee':
      return committeeSentences(stage, there);
  }
}

function reviewSentences(stage: ReviewStage, there: TakingPart): readonly string[] {
  const who = participantsWords(stage.reviewers, there);
  const order = stage.order === 'ordered' ? ', one after the other in this order' : '';
  const needed =
    stage.required === 'all'
      ? 'All of them must have spoken'
      : `At least ${countWords(stage.required, 'positive opinion')} ${stage.required === 1 ? 'is' : 'are'} needed`;
  const negative =
    stage.overriddenBy === null
      ? 'a negative opinion must be lifted by its author'
      : `a negative opinion must be lifted by its author or overridden by ${bodyName(stage.overriddenBy, there)}`;
  return [`Must give an opinion: ${who}${order}.`, `${needed}, and ${negative}.`];
}

function signOffSentences(stage: SignOffStage, calendar: Calendar, there: TakingPart): readonly string[] {
  const who = choiceWords(stage.parties, there);
  const mended = stage.mendErrors ? ['Nobody can agree while the linter finds errors on the clause.'] : [];
  if (stage.form.kind === 'explicit') return [`Must sign off: ${who}.`, ...mended];
  const { period, mayBreak, threshold, basis } = stage.form;
  return [
    `Under silence, addressed to: ${who}.`,
    `The silence lasts ${durationWords(period, calendar)}, by the calendar “${calendar.name}”, from the moment when the notice has reached all of them.`,
    `It is broken by ${countWords(threshold, 'objection or amendment', 'objections or amendments')} from ` +
      `${mayBreak === 'all' ? 'any of them' : choiceWords(mayBreak, there, 'or')} before its end.`,
    `Basis: ${basis.replace(/\.$/, '')}.`,
    ...mended,
  ];
}

function committeeSentences(stage: CommitteeStage, there: TakingPart): readonly string[] {
  const { terms, lastResort } = stage;
  const body = there.bodies.get(stage.body);
  const seats = body ? seatsOf(body, there.parties) : [];
  const seatName = (id: string) => {
    const party = seats.find((seat) => seat.id === id)?.party;
    return party == null ? id : partyName(party, there);
  };
  const quorum =
    terms.quorum.kind === 'number'
      ? `${countWords(terms.quorum.seats, 'seat')} of ${seats.length}`
      : `${terms.quorum.share.comparison === 'at-least' ? 'at least' : 'more than'} ` +
        `${terms.quorum.share.numerator}/${terms.quorum.share.denominator} of the seats`;
  const recusal = {
    'leaves-base': 'Who is recused is not counted among the members.',
    'leaves-base-and-quorum': 'Who is recused is counted neither among the members nor for the quorum.',
    'stays-in-base': 'Who is recused is counted among the members all the same.',
  };
  return [
    `Must decide: ${bodyName(stage.body, there)}, by ${ruleWords(terms.rule, seatName)}, with a quorum of ${quorum}.`,
    lastResort === null
      ? ''
      : `If the chair certifies that all efforts at consensus are exhausted, it votes: ${ruleWords(lastResort, seatName)}.`,
    recusal[terms.recusal],
    stage.secretUntilCast ? 'A vote is secret for those who have not cast theirs.' : '',
  ].filter((sentence) => sentence !== '');
}

function stageEdges(route: Route, stage: Stage, next: Stage | null, there: TakingPart): readonly DrawnEdge[] {
  const from = nodeOf(stage.id);
  const { onReturn } = stage;
  const target =
    onReturn === 'negotiation' ? null : (route.stages.find(({ id }) => id === onReturn.stage) ?? null);
  const back = target ? nodeOf(target.id) : negotiation;
  const backWords = target ? `to “${target.name}”` : 'to the negotiation';
  const grants = stage.grants === null ? '' : `the clause is ${rungWords(stage.grants)} and `;
  const onwards = next ? `goes on to “${next.name}”` : 'the route ends';
  const passes = grants === '' && next ? `the clause ${onwards}` : `${grants}${onwards}`;
  return [
    {
      from,
      to: next ? nodeOf(next.id) : end,
      kind: 'passes',
      sentence: `When it passes, ${passes}.`,
    },
    {
      from,
      to: back,
      kind: 'returns',
      sentence: `When it does not, the clause is returned ${backWords} with reasons.`,
    },
    ...lateEdges(stage, from, next ? nodeOf(next.id) : end, back, backWords, there),
  ];
}

/** What the passing of the deadline itself does. */
function lateEdges(
  stage: Stage,
  from: string,
  on: string,
  back: string,
  backWords: string,
  there: TakingPart,
): readonly DrawnEdge[] {
  if (stage.within === null) return [];
  const late = (to: string, words: string): readonly DrawnEdge[] => [
    { from, to, kind: 'late', sentence: `When the deadline passes, ${words}.` },
  ];
  const returned = `the clause is returned ${backWords}`;
  switch (stage.kind) {
    case 'review':
      switch (stage.onDeadline) {
        case 'counts-as-no-opinion':
          return late(on, 'who has not spoken counts as having no opinion');
        case 'returns':
          return late(back, returned);
        case 'escalates':
          return late(
            on,
            `${stage.overriddenBy === null ? 'a higher body' : bodyName(stage.overriddenBy, there)} decides whether it passes`,
          );
      }
      break;
    case 'sign-off':
      if (stage.form.kind === 'silence') return [];
      return stage.form.onDeadline === 'returns'
        ? late(back, returned)
        : late(from, 'the stage stays open and what is missing is late');
    case 'committee':
      return stage.onDeadline === 'returns'
        ? late(back, `the votes cast decide; without a quorum ${returned}`)
        : late(from, 'the votes cast decide; without a quorum the stage stays open');
  }
}

function choiceWords(choice: PartyChoice, there: TakingPart, joint: 'and' | 'or' = 'and'): string {
  if (choice === 'all') return 'all parties';
  return listWords(
    choice.map((party) => partyName(party, there)),
    joint,
  );
}

function closing({ closeOfBusiness, timeZone }: Calendar): string {
  return closeOfBusiness === null ? '' : `, until ${closeOfBusiness} of the last day (${timeZone})`;
}
