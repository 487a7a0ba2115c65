/**
 * Says that something left the screen because the person may no longer read it, or know of it. What they may no longer
 * know of is not named: it is gone as if it had been deleted, which for their eyes is the same.
 */
import { EyeOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { AgreementView } from '../../frames/index.ts';
import { useMaybeAgreement } from '../agreement.tsx';
import { formatList, t } from '../messages/messages.ts';
import { labelsIn } from '../outline.ts';

/** So many are named; the others are counted. */
const mostNamed = 6;

export function ClosedToYou() {
  const view = useMaybeAgreement()?.view;
  const before = useRef(view);
  const [sentence, setSentence] = useState<string | null>(null);
  useEffect(() => {
    const was = before.current;
    before.current = view;
    if (!was || !view || was.id !== view.id || was === view) return;
    const lost = whatClosed(was, view);
    if (lost !== null) setSentence(lost);
  }, [view]);
  if (sentence === null) return null;
  return (
    <div className="system-line" role="alert">
      <EyeOff aria-hidden="true" />
      <span>{sentence}</span>
      <Button className="banner-link" onPress={() => setSentence(null)}>
        {t('closed.understood')}
      </Button>
    </div>
  );
}

/** null: nothing that the person could see; and whoever sees everything deleted what is gone, or saw it deleted. */
export function whatClosed(was: AgreementView, now: AgreementView): string | null {
  if (now.viewer.rights.includes('set-confidentiality')) return null;
  const veiled = (view: AgreementView) =>
    new Set(view.confidential.flatMap((one) => (one.readable ? [] : [one.element])));
  const [hiddenBefore, hiddenNow] = [veiled(was), veiled(now)];
  const there = new Set(now.elements.map(({ id }) => id));
  const gone = was.elements.filter(({ id, kind }) => kind === 'clause' && !there.has(id)).length;
  const labels = labelsIn(was);
  const unread = now.elements
    .filter(({ id, kind }) => kind === 'clause' && hiddenNow.has(id) && !hiddenBefore.has(id))
    .filter(({ id }) => was.elements.some((element) => element.id === id));
  const named = unread.slice(0, mostNamed).map(({ id }) => labels.get(id)?.full || t('element.unnamed'));
  const rest = unread.length - named.length;
  if (rest > 0) named.push(t('closed.more', { count: rest }));
  return (
    [
      ...(unread.length > 0 ? [t('closed.unread', { names: formatList(named), count: unread.length })] : []),
      ...(gone > 0 ? [t('closed.gone', { count: gone })] : []),
    ].join(' ') || null
  );
}
