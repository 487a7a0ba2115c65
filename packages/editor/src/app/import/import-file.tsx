/** Import: drop or choose a file, follow it, see what was not taken over as it stood, open the agreement. */
import { FileUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { DropZone } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Label } from 'react-aria-components/Label';
import { ProgressBar } from 'react-aria-components/ProgressBar';
import { Link } from 'wouter';
import type { ImportView } from '../../frames/views.ts';
import { importFile, importProgress } from '../api/endpoints.ts';
import { RequestFailed } from '../api/problem.ts';
import { formatNumber, t } from '../messages/messages.ts';
import { useSession } from '../session.tsx';
import { Shell } from '../shell/shell.tsx';
import { announce } from '../shell/announcer.tsx';
import { ErrorNotice } from '../ui/states.tsx';
import { progressOf } from './progress.ts';
import '../messages/office.ts';

type Step =
  | { readonly kind: 'choose' }
  | { readonly kind: 'sending'; readonly name: string }
  | { readonly kind: 'following'; readonly name: string; readonly view: ImportView }
  | { readonly kind: 'failed'; readonly error: Error };

const pollMs = 300;
export function ImportFile() {
  const session = useSession();
  const [step, setStep] = useState<Step>({ kind: 'choose' });
  const abort = useRef<AbortController | null>(null);
  const limit = session.data?.importLimit ?? Number.POSITIVE_INFINITY;
  useEffect(() => () => abort.current?.abort(), []);

  const start = async (file: File) => {
    abort.current?.abort();
    const controller = new AbortController();
    abort.current = controller;
    if (file.size > limit) {
      setStep({ kind: 'failed', error: tooLarge(file, limit) });
      return;
    }
    setStep({ kind: 'sending', name: file.name });
    try {
      let view = await importFile(file, controller.signal);
      for (;;) {
        if (controller.signal.aborted) return;
        setStep({ kind: 'following', name: file.name, view });
        if (view.state !== 'working') break;
        await new Promise((resolve) => setTimeout(resolve, pollMs));
        view = await importProgress(view.id, controller.signal);
      }
      if (view.state === 'done') {
        announce(t('import.done', { count: view.clauses }));
        session.refresh();
      }
    } catch (error) {
      if (controller.signal.aborted) return;
      setStep({ kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
    }
  };
  const again = () => setStep({ kind: 'choose' });

  return (
    <Shell title={t('import.title')}>
      <div className="column">
        <h1>{t('import.title')}</h1>
        {session.data && !session.data.convener ? (
          <p>{t('import.notYours')}</p>
        ) : (
          <>
            {step.kind === 'failed' && <ErrorNotice error={step.error} />}
            {step.kind === 'following' && step.view.state === 'failed' && (
              <ErrorNotice
                error={new RequestFailed({ kind: 'problem', problem: step.view.problem, retryAfter: null })}
              />
            )}
            {(step.kind === 'choose' ||
              step.kind === 'failed' ||
              (step.kind === 'following' && step.view.state === 'failed')) && (
              <Chooser limit={limit} onFile={(file) => void start(file)} />
            )}
            {step.kind === 'sending' && <Progress name={step.name} stage={t('import.stage.sending')} />}
            {step.kind === 'following' && step.view.state === 'working' && (
              <Progress
                name={step.name}
                stage={t(`import.stage.${step.view.stage}`)}
                value={progressOf(step.view)}
              />
            )}
            {step.kind === 'following' && step.view.state === 'done' && (
              <Done view={step.view} onAgain={again} />
            )}
          </>
        )}
      </div>
    </Shell>
  );
}

function tooLarge(file: File, limit: number): Error {
  return new RequestFailed({
    kind: 'problem',
    retryAfter: null,
    problem: {
      type: 'too-large',
      title: t('import.tooLarge'),
      status: 413,
      code: 'too-large',
      detail: t('import.tooLargeDetail', {
        name: file.name,
        size: megabytes(file.size),
        limit: megabytes(limit),
      }),
    },
  });
}

function megabytes(bytes: number): string {
  return formatNumber(Math.round((bytes / (1024 * 1024)) * 10) / 10);
}

function Chooser({ limit, onFile }: { readonly limit: number; readonly onFile: (file: File) => void }) {
  return (
    <>
      <DropZone
        className="drop-zone"
        aria-label={t('import.drop')}
        onDrop={(event) => {
          const dropped = event.items.find((item) => item.kind === 'file');
          if (dropped?.kind === 'file') void dropped.getFile().then(onFile);
        }}
      >
        <FileUp aria-hidden="true" />
        <p>{t('import.drop')}</p>
        <FileTrigger
          onSelect={(files) => {
            const file = files?.[0];
            if (file) onFile(file);
          }}
        >
          <Button className="button button-primary">{t('import.choose')}</Button>
        </FileTrigger>
      </DropZone>
      <p className="hint">
        {t('import.formats')} {Number.isFinite(limit) && t('import.limit', { limit: megabytes(limit) })}
      </p>
    </>
  );
}

function Progress({
  name,
  stage,
  value,
}: {
  readonly name: string;
  readonly stage: string;
  readonly value?: number;
}) {
  return (
    <ProgressBar
      className="progress"
      {...(value === undefined ? { isIndeterminate: true } : { value: value * 100 })}
    >
      {({ percentage, valueText }) => (
        <>
          <Label>{t('import.working', { name })}</Label>
          <span className="hint">
            {stage} {valueText}
          </span>
          <div className="progress-track">
            <div
              className={percentage === undefined ? 'progress-fill is-indeterminate' : 'progress-fill'}
              style={percentage === undefined ? undefined : { inlineSize: `${percentage}%` }}
            />
          </div>
        </>
      )}
    </ProgressBar>
  );
}

function Done({
  view,
  onAgain,
}: {
  readonly view: Extract<ImportView, { state: 'done' }>;
  readonly onAgain: () => void;
}) {
  return (
    <section aria-labelledby="imported">
      <h2 id="imported">{t('import.done', { count: view.clauses })}</h2>
      <p className="actions">
        <Link className="button button-primary" href={`/i/${view.agreement}/text`}>
          {t('import.open')}
        </Link>
        <Button className="button" onPress={onAgain}>
          {t('import.another')}
        </Button>
      </p>
      {view.remarks.length === 0 ? (
        <p>{t('import.noRemarks')}</p>
      ) : (
        <>
          <h3>{t('import.remarks', { count: view.remarks.length })}</h3>
          <ul className="remarks">
            {view.remarks.map((remark, at) => (
              <li key={at}>
                <code>{remark.where}</code> {remark.sentence}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
