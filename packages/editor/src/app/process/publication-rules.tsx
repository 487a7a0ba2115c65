/**
 * The rules of a publication policy: of each kind of thing, after which delay it is published of the whole agreement;
 * and rules for parts of it. Of several rules that fit, the shortest delay holds.
 */
import { useId } from 'react';
import { Button } from 'react-aria-components/Button';
import type { PublicationPolicy, PublishedKind } from '@travaux/workflow/agreement';
import { useAgreement } from '../agreement.tsx';
import { t } from '../messages/messages.ts';
import { nameOf } from '../outline.ts';
import { Checks, Choice } from '../ui/field.tsx';

type Rule = PublicationPolicy['rules'][number];

/** A rule for parts names none of them yet when it is begun, and must never be taken for one for the whole. */
export interface RulesDraft {
  readonly whole: readonly Rule[];
  readonly parts: readonly Rule[];
}

export function draftOf(rules: readonly Rule[]): RulesDraft {
  return {
    whole: rules.filter(({ within }) => within.length === 0),
    parts: rules.filter(({ within }) => within.length > 0),
  };
}

/** null: a rule for parts says of none. */
export function rulesOf({ whole, parts }: RulesDraft): readonly Rule[] | null {
  return parts.some(({ within }) => within.length === 0) ? null : [...whole, ...parts];
}

const published: readonly PublishedKind[] = ['progress', 'texts', 'decisions', 'milestones', 'comments'];

export function PublicationRules({
  draft: { whole, parts },
  onChange,
}: {
  readonly draft: RulesDraft;
  readonly onChange: (draft: RulesDraft) => void;
}) {
  const { view, labels } = useAgreement();
  const hoursOf = (kind: PublishedKind) => {
    const delays = whole.flatMap((rule) => (rule.kind === kind ? [rule.delayHours] : []));
    return delays.length === 0 ? '' : String(Math.min(...delays));
  };
  const setWhole = (kind: PublishedKind, hours: string) => {
    const others = whole.filter((rule) => rule.kind !== kind);
    const own = hours === '' ? [] : [{ kind, delayHours: Number(hours), within: [] }];
    onChange({ whole: [...others, ...own], parts });
  };
  const setPart = (at: number, rule: Rule | null) =>
    onChange({ whole, parts: parts.flatMap((one, n) => (n !== at ? [one] : rule ? [rule] : [])) });
  return (
    <>
      {published.map((kind) => (
        <Delay
          key={kind}
          label={t(`disclosure.kind.${kind}`)}
          hours={hoursOf(kind)}
          mayNever
          onChange={(hours) => setWhole(kind, hours)}
        />
      ))}
      <p className="hint">{t('disclosure.partsMeans')}</p>
      {parts.map((rule, at) => (
        <PartRule
          key={at}
          number={at + 1}
          rule={rule}
          elements={view.elements.map((one) => ({ value: one.id, label: nameOf(one, labels) }))}
          onChange={(changed) => setPart(at, changed)}
        />
      ))}
      <Button
        className="button"
        onPress={() => onChange({ whole, parts: [...parts, { kind: 'texts', delayHours: 0, within: [] }] })}
      >
        {t('disclosure.addPart')}
      </Button>
    </>
  );
}

function PartRule({
  number,
  rule,
  elements,
  onChange,
}: {
  readonly number: number;
  readonly rule: Rule;
  readonly elements: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (rule: Rule | null) => void;
}) {
  const title = useId();
  return (
    <div role="group" className="part-rule" aria-labelledby={title}>
      <h3 id={title}>{t('disclosure.part', { number })}</h3>
      <Choice
        label={t('disclosure.partKind')}
        value={rule.kind}
        onChange={(kind) => onChange({ ...rule, kind })}
        options={published.map((value) => ({ value, label: t(`disclosure.kind.${value}`) }))}
      />
      <Delay
        label={t('disclosure.partDelay')}
        hours={String(rule.delayHours)}
        onChange={(hours) => onChange({ ...rule, delayHours: Number(hours) })}
      />
      <Checks
        label={t('disclosure.partWithin')}
        values={rule.within}
        onChange={(within) => onChange({ ...rule, within })}
        options={elements}
        {...(rule.within.length === 0 ? { description: t('disclosure.partNone') } : {})}
      />
      <Button className="button" onPress={() => onChange(null)}>
        {t('disclosure.removePart', { number })}
      </Button>
    </div>
  );
}

function Delay({
  label,
  hours,
  mayNever = false,
  onChange,
}: {
  readonly label: string;
  /** Empty: never. */
  readonly hours: string;
  readonly mayNever?: boolean;
  readonly onChange: (hours: string) => void;
}) {
  const usual = [...(mayNever ? [''] : []), '0', '1', '24', '168', '720', hours];
  return (
    <Choice
      label={label}
      value={hours}
      onChange={onChange}
      options={[...new Set(usual)].map((value) => ({ value, label: delayWords(value) }))}
    />
  );
}

function delayWords(hours: string): string {
  if (hours === '') return t('disclosure.never');
  if (hours === '0') return t('disclosure.atOnce');
  return Number(hours) % 24 === 0
    ? t('disclosure.days', { count: Number(hours) / 24 })
    : t('disclosure.hours', { count: Number(hours) });
}
