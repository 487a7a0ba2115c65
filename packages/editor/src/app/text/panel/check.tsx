/**
 * What the linter finds in the text, by clause, the gravest first. Choosing one leads to its words; what can be mended
 * by one change is mended by a button. A list of buttons: arrows go from finding to finding, Tab to what mends it.
 */
import { AlertTriangle, CircleX, Info, Wrench } from 'lucide-react';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { Button } from 'react-aria-components/Button';
import { Checkbox } from 'react-aria-components/Checkbox';
import type { Severity } from '@travaux/workflow/lint';
import { useAgreement } from '../../agreement.tsx';
import { t } from '../../messages/messages.ts';
import { announce } from '../../shell/announcer.tsx';
import { Empty, Skeleton } from '../../ui/states.tsx';
import { useWatched } from '../../ui/watch.ts';
import type { CheckedFinding } from '../check-engine.ts';
import { SetAsideDialog } from './set-aside-dialog.tsx';
import type { TextCheck } from '../text-check.ts';
import '../../messages/checking.ts';

const shownAtOnce = 300;
const gravity: Record<Severity, number> = { error: 0, warning: 1, information: 2 };

export function CheckPanel({ check }: { readonly check: TextCheck }) {
  const agreement = useAgreement();
  const { view } = agreement;
  const [asking, setAsking] = useState<CheckedFinding | null>(null);
  const findings = useWatched(check.findings, null);
  const current = useWatched(check.current, null);
  const [errorsOnly, setErrorsOnly] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const groups = useMemo(() => {
    const wanted = (findings ?? []).filter(({ severity }) => !errorsOnly || severity === 'error');
    return byClause(wanted, check.desk.rows.order).slice(0, shownAtOnce);
  }, [findings, errorsOnly, check]);

  if (findings === null)
    return (
      <div className="panel-body" aria-busy="true">
        <p className="hint">{t('check.looking')}</p>
        <Skeleton rows={6} />
      </div>
    );
  if (findings.length === 0) return <Empty title={t('check.none')}>{t('check.noneHint')}</Empty>;
  const count = (severity: Severity) =>
    findings.filter((one) => one.severity === severity && one.setAside === null).length;

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const all = [...(list.current?.querySelectorAll<HTMLElement>('.finding') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    if (at < 0) return;
    event.preventDefault();
    all[at + step]?.focus();
  };

  return (
    <div className="panel-body findings" ref={list} onKeyDown={onKeyDown}>
      <p className="hint" role="status">
        {t('check.summary', {
          errors: t('check.errors', { count: count('error') }),
          warnings: t('check.warnings', { count: count('warning') }),
        })}
      </p>
      <Checkbox className="check" isSelected={errorsOnly} onChange={setErrorsOnly}>
        <span className="check-box" aria-hidden="true" />
        {t('check.showErrors')}
      </Checkbox>
      {groups.map(({ clause, findings: here }) => (
        <section key={clause ?? ''} aria-label={nameOf(check, clause)}>
          <h3 className="finding-place">{nameOf(check, clause)}</h3>
          <ul className="hits">
            {here.map((finding) => (
              <li key={finding.key} className={finding.key === current ? 'is-current' : undefined}>
                <button
                  type="button"
                  className="hit finding"
                  aria-current={finding.key === current || undefined}
                  onClick={() => check.goTo(finding, true)}
                >
                  <span className={`hit-place finding-head is-${finding.severity}`}>
                    <SeverityGlyph severity={finding.severity} /> {t(`check.severity.${finding.severity}`)}{' '}
                    {finding.rule}
                    {finding.term !== null && ` · ${finding.term}`}
                  </span>
                  {finding.setAside === null ? (
                    <span lang="en">{finding.message}</span>
                  ) : (
                    <>
                      <s lang="en">{finding.message}</s>
                      <span className="hint">{t('check.setAside', { reason: finding.setAside })}</span>
                    </>
                  )}
                  {finding.at?.kind === 'words' && (
                    <q className="finding-words" lang={view.facts.language} dir="auto">
                      {finding.at.words}
                    </q>
                  )}
                </button>
                {finding.named && finding.setAside === null && agreement.rights.has('set-errors-aside') && (
                  <Button className="button finding-mend" onPress={() => setAsking(finding)}>
                    {t('check.setAsideDo')}
                  </Button>
                )}
                {finding.fix && check.canMend(finding) && (
                  <Button
                    className="button finding-mend"
                    onPress={() =>
                      check.mend(finding, (done) =>
                        announce(
                          done ? t('check.mended', { label: finding.fix!.label }) : t('check.notMended'),
                        ),
                      )
                    }
                  >
                    <Wrench aria-hidden="true" /> {finding.fix.label}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {asking && <SetAsideDialog finding={asking} onClose={() => setAsking(null)} />}
      {groups.length === shownAtOnce && <p className="hint">{t('check.more', { count: shownAtOnce })}</p>}
    </div>
  );
}

interface Group {
  readonly clause: string | null;
  readonly findings: readonly CheckedFinding[];
}

/** In reading order, what is about the whole agreement first; in a clause the gravest first. */
function byClause(findings: readonly CheckedFinding[], order: readonly string[]): readonly Group[] {
  const groups = new Map<string | null, CheckedFinding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.clause);
    if (group) group.push(finding);
    else groups.set(finding.clause, [finding]);
  }
  const place = new Map(order.map((id, index) => [id, index]));
  const rank = (clause: string | null) => (clause === null ? -1 : (place.get(clause) ?? Infinity));
  return [...groups]
    .map(([clause, here]) => ({
      clause,
      findings: here.toSorted((a, b) => gravity[a.severity] - gravity[b.severity]),
    }))
    .toSorted((a, b) => rank(a.clause) - rank(b.clause));
}

function nameOf(check: TextCheck, clause: string | null): string {
  return clause === null ? t('check.whole') : check.desk.placeOf(clause) || t('element.unnamed');
}

function SeverityGlyph({ severity }: { readonly severity: Severity }) {
  switch (severity) {
    case 'error':
      return <CircleX aria-hidden="true" />;
    case 'warning':
      return <AlertTriangle aria-hidden="true" />;
    case 'information':
      return <Info aria-hidden="true" />;
  }
}
