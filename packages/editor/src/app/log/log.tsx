/** The log: what has happened to the agreement, in sentences, the newest first; as a table and as files to keep. */
import { Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Link, useSearch } from 'wouter';
import type { LogEntryView, LogView } from '../../frames/index.ts';
import { withoutDisguise } from '../../document/strange-text.ts';
import { useAgreement } from '../agreement.tsx';
import { log, logTable, type LogQuery } from '../api/endpoints.ts';
import { useResource } from '../api/resource.ts';
import { formatNumber, hasMessage, t, tDynamic } from '../messages/messages.ts';
import { SaidText } from '../comments/said-text.tsx';
import { Shell } from '../shell/shell.tsx';
import { Choice } from '../ui/field.tsx';
import { Empty, ErrorNotice, Loaded } from '../ui/states.tsx';
import { Fingerprint } from '../course/fingerprint.tsx';
import { useFresh } from '../course/live.ts';
import { fullName } from '../course/names.ts';
import { Instant } from '../course/times.tsx';
import '../messages/deciding.ts';
import '../course/course.css';
import '../course/board.css';

const pageLength = 100;
/** No name, type or id is this. */
const any = '*';
const none: readonly never[] = [];

export function Log() {
  const agreement = useAgreement();
  const { id, view } = agreement;
  const after = Number(new URLSearchParams(useSearch()).get('after') ?? Number.NaN);
  const [clause, setClause] = useState(any);
  const [actor, setActor] = useState(any);
  const [kind, setKind] = useState(any);
  const query: LogQuery = {
    limit: pageLength,
    ...(Number.isInteger(after) && after > 0 ? { after } : {}),
    ...(clause === any ? {} : { clause }),
    ...(actor === any ? {} : { actor }),
    ...(kind === any ? {} : { kind }),
  };
  const key = `${id} log ${JSON.stringify(query)} ${view.viewer.key}`;
  const first = useResource(key, (signal) => log(id, query, signal));
  useFresh(first.data?.version, first.refresh);
  // What there is to choose from does not change with what is chosen.
  const all = useResource(`${id} log kinds ${view.viewer.key}`, (signal) => log(id, { limit: 1 }, signal));
  useFresh(all.data?.version, all.refresh);
  const clauses = view.elements.filter(({ kind }) => kind === 'clause');
  return (
    <Shell title={`${t('nav.log')} · ${view.facts.shortTitle}`}>
      <div className="wide-column">
        <div className="section-head">
          <h1>{t('log.title')}</h1>
          <Exports query={query} />
        </div>
        <p className="hint">
          {t('log.means')} <Link href={`/i/${id}/verify`}>{t('log.verify')}</Link>
        </p>
        {'after' in query && (
          <p className="notice">
            <span>
              {t('log.since', { version: formatNumber(after) })}{' '}
              <Link href={`/i/${id}/log`}>{t('log.whole')}</Link>
            </span>
          </p>
        )}
        <div className="inline-fields">
          <Choice
            label={t('log.clause')}
            value={clause}
            onChange={setClause}
            options={[
              { value: any, label: t('log.anyClause') },
              ...clauses.map((one) => ({
                value: one.id,
                label: fullName(agreement, { clause: one.id, number: '', heading: one.heading }),
              })),
            ]}
          />
          <Choice
            label={t('log.actor')}
            value={actor}
            onChange={setActor}
            options={[
              { value: any, label: t('log.anyActor') },
              ...(all.data?.actors ?? none).map((name) => ({
                value: name,
                label: name === '' ? t('log.system') : withoutDisguise(name),
              })),
            ]}
          />
          <Choice
            label={t('log.kind')}
            value={kind}
            onChange={setKind}
            options={[
              { value: any, label: t('log.anyKind') },
              ...(all.data?.kinds ?? none).map((one) => ({ value: one, label: kindOf(one) })),
            ]}
          />
        </div>
        <Loaded resource={first}>{(data) => <Entries key={key} first={data} query={query} />}</Loaded>
      </div>
    </Shell>
  );
}

/** The first page stays fresh; later ones are added to what is shown. */
function Entries({ first, query }: { readonly first: LogView; readonly query: LogQuery }) {
  const { id } = useAgreement();
  // Older pages, and where the next one begins; before one is asked for, at the end of the first page.
  const [later, setLater] = useState<Pick<LogView, 'entries' | 'next'> | null>(null);
  const older = later?.entries ?? none;
  const next = later ? later.next : first.next;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const entries = useMemo(() => {
    const known = new Set<number>();
    return [...first.entries, ...older].filter(({ version }) => !known.has(version) && known.add(version));
  }, [first, older]);
  const more = async () => {
    if (next === null) return;
    setBusy(true);
    setError(null);
    try {
      const page = await log(id, { ...query, before: next });
      setLater((was) => ({ entries: [...(was?.entries ?? []), ...page.entries], next: page.next }));
    } catch (problem) {
      setError(problem instanceof Error ? problem : new Error(String(problem)));
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      {entries.length === 0 ? (
        <Empty title={t(isNarrowed(query) ? 'log.noneFits' : 'log.none')} />
      ) : (
        <LogTable entries={entries} />
      )}
      {error && <ErrorNotice error={error} />}
      {next !== null && (
        <p>
          <Button className="button" isDisabled={busy} onPress={() => void more()}>
            {t('log.older')}
          </Button>
        </p>
      )}
    </>
  );
}

function isNarrowed({ clause, actor, kind }: LogQuery): boolean {
  return clause !== undefined || actor !== undefined || kind !== undefined;
}

const columns = ['number', 'what', 'who', 'object', 'when', 'fingerprint'] as const;

function LogTable({ entries }: { readonly entries: readonly LogEntryView[] }) {
  const agreement = useAgreement();
  const label = (column: (typeof columns)[number]) => ({ 'data-label': t(`log.${column}`) });
  return (
    <table className="board log-table" role="table" aria-label={t('log.title')}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column} role="columnheader" scope="col">
              {t(`log.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {entries.map((entry) => (
          <tr key={entry.version} role="row">
            <td role="cell" {...label('number')} className="log-number">
              {formatNumber(entry.version)}
            </td>
            <th role="rowheader" scope="row">
              <SaidText text={entry.sentence} plain />
            </th>
            <td role="cell" {...label('who')}>
              <SaidText text={nameOfActor(entry)} plain />
              {entry.actor && entry.actor.capacity !== entry.actor.name && (
                <span className="hint">{entry.actor.capacity}</span>
              )}
            </td>
            <td role="cell" {...label('object')} className={entry.clause ? undefined : 'is-nothing'}>
              {entry.clause ? (
                <Link href={`/i/${agreement.id}/review/${entry.clause.clause}`}>
                  {fullName(agreement, entry.clause)}
                </Link>
              ) : (
                '–'
              )}
            </td>
            <td role="cell" {...label('when')}>
              <Instant at={entry.at} />
            </td>
            <td
              role="cell"
              {...label('fingerprint')}
              className={entry.hash === null ? 'is-nothing' : undefined}
            >
              {entry.hash === null ? '–' : <Fingerprint hash={entry.hash} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function nameOfActor({ actor }: LogEntryView): string {
  return actor?.name ?? t('log.system');
}

/** `silence-broken` → `Silence broken`, unless the catalogue has better words. */
function kindOf(type: string): string {
  const key = `event.${type}`;
  if (hasMessage(key)) return tDynamic(key);
  const words = type.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function Exports({ query }: { readonly query: LogQuery }) {
  const { id, view } = useAgreement();
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const whole = Object.fromEntries(Object.entries(query).filter(([name]) => name !== 'limit')) as LogQuery;
  const save = (name: string, make: () => Promise<Blob>) => {
    setBusy(true);
    setError(null);
    make()
      .then((blob) => download(blob, name))
      .catch((problem: unknown) => setError(problem instanceof Error ? problem : new Error(String(problem))))
      .finally(() => setBusy(false));
  };
  const name = `${view.facts.shortTitle} log`;
  return (
    <div className="actions">
      <Button
        className="button"
        isDisabled={busy}
        onPress={() => save(`${name}.csv`, () => logTable(id, whole))}
      >
        <Download aria-hidden="true" />
        {t('log.csv')}
      </Button>
      <Button
        className="button"
        isDisabled={busy}
        onPress={() => save(`${name}.json`, () => allAsJson(id, whole))}
      >
        <Download aria-hidden="true" />
        {t('log.json')}
      </Button>
      {error && <ErrorNotice error={error} />}
    </div>
  );
}

async function allAsJson(id: string, query: LogQuery): Promise<Blob> {
  const entries: LogEntryView[] = [];
  for (let before: number | null | undefined; before !== null;) {
    const page: LogView = await log(id, {
      ...query,
      limit: pageLength,
      ...(before === undefined ? {} : { before }),
    });
    entries.push(...page.entries);
    before = page.next;
  }
  return new Blob([`${JSON.stringify(entries, null, 2)}\n`], { type: 'application/json' });
}

function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The download has its own hold on the bytes once it has begun.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
