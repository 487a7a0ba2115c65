/** How far an import is, over all of its stages. */
import type { ImportView } from '../../frames/views.ts';

const stages = ['receiving', 'reading', 'structuring', 'storing'] as const;

/** Share of the whole, from what the server says of the stage. */
export function progressOf(view: ImportView): number {
  if (view.state !== 'working') return 1;
  const within = view.total > 0 ? Math.min(1, view.done / view.total) : 0;
  return (stages.indexOf(view.stage) + within) / stages.length;
}
