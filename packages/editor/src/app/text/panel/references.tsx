/** All cross-references of the agreement, broken ones first; each leads to where it stands. */
import { Unlink } from 'lucide-react';
import { useMemo } from 'react';
import { useAgreement } from '../../agreement.tsx';
import { t } from '../../messages/messages.ts';
import { Empty } from '../../ui/states.tsx';
import { useWatched } from '../../ui/watch.ts';
import { referencesIn } from '../references.ts';
import type { TextDesk } from '../text-desk.ts';

const shownAtOnce = 400;

export function ReferencesPanel({ desk }: { readonly desk: TextDesk }) {
  const agreement = useAgreement();
  const epoch = useWatched(desk.textEpoch, 0);
  const references = useMemo(
    () =>
      [...referencesIn(desk.allTexts(), agreement.elements)].sort(
        (a, b) => Number(b.broken) - Number(a.broken),
      ),
    // Read anew as the text changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [desk, agreement.elements, epoch],
  );
  const broken = references.filter((one) => one.broken).length;
  if (references.length === 0) return <Empty title={t('references.none')} />;
  return (
    <div className="panel-body">
      <p className="hint">
        {t('references.count', { count: references.length })} {t('references.broken', { count: broken })}
      </p>
      <ul className="hits">
        {references.slice(0, shownAtOnce).map((one, at) => (
          <li key={at}>
            <button type="button" className="hit" onClick={() => desk.goTo(one.clause, false)}>
              <span className="hit-place">
                {desk.placeOf(one.clause)} →{' '}
                {desk.references.label(one.target, 'full') ?? desk.references.unseen(one.label)}
                {one.broken && (
                  <span className="broken">
                    <Unlink aria-hidden="true" /> {t('references.isBroken')}
                  </span>
                )}
              </span>
              <span dir="auto" lang={agreement.view.facts.language}>
                {one.before}
                <mark>
                  {desk.references.label(one.target, one.form) ?? desk.references.unseen(one.label)}
                </mark>
                {one.after}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {references.length > shownAtOnce && <p className="hint">{t('find.first', { count: shownAtOnce })}</p>}
    </div>
  );
}
