/** The review and sign-off board: every clause, how far it is agreed, its stage, whom it waits for, and until when. */
import { lazy, Suspense, useMemo, useState } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { Link } from 'wouter';
import type { CourseSummary, CoursesView } from '../../frames/index.ts';
import { useAgreement, type Agreement } from '../agreement.tsx';
import { courses, work } from '../api/endpoints.ts';
import { useResource } from '../api/resource.ts';
import { formatList, t } from '../messages/messages.ts';
import { nameOf } from '../outline.ts';
import { Shell } from '../shell/shell.tsx';
import { Empty, Loaded, Skeleton } from '../ui/states.tsx';
import { ClauseMarks } from '../course/clause-state.tsx';
import { useCourses, useFresh } from '../course/live.ts';
import { fullName, zoneOf } from '../course/names.ts';
import { BriefTrack } from '../course/stage-track.tsx';
import { DueTime } from '../course/times.tsx';
import type { Offered } from '../course/use-act.ts';
import '../messages/deciding.ts';
import '../course/course.css';
import '../course/board.css';

// The board is read before anything is done from it: dialogs and their texts come with the first package.
const Packages = lazy(async () => ({ default: (await import('../course/packages.tsx')).Packages }));

const filters = ['all', 'under-way', 'mine', 'outdated', 'overdue'] as const;
type Filter = (typeof filters)[number];

export function ReviewBoard() {
  const agreement = useAgreement();
  const board = useCourses();
  return (
    <Shell title={`${t('nav.review')} · ${agreement.view.facts.shortTitle}`}>
      <div className="wide-column">
        <h1>{t('board.title')}</h1>
        <p className="hint">{t('board.means')}</p>
        <Loaded resource={board}>{(view) => <Board view={view} agreement={agreement} />}</Loaded>
      </div>
    </Shell>
  );
}

/** The clauses that wait for the viewer, as My work lists them. */
function useMine(agreement: Agreement, version: number): ReadonlySet<string> {
  const { id } = agreement;
  const resource = useResource(`work ${agreement.view.viewer.key}`, work);
  const { refresh } = resource;
  useFresh(version, refresh);
  const { data } = resource;
  return useMemo(
    () =>
      new Set(
        data?.waiting.filter((item) => item.agreement.id === id).map((item) => item.clause.clause) ?? [],
      ),
    [data, id],
  );
}

function Board({ view, agreement }: { readonly view: CoursesView; readonly agreement: Agreement }) {
  const [filter, setFilter] = useState<Filter>('all');
  const mine = useMine(agreement, view.version);
  const offered: Offered = {
    version: view.version,
    acts: view.acts,
    again: () => courses(agreement.id),
    refresh: agreement.board.refresh,
  };
  const fits = (one: CourseSummary, by: Filter): boolean => {
    switch (by) {
      case 'all':
        return true;
      case 'under-way':
        return one.underWay !== null;
      case 'mine':
        return mine.has(one.clause);
      case 'outdated':
        return one.outdated !== null;
      case 'overdue':
        return one.underWay?.late === true;
    }
  };
  const shown = view.clauses.filter((one) => fits(one, filter));
  if (view.clauses.length === 0) return <Empty title={t('text.empty')} />;
  return (
    <>
      <ToggleButtonGroup
        className="filters"
        aria-label={t('board.filter')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[filter]}
        onSelectionChange={(keys) => {
          const [key] = keys;
          setFilter(filters.find((one) => one === key) ?? 'all');
        }}
      >
        {filters.map((one) => (
          <ToggleButton key={one} id={one} className="filter">
            {t(`board.filter.${one}`)}{' '}
            <span className="filter-count">{view.clauses.filter((clause) => fits(clause, one)).length}</span>
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {view.clauses.every(({ underWay }) => underWay === null) && filter === 'all' && (
        <p className="notice">{t('board.nothingUnderWay')}</p>
      )}
      {shown.length === 0 ? (
        <Empty title={t(`board.empty.${filter}`)} />
      ) : (
        <ClauseTable clauses={shown} view={view} agreement={agreement} />
      )}
      {view.packages.length > 0 && (
        <section aria-labelledby="packages" className="board-packages">
          <h2 id="packages">{t('packages.title')}</h2>
          <Suspense fallback={<Skeleton rows={3} />}>
            <Packages view={view} offered={offered} />
          </Suspense>
        </section>
      )}
    </>
  );
}

interface Group {
  readonly id: string | null;
  readonly name: string;
  readonly clauses: readonly CourseSummary[];
}

/** Clauses in the division that holds them, in reading order. */
export function groupsOf(clauses: readonly CourseSummary[], agreement: Agreement): readonly Group[] {
  const groups: { id: string | null; name: string; clauses: CourseSummary[] }[] = [];
  for (const one of clauses) {
    const parent = agreement.elements.get(one.clause)?.parent ?? null;
    let group = groups.at(-1);
    if (group?.id !== parent || !group) {
      const element = parent === null ? undefined : agreement.elements.get(parent);
      group = { id: parent, name: element ? nameOf(element, agreement.labels) : '', clauses: [] };
      groups.push(group);
    }
    group.clauses.push(one);
  }
  return groups;
}

/** On a narrow screen each row is a card; the roles are written out, because such a row is no table to a browser. */
function ClauseTable({
  clauses,
  view,
  agreement,
}: {
  readonly clauses: readonly CourseSummary[];
  readonly view: CoursesView;
  readonly agreement: Agreement;
}) {
  const columns = ['clause', 'state', 'stage', 'waitsFor', 'due'] as const;
  return (
    <table className="board" role="table" aria-label={t('board.title')}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column} role="columnheader" scope="col">
              {t(`board.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      {groupsOf(clauses, agreement).map((group) => (
        <tbody key={group.clauses[0]?.clause} role="rowgroup">
          {group.name !== '' && (
            <tr role="row" className="board-group">
              <th role="rowheader" scope="rowgroup" colSpan={columns.length}>
                {group.name}
              </th>
            </tr>
          )}
          {group.clauses.map((one) => (
            <ClauseRow key={one.clause} clause={one} view={view} agreement={agreement} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function ClauseRow({
  clause,
  view,
  agreement,
}: {
  readonly clause: CourseSummary;
  readonly view: CoursesView;
  readonly agreement: Agreement;
}) {
  const { underWay } = clause;
  const label = (column: 'state' | 'stage' | 'waitsFor' | 'due') => ({ 'data-label': t(`board.${column}`) });
  return (
    <tr role="row" data-clause={clause.clause} className={clause.outdated ? 'is-outdated' : undefined}>
      <th role="rowheader" scope="row">
        <Link href={`/i/${agreement.id}/review/${clause.clause}`}>{fullName(agreement, clause)}</Link>
      </th>
      <td role="cell" {...label('state')}>
        <ClauseMarks summary={clause} />
        {clause.outdated && <span className="hint">{clause.outdated.by[0]?.sentence}</span>}
      </td>
      <td role="cell" {...label('stage')} className={underWay ? undefined : 'is-nothing'}>
        {underWay ? <BriefTrack underWay={underWay} /> : <span className="hint">{t('board.noStage')}</span>}
      </td>
      <td
        role="cell"
        {...label('waitsFor')}
        className={underWay || clause.awaited.length > 0 ? undefined : 'is-nothing'}
      >
        {underWay ? formatList(underWay.waitsFor.map(({ name }) => name)) || '–' : '–'}
        {clause.awaited.length > 0 && (
          <span className="hint">
            {t('board.awaited', { names: formatList(clause.awaited.map(({ name }) => name)) })}
          </span>
        )}
      </td>
      <td role="cell" {...label('due')} className={underWay?.due ? undefined : 'is-nothing'}>
        {underWay?.due ? <DueTime at={underWay.due} zone={zoneOf(view, underWay.route.id)} /> : '–'}
      </td>
    </tr>
  );
}
