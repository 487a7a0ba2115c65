/**
 * One act, from the offer to the record: what it is on (the exact words, with the fingerprint that this browser
 * computes of them), in which capacity, what the person says, and what will happen, told by the server beforehand.
 */
import { ArrowRight, CircleAlert } from 'lucide-react';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Form } from 'react-aria-components/Form';
import type { ActField, ActView, ClauseCourseView, CoursesView, EffectView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { previewCommand } from '../api/endpoints.ts';
import { statusOf } from '../api/problem.ts';
import { t, tDynamic } from '../messages/messages.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Choice } from '../ui/field.tsx';
import { ErrorNotice } from '../ui/states.tsx';
import { asked, begun, commandOf, isComplete, isGiven, offerKey, type ActValues } from './act.ts';
import { ActFieldInput } from './act-fields.tsx';
import { useCourses } from './live.ts';
import { WholeFingerprint } from './fingerprint.tsx';
import { fullName } from './names.ts';
import { Failed } from '../passkeys/failed.tsx';
import { signSignOff, usableHere } from '../passkeys/passkey.ts';
import { SignWithPasskey } from '../passkeys/sign-with.tsx';
import { Reading, useOwnHash } from './reading.tsx';
import { ParkFirst } from './park-first.tsx';
import { useAct, type Offered } from './use-act.ts';
import './acts.css';

/** Acts by which somebody decides on words: the words are in the dialog. */
const onWords: readonly ActView['type'][] = [
  'sign-off',
  'confirm-ad-referendum',
  'cast-vote',
  'give-opinion',
  'break-silence',
  'open-silence-notice',
  'take-decision',
];

/** Fields of which no preview can be made before they are given. */
const shaping: readonly ActField[] = [
  'act',
  'opinion',
  'vote',
  'to',
  'by',
  'extent',
  'recused',
  'passes',
  'clauses',
];

export function ActDialog({
  act,
  isOffered = true,
  others = [],
  onOther,
  view,
  offered,
  onClose,
  onDone,
}: {
  readonly act: ActView;
  /** False when it was offered as the dialog opened, and is no longer. */
  readonly isOffered?: boolean;
  /** Offers of the same kind, this one among them, to choose from. */
  readonly others?: readonly ActView[];
  readonly onOther?: (act: ActView) => void;
  /** Of the clause that the act is on; null for acts on the agreement as a whole. */
  readonly view: ClauseCourseView | null;
  readonly offered: Offered;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}) {
  const agreement = useAgreement();
  const [values, setValues] = useState<ActValues>(() => begun(act));
  const onChange = useCallback(
    (field: ActField, value: unknown) => setValues((was) => ({ ...was, [field]: value })),
    [],
  );
  const sending = useAct(offered);
  const [withPasskey, setWithPasskey] = useState(false);
  const [signing, setSigning] = useState<'asking' | Error | null>(null);
  const send = async () => {
    const command = commandOf(act, values);
    const keys = withPasskey ? usableHere(act.passkeys) : [];
    if (command.type !== 'sign-off' || keys.length === 0) return sending.send(act, command);
    setSigning('asking');
    try {
      const statement = await signSignOff(agreement.id, command, keys);
      setSigning(null);
      return await sending.send(act, { ...command, statement });
    } catch (error) {
      setSigning(error instanceof Error ? error : new Error(String(error)));
      return false;
    }
  };
  const words = view !== null && onWords.includes(act.type) ? (view.packet ?? view.text) : null;
  const own = useOwnHash(words?.text);
  const bound = boundHash(act);
  const sameWords =
    words === null || (own !== null && own === words.hash && (bound === null || bound === own));
  const preview = usePreview(act, values, offered.version, sameWords);
  const [opened] = useState(words?.hash ?? null);
  const changed = words !== null && opened !== null && words.hash !== opened;
  const ready = isOffered && isComplete(act, values) && sameWords;
  const board = useCourses().data;
  const place = view === null ? null : fullName(agreement, view.summary);

  return (
    <Dialog title={actTitle(act)} onClose={onClose} wide={words !== null}>
      <Form
        className="act-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready) return;
          void send().then((done) => {
            if (!done) return;
            onClose();
            onDone?.();
          });
        }}
      >
        <dl className="act-facts">
          {place !== null && <Fact term={t('act.on')}>{place}</Fact>}
          {others.length < 2 && (act.on || aboutName(act, board)) && (
            <Fact term={t('act.of')}>{act.on?.name ?? aboutName(act, board)}</Fact>
          )}
          {act.as && <Fact term={t('act.as')}>{act.as.name}</Fact>}
          {words && (
            <Fact term={t('act.fingerprint')}>
              <WholeFingerprint hash={own ?? words.hash} />
            </Fact>
          )}
        </dl>
        {others.length > 1 && onOther && (
          <Choice
            label={t(act.on || aboutName(act, board) ? 'act.of' : 'act.as')}
            value={offerKey(act)}
            onChange={(key) => {
              const other = others.find((one) => offerKey(one) === key);
              if (other) onOther(other);
            }}
            options={others.map((one) => ({
              value: offerKey(one),
              label:
                [one.on?.name, aboutName(one, board), one.as?.name].filter(Boolean).join(' · ') ||
                actTitle(one),
            }))}
          />
        )}
        {words && (
          <section aria-label={t('act.words')} className="act-words" tabIndex={0}>
            {words.text && view ? (
              <Reading clause={view.summary.clause} text={words.text} />
            ) : (
              <p>{t('act.wordsGone')}</p>
            )}
          </section>
        )}
        {!isOffered && <Warning>{t('act.gone')}</Warning>}
        {isOffered && !sameWords && <Warning>{t('act.otherWords')}</Warning>}
        {isOffered && changed && <Warning>{t('act.changed')}</Warning>}
        {asked(act).map((field) => (
          <ActFieldInput
            key={field}
            field={field}
            act={act}
            view={view}
            values={values}
            onChange={onChange}
          />
        ))}
        {act.type === 'sign-off' && (
          <SignWithPasskey keys={act.passkeys} value={withPasskey} onChange={setWithPasskey} />
        )}
        <Effects preview={preview} />
        {signing instanceof Error && <Failed error={signing} />}
        {signing === 'asking' && <p role="status">{t('passkey.signing')}</p>}
        {sending.state.kind === 'failed' && <ErrorNotice error={sending.state.error} />}
        {sending.state.kind === 'failed' && view !== null && act.type === 'send-clause' && (
          <ParkFirst clause={view.summary.clause} error={sending.state.error} onParked={offered.refresh} />
        )}
        {sending.state.kind === 'conflict' && <Warning>{t('act.conflict')}</Warning>}
        <div className="dialog-actions">
          <Button className="button" onPress={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            className={`button ${isGrave(act) ? 'button-danger' : 'button-primary'}`}
            type="submit"
            isDisabled={!ready || signing === 'asking' || sending.state.kind === 'busy'}
          >
            {tDynamic(`act.do.${act.type}`)}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

function Warning({ children }: { readonly children: string }) {
  return (
    <div className="notice notice-error" role="alert">
      <CircleAlert aria-hidden="true" />
      <p>{children}</p>
    </div>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** `Sign off for Torvald`: the act, and for whom. */
export function actTitle(act: ActView): string {
  return tDynamic(`act.name.${act.type}`);
}

/** The package or the route that the act is on. */
function aboutName({ command }: ActView, board: CoursesView | undefined): string | null {
  return (
    board?.packages.find(({ id }) => id === command.package)?.name ??
    board?.routes.find(({ route }) => route.id === command.route)?.route.name ??
    null
  );
}

/** What cannot be taken back by those who do it. */
function isGrave(act: ActView): boolean {
  return ['withdraw-clause', 'adopt-agreement', 'return-clause', 'dissolve-package', 'retire-route'].includes(
    act.type,
  );
}

/** The hash that the act binds to. */
function boundHash(act: ActView): string | null {
  const { seen, hash } = act.command as { seen?: { hash?: unknown }; hash?: unknown };
  const bound = seen?.hash ?? hash;
  return typeof bound === 'string' ? bound : null;
}

type Preview =
  | { readonly kind: 'none' }
  | { readonly kind: 'working' }
  | { readonly kind: 'there'; readonly effects: readonly EffectView[] }
  | { readonly kind: 'refused'; readonly error: Error };

const typingPause = 350;

/** Asks the server what would happen, once what shapes it is given; words that are still to come are stood in for. */
function usePreview(act: ActView, values: ActValues, version: number, sameWords: boolean): Preview {
  const { id } = useAgreement();
  const [preview, setPreview] = useState<{ readonly key: string; readonly of: Preview }>({
    key: '',
    of: { kind: 'none' },
  });
  const known = asked(act).every((field) => !shaping.includes(field) || isGiven(field, values[field]));
  const filled: ActValues = {
    ...Object.fromEntries(
      asked(act)
        .filter((field) => !shaping.includes(field))
        .map((field) => [field, stand[field]]),
    ),
    ...Object.fromEntries(
      Object.entries(values).filter(
        ([field, value]) => value !== undefined && !(value === '' && field in stand),
      ),
    ),
  };
  const complete = known && sameWords && Object.values(filled).every((value) => value !== undefined);
  const key = complete ? JSON.stringify([version, commandOf(act, filled)]) : '';

  useEffect(() => {
    if (key === '') return undefined;
    const abort = new AbortController();
    const [at, command] = JSON.parse(key) as [number, ReturnType<typeof commandOf>];
    const timer = setTimeout(() => {
      previewCommand(id, at, command, abort.signal).then(
        ({ effects }) => setPreview({ key, of: { kind: 'there', effects } }),
        (error: unknown) => {
          if (abort.signal.aborted) return;
          // Another version: what offered the act is being read anew, and so will this be.
          if (statusOf(error) === 412) setPreview({ key, of: { kind: 'none' } });
          else
            setPreview({
              key,
              of: { kind: 'refused', error: error instanceof Error ? error : new Error(String(error)) },
            });
        },
      );
    }, typingPause);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [id, key]);
  if (key === '') return { kind: 'none' };
  // What was foreseen a moment ago stays until the new comes, so that nothing jumps while one types.
  return preview.key === key || preview.of.kind === 'there' ? preview.of : { kind: 'working' };
}

/** What stands for words that are not written yet. */
const stand: Partial<Record<ActField, unknown>> = {
  reason: '…',
  text: '…',
  name: '…',
  title: '…',
  meeting: '…',
  channel: '…',
};

function Effects({ preview }: { readonly preview: Preview }) {
  if (preview.kind === 'none') return null;
  return (
    <section className="effects" aria-label={t('effects.title')} aria-live="polite">
      <h3>{t('effects.title')}</h3>
      {preview.kind === 'working' && <p className="hint">{t('effects.working')}</p>}
      {preview.kind === 'refused' && <ErrorNotice error={preview.error} />}
      {preview.kind === 'there' &&
        (preview.effects.length === 0 ? (
          <p className="hint">{t('effects.none')}</p>
        ) : (
          <ul>
            {preview.effects.map(({ kind, sentence }, at) => (
              <li key={at} className={`effect effect-${kind}`}>
                <ArrowRight aria-hidden="true" />
                {sentence}
              </li>
            ))}
          </ul>
        ))}
    </section>
  );
}
