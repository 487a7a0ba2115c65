/**
 * What the linter finds wrong with agreements as their texts are on disk now, clause by clause: the errors that hold up
 * a sign-off. Of each agreement the linter stays in memory, so that a signature costs what was written since the last.
 */
import {
  nodeOfJson,
  subjectReader,
  type AgreementToLint,
  type ClauseJson,
  type ClauseStanding,
} from '@travaux/editor/document';
import type { AgreementState, ClauseId, ErrorFinding } from '@travaux/workflow/agreement';
import { linter, rules, textRules, type Linter } from '@travaux/workflow/lint';
import type { Node } from 'prosemirror-model';
import type { TextsRead } from './current-texts.ts';
import type { FindErrors } from './facts.ts';

type Errors = ReadonlyMap<ClauseId, readonly ErrorFinding[]>;

const keptAgreements = 32;

/** As a text that is to be signed, which has no brackets left. Missing sign-offs are no fault of the text. */
const settled: ClauseStanding = { settled: true, signOffs: [], unsigned: [] };

export class CurrentFindings {
  /** Least recently used first. */
  readonly #kept = new Map<string, Checked>();

  /** Looks once somebody asks, at the texts as they were read. */
  on(agreement: string, state: AgreementState, texts: TextsRead, now: string): FindErrors {
    return (clause) => this.#checked(agreement).errors(state, texts, now.slice(0, 10)).get(clause) ?? [];
  }

  #checked(agreement: string): Checked {
    const checked = this.#kept.get(agreement) ?? new Checked();
    this.#kept.delete(agreement);
    this.#kept.set(agreement, checked);
    for (const [oldest, one] of this.#kept) {
      if (this.#kept.size <= keptAgreements) break;
      one.close();
      this.#kept.delete(oldest);
    }
    return checked;
  }
}

/** One agreement. */
class Checked {
  readonly #reader = subjectReader();
  readonly #nodes = new WeakMap<ClauseJson, { readonly node: Node | null }>();
  #linter: Linter | null = null;
  #hasTerms = false;
  #participants: Pick<AgreementToLint, 'participants'> & { readonly of: readonly unknown[] } = {
    of: [],
    participants: { parties: [], bodies: [], verifiers: [], observers: [] },
  };
  #last: { readonly of: readonly unknown[]; readonly errors: Errors } = { of: [], errors: new Map() };

  errors(state: AgreementState, texts: TextsRead, today: string): Errors {
    const { facts, outline } = state;
    if (!facts) return new Map();
    const participants = this.#participantsOf(state);
    // Each of these is the same object as long as it says the same.
    const of = [texts, outline, facts, participants, today];
    if (same(of, this.#last.of)) return this.#last.errors;
    const nodes = new Map<ClauseId, Node>();
    for (const [id, { text }] of texts.clauses) {
      const node = this.#node(text);
      if (node) nodes.set(id, node);
    }
    const { subject } = this.#reader.read({
      title: facts.title,
      shortTitle: facts.shortTitle,
      participants,
      outline,
      style: facts,
      texts: nodes,
      standings: new Map([...nodes.keys()].map((id) => [id, settled])),
      versions: noVersions,
      today,
    });
    const { milestones, tranches, contingencies } = subject.terms;
    const hasTerms = milestones.length + tranches.length + contingencies.length > 0;
    if (!this.#linter || hasTerms !== this.#hasTerms) {
      this.close();
      this.#linter = linter(hasTerms ? rules : textRules);
      this.#hasTerms = hasTerms;
    }
    const errors = new Map<ClauseId, ErrorFinding[]>();
    for (const { rule, severity, message, where } of this.#linter.update(subject)) {
      if (severity !== 'error' || where.clause === null) continue;
      errors.set(where.clause, [...(errors.get(where.clause) ?? []), { rule, message }]);
    }
    this.#last = { of, errors };
    return errors;
  }

  close(): void {
    this.#linter?.close();
    this.#linter = null;
  }

  #participantsOf({ parties, bodies, verifiers, organisations }: AgreementState) {
    const of = [parties, bodies, verifiers, organisations];
    if (!same(of, this.#participants.of)) {
      this.#participants = {
        of,
        participants: {
          parties: [...parties.values()],
          bodies: [...bodies.values()],
          verifiers: [...verifiers.values()],
          observers: [...organisations.values()],
        },
      };
    }
    return this.#participants.participants;
  }

  #node(text: ClauseJson): Node | null {
    const known = this.#nodes.get(text);
    if (known) return known.node;
    let node: Node | null;
    try {
      node = nodeOfJson(text);
    } catch {
      // A text that this version cannot read is not checked by it.
      node = null;
    }
    this.#nodes.set(text, { node });
    return node;
  }
}

/** An agreement is decided in one language. */
const noVersions: AgreementToLint['versions'] = [];

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, n) => one === b[n]);
}
