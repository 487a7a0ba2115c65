/**
 * References to what not everybody may know of. The text that all readers of a clause share holds the id of the
 * target, which means nothing to those who may not know of it, and a label; here is decided whether that label may go
 * into the text, and what is printed of one that is in it.
 */
import { liesWithin, type Circle } from '@travaux/workflow/agreement';
import type { AgreementView } from '../../frames/views.ts';

export interface HiddenTargets {
  /** Whether somebody who may read the clause may not know of the target. */
  isHiddenFrom(target: string, clause: string): boolean;
  /** What is printed of a reference whose target the person does not see, given the label that the text keeps. */
  readonly unseen: (label: string) => string;
}

const everybody: Circle = { kind: 'public' };

export function hiddenTargets(view: AgreementView): HiddenTargets {
  const confidential = new Map(view.confidential.map((one) => [one.element, one.circles]));
  return {
    isHiddenFrom(target, clause) {
      const circles = confidential.get(target);
      if (circles === undefined) return false;
      // Who knows of the target but may not read it is not told among whom it is kept.
      if (circles === null) return true;
      return !liesWithin(confidential.get(clause)?.readBy ?? everybody, circles.knownTo);
    },
    unseen: (label) => unseenReference(view, label),
  };
}

/**
 * To whoever sees everything, a target that they do not see was deleted, and its last label helps to mend the text.
 * To everybody else it may be one that they may not know of.
 */
export function unseenReference({ viewer }: Pick<AgreementView, 'viewer'>, label: string): string {
  return viewer.rights.includes('set-confidentiality') && label !== '?' ? label : '[…]';
}
