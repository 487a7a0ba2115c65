/**
 * What the demo's people have said before anybody came: open windows for both organisations, and a few comments with
 * an answer and without one, so that every screen of comments has something to show.
 */
import { labelsOf } from '@travaux/editor/document';
import { apartFromCount, type AgreementState } from '@travaux/workflow/agreement';
import type { Channel, CommentCommand, Disposition, SubmissionKind } from '@travaux/workflow/comments';

export interface Said {
  /** Slug of the player who says it. */
  readonly by: string;
  readonly command: CommentCommand;
  /** Revision of the thread that it is on; null where it needs none. */
  readonly seen: number | null;
}

const day = 86_400_000;

/** @param now when the demo begins */
export function saidBefore(state: AgreementState, now: Date): readonly Said[] {
  if (!state.facts) return [];
  const labels = labelsOf(state.outline, state.facts, apartFromCount(state));
  const numbered = (number: string) =>
    [...state.outline.elements.values()].find(
      ({ id, kind }) => kind === 'clause' && labels.get(id)?.number === number,
    )?.id;
  const access = numbered('9.1');
  const payments = numbered('9.4');
  const around = access === undefined ? undefined : state.outline.elements.get(access)?.parent;
  const has = (organisation: string) => state.organisations.has(organisation);
  if (access === undefined || payments === undefined || around == null) return [];
  if (!has('OBS-CIV') || !has('OBS-HUM')) return [];
  const until = new Date(now.getTime() + 60 * day).toISOString();
  const window = (organisation: string, scope: readonly string[] | null): Said => ({
    by: 'secretariat',
    command: {
      type: 'open-window',
      window: {
        id: `${around}-window-${organisation}`,
        organisation,
        scope,
        opens: now.toISOString(),
        closes: until,
        pseudonymous: true,
      },
    },
    seen: null,
  });
  return [
    window('OBS-CIV', null),
    window('OBS-HUM', [around]),
    submitted('humanitarian', `${access}-said-1`, access, 'implementation', shortDeadline),
    answered(`${access}-said-1`, {
      kind: 'noted',
      note: 'The parties know of it. The period was chosen so that it can be kept in every province.',
    }),
    submitted('civil-forum', `${payments}-said-1`, payments, 'rights', namedGoods),
    asked('torvald', `${access}-said-2`, access, { kind: 'parties' }, whoDecides),
  ];
}

const shortDeadline =
  'A convoy waits at the border for every hour of these. Two neighbours decide in 48 hours, and have done so for years.';
const namedGoods =
  'Say which goods are meant, medical equipment among them: banks refuse what they are not sure of.';
const whoDecides = 'Who decides when a request comes in on a holiday?';

function asked(by: string, thread: string, clause: string, channel: Channel, body: string): Said {
  return { by, command: opening(thread, clause, channel, body, null), seen: null };
}

function submitted(by: string, thread: string, clause: string, kind: SubmissionKind, body: string): Said {
  return { by, command: opening(thread, clause, { kind: 'observers' }, body, kind), seen: null };
}

function opening(
  thread: string,
  clause: string,
  channel: Channel,
  body: string,
  kind: SubmissionKind | null,
): CommentCommand {
  return {
    type: 'open-thread',
    thread,
    comment: `${thread}.1`,
    clause,
    anchor: null,
    channel,
    body,
    mentions: [],
    submission: kind && { kind, milestone: null },
  };
}

function answered(thread: string, disposition: Disposition): Said {
  return { by: 'secretariat', command: { type: 'answer-submission', thread, disposition }, seen: 1 };
}
