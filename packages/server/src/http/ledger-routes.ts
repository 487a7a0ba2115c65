/**
 * Routes of the ledger. Checkpoint, tiles and proofs hold hashes only and are for everybody who knows the address of
 * an agreement; the record is for those who may read it, and shows each of them what they may see.
 */
import {
  firstNodeOf,
  formatProofFile,
  formatRecord,
  inclusionProof,
  leafHash,
  nodesForInclusion,
  parseTilePath,
  parseVerifierKey,
  widthIn,
} from '@travaux/workflow/ledger';
import { can, isShown } from '@travaux/workflow/policy';
import { z } from 'zod';
import { readable } from './agreement-routes.ts';
import type { Host } from './host.ts';
import { content, notFound, type Reply } from './reply.ts';
import { route, type Route } from './route.ts';

const plain = 'text/plain; charset=utf-8';
/** The next checkpoint may come at any moment. */
const brief = { 'Cache-Control': 'public, max-age=2' };
/** A tile of a given width never changes. */
const lasting = { 'Cache-Control': 'public, max-age=31536000, immutable' };

export function ledgerRoutes(host: Host): readonly Route[] {
  const { notary, store } = host;

  return [
    route({
      method: 'get',
      path: '/agreements/{agreement}/ledger/checkpoint',
      summary: 'The newest checkpoint of the ledger: a signed note (C2SP tlog-checkpoint). For everybody',
      answers: z.string(),
      type: plain,
      refusals: ['not-found'],
      handle({ params, header }) {
        const published = notary.published(params['agreement']!);
        if (!published) return notFound('ledger');
        return content(plain, published.checkpoint, header('if-none-match'), brief);
      },
    }),

    route({
      method: 'get',
      path: '/agreements/{agreement}/ledger/tile/{level}/{tile*}',
      summary: 'Hashes of the tree, to be copied (C2SP tlog-tiles). For everybody',
      answers: z.string(),
      type: 'application/octet-stream',
      refusals: ['not-found'],
      async handle({ params, header }) {
        const agreement = params['agreement']!;
        const published = notary.published(agreement);
        const tile = parseTilePath(`${params['level']}/${params['tile']}`);
        if (!published || !tile || tile.width > widthIn(published.size, tile)) return notFound('tile');
        const hashes = await store.ledgers.row(agreement, firstNodeOf(tile), tile.width);
        return content('application/octet-stream', Buffer.concat(hashes), header('if-none-match'), lasting);
      },
    }),

    route({
      method: 'get',
      path: '/agreements/{agreement}/ledger/proof/{index}',
      summary:
        'Proof that the event with this index, from 0, is in the ledger (C2SP tlog-proof). For everybody',
      answers: z.string(),
      type: plain,
      refusals: ['not-found'],
      async handle({ params, header }): Promise<Reply> {
        const agreement = params['agreement']!;
        const published = notary.published(agreement);
        const index = /^(0|[1-9]\d{0,9})$/.test(params['index']!) ? Number(params['index']) : -1;
        if (!published || index < 0 || index >= published.size) return notFound('event');
        const { size, checkpoint } = published;
        const nodes = nodesForInclusion(index, size);
        const hashes = await store.ledgers.nodes(agreement, nodes);
        const at = new Map(nodes.map((node, place) => [`${node.level}/${node.index}`, hashes[place]!]));
        const proof = inclusionProof(index, size, (node) => at.get(`${node.level}/${node.index}`)!);
        return content(plain, formatProofFile({ index, proof, checkpoint }), header('if-none-match'), {
          ...brief,
          'Content-Disposition': `attachment; filename="event-${index + 1}.tlog-proof"`,
        });
      },
    }),

    route({
      method: 'get',
      path: '/agreements/{agreement}/record',
      summary:
        'The record of the agreement, to be checked offline: every event that the viewer may see, the hashes of all others, the texts that were decided on, and the signed checkpoint',
      answers: z.looseObject({}),
      refusals: ['not-found'],
      async handle(call) {
        const found = await readable(host, call, 'read-agreement');
        if ('kind' in found) return found;
        const { id, state } = found;
        const { actor } = call.viewer;
        const published = notary.published(id);
        const key = published && parseVerifierKey(published.key);
        if (!published || !key) return notFound('record');
        const leaves = await store.ledgers.leaves(id, published.size);
        const texts = can(actor, 'read-text', { state }) ? await store.agreements.texts(id) : [];
        const record = formatRecord(
          key,
          [published.checkpoint],
          leaves.map(({ recorded, text }) =>
            isShown(actor, recorded, state) ? text : leafHash(Buffer.from(text)),
          ),
          texts.map(({ canonical }) => canonical),
        );
        return content('application/json', record, call.header('if-none-match'), {
          'Content-Disposition': `attachment; filename="record-${id}-${published.size}.json"`,
        });
      },
    }),
  ];
}
