/**
 * Makes the public view of an agreement: applies its publication policy to its record.
 *
 * A thing appears when its delay is over, so the agreement is read as it was that long ago. Confidentiality is that of
 * now: what is closed today is gone at once, also from what appeared earlier.
 */
import { createHash } from 'node:crypto';
import {
  labelsOf,
  nodeOfJson,
  plainText,
  resolveTarget,
  type ClauseJson,
  type Labels,
} from '@travaux/editor/document';
import {
  confidentialityOf,
  courseOf,
  delayOf,
  initialState,
  publishedKinds,
  readingOrder,
  replay,
  type AgreementState,
  type Course,
  type Outline,
  type OutlineElement,
  type PublicationPolicy,
  type PublishedKind,
  type RecordedEvent,
} from '@travaux/workflow/agreement';
import type { RecordedComment } from '@travaux/workflow/comments';
import { compareRungs } from '@travaux/workflow/route';
import { isOpen, type OpenState } from '../http/present.ts';
import { clauseHtml } from './clause-html.ts';
import { publicComments } from './public-comments.ts';
import { publicDecisions } from './public-decisions.ts';
import { publicTerms } from './public-terms.ts';
import type { PublicElement, PublicView, Standing } from './public-view.ts';

export interface Source {
  readonly agreement: string;
  /** As it is now, with its policy. */
  readonly state: OpenState;
  readonly events: readonly RecordedEvent[];
  readonly comments: readonly RecordedComment[];
  /** Words that were kept, by their hash. */
  readonly words: (hash: string) => Promise<ClauseJson | null>;
  readonly recordKey: string | null;
}

export interface Published {
  readonly view: PublicView;
  /** When something will appear that has happened already, in milliseconds since the epoch; null: nothing will. */
  readonly next: number | null;
}

const hour = 3_600_000;

/** Readings of the record as the public may have them: each kind of thing after its own delay. */
export class PublicRecord {
  readonly policy: PublicationPolicy;
  readonly source: Source;
  /** What the public may know of, as it was after the longest delay of what tells of the outline. */
  readonly outline: Outline;
  readonly labels: Labels;
  /** The agreement as the outline is of. */
  readonly then: AgreementState;
  readonly #now: number;
  readonly #states = new Map<number, AgreementState>();

  constructor(source: Source, policy: PublicationPolicy, now: number) {
    this.source = source;
    this.policy = policy;
    this.#now = now;
    const of = (kind: PublishedKind) =>
      policy.rules.filter((rule) => rule.kind === kind).map(({ delayHours }) => delayHours);
    const delays = of('progress').length > 0 ? of('progress') : policy.rules.map((rule) => rule.delayHours);
    this.then = this.after(delays.length === 0 ? 0 : Math.max(...delays));
    this.outline = known(source.state, this.then.outline);
    this.labels = labelsOf(this.outline, source.state.facts);
  }

  get state(): OpenState {
    return this.source.state;
  }

  /** The agreement as it was so many hours ago. */
  after(delay: number): AgreementState {
    let state = this.#states.get(delay);
    if (!state) {
      const { events } = this.source;
      const until = this.#now - delay * hour;
      state = replay(
        initialState,
        events.filter(({ at }) => Date.parse(at) <= until).map(({ event }) => event),
      );
      this.#states.set(delay, state);
    }
    return state;
  }

  /** The same for one element and one kind of thing; null where that is not published of it, or it may not be read. */
  of(kind: PublishedKind, element: string): AgreementState | null {
    const delay = this.delay(kind, element);
    return delay === null ? null : this.after(delay);
  }

  /** Hours after which this kind of thing appears of a clause; null: never. */
  delay(kind: PublishedKind, element: string): number | null {
    if (!this.outline.elements.has(element)) return null;
    if (confidentialityOf(this.state, element).readBy.kind !== 'public') return null;
    return delayOf(this.policy, this.state.outline, kind, element);
  }

  isDue(at: string, delay: number): boolean {
    return Date.parse(at) + delay * hour <= this.#now;
  }

  anchor(element: string): string {
    const name = `travaux/anchor/v1\0${this.source.agreement}\0${element}`;
    return `c-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;
  }

  /** How the page calls a clause: `Article 5, paragraph 2`. */
  name(element: string): string {
    const names: string[] = [];
    let at: OutlineElement | undefined = this.outline.elements.get(element);
    while (at) {
      const full = this.labels.get(at.id)?.full || at.heading;
      if (full !== '') names.unshift(full);
      at = at.parent === null ? undefined : this.outline.elements.get(at.parent);
    }
    return names.slice(-2).join(', ');
  }

  next(): number | null {
    const delays = [...new Set(this.policy.rules.map(({ delayHours }) => delayHours))];
    const times = [...this.source.events, ...this.source.comments].map(({ at }) => Date.parse(at));
    let next: number | null = null;
    for (const delay of delays) {
      for (const time of times) {
        const due = time + delay * hour;
        if (due > this.#now && (next === null || due < next)) next = due;
      }
    }
    return next;
  }
}

export async function publish(source: Source, policy: PublicationPolicy, now: number): Promise<Published> {
  const record = new PublicRecord(source, policy, now);
  const { state } = source;
  const texts = await publishedTexts(record, 'texts');
  const outline: PublicElement[] = [];
  for (const { element, depth } of readingOrder(record.outline)) {
    outline.push(presentElement(record, texts, element, depth));
  }
  const standings = outline.flatMap(({ standing }) => standing ?? []);
  const decisions = publicDecisions(record);
  const comments = publicComments(record, (clause) => {
    const text = texts.get(clause);
    return text ? plainText(nodeOfJson(text.json)) : '';
  });
  const view: PublicView = {
    title: state.facts.title,
    language: state.facts.language,
    direction: state.facts.direction,
    slug: policy.slug,
    summary: policy.summary,
    participation: policy.participation,
    parties: [...record.then.parties.values()].map(({ name }) => name),
    adopted: record.policy.rules.some(({ kind }) => kind === 'progress') ? record.then.adopted : null,
    publishes: publishes(policy),
    updated: latest([
      ...decisions.map(({ at }) => at),
      ...comments.map(({ at, answer }) => answer?.at ?? at),
      ...[...texts.values()].map(({ at }) => at),
    ]),
    outline,
    progress: (['agreed', 'agreed-in-part', 'open', 'set-aside', 'withdrawn'] as const).flatMap(
      (standing) => {
        const clauses = standings.filter((one) => one === standing).length;
        return clauses === 0 ? [] : [{ standing, clauses }];
      },
    ),
    decisions,
    milestones: publicTerms(record, await publishedTexts(record, 'milestones')),
    comments,
    recordKey: source.recordKey,
  };
  return { view, next: record.next() };
}

function presentElement(
  record: PublicRecord,
  texts: ReadonlyMap<string, PublicText>,
  element: OutlineElement,
  depth: number,
): PublicElement {
  const { id, kind } = element;
  const readable = confidentialityOf(record.state, id).readBy.kind === 'public';
  const text = texts.get(id);
  return {
    anchor: record.anchor(id),
    depth,
    kind,
    number: record.labels.get(id)?.display ?? '',
    heading: readable ? element.heading : '',
    confidential: !readable,
    standing: kind === 'clause' ? standingOf(record.of('progress', id), id) : null,
    text: text
      ? {
          as: text.as,
          at: text.at,
          hash: text.hash,
          html: clauseHtml(text.json, {
            language: record.state.facts.language,
            reference: (target, form) => {
              const to = target.split('#', 1)[0] ?? '';
              const printed = resolveTarget(record.labels, record.outline, target, form) ?? null;
              const known = record.outline.elements.has(to);
              return known ? { printed: printed ?? record.name(to), anchor: record.anchor(to) } : null;
            },
          }).html,
        }
      : null,
  };
}

function standingOf(state: AgreementState | null, clause: string): Standing | null {
  if (!state?.outline.elements.has(clause)) return null;
  const { rung, withdrawn } = courseOf(state, clause);
  if (withdrawn) return 'withdrawn';
  if (state.parked.has(clause)) return 'set-aside';
  if (compareRungs(rung, 'agreed') >= 0) return 'agreed';
  return compareRungs(rung, 'agreed-in-group') >= 0 ? 'agreed-in-part' : 'open';
}

export interface PublicText {
  readonly as: 'agreed' | 'draft';
  readonly at: string;
  readonly hash: string;
  readonly json: ClauseJson;
}

/** Of each clause the words that the public may read: those that were agreed, else those that were published. */
async function publishedTexts(
  record: PublicRecord,
  kind: PublishedKind,
): Promise<ReadonlyMap<string, PublicText>> {
  const texts = new Map<string, PublicText>();
  for (const { element } of readingOrder(record.outline)) {
    if (element.kind !== 'clause') continue;
    const state = record.of(kind, element.id);
    if (!state) continue;
    const found = agreedText(courseOf(state, element.id)) ?? draftText(state, element.id);
    const json = found && (await record.source.words(found.hash));
    if (found && json) texts.set(element.id, { ...found, json });
  }
  return texts;
}

function agreedText({ rung, text, grant }: Course): Omit<PublicText, 'json'> | null {
  if (!grant || compareRungs(rung, 'agreed') < 0) return null;
  return { as: 'agreed', at: grant.at, hash: (text ?? grant.text).hash };
}

function draftText(state: AgreementState, clause: string): Omit<PublicText, 'json'> | null {
  const text = state.publishedTexts.get(clause);
  return text ? { as: 'draft', ...text } : null;
}

/** Without what the public may not know of now; what was inside something that has become so comes up a level. */
function known(now: AgreementState, then: Outline): Outline {
  const elements = new Map<string, OutlineElement>();
  const children = new Map<string | null, string[]>();
  const visit = (parent: string | null, under: string | null) => {
    for (const id of then.children.get(parent) ?? []) {
      const element = then.elements.get(id);
      if (!element) continue;
      const { knownTo, readBy } = confidentialityOf(now, id);
      if (knownTo.kind !== 'public') {
        visit(id, under);
        continue;
      }
      const heading = readBy.kind === 'public' ? element.heading : '';
      elements.set(id, { ...element, parent: under, heading });
      const list = children.get(under);
      if (list) list.push(id);
      else children.set(under, [id]);
      visit(id, id);
    }
  };
  visit(null, null);
  return { elements, children };
}

const kindWords: Readonly<Record<PublishedKind, string>> = {
  progress: 'How far each clause is agreed',
  texts: 'Texts that were published or agreed',
  decisions: 'Decisions, with their reasons',
  milestones: 'Milestones, with their computed dates',
  comments: 'Comments of observers, with the answers',
};

function publishes({ rules }: PublicationPolicy): PublicView['publishes'] {
  return publishedKinds.flatMap((kind) => {
    const own = rules.filter((rule) => rule.kind === kind);
    if (own.length === 0) return [];
    const whole = own.some(({ within }) => within.length === 0);
    const delays = own.map(({ delayHours }) => delayHours);
    return [
      {
        what: `${kindWords[kind]}${whole ? '' : ', of some parts of the agreement'}`,
        after: delayWords(Math.max(...delays)),
      },
    ];
  });
}

export function delayWords(hours: number): string {
  if (hours === 0) return 'at once';
  if (hours % 24 === 0) return hours === 24 ? 'after a day' : `after ${hours / 24} days`;
  return hours === 1 ? 'after an hour' : `after ${hours} hours`;
}

function latest(instants: readonly string[]): string | null {
  const last = instants.reduce((a, b) => (a > b ? a : b), '');
  return last === '' ? null : last.slice(0, 10);
}

export function isPublic(state: AgreementState | null): state is OpenState {
  return isOpen(state) && state.publication !== null;
}
