/**
 * Decisions on the courses of clauses: which of them a command leads to.
 */
import { later } from '../../route/calendar.ts';
import type { Actor } from '../../policy/can.ts';
import type { Decision } from '../decision.ts';
import type { Facts } from '../facts.ts';
import type { AgreementState } from '../state.ts';
import { confirmAdReferendum, revokeAdReferendum } from './ad-referendum.ts';
import { adoptAgreement } from './closing-act.ts';
import type { CourseCommand } from './commands.ts';
import { castVote, certifyNoConsensus, fileDissent, takeDecision } from './committee.ts';
import { askToLowerEditClass, lowerEditClass, raiseEditClass } from './edit-classes.ts';
import { challengeInterest, declareInterest, ruleOnInterest } from './interest.ts';
import { reinstateClause, reopenClause, withdrawClause } from './ladder.ts';
import { acceptPackage, closePackage, dissolvePackage, formPackage } from './packages.ts';
import { passDeadline } from './pass-deadline.ts';
import { concludeStage, recallClause, renewPacket, sendBack, sendClause } from './procedure.ts';
import { giveOpinion, liftOpinion, overrideOpinion, settleEscalation } from './review.ts';
import { drawUpRoute, nameRoleHolders, retireRoute, setRoutingRules, setTopics } from './routing.ts';
import { signOff } from './sign-off.ts';
import {
  announceSilence,
  breakSilence,
  cancelSilence,
  openSilenceNotice,
  recordDelivery,
} from './silence.ts';

export function decideCourse(
  state: AgreementState,
  actor: Actor,
  command: CourseCommand,
  given: Facts,
): Decision {
  // In the one way in which instants are written, so that they are compared as they are recorded.
  const facts = { ...given, now: later(given.now, given.now) };
  switch (command.type) {
    case 'draw-up-route':
      return drawUpRoute(state, command);
    case 'retire-route':
      return retireRoute(state, command);
    case 'set-routing-rules':
      return setRoutingRules(state, command);
    case 'set-topics':
      return setTopics(state, command);
    case 'name-role-holders':
      return nameRoleHolders(state, command);
    case 'send-clause':
      return sendClause(state, command, facts);
    case 'recall-clause':
      return recallClause(state, command, facts);
    case 'return-clause':
      return sendBack(state, command, facts);
    case 'conclude-stage':
      return concludeStage(state, command, facts);
    case 'renew-packet':
      return renewPacket(state, command, facts);
    case 'raise-edit-class':
      return raiseEditClass(state, actor, command, facts);
    case 'ask-to-lower-edit-class':
      return askToLowerEditClass(state, actor, command, facts);
    case 'lower-edit-class':
      return lowerEditClass(state, actor, command, facts);
    case 'give-opinion':
      return giveOpinion(state, actor, command, facts);
    case 'lift-opinion':
      return liftOpinion(state, actor, command, facts);
    case 'override-opinion':
      return overrideOpinion(state, actor, command, facts);
    case 'settle-escalation':
      return settleEscalation(state, actor, command, facts);
    case 'sign-off':
      return signOff(state, actor, command, facts);
    case 'confirm-ad-referendum':
      return confirmAdReferendum(state, actor, command, facts);
    case 'revoke-ad-referendum':
      return revokeAdReferendum(state, actor, command, facts);
    case 'announce-silence':
      return announceSilence(state, actor, command, facts);
    case 'open-silence-notice':
      return openSilenceNotice(state, actor, command, facts);
    case 'record-delivery':
      return recordDelivery(state, command, facts);
    case 'break-silence':
      return breakSilence(state, actor, command, facts);
    case 'cancel-silence':
      return cancelSilence(state, command, facts);
    case 'declare-interest':
      return declareInterest(state, actor, command, facts);
    case 'challenge-interest':
      return challengeInterest(state, actor, command, facts);
    case 'rule-on-interest':
      return ruleOnInterest(state, actor, command, facts);
    case 'cast-vote':
      return castVote(state, actor, command, facts);
    case 'certify-no-consensus':
      return certifyNoConsensus(state, actor, command, facts);
    case 'take-decision':
      return takeDecision(state, actor, command, facts);
    case 'file-dissent':
      return fileDissent(state, actor, command, facts);
    case 'withdraw-clause':
      return withdrawClause(state, command, facts);
    case 'reinstate-clause':
      return reinstateClause(state, command, facts);
    case 'reopen-clause':
      return reopenClause(state, actor, command, facts);
    case 'form-package':
      return formPackage(state, command, facts);
    case 'accept-package':
      return acceptPackage(state, actor, command, facts);
    case 'dissolve-package':
      return dissolvePackage(state, command, facts);
    case 'close-package':
      return closePackage(state, command, facts);
    case 'adopt-agreement':
      return adoptAgreement(state, facts);
    case 'pass-deadline':
      return passDeadline(state, command.deadline, facts.now);
  }
}
