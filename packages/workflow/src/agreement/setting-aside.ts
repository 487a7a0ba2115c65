/** Decisions on errors of the linter that the chair sets aside, and which of them are. */
import { clauseFault, textOf } from './course/guards.ts';
import { clauseName } from './course/words.ts';
import type { Decision } from './decision.ts';
import type { ErrorFinding, Facts } from './facts.ts';
import { refuse } from './refusal.ts';
import type { SetAside } from './set-aside.ts';
import type { AgreementState } from './state.ts';
import type { Command } from './commands.ts';

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
