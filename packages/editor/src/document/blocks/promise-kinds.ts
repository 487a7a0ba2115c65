/**
 * Blocks of what is promised for what: milestones, tranches of relief, and contingencies, in which promises fail.
 */
import { instruments } from '@travaux/workflow/compliance';
import {
  audiences,
  cadence,
  code,
  codes,
  condition,
  day,
  duration,
  entry,
  evidenceTypes,
  field,
  id,
  ids,
  notice,
  number,
  repeated,
  required,
  reversible,
  title,
  words,
  yesNo,
  type FieldKind,
  type Grammar,
  type TermKind,
} from './kind.ts';

/** A field whose value lies in a part of the term. */
const inside =
  (part: string) =>
  (name: string, label: string, grammar: Grammar, also: Partial<FieldKind> = {}): FieldKind =>
    field(name, label, grammar, { path: `${part}.${also.path ?? name}`, ...withoutPath(also) });
const withoutPath = ({ path: _, ...rest }: Partial<FieldKind>) => rest;

const indicator = inside('indicator');
const verification = inside('verification');
const determination = inside('determination');
const falsePositive = inside('falsePositive');

const milestone: TermKind = {
  kind: 'milestone',
  label: 'Milestone',
  belongs: { to: 'milestones' },
  register: 'milestone',
  fields: [
    title,
    field(
      'domain',
      'Subject',
      code('disarmament', 'humanitarian', 'human_rights', 'financial_transparency', 'governance'),
    ),
    field('obligors', 'Obligors', ids('party'), required),
    field('allocation', 'Allocation', { form: 'allocation' }),
    indicator('indicator', 'Indicator', words, { ...required, path: 'statement' }),
    indicator('observable', 'Observable', yesNo),
    indicator('unit', 'Unit', words),
    indicator('baseline', 'Baseline', { form: 'baseline' }, required),
    indicator('target', 'Target', { form: 'target' }, required),
    indicator('tolerance', 'Tolerance', number),
    indicator('aggregation', 'Readings', { form: 'aggregation' }),
    field('sustain', 'Sustained for', duration),
    field('deadline', 'Deadline', day, required),
    field('prerequisites', 'Prerequisites', ids('milestone')),
    verification(
      'modality',
      'Verified by',
      codes(
        ...evidenceTypes,
        'customs_crosscheck',
        'external_audit',
        'registry_sampling',
        'peer_review',
        'access_log',
        'legal_act',
        'quarterly_assessment',
      ),
      required,
    ),
    verification('leadVerifier', 'Lead verifier', id('verifier'), required),
    verification('coVerifiers', 'Other verifiers', ids('verifier')),
    verification('sources', 'Sources', ids('source'), required),
    verification('minIndependentSources', 'Independent sources needed', number),
    { ...notice, path: 'verification.notice' },
    verification('access', 'If access is refused', entry('access-step'), repeated),
    { ...cadence, path: 'verification.cadence' },
    determination('determinedBy', 'Determined by', id('body'), { ...required, path: 'by' }),
    determination('determinedWithin', 'Determined within', duration, { ...required, path: 'within' }),
    determination('onSilence', 'On silence', code('no_effect', 'deemed_verified', 'refer'), required),
    determination('basis', 'Basis of determination', words),
    falsePositive('confirmBy', 'A contested reading is confirmed by', words),
    falsePositive('confirmWithin', 'Confirmed within', duration, { path: 'within' }),
    falsePositive('holdEffects', 'Effects held until then', yesNo),
    field('score', 'Score', { form: 'score' }),
    field('confidentiality', 'Confidentiality', code(...audiences)),
    field('plainSummary', 'In plain words', words),
  ],
};

const effect = inside('effect');
const snapback = inside('snapback');
const pilot = inside('pilot');

const tranche: TermKind = {
  kind: 'tranche',
  label: 'Tranche',
  belongs: { to: 'tranches' },
  register: 'tranche',
  fields: [
    title,
    field('grantors', 'Grantors', ids('party'), required),
    field('measures', 'Measure', words, { ...required, ...repeated }),
    field('instrument', 'Instrument', code(...instruments), required),
    field('instrumentByGrantor', 'Instrument of each grantor', { form: 'by-party', known: instruments }),
    field('sector', 'Sector', code()),
    field('magnitude', 'Share of all measures, in per cent', number, { path: 'magnitudePctOfRegime' }),
    field('phase', 'Phase', number),
    field('condition', 'Condition', condition, { ...required, path: 'condition.ast' }),
    field('conditionInWords', 'Condition in words', words, { path: 'condition.text' }),
    effect('effectWithin', 'Takes effect within', duration, { ...required, path: 'within' }),
    effect('effectAfter', 'Counted from', words, { path: 'after' }),
    effect('synchronised', 'Synchronised', yesNo),
    effect('syncWindow', 'Synchronised within', duration),
    reversible,
    snapback(
      'reversalMode',
      'Reversal',
      code('automatic', 'auto_expiry', 'by_decision', 'relist_by_decision', 'escrow_clawback'),
      { path: 'mode' },
    ),
    snapback('reversedBy', 'Reversed by', ids('contingency'), { path: 'triggeredBy' }),
    snapback('reversalAfter', 'Reversal takes effect after', duration, { path: 'effectiveAfter' }),
    snapback('windDown', 'Wind-down', duration),
    snapback('retroactive', 'Retroactive', yesNo),
    snapback('grandfather', 'Not touched by reversal', words),
    pilot('pilotCap', 'Pilot: at most', { form: 'money' }, { path: 'cap' }),
    pilot('pilotExpires', 'Pilot: expires after', duration, { path: 'expires' }),
    pilot('pilotRenewal', 'Pilot: renewed by', words, { path: 'renewal' }),
    field('proportionalTo', 'Released in proportion to', id('milestone'), { path: 'proportional.of' }),
    field('steps', 'Step', entry('proportional-step'), { ...repeated, path: 'proportional.steps' }),
    field('escrow', 'Escrow', words),
    field('terminatesAfter', 'Ends after', duration, { path: 'reverseConsensus.terminatesAfter' }),
    field('terminatesUnless', 'Unless', words, { path: 'reverseConsensus.unless' }),
    field('legislation', 'Until a law is passed', { form: 'by-party', known: null }, { path: 'legislative' }),
  ],
};

const contingency: TermKind = {
  kind: 'contingency',
  label: 'Contingency',
  belongs: { to: 'contingencies' },
  register: 'contingency',
  fields: [
    title,
    field('kind', 'Kind', code('breach', 'data', 'reciprocity', 'force_majeure')),
    field('trigger', 'Trigger', condition, { ...required, path: 'trigger.ast' }),
    field('triggerInWords', 'Trigger in words', words, { path: 'trigger.text' }),
    field('definedTerm', 'Defined term', words, required),
    field('invokers', 'Invoked by', ids('party', 'body'), required),
    notice,
    field('cure', 'Cure', duration, { ...required, path: 'cure.period' }),
    field('cureExtendable', 'Cure is extended', words, { path: 'cure.extendable' }),
    field('response', 'Response', entry('response-level'), { ...required, ...repeated }),
    field('leveragePreserved', 'Leverage kept', words, repeated),
    field('incentivePreserved', 'Incentive kept', words),
    field('restoration', 'Restoration', condition, { ...required, path: 'restoration.condition' }),
    field('restorationInWords', 'Restoration in words', words, { path: 'restoration.text' }),
    field('restoredWithin', 'Restored within', duration, { path: 'restoration.effectWithin' }),
  ],
};

export const promiseKinds: readonly TermKind[] = [milestone, tranche, contingency];
