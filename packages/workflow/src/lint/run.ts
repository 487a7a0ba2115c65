/**
 * Runs the rules. `lint` asks every rule about everything, once; a `Linter` stays with a document and, after each
 * change, asks again only about what the change touches.
 */
import { batch, effect, signal, type Signal } from '@preact/signals-core';
import type { Finding, Fix, Place } from './finding.ts';
import { Glass } from './lens.ts';
import type { Look, Rule, Wrong } from './rule.ts';
import { rules as allRules } from './rules.ts';
import type { ClauseSubject, Subject, UnreadField } from './subject.ts';
import { kinds, pathOf, type Kind, type Things } from './things.ts';

export interface Linter {
  /**
   * Findings by place, then rule. Objects of the last subject that are found again in this one are taken to be
   * unchanged; they MUST NOT have been altered.
   */
  update(subject: Subject): readonly Finding[];
  /** How many pairs of a rule and a thing the last update asked. */
  readonly asked: number;
  /** Lets go of everything. */
  close(): void;
}

export function lint(subject: Subject, rules: readonly Rule[] = allRules): readonly Finding[] {
  const once = linter(rules);
  const findings = once.update(subject);
  once.close();
  return findings;
}

type LintedKind = Exclude<Kind, 'translation'>;
const kindNames = Object.keys(kinds) as LintedKind[];
const order = new Map(kindNames.map((kind, index) => [kind, index]));

/** What is remembered of one thing. */
interface Watched {
  readonly kind: LintedKind;
  readonly thing: Signal<Things[Kind]>;
  index: number;
  /** What each rule that has something to say says. */
  readonly wrongs: Map<Rule, readonly Wrong[]>;
  readonly forget: (() => void)[];
}

export function linter(rules: readonly Rule[] = allRules): Linter {
  const glass = new Glass();
  const rank = new Map(rules.map((rule, index) => [rule, index]));
  const about = new Map<LintedKind, { readonly rule: Rule; readonly look: Look }[]>();
  for (const rule of rules)
    for (const look of 'looks' in rule ? rule.looks : [rule])
      about.set(look.about, [...(about.get(look.about) ?? []), { rule, look }]);
  const watched = new Map<LintedKind, Map<string, Watched>>(kindNames.map((kind) => [kind, new Map()]));
  const lists = new Map<LintedKind, readonly object[]>();
  const wanting = new Set<Watched>();
  let asked = 0;

  /** Asks now, and again whenever what was read changes. */
  const ask = (one: Watched, rule: Rule, look: Look) =>
    effect(() => {
      asked += 1;
      const wrongs: Wrong[] = [];
      // The thing is of the kind that the rule looks at: it was chosen by it.
      (look.check as (thing: Things[Kind], ...rest: unknown[]) => void)(
        one.thing.value,
        glass,
        (wrong: Wrong) => wrongs.push(wrong),
      );
      if (wrongs.length > 0) one.wrongs.set(rule, wrongs);
      else one.wrongs.delete(rule);
      if (one.wrongs.size > 0) wanting.add(one);
      else wanting.delete(one);
    });

  const forget = (one: Watched) => {
    one.forget.forEach((stop) => stop());
    wanting.delete(one);
  };

  return {
    get asked() {
      return asked;
    },
    update(subject) {
      asked = 0;
      const fresh: Watched[] = [];
      batch(() => {
        glass.show(subject);
        for (const kind of kindNames) {
          const list = kinds[kind].list(subject);
          if (!about.has(kind) || lists.get(kind) === list) continue;
          lists.set(kind, list);
          const before = watched.get(kind)!;
          const now = new Map<string, Watched>();
          list.forEach((thing, index) => {
            const key = unusedKey(now, (kinds[kind].name as (thing: object) => string)(thing));
            const known = before.get(key);
            if (known) {
              before.delete(key);
              known.index = index;
              known.thing.value = thing;
              now.set(key, known);
            } else {
              const one = { kind, thing: signal<Things[Kind]>(thing), index, wrongs: new Map(), forget: [] };
              now.set(key, one);
              fresh.push(one);
            }
          });
          before.forEach(forget);
          watched.set(kind, now);
        }
      });
      // After the batch: whoever is asked for the first time sees the new subject whole.
      for (const one of fresh)
        for (const { rule, look } of about.get(one.kind)!) one.forget.push(ask(one, rule, look));
      return collect(subject, wanting, rank);
    },
    close() {
      for (const known of watched.values()) known.forEach(forget);
      watched.clear();
    },
  };
}

/** A name, or for the second thing of that name another. */
function unusedKey(taken: ReadonlyMap<string, unknown>, name: string): string {
  let key = name;
  for (let count = 2; taken.has(key); count += 1) key = `${name}\u0000${count}`;
  return key;
}

function collect(
  subject: Subject,
  wanting: ReadonlySet<Watched>,
  rank: ReadonlyMap<Rule, number>,
): readonly Finding[] {
  const unread = new Set(subject.unread.map(({ term, field }) => `${term} ${field}`));
  const isUnread = ({ term, field }: Place) =>
    term !== null && field !== null && unread.has(`${term} ${field}`);
  return [...wanting]
    .toSorted((a, b) => order.get(a.kind)! - order.get(b.kind)! || a.index - b.index)
    .flatMap((one) =>
      [...one.wrongs]
        .flatMap(([rule, wrongs]) =>
          wrongs.map((wrong) => ({ rule, found: finding(subject, one, rule, wrong) })),
        )
        .toSorted(
          (a, b) => comparePlaces(a.found.where, b.found.where) || rank.get(a.rule)! - rank.get(b.rule)!,
        )
        .map(({ found }) => found)
        .filter(({ where }) => one.kind === 'unread' || !isUnread(where)),
    );
}

function finding(subject: Subject, one: Watched, rule: Rule, wrong: Wrong): Finding {
  const where = placeOf(subject, (wrong.on && pointed(subject, wrong.on)) ?? pointedAt(one), wrong);
  const severity = wrong.severity ?? rule.severity;
  return {
    rule: rule.id,
    severity,
    where,
    message: wrong.message,
    fix: wrong.fix && fixFor(where, wrong.fix),
  };
}

interface Pointed {
  readonly kind: LintedKind;
  readonly thing: Things[Kind];
  readonly index: number;
}

const pointedAt = ({ kind, thing, index }: Watched): Pointed => ({ kind, thing: thing.peek(), index });

function pointed(subject: Subject, { kind, name }: { kind: LintedKind; name: string }): Pointed | undefined {
  const list: readonly Things[Kind][] = kinds[kind].list(subject);
  const index = list.findIndex((thing) => (kinds[kind].name as (thing: object) => string)(thing) === name);
  const thing = list[index];
  return thing && { kind, thing, index };
}

function placeOf(subject: Subject, { kind, thing, index }: Pointed, wrong: Wrong): Place {
  const path =
    pathOf(kind, index, thing) + (wrong.at ?? (wrong.field === undefined ? '' : `.${wrong.field}`));
  const range = wrong.range ?? null;
  const field = wrong.field ?? null;
  switch (kind) {
    case 'clause': {
      const { id, passages } = thing as ClauseSubject;
      const label = range && passages[range.passage]?.label;
      return { path: label ? `${path} ${label}` : path, clause: id, term: null, field, range };
    }
    case 'unread': {
      const { clause, term, field: unreadField } = thing as UnreadField;
      return { path, clause, term, field: unreadField, range };
    }
    case 'agreement':
      return { path, clause: null, term: null, field, range };
    default: {
      const term = (kinds[kind].name as (thing: object) => string)(thing);
      const named = 'clause' in thing && typeof thing.clause === 'string' ? thing.clause : null;
      return { path, clause: subject.standsIn.get(term) ?? named, term, field, range };
    }
  }
}

function fixFor(
  { clause, term, field, range }: Place,
  fix: { label: string; words: string },
): Fix | undefined {
  const { label, words } = fix;
  if (range !== null && clause !== null)
    return { label, change: { kind: 'replace-words', clause, range, words } };
  if (term !== null && field !== null) return { label, change: { kind: 'set-field', term, field, words } };
  return undefined;
}

function comparePlaces(a: Place, b: Place): number {
  const [from, to] = [a.range ?? { passage: -1, from: 0 }, b.range ?? { passage: -1, from: 0 }];
  return from.passage - to.passage || from.from - to.from || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
}
