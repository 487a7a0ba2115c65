/** How a finding speaks of another clause. */
import type { ClauseSubject } from '../subject.ts';

/** `clause 7.2`, `Article 3, 4`, `Annex V, 15.1`, `"Scope"`: as it is printed, with what it is numbered in. */
export function clauseName({ label, heading, within }: ClauseSubject): string {
  const own = label !== '' ? label : heading !== '' ? `"${heading}"` : 'an unnumbered clause';
  const around = within.findLast((division) => division.label !== '')?.label ?? '';
  if (around !== '' && !label.includes('.')) return `${around.replace(/[\s:.–—-]+$/u, '')}, ${own}`;
  return label !== '' ? `clause ${label}` : own;
}
