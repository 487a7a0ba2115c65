/** Two texts of a clause as a redline, with what changed in numbers and words; loaded with ProseMirror's model. */
import { useEffect, useMemo, useRef } from 'react';
import type { ClauseJson } from '../../document/clause-json.ts';
import { Pilcrow } from 'lucide-react';
import { useAgreement, type Agreement } from '../agreement.tsx';
import { formatList, t } from '../messages/messages.ts';
import { referencesIn } from './reading.tsx';
import { drawRedline, type RedlineCounts, type RedlineStyle } from './redline-dom.ts';
import '../../views/text.css';
import './redline.css';

export function Redline({
  clause,
  from,
  to,
  label,
}: {
  readonly clause: string;
  readonly from: ClauseJson;
  readonly to: ClauseJson;
  /** What is compared, for those who listen. */
  readonly label: string;
}) {
  const agreement = useAgreement();
  const place = useRef<HTMLDivElement>(null);
  const drawn = useMemo(
    () => drawRedline(from, to, redlineStyle(agreement, clause, to)),
    [clause, from, to, agreement],
  );
  useEffect(() => {
    place.current?.replaceChildren(drawn.dom);
  }, [drawn]);
  return (
    <figure className="redline-figure" aria-label={label}>
      <figcaption className="redline-counts">
        <Pilcrow aria-hidden="true" />
        {countsSentence(drawn.counts)}
      </figcaption>
      <div ref={place} />
    </figure>
  );
}

/** `2 words inserted, 1 word deleted and 1 block moved.` */
export function countsSentence(counts: RedlineCounts): string {
  const said = [
    ...(counts.inserted > 0 ? [t('redline.countInserted', { count: counts.inserted })] : []),
    ...(counts.deleted > 0 ? [t('redline.countDeleted', { count: counts.deleted })] : []),
    ...(counts.moved > 0 ? [t('redline.countMoved', { count: counts.moved })] : []),
    ...(counts.restyled > 0 ? [t('redline.countRestyled', { count: counts.restyled })] : []),
  ];
  return said.length === 0 ? t('redline.identical') : `${formatList(said)}.`;
}

function redlineStyle(agreement: Agreement, clause: string, text: ClauseJson): RedlineStyle {
  const { language, direction } = agreement.view.facts;
  const references = referencesIn(agreement, clause, text);
  return { language, direction, reference: (target, form) => references.label(target, form) };
}
