/** The filters over a list of threads. */
import { channelKey } from '@travaux/workflow/comments';
import type { ThreadSummaryView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { fullName } from '../course/names.ts';
import { t } from '../messages/messages.ts';
import { Choice } from '../ui/field.tsx';
import { submissionKinds } from './composer.tsx';
import { any, stateFilters, type Filters, type StateFilter } from './filters.ts';

export function FilterForm({
  filters,
  onChange,
  threads,
}: {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
  readonly threads: readonly ThreadSummaryView[];
}) {
  const agreement = useAgreement();
  const clauses = new Map(threads.map(({ clause }) => [clause.clause, clause]));
  const channels = new Map(threads.map((one) => [channelKey(one.channel), one.channelName]));
  const all = { value: any, label: t('comments.any') };
  return (
    <div className="comment-filters" role="group" aria-label={t('comments.filter')}>
      <Choice
        label={t('comments.clause')}
        value={filters.clause}
        onChange={(clause) => onChange({ ...filters, clause })}
        options={[
          all,
          ...agreement.view.elements.flatMap(({ id }) => {
            const clause = clauses.get(id);
            return clause ? [{ value: id, label: fullName(agreement, clause) }] : [];
          }),
        ]}
      />
      <Choice
        label={t('comments.filterChannel')}
        value={filters.channel}
        onChange={(channel) => onChange({ ...filters, channel })}
        options={[all, ...[...channels].map(([value, label]) => ({ value, label }))]}
      />
      <Choice<StateFilter>
        label={t('comments.filterState')}
        value={filters.state}
        onChange={(state) => onChange({ ...filters, state })}
        options={[
          { value: any, label: t('comments.any') },
          ...stateFilters.map((value) => ({ value, label: t(`comments.state.${value}`) })),
        ]}
      />
      <Choice
        label={t('comments.filterKind')}
        value={filters.kind}
        onChange={(kind) => onChange({ ...filters, kind })}
        options={[all, ...submissionKinds.map((value) => ({ value, label: t(`comments.kind.${value}`) }))]}
      />
    </div>
  );
}
