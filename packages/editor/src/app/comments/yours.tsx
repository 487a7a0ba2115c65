/** An observer's own comments: when one may comment, the receipts, and what became of each. */
import { Button } from 'react-aria-components/Button';
import type { CommentsView, ThreadSummaryView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { clauseName, fullName } from '../course/names.ts';
import { formatDateTime, formatList, t } from '../messages/messages.ts';
import { Empty } from '../ui/states.tsx';
import { SaidText } from './said-text.tsx';
import { stateWords } from './thread-list.tsx';

export function YourComments({
  view,
  threads,
  onOpen,
}: {
  readonly view: CommentsView;
  readonly threads: readonly ThreadSummaryView[];
  readonly onOpen: (thread: string) => void;
}) {
  const agreement = useAgreement();
  const organisations = new Set(view.may.observeFor.map(({ id }) => id));
  const own = threads.filter(({ submission }) => organisations.has(submission?.organisation?.id ?? ''));
  const open = view.windows.filter(
    (window) => window.state === 'open' && organisations.has(window.organisation.id),
  );
  return (
    <section aria-labelledby="yours">
      <h2 id="yours">{t('comments.tab.yours')}</h2>
      {open.length === 0 && <p className="notice">{t('comments.windowClosedFor')}</p>}
      {open.map((window) => (
        <p key={window.id} className="notice">
          {t('comments.windowOpenFor', {
            when: formatDateTime(window.closes),
            scope: window.scope
              ? formatList(window.scope.map(({ name }) => name))
              : t('comments.windowWhole'),
          })}
        </p>
      ))}
      {own.length === 0 ? (
        <Empty title={t('comments.yoursNone')}>
          <p className="hint">{t('comments.noneHint', { key: 'Ctrl+Alt+M' })}</p>
        </Empty>
      ) : (
        <ul className="rows">
          {[...own].reverse().map((thread) => (
            <li key={thread.id} className="row">
              <div>
                <h3>
                  {t('comments.number', { number: thread.submission?.receipt.number ?? 0 })} ·{' '}
                  {fullName(agreement, thread.clause)}
                </h3>
                <p>{thread.excerpt !== null && <SaidText text={thread.excerpt} plain />}</p>
                <p>
                  <strong>{stateWords(thread, false)}</strong>
                  {thread.submission?.disposition && (
                    <>
                      {thread.submission.disposition.where.length > 0 &&
                        ` · ${formatList(thread.submission.disposition.where.map(clauseName))}`}{' '}
                      <SaidText text={answerWords(thread)} plain />
                    </>
                  )}
                </p>
                <p className="hint">
                  {t('comments.receiptIs', {
                    number: thread.submission?.receipt.number ?? 0,
                    when: formatDateTime(thread.submission?.receipt.at ?? thread.openedAt),
                    hash: thread.submission?.receipt.hash ?? '',
                  })}
                </p>
              </div>
              <Button
                className="button"
                aria-label={t('work.goTo', {
                  title: t('comments.number', { number: thread.submission?.receipt.number ?? 0 }),
                })}
                onPress={() => onOpen(thread.id)}
              >
                {t('work.go')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function answerWords({ submission }: ThreadSummaryView): string {
  const given = submission?.disposition?.disposition;
  if (!given) return '';
  return given.kind === 'out-of-scope' ? given.reason : given.note;
}
