/**
 * How rules are run: findings in a steady order, nothing said about what could not be read, and, after a change,
 * only what the change touches asked again, with the same outcome as if all were asked.
 */
import { describe, expect, test } from '@jest/globals';
import { example, lint, linter, rules, type Subject } from '@travaux/workflow/lint';
import fc from 'fast-check';
import { found, sampleTerms, subjectOf, told } from './language.ts';

type Terms = Subject['terms'];

/** The sample with one milestone exchanged and everything else the same objects. */
function withMilestone(
  subject: Subject,
  index: number,
  change: Partial<Terms['milestones'][number]>,
): Subject {
  const milestones = subject.terms.milestones.map((milestone, at) =>
    at === index ? { ...milestone, ...change } : milestone,
  );
  return { ...subject, terms: { ...subject.terms, milestones } };
}

describe('findings', () => {
  test('come by place, then rule', () => {
    const spoilt = example((its) => {
      its.tranche('T2').snapback = null;
      its.tranche('T1').effect!.synchronised = false;
      its.milestone('M2').sustain = null;
      its.milestone('M2').deadline = null;
      its.verifier('IMVA').mandateUntil = 'day:adoption+P1Y';
    });
    expect(found(spoilt)).toEqual([
      'L30 $.verifiers[0].mandateUntil',
      'L19 $.milestones[1].deadline',
      'L27 $.milestones[1].sustain',
      'L13 $.tranches[0].effect.synchronised',
      'L08 $.tranches[1].snapback',
    ]);
  });

  test('say nothing more about a field that could not be read', () => {
    const unread = example((its) => {
      its.milestone('M1').deadline = null;
      its.unread('M1', 'deadline', 'soon');
    });
    expect(found(unread)).toEqual(['L00 M1.deadline']);
  });

  test('name the clause in which a term stands, and how to mend it', () => {
    const subject = example((its) => (its.milestone('M1').verification!.minIndependentSources = 1));
    const [finding] = lint({ ...subject, standsIn: new Map([['M1', 'cl-1']]) });
    expect(finding).toMatchObject({
      rule: 'L17',
      severity: 'error',
      where: { clause: 'cl-1', term: 'M1', field: 'minIndependentSources', range: null },
      fix: { label: 'Require two', change: { kind: 'set-field', term: 'M1', words: '2' } },
    });
  });
});

describe('after a change', () => {
  test('only what it touches is asked again', () => {
    const live = linter();
    const before = subjectOf(sampleTerms());
    expect(live.update(before)).toEqual([]);
    const all = live.asked;
    expect(live.update({ ...before })).toEqual([]);
    expect(live.asked).toBe(0);

    const spoilt = withMilestone(before, 4, { sustain: null });
    expect(live.update(spoilt).map(told)).toEqual(['L27 $.milestones[4].sustain']);
    expect(live.asked).toBeLessThan(all / 10);

    expect(live.update(before)).toEqual([]);
    live.close();
  });

  test('what counts from a day that moved is asked again', () => {
    const live = linter();
    const before = subjectOf(sampleTerms());
    live.update(before);
    const days = before.terms.days.map((day) =>
      day.id === 'day:termination'
        ? { ...day, rule: { type: 'relative' as const, anchor: 'day:adoption', offset: 'P2Y' } }
        : day,
    );
    expect(live.update({ ...before, terms: { ...before.terms, days } }).map(told)).toEqual([
      'L48 $.sunset.instrument',
    ]);
    live.close();
  });

  test('a term that moves up keeps its findings, at its new place', () => {
    const live = linter();
    const before = withMilestone(subjectOf(sampleTerms()), 4, { sustain: null });
    live.update(before);
    const [first, ...others] = before.terms.milestones;
    const milestones = [...others, first!];
    expect(live.update({ ...before, terms: { ...before.terms, milestones } }).map(told)).toEqual([
      'L27 $.milestones[3].sustain',
    ]);
    live.close();
  });

  test('any changes, one after the other, are found as if all were asked', () => {
    const change = fc.constantFrom(...changes.keys());
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (steps) => {
        const live = linter();
        let subject = subjectOf(sampleTerms());
        live.update(subject);
        for (const step of steps) {
          subject = { ...subject, terms: changes.get(step)!(subject.terms) };
          expect(live.update(subject)).toEqual(lint(subject));
        }
        live.close();
      }),
      { numRuns: 15 },
    );
  });
});

describe('the rules that a lawyer asks for', () => {
  /** Checks of the table that no rule makes, each with the reason. */
  const notComputed: Record<string, string> = {};

  test('are all there', () => {
    const numbers = Array.from({ length: 69 }, (_, index) => `L${String(index + 1).padStart(2, '0')}`);
    const asked = [...numbers, 'L08b', 'L14b', 'L18b', 'L40b', 'L44b'];
    const missing = asked.filter((id) => !(id in notComputed) && !rules.some((rule) => rule.id === id));
    expect(missing).toEqual([]);
  });
});

/** By name, so that a failure tells what was done. */
const changes = new Map<string, (terms: Terms) => Terms>([
  ['drop a milestone', (terms) => ({ ...terms, milestones: terms.milestones.slice(1) })],
  ['drop the last tranche', (terms) => ({ ...terms, tranches: terms.tranches.slice(0, -1) })],
  ['turn the milestones round', (terms) => ({ ...terms, milestones: terms.milestones.toReversed() })],
  [
    'free the sources',
    (terms) => ({
      ...terms,
      sources: terms.sources.map((source) => ({ ...source, controlledBy: 'third_party' })),
    }),
  ],
  [
    'a grantor owes everything',
    (terms) => ({
      ...terms,
      milestones: terms.milestones.map((milestone) => ({ ...milestone, obligors: ['ALB'] })),
    }),
  ],
  [
    'tranches wait for each other',
    (terms) => ({
      ...terms,
      tranches: terms.tranches.map((tranche, index) => {
        const next = terms.tranches[(index + 1) % terms.tranches.length]!;
        return { ...tranche, condition: { ast: { op: 'tranche', ref: next.id, is: 'in_effect' } as const } };
      }),
    }),
  ],
  [
    'a day earlier',
    (terms) => ({
      ...terms,
      days: terms.days.map((day) =>
        day.id === 'day:finalisation'
          ? { ...day, rule: { type: 'absolute', date: '2025-03-02' } as const }
          : day,
      ),
    }),
  ],
  [
    'one id twice',
    (terms) => ({ ...terms, milestones: [...terms.milestones, ...terms.milestones.slice(0, 1)] }),
  ],
  ['no ladder', (terms) => ({ ...terms, disputeLadder: null })],
  ['no sunset', (terms) => ({ ...terms, sunset: null })],
]);
