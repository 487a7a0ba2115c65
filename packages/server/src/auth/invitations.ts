/**
 * Invitations: how a person gets into an agreement, or into the installation as its first convener. The
 * secretariat makes a link that works once; who opens it is signed in and accredited in the inviter's name.
 */
import {
  isRefusal,
  type Accreditation,
  type AgreementState,
  type Capacity,
  type Refusal,
} from '@travaux/workflow/agreement';
import { can, capacityName, operatorActor, type Actor } from '@travaux/workflow/policy';
import type { Desk } from '../commands/desk.ts';
import type { InvitationRow, PeopleStore, PersonRow } from '../store/store.ts';
import { hashToken, newToken } from './token.ts';

export const invitationDays = 7;

export interface Offer {
  readonly invitation: InvitationRow;
  /** null for an invitation to the installation itself. */
  readonly state: AgreementState | null;
  readonly agreementTitle: string;
  readonly capacityName: string;
}

export type Acceptance =
  | { readonly kind: 'accepted'; readonly person: PersonRow; readonly agreement: string | null }
  /** Never was, was used, has expired, or was withdrawn: the asker learns no more than that. */
  | { readonly kind: 'void' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export interface Invitations {
  /** @returns the invitation and its token, which exists nowhere else */
  create(invitation: {
    readonly agreement: string | null;
    readonly name: string;
    readonly capacity: Capacity | null;
    readonly by: string | null;
  }): Promise<{ readonly row: InvitationRow; readonly token: string }>;
  offer(token: string): Promise<Offer | null>;
  /** @param person who is signed in already: they get the accreditation instead of a new person */
  accept(token: string, person: PersonRow | null): Promise<Acceptance>;
}

export interface InvitationOptions {
  readonly people: PeopleStore;
  readonly desk: Pick<Desk, 'state' | 'execute'>;
  readonly now: () => Date;
  readonly newId: () => string;
}

export function createInvitations({ people, desk, now, newId }: InvitationOptions): Invitations {
  const offer = async (token: string): Promise<Offer | null> => {
    const invitation = await people.invitation(hashToken(token));
    if (!invitation || invitation.acceptedAt !== null) return null;
    if (Date.parse(invitation.expiresAt) <= now().getTime()) return null;
    if (invitation.agreement === null) {
      return {
        invitation,
        state: null,
        agreementTitle: 'This installation of Travaux',
        capacityName: 'Convener: may open and import agreements',
      };
    }
    const state = await desk.state(invitation.agreement);
    if (!state?.facts || !invitation.capacity) return null;
    // An inviter who lost the right to invite cannot leave a door open.
    if (!can(inviterOf(invitation), 'manage-people', { state })) return null;
    return {
      invitation,
      state,
      agreementTitle: state.facts.title,
      capacityName: capacityName(invitation.capacity, state),
    };
  };

  return {
    async create({ agreement, name, capacity, by }) {
      const token = newToken();
      const at = now();
      const row: InvitationRow = {
        id: newId(),
        tokenHash: hashToken(token),
        agreement,
        name,
        capacity,
        createdBy: by,
        createdAt: at.toISOString(),
        expiresAt: new Date(at.getTime() + invitationDays * 86_400_000).toISOString(),
        acceptedAt: null,
      };
      await people.saveInvitation(row);
      return { row, token };
    },

    offer,

    async accept(token, signedIn) {
      const open = await offer(token);
      if (!open) return { kind: 'void' };
      const { invitation } = open;
      // Marked as used before anything follows from it: of two who open the link at once, one gets in. A crash
      // right after this line leaves a used invitation and nobody accredited; the secretariat makes another.
      if (!(await people.acceptInvitation(invitation.tokenHash, now().toISOString()))) {
        return { kind: 'void' };
      }
      const convener = invitation.agreement === null;
      const person: PersonRow = signedIn
        ? { ...signedIn, convener: signedIn.convener || convener }
        : { id: newId(), name: invitation.name, convener, subject: null };
      if (!signedIn || person.convener !== signedIn.convener) await people.savePerson(person);
      if (invitation.agreement === null || !invitation.capacity) {
        return { kind: 'accepted', person, agreement: null };
      }
      const refusal = await accredit(
        desk,
        invitation.agreement,
        { person: person.id, name: person.name, capacity: invitation.capacity },
        inviterOf(invitation),
      );
      if (refusal) return { kind: 'refused', refusal };
      return { kind: 'accepted', person, agreement: invitation.agreement };
    },
  };
}

/**
 * Accredits on behalf of somebody who saw no version: whatever else happens to the agreement meanwhile does not
 * matter to it, so a conflict is tried again.
 * @returns null when the person now holds the capacity, also when they held it before
 */
export async function accredit(
  desk: Pick<Desk, 'state' | 'execute'>,
  agreement: string,
  accreditation: Accreditation,
  actor: Actor,
): Promise<Refusal | null> {
  for (let attempt = 0; ; attempt++) {
    const state = await desk.state(agreement);
    const outcome = await desk.execute(
      agreement,
      state?.version ?? 0,
      { type: 'accredit-person', accreditation },
      actor,
    );
    if (!isRefusal(outcome) || outcome.code === 'already-exists') return null;
    if (outcome.code !== 'version-conflict' || attempt === 20) return outcome;
  }
}

/** An invitation that nobody made is the installation's own, as from the command line. */
function inviterOf(invitation: InvitationRow): Actor {
  return invitation.createdBy === null ? operatorActor : { person: invitation.createdBy, convener: false };
}
