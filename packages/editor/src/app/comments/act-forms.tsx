/** The forms in a thread: edit, hide, appeal, rule on an appeal, answer, take up. */
import { useState, type FormEvent, type ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import type { CommentCommand, Disposition, HidingGround } from '@travaux/workflow/comments';
import type { CommentView, Named, ThreadView } from '../../frames/index.ts';
import { useAgreement, type Agreement } from '../agreement.tsx';
import { fullName } from '../course/names.ts';
import { t } from '../messages/messages.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Checks, Choice, LongField, Radios } from '../ui/field.tsx';
import { ErrorNotice } from '../ui/states.tsx';
import { useSending } from './composer.tsx';
import { useSender } from './sender.ts';

interface FormProps<Thread = Pick<ThreadView, 'id' | 'revision'>> {
  readonly thread: Thread;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}
interface CommentFormProps extends FormProps {
  readonly comment: CommentView;
}

const grounds: readonly HidingGround[] = [
  'abusive',
  'personal-data',
  'unlawful',
  'advertising',
  'duplicate',
  'illegible',
];

/** Clauses to choose from, by their whole names. */
function clausesOf(agreement: Agreement) {
  return agreement.view.elements
    .filter(({ kind }) => kind === 'clause')
    .map(({ id, heading }) => ({
      value: id,
      label: fullName(agreement, { clause: id, number: '', heading }),
    }));
}

function ActForm({
  thread,
  onDone,
  onCancel,
  submit,
  command,
  children,
}: FormProps & {
  readonly submit: string;
  /** null: not ready. */
  readonly command: CommentCommand | null;
  readonly children: ReactNode;
}) {
  const sendComment = useSender();
  const sending = useSending();
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!command) return;
    void sending.run(async () => {
      await sendComment(command, thread.revision);
      onDone();
    });
  };
  return (
    <form className="comment-form" onSubmit={send} aria-label={submit}>
      {children}
      {sending.error && <ErrorNotice error={sending.error} />}
      <div className="actions">
        <Button type="submit" className="button button-primary" isDisabled={!command || sending.busy}>
          {submit}
        </Button>
        <Button className="button" onPress={onCancel}>
          {t('comments.cancel')}
        </Button>
      </div>
    </form>
  );
}

const filled = (words: string) => words.trim() !== '';

export function EditForm({ comment, ...props }: CommentFormProps) {
  const [body, setBody] = useState(comment.body ?? '');
  const on = { thread: props.thread.id, comment: comment.id };
  return (
    <ActForm
      {...props}
      submit={t('comments.editSave')}
      command={filled(body) ? { type: 'edit-comment', ...on, body: body.trim() } : null}
    >
      <LongField label={t('comments.body')} value={body} onChange={setBody} autoFocus maxLength={5000} />
    </ActForm>
  );
}

export function HideForm({ comment, ...props }: CommentFormProps) {
  const [ground, setGround] = useState<HidingGround | null>(null);
  const [note, setNote] = useState('');
  const on = { thread: props.thread.id, comment: comment.id };
  return (
    <ActForm
      {...props}
      submit={t('comments.hide')}
      command={ground && { type: 'hide-comment', ...on, ground, note: note.trim() }}
    >
      <p className="hint">{t('comments.hideMeans')}</p>
      <Radios
        label={t('comments.hideGround')}
        value={ground}
        onChange={setGround}
        options={grounds.map((value) => ({ value, label: t(`comments.ground.${value}`) }))}
      />
      <LongField label={t('comments.hideNote')} value={note} onChange={setNote} maxLength={5000} />
    </ActForm>
  );
}

export function AppealForm({ comment, ...props }: CommentFormProps) {
  const [statement, setStatement] = useState('');
  const on = { thread: props.thread.id, comment: comment.id };
  return (
    <ActForm
      {...props}
      submit={t('comments.appeal')}
      command={filled(statement) ? { type: 'appeal-hiding', ...on, statement: statement.trim() } : null}
    >
      <LongField
        label={t('comments.appealStatement')}
        value={statement}
        onChange={setStatement}
        autoFocus
        maxLength={5000}
      />
    </ActForm>
  );
}

export function RulingForm({ comment, ...props }: CommentFormProps) {
  const [ruling, setRuling] = useState<'show' | 'keep' | null>(null);
  const [reason, setReason] = useState('');
  const on = { thread: props.thread.id, comment: comment.id };
  return (
    <ActForm
      {...props}
      submit={t('comments.rule')}
      command={
        ruling && filled(reason)
          ? { type: 'rule-on-appeal', ...on, restored: ruling === 'show', reason: reason.trim() }
          : null
      }
    >
      <Radios
        label={t('comments.rulingIs')}
        value={ruling}
        onChange={setRuling}
        options={[
          { value: 'show', label: t('comments.ruleShow') },
          { value: 'keep', label: t('comments.ruleKeep') },
        ]}
      />
      <LongField label={t('comments.ruleReason')} value={reason} onChange={setReason} maxLength={1000} />
    </ActForm>
  );
}

export function AnswerForm(props: FormProps<ThreadView>) {
  const agreement = useAgreement();
  const { thread } = props;
  const [kind, setKind] = useState<Disposition['kind'] | null>(null);
  const [where, setWhere] = useState<readonly string[]>([thread.clause.clause]);
  const [words, setWords] = useState('');
  const disposition = (): Disposition | null => {
    const said = words.trim();
    switch (kind) {
      case null:
        return null;
      case 'taken-up':
        return where.length > 0 ? { kind, where, note: said } : null;
      case 'noted':
        return { kind, note: said };
      case 'out-of-scope':
        return said === '' ? null : { kind, reason: said };
    }
  };
  const given = disposition();
  return (
    <ActForm
      {...props}
      submit={t('comments.giveAnswer')}
      command={given && { type: 'answer-submission', thread: thread.id, disposition: given }}
    >
      <Radios
        label={t('comments.answerKind')}
        value={kind}
        onChange={setKind}
        options={(['taken-up', 'noted', 'out-of-scope'] as const).map((value) => ({
          value,
          label: t(`comments.answerKind.${value}`),
          hint: t(`comments.answerHint.${value}`),
        }))}
      />
      {kind === 'taken-up' && (
        <Checks
          label={t('comments.answerWhere')}
          values={where}
          onChange={setWhere}
          options={clausesOf(agreement)}
        />
      )}
      {kind !== null && (
        <LongField
          label={t(kind === 'out-of-scope' ? 'comments.answerReason' : 'comments.answerNote')}
          value={words}
          onChange={setWords}
          required={kind === 'out-of-scope'}
          maxLength={kind === 'out-of-scope' ? 1000 : 5000}
        />
      )}
    </ActForm>
  );
}

export function TakeUpForm({
  parties,
  ...props
}: FormProps<ThreadView> & { readonly parties: readonly Named[] }) {
  const agreement = useAgreement();
  const { thread } = props;
  const [party, setParty] = useState(parties[0]?.id ?? '');
  const [where, setWhere] = useState(thread.clause.clause);
  const [words, setWords] = useState(thread.said[0]?.body ?? '');
  const name = parties.find(({ id }) => id === party)?.name ?? '';
  return (
    <ActForm
      {...props}
      submit={t('comments.takeUpFor', { party: name })}
      command={
        filled(words) && party !== ''
          ? { type: 'take-up-wording', thread: thread.id, party, where, words: words.trim() }
          : null
      }
    >
      <p className="hint">{t('comments.takeUpMeans')}</p>
      {parties.length > 1 && (
        <Choice
          label={t('comments.organisation')}
          value={party}
          onChange={setParty}
          options={parties.map((one) => ({ value: one.id, label: one.name }))}
        />
      )}
      <Choice
        label={t('comments.answerWhere')}
        value={where}
        onChange={setWhere}
        options={clausesOf(agreement)}
      />
      <LongField label={t('comments.takeUpWords')} value={words} onChange={setWords} maxLength={5000} />
      <CopyButton text={words} label={t('comments.copyWords')} />
    </ActForm>
  );
}
