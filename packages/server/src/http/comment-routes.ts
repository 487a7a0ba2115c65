/** Routes of comments: read them, say something, answer, moderate, and write under a pseudonym. */
import { createHash, randomBytes } from 'node:crypto';
import type { CommentAccepted, CommentsView, CredentialsView } from '@travaux/editor/frames';
import {
  answerBlinded,
  checkCredential,
  commentCommandSchema,
  credentialKeys,
  isCommentRefusal,
  mayReadThread,
  sha256Hex,
  type CommentCommand,
  type CommentRefusal,
  type CredentialKeys,
  type Thread,
} from '@travaux/workflow/comments';
import { capacitiesOf } from '@travaux/workflow/policy';
import { wantsRevision, type AcceptedComment } from '../commands/index.ts';
import { idempotencyHeader, ifMatchHeader, readable } from './agreement-routes.ts';
import {
  commentAcceptedSchema,
  commentsSchema,
  credentialsSchema,
  drawBodySchema,
  moderationSchema,
  ownSubmissionsBodySchema,
  ownSubmissionsSchema,
  pseudonymousSchema,
  threadSchema,
} from './comment-schemas.ts';
import { Names } from './course-names.ts';
import { versionOf, versionTag } from './headers.ts';
import type { Host } from './host.ts';
import {
  presentChannels,
  presentMay,
  presentMentionable,
  presentPseudonyms,
  presentWindow,
} from './present-comment-lists.ts';
import {
  presentModeration,
  presentThread,
  presentThreadSummary,
  visibleThreads,
  type CommentsRead,
} from './present-comments.ts';
import { presentOwnSubmissions } from './present-own-submissions.ts';
import { isOpen, type OpenState } from './present.ts';
import { commentRefusalCodes, problemOfComment, type ProblemCode } from './problem.ts';
import { notFound, ok, refused, versioned, type Reply } from './reply.ts';
import { route, type Call, type Route } from './route.ts';

const refusals: readonly ProblemCode[] = [
  'not-found',
  'version-required',
  'invalid-request',
  'too-many-requests',
  ...commentRefusalCodes,
];

export function commentRoutes(host: Host): readonly Route[] {
  const { comments: desk, commentLimits: limits, now } = host;
  const secrets = new Map<string, CredentialKeys>();

  interface Found extends CommentsRead {
    readonly names: Names;
    readonly state: OpenState;
  }

  /** The agreement of the path with its comments, when the viewer may read comments at all. */
  async function commentsOf(call: Call): Promise<Found | Reply> {
    const found = await readable(host, call, 'read-comments');
    if ('kind' in found) return found;
    const { id: agreement, state: known } = found;
    // Acts are asked about on the whole, as they would be decided; names come from what the viewer may know.
    const whole = await host.desk.state(agreement);
    if (!isOpen(whole)) return notFound('agreement');
    return {
      agreement,
      state: whole,
      names: new Names(known, call.viewer.actor),
      comments: await desk.state(agreement),
      now: now().toISOString(),
    };
  }

  async function keysOf(agreement: string): Promise<CredentialKeys> {
    const known = secrets.get(agreement);
    if (known) return known;
    const keys = credentialKeys(await host.store.comments.secret(agreement), agreement);
    secrets.set(agreement, keys);
    return keys;
  }

  async function publicKeyOf({ comments, agreement }: Found): Promise<string | null> {
    const used = [...comments.windows.values()].some(({ pseudonymous }) => pseudonymous);
    return used ? Buffer.from((await keysOf(agreement)).publicKey).toString('base64url') : null;
  }

  return [
    route({
      method: 'get',
      path: '/agreements/{agreement}/comments',
      summary: 'Every thread of comments that the viewer may know of, and where they may write',
      query: [{ name: 'clause', meaning: 'Only threads on this clause' }],
      answers: commentsSchema,
      refusals: ['not-found', 'not-allowed'],
      async handle(call) {
        const found = await commentsOf(call);
        if ('kind' in found) return found;
        const { names, comments, state } = found;
        const threads = visibleThreads(names, comments, call.query.get('clause'));
        const windows = [...comments.windows.values()].map((one) => presentWindow(names, one, found.now));
        const pseudonyms = presentPseudonyms(names, comments, await publicKeyOf(found), found.now);
        const tag = tagOf(state.version, threads, [windows, pseudonyms]);
        return versioned(tag, call.header('if-none-match'), (): CommentsView => ({
          threads: threads.map((thread) => presentThreadSummary(names, thread)),
          channels: presentChannels(names),
          windows,
          mentionable: presentMentionable(names),
          pseudonyms,
          may: presentMay(names),
        }));
      },
    }),

    route({
      method: 'get',
      path: '/agreements/{agreement}/comments/moderation',
      summary: 'The log of moderation, as far as the viewer may know of the threads',
      answers: moderationSchema,
      refusals: ['not-found', 'not-allowed'],
      async handle(call) {
        const found = await commentsOf(call);
        return 'kind' in found ? found : ok(presentModeration(found.names, found.comments));
      },
    }),

    route({
      method: 'get',
      path: '/agreements/{agreement}/comments/{thread}',
      summary: 'One thread: all that was said in it, and what the viewer may do',
      answers: threadSchema,
      refusals: ['not-found', 'not-allowed'],
      async handle(call) {
        const found = await commentsOf(call);
        if ('kind' in found) return found;
        const { names, comments, state } = found;
        const thread = comments.threads.get(call.params['thread']!);
        if (!thread || !mayReadThread(state, call.viewer.actor, thread)) return notFound('thread');
        return ok(presentThread(names, thread, found), { ETag: versionTag(thread.revision) });
      },
    }),

    route({
      method: 'post',
      path: '/agreements/{agreement}/comments',
      summary: 'Say something: open a thread, reply, edit, answer, moderate, open a window',
      body: commentCommandSchema,
      answers: commentAcceptedSchema,
      headers: [
        {
          ...ifMatchHeader,
          meaning: 'The revision of the thread, for what acts on what was said',
          required: false,
        },
        idempotencyHeader,
      ],
      refusals,
      idempotent: true,
      async handle(call) {
        const found = await commentsOf(call);
        if ('kind' in found) return found;
        const { actor } = call.viewer;
        const seen = versionOf(call.header('if-match'));
        if (seen === null && wantsRevision(call.body)) {
          return refused('version-required', 'Say in If-Match which revision of the thread you saw.');
        }
        const { agreement } = found;
        const wait = limits.person(actor.person ?? '', capacitiesOf(found.state, actor), agreement);
        if (wait > 0) return tooMuch(wait);
        const outcome = await desk.execute(agreement, { kind: 'person', actor }, call.body, seen);
        return replyTo(outcome, call.body);
      },
    }),

    route({
      method: 'post',
      path: '/agreements/{agreement}/credentials',
      summary: 'Draw credentials for comments under a pseudonym, blindly',
      body: drawBodySchema,
      answers: credentialsSchema,
      refusals,
      async handle(call) {
        const found = await commentsOf(call);
        if ('kind' in found) return found;
        const { agreement, state } = found;
        const { actor } = call.viewer;
        const wait = limits.person(actor.person ?? '', capacitiesOf(state, actor), agreement);
        if (wait > 0) return tooMuch(wait);
        const { organisation, blinded } = call.body;
        const keys = await keysOf(agreement);
        const answered = answers(agreement, keys, blinded);
        if (!answered) return refused('invalid-request', 'A blinded serial is no element of the group.');
        // Counted before it is handed out: nobody gets more by being interrupted.
        const outcome = await desk.execute(
          agreement,
          { kind: 'person', actor },
          { type: 'draw-credentials', organisation, count: blinded.length },
          null,
        );
        return isCommentRefusal(outcome) ? problemReply(outcome) : ok(answered);
      },
    }),

    route({
      method: 'post',
      path: '/agreements/{agreement}/submissions',
      summary: 'Comment under a pseudonym, with a credential; no cookie is read and nothing is logged',
      body: pseudonymousSchema,
      answers: commentAcceptedSchema,
      refusals,
      anonymous: true,
      async handle(call) {
        const agreement = call.params['agreement']!;
        const { name, secret, credential, command, seen } = call.body;
        const looking = limits.credential(agreement);
        if (looking > 0) return tooMuch(looking);
        const opens = command.type === 'open-thread';
        const exists = (await host.desk.state(agreement))?.facts != null;
        // The same work and the same answer whether the agreement, or only the credential, is wrong.
        const keys = exists ? await keysOf(agreement) : credentialKeys(randomBytes(32), agreement);
        const spent = opens ? checkCredential(agreement, keys, credential ?? '') : null;
        if (!exists || (opens && spent === null)) return problemReply(voidCredential);
        if (seen === null && wantsRevision(command)) {
          return refused('version-required', 'Say in `seen` which revision of the thread you saw.');
        }
        const wait = limits.pseudonym(agreement);
        if (wait > 0) return tooMuch(wait);
        const by = { kind: 'pseudonym', name, key: sha256Hex(secret), credential: spent } as const;
        return replyTo(await desk.execute(agreement, by, command, seen), command);
      },
    }),

    route({
      method: 'post',
      path: '/agreements/{agreement}/submissions/own',
      summary:
        'What became of what was said under a pseudonym, for whoever shows its secret; nothing is logged',
      body: ownSubmissionsBodySchema,
      answers: ownSubmissionsSchema,
      refusals: ['invalid-request', 'too-many-requests'],
      anonymous: true,
      async handle(call) {
        const agreement = call.params['agreement']!;
        const wait = limits.credential(agreement);
        if (wait > 0) return tooMuch(wait);
        const state = await host.desk.state(agreement);
        const by = {
          kind: 'pseudonym',
          name: '',
          key: sha256Hex(call.body.secret),
          credential: null,
        } as const;
        const submissions = isOpen(state)
          ? presentOwnSubmissions(
              { agreement, state, comments: await desk.state(agreement), now: now().toISOString() },
              by,
            )
          : [];
        return ok({ submissions });
      },
    }),
  ];
}

const voidCredential: CommentRefusal = {
  refused: true,
  code: 'credential-void',
  sentence: 'This credential is not genuine, or was used before. Each is good for one comment: draw another.',
};

function answers(
  agreement: string,
  keys: CredentialKeys,
  blinded: readonly string[],
): CredentialsView | null {
  const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
  try {
    const { evaluated, proof } = answerBlinded(
      agreement,
      keys,
      blinded.map((one) => new Uint8Array(Buffer.from(one, 'base64url'))),
      (length = 32) => new Uint8Array(randomBytes(length)),
    );
    return {
      publicKey: base64url(keys.publicKey),
      evaluated: evaluated.map(base64url),
      proof: base64url(proof),
    };
  } catch {
    return null;
  }
}

function replyTo(outcome: AcceptedComment | CommentRefusal, command: CommentCommand): Reply {
  if (isCommentRefusal(outcome)) return problemReply(outcome);
  const { thread } = outcome;
  const view: CommentAccepted = {
    thread: thread?.id ?? null,
    revision: thread?.revision ?? 0,
    receipt: command.type === 'open-thread' ? (thread?.submission?.receipt ?? null) : null,
  };
  return ok(view, thread ? { ETag: versionTag(thread.revision) } : {});
}

function problemReply(refusal: CommentRefusal): Reply {
  // Whether it exists is itself something that only its readers may know.
  return refusal.code === 'unknown-thread'
    ? notFound('thread')
    : { kind: 'problem', problem: problemOfComment(refusal) };
}

function tooMuch(seconds: number): Reply {
  return refused('too-many-requests', `Too much is being said at once. Wait ${seconds} seconds.`, {
    'Retry-After': String(seconds),
  });
}

/** Of what the viewer sees, and of nothing else: a thread that they may not know of moves no tag. */
function tagOf(version: number, threads: readonly Thread[], around: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify([version, around]));
  for (const { id, revision } of threads) hash.update(`\n${id} ${revision}`);
  return `"${version}-${hash.digest('base64url').slice(0, 22)}"`;
}
