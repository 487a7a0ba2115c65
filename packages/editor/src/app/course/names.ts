/** How clauses, zones and texts are called on the screens on which clauses are decided. */
import type { CoursesView, NamedClause } from '../../frames/index.ts';
import { placeOf } from '../../document/places.ts';
import type { Agreement } from '../agreement.tsx';
import { t } from '../messages/messages.ts';
import { sentence } from '../text/set-aside-words.ts';

/** `7.2 Verification`; a clause without either is called so. */
export function clauseName({ number, heading }: NamedClause): string {
  return [number, heading].filter((part) => part !== '').join(' ') || t('element.unnamed');
}

/** Where a clause stands, in words that fit no other: `Article 4, paragraph 2`, with its heading. */
export function fullName(agreement: Agreement, named: NamedClause): string {
  const { labels, elements, view } = agreement;
  const place = placeOf(named.clause, elements, labels, view.facts.clauseNumbering);
  const element = elements.get(named.clause);
  // Without a heading of its own it goes by that of its division, as the server's lists have it.
  const heading =
    element?.heading ||
    named.heading ||
    (element?.parent != null && elements.get(element.parent)?.heading) ||
    '';
  return sentence([place, heading].filter((part) => part !== '').join(' · ') || clauseName(named));
}

/** The zone in which the calendar of a route lives its days; null when the route is not told any more. */
export function zoneOf(board: CoursesView | undefined, route: string | undefined): string | null {
  return board?.routes.find((one) => one.route.id === route)?.route.calendar.timeZone ?? null;
}

/** The first characters of a fingerprint, for where the whole stands elsewhere. */
export function shortHash(hash: string): string {
  return hash.slice(0, 8);
}
