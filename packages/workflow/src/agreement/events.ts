/**
 * What has happened to an agreement. The stream of these events is at once the source of its state and the
 * ledger: an event is never changed, and each is small (a ledger leaf holds at most 65,535 bytes).
 */
import type { Circle } from './circle.ts';
import type { CourseEvent } from './course/events.ts';
import type { ClauseId, ElementId, ElementNumber, OutlineElement } from './outline.ts';
import type { Passkey, PasskeyRevoked } from './passkey.ts';
import type { PublicationPolicy } from './publication.ts';
import type { Accreditation, Body, Organisation, Party, Verifier } from './participants.ts';

/** Writing direction of the agreement's language of negotiation. */
export type Direction = 'ltr' | 'rtl';

/**
 * House style of the numbers.
 * - `plain`: paragraphs are 1., 2., 3. and start again in each article or annex;
 * - `dotted`: paragraphs carry their article's number, 7.1, 7.2.
 */
export type ClauseNumbering = 'plain' | 'dotted';

/** The file an agreement was imported from; its bytes are kept by the store under this hash. */
export interface Source {
  readonly fileName: string;
  readonly mediaType: string;
  /** Lower-case hexadecimal SHA-256 of the bytes. */
  readonly sha256: string;
}

export interface AgreementFacts {
  readonly title: string;
  readonly shortTitle: string;
  /** BCP 47 tag of the language of negotiation, such as `en`, `ar`, `zh`. */
  readonly language: string;
  readonly direction: Direction;
  readonly clauseNumbering: ClauseNumbering;
}

/** Where an element goes: inside `parent` (null: the top), right after `after` (null: first). */
export interface Place {
  readonly parent: ElementId | null;
  readonly after: ElementId | null;
}

export type AgreementEvent =
  | { readonly type: 'agreement-opened'; readonly facts: AgreementFacts; readonly source: Source | null }
  | { readonly type: 'agreement-retitled'; readonly title: string; readonly shortTitle: string }
  | { readonly type: 'party-added'; readonly party: Party }
  | { readonly type: 'body-constituted'; readonly body: Body }
  | { readonly type: 'organisation-admitted'; readonly organisation: Organisation }
  | { readonly type: 'verifier-named'; readonly verifier: Verifier }
  | { readonly type: 'person-accredited'; readonly accreditation: Accreditation }
  | { readonly type: 'accreditation-ended'; readonly accreditation: Accreditation }
  /** From now on sign-offs of the person for the party may be signed with the key. */
  | ({ readonly type: 'passkey-enrolled'; readonly at: string } & Omit<Passkey, 'since' | 'until'>)
  | PasskeyRevoked
  | { readonly type: 'element-added'; readonly element: OutlineElement; readonly after: ElementId | null }
  | { readonly type: 'element-moved'; readonly id: ElementId; readonly to: Place }
  | { readonly type: 'element-renamed'; readonly id: ElementId; readonly heading: string }
  | { readonly type: 'element-renumbered'; readonly id: ElementId; readonly number: ElementNumber }
  /** The blocks of `clause` from `atBlock` on are now the text of `into`, which was added right behind it. */
  | {
      readonly type: 'clause-split';
      readonly clause: ClauseId;
      readonly atBlock: number;
      readonly into: OutlineElement;
    }
  /** Work on the clause stops: its text is frozen until it is taken up again. */
  | { readonly type: 'clause-parked'; readonly clause: ClauseId; readonly reason: string }
  | { readonly type: 'clause-taken-up'; readonly clause: ClauseId }
  /** The chair lets an error of the linter stand, in this text. */
  | {
      readonly type: 'error-set-aside';
      readonly clause: ClauseId;
      readonly rule: string;
      readonly place: string;
      readonly hash: string;
      readonly reason: string;
      readonly at: string;
    }
  /** Who may know of the element and who may read it, with everything inside it. */
  | {
      readonly type: 'confidentiality-set';
      readonly element: ElementId;
      readonly knownTo: Circle;
      readonly readBy: Circle;
    }
  /** null: the page is taken down. */
  | { readonly type: 'publication-set'; readonly policy: PublicationPolicy | null; readonly at: string }
  | {
      readonly type: 'text-published';
      readonly clause: ClauseId;
      readonly hash: string;
      readonly at: string;
    }
  /** The element and everything inside it left the agreement; texts and history stay in the record. */
  | { readonly type: 'element-deleted'; readonly id: ElementId }
  | CourseEvent;

/** An event as recorded: its place in the stream, when, and by whom (`null`: the system itself, as in a seed). */
export interface RecordedEvent {
  /** 1 for the first event of the agreement, without gaps. */
  readonly version: number;
  /** RFC 3339 UTC instant, given by the command. */
  readonly at: string;
  readonly by: string | null;
  readonly event: AgreementEvent;
}
