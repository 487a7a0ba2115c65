/** The clause at hand in numbers: where it stands, its words, who is in it, and the fingerprint of its text. */
import { useEffect, useState } from 'react';
import type { Present } from '../../../frames/index.ts';
import { useAgreement } from '../../agreement.tsx';
import { stateWords } from '../../course/clause-state.tsx';
import { formatNumber, languageName, t } from '../../messages/messages.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Empty } from '../../ui/states.tsx';
import { useWatched } from '../../ui/watch.ts';
import { useClauseStates } from '../clause-states.ts';
import { wordCount } from '../plain-text.ts';
import type { TextDesk } from '../text-desk.ts';

export function InfoPanel({
  desk,
  others,
}: {
  readonly desk: TextDesk;
  readonly others: readonly Present[];
}) {
  const agreement = useAgreement();
  const current = useWatched(desk.current, null);
  const epoch = useWatched(desk.textEpoch, 0);
  const fingerprint = useFingerprint(desk, current, epoch);
  const states = useClauseStates();
  const summary = states.summaries.get(current ?? '');
  const element = current === null ? undefined : agreement.elements.get(current);
  if (!element) return <Empty title={t('info.none')} />;
  const text = desk.textOf(element.id);
  const here = others.filter((one) => one.clause === element.id);
  const parent = element.parent === null ? undefined : agreement.elements.get(element.parent);
  return (
    <div className="panel-body">
      <h3>{[agreement.labels.get(element.id)?.full, element.heading].filter(Boolean).join(' · ')}</h3>
      <dl className="facts">
        <dt>{t('info.state')}</dt>
        <dd>
          {[
            ...(summary ? [stateWords(summary)] : []),
            states.frozen.get(element.id) ?? t('outline.open'),
          ].join('. ')}
        </dd>
        {parent && (
          <>
            <dt>{t('info.in')}</dt>
            <dd>{[agreement.labels.get(parent.id)?.full, parent.heading].filter(Boolean).join(' · ')}</dd>
          </>
        )}
        <dt>{t('info.words')}</dt>
        <dd>{text ? formatNumber(wordCount(text)) : '–'}</dd>
        <dt>{t('info.language')}</dt>
        <dd>{languageName(agreement.view.facts.language)}</dd>
        <dt>{t('info.here')}</dt>
        <dd>{here.length === 0 ? t('info.nobody') : here.map((one) => one.name).join(', ')}</dd>
        <dt>{t('info.id')}</dt>
        <dd>
          <code>{element.id}</code>
        </dd>
        <dt>{t('info.fingerprint')}</dt>
        <dd>
          {fingerprint ? (
            <>
              <code className="fingerprint">{fingerprint.replace(/(.{8})/g, '$1 ').trim()}</code>
              <CopyButton text={fingerprint} label={t('info.copyFingerprint')} />
            </>
          ) : (
            '–'
          )}
        </dd>
      </dl>
      <p className="hint">{t('info.fingerprintMeans')}</p>
    </div>
  );
}

/** The module that hashes comes with the editor; the hash is of the text as it stands here. */
function useFingerprint(desk: TextDesk, clause: string | null, epoch: number): string | null {
  const [known, setKnown] = useState<{ readonly clause: string; readonly hash: string } | null>(null);
  useEffect(() => {
    let gone = false;
    const text = clause === null ? undefined : desk.textOf(clause);
    if (clause !== null && text) {
      void import('../../../document/canonical.ts').then(({ clauseHash }) => {
        if (!gone) setKnown({ clause, hash: clauseHash(text) });
      });
    }
    return () => {
      gone = true;
    };
  }, [desk, clause, epoch]);
  return known?.clause === clause ? known.hash : null;
}
