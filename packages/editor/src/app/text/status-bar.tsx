/** The line under the page: where the caret is, in what role and mode, the words, the language, the connection. */
import { Lock } from 'lucide-react';
import { useMemo } from 'react';
import type { ConnectionState, SavingState } from '../../sync/sync.ts';
import { useAgreement } from '../agreement.tsx';
import { languageName, t } from '../messages/messages.ts';
import { savingWords } from '../shell/app-bar.tsx';
import { capacityName } from '../ui/names.ts';
import { useWatched } from '../ui/watch.ts';
import { useClauseStates } from './clause-states.ts';
import { wordCount } from './plain-text.ts';
import type { TextDesk } from './text-desk.ts';

const connecting: ConnectionState = { kind: 'connecting' };
const nothingSaved: SavingState = { unsaved: 0, savedAt: null };

export function StatusBar({ desk, reason }: { readonly desk: TextDesk; readonly reason: string | null }) {
  const agreement = useAgreement();
  const { view, connection } = agreement;
  const current = useWatched(desk.current, null);
  const epoch = useWatched(desk.textEpoch, 0);
  const state = useWatched(connection?.state, connecting);
  const saving = useWatched(connection?.saving, nothingSaved);
  const kept = useWatched(connection?.kept, true);
  const words = useMemo(
    () => {
      let all = 0;
      for (const { text } of desk.allTexts()) all += countOf(text);
      const text = current === null ? undefined : desk.textOf(current);
      return { all, here: text ? countOf(text) : null };
    },
    // Counted anew as the text changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [desk, current, epoch, view.elements],
  );
  const capacities = view.viewer.capacities.map((one) => capacityName(one, view)).join(', ');
  const place = current === null ? '' : desk.placeOf(current);
  const { frozen } = useClauseStates();
  const why = current === null ? undefined : frozen.get(current);
  return (
    <footer className="status-bar" id="status" aria-label={t('region.status')} tabIndex={-1}>
      {place !== '' && <span>{place}</span>}
      {why !== undefined && (
        <span className="status-frozen">
          <Lock aria-hidden="true" />
          {why}
        </span>
      )}
      <span>
        {reason ??
          (capacities === '' ? t('status.editing') : t('status.editingAs', { capacity: capacities }))}
      </span>
      {words.here !== null && <span>{t('count.wordsHere', { count: words.here })}</span>}
      <span>{t('count.words', { count: words.all })}</span>
      <span>{languageName(view.facts.language)}</span>
      <span>{savingWords(state, saving, kept)}</span>
    </footer>
  );
}

/** A text that did not change is counted once. */
const counted = new WeakMap<object, number>();
function countOf(text: Parameters<typeof wordCount>[0]): number {
  const known = counted.get(text);
  if (known !== undefined) return known;
  const count = wordCount(text);
  counted.set(text, count);
  return count;
}
