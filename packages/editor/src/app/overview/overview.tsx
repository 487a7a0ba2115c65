/** The agreement at a glance: its facts, its parties, its numbers; for an empty agreement, how to begin. */
import { useMemo } from 'react';
import { Link } from 'wouter';
import { useAgreement, type Agreement } from '../agreement.tsx';
import { agreementText, people } from '../api/endpoints.ts';
import { useResource } from '../api/resource.ts';
import { formatNumber, languageName, t } from '../messages/messages.ts';
import { Shell } from '../shell/shell.tsx';
import { initialsOf, partyIds, patternOf } from '../ui/names.ts';
import { ErrorNotice, Loaded, Skeleton } from '../ui/states.tsx';
import { LadderBar } from '../course/ladder-bar.tsx';
import { fullName, zoneOf } from '../course/names.ts';
import { DueTime } from '../course/times.tsx';
import { brokenReferences } from '../text/references.ts';
import { wordCount } from '../text/plain-text.ts';
import '../messages/office.ts';

export function Overview() {
  const agreement = useAgreement();
  const { facts, elements, importReport } = agreement.view;
  const clauses = elements.filter((element) => element.kind === 'clause');
  return (
    <Shell title={facts.shortTitle}>
      <div className="column">
        <p className="eyebrow">{facts.shortTitle}</p>
        <h1 lang={facts.language} dir={facts.direction}>
          {facts.title}
        </h1>
        <p className="hint">
          {[
            languageName(facts.language),
            t('overview.version', { version: agreement.view.version }),
            ...(agreement.view.source
              ? [t('overview.source', { file: agreement.view.source.fileName })]
              : []),
          ].join(' · ')}
        </p>
        {clauses.length === 0 ? (
          <Doors agreement={agreement} />
        ) : (
          <>
            <Numbers agreement={agreement} />
            <Ladder agreement={agreement} />
          </>
        )}
        <Parties agreement={agreement} />
        {importReport.length > 0 && (
          <section aria-labelledby="remarks">
            <details className="remarks">
              <summary>
                <h2 id="remarks">{t('import.remarks', { count: importReport.length })}</h2>
              </summary>
              <ul>
                {importReport.map((remark, at) => (
                  <li key={at}>
                    <code>{remark.where}</code> {remark.sentence}
                  </li>
                ))}
              </ul>
            </details>
          </section>
        )}
      </div>
    </Shell>
  );
}

function Doors({ agreement }: { readonly agreement: Agreement }) {
  const writes = agreement.rights.has('change-outline');
  return (
    <section aria-labelledby="doors">
      <h2 id="doors">{t('overview.empty')}</h2>
      {writes ? (
        <ul className="cards doors">
          <li className="card">
            <h3>{t('overview.doorBlank')}</h3>
            <p>{t('overview.doorBlankHint')}</p>
            <Link className="button button-primary" href={`/i/${agreement.id}/text`}>
              {t('overview.doorBlankOpen')}
            </Link>
          </li>
          <li className="card">
            <h3>{t('overview.doorImport')}</h3>
            <p>{t('overview.doorImportHint')}</p>
            <Link className="button" href="/import">
              {t('work.import')}
            </Link>
          </li>
        </ul>
      ) : (
        <p>{t('overview.emptyReader')}</p>
      )}
    </section>
  );
}

function Numbers({ agreement }: { readonly agreement: Agreement }) {
  const { id, view } = agreement;
  const text = useResource(`${id} text ${view.version}`, (signal) => agreementText(id, signal));
  const persons = useResource(`${id} people ${view.version}`, (signal) =>
    agreement.rights.has('read-people') ? people(id, signal) : Promise.resolve(null),
  );
  const clauses = text.data?.clauses;
  const words = useMemo(
    () => clauses?.reduce((sum, clause) => sum + wordCount(clause.text), 0) ?? 0,
    [clauses],
  );
  const broken = useMemo(
    () => (clauses ? brokenReferences(clauses, agreement.elements).length : 0),
    [clauses, agreement.elements],
  );
  const divisions = view.elements.filter((one) => one.kind === 'article' || one.kind === 'annex').length;
  const here = new Set(persons.data?.accreditations.map((one) => one.person)).size;

  return (
    <section aria-labelledby="numbers">
      <h2 id="numbers" className="visually-hidden">
        {t('overview.numbers')}
      </h2>
      {text.error && !text.data && <ErrorNotice error={text.error} onRetry={text.refresh} />}
      <dl className="figures">
        <div className="card">
          <dt>{t('overview.clauses')}</dt>
          <dd>{formatNumber(view.elements.filter((one) => one.kind === 'clause').length)}</dd>
          <dd className="hint">{t('count.divisions', { count: divisions })}</dd>
        </div>
        <div className="card">
          <dt>{t('overview.words')}</dt>
          <dd>{text.data ? formatNumber(words) : <Skeleton rows={1} />}</dd>
        </div>
        <div className="card">
          <dt>{t('overview.broken')}</dt>
          <dd>{text.data ? formatNumber(broken) : <Skeleton rows={1} />}</dd>
          <dd className="hint">{broken === 0 ? t('overview.noneBroken') : t('overview.seeReferences')}</dd>
        </div>
        <div className="card">
          <dt>{t('overview.people')}</dt>
          <dd>{persons.data ? formatNumber(here) : '–'}</dd>
          <dd className="hint">{t('count.parties', { count: view.parties.length })}</dd>
        </div>
      </dl>
      <p>
        <Link className="button button-primary" href={`/i/${id}/text`}>
          {t('overview.openText')}
        </Link>{' '}
        <Link className="button" href={`/i/${id}/verify`}>
          {t('verify.link')}
        </Link>
      </p>
    </section>
  );
}

/** How far the clauses are agreed, what is under way or outdated, and what is due next. */
function Ladder({ agreement }: { readonly agreement: Agreement }) {
  const { board, id } = agreement;
  return (
    <section aria-labelledby="ladder">
      <h2 id="ladder">{t('ladder.title')}</h2>
      <Loaded resource={board}>
        {(view) => {
          const underWay = view.clauses.filter((one) => one.underWay !== null);
          const outdated = view.clauses.filter((one) => one.outdated !== null);
          const due = underWay
            .flatMap((one) => (one.underWay?.due == null ? [] : [{ one, at: one.underWay.due }]))
            .sort((a, b) => a.at.localeCompare(b.at))
            .slice(0, 5);
          return (
            <>
              {view.adopted === null && <p className="hint">{t('overview.provisional')}</p>}
              <LadderBar clauses={view.clauses} />
              <dl className="figures">
                <div className="card">
                  <dt>{t('overview.underWay')}</dt>
                  <dd>{formatNumber(underWay.length)}</dd>
                  <dd className="hint">
                    <Link href={`/i/${id}/review`}>{t('overview.toReview')}</Link>
                  </dd>
                </div>
                <div className="card">
                  <dt>{t('overview.outdated')}</dt>
                  <dd>{formatNumber(outdated.length)}</dd>
                  <dd className="hint">
                    {outdated.length === 0 ? t('overview.noneOutdated') : t('overview.outdatedMeans')}
                  </dd>
                </div>
              </dl>
              {due.length > 0 && (
                <>
                  <h3>{t('overview.deadlines')}</h3>
                  <ul className="rows">
                    {due.map(({ one, at }) => (
                      <li key={one.clause} className="row">
                        <div>
                          <Link href={`/i/${id}/review/${one.clause}`}>{fullName(agreement, one)}</Link>
                          <p className="hint">{one.underWay?.stage.name}</p>
                        </div>
                        <DueTime at={at} zone={zoneOf(view, one.underWay?.route.id)} />
                      </li>
                    ))}
                  </ul>
                </>
              )}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function Parties({ agreement }: { readonly agreement: Agreement }) {
  const { parties } = agreement.view;
  if (parties.length === 0) return null;
  return (
    <section aria-labelledby="parties">
      <h2 id="parties">{t('people.parties')}</h2>
      <ul className="party-list">
        {parties.map((party) => (
          <li key={party.id}>
            <span className={`avatar ${patternOf(party.id, partyIds(agreement.view))}`} aria-hidden="true">
              {initialsOf(party.name)}
            </span>
            <span>
              {party.name}
              {party.group && <span className="hint">{party.group}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
