/**
 * Decisions on the ladder beside the routes: withdrawing a clause and reinstating it, and reopening what was
 * agreed. Only who closed a clause reopens it, with a reason, and everybody who made an agreement depend on it is
 * told that theirs is suspended.
 */
import type { Actor } from '../../policy/can.ts';
import { compareRungs, rungWords } from '../../route/rung.ts';
import type { Decision } from '../decision.ts';
import type { AgreementEvent } from '../events.ts';
import { replay } from '../evolve.ts';
import type { Facts } from '../facts.ts';
import type { ClauseId } from '../outline.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { AgreementState } from '../state.ts';
import { isChair, presidesOver } from './capacity.ts';
import type { CommandOf } from './commands.ts';
import { courseOf, type Course } from './course.ts';
import type { SuspendedAgreement } from './events.ts';
import { clauseFault } from './guards.ts';
import { conditionsHold } from './sign-off-count.ts';
import { bodyName, clauseName, listWords } from './words.ts';

export function withdrawClause(
  state: AgreementState,
  { clause, reason }: CommandOf<'withdraw-clause'>,
  { now }: Facts,
): Decision {
  const missing = clauseFault(state, clause);
  if (missing) return missing;
  const course = courseOf(state, clause);
  if (course.withdrawn?.reason === reason) return [];
  const fault = settledFault(state, clause, course) ?? packagedFault(state, clause);
  return fault ?? [{ type: 'clause-withdrawn', clause, reason, at: now }];
}

export function reinstateClause(
  state: AgreementState,
  { clause }: CommandOf<'reinstate-clause'>,
  { now }: Facts,
): Decision {
  const missing = clauseFault(state, clause);
  if (missing) return missing;
  return courseOf(state, clause).withdrawn ? [{ type: 'clause-reinstated', clause, at: now }] : [];
}

export function reopenClause(
  state: AgreementState,
  actor: Actor,
  { clause, hash, reason }: CommandOf<'reopen-clause'>,
  { now }: Facts,
): Decision {
  const missing = clauseFault(state, clause);
  if (missing) return missing;
  const name = clauseName(state, clause);
  const { grant, rung, text, underWay } = courseOf(state, clause);
  if (underWay) {
    return refuse('under-way', `${name} is under way on “${underWay.route.name}”. Call it back first.`);
  }
  if (!grant || compareRungs(rung, 'agreed-in-group') < 0) {
    return refuse(
      'not-agreed',
      `${name} is ${rungWords(rung)}, so there is nothing to reopen: its text is open to be negotiated.`,
    );
  }
  const { by } = grant;
  const mayReopen = by.kind === 'body' ? presidesOver(state, actor, by.body) : isChair(state, actor);
  if (!mayReopen) {
    return refuse(
      'not-yours',
      by.kind === 'body'
        ? `${name} was agreed by ${bodyName(state, by.body)}, and only who presides over it may reopen it. Ask its chair.`
        : `${name} was agreed by the parties, and only the chair may reopen it. Ask the chair.`,
    );
  }
  if (text?.hash !== hash) {
    return refuse(
      'text-changed',
      `${name} was agreed as another text than the one that you saw. Look at what was decided, then do it again.`,
    );
  }
  const reopened = { type: 'clause-reopened', clause, by, reason, at: now } as const;
  const before = new Set(suspendedAgreements(state).map(keyOf));
  const after = suspendedAgreements(replay(state, [{ ...reopened, suspends: [] }]));
  const event: AgreementEvent = { ...reopened, suspends: after.filter((one) => !before.has(keyOf(one))) };
  return [event];
}

/** Agreements that count, or counted, only while something holds elsewhere that does not hold now. */
export function suspendedAgreements(state: AgreementState): readonly SuspendedAgreement[] {
  const found: SuspendedAgreement[] = [];
  for (const [clause, { past }] of state.courses) {
    const signOffs = past.flatMap(({ stands, run }) =>
      stands && run.kind === 'sign-off' ? run.signOffs : [],
    );
    for (const { party, act } of signOffs) {
      if (act.kind === 'agree-if' && !conditionsHold(state, act.conditions)) {
        found.push({ kind: 'clause', clause, party });
      }
    }
  }
  for (const { id, closedAt, acceptances } of state.packages.values()) {
    for (const { party, conditions } of closedAt === null ? [] : acceptances) {
      if (!conditionsHold(state, conditions)) found.push({ kind: 'package', package: id, party });
    }
  }
  return found;
}

/** Why the outline may not touch a clause: a procedure is under way on it, or it was agreed. */
export function settledFault(state: AgreementState, clause: ClauseId, course: Course): Refusal | null {
  const name = clauseName(state, clause);
  if (course.underWay) {
    return refuse(
      'under-way',
      `${name} is under way on “${course.underWay.route.name}”, so it stays as it was sent. Call it back first.`,
    );
  }
  if (compareRungs(course.rung, 'agreed-in-group') < 0) return null;
  return refuse(
    'agreed-clause',
    `${name} is ${rungWords(course.rung)}, so it stays as it was agreed. Have it reopened first, by those who agreed it.`,
  );
}

function packagedFault(state: AgreementState, clause: ClauseId): Refusal | null {
  const open = [...state.packages.values()].filter(
    ({ clauses, closedAt }) => closedAt === null && clauses.includes(clause),
  );
  if (open.length === 0) return null;
  const names = listWords(open.map(({ name }) => `“${name}”`));
  return refuse(
    'not-complete',
    `${clauseName(state, clause)} is accepted only together with the rest of ${names}. Dissolve that package first.`,
  );
}

function keyOf(one: SuspendedAgreement): string {
  return JSON.stringify([one.kind, one.kind === 'clause' ? one.clause : one.package, one.party]);
}
