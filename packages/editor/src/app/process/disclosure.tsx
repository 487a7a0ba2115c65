/**
 * Who may know and read what, and what the public sees: both are set here, and both show what they would do before they
 * are done. The public page is shown whole, as it would be, before it is published.
 */
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Form } from 'react-aria-components/Form';
import type { Circle, Command, PublicationPolicy, PublishedKind } from '@travaux/workflow/agreement';
import type { PublicationView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { rootPath } from '../api/base.ts';
import { previewCommand, previewPublication, publication } from '../api/endpoints.ts';
import { useResource } from '../api/resource.ts';
import { t } from '../messages/messages.ts';
import { nameOf } from '../outline.ts';
import { Choice, Field, LongField } from '../ui/field.tsx';
import { ErrorNotice, Loaded } from '../ui/states.tsx';

type Shown = { readonly effects: readonly string[]; readonly html?: string };
type Kind = Circle['kind'];

const kinds: readonly Kind[] = ['public', 'participants', 'parties', 'named', 'secretariat'];
const published: readonly PublishedKind[] = ['progress', 'texts', 'decisions', 'milestones', 'comments'];

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
  const { shown, error, show, forget, effectsOf, act } = useWouldDo();
  const [element, setElement] = useState(view.elements[0]?.id ?? '');
  const [knownTo, setKnownTo] = useState<Kind>('public');
  const [readBy, setReadBy] = useState<Kind>('parties');
  const [named, setNamed] = useState<readonly string[]>([]);
  const among = [...view.parties, ...view.bodies];
  const circle = (kind: Kind): Circle => {
    if (kind !== 'named') return { kind };
    const chosen = (all: readonly { readonly id: string }[]) =>
      all.flatMap(({ id }) => (named.includes(id) ? [id] : []));
    return {
      kind,
      parties: chosen(view.parties),
      bodies: chosen(view.bodies),
      organisations: [],
      verifiers: [],
    };
  };
  const command: Command = {
    type: 'set-confidentiality',
    element,
    knownTo: circle(knownTo),
    readBy: circle(readBy),
  };
  const options = kinds.map((kind) => ({ value: kind, label: t(`disclosure.circle.${kind}`) }));
  const changing =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      forget();
      set(value);
    };
  if (view.elements.length === 0) return <p className="hint">{t('text.empty')}</p>;
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (shown) void act(command);
        else void show(() => effectsOf(command));
      }}
    >
      <Choice
        label={t('disclosure.element')}
        value={element}
        onChange={changing(setElement)}
        options={view.elements.map((one) => ({ value: one.id, label: nameOf(one, labels) }))}
        description={view.confidential.find((one) => one.element === element)?.sentence ?? ''}
      />
      <Choice
        label={t('disclosure.knownTo')}
        value={knownTo}
        onChange={changing(setKnownTo)}
        options={options}
        description={t('disclosure.knownToMeans')}
      />
      <Choice
        label={t('disclosure.readBy')}
        value={readBy}
        onChange={changing(setReadBy)}
        options={options}
      />
      {(knownTo === 'named' || readBy === 'named') && (
        <fieldset className="field">
          <legend>{t('disclosure.named')}</legend>
          {among.map(({ id, name }) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={named.includes(id)}
                onChange={(event) => {
                  forget();
                  setNamed(event.target.checked ? [...named, id] : named.filter((one) => one !== id));
                }}
              />{' '}
              {name}
            </label>
          ))}
        </fieldset>
      )}
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
  const [policy, setPolicy] = useState<PublicationPolicy>(
    view.policy ?? { slug: '', summary: '', participation: '', rules: [] },
  );
  const change = (part: Partial<PublicationPolicy>) => {
    forget();
    setPolicy({ ...policy, ...part });
  };
  const delayOf = (kind: PublishedKind) => {
    const rule = policy.rules.find((one) => one.kind === kind);
    return rule ? String(rule.delayHours) : '';
  };
  const setDelay = (kind: PublishedKind, hours: string) => {
    const others = policy.rules.filter((one) => one.kind !== kind);
    const delayHours = Number(hours);
    change({ rules: hours === '' ? others : [...others, { kind, delayHours, within: [] }] });
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
        value={policy.slug}
        onChange={(slug) => change({ slug })}
        description={t('disclosure.slugMeans')}
        required
      />
      <LongField
        label={t('disclosure.summary')}
        value={policy.summary}
        onChange={(summary) => change({ summary })}
        required
      />
      <LongField
        label={t('disclosure.participation')}
        value={policy.participation}
        onChange={(participation) => change({ participation })}
      />
      {published.map((kind) => (
        <Choice
          key={kind}
          label={t(`disclosure.kind.${kind}`)}
          value={delayOf(kind)}
          onChange={(hours) => setDelay(kind, hours)}
          options={[...new Set(['', '0', '1', '24', '168', '720', delayOf(kind)])].map((hours) => ({
            value: hours,
            label: delayWords(hours),
          }))}
        />
      ))}
      <Effects shown={shown} error={error} />
      <Button type="submit" className="button">
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
          <ul>
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

function delayWords(hours: string): string {
  if (hours === '') return t('disclosure.never');
  if (hours === '0') return t('disclosure.atOnce');
  return Number(hours) % 24 === 0
    ? t('disclosure.days', { count: Number(hours) / 24 })
    : t('disclosure.hours', { count: Number(hours) });
}
