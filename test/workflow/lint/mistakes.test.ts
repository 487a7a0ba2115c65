/**
 * The sample agreement with one mistake at a time, as somebody might draft it: the rule that it breaks says so, and
 * no other does unless it is broken as well.
 *
 *   ['L15', (its) => delete its.milestone('M2').verification!.leadVerifier, '$.milestones[1].verification.leadVerifier'],
 *
 * Further rules that are broken truly are named after the place.
 */
import { describe, expect, test } from '@jest/globals';
import { lint } from '@travaux/workflow/lint';
import { sampleDraft, subjectOf, type SampleDraft } from './language.ts';

type Mistake = readonly [
  rule: string,
  change: (its: SampleDraft) => unknown,
  path: string,
  ...also: readonly string[],
];

const verified = (ref: string) => ({ op: 'milestone', ref, is: 'verified' }) as const;
const inEffect = (ref: string) => ({ op: 'tranche', ref, is: 'in_effect' }) as const;
const allOf = (...args: readonly ReturnType<typeof verified | typeof inEffect>[]) => ({
  ast: { op: 'and' as const, args: [...args] },
});
const days = (offset: string, anchor = 'day:adoption') => ({ type: 'relative' as const, anchor, offset });

const mistakes: readonly Mistake[] = [
  ['L01', (its) => delete its.tranche('T2').condition, '$.tranches[1].condition'],
  ['L01', (its) => (its.tranche('T4').condition = null), '$.tranches[3].condition'],
  [
    'L01',
    (its) => (its.tranche('T1').condition = { ast: { op: 'and', args: [] } }),
    '$.tranches[0].condition',
  ],
  [
    'L02',
    (its) => (its.tranche('T1').condition = allOf(verified('M1'), verified('M99'))),
    '$.tranches[0].condition.ast.args[1]',
  ],
  ['L02', (its) => its.milestone('M7').prerequisites.push('M77'), '$.milestones[6].prerequisites[1]'],
  [
    'L02',
    (its) => its.tranche('T3').snapback!.triggeredBy.push('C9'),
    '$.tranches[2].snapback.triggeredBy[1]',
  ],
  [
    'L02',
    (its) => its.milestone('M1').verification!.sources.push('S-XX'),
    '$.milestones[0].verification.sources[3]',
  ],
  ['L02', (its) => (its.milestone('M1').determination!.by = 'JEX'), '$.milestones[0].determination.by'],
  [
    'L02',
    (its) => (its.contingency('C1').trigger!.ast = { op: 'ladderOutcome', step: 7, is: 'not_continued' }),
    '$.contingencies[0].trigger.ast',
  ],
  ['L03', (its) => its.and('T2', inEffect('T3')) && its.and('T3', inEffect('T2')), '$.tranches[1].condition'],
  ['L03', (its) => its.milestone('M6').prerequisites.push('M7'), '$.milestones[5]'],
  ['L03', (its) => its.milestone('M6').prerequisites.push('M6'), '$.milestones[5]'],
  ['L03', (its) => (its.milestone('M2').deadline = days('P60D', 'day:implementation')), '$.days[2].rule'],
  [
    'L04',
    (its) => its.and('T3', { op: 'tranche', ref: 'T1', is: 'reversed' }) && its.and('T3', inEffect('T1')),
    '$.tranches[2].condition',
  ],
  [
    'L04',
    (its) => its.and('T2', { op: 'atLeast', k: 3, args: [verified('M2'), verified('M9')] }),
    '$.tranches[1].condition',
  ],
  ['L04', (its) => its.and('T2', { op: 'not', args: [verified('M1')] }), '$.tranches[1].condition', 'L68'],
  ['L04', (its) => its.and('T5', { op: 'or', args: [] }), '$.tranches[4].condition'],
  [
    'L05',
    (its) => (its.tranche('T1').condition = { ast: { op: 'reached', ref: 'day:adoption' } }),
    '$.tranches[0].condition',
  ],
  ['L06', (its) => its.and('T3', verified('M4')), '$.tranches[2].condition', 'L11'],
  ['L06', (its) => its.milestone('M8').obligors.splice(0, 1, 'ALB'), '$.tranches[4].condition', 'L06'],
  ['L07', (its) => its.irreversible('T3'), '$.tranches[2].reversible'],
  ['L07', (its) => its.irreversible('T1'), '$.tranches[0].reversible'],
  ['L08', (its) => (its.tranche('T3').snapback = null), '$.tranches[2].snapback'],
  ['L08', (its) => (its.tranche('T3').snapback!.triggeredBy = []), '$.tranches[2].snapback.triggeredBy'],
  ['L08', (its) => delete its.tranche('T4').escrow, '$.tranches[3].escrow'],
  ['L08b', (its) => delete its.tranche('T3').snapback!.grandfather, '$.tranches[2].snapback.grandfather'],
  ['L08b', (its) => delete its.tranche('T3').snapback!.windDown, '$.tranches[2].snapback.windDown'],
  [
    'L09',
    (its) => {
      its.terms.tranches = [its.tranche('T3')];
      Object.assign(its.tranche('T3'), { magnitudePctOfRegime: 100, phase: 1 });
      its.terms.sunset!.relief = [];
    },
    '$.tranches[0].condition',
    'L14',
    ...['L63', 'L63', 'L63', 'L63'],
  ],
  [
    'L10',
    (its) =>
      (its.tranche('T3').condition!.text = 'when the Grantors deem that significant progress was made'),
    '$.tranches[2].condition.text',
  ],
  [
    'L10',
    (its) =>
      (its.tranche('T2').condition = { text: 'the Grantors express their readiness to consider relief' }),
    '$.tranches[1].condition.text',
  ],
  ['L11', (its) => its.dropFromDay('day:implementation', 'M3'), '$.days[2].rule'],
  ['L11', (its) => its.dropFromTranche('T3', 'M3'), '$.tranches[2].condition', 'L63'],
  ['L12', (its) => delete its.tranche('T6').legislative, '$.tranches[5].legislative'],
  [
    'L12',
    (its) => (its.tranche('T3').instrumentByGrantor = { ALB: 'seek_legislation' }),
    '$.tranches[2].legislative',
  ],
  ['L13', (its) => (its.tranche('T3').effect!.synchronised = false), '$.tranches[2].effect.synchronised'],
  ['L13', (its) => delete its.tranche('T3').effect!.syncWindow, '$.tranches[2].effect.syncWindow'],
  ['L14', (its) => its.magnitudes(40, 12, 3, 15, 15, 15), '$.tranches[0].magnitudePctOfRegime'],
  ['L14b', (its) => (its.tranche('T6').magnitudePctOfRegime = 25), '$.tranches'],
  ['L14b', (its) => delete its.tranche('T6').magnitudePctOfRegime, '$.tranches'],
  [
    'L15',
    (its) => delete its.milestone('M2').verification!.leadVerifier,
    '$.milestones[1].verification.leadVerifier',
  ],
  [
    'L15',
    (its) => delete its.milestone('M2').verification,
    '$.milestones[1].verification.leadVerifier',
    'L31',
  ],
  [
    'L15',
    (its) => (its.milestone('M2').verification!.leadVerifier = 'IMAV'),
    '$.milestones[1].verification.leadVerifier',
  ],
  [
    'L16',
    (its) => (its.milestone('M2').verification!.leadVerifier = 'KES'),
    '$.milestones[1].verification.leadVerifier',
  ],
  [
    'L16',
    (its) => {
      its.terms.verifiers.push({
        ...its.verifier('IMVA'),
        id: 'KAEA',
        name: 'Kestrelian Agency',
        independentOf: ['ALB'],
      });
      its.milestone('M3').verification!.leadVerifier = 'KAEA';
    },
    '$.milestones[2].verification.leadVerifier',
  ],
  ['L16', (its) => its.verifier('HCO').independentOf.shift(), '$.milestones[4].verification.leadVerifier'],
  [
    'L17',
    (its) => (its.milestone('M5').verification!.minIndependentSources = 1),
    '$.milestones[4].verification.minIndependentSources',
  ],
  [
    'L17',
    (its) => (its.milestone('M5').verification!.sources = ['S-HUM']),
    '$.milestones[4].verification.sources',
  ],
  ['L18', (its) => its.controlAll('M2', 'KES'), '$.milestones[1].verification.sources'],
  [
    'L18b',
    (its) => (its.milestone('M2').verification!.sources = ['S-ONSITE', 'S-SEAL']),
    '$.milestones[1].verification.sources',
  ],
  [
    'L18b',
    (its) => (its.milestone('M1').verification!.minIndependentSources = 3),
    '$.milestones[0].verification.sources',
  ],
  ['L19', (its) => delete its.milestone('M7').deadline, '$.milestones[6].deadline'],
  [
    'L20',
    (its) => (its.milestone('M7').deadline = days('P60D', 'day:nowhere')),
    '$.milestones[6].deadline.anchor',
  ],
  ['L20', (its) => (its.milestone('M7').deadline = days('six months')), '$.milestones[6].deadline.offset'],
  ['L20', (its) => (its.verifier('AUD').mandateUntil = 'day:end'), '$.verifiers[5].mandateUntil'],
  ['L20', (its) => delete its.day('day:finalisation').rule, '$.days[0].rule'],
  ['L21', (its) => delete its.rule('day:implementation').notLaterThan, '$.days[2].rule'],
  [
    'L21',
    (its) => (its.day('day:adoption').rule = { type: 'act', act: 'consent of all' }),
    '$.days[1].rule',
    'L10',
  ],
  ['L22', (its) => delete its.milestone('M5').indicator!.target, '$.milestones[4].indicator.target'],
  [
    'L22',
    (its) => (its.milestone('M5').indicator!.target!.value = 'significant progress'),
    '$.milestones[4].indicator.target.value',
  ],
  ['L22', (its) => delete its.milestone('M5').indicator, '$.milestones[4].indicator.target'],
  ['L24', (its) => (its.milestone('M2').indicator!.unit = ''), '$.milestones[1].indicator.unit'],
  [
    'L24',
    (its) => (its.milestone('M2').indicator!.statement = 'Mass of restricted compound in Kestrelia'),
    '$.milestones[1].indicator.statement',
  ],
  ['L25', (its) => delete its.milestone('M2').indicator!.baseline, '$.milestones[1].indicator.baseline'],
  [
    'L26',
    (its) => (its.milestone('M2').indicator!.baseline!.value = 240),
    '$.milestones[1].indicator.target',
  ],
  ['L26', (its) => (its.milestone('M8').indicator!.baseline!.value = 0), '$.milestones[7].indicator.target'],
  ['L27', (its) => (its.milestone('M2').sustain = null), '$.milestones[1].sustain'],
  ['L27', (its) => delete its.milestone('M5').sustain, '$.milestones[4].sustain'],
  ['L27', (its) => delete its.milestone('M7').sustain, '$.milestones[6].sustain'],
  ['L27', (its) => delete its.milestone('M9').sustain, '$.milestones[8].sustain'],
  ['L28', (its) => delete its.milestone('M9').allocation, '$.milestones[8].allocation'],
  ['L28', (its) => (its.milestone('M9').allocation = { KES: 121 }), '$.milestones[8].allocation'],
  ['L29', (its) => delete its.milestone('M1').verification!.notice, '$.milestones[0].verification.notice'],
  [
    'L30',
    (its) => (its.verifier('FIAB').mandateUntil = 'day:implementation+P1Y'),
    '$.verifiers[1].mandateUntil',
  ],
  ['L30', (its) => (its.verifier('MHRM').mandateUntil = 'day:adoption+P5Y'), '$.verifiers[2].mandateUntil'],
  ['L30', (its) => delete its.terms.sunset!.surviving[0]!.verifier, '$.sunset.surviving[0].verifier'],
  [
    'L31',
    (its) => (its.milestone('M3').verification!.modality = []),
    '$.milestones[2].verification.modality',
  ],
  [
    'L31',
    (its) => (its.milestone('M3').verification!.modality = ['to be agreed']),
    '$.milestones[2].verification.modality[0]',
  ],
  ['L32', (its) => (its.contingency('C1').cure = null), '$.contingencies[0].cure'],
  ['L33', (its) => delete its.contingency('C1').definedTerm, '$.contingencies[0].definedTerm'],
  ['L33', (its) => its.terms.definitions.shift(), '$.contingencies[0].definedTerm'],
  ['L34', (its) => delete its.milestone('M9').falsePositive, '$.milestones[8].falsePositive'],
  ['L35', (its) => (its.step(3).days = 20), '$.disputeLadder.totalDays'],
  ['L35', (its) => (its.step(4).days = 15), '$.disputeLadder.steps[3].days'],
  ['L35', (its) => (its.step(5).start = 'end of step 3'), '$.disputeLadder.steps[4].start'],
  ['L36', (its) => delete its.step(6).default, '$.disputeLadder.steps[5].default'],
  ['L37', (its) => (its.step(2).dayType = 'working_days'), '$.disputeLadder.steps[1].dayType'],
  ['L37', (its) => delete its.terms.agreement.dayCount!.workingDayCalendar, '$.agreement.dayCount'],
  ['L37', (its) => (its.terms.calendars = []), '$.agreement.dayCount.workingDayCalendar'],
  ['L38', (its) => (its.contingency('C1').invokers = []), '$.contingencies[0].invokers'],
  [
    'L38',
    (its) => delete its.terms.disputeLadder!.withdrawnPartyStanding,
    '$.disputeLadder.withdrawnPartyStanding',
  ],
  ['L38', (its) => (its.terms.disputeLadder!.standing = []), '$.disputeLadder.standing'],
  [
    'L39',
    (its) => (its.contingency('C1').trigger!.text = 'a grantor deems performance insufficient'),
    '$.contingencies[0].trigger.text',
  ],
  ['L39', (its) => (its.step(6).body = 'ALB'), '$.contingencies[0].trigger.ast'],
  ['L40', (its) => its.contingency('C1').response.splice(0, 2), '$.contingencies[0].response'],
  ['L40b', (its) => delete its.contingency('C1').incentivePreserved, '$.contingencies[0].incentivePreserved'],
  ['L41', (its) => delete its.contingency('C2').restoration, '$.contingencies[1].restoration'],
  [
    'L42',
    (its) => delete its.terms.discrepancyProcedure!.stages[4]!.automatic,
    '$.discrepancyProcedure.stages',
  ],
  ['L42', (its) => delete its.terms.discrepancyProcedure, '$.discrepancyProcedure'],
  ['L43', (its) => (its.body('IRP').seats = 4), '$.bodies[3].seats'],
  ['L43', (its) => delete its.body('IRP').defaultAppointer, '$.bodies[3].defaultAppointer'],
  ['L44', (its) => delete its.body('JEC').decision, '$.bodies[0].decision'],
  ['L44', (its) => delete its.body('DVTC').decision!.quorum, '$.bodies[2].decision.quorum'],
  ['L44b', (its) => delete its.body('SLWG').decision!.fallback, '$.bodies[1].decision.fallback'],
  ['L45', (its) => (its.terms.observers = []), '$.observers'],
  ['L45', (its) => (its.terms.observers[0]!.rights = []), '$.observers[0].rights'],
  ['L46', (its) => its.terms.reporting.pop(), '$.reporting'],
  ['L47', (its) => its.terms.reporting.splice(1, 3), '$.parties[1]', 'L47', 'L47'],
  ['L47', (its) => its.terms.reporting.shift(), '$.parties[0]'],
  ['L48', (its) => (its.rule('day:termination').offset = 'P2Y'), '$.sunset.instrument'],
  ['L48', (its) => (its.terms.sunset!.instrument = 'day:implementation'), '$.sunset.instrument', 'L49'],
  ['L49', (its) => (its.terms.review = []), '$.review'],
  ['L49', (its) => (its.terms.review[1]!.first = days('P20Y')), '$.review[1].first'],
  ['L50', (its) => delete its.terms.sunset!.extension!.max, '$.sunset.extension.max'],
  ['L50', (its) => (its.tranche('T1').pilot!.renewal = 'JEC'), '$.tranches[0].pilot.renewal'],
  [
    'L52',
    (its) => (its.milestone('M1').deadline = { type: 'absolute', date: '2025-12-31' }),
    '$.milestones[0].deadline',
  ],
  ['L52', (its) => (its.milestone('M3').deadline = days('-P10D')), '$.milestones[2].deadline'],
  ['L53', (its) => (its.milestone('M2').deadline = days('P30D')), '$.milestones[1].deadline'],
  [
    'L53',
    (its) => (its.milestone('M6').deadline = days('P24M', 'day:implementation')),
    '$.milestones[6].deadline',
  ],
  ['L62', (its) => (its.tranche('T5').measures = ['Schedule B (118 names)']), '$.tranches[4].measures[0]'],
  [
    'L62',
    (its) => (its.milestone('M8').indicator!.statement = 'Persons on Schedule C (37 names) still detained'),
    '$.milestones[7].indicator.statement',
  ],
  [
    'L63',
    (its) => {
      its.terms.milestones.push({ ...structuredClone(its.milestone('M6')), id: 'M11' });
      its.and('T6', verified('M11'));
      its.tranche('T6').condition!.ast = { op: 'or', args: [its.tranche('T6').condition!.ast!] };
      its.dropFromTranche('T6', 'M11');
    },
    '$.milestones[10]',
    'L07',
  ],
  ['L66', (its) => (its.milestone('M3').id = 'M2'), '$.milestones[2].id', 'L02', 'L02'],
  ['L66', (its) => (its.verifier('AUD').id = 'KES'), '$.verifiers[5].id', 'L15'],
  ['L67', (its) => delete its.milestone('M6').determination!.within, '$.milestones[5].determination.within'],
  [
    'L67',
    (its) => delete its.milestone('M6').determination!.onSilence,
    '$.milestones[5].determination.onSilence',
  ],
  ['L67', (its) => delete its.milestone('M6').determination, '$.milestones[5].determination'],
  [
    'L68',
    (its) => its.and('T2', { op: 'not', args: [{ op: 'milestone', ref: 'M9', is: 'missed' }] }),
    '$.tranches[1].condition.ast.args[3].args[0]',
  ],
  ['L69', (its) => (its.tranche('T1').snapback!.mode = 'automatic'), '$.tranches[0].snapback.mode'],
  [
    'L69',
    (its) => (its.contingency('C1').response[2]!.do = 'snapback T1-T5'),
    '$.contingencies[0].response[2].do',
  ],
  ['L00', (its) => (its.milestone('M5').sustain = '90 days'), '$.milestones[4].sustain'],
];

describe('a mistake in the sample', () => {
  test.each(mistakes.map(([rule, change, path, ...also], index) => ({ rule, change, path, also, index })))(
    '$rule at $path ($index)',
    ({ rule, change, path, also }) => {
      const its = sampleDraft();
      change(its);
      const findings = lint(subjectOf(its.terms));
      const broken = findings.map((finding) => finding.rule);
      const message = findings
        .map((finding) => `${finding.rule} ${finding.where.path}: ${finding.message}`)
        .join('\n');
      expect({ message, broken: broken.toSorted() }).toEqual({ message, broken: [rule, ...also].toSorted() });
      expect(findings.filter((finding) => finding.rule === rule).map(({ where }) => where.path)).toContain(
        path,
      );
    },
  );
});
