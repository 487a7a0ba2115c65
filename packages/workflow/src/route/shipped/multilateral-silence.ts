/**
 * The way of a text among many: the drafters and every party that wishes give an opinion, then the chair puts the
 * clause under silence. Who says nothing in time agrees; one objection or amendment sends it back.
 *
 * The parties' opinions come first because a silence procedure is for texts on which agreement is expected: it was
 * criticised where it was used for more (International Seabed Authority, 2020). Sources of the procedure: OSCE
 * Rules of Procedure (2006), annex 1(A); decision 74/544 of the General Assembly, with a period of 72 hours at
 * least. Opinions that are not given by the deadline count as none, as in the inter-service consultation of the
 * European Commission.
 */
import type { TakingPart } from '../asked.ts';
import type { Calendar } from '../calendar.ts';
import { survivedByDefault } from '../edit-class.ts';
import type { Route } from '../route.ts';
import { legalReview, legalScrub } from './legal-stages.ts';

export function multilateralSilence(there: TakingPart, calendar: Calendar): Route {
  return {
    id: 'multilateral-silence',
    name: 'Multilateral, with silence',
    calendar: { ...calendar, minimumSilence: calendar.minimumSilence ?? 'PT72H' },
    stages: [
      { ...legalReview(there), consulted: [{ kind: 'observers' }] },
      {
        kind: 'review',
        id: 'parties-review',
        name: 'Review by the parties',
        within: 'P10D',
        onReturn: 'negotiation',
        grants: 'agreed-in-group',
        informed: [{ kind: 'observers' }],
        consulted: [],
        reviewers: [{ kind: 'all-parties' }],
        required: 'all',
        order: 'parallel',
        onDeadline: 'counts-as-no-opinion',
        overriddenBy: null,
      },
      {
        kind: 'sign-off',
        id: 'silence',
        name: 'Silence among the parties',
        within: null,
        onReturn: { stage: 'parties-review' },
        grants: 'agreed',
        informed: [{ kind: 'observers' }],
        consulted: [],
        parties: 'all',
        form: {
          kind: 'silence',
          period: 'P5D',
          mayBreak: 'all',
          threshold: 1,
          basis: 'The parties have agreed that a reviewed clause may be adopted by a silence procedure',
        },
        survives: [...survivedByDefault],
        capacity: 'agree',
        mendErrors: true,
      },
      legalScrub(there, 'silence'),
    ],
  };
}
