/**
 * Commenting under a pseudonym: draw a credential, blindly, as somebody who is signed in; send a comment with one, as
 * nobody. Credentials and secrets stay in this window's memory and are shown to be kept elsewhere: what a device
 * stores can be found on it. COMMENTS.md of the rules says what this protects from, and what not.
 */
import { useState, type FormEvent } from 'react';
import { Button } from 'react-aria-components/Button';
import type { CommentAccepted, CommentsView, Named } from '../../frames/index.ts';
import type { SubmissionKind } from '@travaux/workflow/comments';
import { useAgreement } from '../agreement.tsx';
import { drawCredentials, submitUnderPseudonym } from '../api/endpoints.ts';
import { fullName } from '../course/names.ts';
import { formatDateTime, t } from '../messages/messages.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Choice, Field, LongField, Radios } from '../ui/field.tsx';
import { ErrorNotice } from '../ui/states.tsx';
import { submissionKinds, useSending } from './composer.tsx';
import { OwnSubmissions } from './own-submissions.tsx';

export function Pseudonym({ view, onDrawn }: { readonly view: CommentsView; readonly onDrawn: () => void }) {
  const { pseudonyms } = view;
  const [secrets, setSecrets] = useState<readonly string[]>([]);
  const keep = (secret: string) =>
    setSecrets((known) => (known.includes(secret) ? known : [...known, secret]));
  return (
    <section aria-labelledby="pseudonym">
      <h2 id="pseudonym">{t('comments.tab.pseudonym')}</h2>
      <p>{t('comments.pseudonymMeans')}</p>
      <p className="notice">{t('comments.pseudonymNot', { holders: pseudonyms.holders })}</p>
      {pseudonyms.holders < pseudonyms.fewest && (
        <p className="notice">{t('comments.pseudonymFew', { fewest: pseudonyms.fewest })}</p>
      )}
      {pseudonyms.publicKey !== null &&
        pseudonyms.draws.map(({ organisation, left }) => (
          <Draw
            key={organisation.id}
            organisation={organisation}
            left={left}
            publicKey={pseudonyms.publicKey!}
            onDrawn={onDrawn}
          />
        ))}
      <Submit onSent={keep} />
      <OwnSubmissions view={view} secrets={secrets} onSecret={keep} />
    </section>
  );
}

function Draw({
  organisation,
  left,
  publicKey,
  onDrawn,
}: {
  readonly organisation: Named;
  readonly left: number;
  readonly publicKey: string;
  readonly onDrawn: () => void;
}) {
  const { id } = useAgreement();
  const sending = useSending();
  const [credential, setCredential] = useState<string | null>(null);
  const [badKey, setBadKey] = useState(false);
  const draw = () =>
    void sending.run(async () => {
      const { blindSerial, finishCredentials } = await import('./credential.ts');
      const drawn = blindSerial(id, bytes(publicKey), random);
      const answer = await drawCredentials(id, organisation.id, [text(drawn.blinded)]);
      try {
        if (answer.publicKey !== publicKey) throw new Error('another key');
        const [made] = finishCredentials(id, [drawn], {
          evaluated: answer.evaluated.map(bytes),
          proof: bytes(answer.proof),
        });
        setCredential(made ?? null);
        setBadKey(false);
      } catch {
        setBadKey(true);
      }
      onDrawn();
    });
  return (
    <div className="comment-form">
      <p className="hint">{t('comments.drawLeft', { count: left, organisation: organisation.name })}</p>
      <Button className="button" isDisabled={left === 0 || sending.busy} onPress={draw}>
        {t('comments.draw')}
      </Button>
      {badKey && <p role="alert">{t('comments.badKey')}</p>}
      {credential !== null && (
        <Kept label={t('comments.credential')} value={credential} hint={t('comments.credentialHint')} />
      )}
      {sending.error && <ErrorNotice error={sending.error} />}
    </div>
  );
}

function Submit({ onSent }: { readonly onSent: (secret: string) => void }) {
  const agreement = useAgreement();
  const clauses = agreement.view.elements.filter(({ kind }) => kind === 'clause');
  const sending = useSending();
  const [credential, setCredential] = useState('');
  const [name, setName] = useState('');
  const [clause, setClause] = useState(clauses[0]?.id ?? '');
  const [kind, setKind] = useState<SubmissionKind | null>(null);
  const [body, setBody] = useState('');
  const [sent, setSent] = useState<{ readonly accepted: CommentAccepted; readonly secret: string } | null>(
    null,
  );
  const ready = [credential, name, body, clause].every((one) => one.trim() !== '') && kind !== null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    const secret = text(random(32));
    void sending.run(async () => {
      const accepted = await submitUnderPseudonym(agreement.id, {
        name: name.trim(),
        secret,
        credential: credential.trim(),
        seen: null,
        command: {
          type: 'open-thread',
          thread: crypto.randomUUID(),
          comment: crypto.randomUUID(),
          clause,
          anchor: null,
          channel: { kind: 'observers' },
          body: body.trim(),
          mentions: [],
          submission: { kind, milestone: null },
        },
      });
      setSent({ accepted, secret });
      onSent(secret);
      setCredential('');
      setBody('');
    });
  };
  return (
    <form className="comment-form" onSubmit={send} aria-label={t('comments.sendPseudonym')}>
      <h3>{t('comments.sendPseudonym')}</h3>
      <Field label={t('comments.credential')} value={credential} onChange={setCredential} maxLength={200} />
      <Field label={t('comments.pseudonymName')} value={name} onChange={setName} maxLength={60} />
      <Choice
        label={t('comments.clause')}
        value={clause}
        onChange={setClause}
        options={clauses.map((one) => ({
          value: one.id,
          label: fullName(agreement, { clause: one.id, number: '', heading: one.heading }),
        }))}
      />
      <Radios
        label={t('comments.kind')}
        value={kind}
        onChange={setKind}
        options={submissionKinds.map((value) => ({ value, label: t(`comments.kind.${value}`) }))}
      />
      <LongField label={t('comments.body')} value={body} onChange={setBody} maxLength={5000} />
      {sending.error && <ErrorNotice error={sending.error} />}
      <Button type="submit" className="button button-primary" isDisabled={!ready || sending.busy}>
        {t('comments.sendPseudonym')}
      </Button>
      {sent?.accepted.receipt && (
        <div role="status">
          <p>
            {t('comments.pseudonymSent', {
              number: sent.accepted.receipt.number,
              when: formatDateTime(sent.accepted.receipt.at),
            })}
          </p>
          <Kept label={t('comments.secret')} value={sent.secret} hint={t('comments.secretHint')} />
        </div>
      )}
    </form>
  );
}

function Kept({
  label,
  value,
  hint,
}: {
  readonly label: string;
  readonly value: string;
  readonly hint: string;
}) {
  return (
    <div className="kept-secret">
      <p>
        {label}: <code>{value}</code> <CopyButton text={value} label={label} />
      </p>
      <p className="hint">{hint}</p>
    </div>
  );
}

function random(length = 32): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}

function text(some: Uint8Array): string {
  return btoa(String.fromCharCode(...some))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function bytes(some: string): Uint8Array {
  const plain = atob(some.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}
