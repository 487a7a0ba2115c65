/**
 * Decisions on packages: clauses that are accepted only together. A package closes in one act; agreements in it that
 * wait for one another are taken as given together, which none of them could be alone.
 */
import type { Actor } from '../../policy/can.ts';
import { compareRungs } from '../../route/rung.ts';
import type { Decision } from '../decision.ts';
import type { AgreementEvent } from '../events.ts';
import { replay } from '../evolve.ts';
import type { Facts } from '../facts.ts';
import type { ClauseId } from '../outline.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { AgreementState } from '../state.ts';
import { outdated } from './closure.ts';
import type { CommandOf } from './commands.ts';
import { courseOf } from './course.ts';
import { errorsFault } from './errors-found.ts';
import { clauseFault, inCourse, personOf } from './guards.ts';
import { stageOf } from './motion.ts';
import type { Package } from './package.ts';
import { passStage } from './passing.ts';
import { conditionsFault, signingCapacity } from './sign-off.ts';
import { conditionsHold, signOffMissing } from './sign-off-count.ts';
import { clauseName, listWords, partyName, partyNames } from './words.ts';

export function formPackage(
  state: AgreementState,
  { package: id, name, clauses }: CommandOf<'form-package'>,
  { now }: Facts,
): Decision {
  if (state.usedCourseIds.has(id)) {
    return refuse('used-id', `The id ${id} was used before. Form the package again with a new id.`);
  }
  const once = [...new Set(clauses)];
  for (const clause of once) {
    const fault = clauseFault(state, clause);
    if (fault) return fault;
    if (courseOf(state, clause).withdrawn) {
      return refuse(
        'withdrawn-clause',
        `${clauseName(state, clause)} is withdrawn. Reinstate it, or form “${name}” without it.`,
      );
    }
  }
  if (once.length < 2) {
    return refuse('not-complete', `“${name}” would hold one clause. A package holds two at least.`);
  }
  return [{ type: 'package-formed', package: id, name, clauses: once, at: now }];
}

export function acceptPackage(
  state: AgreementState,
  actor: Actor,
  { package: id, party, conditions }: CommandOf<'accept-package'>,
  facts: Facts,
): Decision {
  const held = openPackage(state, id);
  if (isRefusal(held)) return held;
  for (const clause of held.clauses) {
    const capacity = signingCapacity(state, actor, party, clause, 'agree');
    if (isRefusal(capacity)) return capacity;
    const { underWay } = courseOf(state, clause);
    if (!underWay) continue;
    const asked = {
      clause,
      name: clauseName(state, clause),
      stage: stageOf(underWay),
      hash: underWay.text.hash,
    };
    const found = errorsFault(state, actor, asked, facts);
    if (found) return found;
  }
  const fault = conditionsFault(state, conditions, null);
  if (fault) return fault;
  const before = held.acceptances.find((one) => one.party === party);
  if (before && JSON.stringify(before.conditions) === JSON.stringify(conditions)) {
    return refuse(
      'already-given',
      `${partyName(state, party)} has accepted “${held.name}” in this way already. It stands; nothing more is needed.`,
    );
  }
  return [{ type: 'package-accepted', package: id, party, by: personOf(actor), conditions, at: facts.now }];
}

export function dissolvePackage(
  state: AgreementState,
  { package: id, reason }: CommandOf<'dissolve-package'>,
  { now }: Facts,
): Decision {
  if (!state.packages.has(id)) return unknownPackage();
  return [{ type: 'package-dissolved', package: id, reason, at: now }];
}

export function closePackage(
  state: AgreementState,
  { package: id }: CommandOf<'close-package'>,
  facts: Facts,
): Decision {
  const held = openPackage(state, id);
  if (isRefusal(held)) return held;
  const presumed = new Set(held.clauses);
  const events: AgreementEvent[] = [];
  let after = state;
  for (const clause of held.clauses) {
    const passed = passTogether(state, after, clause, presumed, facts);
    if (isRefusal(passed)) return passed;
    events.push(...passed);
    after = replay(after, passed);
  }
  const fault = closingFault(after, held);
  if (fault) return fault;
  return [...events, { type: 'package-closed', package: id, at: facts.now }];
}

/** What a member still needs: nothing, or to pass a stage that lacks only agreements waiting for the others. */
function passTogether(
  before: AgreementState,
  state: AgreementState,
  clause: ClauseId,
  presumed: ReadonlySet<ClauseId>,
  facts: Facts,
): readonly AgreementEvent[] | Refusal {
  const { underWay } = courseOf(state, clause);
  if (underWay?.run.kind !== 'sign-off') return [];
  const here = inCourse(state, clause, null, facts.now);
  if (isRefusal(here)) return here;
  const missing = signOffMissing(before, underWay.run, underWay, presumed);
  if (missing.length > 0) {
    return refuse(
      'not-complete',
      `The package cannot be closed: ${here.name} still lacks the agreement of ${partyNames(state, missing)}.`,
    );
  }
  if (!facts.texts) throw new Error('close-package cannot be decided without the closures of the clauses');
  if (outdated(underWay.text, facts.texts.get(clause) ?? null)) {
    return refuse(
      'text-changed',
      `The package cannot be closed: what ${here.name} relies on has changed. Renew its packet first.`,
    );
  }
  return passStage(state, clause, here.now);
}

/** Looked at as if it had closed: every member agreed, every condition true, without anything presumed. */
function closingFault(state: AgreementState, { name, clauses, acceptances }: Package): Refusal | null {
  const short = clauses.filter((clause) => {
    const { rung, withdrawn } = courseOf(state, clause);
    return withdrawn !== null || compareRungs(rung, 'agreed') < 0;
  });
  if (short.length > 0) {
    return refuse(
      'not-complete',
      `“${name}” cannot be closed: ${listWords(short.map((clause) => clauseName(state, clause)))} would not be agreed by it. Bring every clause of it to be agreed first.`,
    );
  }
  const unmet = acceptances.filter(({ conditions }) => !conditionsHold(state, conditions));
  const signed = clauses.flatMap((clause) =>
    courseOf(state, clause).past.flatMap(({ stands, run }) =>
      stands && run.kind === 'sign-off'
        ? run.signOffs.filter(({ act }) => act.kind === 'agree-if' && !conditionsHold(state, act.conditions))
        : [],
    ),
  );
  const waiting = [...new Set([...unmet, ...signed].map(({ party }) => party))];
  if (waiting.length === 0) return null;
  return refuse(
    'not-complete',
    `“${name}” cannot be closed: the conditions of ${partyNames(state, waiting)} do not hold. Meet them, or ask for another answer.`,
  );
}

function openPackage(state: AgreementState, id: string): Package | Refusal {
  const held = state.packages.get(id);
  if (!held) return unknownPackage();
  if (held.closedAt === null) return held;
  return refuse(
    'already-given',
    `“${held.name}” was closed already. To change it, reopen one of its clauses and form another package.`,
  );
}

function unknownPackage(): Refusal {
  return refuse(
    'unknown-package',
    'There is no such package; somebody may have dissolved it. Reload to see the packages.',
  );
}
