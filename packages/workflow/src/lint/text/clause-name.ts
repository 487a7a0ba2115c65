/** How a finding speaks of another clause. */
import type { ClauseSubject } from '../subject.ts';

/** `clause 7.2`, `Annex V, 15.1`, `"Scope"`: as it is printed, with the annex that it stands in. */
export function clauseName({ label, heading, part, within }: ClauseSubject): string {
  const annex = part === 'annex' ? (within.findLast((division) => division.label !== '')?.label ?? '') : '';
  const own = label !== '' ? label : heading !== '' ? `"${heading}"` : 'an unnumbered clause';
  if (annex !== '') return `${annex.replace(/[\s:–—-]+$/u, '')}, ${own}`;
  return label !== '' ? `clause ${label}` : own;
}
