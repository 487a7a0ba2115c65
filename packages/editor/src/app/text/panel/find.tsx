/** Find in the whole text, through the server; replace in the clause at hand or in all that are open for editing. */
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Checkbox } from 'react-aria-components/Checkbox';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { SearchField } from 'react-aria-components/SearchField';
import { TextField } from 'react-aria-components/TextField';
import type { SearchHit, SearchView } from '../../../frames/views.ts';
import { useAgreement } from '../../agreement.tsx';
import { search } from '../../api/endpoints.ts';
import { tick } from '../../lobby/checklist.tsx';
import { t } from '../../messages/messages.ts';
import { announce } from '../../shell/announcer.tsx';
import { ErrorNotice, Skeleton } from '../../ui/states.tsx';
import { useWatched } from '../../ui/watch.ts';
import type { TextDesk } from '../text-desk.ts';

const pauseMs = 250;

/** What is selected in the text, where it could be looked for. */
function selectedWords(): string {
  const words = document.getSelection()?.toString().trim() ?? '';
  return words.length <= 200 && !words.includes('\n') ? words : '';
}

interface Result {
  readonly query: string;
  readonly view?: SearchView;
  readonly error?: Error;
}

export function FindPanel({ desk, editable }: { readonly desk: TextDesk; readonly editable: boolean }) {
  const agreement = useAgreement();
  const [query, setQuery] = useState(() => (desk.findAsked.current ? selectedWords() : ''));
  const [replacement, setReplacement] = useState('');
  const [matchCase, setMatchCase] = useState(false);
  const [wholeWords, setWholeWords] = useState(false);
  const [result, setResult] = useState<Result | null>(null);
  const [round, setRound] = useState(0);
  const asked = useWatched(desk.findAsked, null);
  const current = useWatched(desk.current, null);
  const mounted = useWatched(desk.mounted, 0);
  const field = useRef<HTMLInputElement>(null);
  const replaceField = useRef<HTMLInputElement>(null);
  const wanted = query.trim();

  useEffect(
    () =>
      desk.findAsked.subscribe(() => {
        const words = selectedWords();
        if (words !== '') setQuery(words);
      }),
    [desk],
  );
  useEffect(() => {
    if (!asked) return;
    const target = asked.replace && replaceField.current ? replaceField.current : field.current;
    target?.focus();
    target?.select();
  }, [asked]);

  useEffect(() => {
    if (wanted === '') return undefined;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      search(agreement.id, wanted, abort.signal).then(
        (view) => {
          setResult({ query: wanted, view });
          announce(t('find.count', { count: view.total }));
          tick('find');
        },
        (error: unknown) => {
          if (abort.signal.aborted) return;
          setResult({ query: wanted, error: error instanceof Error ? error : new Error(String(error)) });
        },
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [agreement.id, wanted, round]);

  // The open editors show what was found.
  useEffect(() => {
    for (const editor of desk.live.editors()) {
      if (wanted === '') editor.find.clear();
      else editor.find.setQuery(wanted, { matchCase, wholeWords });
    }
  }, [desk, wanted, matchCase, wholeWords, mounted]);
  useEffect(
    () => () => {
      for (const editor of desk.live.editors()) editor.find.clear();
    },
    [desk],
  );

  const openHit = (hit: SearchHit) => {
    desk.goTo(hit.clause, false);
    desk.live.want(hit.clause, (editor) => {
      editor.find.setQuery(wanted, { matchCase, wholeWords });
      editor.find.select(Math.min(hit.index, editor.find.matches.length - 1));
    });
  };
  const replaceIn = (all: boolean) => {
    let count = 0;
    for (const editor of desk.live.editors()) {
      if (!all && editor.clause !== current) continue;
      editor.find.setQuery(wanted, { matchCase, wholeWords });
      count += editor.find.replaceAll(replacement);
    }
    announce(t('find.replaced', { count }));
    setRound((was) => was + 1);
  };

  return (
    <div className="panel-body">
      <SearchField className="field" value={query} onChange={setQuery}>
        <Label>{t('find.query')}</Label>
        <Input ref={field} />
      </SearchField>
      <div className="checks">
        <Checkbox className="check" isSelected={matchCase} onChange={setMatchCase}>
          <span className="check-box" aria-hidden="true" />
          {t('find.case')}
        </Checkbox>
        <Checkbox className="check" isSelected={wholeWords} onChange={setWholeWords}>
          <span className="check-box" aria-hidden="true" />
          {t('find.words')}
        </Checkbox>
      </div>
      {editable && (
        <details className="replace" open={asked?.replace ?? false}>
          <summary>{t('find.replace')}</summary>
          <TextField className="field" value={replacement} onChange={setReplacement}>
            <Label>{t('find.with')}</Label>
            <Input ref={replaceField} />
          </TextField>
          <div className="actions">
            <Button
              className="button"
              isDisabled={wanted === '' || current === null || !desk.live.isLive(current)}
              onPress={() => replaceIn(false)}
            >
              {t('find.inClause')}
            </Button>
            <Button className="button" isDisabled={wanted === ''} onPress={() => replaceIn(true)}>
              {t('find.inOpen')}
            </Button>
          </div>
          <p className="hint">{t('find.openHint')}</p>
        </details>
      )}
      {wanted === '' ? (
        <p className="hint">{t('find.hint')}</p>
      ) : result?.error && result.query === wanted ? (
        <ErrorNotice error={result.error} onRetry={() => setRound((was) => was + 1)} />
      ) : !result?.view ? (
        <Skeleton rows={3} />
      ) : (
        <>
          <p className="hint">{t('find.count', { count: result.view.total })}</p>
          <ol className="hits">
            {result.view.hits.map((hit) => (
              <li key={`${hit.clause} ${hit.index} ${hit.from}`}>
                <button type="button" className="hit" onClick={() => openHit(hit)}>
                  <span className="hit-place">{desk.placeOf(hit.clause)}</span>
                  <span dir="auto" lang={agreement.view.facts.language}>
                    {hit.excerpt.slice(0, hit.from)}
                    <mark>{hit.excerpt.slice(hit.from, hit.to)}</mark>
                    {hit.excerpt.slice(hit.to)}
                  </span>
                </button>
              </li>
            ))}
          </ol>
          {result.view.hits.length < result.view.total && (
            <p className="hint">{t('find.first', { count: result.view.hits.length })}</p>
          )}
        </>
      )}
    </div>
  );
}
