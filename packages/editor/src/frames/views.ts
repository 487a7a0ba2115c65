/**
 * What the HTTP API answers with, as types only (the server's zod schemas must satisfy them). Everything here
 * is already cut to what its viewer may see.
 */
import type {
  Accreditation,
  AgreementFacts,
  Body,
  Capacity,
  Circle,
  Organisation,
  OutlineElement,
  Party,
  PublicationPolicy,
  SetAside,
  Source,
  Verifier,
} from '@travaux/workflow/agreement';
import type { Action } from '@travaux/workflow/policy';
import type { ClauseJson } from '../document/clause-json.ts';

/** `GET /api/v1/me` */
export interface MeView {
  /** null: not signed in. */
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly convener: boolean;
  /** Demo mode: show the banner, offer the lobby and the reset. */
  readonly demo: boolean;
  readonly agreements: readonly AgreementSummary[];
  /** Longest file that an import takes, in bytes. */
  readonly importLimit: number;
}

export interface AgreementSummary {
  readonly id: string;
  readonly title: string;
  readonly shortTitle: string;
  readonly language: string;
  readonly capacities: readonly Capacity[];
  readonly clauses: number;
  /** RFC 3339 instants. */
  readonly openedAt: string;
  readonly changedAt: string;
}

/** `GET /api/v1/agreements/:id`; its ETag is `"<version>"`, which commands send back as `If-Match`. */
export interface AgreementView {
  readonly id: string;
  readonly version: number;
  readonly facts: AgreementFacts;
  readonly source: Source | null;
  readonly parties: readonly Party[];
  readonly bodies: readonly Body[];
  readonly organisations: readonly Organisation[];
  readonly verifiers: readonly Verifier[];
  /** In reading order: parents before children, siblings in order. */
  readonly elements: readonly OutlineElement[];
  /** Clauses on which work stopped, with the reason; their text is frozen. */
  readonly parked: readonly { readonly clause: string; readonly reason: string }[];
  /** Errors of the linter that the chair set aside, each for the text of the clause that it names. */
  readonly errorsSetAside: readonly ErrorSetAsideView[];
  readonly confidential: readonly ConfidentialView[];
  readonly viewer: {
    readonly capacities: readonly Capacity[];
    /** What the viewer may do on this agreement as a whole. */
    readonly rights: readonly Action[];
    /** How the viewer appears to the others, as in `Present`. */
    readonly key: string;
    readonly name: string;
  };
  /** Findings of the import (unknown elements, dropped images), for the secretariat; else empty. */
  readonly importReport: readonly ImportRemark[];
}

export interface ErrorSetAsideView extends SetAside {
  readonly clause: string;
}

/** An element that the viewer may know of and that is kept among fewer than everybody, by itself or with what is around it. */
export interface ConfidentialView {
  readonly element: string;
  /** Whether the viewer may read it; else its heading is empty and it has no text. */
  readonly readable: boolean;
  /** Its existence is confidential by itself: it stands apart from the count (`labelsOf`). */
  readonly apart: boolean;
  /** Who may know of it and read it, in a sentence; empty for those who may not read it. */
  readonly sentence: string;
  /** The circles themselves, with what the divisions around it say; null for those who may not read it. */
  readonly circles: { readonly knownTo: Circle; readonly readBy: Circle } | null;
  /** What was set on the element itself, for those who may set it; null where nothing was. */
  readonly set: { readonly knownTo: Circle; readonly readBy: Circle } | null;
}

/** `GET /api/v1/agreements/:id/publication` */
export interface PublicationView {
  /** The page is at `/p/<slug>`; null: nothing is published. */
  readonly slug: string | null;
  /** For those who may publish; else null. */
  readonly policy: PublicationPolicy | null;
  /** The texts that were published last, for those who may publish. */
  readonly texts: readonly { readonly clause: string; readonly hash: string; readonly at: string }[];
}

/** `POST /api/v1/agreements/:id/publication/preview` */
export interface PublicationPreview {
  /** The page without scripts; its style sheet is below the base of the app. */
  readonly html: string;
  /** What the public would see, in sentences. */
  readonly effects: readonly string[];
}

export interface ImportRemark {
  readonly code: string;
  /** Where in the source: a line, a path or an eId. */
  readonly where: string;
  readonly sentence: string;
}

/** `GET /api/v1/agreements/:id/text`: every clause that the viewer may read, in reading order. */
export interface AgreementTextView {
  readonly version: number;
  readonly clauses: readonly ClauseTextView[];
}

export interface ClauseTextView {
  readonly id: string;
  /** Journal position that the text was read at; grows with every accepted edit. */
  readonly seq: number;
  readonly text: ClauseJson;
}

/**
 * `GET /api/v1/agreements/:id/clauses/:clause/authorship`: who wrote the text, and who deleted what. Stretches are
 * told by the Yjs ids of their characters, so that a client can draw them on a text that has moved on meanwhile.
 * It never holds what was deleted.
 */
export interface AuthorshipView {
  readonly clause: string;
  /** Journal position that it was read at. */
  readonly seq: number;
  readonly authors: readonly AuthorView[];
  /** In reading order. */
  readonly text: readonly AuthoredView[];
  /** The latest first, at most as many as the server tells at once. */
  readonly deletions: readonly DeletionView[];
  /** Deletions that are not listed. */
  readonly olderDeletions: number;
}

/** An author as the viewer may see them: a person of the own delegation, a delegation, or the source of the text. */
export interface AuthorView {
  readonly key: string;
  readonly name: string;
  readonly party: string | null;
  /** `source`: the text that the agreement or the clause began with. */
  readonly kind: 'person' | 'delegation' | 'source';
}

export interface AuthoredView {
  readonly client: number;
  readonly clock: number;
  /** In UTF-16 units. */
  readonly length: number;
  /** Index into `authors`. */
  readonly by: number;
  /** To the minute; null for the source. */
  readonly at: string | null;
}

export interface DeletionView {
  readonly by: number;
  readonly at: string;
  /** In UTF-16 units. */
  readonly characters: number;
}

/** `GET /api/v1/agreements/:id/search?q=` */
export interface SearchView {
  readonly query: string;
  readonly total: number;
  readonly hits: readonly SearchHit[];
}

export interface SearchHit {
  readonly clause: string;
  /** The words around the hit, as written, and where in them the hit is (UTF-16 offsets). */
  readonly excerpt: string;
  readonly from: number;
  readonly to: number;
  /** Which of the clause's hits this is, from 0. */
  readonly index: number;
}

/** `GET /api/v1/agreements/:id/people`; names only as the viewer may see them. */
export interface PeopleView {
  readonly accreditations: readonly (Accreditation & { readonly lastSeenAt: string | null })[];
  /** In the order in which they were enrolled. */
  readonly passkeys: readonly PasskeyView[];
  /** For those who manage people; else empty. */
  readonly invitations: readonly InvitationView[];
}

/** A key with which a delegate signs sign-offs. */
export interface PasskeyView {
  readonly credential: string;
  readonly party: string;
  /** Whose it is, as the viewer may know it. */
  readonly name: string;
  readonly own: boolean;
  readonly since: string;
  /** When it was revoked; null: it signs. */
  readonly until: string | null;
}

/**
 * `POST /api/v1/agreements/:id/passkeys/question` with `{party}`: what `navigator.credentials.create` is given, in
 * JSON. What it answers goes to `POST …/passkeys` with `{party, answer}`.
 */
export interface PasskeyQuestion {
  readonly options: { readonly challenge: string };
}

export interface InvitationView {
  readonly id: string;
  readonly name: string;
  readonly capacity: Capacity;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly acceptedAt: string | null;
}

/**
 * `POST /api/v1/agreements/:id/invitations` with `{name, capacity}`: the link is shown once and never stored in
 * clear. It is `<base>/invitation#<token>`: a fragment reaches no server, log or Referer.
 */
export interface InvitationCreated {
  readonly invitation: InvitationView;
  readonly link: string;
}

/**
 * `POST /api/v1/invitations/offer` with `{token}`, before accepting. `POST /api/v1/invitations/accept` with
 * `{token}` signs in and answers `{agreement}`, which is null for an invitation to the installation itself.
 */
export interface InvitationOffer {
  readonly agreementTitle: string;
  readonly name: string;
  readonly capacityName: string;
  readonly expiresAt: string;
}

/**
 * `GET /api/v1/demo`. `POST /api/v1/demo/enter` with `{slug}` signs that identity's window in and answers
 * `{address}`; `POST /api/v1/demo/reset` answers 204.
 */
export interface DemoView {
  /** Its public page is at `/p/<slug>`. */
  readonly publicSlug: string;
  readonly agreement: { readonly id: string; readonly title: string };
  readonly identities: readonly DemoIdentity[];
}

export interface DemoIdentity {
  /** Also the path: the identity's window is `<base>/demo/<slug>/`. */
  readonly slug: string;
  readonly name: string;
  readonly capacityName: string;
  readonly description: string;
  readonly role: Capacity['role'] | 'public';
  readonly party: string | null;
}

/**
 * `POST /api/v1/imports` takes the bytes of the file as `application/octet-stream` and its name, percent-encoded,
 * as `X-File-Name`; answers 202 with this. `GET /api/v1/imports/:id` follows it.
 */
export type ImportView =
  | {
      readonly id: string;
      readonly state: 'working';
      readonly stage: ImportStage;
      readonly done: number;
      readonly total: number;
    }
  | {
      readonly id: string;
      readonly state: 'done';
      readonly agreement: string;
      readonly clauses: number;
      readonly remarks: readonly ImportRemark[];
    }
  | { readonly id: string; readonly state: 'failed'; readonly problem: Problem };

export type ImportStage = 'receiving' | 'reading' | 'structuring' | 'storing';

/** `application/problem+json` (RFC 9457). `code` is the stable refusal code; `type` is a URL made of it. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  /** For people: what is wrong, where, and what to do. */
  readonly detail: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

/** `POST /api/v1/agreements/:id/commands` */
export interface CommandAccepted {
  readonly version: number;
}
