/** Which threads a list shows: by clause, channel, state and kind. */
import { channelKey } from '@travaux/workflow/comments';
import type { ThreadSummaryView } from '../../frames/index.ts';

export const any = '';

export interface Filters {
  readonly clause: string;
  /** Key of a channel. */
  readonly channel: string;
  readonly state: StateFilter;
  readonly kind: string;
}

export const stateFilters = ['open', 'awaits', 'calls', 'orphan', 'resolved', 'withdrawn', 'hidden'] as const;
export type StateFilter = (typeof stateFilters)[number] | typeof any;

export const noFilters: Filters = { clause: any, channel: any, state: any, kind: any };

/** @param isOrphan whether the words of a thread are nowhere in the text */
export function filtered(
  threads: readonly ThreadSummaryView[],
  { clause, channel, state, kind }: Filters,
  isOrphan: (thread: ThreadSummaryView) => boolean,
): readonly ThreadSummaryView[] {
  return threads.filter(
    (thread) =>
      (clause === any || thread.clause.clause === clause) &&
      (channel === any || channelKey(thread.channel) === channel) &&
      (kind === any || thread.submission?.kind === kind) &&
      fits(thread, state, isOrphan),
  );
}

function fits(
  thread: ThreadSummaryView,
  state: StateFilter,
  isOrphan: (thread: ThreadSummaryView) => boolean,
): boolean {
  switch (state) {
    case any:
      return true;
    case 'awaits':
      return thread.submission?.awaitsAnswer ?? false;
    case 'calls':
      return thread.callsViewer && thread.state === 'open';
    case 'orphan':
      return thread.anchor !== null && isOrphan(thread);
    default:
      return thread.state === state;
  }
}
