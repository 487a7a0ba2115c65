/**
 * The silence procedure: a text is adopted when its period ends unless somebody entitled to it objects before. The
 * chair announces it with a temporary title; the notice must have reached every addressee before the clock starts;
 * the end is one exact instant, and nothing moves it. An extension is a cancellation and a new announcement, with
 * a full new period, and everybody is told. One objection in writing, or an amendment, is enough (the route may
 * ask for more), also before the clock has started. What comes at the end or later is recorded and has no effect.
 *
 * Sources: OSCE Rules of Procedure (2006), annex 1(A); decision 74/544 of the General Assembly; Rules of Procedure
 * of the Council of the European Union, article 12(2). What may be put under silence is what the route says: a
 * silence procedure exists in a stage of that form and nowhere else.
 *
 * `decideSilence` turns an act into facts, `evolveSilence` a fact into the state; whoever keeps the record keeps
 * the facts.
 */
import type { PartyId } from '../agreement/participants.ts';
import { refuse, type Refusal } from '../agreement/refusal.ts';
import { compareInstants, deadline, instantWords, later, onTheMinute, type Calendar } from './calendar.ts';
import type { SilenceForm } from './route.ts';
import { countWords } from './words.ts';

/** How a notice reached a party: its delegate opened it, or the secretariat recorded by which channel it went. */
export interface Delivery {
  readonly party: PartyId;
  readonly at: string;
  readonly how: 'opened' | 'recorded';
  /** Such as `note verbale`; null when it was opened. */
  readonly channel: string | null;
}

/** A written objection, or an amendment: either breaks the silence. */
export interface Breach {
  readonly party: PartyId;
  readonly kind: 'objection' | 'amendment';
  readonly text: string;
  readonly at: string;
}

export interface Silence {
  readonly id: string;
  /** Tells that the text is under silence; it has no number as long. */
  readonly title: string;
  /** The meeting at which the chair announced it and nobody objected. */
  readonly meeting: string;
  /** Of the frozen text. */
  readonly hash: string;
  readonly announcedAt: string;
  readonly deliveries: readonly Delivery[];
  /** The instant at which unbroken silence adopts; null until the clock has started. */
  readonly expiresAt: string | null;
  readonly breaches: readonly Breach[];
  /** Came at the end or after it: recorded, without effect. */
  readonly late: readonly Breach[];
  readonly ended: null | { readonly how: 'kept' | 'broken' | 'cancelled'; readonly at: string };
}

/** What the stage and the agreement fix for a procedure before it is announced. */
export interface SilenceTerms {
  readonly form: Pick<SilenceForm, 'period' | 'threshold'>;
  readonly calendar: Calendar;
  readonly addressees: readonly PartyId[];
  /** Who may break it. */
  readonly entitled: readonly PartyId[];
  readonly partyName: (party: PartyId) => string;
}

/** Every act carries its instant: the server's clock, never the sender's. */
export type SilenceAct =
  | {
      readonly act: 'announce';
      readonly id: string;
      readonly title: string;
      readonly meeting: string;
      readonly hash: string;
      readonly at: string;
    }
  | { readonly act: 'deliver'; readonly delivery: Delivery }
  | { readonly act: 'break'; readonly breach: Breach; readonly hash: string }
  | { readonly act: 'expire'; readonly at: string }
  | { readonly act: 'cancel'; readonly reason: string; readonly at: string };

export type SilenceFact =
  | {
      readonly type: 'silence-announced';
      readonly silence: string;
      readonly title: string;
      readonly meeting: string;
      readonly hash: string;
      readonly at: string;
    }
  | {
      readonly type: 'silence-notice-delivered';
      readonly silence: string;
      readonly delivery: Delivery;
      readonly at: string;
    }
  | {
      readonly type: 'silence-started';
      readonly silence: string;
      readonly expiresAt: string;
      readonly at: string;
    }
  | {
      readonly type: 'silence-breach-filed' | 'silence-breach-late';
      readonly silence: string;
      readonly breach: Breach;
      readonly at: string;
    }
  | {
      readonly type: 'silence-cancelled';
      readonly silence: string;
      readonly reason: string;
      readonly at: string;
    }
  /** Both outcomes are announced to all at once; `kept` is at the instant of the expiry, whenever it is noticed. */
  | {
      readonly type: 'silence-broken' | 'silence-kept';
      readonly silence: string;
      readonly tells: readonly PartyId[];
      readonly at: string;
    };

/**
 * When a clock that starts at `from` runs out: a full period, never less than the calendar's minimum, and on a
 * whole minute, because people are told the time.
 */
export function silenceExpiry(from: string, form: Pick<SilenceForm, 'period'>, calendar: Calendar): string {
  const end = deadline(from, form.period, calendar);
  const { minimumSilence } = calendar;
  return onTheMinute(minimumSilence === null ? end : later(end, deadline(from, minimumSilence, calendar)));
}

/** Whom the notice has not reached yet. */
export function undelivered({ deliveries }: Silence, addressees: readonly PartyId[]): readonly PartyId[] {
  return addressees.filter((party) => !deliveries.some((delivery) => delivery.party === party));
}

export function decideSilence(
  silence: Silence | null,
  act: SilenceAct,
  terms: SilenceTerms,
): readonly SilenceFact[] | Refusal {
  switch (act.act) {
    case 'announce':
      return announce(silence, act);
    case 'deliver':
      return silence ? deliver(silence, act.delivery, terms) : none();
    case 'break':
      return silence ? breach(silence, act, terms) : none();
    case 'expire':
      return silence ? expire(silence, act.at, terms) : none();
    case 'cancel':
      if (!silence) return none();
      if (endOf(silence, act.at)) return over(silence, act.at);
      return [{ type: 'silence-cancelled', silence: silence.id, reason: act.reason, at: act.at }];
  }
}

function announce(
  before: Silence | null,
  act: Extract<SilenceAct, { act: 'announce' }>,
): readonly SilenceFact[] | Refusal {
  if (before?.ended === null) {
    return refuse(
      'silence-running',
      `The text is already under silence, as “${before.title}”. Wait for its end, or cancel it first.`,
    );
  }
  if (before?.ended?.how === 'kept') {
    return refuse(
      'agreed-clause',
      `The text was adopted by silence at ${instantWords(before.ended.at)}. It must be reopened before it is put under silence again.`,
    );
  }
  const { id, title, meeting, hash, at } = act;
  if (before?.id === id) {
    return refuse('used-id', `The silence procedure ${id} is over. Give the new one an id of its own.`);
  }
  return [{ type: 'silence-announced', silence: id, title, meeting, hash, at }];
}

function deliver(
  silence: Silence,
  delivery: Delivery,
  { form, calendar, addressees, partyName }: SilenceTerms,
): readonly SilenceFact[] | Refusal {
  const { party, at } = delivery;
  if (endOf(silence, at)) return over(silence, at);
  if (!addressees.includes(party)) {
    return refuse(
      'not-asked',
      `The notice of “${silence.title}” is not addressed to ${partyName(party)}. Record deliveries to its addressees.`,
    );
  }
  const waiting = undelivered(silence, addressees);
  if (!waiting.includes(party)) return [];
  const delivered: SilenceFact = { type: 'silence-notice-delivered', silence: silence.id, delivery, at };
  if (waiting.length > 1) return [delivered];
  // The clock starts with the last delivery, even where an earlier one was recorded after it.
  const from = silence.deliveries.reduce((last, one) => later(last, one.at), at);
  const expiresAt = silenceExpiry(from, form, calendar);
  return [delivered, { type: 'silence-started', silence: silence.id, expiresAt, at: from }];
}

function breach(
  silence: Silence,
  act: Extract<SilenceAct, { act: 'break' }>,
  terms: SilenceTerms,
): readonly SilenceFact[] | Refusal {
  const filed = act.breach;
  const { at, party } = filed;
  const name = terms.partyName(party);
  if (!terms.entitled.includes(party)) {
    return refuse(
      'not-asked',
      `${name} is not among those who may break the silence on “${silence.title}”. Ask a party that is.`,
    );
  }
  if (act.hash !== silence.hash) {
    return refuse(
      'text-changed',
      `The text under silence as “${silence.title}” is not the one that you saw. Read it again before you object.`,
    );
  }
  const late: SilenceFact = { type: 'silence-breach-late', silence: silence.id, breach: filed, at };
  const end = endOf(silence, at);
  if (end?.how === 'kept') return silence.ended ? [late] : [kept(silence, end.at, terms), late];
  if (end) return over(silence, at);
  if (silence.breaches.some((one) => one.party === party)) {
    return refuse(
      'already-given',
      `${name} has already objected to “${silence.title}”. Its objection stands; nothing more is needed.`,
    );
  }
  const facts: SilenceFact[] = [{ type: 'silence-breach-filed', silence: silence.id, breach: filed, at }];
  if (silence.breaches.length + 1 >= terms.form.threshold) {
    facts.push({ type: 'silence-broken', silence: silence.id, tells: told(terms), at });
  }
  return facts;
}

/** Idempotent: a sweep that comes twice, or comes late, leads to one and the same end. */
function expire(silence: Silence, at: string, terms: SilenceTerms): readonly SilenceFact[] | Refusal {
  if (silence.ended) return [];
  const end = endOf(silence, at);
  if (end) return [kept(silence, end.at, terms)];
  return refuse(
    'not-due',
    silence.expiresAt === null
      ? `The clock of “${silence.title}” has not started: its notice has not reached every addressee. Deliver it first.`
      : `The silence on “${silence.title}” ends at ${instantWords(silence.expiresAt)}, which has not come yet. It ends by itself then.`,
  );
}

export function evolveSilence(silence: Silence | null, fact: SilenceFact): Silence | null {
  if (fact.type === 'silence-announced') {
    const { silence: id, title, meeting, hash, at } = fact;
    return {
      ...{ id, title, meeting, hash, announcedAt: at },
      ...{ deliveries: [], expiresAt: null, breaches: [], late: [], ended: null },
    };
  }
  if (silence?.id !== fact.silence) return silence;
  switch (fact.type) {
    case 'silence-notice-delivered':
      return { ...silence, deliveries: [...silence.deliveries, fact.delivery] };
    case 'silence-started':
      return { ...silence, expiresAt: fact.expiresAt };
    case 'silence-breach-filed':
      return { ...silence, breaches: [...silence.breaches, fact.breach] };
    case 'silence-breach-late':
      return { ...silence, late: [...silence.late, fact.breach] };
    case 'silence-cancelled':
      return { ...silence, ended: { how: 'cancelled', at: fact.at } };
    case 'silence-broken':
      return { ...silence, ended: { how: 'broken', at: fact.at } };
    case 'silence-kept':
      return { ...silence, ended: { how: 'kept', at: fact.at } };
  }
}

/** The notice that goes to everybody at once, for the facts that end a procedure or set its clock going. */
export function silenceNotice(silence: Silence, partyName: (party: PartyId) => string): string | null {
  const { title, expiresAt, ended, breaches } = silence;
  if (ended === null) {
    return expiresAt === null
      ? null
      : `“${title}” is under silence until ${instantWords(expiresAt)}. Unless it is broken before, the text is adopted then.`;
  }
  const at = instantWords(ended.at);
  switch (ended.how) {
    case 'kept':
      return `The silence on “${title}” was not broken. The text was adopted at ${at}.`;
    case 'broken': {
      const by = breaches.map(({ party, kind }) => `${kind} of ${partyName(party)}`).join(', ');
      const count = countWords(breaches.length, 'communication');
      return `The silence on “${title}” was broken at ${at} by ${count}: ${by}. The text was not adopted.`;
    }
    case 'cancelled':
      return `The silence on “${title}” was cancelled at ${at}. The text was not adopted; a new attempt needs a full new period.`;
  }
}

/** How and when the procedure is over at `at`: as recorded, or because its instant has come. */
function endOf({ ended, expiresAt }: Silence, at: string): Silence['ended'] {
  if (ended) return ended;
  if (expiresAt === null || compareInstants(at, expiresAt) < 0) return null;
  return { how: 'kept', at: expiresAt };
}

function kept(silence: Silence, at: string, terms: SilenceTerms): SilenceFact {
  return { type: 'silence-kept', silence: silence.id, tells: told(terms), at };
}

function told({ addressees, entitled }: SilenceTerms): readonly PartyId[] {
  return [...new Set([...addressees, ...entitled])];
}

function over(silence: Silence, at: string): Refusal {
  const end = endOf(silence, at);
  const how = { kept: 'ended unbroken', broken: 'was broken', cancelled: 'was cancelled' };
  return refuse(
    'no-silence',
    `The silence on “${silence.title}” ${end ? `${how[end.how]} at ${instantWords(end.at)}` : 'is over'}. ` +
      'Another attempt needs another announcement.',
  );
}

function none(): Refusal {
  return refuse(
    'no-silence',
    'The text is not under silence. The chair has to announce the procedure first.',
  );
}
