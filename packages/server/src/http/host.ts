/** What every route may use: the parts of the running installation. */
import type { Logger } from 'pino';
import type { DemoHouse } from '../auth/demo.ts';
import type { Invitations } from '../auth/invitations.ts';
import type { LaunchDesk } from '../auth/launch.ts';
import type { Passkeys } from '../auth/passkeys.ts';
import type { Sessions } from '../auth/sessions.ts';
import type { CommentDesk } from '../commands/comment-desk.ts';
import type { Desk } from '../commands/desk.ts';
import type { ProposalDesk } from '../commands/proposal-desk.ts';
import type { Notary } from '../ledger/notary.ts';
import type { PublicPages } from '../public/pages.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';
import type { CommentLimits } from './comment-limits.ts';
import type { Imports } from './imports.ts';

export interface Host {
  readonly settings: Settings;
  readonly store: Store;
  readonly desk: Desk;
  readonly comments: CommentDesk;
  readonly proposals: ProposalDesk;
  readonly commentLimits: CommentLimits;
  readonly notary: Notary;
  readonly rooms: Rooms;
  readonly pages: PublicPages;
  readonly sessions: Sessions;
  readonly invitations: Invitations;
  readonly passkeys: Passkeys;
  readonly imports: Imports;
  /** null when no host platform signs tokens for this installation. */
  readonly launches: LaunchDesk | null;
  /** null outside demo mode. */
  readonly demo: DemoHouse | null;
  readonly log: Logger;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Whether the process is going down. */
  readonly draining: () => boolean;
}
