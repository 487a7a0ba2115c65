/** Routes of how clauses are decided: the board, the packet of one clause, the log, what waits, and previews. */
import { createHash } from 'node:crypto';
import { wordsOfHash } from '../commands/facts.ts';
import type {
  ClauseCourseView,
  CoursesView,
  EffectView,
  LogView,
  PreviewView,
  RelianceView,
  TextView,
  WorkView,
} from '@travaux/editor/frames';
import {
  actionOf,
  commandSchema,
  courseOf,
  isRefusal,
  readingOrder,
  type Closure,
  type Reliance,
} from '@travaux/workflow/agreement';
import { can, type Actor } from '@travaux/workflow/policy';
import { z } from 'zod';
import type { Previewed } from '../commands/desk.ts';
import { readingFor, type Reading } from '../commands/reading.ts';
import { idempotencyHeader, ifMatchHeader, readable, refusalsOfCommands } from './agreement-routes.ts';
import { Names } from './course-names.ts';
import { clauseCourseSchema, coursesSchema, logSchema, previewSchema, workSchema } from './course-schemas.ts';
import { versionOf } from './headers.ts';
import type { Host } from './host.ts';
import { actsOnAgreement, actsOnClause } from './present-acts.ts';
import {
  presentGrant,
  presentPackages,
  presentRoutes,
  presentRoutingRules,
  presentSummary,
} from './present-courses.ts';
import { logTable, presentLog, type LogAsked } from './present-log.ts';
import { presentAccess } from './present-access.ts';
import { presentPreview } from './present-preview.ts';
import { presentPast, presentRun } from './present-run.ts';
import { presentCommentWork } from './present-comment-work.ts';
import { presentChanged, presentStuck, presentWaiting } from './present-work.ts';
import { isOpen, type OpenState } from './present.ts';
import { namedProblem } from './named-problem.ts';
import { content, notFound, ok, refused, versioned, type Reply } from './reply.ts';
import { route, type Call, type Route } from './route.ts';

/** Entries of the log in one answer, unless the whole is asked for as a file. */
const usualEntries = 100;
const mostEntries = 1000;

type OpenReading = Reading & { readonly state: OpenState };

export function courseRoutes(host: Host): readonly Route[] {
  const { desk, rooms, store } = host;

  async function accessEffects(
    id: string,
    { before, after }: Previewed,
    viewer: Actor,
  ): Promise<readonly EffectView[]> {
    if (!isOpen(before) || !isOpen(after)) return [];
    const clauses = [...before.outline.elements.values()].flatMap((one) =>
      one.kind === 'clause' ? [one.id] : [],
    );
    const texts = await rooms.texts(id, clauses);
    return presentAccess({ before, after, viewer, open: rooms.views(id), texts });
  }

  /** The agreement of the path as it is now, when the viewer may read it; else the answer that says no. */
  async function readingOf(
    call: Call,
  ): Promise<{ readonly id: string; readonly reading: OpenReading } | Reply> {
    const found = await readable(host, call, 'read-text');
    if ('kind' in found) return found;
    const reading = await desk.reading(found.id);
    if (!reading || !isOpenReading(reading)) return notFound('agreement');
    // It may have lost its reader since.
    if (!can(call.viewer.actor, 'read-text', { state: reading.state })) return notFound('agreement');
    return { id: found.id, reading: readingFor(call.viewer.actor, reading) };
  }

  async function textOf(id: string, hash: string, reading: Reading): Promise<TextView> {
    return { hash, text: await wordsOfHash(hash, reading.texts, (one) => desk.decidedTexts(id, [one])) };
  }

  async function clauseCourse(
    id: string,
    reading: OpenReading,
    call: Call,
    clause: string,
  ): Promise<ClauseCourseView> {
    const names = new Names(reading.state, call.viewer.actor);
    const course = courseOf(reading.state, clause);
    const { underWay, grant } = course;
    // What was decided last, also after a reopening or a return has set it aside.
    const last = grant ?? course.grants.at(-1) ?? null;
    const current = reading.texts.closures.get(clause) ?? null;
    const decided = grant ? (course.text ?? grant.text) : null;
    return {
      version: reading.state.version,
      summary: presentSummary(names, reading.texts, clause),
      text: { hash: current?.hash ?? '', text: reading.texts.clauses.get(clause)?.text ?? null },
      packet: underWay && {
        packet: underWay.packet,
        ...(await textOf(id, underWay.text.hash, reading)),
      },
      decided: last && {
        grant: presentGrant(names, last),
        ...(await textOf(id, last.text.hash, reading)),
      },
      relies: presentReliances(names, current, underWay?.text ?? null, decided),
      renewals: (underWay?.renewals ?? []).map(({ packet, change, lowering }) => ({
        packet,
        class: change.class,
        reasons: change.reasons,
        lowering: lowering && {
          to: lowering.to,
          reason: lowering.reason,
          askedByViewer: lowering.by === call.viewer.actor.person,
        },
      })),
      run: underWay && presentRun(names, underWay),
      past: course.past.map((past) => presentPast(names, past)),
      grants: course.grants.map((one) => presentGrant(names, one)),
      acts: await actsOnClause(names, reading, clause),
    };
  }

  async function work(call: Call): Promise<WorkView> {
    const { actor } = call.viewer;
    const view = { waiting: [], stuck: [], changed: [] } as {
      [Key in keyof WorkView]: WorkView[Key][number][];
    };
    if (actor.person === null) return view;
    const visits = await store.people.visits(actor.person);
    for (const { id } of await desk.list()) {
      const state = await desk.state(id);
      if (!isOpen(state) || !can(actor, 'read-agreement', { state })) continue;
      const whole = await desk.reading(id);
      if (!whole || !isOpenReading(whole)) continue;
      const reading = readingFor(actor, whole);
      const names = new Names(reading.state, actor);
      view.waiting.push(...(await presentWaiting(names, reading, id)));
      view.waiting.push(...presentCommentWork(names, await host.comments.state(id), id));
      view.stuck.push(...presentStuck(names, reading, id));
      const from = visits.get(id);
      if (from !== undefined && from < reading.state.version) {
        const changed = presentChanged(names, id, from, await store.agreements.events(id, from));
        if (changed.events > 0) view.changed.push(changed);
      }
    }
    view.waiting.sort((a, b) => (a.due ?? '~').localeCompare(b.due ?? '~'));
    return view;
  }

  return [
    route({
      method: 'get',
      path: '/agreements/{agreement}/courses',
      summary: 'The board: how far each clause is agreed, where it is under way, and whom it waits for',
      answers: coursesSchema,
      refusals: ['not-found', 'not-allowed'],
      async handle(call) {
        const found = await readingOf(call);
        if ('kind' in found) return found;
        const { reading } = found;
        const { state, texts } = reading;
        const tag = tagOf(state.version, [...texts.closures]);
        return versioned(tag, call.header('if-none-match'), async (): Promise<CoursesView> => {
          const names = new Names(state, call.viewer.actor);
          return {
            version: state.version,
            routes: presentRoutes(names),
            routingRules: presentRoutingRules(names),
            topics: [...state.topics].map(([element, topics]) => ({ element, topics })),
            roles: [...state.roles.values()].map(({ role, name, persons }) => ({
              role,
              name,
              holders: persons.length,
            })),
            packages: presentPackages(names),
            adopted: state.adopted,
            clauses: [...readingOrder(state.outline)].flatMap(({ element }) =>
              isReadable(call.viewer.actor, state, element.id)
                ? [presentSummary(names, texts, element.id)]
                : [],
            ),
            acts: await actsOnAgreement(names, reading),
          };
        });
      },
    }),

    route({
      method: 'get',
      path: '/agreements/{agreement}/clauses/{clause}/course',
      summary: 'The packet of one clause: its texts, its stages, and what the viewer may do now',
      answers: clauseCourseSchema,
      refusals: ['not-found', 'not-allowed'],
      async handle(call) {
        const found = await readingOf(call);
        if ('kind' in found) return found;
        const { id, reading } = found;
        const clause = call.params['clause']!;
        if (!isReadable(call.viewer.actor, reading.state, clause)) return notFound('clause');
        const tag = tagOf(reading.state.version, reading.texts.closures.get(clause) ?? null);
        return versioned(tag, call.header('if-none-match'), () => clauseCourse(id, reading, call, clause));
      },
    }),

    route({
      method: 'get',
      path: '/agreements/{agreement}/log',
      summary:
        'The log in sentences, newest first; with Accept: text/csv as a table, then whole unless limited',
      query: [
        { name: 'after', meaning: 'Only events of later versions' },
        { name: 'before', meaning: 'Only events of earlier versions: the `next` of the page before' },
        { name: 'limit', meaning: `How many, at most ${mostEntries}` },
        { name: 'clause', meaning: 'Only events of this clause' },
        { name: 'kind', meaning: 'Only events of this type' },
        { name: 'actor', meaning: 'Only what somebody of this name did; empty: what the system did itself' },
      ],
      answers: logSchema,
      refusals: ['not-found', 'invalid-request'],
      async handle(call) {
        const found = await readable(host, call, 'read-agreement');
        if ('kind' in found) return found;
        const { id, state } = found;
        const table = /\btext\/csv\b/.test(call.header('accept') ?? '');
        const asked = logAsked(call.query, table);
        if ('kind' in asked) return asked;
        const names = new Names(state, call.viewer.actor);
        const entries = async (): Promise<LogView> => {
          const events = await store.agreements.events(id);
          return presentLog(
            names,
            events.filter(({ version }) => version <= state.version),
            asked,
          );
        };
        if (table) {
          return content('text/csv; charset=utf-8', logTable(await entries()), call.header('if-none-match'), {
            'Content-Disposition': 'attachment; filename="log.csv"',
          });
        }
        return versioned(tagOf(state.version, asked), call.header('if-none-match'), entries);
      },
    }),

    route({
      method: 'get',
      path: '/work',
      summary: 'What waits for the viewer in all agreements, and what changed since the last visit',
      answers: workSchema,
      refusals: [],
      handle: async (call) => ok(await work(call)),
    }),

    route({
      method: 'post',
      path: '/agreements/{agreement}/visits',
      summary: 'The viewer has seen the agreement up to a version',
      body: z.strictObject({ version: z.int().min(1) }),
      answers: null,
      status: 204,
      refusals: ['not-found', 'invalid-request'],
      async handle(call) {
        const found = await readable(host, call, 'read-agreement');
        if ('kind' in found) return found;
        const { person } = call.viewer.actor;
        const version = Math.min(call.body.version, found.state.version);
        if (person !== null) await store.people.visited(person, found.id, version);
        return { kind: 'empty', status: 204 };
      },
    }),

    route({
      method: 'post',
      path: '/agreements/{agreement}/commands/preview',
      summary: 'What a command would do, in sentences; nothing is recorded',
      body: commandSchema,
      answers: previewSchema,
      headers: [ifMatchHeader, idempotencyHeader].filter(({ name }) => name === 'If-Match'),
      refusals: refusalsOfCommands,
      async handle(call) {
        const found = await readable(host, call, 'read-agreement');
        if ('kind' in found) return found;
        const { id, state } = found;
        const { actor } = call.viewer;
        const version = versionOf(call.header('if-match'));
        if (version === null && can(actor, actionOf(call.body), { state })) {
          return refused('version-required', 'Say in If-Match which version this command would be made on.');
        }
        const outcome = await desk.preview(
          id,
          version === null || Number.isNaN(version) ? -1 : version,
          call.body,
          actor,
        );
        if (isRefusal(outcome)) return { kind: 'problem', problem: namedProblem(outcome, state) };
        const view: PreviewView = presentPreview(outcome, actor);
        if (call.body.type !== 'set-confidentiality') return ok(view);
        return ok({ ...view, effects: [...view.effects, ...(await accessEffects(id, outcome, actor))] });
      },
    }),
  ];
}

function isOpenReading(reading: Reading): reading is OpenReading {
  return isOpen(reading.state);
}

/** Whether there is such a clause, and the viewer may read it: to both questions there is one answer. */
function isReadable(viewer: Actor, state: OpenState, clause: string): boolean {
  return state.outline.elements.get(clause)?.kind === 'clause' && can(viewer, 'read-text', { state, clause });
}

function presentReliances(
  names: Names,
  current: Closure | null,
  packet: Closure | null,
  decided: Closure | null,
): readonly RelianceView[] {
  const key = ({ clause, as, term }: Reliance) => JSON.stringify([clause, as, term ?? null]);
  const [now, before, then] = [current, packet, decided].map(
    (closure) => new Map((closure?.relies ?? []).map((one) => [key(one), one])),
  );
  const all = new Map([...(then ?? []), ...(before ?? []), ...(now ?? [])]);
  const readable = [...all].filter(([, { clause }]) => isReadable(names.viewer, names.state, clause));
  return readable.map(([id, { clause, as, term = null }]) => ({
    ...names.clause(clause),
    as,
    term,
    hash: now?.get(id)?.hash ?? null,
    packetHash: before?.get(id)?.hash ?? null,
    decidedHash: then?.get(id)?.hash ?? null,
  }));
}

function logAsked(query: URLSearchParams, whole: boolean): LogAsked | Reply {
  const number = (name: string, usual: number | null, most: number): number | null | undefined => {
    const text = query.get(name);
    if (text === null) return usual;
    return /^\d{1,16}$/.test(text) ? Math.min(Number(text), most) : undefined;
  };
  const after = number('after', 0, Number.MAX_SAFE_INTEGER);
  const before = number('before', null, Number.MAX_SAFE_INTEGER);
  const limit = number('limit', whole ? null : usualEntries, mostEntries);
  if (after === undefined || after === null || before === undefined || limit === undefined || limit === 0) {
    return refused('invalid-request', 'Say in after, before and limit whole numbers.');
  }
  return {
    ...{ after, before, limit },
    ...{ clause: query.get('clause'), type: query.get('kind'), actor: query.get('actor') },
  };
}

/** Changes with the agreement, and with what else is told of: texts move without an event. */
function tagOf(version: number, told: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify([version, told]));
  return `"${version}-${hash.digest('base64url').slice(0, 22)}"`;
}
