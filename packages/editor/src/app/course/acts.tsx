/** The acts that the server offers on a clause, as buttons; each opens its dialog. */
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { ActView, ClauseCourseView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { clauseCourse } from '../api/endpoints.ts';
import { t, tDynamic } from '../messages/messages.ts';
import { offerKey } from './act.ts';
import { ActDialog } from './act-dialog.tsx';
import type { Offered } from './use-act.ts';

/** Acts in which somebody decides on the words before them; the others direct the course. */
const deciding: readonly ActView['type'][] = [
  'give-opinion',
  'lift-opinion',
  'override-opinion',
  'settle-escalation',
  'sign-off',
  'confirm-ad-referendum',
  'revoke-ad-referendum',
  'open-silence-notice',
  'break-silence',
  'declare-interest',
  'challenge-interest',
  'rule-on-interest',
  'cast-vote',
  'certify-no-consensus',
  'take-decision',
  'file-dissent',
];

export function isDeciding(act: ActView): boolean {
  return deciding.includes(act.type);
}

export function useOffered(clause: string, view: ClauseCourseView, refresh: () => void): Offered {
  const { id } = useAgreement();
  return {
    version: view.version,
    acts: view.acts,
    again: () => clauseCourse(id, clause),
    refresh,
  };
}

/** One button for each kind of act; where there are several of a kind, the dialog asks which. */
export function Acts({
  acts,
  view,
  offered,
  label,
  quiet = false,
}: {
  readonly acts: readonly ActView[];
  readonly view: ClauseCourseView | null;
  readonly offered: Offered;
  readonly label: string;
  /** None of them stands out. */
  readonly quiet?: boolean;
}) {
  const [open, setOpen] = useState<ActView | null>(null);
  // The dialog shows what is offered now: it is read again while the dialog is open.
  const now = open && acts.find((one) => offerKey(one) === offerKey(open));
  const kinds = [...new Map(acts.toReversed().map((one) => [one.type, one])).values()].toReversed();
  const ofKind = (type: ActView['type']) => acts.filter((one) => one.type === type);
  // A person with one capacity needs no reminder of it on each button.
  const several = new Set(acts.map(({ as }) => as?.id)).size > 1;
  if (acts.length === 0 && !open) return null;
  return (
    <div className="actions acts" role="group" aria-label={label}>
      {kinds.map((one, at) => (
        <Button
          key={one.type}
          className={at === 0 && !quiet ? 'button button-primary' : 'button'}
          onPress={() => setOpen(one)}
        >
          {ofKind(one.type).length > 1 ? tDynamic(`act.name.${one.type}`) : nameOfAct(one, several)}
        </Button>
      ))}
      {open && (
        <ActDialog
          act={now ?? open}
          isOffered={now !== undefined}
          others={ofKind(open.type)}
          onOther={setOpen}
          view={view}
          offered={offered}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}

/** `Override the opinion · Albarra`, `Vote · for Meridian`. */
function nameOfAct(act: ActView, withCapacity: boolean): string {
  return [
    tDynamic(`act.name.${act.type}`),
    ...(act.on ? [act.on.name] : []),
    ...(withCapacity && act.as ? [t('act.for', { name: act.as.name })] : []),
  ].join(' · ');
}
