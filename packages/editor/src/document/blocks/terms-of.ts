/**
 * The terms of an agreement, read from the blocks of all its clauses: what the linter, the calendar and the simulation
 * work with. Where a term stands, and what of the blocks is not read, is told beside it.
 *
 * The reader remembers. A keystroke changes one document: its blocks are read again, and of these only the ones that
 * changed. A value that comes out the same is the same object as before, and so is every collection in which nothing
 * changed, so that whoever works with the terms knows by identity what need not be worked out again. When a name that
 * others refer to changes, everything is read again.
 */
import { namesOf, termsSchema, type Terms } from '@travaux/workflow/compliance';
import type { ElementId } from '@travaux/workflow/agreement';
import type { UnreadField } from '@travaux/workflow/lint';
import type { Node } from 'prosemirror-model';
import { fieldWords } from './field-words.ts';
import { sameValue, type Known, type Naming } from './grammar/reading.ts';
import type { Collection, Register, Single, TermKind } from './kind.ts';
import { termKindOf } from './kinds.ts';
import { readBlock, type ReadBlock } from './read-block.ts';

export interface AgreementText {
  readonly title: string;
  readonly shortTitle: string;
  /** Every clause in reading order. */
  readonly clauses: Iterable<readonly [ElementId, Node]>;
  /** Whom the agreement knows without a block. The same object as before where nobody has come or gone. */
  readonly participants: Participants;
  /** Clauses by their printed number, for words that name one without a cross-reference. */
  readonly numbers: ReadonlyMap<string, ElementId>;
}

interface Participant {
  readonly id: string;
  readonly name: string;
}

export interface Participants {
  readonly parties: readonly Participant[];
  readonly bodies: readonly (Participant & { readonly members: readonly string[] })[];
  readonly verifiers: readonly Participant[];
  readonly observers: readonly Participant[];
}

export interface UnreadInBlock extends UnreadField {
  /** Words that could stand instead of those, nearest first. */
  readonly suggestions: readonly string[];
}

/** Where a block stands, or one of its fields. */
export interface BlockPlace {
  readonly clause: ElementId;
  /** Position before the node in the document of its clause. */
  readonly at: number;
}

export interface ReadTerms {
  readonly terms: Terms;
  readonly unread: readonly UnreadInBlock[];
  /** What fields can refer to. */
  readonly naming: Naming;
  /** @param term an id, or the kind of a block of which there is one; null where no block is called so */
  placeOf(term: string, field?: string): BlockPlace | null;
}

export interface TermsReader {
  read(agreement: AgreementText): ReadTerms;
}

export function termsReader(): TermsReader {
  return new Reader();
}

/** A block as far as others need to know of it. */
interface Head {
  readonly node: Node;
  readonly at: number;
  readonly kind: TermKind;
  readonly id: string | null;
  readonly name: string;
  /** The meaning of a day, the kind of a contingency. */
  readonly about: string;
}

interface ReadClause {
  readonly text: Node;
  readonly heads: readonly Head[];
  /** What of the heads can change how other blocks are read. */
  readonly naming: string;
}

interface ReadHead {
  readonly head: Head;
  readonly read: ReadBlock;
}

interface ClauseTerms {
  readonly clause: ReadClause;
  readonly naming: Naming;
  readonly blocks: readonly ReadHead[];
  readonly unread: readonly UnreadInBlock[];
}

/** Registers whose entries are written by their names, beside their ids. */
const named = new Set<Register>(['party', 'body', 'verifier', 'observer', 'day', 'dataStandard', 'calendar']);

const collections = [
  'calendars',
  'parties',
  'bodies',
  'verifiers',
  'observers',
  'days',
  'sources',
  'dataStandards',
  'milestones',
  'tranches',
  'contingencies',
  'confidenceBuilding',
  'reporting',
  'audits',
  'review',
  'definitions',
] as const satisfies readonly Collection[];

class Reader implements TermsReader {
  #clauses = new Map<ElementId, ReadClause>();
  #terms = new Map<ElementId, ClauseTerms>();
  #naming: Naming = { names: [], known: new Map() };
  #participants: Participants | null = null;
  /** Values by kind and id, as they were read last. */
  #values = new Map<string, ReadBlock['value']>();
  #last: ReadTerms | null = null;

  read(agreement: AgreementText): ReadTerms {
    const clauses = new Map<ElementId, ReadClause>();
    let renamed = this.#participants !== agreement.participants;
    for (const [id, text] of agreement.clauses) {
      const before = this.#clauses.get(id);
      const now = before && (before.text === text || before.text.eq(text)) ? before : readHeads(text);
      if (before?.naming !== now.naming && (before?.naming ?? '') !== now.naming) renamed = true;
      clauses.set(id, now);
    }
    for (const [id, { naming }] of this.#clauses) if (naming !== '' && !clauses.has(id)) renamed = true;
    this.#clauses = clauses;
    this.#participants = agreement.participants;
    if (renamed)
      this.#naming = namingOf(
        [...clauses.values()].flatMap(({ heads }) => heads),
        agreement.participants,
      );

    const terms = new Map<ElementId, ClauseTerms>();
    for (const [id, clause] of clauses) {
      const before = this.#terms.get(id);
      const same = before?.clause === clause && before.naming === this.#naming;
      terms.set(id, same ? before : this.#readClause(id, clause, before));
    }
    this.#terms = terms;
    this.#last = this.#assemble(agreement);
    return this.#last;
  }

  #readClause(id: ElementId, clause: ReadClause, before: ClauseTerms | undefined): ClauseTerms {
    const naming = this.#naming;
    const known =
      before?.naming === naming ? new Map(before.blocks.map(({ head, read }) => [head.node, read])) : null;
    const unread: UnreadInBlock[] = [];
    const blocks = clause.heads.flatMap((head): ReadHead[] => {
      const read = known?.get(head.node) ?? this.#readBlock(id, head);
      if (read === null) return [];
      for (const { field, words, message, suggestions, meant } of read.unread) {
        unread.push({ clause: id, term: nameOf(head), field, words, message, suggestions, meant });
      }
      return [{ head, read }];
    });
    return { clause, naming, blocks, unread };
  }

  #readBlock(clause: ElementId, head: Head): ReadBlock | null {
    const read = readBlock(head.node, this.#naming);
    if (read === null) return null;
    const value = head.kind.kind === 'milestone' ? { ...read.value, clause } : read.value;
    // Definitions have no ids, and are short.
    const key = head.id === null ? null : `${head.kind.kind} ${head.id}`;
    const before = key === null ? undefined : this.#values.get(key);
    const kept = before !== undefined && sameValue(before, value) ? before : value;
    if (key !== null) this.#values.set(key, kept);
    return { ...read, value: kept };
  }

  #assemble({ title, shortTitle, participants, numbers }: AgreementText): ReadTerms {
    const found = new Map<Collection, unknown[]>();
    const singles = new Map<Single, ReadBlock['value']>();
    const places = new Map<string, { readonly clause: ElementId; readonly head: Head }>();
    const unread: UnreadInBlock[] = [];
    for (const [clause, { blocks, unread: own }] of this.#terms) {
      unread.push(...own);
      for (const { head, read } of blocks) {
        const name = nameOf(head);
        const tell = (message: string) =>
          unread.push({
            ...{ clause, term: name, field: 'id', words: head.id ?? '', message },
            ...{ suggestions: [], meant: null },
          });
        const { belongs, register } = head.kind;
        const label = head.kind.label.toLowerCase();
        if (register !== null && head.id === null) {
          tell(
            `This ${label} has no name yet, so nothing can refer to it, and it is left out of what is computed.`,
          );
          continue;
        }
        if (places.has(name) && (register !== null || 'is' in belongs)) {
          tell(
            register === null
              ? `An agreement has one ${label}; this is another, and it is not read.`
              : `${name} is the name of another block too. Only the first is read: give this one a name of its own.`,
          );
          continue;
        }
        places.set(name, { clause, head });
        if ('is' in belongs) singles.set(belongs.is, read.value);
        else {
          const list = found.get(belongs.to) ?? [];
          list.push(read.value);
          found.set(belongs.to, list);
        }
      }
    }
    this.#addParticipants(found, participants);
    const last = this.#last?.terms;
    const terms: Record<string, unknown> = {
      agreement: kept(last?.agreement, { title, shortTitle, ...singles.get('agreement') }),
      discrepancyProcedure: singles.get('discrepancyProcedure') ?? null,
      disputeLadder: singles.get('disputeLadder') ?? null,
      sunset: kept(last?.sunset, withClauses(singles.get('sunset'), this.#clauses, numbers)),
    };
    for (const each of collections) {
      const now = found.get(each) ?? [];
      const before: readonly unknown[] | undefined = last?.[each];
      terms[each] =
        before?.length === now.length && now.every((value, at) => value === before[at]) ? before : now;
    }
    return {
      terms: terms as Terms,
      unread,
      naming: this.#naming,
      placeOf: (term, field) => {
        const place = places.get(term);
        if (!place) return null;
        const { clause, head } = place;
        return { clause, at: field === undefined ? head.at : fieldAt(head, field) };
      },
    };
  }

  /** Values of participants who have no block, by who they are. */
  readonly #bare = new WeakMap<object, unknown>();

  #addParticipants(
    found: Map<Collection, unknown[]>,
    { parties, bodies, verifiers, observers }: Participants,
  ) {
    const all = { parties, bodies, verifiers, observers };
    for (const [collection, list] of Object.entries(all) as [keyof typeof all, readonly Participant[]][]) {
      const own = found.get(collection) ?? [];
      const ids = new Set(own.map((value) => (value as Participant).id));
      const bare = list
        .filter(({ id }) => !ids.has(id))
        .map((participant) => {
          const known = this.#bare.get(participant);
          if (known !== undefined) return known;
          const value = termsSchema.shape[collection].unwrap().element.parse(participant);
          this.#bare.set(participant, value);
          return value;
        });
      found.set(collection, [...own, ...bare]);
    }
  }
}

const nameOf = ({ id, kind }: Pick<Head, 'id' | 'kind'>) => id ?? kind.kind;

/** Before the first field of the name, or before the block where it has none. */
function fieldAt({ node, at }: Head, field: string): number {
  let found: number | null = null;
  node.forEach((child, offset) => {
    if (found === null && child.attrs.name === field) found = at + 1 + offset;
  });
  return found ?? at;
}

function kept<T>(before: T | undefined, now: unknown): unknown {
  return before !== undefined && sameValue(before, now) ? before : now;
}

function readHeads(text: Node): ReadClause {
  const heads: Head[] = [];
  text.descendants((node, at) => {
    // What is quoted is the words of another act.
    if (node.type.name === 'quotation' || node.isTextblock) return false;
    if (node.type.name !== 'term') return true;
    const kind = termKindOf(node.attrs.kind as string);
    if (kind === null) return false;
    const said = (...fields: readonly string[]) => {
      let words = '';
      node.forEach((child) => {
        if (words === '' && fields.includes(child.attrs.name as string)) words = fieldWords(child);
      });
      return words;
    };
    const { register } = kind;
    heads.push({
      node,
      at,
      kind,
      id: node.attrs.id as string | null,
      name: register !== null && named.has(register) ? said('name', 'title') : '',
      about: register === 'day' ? said('meaning') : register === 'contingency' ? said('kind') : '',
    });
    return false;
  });
  const known = heads.filter(({ kind, id }) => kind.register !== null && id !== null);
  const naming = known.map(({ kind, id, name, about }) => [kind.kind, id, name, about]);
  return { text, heads, naming: naming.length === 0 ? '' : JSON.stringify(naming) };
}

interface Entry extends Known {
  readonly about: string;
}

function namingOf(heads: readonly Head[], { parties, bodies, verifiers, observers }: Participants): Naming {
  const entries = new Map<Register, Map<string, Entry>>();
  const add = (register: Register, id: string, name: string, about: string) => {
    const own = entries.get(register) ?? new Map<string, Entry>();
    if (!own.has(id)) own.set(id, { id, name, about });
    entries.set(register, own);
  };
  for (const { kind, id, name, about } of heads) {
    if (kind.register !== null && id !== null) add(kind.register, id, name, about);
  }
  for (const { id, name } of parties) add('party', id, name, '');
  for (const { id, name } of bodies) add('body', id, name, '');
  for (const { id, name } of verifiers) add('verifier', id, name, '');
  for (const { id, name } of observers) add('observer', id, name, '');
  const known = new Map([...entries].map(([register, own]) => [register, [...own.values()]] as const));
  return { known, names: namesIn(known) };
}

/** The names that days and conditions refer to. */
function namesIn(known: ReadonlyMap<Register, readonly Entry[]>) {
  const of = (register: Register) => known.get(register) ?? [];
  const { days, milestones, tranches, contingencies } = termsSchema.parse({
    agreement: { title: '' },
    days: of('day').map(({ id, name, about }) => ({ id, name, meaning: about })),
    milestones: of('milestone').map(({ id }) => ({ id, title: '' })),
    tranches: of('tranche').map(({ id }) => ({ id, title: '' })),
    contingencies: of('contingency').map(({ id, about }) => ({ id, title: '', kind: about })),
  });
  return namesOf({ days, milestones, tranches, contingencies });
}

/** A clause that survives is meant by its cross-reference, or by its number. */
function withClauses(
  sunset: ReadBlock['value'] | undefined,
  clauses: ReadonlyMap<ElementId, unknown>,
  numbers: ReadonlyMap<string, ElementId>,
): unknown {
  if (sunset === undefined) return null;
  const surviving = (sunset.surviving ?? []) as readonly { readonly clause: string }[];
  return {
    ...sunset,
    surviving: surviving.map((each) => {
      const number = each.clause.replace(/^(?:clause|article|paragraph) /iu, '');
      return clauses.has(each.clause) ? each : { ...each, clause: numbers.get(number) ?? each.clause };
    }),
  };
}
