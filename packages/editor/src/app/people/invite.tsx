/** Invites a person in a capacity. The link is shown once: the server keeps only its hash. */
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Form } from 'react-aria-components/Form';
import type { Capacity } from '@travaux/workflow/agreement';
import type { AgreementView, InvitationCreated } from '../../frames/views.ts';
import type { Agreement } from '../agreement.tsx';
import { invite } from '../api/endpoints.ts';
import { formatDateTime, t } from '../messages/messages.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Choice, Field } from '../ui/field.tsx';
import { capacityName } from '../ui/names.ts';
import { ErrorNotice } from '../ui/states.tsx';
import '../messages/office.ts';

/** Every capacity in which somebody can be invited. */
export function possibleCapacities(view: AgreementView): readonly Capacity[] {
  return [
    ...view.parties.map((party): Capacity => ({ role: 'delegate', party: party.id })),
    ...view.bodies.map((body): Capacity => ({ role: 'committee-member', body: body.id, party: null })),
    ...view.organisations.map((one): Capacity => ({ role: 'observer', organisation: one.id })),
    ...view.verifiers.map((one): Capacity => ({ role: 'verifier', verifier: one.id })),
    { role: 'chair' },
    { role: 'secretariat' },
  ];
}

export function Invite({
  agreement,
  onClose,
  onInvited,
}: {
  readonly agreement: Agreement;
  readonly onClose: () => void;
  readonly onInvited: () => void;
}) {
  const capacities = possibleCapacities(agreement.view);
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState('0');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const [created, setCreated] = useState<InvitationCreated | null>(null);

  const send = async () => {
    const capacity = capacities[Number(chosen)];
    if (!capacity) return;
    setBusy(true);
    setError(null);
    try {
      setCreated(await invite(agreement.id, { name: name.trim(), capacity }));
      onInvited();
    } catch (problem) {
      setError(problem instanceof Error ? problem : new Error(String(problem)));
    } finally {
      setBusy(false);
    }
  };

  if (created) {
    return (
      <Dialog title={t('invite.ready')} onClose={onClose}>
        <p>{t('invite.once', { name: created.invitation.name })}</p>
        <p className="secret-link">
          <code>{created.link}</code>
        </p>
        <p className="hint">{t('people.expires', { when: formatDateTime(created.invitation.expiresAt) })}</p>
        <div className="dialog-actions">
          <CopyButton text={created.link} label={t('invite.copy')} />
          <Button className="button button-primary" onPress={onClose}>
            {t('action.done')}
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={t('people.invite')} onClose={onClose}>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Field label={t('invite.name')} value={name} onChange={setName} required autoFocus maxLength={200} />
        <Choice
          label={t('invite.capacity')}
          value={chosen}
          onChange={setChosen}
          options={capacities.map((capacity, at) => ({
            value: String(at),
            label: capacityName(capacity, agreement.view),
          }))}
        />
        <p className="hint">{t('invite.hint')}</p>
        {error && <ErrorNotice error={error} />}
        <div className="dialog-actions">
          <Button className="button" onPress={onClose}>
            {t('action.cancel')}
          </Button>
          <Button className="button button-primary" type="submit" isDisabled={busy || name.trim() === ''}>
            {t('invite.create')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
