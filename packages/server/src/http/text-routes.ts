/** Routes of the text: all of an agreement, one clause, and the search in it. */
import { createHash } from 'node:crypto';
import type { AgreementTextView, ClauseTextView } from '@travaux/editor/frames';
import { readingOrder } from '@travaux/workflow/agreement';
import { can, type Actor } from '@travaux/workflow/policy';
import { readable } from './agreement-routes.ts';
import type { Host } from './host.ts';
import type { OpenState } from './present.ts';
import { notFound, ok, refused, versioned } from './reply.ts';
import { route, type Route } from './route.ts';
import { presentAuthorship } from './present-authorship.ts';
import { authorshipSchema, clauseTextSchema, searchSchema, textSchema } from './schemas.ts';
import { createSearch } from './search.ts';

const longestQuery = 200;

export function textRoutes(host: Host): readonly Route[] {
  const { rooms, store } = host;
  const search = createSearch(rooms);

  return [
    route({
      method: 'get',
      path: '/agreements/{agreement}/text',
      summary: 'Every clause that the viewer may read, in reading order',
      answers: textSchema,
      refusals: ['not-found', 'not-allowed'],
      async handle(call) {
        const found = await readable(host, call, 'read-text');
        if ('kind' in found) return found;
        const { id, state } = found;
        const clauses = readableClauses(state, call.viewer.actor);
        const heads = await store.journal.heads(id);
        // Read before the texts: a tag may then be older than what it stands for, never newer.
        const tag = textTag(state.version, clauses, heads);
        return versioned(tag, call.header('if-none-match'), async (): Promise<AgreementTextView> => ({
          version: state.version,
          clauses: await rooms.texts(id, clauses),
        }));
      },
    }),

    route({
      method: 'get',
      path: '/agreements/{agreement}/clauses/{clause}/text',
      summary: 'The text of one clause',
      answers: clauseTextSchema,
      refusals: ['not-found', 'not-allowed'],
      async handle(call) {
        const found = await readable(host, call, 'read-text');
        if ('kind' in found) return found;
        const clause = call.params['clause']!;
        if (!readableClauses(found.state, call.viewer.actor).includes(clause)) return notFound('clause');
        const text = await rooms.text(clause);
        if (!text) return notFound('clause');
        const view: ClauseTextView = { id: clause, seq: text.seq, text: text.json };
        return versioned(`"${text.seq}"`, call.header('if-none-match'), () => view);
      },
    }),

    route({
      method: 'get',
      path: '/agreements/{agreement}/clauses/{clause}/authorship',
      summary: 'Who wrote the text of one clause, and who deleted what, as the viewer may know them',
      answers: authorshipSchema,
      refusals: ['not-found', 'not-allowed'],
      async handle(call) {
        const found = await readable(host, call, 'read-text');
        if ('kind' in found) return found;
        const { id, state } = found;
        const { actor } = call.viewer;
        const clause = call.params['clause']!;
        if (!readableClauses(state, actor).includes(clause)) return notFound('clause');
        const authorship = await rooms.authorship(clause);
        if (!authorship) return notFound('clause');
        // Names are those of this version.
        const tag = `"${state.version}-${authorship.seq}"`;
        return versioned(tag, call.header('if-none-match'), () =>
          presentAuthorship(id, state, actor, clause, authorship),
        );
      },
    }),

    route({
      method: 'get',
      path: '/agreements/{agreement}/search',
      summary: 'Where words occur; case, accents, invisible marks and kinds of hyphen do not matter',
      query: [{ name: 'q', meaning: `What to look for, at most ${longestQuery} characters` }],
      answers: searchSchema,
      refusals: ['not-found', 'not-allowed', 'invalid-request'],
      async handle(call) {
        const found = await readable(host, call, 'read-text');
        if ('kind' in found) return found;
        const query = call.query.get('q');
        if (query === null) return refused('invalid-request', 'Say in q what to look for.');
        if (query.length > longestQuery) {
          return refused('invalid-request', `Look for at most ${longestQuery} characters at once.`);
        }
        const clauses = new Set(readableClauses(found.state, call.viewer.actor));
        return ok(await search.find(found.id, found.state, clauses, query));
      },
    }),
  ];
}

export function readableClauses(state: OpenState, actor: Actor): readonly string[] {
  const clauses: string[] = [];
  for (const { element } of readingOrder(state.outline)) {
    if (element.kind === 'clause' && can(actor, 'read-text', { state, clause: element.id })) {
      clauses.push(element.id);
    }
  }
  return clauses;
}

function textTag(version: number, clauses: readonly string[], heads: ReadonlyMap<string, number>): string {
  const hash = createHash('sha256').update(String(version));
  for (const clause of clauses) hash.update(`\n${clause} ${heads.get(clause) ?? 0}`);
  return `"${version}-${hash.digest('base64url').slice(0, 22)}"`;
}
