/**
 * Decisions on how much a change weighs. Anybody may say that it weighs more than it seems; that it weighs less is
 * asked for by a legal drafter and agreed to by a second person. Which acts stand follows at once.
 */
import type { Actor } from '../../policy/can.ts';
import { compareEditClasses, type EditClass } from '../../route/edit-class.ts';
import { legalDraftersRole } from '../../route/shipped/legal-drafters.ts';
import type { Decision } from '../decision.ts';
import type { AgreementEvent } from '../events.ts';
import { replay } from '../evolve.ts';
import type { Facts } from '../facts.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { AgreementState } from '../state.ts';
import { holdsRole, speaksWith } from './capacity.ts';
import type { CommandOf } from './commands.ts';
import type { Renewal } from './course.ts';
import { inCourse, personOf, type Here } from './guards.ts';
import { revisited } from './procedure.ts';

export function raiseEditClass(
  state: AgreementState,
  actor: Actor,
  { clause, packet, to, reason }: CommandOf<'raise-edit-class'>,
  { now }: Facts,
): Decision {
  const found = renewalIn(state, clause, packet, now);
  if (isRefusal(found)) return found;
  const { here, renewal } = found;
  if (compareEditClasses(to, renewal.change.class) <= 0) return notThisWay(here, renewal, to, 'higher');
  const raised: AgreementEvent = {
    ...{ type: 'edit-class-raised', clause, packet, to, by: personOf(actor), reason, at: here.now },
  };
  const why = `The change in packet ${packet} weighs more than it seemed: ${reason}`;
  return [raised, ...revisited(replay(state, [raised]), clause, to, why, here.now)];
}

export function askToLowerEditClass(
  state: AgreementState,
  actor: Actor,
  { clause, packet, to, reason }: CommandOf<'ask-to-lower-edit-class'>,
  { now }: Facts,
): Decision {
  const found = renewalIn(state, clause, packet, now);
  if (isRefusal(found)) return found;
  const { here, renewal } = found;
  if (!holdsRole(state, actor, legalDraftersRole)) {
    return refuse(
      'not-yours',
      'Only a legal drafter may ask that a change weighs less than it seems. Ask one of them.',
    );
  }
  if (compareEditClasses(to, renewal.change.class) >= 0) return notThisWay(here, renewal, to, 'lower');
  const by = personOf(actor);
  if (renewal.lowering?.to === to && renewal.lowering.by === by) {
    return refuse(
      'already-given',
      'You have asked for this already. A second person has to agree to it now.',
    );
  }
  return [{ type: 'edit-class-lowering-asked', clause, packet, to, by, reason, at: here.now }];
}

export function lowerEditClass(
  state: AgreementState,
  actor: Actor,
  { clause, packet, to }: CommandOf<'lower-edit-class'>,
  { now }: Facts,
): Decision {
  const found = renewalIn(state, clause, packet, now);
  if (isRefusal(found)) return found;
  const { here, renewal } = found;
  const by = personOf(actor);
  if (renewal.lowering?.to !== to) {
    return refuse(
      'nothing-given',
      `No legal drafter has asked that the change in packet ${packet} counts as ${to}. That comes first.`,
    );
  }
  const second =
    holdsRole(state, actor, legalDraftersRole) ||
    speaksWith(state, actor, { kind: 'chair' }) ||
    speaksWith(state, actor, { kind: 'secretariat' });
  if (!second || renewal.lowering.by === by) {
    return refuse(
      'second-person',
      second
        ? 'You have asked for this yourself. A second person, another legal drafter, the chair or the secretariat, has to agree.'
        : 'A legal drafter, the chair or the secretariat agrees to this as the second person. Ask one of them.',
    );
  }
  return [{ type: 'edit-class-lowered', clause, packet, to, by, at: here.now }];
}

function renewalIn(
  state: AgreementState,
  clause: string,
  packet: number,
  now: string,
): { readonly here: Here; readonly renewal: Renewal } | Refusal {
  const here = inCourse(state, clause, null, now);
  if (isRefusal(here)) return here;
  const renewal = here.procedure.renewals.find((one) => one.packet === packet);
  return renewal
    ? { here, renewal }
    : refuse(
        'nothing-given',
        `Packet ${packet} of ${here.name} is not one that was renewed in this procedure. Choose one that was.`,
      );
}

function notThisWay(
  here: Here,
  { packet, change }: Renewal,
  to: EditClass,
  way: 'higher' | 'lower',
): Refusal {
  return refuse(
    'nothing-changed',
    `The change in packet ${packet} of ${here.name} counts as ${change.class}, and ${to} is not ${way}. Choose another class.`,
  );
}
