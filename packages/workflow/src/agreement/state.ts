/**
 * The state of an agreement: what `evolve` makes of its events. Derived, never stored as truth, and never
 * changed in place by its readers.
 */
import type { Route, RouteId } from '../route/route.ts';
import { noRoutingRules, type RoutingRules } from './course/routing-rules.ts';
import type { Confidentiality } from './confidentiality.ts';
import type { Course } from './course/course.ts';
import type { Package, PackageId } from './course/package.ts';
import type { AgreementFacts, Source } from './events.ts';
import { emptyOutline, type ClauseId, type ElementId, type Outline } from './outline.ts';
import type { Passkey } from './passkey.ts';
import type { PublicationPolicy, PublishedText } from './publication.ts';
import type { SetAside } from './set-aside.ts';
import type { Accreditation, Body, Organisation, Party, RoleHolders, Verifier } from './participants.ts';

export interface AgreementState {
  /** Number of events so far; 0 before the agreement is opened. */
  readonly version: number;
  /** null until the agreement is opened. */
  readonly facts: AgreementFacts | null;
  readonly source: Source | null;
  readonly parties: ReadonlyMap<string, Party>;
  readonly bodies: ReadonlyMap<string, Body>;
  readonly organisations: ReadonlyMap<string, Organisation>;
  readonly verifiers: ReadonlyMap<string, Verifier>;
  readonly accreditations: readonly Accreditation[];
  /** Passkeys that were ever enrolled, by credential. */
  readonly passkeys: ReadonlyMap<string, Passkey>;
  readonly outline: Outline;
  /** Parked clauses, each with the reason that was given; what is not here is under negotiation. */
  readonly parked: ReadonlyMap<ElementId, string>;
  /** Errors of the linter that the chair set aside, in the texts that they name; in any other text they stand again. */
  readonly errorsSetAside: ReadonlyMap<ClauseId, readonly SetAside[]>;
  /** What elements were set to, also deleted ones; what is not here has only what it has from around it. */
  readonly confidentiality: ReadonlyMap<ElementId, Confidentiality>;
  /** What is published of the agreement; null: nothing, and no page. */
  readonly publication: PublicationPolicy | null;
  /** The text of each clause that was published last. */
  readonly publishedTexts: ReadonlyMap<ClauseId, PublishedText>;
  /** Ids that were ever used, so that a deleted clause's room is never given to another text. */
  readonly usedIds: ReadonlySet<ElementId>;
  /** The routes that were drawn up, also those that were retired since. */
  readonly routes: ReadonlyMap<RouteId, DrawnRoute>;
  readonly routingRules: RoutingRules;
  /** What elements are about; a clause is also about what the divisions around it are about. */
  readonly topics: ReadonlyMap<ElementId, readonly string[]>;
  /** Persons named for a task, by the id of the task. */
  readonly roles: ReadonlyMap<string, RoleHolders>;
  /** Clauses that were ever sent along a route or withdrawn; the others are under negotiation. */
  readonly courses: ReadonlyMap<ClauseId, Course>;
  /** Packages that were formed and not dissolved. */
  readonly packages: ReadonlyMap<PackageId, Package>;
  /** Ids of procedures, silence procedures and packages that were ever used. */
  readonly usedCourseIds: ReadonlySet<string>;
  /** When the closing act was done; null until then, and as long everything is provisional. */
  readonly adopted: string | null;
}

export interface DrawnRoute {
  readonly route: Route;
  /** A retired route takes no more clauses; those under way on it go on. */
  readonly retired: boolean;
}

export const initialState: AgreementState = {
  version: 0,
  facts: null,
  source: null,
  parties: new Map(),
  bodies: new Map(),
  organisations: new Map(),
  verifiers: new Map(),
  accreditations: [],
  passkeys: new Map(),
  outline: emptyOutline,
  parked: new Map(),
  errorsSetAside: new Map(),
  confidentiality: new Map(),
  publication: null,
  publishedTexts: new Map(),
  usedIds: new Set(),
  routes: new Map(),
  routingRules: noRoutingRules,
  topics: new Map(),
  roles: new Map(),
  courses: new Map(),
  packages: new Map(),
  usedCourseIds: new Set(),
  adopted: null,
};
