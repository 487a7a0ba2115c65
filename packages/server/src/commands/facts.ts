/**
 * The facts of a decision: what a command cannot be decided without beside the state, brought from the clock and from
 * one reading of the texts; and what of that reading the commit has to name, so that the decision stands on it.
 */
import { canonicalText, classifyEdit, type ClauseJson, type EditReason } from '@travaux/editor/document';
import {
  courseOf,
  factsNeeded,
  heldUpByErrors,
  readingOrder,
  type AgreementEvent,
  type AgreementState,
  type Change,
  type ClauseId,
  type Command,
  type ElementId,
  type ErrorFinding,
  type Facts,
  type Reliance,
  type SystemCommand,
} from '@travaux/workflow/agreement';
import { passkeyFault } from '@travaux/workflow/ledger';
import { compareEditClasses } from '@travaux/workflow/route';
import type { DecidedText, ReadText } from '../store/store.ts';
import type { TextsRead } from './current-texts.ts';

/** The words of a text that was decided on before, by its hash; null when they are not kept. */
export type KeptText = (hash: string) => Promise<string | null>;

/** The errors that the linter finds on a clause, as the texts were read. */
export type FindErrors = (clause: ClauseId) => readonly ErrorFinding[];

export interface Brought {
  readonly facts: Facts;
  /** The texts that the facts were made of, at the updates that were read. */
  readonly read: readonly ReadText[];
}

/** Whether a command is about texts at all. */
export function needsTexts(command: Command | SystemCommand): boolean {
  return factsNeeded(command).some((fact) => fact !== 'blockCount');
}

/** Everything but the block count, which is read in the room's own turn. */
export async function bringFacts(
  agreement: string,
  state: AgreementState,
  command: Command | SystemCommand,
  now: string,
  texts: TextsRead,
  kept: KeptText,
  errors: FindErrors,
): Promise<Brought> {
  const facts: { -readonly [Name in keyof Facts]: Facts[Name] } = { now };
  const rooms = new Set<ClauseId>();
  for (const fact of factsNeeded(command)) {
    switch (fact) {
      case 'blockCount':
        break;
      case 'text': {
        const closure = 'clause' in command ? (texts.closures.get(command.clause) ?? null) : null;
        facts.text = closure;
        if ('clause' in command && closure) {
          rooms.add(command.clause);
          for (const { clause } of closure.relies) for (const id of clausesIn(state, clause)) rooms.add(id);
        }
        break;
      }
      case 'findings':
        // An error that another clause brings about in this very moment is not waited for: nobody could have seen it.
        facts.findings = askedAbout(state, command).flatMap(errors);
        break;
      case 'statement':
        if (command.type === 'sign-off') facts.statement = statementFault(agreement, state, command);
        break;
      case 'texts':
        facts.texts = texts.closures;
        for (const clause of texts.clauses.keys()) rooms.add(clause);
        break;
      case 'change':
        if ('clause' in command) facts.change = await changeOf(state, command.clause, texts, kept);
        break;
    }
  }
  const read = [...rooms].flatMap((room) => {
    const text = texts.clauses.get(room);
    return text ? [{ room, seq: text.seq }] : [];
  });
  return { facts, read };
}

/** The clauses of a command of which it matters what the linter finds. */
function askedAbout(state: AgreementState, command: Command | SystemCommand): readonly ClauseId[] {
  if (command.type === 'set-error-aside') return [command.clause];
  const clauses =
    command.type === 'accept-package'
      ? (state.packages.get(command.package)?.clauses ?? [])
      : 'clause' in command
        ? [command.clause]
        : [];
  return clauses.filter((clause) => heldUpByErrors(state, clause));
}

/** Of the key by its enrolment; one that nobody enrolled is the decider's to refuse. */
function statementFault(
  agreement: string,
  { passkeys }: AgreementState,
  { clause, party, act, seen, statement }: Extract<Command, { readonly type: 'sign-off' }>,
): string | null {
  const origin = passkeys.get(statement?.credential ?? '')?.origin;
  if (origin === undefined) return null;
  return passkeyFault(agreement, { clause, party, act, ...seen, statement: statement ?? null }, origin);
}

/** Top-level blocks of a text; 0 where there is none. */
export function blockCountOf(json: unknown): number {
  const blocks = (json as { readonly content?: unknown } | null | undefined)?.content;
  return Array.isArray(blocks) ? blocks.length : 0;
}

/** The clause itself, or those of a division. */
function clausesIn({ outline }: AgreementState, element: ElementId): readonly ClauseId[] {
  if (outline.elements.get(element)?.kind === 'clause') return [element];
  return [...readingOrder(outline, element)].flatMap(({ element: inside }) =>
    inside.kind === 'clause' ? [inside.id] : [],
  );
}

/**
 * The words that the events bind to. Those that are not current any more were kept when the clause was sent. Of a
 * division only its clauses are kept, where a text refers to them.
 */
export function textsOf(events: readonly AgreementEvent[], texts: TextsRead): readonly DecidedText[] {
  const found = new Map<string, DecidedText>();
  const keep = (hash: string, canonical: string | null) => {
    if (canonical !== null && !found.has(hash)) found.set(hash, { hash, canonical });
  };
  for (const event of events) {
    if (event.type === 'text-published') {
      const { clause, hash } = event;
      keep(hash, canonicalOf({ clause, as: 'reference', hash }, texts));
    }
    if (!('text' in event) || typeof event.text !== 'object') continue;
    keep(
      event.text.hash,
      canonicalOf({ clause: event.clause, as: 'reference', hash: event.text.hash }, texts),
    );
    for (const reliance of event.text.relies) keep(reliance.hash, canonicalOf(reliance, texts));
  }
  return [...found.values()];
}

/** The bytes that a hash is of, if the texts say so now. */
function canonicalOf({ clause, as, term, hash }: Reliance, texts: TextsRead): string | null {
  if (as === 'definition') {
    const all = texts.definitions.get(clause) ?? [];
    return all.find((one) => one.term === term && one.hash === hash)?.canonical ?? null;
  }
  const text = texts.clauses.get(clause)?.text;
  return text && texts.closures.get(clause)?.hash === hash ? canonicalText(text) : null;
}

/** What the changes come to that a text's surroundings had since its packet was made, or since it was decided. */
async function changeOf(
  state: AgreementState,
  clause: ClauseId,
  texts: TextsRead,
  kept: KeptText,
): Promise<Change> {
  const course = courseOf(state, clause);
  const before = course.underWay?.text ?? course.text;
  const now = texts.closures.get(clause);
  if (!before || !now) return { class: 'no-change', reasons: [] };
  const context = {
    parties: [...state.parties.values()].map(({ name }) => name),
    terms: [...texts.definitions.values()].flat().map(({ term }) => term),
  };
  const changes: Change[] = [];
  const own = (hash: string): Reliance => ({ clause, as: 'reference', hash });
  for (const [was, is] of pairs([own(before.hash), ...before.relies], [own(now.hash), ...now.relies])) {
    if (was?.hash === is?.hash) continue;
    const reliance = was ?? is;
    if (!reliance) continue;
    const name = relianceWords(reliance);
    if (!was || !is) {
      const moved = (was ? now : before).relies.some(
        ({ as, term, hash }) => as === reliance.as && term === reliance.term && hash === reliance.hash,
      );
      changes.push(
        moved
          ? { class: 'renumbering', reasons: [`${name} stands elsewhere.`] }
          : {
              class: 'substantive',
              reasons: [`${name} is ${was ? 'not relied on any more' : 'relied on now'}.`],
            },
      );
      continue;
    }
    const [old, current] = [await kept(was.hash), canonicalOf(is, texts)];
    if (old === null || current === null) {
      changes.push({ class: 'substantive', reasons: [`${name} changed.`] });
      continue;
    }
    const edit = classifyEdit(documentOf(old), documentOf(current), context);
    changes.push({ class: edit.class, reasons: edit.reasons.map(reasonWords) });
  }
  const heaviest =
    changes
      .map((one) => one.class)
      .sort(compareEditClasses)
      .at(-1) ?? 'no-change';
  return {
    class: heaviest,
    reasons: [...new Set(changes.flatMap((one) => one.reasons))].slice(0, mostReasons),
  };
}

/** What one closure relies on beside what the other does, by what it is relied on for. */
function pairs(
  before: readonly Reliance[],
  now: readonly Reliance[],
): readonly (readonly [was: Reliance | null, is: Reliance | null])[] {
  const key = ({ clause, as, term }: Reliance) => JSON.stringify([clause, as, term ?? null]);
  const [old, current] = [before, now].map((all) => new Map(all.map((one) => [key(one), one])));
  return [...new Set([...(old?.keys() ?? []), ...(current?.keys() ?? [])])].map((one) => [
    old?.get(one) ?? null,
    current?.get(one) ?? null,
  ]);
}

function relianceWords({ as, term }: Reliance): string {
  return as === 'definition' ? `The definition of “${term ?? ''}”` : 'A text that it refers to';
}

/** The words of a hash that some decision bound to: as they are now, if they are still that, or as they were kept. */
export async function wordsOfHash(
  hash: string,
  texts: TextsRead,
  kept: (hash: string) => Promise<readonly DecidedText[]>,
): Promise<ClauseJson | null> {
  for (const [clause, closure] of texts.closures) {
    if (closure.hash === hash) return texts.clauses.get(clause)?.text ?? null;
  }
  const [text] = await kept(hash);
  return text ? documentOf(text.canonical) : null;
}

/** The document of a canonical text, or of the blocks of a definition. */
export function documentOf(canonical: string): ClauseJson {
  const lines = canonical.split('\n').map((line) => JSON.parse(line) as unknown);
  const [first] = lines;
  return isClauseText(first) ? first.text : { type: 'doc', content: lines };
}

function isClauseText(json: unknown): json is { readonly text: ClauseJson } {
  return typeof json === 'object' && json !== null && 'schemaVersion' in json && 'text' in json;
}

/** So many are enough to judge the class by, and small enough for the record. */
const mostReasons = 20;
const longestWords = 80;

function reasonWords({ because, was, now }: EditReason): string {
  const quoted = (words: string) =>
    `“${words.length > longestWords ? `${words.slice(0, longestWords)}…` : words}”`;
  const what = `${because.charAt(0).toUpperCase()}${because.slice(1)}`;
  if (was === '' && now === '') return `${what} changed.`;
  if (was === '') return `${what}: ${quoted(now)} was added.`;
  if (now === '') return `${what}: ${quoted(was)} was deleted.`;
  return `${what}: ${quoted(was)} became ${quoted(now)}.`;
}
