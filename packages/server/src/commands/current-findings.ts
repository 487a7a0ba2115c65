/**
 * What the linter finds wrong with agreements as their texts are on disk now, clause by clause: the errors that hold up
 * a sign-off. Of each agreement the linter stays in memory, so that a signature costs what was written since the last.
 */
import { AgreementLinter, type AgreementToLint, type ClauseStanding } from '@travaux/editor/document';
import type { AgreementState, ClauseId, ErrorFinding } from '@travaux/workflow/agreement';
import { placeName } from '@travaux/workflow/lint';
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
  readonly #linter = new AgreementLinter();
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
    const { findings } = this.#linter.check({
      title: facts.title,
      shortTitle: facts.shortTitle,
      participants,
      outline,
      style: facts,
      texts: [...texts.clauses].map(([id, { text }]) => [id, text] as const),
      standings: new Map([...texts.clauses.keys()].map((id) => [id, settled])),
      today,
    });
    const errors = new Map<ClauseId, ErrorFinding[]>();
    for (const { rule, severity, message, where } of findings) {
      if (severity !== 'error' || where.clause === null) continue;
      const { clause } = where;
      errors.set(clause, [...(errors.get(clause) ?? []), { clause, rule, place: placeName(where), message }]);
    }
    this.#last = { of, errors };
    return errors;
  }

  close(): void {
    this.#linter.close();
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
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, n) => one === b[n]);
}
