/**
 * What the fields of blocks are told of the whole agreement: the names that the blocks of all clauses have, and when
 * a day comes. The names are gathered again when texts have changed; what a day comes to is worked out only when
 * somebody asks, because it takes all terms of the agreement.
 */
import type { DayRule } from '@travaux/workflow/compliance';
import { nodeOfJson, type ClauseJson } from '../../document/clause-json.ts';
import type { Participants } from '../../document/blocks/terms-of.ts';
import { namedIn } from '../../views/blocks/named.ts';
import {
  noTerms,
  type DatedRule,
  type NamedTerm,
  type TermsContext,
} from '../../views/blocks/terms-context.ts';

export interface TermsSource {
  readonly title: string;
  readonly shortTitle: string;
  readonly participants: Participants;
  /** Every clause whose text is known, in reading order. */
  readonly texts: readonly { readonly id: string; readonly text: ClauseJson }[];
}

/** When a day comes by the terms of an agreement; null where that cannot be told. */
export type DateOf = (rule: DayRule, source: TermsSource) => DatedRule | null;

export class AgreementTerms {
  readonly #named = new WeakMap<ClauseJson, readonly NamedTerm[]>();
  #source: TermsSource | null = null;
  #context: TermsContext = noTerms;
  #key = '';

  /** @param dateOf null while what works out days is not loaded */
  read(source: TermsSource, dateOf: () => DateOf | null): TermsContext {
    this.#source = source;
    const named = [
      ...participantsNamed(source.participants),
      ...source.texts.flatMap(({ id, text }) => this.#namedIn(id, text)),
    ];
    // A participant who has a block is named by it.
    const unique = named.filter(
      (each) => each.clause !== null || !named.some((other) => other.clause !== null && other.id === each.id),
    );
    const key = JSON.stringify(unique);
    if (key === this.#key) return this.#context;
    this.#key = key;
    this.#context = {
      named: unique,
      dateOf: (rule) => (this.#source ? (dateOf()?.(rule, this.#source) ?? null) : null),
    };
    return this.#context;
  }

  #namedIn(clause: string, text: ClauseJson): readonly NamedTerm[] {
    const known = this.#named.get(text);
    if (known) return known;
    const found = hasBlocks(text) ? readNames(clause, text) : [];
    this.#named.set(text, found);
    return found;
  }
}

function readNames(clause: string, text: ClauseJson): readonly NamedTerm[] {
  try {
    return namedIn(nodeOfJson(text), clause);
  } catch {
    // A text that this version cannot read has no names for it.
    return [];
  }
}

/** Most clauses have none, and need not be made into nodes. */
function hasBlocks(json: unknown): boolean {
  const { type, content } = json as { type?: unknown; content?: unknown };
  return type === 'term' || (Array.isArray(content) && content.some(hasBlocks));
}

function participantsNamed({ parties, bodies, verifiers, observers }: Participants): NamedTerm[] {
  const as = (register: NamedTerm['register'], list: Participants['parties']) =>
    list.map(({ id, name }): NamedTerm => ({ register, id, name, about: '', clause: null }));
  return [
    ...as('party', parties),
    ...as('body', bodies),
    ...as('verifier', verifiers),
    ...as('observer', observers),
  ];
}
