/** The chair sets an error aside: with a reason, for the words as they are. */
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Form } from 'react-aria-components/Form';
import { maxReasonLength } from '@travaux/workflow/agreement';
import { useAgreement } from '../../agreement.tsx';
import { t } from '../../messages/messages.ts';
import { announce } from '../../shell/announcer.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { LongField } from '../../ui/field.tsx';
import { ErrorNotice } from '../../ui/states.tsx';
import type { CheckedFinding } from '../check-engine.ts';

export function SetAsideDialog({
  finding: { clause, named, message },
  onClose,
}: {
  readonly finding: CheckedFinding;
  readonly onClose: () => void;
}) {
  const { execute } = useAgreement();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const send = async () => {
    if (clause === null || named === null) return;
    setBusy(true);
    const outcome = await execute({ type: 'set-error-aside', clause, ...named, reason: reason.trim() });
    setBusy(false);
    if (outcome.kind === 'failed') return setError(outcome.error);
    if (outcome.kind === 'conflict') return setError(new Error(t('check.setAsideConflict')));
    announce(t('check.setAsideDone'));
    onClose();
  };
  return (
    <Dialog title={t('check.setAsideTitle')} onClose={onClose}>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <blockquote lang="en">{message}</blockquote>
        <p>{t('check.setAsideMeans')}</p>
        {error && <ErrorNotice error={error} />}
        <LongField
          label={t('check.setAsideReason')}
          value={reason}
          onChange={setReason}
          required
          autoFocus
          maxLength={maxReasonLength}
        />
        <div className="dialog-actions">
          <Button className="button" onPress={onClose}>
            {t('action.cancel')}
          </Button>
          <Button className="button button-primary" type="submit" isDisabled={busy || reason.trim() === ''}>
            {t('check.setAsideSend')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
