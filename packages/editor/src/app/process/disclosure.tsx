/**
 * Who may know and read what, and what the public sees: both are set here, and both show what they would do before they
 * are done. The public page is shown whole, as it would be, before it is published.
 */
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Form } from 'react-aria-components/Form';
import type { Circle, Command, PublicationPolicy } from '@travaux/workflow/agreement';
import type { PublicationView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { rootPath } from '../api/base.ts';
import { previewCommand, previewPublication, publication } from '../api/endpoints.ts';
import { useResource } from '../api/resource.ts';
import { t } from '../messages/messages.ts';
import { nameOf } from '../outline.ts';
import { Choice, Field, LongField } from '../ui/field.tsx';
import { ErrorNotice, Loaded } from '../ui/states.tsx';
import { CircleField } from './circle-field.tsx';
import { draftOf, PublicationRules, rulesOf } from './publication-rules.tsx';

type Shown = { readonly effects: readonly string[]; readonly html?: string };

export function Disclosure() {
  return (
    <>
      <section aria-labelledby="confidentiality">
        <h2 id="confidentiality">{t('disclosure.confidentiality')}</h2>
        <p className="hint">{t('disclosure.confidentialityMeans')}</p>
        <Confidentiality />
      </section>
      <section aria-labelledby="publication">
        <h2 id="publication">{t('disclosure.publication')}</h2>
        <p className="hint">{t('disclosure.publicationMeans')}</p>
        <Publication />
      </section>
    </>
  );
}

/** Shows what a command would do, and then does it. */
function useWouldDo() {
  const agreement = useAgreement();
  const [shown, setShown] = useState<Shown | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const attempt = async (what: () => Promise<Shown | null>) => {
    setError(null);
    try {
      setShown(await what());
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    }
  };
  return {
    shown,
    error,
    show: (what: () => Promise<Shown>) => attempt(what),
    forget: () => setShown(null),
    effectsOf: async (command: Command): Promise<Shown> => {
      const { effects } = await previewCommand(agreement.id, agreement.view.version, command);
      return { effects: effects.map(({ sentence }) => sentence) };
    },
    act: (command: Command, done?: () => void) =>
      attempt(async () => {
        const outcome = await agreement.execute(command);
        if (outcome.kind === 'failed') throw outcome.error;
        if (outcome.kind === 'conflict') throw new Error(t('disclosure.changed'));
        done?.();
        return null;
      }),
  };
}

function Confidentiality() {
  const { view, labels } = useAgreement();
  const [element, setElement] = useState(view.elements[0]?.id ?? '');
  if (view.elements.length === 0) return <p className="hint">{t('text.empty')}</p>;
  const known = view.confidential.find((one) => one.element === element);
  return (
    <>
      <Choice
        label={t('disclosure.element')}
        value={element}
        onChange={setElement}
        options={view.elements.map((one) => ({ value: one.id, label: nameOf(one, labels) }))}
        description={known?.sentence ?? t('disclosure.openToAll')}
      />
      <ConfidentialityForm
        key={`${element} ${JSON.stringify(known?.set)}`}
        element={element}
        set={known?.set ?? null}
      />
    </>
  );
}

const everybody: Circle = { kind: 'public' };

function ConfidentialityForm({
  element,
  set,
}: {
  readonly element: string;
  /** What is set now. */
  readonly set: { readonly knownTo: Circle; readonly readBy: Circle } | null;
}) {
  const { shown, error, show, forget, effectsOf, act } = useWouldDo();
  const [knownTo, setKnownTo] = useState(set?.knownTo ?? everybody);
  const [readBy, setReadBy] = useState(set?.readBy ?? everybody);
  const command: Command = { type: 'set-confidentiality', element, knownTo, readBy };
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (shown) void act(command);
        else void show(() => effectsOf(command));
      }}
    >
      <CircleField
        label={t('disclosure.knownTo')}
        description={t('disclosure.knownToMeans')}
        circle={knownTo}
        onChange={(circle) => {
          forget();
          setKnownTo(circle);
        }}
      />
      <CircleField
        label={t('disclosure.readBy')}
        circle={readBy}
        onChange={(circle) => {
          forget();
          setReadBy(circle);
        }}
      />
      <Effects shown={shown} error={error} />
      <Button type="submit" className="button">
        {shown ? t('disclosure.set') : t('disclosure.preview')}
      </Button>
    </Form>
  );
}

function Publication() {
  const { id } = useAgreement();
  const resource = useResource(`${id} publication`, (signal) => publication(id, signal));
  return (
    <Loaded resource={resource}>
      {(view) => <PublicationForm key={JSON.stringify(view.policy)} view={view} refresh={resource.refresh} />}
    </Loaded>
  );
}

function PublicationForm({
  view,
  refresh,
}: {
  readonly view: PublicationView;
  readonly refresh: () => void;
}) {
  const agreement = useAgreement();
  const { shown, error, show, forget, act } = useWouldDo();
  const [said, setSaid] = useState<Omit<PublicationPolicy, 'rules'>>(
    view.policy ?? { slug: '', summary: '', participation: '' },
  );
  const [draft, setDraft] = useState(draftOf(view.policy?.rules ?? []));
  const rules = rulesOf(draft);
  const policy: PublicationPolicy = { ...said, rules: rules ?? [] };
  const change = (part: Partial<typeof said>) => {
    forget();
    setSaid({ ...said, ...part });
  };
  const clauses = agreement.view.elements.flatMap((one) => (one.kind === 'clause' ? [one.id] : []));
  const closed = new Set(agreement.view.confidential.map(({ element }) => element));
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (shown) void act({ type: 'set-publication', policy }, refresh);
        else void show(() => previewPublication(agreement.id, policy));
      }}
    >
      {view.slug !== null && (
        <p>
          <a href={`${rootPath()}p/${view.slug}`}>{t('disclosure.page')}</a>
        </p>
      )}
      <Field
        label={t('disclosure.slug')}
        value={said.slug}
        onChange={(slug) => change({ slug })}
        description={t('disclosure.slugMeans')}
        required
      />
      <LongField
        label={t('disclosure.summary')}
        value={said.summary}
        onChange={(summary) => change({ summary })}
        required
      />
      <LongField
        label={t('disclosure.participation')}
        value={said.participation}
        onChange={(participation) => change({ participation })}
      />
      <PublicationRules
        draft={draft}
        onChange={(changed) => {
          forget();
          setDraft(changed);
        }}
      />
      <Effects shown={shown} error={error} />
      <Button type="submit" className="button" isDisabled={rules === null}>
        {shown ? t('disclosure.publish') : t('disclosure.previewPage')}
      </Button>{' '}
      {view.policy !== null && (
        <>
          <Button
            className="button"
            onPress={() => {
              const open = clauses.filter((clause) => !closed.has(clause));
              void act({ type: 'publish-texts', clauses: open }, refresh);
            }}
          >
            {t('disclosure.publishTexts')}
          </Button>{' '}
          <Button
            className="button"
            onPress={() => void act({ type: 'set-publication', policy: null }, refresh)}
          >
            {t('disclosure.takeDown')}
          </Button>
        </>
      )}
    </Form>
  );
}

function Effects({ shown, error }: { readonly shown: Shown | null; readonly error: Error | null }) {
  return (
    <div role="status">
      {error && <ErrorNotice error={error} />}
      {shown && (
        <>
          <h3>{t('disclosure.effects')}</h3>
          <ul className="effects-list">
            {shown.effects.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          {shown.html !== undefined && (
            <iframe
              className="page-preview"
              title={t('disclosure.pagePreview')}
              sandbox="allow-same-origin"
              srcDoc={shown.html}
            />
          )}
        </>
      )}
    </div>
  );
}
