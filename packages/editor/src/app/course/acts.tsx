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
  // A person with one capacity needs no reminder of it on each button.
  const several = new Set(acts.map(({ as }) => as?.id)).size > 1;
  if (acts.length === 0 && !open) return null;
  return (
    <div className="actions acts" role="group" aria-label={label}>
      {acts.map((one, at) => (
        <Button
          key={offerKey(one)}
          className={at === 0 && !quiet ? 'button button-primary' : 'button'}
          onPress={() => setOpen(one)}
        >
          {[
            tDynamic(`act.name.${one.type}`),
            ...(one.on ? [one.on.name] : []),
            ...(several && one.as ? [t('act.for', { name: one.as.name })] : []),
          ].join(' · ')}
        </Button>
      ))}
      {open && (
        <ActDialog
          act={now ?? open}
          isOffered={now !== undefined}
          view={view}
          offered={offered}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}
