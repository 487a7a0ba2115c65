/** Routes of private proposals: those of one's own delegation, one with its texts, keep one, and act on it. */
import { createHash } from 'node:crypto';
import type { ProposalsView, ProposalTextView } from '@travaux/editor/frames';
import {
  isProposalRefusal,
  mayReadProposal,
  proposesFor,
  type ProposalCommand,
  type ProposalRefusal,
} from '@travaux/workflow/proposals';
import { capacitiesOf } from '@travaux/workflow/policy';
import { documentOf } from '../commands/facts.ts';
import { readProposedText } from '../commands/proposed-text.ts';
import type { DecidedText } from '../store/store.ts';
import { idempotencyHeader, readable } from './agreement-routes.ts';
import { Names } from './course-names.ts';
import type { Host } from './host.ts';
import { presentProposal, visibleProposals } from './present-proposals.ts';
import { problemOfProposal, proposalRefusalCodes } from './problem.ts';
import {
  proposalBodySchema,
  proposalSchema,
  proposalsSchema,
  proposalTextSchema,
} from './proposal-schemas.ts';
import { notFound, ok, refused, versioned, type Reply } from './reply.ts';
import { route, type Route } from './route.ts';

/** Longest body: a text at its longest, with all that JSON says besides. */
const longestBody = 768 * 1024;

export function proposalRoutes(host: Host): readonly Route[] {
  const { proposals: desk, commentLimits: limits } = host;

  return [
    route({
      method: 'get',
      path: '/agreements/{agreement}/proposals',
      summary: "The private proposals of the viewer's own delegation",
      query: [{ name: 'clause', meaning: 'Only proposals on this clause' }],
      answers: proposalsSchema,
      refusals: ['not-found', 'not-allowed'],
      async handle(call) {
        const found = await readable(host, call, 'propose');
        if ('kind' in found) return found;
        const names = new Names(found.state, call.viewer.actor);
        const seen = visibleProposals(names, await desk.state(found.id), call.query.get('clause'));
        const view: ProposalsView = {
          proposals: seen.map((one) => presentProposal(names, one)),
          parties: proposesFor(found.state, call.viewer.actor).map((party) => names.party(party)),
        };
        const tag = createHash('sha256').update(JSON.stringify(view)).digest('base64url').slice(0, 22);
        return versioned(`"${tag}"`, call.header('if-none-match'), () => view);
      },
    }),

    route({
      method: 'get',
      path: '/agreements/{agreement}/proposals/{proposal}',
      summary: 'One private proposal of the own delegation, with its texts',
      answers: proposalTextSchema,
      refusals: ['not-found', 'not-allowed'],
      async handle(call) {
        const found = await readable(host, call, 'propose');
        if ('kind' in found) return found;
        const { id: agreement, state } = found;
        const { actor } = call.viewer;
        const proposal = (await desk.state(agreement)).proposals.get(call.params['proposal']!);
        if (!proposal || !mayReadProposal(state, actor, proposal)) return notFound('proposal');
        const [base, text] = await Promise.all(
          [proposal.base, proposal.text].map((hash) => desk.text(agreement, hash)),
        );
        const view: ProposalTextView = {
          ...presentProposal(new Names(state, actor), proposal),
          base: documentOf(base!),
          text: documentOf(text!),
        };
        return ok(view);
      },
    }),

    route({
      method: 'post',
      path: '/agreements/{agreement}/proposals',
      summary:
        'Keep a text as a private proposal; give its reason, note that it was put into the text, withdraw it',
      body: proposalBodySchema,
      bodyLimit: longestBody,
      answers: proposalSchema,
      headers: [idempotencyHeader],
      refusals: ['not-found', 'invalid-request', 'too-many-requests', ...proposalRefusalCodes],
      idempotent: true,
      async handle(call) {
        const found = await readable(host, call, 'propose');
        if ('kind' in found) return found;
        const { id: agreement, state } = found;
        const { actor } = call.viewer;
        const wait = limits.person(actor.person ?? '', capacitiesOf(state, actor), agreement);
        if (wait > 0) {
          return refused('too-many-requests', `Too much is being sent at once. Wait ${wait} seconds.`, {
            'Retry-After': String(wait),
          });
        }
        let command: ProposalCommand;
        let text: DecidedText | null = null;
        if (call.body.type === 'keep-proposal') {
          const read = readProposedText(call.body.text);
          if ('unread' in read) return refused('invalid-request', read.unread);
          text = read;
          command = { ...call.body, text: read.hash };
        } else command = call.body;
        const outcome = await desk.execute(agreement, actor, command, text);
        if (isProposalRefusal(outcome)) return problemReply(outcome);
        return ok(presentProposal(new Names(state, actor), outcome.proposal));
      },
    }),
  ];
}

function problemReply(refusal: ProposalRefusal): Reply {
  // Whether it exists is itself something that only its readers may know.
  return refusal.code === 'unknown-proposal'
    ? notFound('proposal')
    : { kind: 'problem', problem: problemOfProposal(refusal) };
}
