/** The plain summary of one page: who must do what by when, and gets what. */
import { useMemo } from 'react';
import { summaryOf, type SummaryLine } from '@travaux/workflow/compliance';
import { t } from '../messages/messages.ts';
import type { TabProps } from './consequences-screen.tsx';

export function SummaryTab({ of: { terms, schedule } }: TabProps) {
  const summary = useMemo(() => summaryOf(terms, schedule), [terms, schedule]);
  return (
    <article className="plain-summary">
      <h2>{summary.title}</h2>
      <Lines of={summary.opening} />
      {summary.parties.map(({ party, name, does, gets }) => (
        <section key={party}>
          <h3>{name}</h3>
          {does.length > 0 && <h4>{t('consequences.does')}</h4>}
          <Lines of={does} />
          {gets.length > 0 && <h4>{t('consequences.gets')}</h4>}
          <Lines of={gets} />
        </section>
      ))}
      {summary.ifItGoesWrong.length > 0 && <h3>{t('consequences.wrong')}</h3>}
      <Lines of={summary.ifItGoesWrong} />
      {summary.end.length > 0 && <h3>{t('consequences.end')}</h3>}
      <Lines of={summary.end} />
    </article>
  );
}

function Lines({ of }: { readonly of: readonly SummaryLine[] }) {
  if (of.length === 0) return null;
  return (
    <ul>
      {of.map(({ term, sentence }) => (
        <li key={term}>{sentence}</li>
      ))}
    </ul>
  );
}
