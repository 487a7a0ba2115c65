/**
 * The decisions that are published: what was granted, rejected, reopened and withdrawn, by which body or by the
 * parties, with the reasons that were given. Never who voted how, and no name of a person.
 */
import { granterName, type AgreementEvent, type RecordedEvent } from '@travaux/workflow/agreement';
import { rungWords } from '@travaux/workflow/route';
import type { PublicDecision } from './public-view.ts';
import type { PublicRecord } from './published.ts';

export function publicDecisions(record: PublicRecord): readonly PublicDecision[] {
  const decisions: PublicDecision[] = [];
  /** Reasons of the body, until the rung is granted that they are for. */
  const reasons = new Map<string, string>();
  for (const recorded of record.source.events) {
    const { event } = recorded;
    const clause = clauseOf(event);
    if (clause === undefined) continue;
    const delay = clause === null ? wholeDelay(record) : record.delay('decisions', clause);
    if (delay === null || !record.isDue(recorded.at, delay)) continue;
    if (event.type === 'committee-decided') {
      reasons.set(event.clause, event.decision.reasons);
      if (event.decision.outcome === 'approved') continue;
    }
    const said = sentenceOf(record, recorded);
    if (said === null) continue;
    decisions.push({
      at: recorded.at,
      clause: clause === null ? 'The agreement as a whole' : record.name(clause),
      anchor: clause === null ? '' : record.anchor(clause),
      sentence: said.sentence,
      reasons: said.reasons ?? (clause === null ? '' : (reasons.get(clause) ?? '')),
    });
    if (clause !== null) reasons.delete(clause);
  }
  return decisions.reverse();
}

type Said = { readonly sentence: string; readonly reasons?: string } | null;

function sentenceOf({ state }: PublicRecord, { event }: RecordedEvent): Said {
  switch (event.type) {
    case 'rung-granted':
      // The closing act is one decision, told once.
      if (event.by.kind === 'closing-act') return null;
      return { sentence: `${capital(rungWords(event.rung))}, by ${granterName(state, event.by)}.` };
    case 'committee-decided':
      return {
        sentence: `Not approved by ${granterName(state, { kind: 'body', body: event.decision.body })}.`,
      };
    case 'silence-broken':
      return { sentence: 'Not adopted: the silence was broken.', reasons: '' };
    case 'clause-reopened':
      return { sentence: `Reopened by ${granterName(state, event.by)}.`, reasons: event.reason };
    case 'clause-withdrawn':
      return { sentence: 'Withdrawn.', reasons: event.reason };
    case 'agreement-undone':
      return { sentence: 'No longer agreed: it was not confirmed.', reasons: event.reason };
    case 'agreement-adopted':
      return { sentence: 'Adopted by the closing act.', reasons: '' };
    default:
      return null;
  }
}

/** The clause that a decision is on; null: the agreement; undefined: it is no decision. */
function clauseOf(event: AgreementEvent): string | null | undefined {
  switch (event.type) {
    case 'agreement-adopted':
      return null;
    case 'rung-granted':
    case 'committee-decided':
    case 'silence-broken':
    case 'clause-reopened':
    case 'clause-withdrawn':
    case 'agreement-undone':
      return event.clause;
    default:
      return undefined;
  }
}

/** Of what is not on one clause: the longest delay of all that is published of decisions, if that is of the whole. */
function wholeDelay({ policy }: PublicRecord): number | null {
  const whole = policy.rules.filter(({ kind, within }) => kind === 'decisions' && within.length === 0);
  return whole.length === 0 ? null : Math.max(...whole.map(({ delayHours }) => delayHours));
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
