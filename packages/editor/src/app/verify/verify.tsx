/**
 * Check a record: drop a file, and everything in it is checked on this device. Needs neither a session nor a
 * network, and sends nothing anywhere.
 */
import { CircleCheck, CircleSlash, CircleX, Download, FileCheck2, KeyRound } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { DropZone } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import {
  checks,
  parseVerifierKey,
  replayFault,
  sentencesOf,
  stateAfter,
  verifyRecord,
  type Check,
  type Finding,
  type Leaf,
  type Verdict,
  type Verified,
} from '@travaux/workflow/ledger';
import { Link, useParams } from 'wouter';
import { namedPlaces } from '../../document/named-places.ts';
import { apiUrl } from '../api/base.ts';
import { formatDateTime, formatNumber, t } from '../messages/messages.ts';
import { say } from '../messages/verifying.ts';
import { announce } from '../shell/announcer.tsx';
import { Field } from '../ui/field.tsx';
import { useTitle } from '../ui/title.ts';
import { checkpointIn } from './kept-file.ts';
import './verify.css';

interface Kept {
  readonly name: string;
  readonly checkpoint: string;
}

type Step =
  | { readonly kind: 'choose' }
  | { readonly kind: 'checking'; readonly name: string }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'checked'; readonly name: string; readonly verdict: Verdict };

/** Rows of the log that are drawn at first, and with each "more". */
const pageLength = 100;

export function Verify() {
  useTitle(say('verify.title'));
  const { id } = useParams<{ id?: string }>();
  const [step, setStep] = useState<Step>({ kind: 'choose' });
  const [key, setKey] = useState('');
  const [kept, setKept] = useState<Kept | null>(null);
  const wrongKey = key.trim() !== '' && parseVerifierKey(key.trim()) === null;

  const check = async (file: File) => {
    setStep({ kind: 'checking', name: file.name });
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const verdict = verifyRecord(bytes, {
        replay: replayFault,
        ...(key.trim() === '' || wrongKey ? {} : { key: key.trim() }),
        ...(kept ? { checkpoint: kept.checkpoint } : {}),
      });
      setStep({ kind: 'checked', name: file.name, verdict });
      announce(headline(file.name, verdict));
    } catch (error) {
      setStep({ kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) });
    }
  };
  const keep = async (file: File) =>
    setKept({ name: file.name, checkpoint: checkpointIn(await file.text()) });

  return (
    <main id="main" className="column verify" tabIndex={-1}>
      <p className="wordmark">Travaux</p>
      <h1>{say('verify.title')}</h1>
      {step.kind === 'checked' ? (
        <>
          <Outcome name={step.name} verdict={step.verdict} />
          <p className="actions">
            <Button className="button" onPress={() => setStep({ kind: 'choose' })}>
              {say('verify.another')}
            </Button>
          </p>
        </>
      ) : (
        <>
          <p>{say('verify.how')}</p>
          {step.kind === 'unreadable' && (
            <p className="notice notice-error" role="alert">
              {say('verify.unreadable', { reason: step.reason })}
            </p>
          )}
          {step.kind === 'checking' ? (
            <p role="status">{say('verify.checking', { name: step.name })}</p>
          ) : (
            <Chooser onFile={(file) => void check(file)} isDisabled={wrongKey} />
          )}
          {id !== undefined && (
            <p>
              <a className="button" href={apiUrl(`agreements/${encodeURIComponent(id)}/record`)} download>
                <Download aria-hidden="true" />
                {say('verify.download')}
              </a>
            </p>
          )}
          <details className="verify-compare">
            <summary>{say('verify.compare')}</summary>
            <Field
              label={say('verify.key')}
              value={key}
              onChange={setKey}
              description={wrongKey ? say('verify.notKey') : say('verify.keyHint')}
            />
            <p className="hint">
              {kept ? say('verify.keptIs', { name: kept.name }) : say('verify.keptHint')}
            </p>
            {kept ? (
              <Button className="button" onPress={() => setKept(null)}>
                {say('verify.forgetKept')}
              </Button>
            ) : (
              <FileTrigger onSelect={(files) => files?.[0] && void keep(files[0])}>
                <Button className="button">{say('verify.kept')}</Button>
              </FileTrigger>
            )}
          </details>
        </>
      )}
      <p>
        <Link className="button button-quiet" href={id === undefined ? '/' : `/i/${id}`}>
          {t('nav.work')}
        </Link>
      </p>
    </main>
  );
}

function Chooser({
  onFile,
  isDisabled,
}: {
  readonly onFile: (file: File) => void;
  readonly isDisabled: boolean;
}) {
  return (
    <DropZone
      className="drop-zone"
      aria-label={say('verify.drop')}
      isDisabled={isDisabled}
      onDrop={(event) => {
        const dropped = event.items.find((item) => item.kind === 'file');
        if (dropped?.kind === 'file') void dropped.getFile().then(onFile);
      }}
    >
      <FileCheck2 aria-hidden="true" />
      <p>{say('verify.drop')}</p>
      <FileTrigger
        onSelect={(files) => {
          const file = files?.[0];
          if (file) onFile(file);
        }}
      >
        <Button className="button button-primary" isDisabled={isDisabled}>
          {say('verify.choose')}
        </Button>
      </FileTrigger>
    </DropZone>
  );
}

function headline(name: string, verdict: Verdict): string {
  return verdict.verified
    ? say('verify.good', { name })
    : `${say('verify.bad', { name })}. ${verdict.sentence}`;
}

function Outcome({ name, verdict }: { readonly name: string; readonly verdict: Verdict }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [verdict]);
  return (
    <>
      <section
        aria-labelledby="outcome"
        className={verdict.verified ? 'verify-outcome is-good' : 'verify-outcome is-bad'}
      >
        <h2 id="outcome" ref={heading} tabIndex={-1}>
          {verdict.verified ? <CircleCheck aria-hidden="true" /> : <CircleX aria-hidden="true" />}
          {say(verdict.verified ? 'verify.good' : 'verify.bad', { name })}
        </h2>
        {verdict.verified ? <Facts verdict={verdict} /> : <Wrong finding={verdict} />}
      </section>
      <Checks verdict={verdict} />
      {verdict.verified && verdict.signedActs.length > 0 && <Signed verdict={verdict} />}
      {verdict.verified && <Recorded verdict={verdict} />}
    </>
  );
}

function Wrong({ finding }: { readonly finding: Finding }) {
  return (
    <>
      <p className="verify-sentence">{finding.sentence}</p>
      <p className="hint">{say('verify.where', { where: finding.where })}</p>
      <p>{say('verify.advice')}</p>
    </>
  );
}

function Facts({ verdict }: { readonly verdict: Verified }) {
  const { origin, size, closed, root, key, missingTexts } = verdict;
  return (
    <>
      <dl className="verify-facts">
        <dt>{say('verify.of')}</dt>
        <dd>{origin}</dd>
        <dt>{say('verify.events')}</dt>
        <dd>
          {formatNumber(size)}
          <span className="hint">
            {' '}
            {say('verify.shown', { count: size - closed })}
            {closed > 0 && `; ${say('verify.closed', { count: closed })}`}
          </span>
        </dd>
        <dt>{say('verify.root')}</dt>
        <dd>
          <code>{root}</code>
        </dd>
        <dt>{say('verify.keyInFile')}</dt>
        <dd>
          <code>{key}</code>
        </dd>
      </dl>
      {missingTexts.length > 0 && (
        <p className="hint">{say('verify.missing', { count: missingTexts.length })}</p>
      )}
    </>
  );
}

function Checks({ verdict }: { readonly verdict: Verdict }) {
  return (
    <section aria-labelledby="checks">
      <h2 id="checks">{say('verify.checks')}</h2>
      <ul className="verify-checks">
        {checks.map((check) => {
          const state = stateOf(check, verdict);
          return (
            <li key={check} className={`is-${state}`}>
              {state === 'made' && <CircleCheck aria-hidden="true" />}
              {state === 'failed' && <CircleX aria-hidden="true" />}
              {(state === 'notMade' || state === 'notReached') && <CircleSlash aria-hidden="true" />}
              <span>
                {say(`verify.check.${check}`)} <span className="hint">({say(`verify.${state}`)})</span>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** These are made of every record, as far as the first thing that is wrong. */
const always: readonly Check[] = ['form', 'signature', 'entries', 'root'];

type CheckState = 'made' | 'failed' | 'notMade' | 'notReached';

function stateOf(check: Check, verdict: Verdict): CheckState {
  if (verdict.verified) return verdict.made.includes(check) ? 'made' : 'notMade';
  if (check === verdict.check) return 'failed';
  const reached = checks.indexOf(check) < checks.indexOf(verdict.check);
  return !reached ? 'notReached' : always.includes(check) ? 'made' : 'notMade';
}

/** The first of them, in the names that the agreement has in the end. */
function useSentences(leaves: readonly Leaf[], count: number): readonly string[] {
  const end = useMemo(() => stateAfter(leaves), [leaves]);
  return useMemo(
    () => sentencesOf(leaves.slice(0, count)).map((sentence) => namedPlaces(sentence, end)),
    [leaves, count, end],
  );
}

/** The sign-offs that a passkey signed, with whose it is as far as the record tells. */
function Signed({ verdict: { leaves, signedActs } }: { readonly verdict: Verified }) {
  const sentences = useSentences(leaves, leaves.length);
  return (
    <section aria-labelledby="signed">
      <h2 id="signed">{say('verify.signed')}</h2>
      <ul className="verify-signed">
        {signedActs.map(({ entry, enrolledIn, since, by }) => (
          <li key={entry}>
            <KeyRound aria-hidden="true" />
            <div>
              <bdi>
                {formatNumber(entry)}. {sentences[leaves.findIndex(({ version }) => version === entry)]}
              </bdi>
              <p className="hint">
                {say('verify.signedBy', {
                  entry: formatNumber(enrolledIn),
                  since: formatDateTime(since),
                  by: by.slice(0, 8),
                })}
              </p>
            </div>
          </li>
        ))}
      </ul>
      <p className="hint">{say('verify.signedMeans')}</p>
    </section>
  );
}

function Recorded({ verdict: { leaves } }: { readonly verdict: Verified }) {
  const [shown, setShown] = useState(pageLength);
  const sentences = useSentences(leaves, shown);
  const rest = leaves.length - shown;
  return (
    <section aria-labelledby="recorded">
      <h2 id="recorded">{say('verify.log')}</h2>
      <table className="verify-log">
        <thead>
          <tr>
            <th scope="col">{say('verify.number')}</th>
            <th scope="col">{say('verify.when')}</th>
            <th scope="col">{say('verify.what')}</th>
          </tr>
        </thead>
        <tbody>
          {leaves.slice(0, shown).map((leaf, index) => (
            <tr key={leaf.version}>
              <td>{formatNumber(leaf.version)}</td>
              <td>{formatDateTime(leaf.at)}</td>
              <td>
                <bdi>{sentences[index]}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && (
        <Button className="button" onPress={() => setShown(shown + pageLength)}>
          {say('verify.more', { count: Math.min(rest, pageLength) })}
        </Button>
      )}
    </section>
  );
}
