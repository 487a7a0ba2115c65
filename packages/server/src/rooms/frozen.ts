/**
 * Why a clause is frozen, in the words of the close reason of 4409: what a delegate reads beside the sentences
 * that came too late.
 */
import type { AgreementState } from '@travaux/workflow/agreement';

/**
 * @param since when it was parked, as the record of the agreement tells it; null when that is not known
 * @param now milliseconds since the epoch: a time of today is told without its date
 */
export function frozenReason(
  state: AgreementState,
  clause: string,
  since: string | null,
  now: number,
): string {
  const reason = state.parked.get(clause);
  if (reason === undefined) return 'The text of this clause is frozen.';
  const parked =
    since === null ? 'This clause is parked' : `This clause was parked ${instant(new Date(since), now)}`;
  return reason === '' ? `${parked}.` : `${parked}: ${reason}`;
}

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'UTC' });

function instant(at: Date, now: number): string {
  const on = day.format(at);
  const at24 = `at ${time.format(at)} UTC`;
  return on === day.format(now) ? at24 : `on ${on} ${at24}`;
}
