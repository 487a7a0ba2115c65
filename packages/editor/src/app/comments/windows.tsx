/** When which organisation may comment on what; and for those who run the process, opening and closing windows. */
import { useState, type FormEvent } from 'react';
import { Button } from 'react-aria-components/Button';
import type { CommentCommand } from '@travaux/workflow/comments';
import type { CommentsView, WindowView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { sendComment } from '../api/endpoints.ts';
import { fullName } from '../course/names.ts';
import { formatDateTime, formatList, t } from '../messages/messages.ts';
import { Checks, Choice, Field, InstantField } from '../ui/field.tsx';
import { Empty, ErrorNotice } from '../ui/states.tsx';
import { useSending } from './composer.tsx';

export function Windows({
  view,
  onChanged,
}: {
  readonly view: CommentsView;
  readonly onChanged: () => void;
}) {
  const [closing, setClosing] = useState<string | null>(null);
  return (
    <section aria-labelledby="windows">
      <h2 id="windows">{t('comments.tab.windows')}</h2>
      {view.windows.length === 0 && <Empty title={t('comments.windowsNone')} />}
      <ul className="rows">
        {view.windows.map((window) => (
          <li key={window.id} className="row">
            <div>
              <h3>
                {window.organisation.name} · {t(`comments.window.${window.state}`)}
              </h3>
              <p>
                {t('comments.windowTimes', {
                  opens: formatDateTime(window.opens),
                  closes: formatDateTime(window.closes),
                })}
                {' · '}
                {window.scope ? formatList(window.scope.map(({ name }) => name)) : t('comments.windowWhole')}
                {window.pseudonymous && ` · ${t('comments.windowPseudonyms')}`}
              </p>
              {window.closedEarly && (
                <p className="hint">{t('comments.windowEarly', { reason: window.closedEarly.reason })}</p>
              )}
              {closing === window.id && (
                <CloseForm
                  window={window}
                  onDone={() => {
                    setClosing(null);
                    onChanged();
                  }}
                />
              )}
            </div>
            {view.may.openWindows && window.state !== 'closed' && closing !== window.id && (
              <Button
                className="button"
                aria-label={`${t('comments.closeWindow')}: ${window.organisation.name}`}
                onPress={() => setClosing(window.id)}
              >
                {t('comments.closeWindow')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {view.may.openWindows && <OpenForm onDone={onChanged} />}
    </section>
  );
}

function CloseForm({ window, onDone }: { readonly window: WindowView; readonly onDone: () => void }) {
  const { id } = useAgreement();
  const sending = useSending();
  const [reason, setReason] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    void sending.run(async () => {
      await sendComment(id, { type: 'close-window', window: window.id, reason: reason.trim() });
      onDone();
    });
  };
  return (
    <form onSubmit={send} className="comment-form">
      <Field
        label={t('comments.closeReason')}
        value={reason}
        onChange={setReason}
        required
        autoFocus
        maxLength={1000}
      />
      {sending.error && <ErrorNotice error={sending.error} />}
      <Button type="submit" className="button" isDisabled={reason.trim() === '' || sending.busy}>
        {t('comments.closeWindow')}
      </Button>
    </form>
  );
}

const day = 86_400_000;

function OpenForm({ onDone }: { readonly onDone: () => void }) {
  const agreement = useAgreement();
  const { organisations, elements } = agreement.view;
  const sending = useSending();
  const [organisation, setOrganisation] = useState(organisations[0]?.id ?? '');
  const [opens, setOpens] = useState(() => new Date().toISOString());
  const [closes, setCloses] = useState(() => new Date(Date.now() + 30 * day).toISOString());
  const [scope, setScope] = useState<readonly string[]>([]);
  const [pseudonymous, setPseudonymous] = useState(false);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const command: CommentCommand = {
      type: 'open-window',
      window: {
        id: crypto.randomUUID(),
        organisation,
        scope: scope.length > 0 ? scope : null,
        opens,
        closes,
        pseudonymous,
      },
    };
    void sending.run(async () => {
      await sendComment(agreement.id, command);
      onDone();
    });
  };
  if (organisations.length === 0) return null;
  return (
    <form onSubmit={send} className="comment-form" aria-label={t('comments.openWindow')}>
      <h3>{t('comments.openWindow')}</h3>
      <Choice
        label={t('comments.organisation')}
        value={organisation}
        onChange={setOrganisation}
        options={organisations.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <InstantField label={t('comments.opens')} value={opens} onChange={setOpens} />
      <InstantField label={t('comments.closes')} value={closes} onChange={setCloses} />
      <Checks
        label={t('comments.scope')}
        values={scope}
        onChange={setScope}
        options={elements
          .filter(({ kind }) => kind !== 'clause')
          .map(({ id, heading }) => ({
            value: id,
            label: fullName(agreement, { clause: id, number: '', heading }),
          }))}
      />
      <label className="check-line">
        <input
          type="checkbox"
          checked={pseudonymous}
          onChange={(event) => setPseudonymous(event.target.checked)}
        />
        {t('comments.allowPseudonyms')}
      </label>
      {sending.error && <ErrorNotice error={sending.error} />}
      <Button
        type="submit"
        className="button button-primary"
        isDisabled={opens === '' || closes === '' || sending.busy}
      >
        {t('comments.openWindow')}
      </Button>
    </form>
  );
}
