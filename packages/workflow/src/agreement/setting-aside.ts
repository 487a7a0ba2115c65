/**
 * Errors of the linter that the chair has set aside: each by its rule and place, for one exact text of a clause, with
 * a reason that everybody can read. It no longer holds up what the text is decided by; it is still shown, as set
 * aside. When the words of the clause change it falls by itself, because it names the text that it was said of.
 */
import { clauseFault, textOf } from './course/guards.ts';
import { clauseName } from './course/words.ts';
import type { Decision } from './decision.ts';
import type { ErrorFinding, Facts } from './facts.ts';
import { refuse } from './refusal.ts';
import type { AgreementState } from './state.ts';
import type { Command } from './commands.ts';

export interface SetAside {
  /** `L15`. */
  readonly rule: string;
  /** Where in the clause, as `ErrorFinding` says it. */
  readonly place: string;
  /** Hash of the clause as it stood. */
  readonly hash: string;
  readonly reason: string;
  readonly at: string;
}

/** What the chair said of an error in this text; null while it was not set aside. */
export function setAsideIn(
  state: AgreementState,
  hash: string,
  { clause, rule, place }: Pick<ErrorFinding, 'clause' | 'rule' | 'place'>,
): SetAside | null {
  const all = state.errorsSetAside.get(clause) ?? [];
  return all.find((one) => one.rule === rule && one.place === place && one.hash === hash) ?? null;
}

export function setErrorAside(
  state: AgreementState,
  { clause, rule, place, hash, reason }: Extract<Command, { readonly type: 'set-error-aside' }>,
  facts: Facts,
): Decision {
  const missing = clauseFault(state, clause);
  if (missing) return missing;
  const name = clauseName(state, clause);
  if (textOf(facts)?.hash !== hash) {
    return refuse(
      'text-changed',
      `The words of ${name} have changed since you saw them. Nothing was recorded: see what is found in them now.`,
    );
  }
  if (!facts.findings) throw new Error('this command cannot be decided without what the linter finds');
  if (!facts.findings.some((one) => one.clause === clause && one.rule === rule && one.place === place)) {
    return refuse(
      'nothing-found',
      `Rule ${rule} finds no error at that place of ${name} any more, so there is nothing to set aside.`,
    );
  }
  if (setAsideIn(state, hash, { clause, rule, place })?.reason === reason) return [];
  return [{ type: 'error-set-aside', clause, rule, place, hash, reason, at: facts.now }];
}
