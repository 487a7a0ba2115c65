/** Routes of publication for those who decide on it: what is published now, and the page as a policy would make it. */
import type { PublicationPreview, PublicationView } from '@travaux/editor/frames';
import { publicationPolicySchema } from '@travaux/workflow/agreement';
import { can } from '@travaux/workflow/policy';
import { z } from 'zod';
import { page } from '../public/page.ts';
import type { PublicView } from '../public/public-view.ts';
import { readable } from './agreement-routes.ts';
import type { Host } from './host.ts';
import { ok } from './reply.ts';
import { route, type Route } from './route.ts';

const publicationSchema = z.object({
  slug: z.string().nullable(),
  policy: publicationPolicySchema.nullable(),
  texts: z.array(z.object({ clause: z.string(), hash: z.string(), at: z.string() })),
}) satisfies z.ZodType<PublicationView>;

const previewSchema = z.object({
  html: z.string().describe('The page, without scripts'),
  effects: z.array(z.string()),
}) satisfies z.ZodType<PublicationPreview>;

export function publicationRoutes(host: Host): readonly Route[] {
  const { pages } = host;
  return [
    route({
      method: 'get',
      path: '/agreements/{agreement}/publication',
      summary: 'The address of the public page; for those who publish also its policy and the texts on it',
      answers: publicationSchema,
      refusals: ['not-found'],
      async handle(call) {
        const found = await readable(host, call, 'read-agreement');
        if ('kind' in found) return found;
        const { state } = found;
        const publishes = can(call.viewer.actor, 'publish', { state });
        const view: PublicationView = {
          slug: state.publication?.slug ?? null,
          policy: publishes ? state.publication : null,
          texts: publishes
            ? [...state.publishedTexts].map(([clause, { hash, at }]) => ({ clause, hash, at }))
            : [],
        };
        return ok(view);
      },
    }),

    route({
      method: 'post',
      path: '/agreements/{agreement}/publication/preview',
      summary: 'The public page as a policy would make it now; nothing is recorded',
      body: z.strictObject({ policy: publicationPolicySchema }),
      answers: previewSchema,
      refusals: ['not-found', 'not-allowed', 'invalid-request'],
      async handle(call) {
        const found = await readable(host, call, 'publish');
        if ('kind' in found) return found;
        const { id, state } = found;
        const { policy } = call.body;
        const { view } = await pages.preview(id, state, policy);
        const taken = pages.isTaken(policy.slug, id);
        const preview: PublicationPreview = {
          html: page(view, 'p/page.css'),
          effects: [
            ...(taken
              ? [
                  `Another page has the address /p/${policy.slug}. Choose another one, or nothing will appear.`,
                ]
              : []),
            ...contents(view),
          ],
        };
        return ok(preview);
      },
    }),
  ];
}

/** What would be on the page at once, in sentences. */
function contents({ outline, decisions, comments, milestones, progress }: PublicView): readonly string[] {
  const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;
  const clauses = outline.filter(({ kind }) => kind === 'clause');
  const texts = clauses.filter(({ text }) => text !== null).length;
  const hidden = outline.filter(({ confidential }) => confidential).length;
  return [
    `The public sees the outline with ${many(clauses.length, 'clause', 'clauses')}, and the words of ${texts}.`,
    progress.length > 0
      ? 'It sees how far each clause is agreed.'
      : 'It does not see how far the clauses are agreed.',
    `It sees ${many(decisions.length, 'decision', 'decisions')}, ${many(milestones.length, 'milestone', 'milestones')} and ${many(comments.length, 'comment', 'comments')} of observers.`,
    ...(hidden > 0
      ? [
          `Of ${many(hidden, 'element', 'elements')} it sees the number and the word “Confidential”. To hide that there is something, restrict who may know of it.`,
        ]
      : []),
  ];
}
