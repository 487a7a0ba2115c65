/** Where a clause stands, in marks: its rung, and whatever else is to be said at once. */
import type { CourseSummary } from '../../frames/index.ts';
import { t } from '../messages/messages.ts';
import { RungMark, SignMark, type Sign } from './rung.tsx';

/** What is to be said beside the rung, the gravest first. */
export function signsOf(summary: CourseSummary): readonly Sign[] {
  return [
    ...(summary.outdated ? (['outdated'] as const) : []),
    ...(summary.underWay?.late ? (['overdue'] as const) : []),
    ...(summary.standing === 'active' ? [] : [summary.standing]),
    ...(summary.underWay ? (['under-way'] as const) : []),
  ];
}

/** The same in a sentence, for those who listen: `agreed in group, outdated, under way`. */
export function stateWords(summary: CourseSummary): string {
  return [t(`rung.${summary.rung}`), ...signsOf(summary).map((sign) => t(`sign.${sign}`))].join(', ');
}

export function ClauseMarks({ summary }: { readonly summary: CourseSummary }) {
  return (
    <span className="marks">
      <RungMark rung={summary.rung} />
      {signsOf(summary).map((sign) => (
        <SignMark key={sign} sign={sign} />
      ))}
    </span>
  );
}
