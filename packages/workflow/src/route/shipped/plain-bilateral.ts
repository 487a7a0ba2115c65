/**
 * The plain way of an agreement between few parties: lawyers read the clause, then each party signs off in words of
 * its own, and what is agreed is scrubbed. Nothing is tacit, and nobody decides for another.
 *
 * The text is established as authentic by what the parties agree on (Vienna Convention on the Law of Treaties,
 * article 10); the scrub looks at form and concordance only, so that nothing agreed is reopened by it.
 */
import type { TakingPart } from '../asked.ts';
import type { Calendar } from '../calendar.ts';
import { survivedByDefault } from '../edit-class.ts';
import type { Route } from '../route.ts';
import { legalReview, legalScrub } from './legal-stages.ts';

export function plainBilateral(there: TakingPart, calendar: Calendar): Route {
  return {
    id: 'plain-bilateral',
    name: 'Plain bilateral',
    calendar,
    stages: [
      legalReview(there),
      {
        kind: 'sign-off',
        id: 'sign-off',
        name: 'Sign-off by the parties',
        within: 'P10D',
        onReturn: 'negotiation',
        grants: 'agreed',
        informed: [{ kind: 'secretariat' }],
        consulted: [],
        parties: 'all',
        form: { kind: 'explicit', onDeadline: 'stays-open' },
        survives: [...survivedByDefault],
        capacity: 'agree',
        mendErrors: true,
      },
      legalScrub(there, 'sign-off'),
    ],
  };
}
