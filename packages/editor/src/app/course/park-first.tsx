/**
 * Where a clause could not be sent because somebody types in it without a pause: parks it, at one press, so that
 * nobody can, and the same dialog sends it then.
 */
import { Hand } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useAgreement } from '../agreement.tsx';
import { codeOf } from '../api/problem.ts';
import { t } from '../messages/messages.ts';
import { ErrorNotice } from '../ui/states.tsx';

export function ParkFirst({
  clause,
  error,
  onParked,
}: {
  readonly clause: string;
  /** Why it was not sent. */
  readonly error: Error;
  readonly onParked: () => void;
}) {
  const { execute } = useAgreement();
  const [state, setState] = useState<'asked' | 'busy' | 'parked' | Error>('asked');
  if (!['keeps-changing', 'text-changed'].includes(codeOf(error) ?? '')) return null;
  if (state === 'parked') return <p role="status">{t('parkFirst.done')}</p>;
  const park = async () => {
    setState('busy');
    const outcome = await execute({ type: 'park-clause', clause, reason: t('parkFirst.reason') });
    switch (outcome.kind) {
      case 'done':
        onParked();
        setState('parked');
        return;
      case 'conflict':
        setState('asked');
        return;
      case 'failed':
        setState(outcome.error);
    }
  };
  return (
    <>
      <p>
        <Button className="button" isDisabled={state === 'busy'} onPress={() => void park()}>
          <Hand aria-hidden="true" />
          {t('parkFirst.do')}
        </Button>
      </p>
      {state instanceof Error && <ErrorNotice error={state} />}
    </>
  );
}
