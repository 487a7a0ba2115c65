/** Small parts of the lists of acts: whether an act still stands, and on which words it was given. */
import { TriangleAlert } from 'lucide-react';
import type { OvertakenView } from '../../frames/index.ts';
import { t } from '../messages/messages.ts';

/** An act that a change of the text has overtaken: shown as outdated, never erased. */
export function Overtaken({
  by,
  onCompare,
}: {
  readonly by: OvertakenView | null;
  readonly onCompare: () => void;
}) {
  if (!by) return null;
  return (
    <p className="overtaken">
      <TriangleAlert aria-hidden="true" />
      <span>
        <strong>{t('overtaken.title')}</strong> {[t(`editClass.${by.class}`), ...by.reasons].join(' ')}{' '}
        <button type="button" className="link-button" onClick={onCompare}>
          {t('overtaken.compare')}
        </button>
      </span>
    </p>
  );
}
