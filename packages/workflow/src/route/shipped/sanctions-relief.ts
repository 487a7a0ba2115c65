/**
 * The way of a clause that lifts measures against verified steps: the lawyers read it, the regional committees that
 * will carry it out give their opinion, the parties agree under silence, and the committee that will judge
 * compliance approves it, made up by regional group, before the last scrub.
 *
 * The deciding committee follows that of article 15 of the Paris Agreement (decision 20/CMA.1, annex, paragraphs
 * 15 and 16): a quorum of five sixths, decision by consensus and, once that has failed, by three quarters of the
 * members present. One objection does not block, so that a party cannot hold up its own obligation; a member with
 * an interest leaves the count. A negative opinion of a regional committee is lifted by it or overridden by the
 * deciding one.
 */
import type { BodyId } from '../../agreement/participants.ts';
import type { TakingPart } from '../asked.ts';
import type { Calendar } from '../calendar.ts';
import { survivedByDefault } from '../edit-class.ts';
import type { Route } from '../route.ts';
import { legalReview, legalScrub } from './legal-stages.ts';

export interface ReliefBodies {
  /** Approves each clause and later judges compliance. */
  readonly deciding: BodyId;
  /** Give their opinion first; at least one. */
  readonly regional: readonly BodyId[];
}

export function sanctionsRelief(there: TakingPart, calendar: Calendar, bodies: ReliefBodies): Route {
  return {
    id: 'sanctions-relief',
    name: 'Sanctions relief, with regional committees',
    calendar: { ...calendar, minimumSilence: calendar.minimumSilence ?? 'PT72H' },
    stages: [
      { ...legalReview(there), consulted: [{ kind: 'observers' }] },
      {
        kind: 'review',
        id: 'regional-review',
        name: 'Review by the regional committees',
        within: 'P10D',
        onReturn: 'negotiation',
        grants: null,
        informed: [{ kind: 'all-parties' }],
        consulted: [],
        reviewers: bodies.regional.map((body) => ({ kind: 'body', body })),
        required: 'all',
        order: 'parallel',
        onDeadline: 'escalates',
        overriddenBy: bodies.deciding,
      },
      {
        kind: 'sign-off',
        id: 'silence',
        name: 'Silence among the parties',
        within: null,
        onReturn: 'negotiation',
        grants: 'agreed-in-group',
        informed: [{ kind: 'observers' }],
        consulted: [],
        parties: 'all',
        form: {
          kind: 'silence',
          period: 'P5D',
          mayBreak: 'all',
          threshold: 1,
          basis: 'The parties have agreed that a reviewed clause on relief may be put under silence',
        },
        survives: [...survivedByDefault],
        capacity: 'agree',
        mendErrors: true,
      },
      {
        kind: 'committee',
        id: 'committee',
        name: 'Approval by the committee',
        within: 'P20D',
        onReturn: 'negotiation',
        grants: 'agreed',
        informed: [{ kind: 'all-parties' }, { kind: 'observers' }],
        consulted: [],
        body: bodies.deciding,
        terms: {
          rule: { kind: 'consensus-minus-n', objections: 1 },
          quorum: { kind: 'share', share: { comparison: 'at-least', numerator: 5, denominator: 6 } },
          recusal: 'leaves-base-and-quorum',
        },
        lastResort: { kind: 'three-quarters-majority', base: 'present' },
        secretUntilCast: true,
        onDeadline: 'stays-open',
      },
      legalScrub(there, 'committee'),
    ],
  };
}
