/** Parks a clause: asks for the reason, and says beforehand what will happen and to whom. */
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Form } from 'react-aria-components/Form';
import { maxReasonLength } from '@travaux/workflow/agreement';
import type { Present } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { formatList, t } from '../messages/messages.ts';
import { Dialog } from '../ui/dialog.tsx';
import { LongField } from '../ui/field.tsx';
import type { OutlineCommands } from './outline-commands.tsx';

export function Park({
  id,
  commands,
  others,
}: {
  readonly id: string;
  readonly commands: OutlineCommands;
  readonly others: readonly Present[];
}) {
  const agreement = useAgreement();
  const [reason, setReason] = useState('');
  const here = others.filter((one) => one.clause === id);
  const name = agreement.labels.get(id)?.full ?? commands.nameOf(id);
  return (
    <Dialog title={t('park.title', { name: commands.nameOf(id) })} onClose={() => commands.ask(null)}>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          void commands.run({ type: 'park-clause', clause: id, reason: reason.trim() });
        }}
      >
        <p>
          {t('park.effect', { name })}{' '}
          {t('park.editing', { count: here.length, names: formatList(here.map((one) => one.name)) })}
        </p>
        <LongField
          label={t('park.reason')}
          value={reason}
          onChange={setReason}
          required
          autoFocus
          maxLength={maxReasonLength}
          description={t('park.reasonHint')}
        />
        <div className="dialog-actions">
          <Button className="button" onPress={() => commands.ask(null)}>
            {t('action.cancel')}
          </Button>
          <Button
            className="button button-primary"
            type="submit"
            isDisabled={commands.busy || reason.trim() === ''}
          >
            {t('park.do')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
