/**
 * Writing an agreement in the agreement format, as its text says it now: its clauses with their words, and the terms
 * that its blocks say. What the format has and a text does not say (sign-offs of an earlier draft, comments, who put
 * what in brackets, evidence) comes from the file that the agreement was imported from, where it is still about the
 * same words. What the text has and the format cannot say is told.
 */
import {
  itemPaths,
  labelsOf,
  plainText,
  resolveTarget,
  termKinds,
  termsReader,
  type Labels,
  type Participants,
  type ReferenceForm,
  type TermKind,
} from '@travaux/editor/document';
import { readingOrder, type AgreementFacts, type ElementId, type Outline } from '@travaux/workflow/agreement';
import { Fragment, type Node } from 'prosemirror-model';
import { bare } from './unsaid.ts';

export interface AgreementToWrite {
  readonly facts: AgreementFacts;
  readonly outline: Outline;
  /** Text of each clause that the reader may read. */
  readonly texts: ReadonlyMap<ElementId, Node>;
  readonly participants: Participants;
  /** The file that it was imported from, if that is in the agreement format and may be shown. */
  readonly source: unknown;
}

export interface WrittenAgreement {
  readonly json: Readonly<Record<string, unknown>>;
  /** What is in the text and not in the file, each as a sentence. */
  readonly left: readonly string[];
}

const schema = 'sanctions-relief-agreement/0.1';
/** Numbers that the format knows. */
const numberPattern = /^\d{1,4}(?:\.\d{1,4})?(?: (?:bis|ter|quater|quinquies))?$/u;

type Json = Readonly<Record<string, unknown>>;

export function writeAgreementJson(agreement: AgreementToWrite): WrittenAgreement {
  return new Writer(agreement).write();
}

class Writer {
  readonly #agreement: AgreementToWrite;
  readonly #labels: Labels;
  readonly #source: Json;
  readonly #left: string[] = [];
  /** Ids of the clauses in the file. */
  readonly #ids = new Map<ElementId, string>();

  constructor(agreement: AgreementToWrite) {
    this.#agreement = agreement;
    this.#labels = labelsOf(agreement.outline, agreement.facts);
    const { source } = agreement;
    this.#source = isObject(source) && typeof source.schema === 'string' ? source : {};
  }

  write(): WrittenAgreement {
    const { facts } = this.#agreement;
    const clauses = this.#clauses();
    const terms = this.#terms();
    const { agreement, ...collections } = terms;
    const source = isObject(this.#source.agreement) ? this.#source.agreement : {};
    const languages = Array.isArray(source.languages) ? (source.languages as unknown[]) : [];
    const json = {
      schema,
      ...pick(this.#source, ['notice']),
      agreement: {
        ...pick(source, ['id', 'openedForDrafting', 'draftVersion']),
        ...(agreement as Json),
        title: facts.title,
        shortTitle: facts.shortTitle,
        languages: languages.includes(facts.language) ? languages : [facts.language],
      },
      ...collections,
      clauses,
      ...pick(this.#source, ['workflow']),
    };
    // Whatever says nothing is left out, but for the words of a clause: it has some, or has none.
    const file = {
      ...(bare(json) as Json),
      clauses: clauses.map((each) => ({ ...(bare(each) as Json), text: each.text })),
    };
    return { json: file, left: this.#left };
  }

  #clauses(): Json[] {
    const { outline, texts } = this.#agreement;
    const before = entriesOf(this.#source.clauses);
    const written: Json[] = [];
    for (const { element } of readingOrder(outline)) {
      if (element.kind !== 'clause') continue;
      const text = texts.get(element.id);
      if (!text) continue;
      const number = this.#labels.get(element.id)?.number ?? '';
      const words = this.#wordsOf(text);
      const inAnnex = this.#isInAnnex(element.id);
      if (words === '' && (inAnnex || !hasBlocks(text))) continue;
      if (inAnnex || !numberPattern.test(number)) {
        const label = this.#labels.get(element.id)?.full ?? '';
        this.#left.push(
          `The words of ${label === '' ? 'an unnumbered paragraph' : label} have no place in the format.`,
        );
        continue;
      }
      const same = before.find((clause) => clause.number === number);
      const id = typeof same?.id === 'string' ? same.id : `cl-${number.replace(/ /gu, '-')}`;
      const heading = this.#headingOf(element.id, element.heading, element.parent);
      this.#ids.set(element.id, id);
      const unchanged = same?.text === words && (same.heading ?? '') === heading;
      written.push({
        // What was said of these very words, and of the clause whatever its words are.
        ...(unchanged ? pick(same, ['state', 'brackets', 'signoffs']) : {}),
        ...(same ? pick(same, ['owner', 'links', 'confidentiality', 'comments']) : {}),
        id,
        number,
        heading,
        text: words,
      });
    }
    return written;
  }

  /** An article with one clause only bears its heading. */
  #headingOf(id: ElementId, heading: string, parent: ElementId | null): string {
    if (heading !== '' || parent === null) return heading;
    const { elements, children } = this.#agreement.outline;
    const siblings = children.get(parent) ?? [];
    return siblings.length === 1 && siblings[0] === id ? (elements.get(parent)?.heading ?? '') : '';
  }

  #isInAnnex(id: ElementId): boolean {
    const { elements } = this.#agreement.outline;
    for (
      let at = elements.get(id);
      at !== undefined;
      at = at.parent === null ? undefined : elements.get(at.parent)
    ) {
      if (at.kind === 'annex') return true;
    }
    return false;
  }

  /** The words outside blocks, as they print now, with an empty line between paragraphs. */
  #wordsOf(text: Node): string {
    const { outline, texts, facts } = this.#agreement;
    const paths = (clause: ElementId) => {
      const other = texts.get(clause);
      return other ? itemPaths(other, facts.language) : null;
    };
    const current = (node: Node): Node => {
      if (node.type.name === 'reference') {
        const { target, form, label } = node.attrs as { target: string; form: ReferenceForm; label: string };
        const now = resolveTarget(this.#labels, outline, target, form, paths) ?? label;
        return node.type.create({ ...node.attrs, label: now }, null, node.marks);
      }
      if (node.isLeaf) return node;
      const kept = node.children.filter(({ type }) => type.name !== 'term');
      return node.copy(Fragment.from(kept.map(current)));
    };
    return plainText(current(text), { itemLabels: facts.language })
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .join('\n\n');
  }

  #terms(): Record<string, unknown> {
    const { facts, outline, texts, participants } = this.#agreement;
    const inOrder = [...readingOrder(outline)].flatMap(({ element }) => {
      const text = texts.get(element.id);
      return text ? [[element.id, text] as const] : [];
    });
    const numbers = new Map([...this.#labels].map(([id, { number }]) => [number, id] as const));
    const { title, shortTitle } = facts;
    const { terms, unread } = termsReader().read({
      title,
      shortTitle,
      clauses: inOrder,
      participants,
      numbers,
    });
    for (const { term, field, words, message } of unread) {
      this.#left.push(`${term}, ${field}: ${words === '' ? message : `“${words}” is not understood`}`);
    }
    const written: Record<string, unknown> = { ...terms };
    for (const kind of termKinds) {
      const { belongs } = kind;
      if ('to' in belongs) {
        const before = entriesOf(this.#source[belongs.to]);
        const place = new Map(before.map(({ id }, at) => [id, at] as const));
        const last = before.length;
        written[belongs.to] = (terms[belongs.to] as readonly Json[])
          // In the order of the source, where it has them: in a text, milestones stand by clauses.
          .toSorted((a, b) => (place.get(a.id) ?? last) - (place.get(b.id) ?? last))
          .map((term) =>
            this.#withSource(
              kind,
              term,
              before.find(({ id }) => id !== undefined && id === term.id),
            ),
          );
      } else if (belongs.is !== 'agreement') {
        const before = this.#source[belongs.is];
        const term = terms[belongs.is];
        if (term) written[belongs.is] = this.#withSource(kind, term, isObject(before) ? before : undefined);
      }
    }
    return written;
  }

  /** A term with the ids of the file, and with what its source said of it that blocks have no field for. */
  #withSource(kind: TermKind, term: Json, source: Json | undefined): Json {
    const own: Record<string, unknown> = source ? carried(term, source, pathsOf(kind), '') : { ...term };
    if (kind.kind === 'milestone') own.clause = this.#ids.get(String(term.clause)) ?? null;
    if (kind.kind === 'sunset') {
      own.surviving = entriesOf(term.surviving).map((each) => ({
        ...each,
        clause: this.#ids.get(String(each.clause)) ?? each.clause,
      }));
    }
    return own;
  }
}

/** Every place of a term that a field of its block says. */
const pathsOf = ({ fields }: TermKind): readonly string[] => [
  'id',
  'clause',
  ...fields.flatMap(({ path, name }) => (name === 'definition' ? ['term', 'text'] : [path])),
];

function carried(term: Json, source: Json, said: readonly string[], around: string): Record<string, unknown> {
  const all: Record<string, unknown> = { ...term };
  for (const [key, value] of Object.entries(source)) {
    const path = around === '' ? key : `${around}.${key}`;
    const own = term[key];
    if (said.includes(path)) continue;
    if (!said.some((each) => each.startsWith(`${path}.`))) all[key] = own ?? value;
    else if (isObject(value) && isObject(own)) all[key] = carried(own, value, said, path);
  }
  return all;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const entriesOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

const pick = (from: Json, keys: readonly string[]): Json =>
  Object.fromEntries(keys.flatMap((key) => (Object.hasOwn(from, key) ? [[key, from[key]]] : [])));

function hasBlocks(text: Node): boolean {
  let found = false;
  text.descendants((node) => {
    found ||= node.type.name === 'term';
    return !found;
  });
  return found;
}
