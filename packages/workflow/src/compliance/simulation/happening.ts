/**
 * A happening: one thing that comes to pass in a simulation, on a day, for a reason. Happenings are data; their
 * sentences are made when they are shown.
 */
import { capital, listWords } from '../../route/words.ts';
import { printDate } from '../day-rule-text.ts';
import { printDuration } from '../duration.ts';

export type Happening = { readonly date: string } & (
  | { readonly what: 'day-comes'; readonly day: string }
  | { readonly what: 'long-stop'; readonly day: string; readonly effect: string }
  | {
      readonly what: 'reported';
      readonly milestone: string;
      readonly by: string | null;
      readonly met: boolean;
    }
  | {
      readonly what: 'verified';
      readonly milestone: string;
      readonly by: string | null;
      readonly late: boolean;
    }
  | {
      readonly what: 'not-verified';
      readonly milestone: string;
      readonly by: string | null;
      readonly score: number;
      readonly reading: number | null;
    }
  | { readonly what: 'missed'; readonly milestone: string; readonly waitsFor: readonly string[] }
  | { readonly what: 'adverse-reading'; readonly milestone: string }
  /** No effect follows until a second source confirms it, or the period ends. */
  | {
      readonly what: 'effects-held';
      readonly milestone: string;
      readonly until: string;
      readonly confirmBy: string | null;
    }
  | { readonly what: 'reading-confirmed'; readonly milestone: string }
  | { readonly what: 'reading-dismissed'; readonly milestone: string }
  | {
      readonly what: 'discrepancy-stage';
      readonly milestone: string;
      readonly stage: string;
      readonly until: string | null;
    }
  | {
      readonly what: 'tolled';
      readonly milestone: string;
      readonly from: string;
      readonly to: string;
      readonly contingency: string;
    }
  | {
      readonly what: 'complaint';
      readonly milestone: string;
      readonly by: string | null;
      readonly ends: string;
    }
  | {
      readonly what: 'ladder-step';
      readonly milestone: string;
      readonly step: number;
      readonly name: string;
      readonly until: string;
    }
  | { readonly what: 'complaint-settled'; readonly milestone: string }
  | { readonly what: 'ladder-ends'; readonly milestone: string; readonly outcome: string | null }
  | {
      readonly what: 'notice';
      readonly contingency: string;
      readonly by: readonly string[];
      readonly cureUntil: string;
    }
  | { readonly what: 'cured'; readonly contingency: string }
  | { readonly what: 'active'; readonly contingency: string }
  | {
      readonly what: 'response';
      readonly contingency: string;
      readonly level: number | null;
      readonly words: string;
    }
  | { readonly what: 'ended'; readonly contingency: string }
  | { readonly what: 'condition-met'; readonly tranche: string; readonly dueBy: string }
  | {
      readonly what: 'relief';
      readonly tranche: string;
      readonly share: number;
      readonly of: number | null;
      /** Where it is held until it is released, and until when measures may still be kept. */
      readonly escrow: string | null;
      readonly endsOn: string | null;
    }
  | {
      readonly what: 'relief-step';
      readonly tranche: string;
      readonly share: number;
      readonly milestone: string;
    }
  | { readonly what: 'relief-held'; readonly tranche: string; readonly because: readonly Blocker[] }
  | { readonly what: 'relief-overdue'; readonly tranche: string; readonly grantors: readonly string[] }
  | {
      readonly what: 'reversal-announced';
      readonly tranche: string;
      readonly contingency: string;
      readonly effective: string;
      readonly windDownUntil: string | null;
      readonly grandfather: string | null;
    }
  | { readonly what: 'reversal-called-off'; readonly tranche: string }
  | { readonly what: 'reversed'; readonly tranche: string; readonly contingency: string }
  | { readonly what: 'wind-down-ends'; readonly tranche: string }
  | { readonly what: 'restored'; readonly tranche: string; readonly share: number }
  | { readonly what: 'pilot-renewed'; readonly tranche: string; readonly until: string }
  | { readonly what: 'pilot-ends'; readonly tranche: string }
  | { readonly what: 'names-end'; readonly tranche: string; readonly unless: string | null }
);

/** Why relief does not come although somebody waits for it. */
export type Blocker =
  | { readonly why: 'milestone'; readonly milestone: string }
  | { readonly why: 'not-sustained'; readonly milestone: string; readonly duration: string }
  | { readonly why: 'day'; readonly day: string }
  | { readonly why: 'tranche'; readonly tranche: string }
  | { readonly why: 'contingency'; readonly contingency: string }
  | { readonly why: 'paused'; readonly contingency: string }
  | { readonly why: 'reading-disputed'; readonly milestone: string }
  | { readonly why: 'no-condition' }
  | { readonly why: 'other' };

/** `name` gives what a delegate calls the thing or participant of an id. */
export function happeningWords(happening: Happening, name: (id: string) => string): string {
  return capital(sentence(happening, name));
}

const percent = (share: number) => `${Math.round(share * 1000) / 10} per cent`;

function sentence(of: Happening, name: (id: string) => string): string {
  const by = (id: string | null, otherwise: string) => (id === null ? otherwise : name(id));
  switch (of.what) {
    case 'day-comes':
      return `${name(of.day)} comes.`;
    case 'long-stop':
      return `${name(of.day)} has not come by its last day, so this follows: ${of.effect.replaceAll('_', ' ')}.`;
    case 'reported':
      return `${by(of.by, 'the verifier')} reports that ${name(of.milestone)} is ${of.met ? 'met' : 'met in part'}.`;
    case 'verified':
      return `${by(of.by, 'the competent body')} determines that ${name(of.milestone)} is verified${of.late ? ', after its deadline' : ''}.`;
    case 'not-verified': {
      const reading = of.reading === null ? '' : `, at a reading of ${of.reading}`;
      const score = ['not at all', 'minimally', 'in part', 'in full'][of.score] ?? 'in part';
      return `${by(of.by, 'the competent body')} determines that ${name(of.milestone)} is met ${score}${reading}: it is not verified.`;
    }
    case 'missed':
      return of.waitsFor.length > 0
        ? `the deadline of ${name(of.milestone)} passes; it waits for ${listWords(of.waitsFor.map(name))}.`
        : `the deadline of ${name(of.milestone)} passes, and it is not met.`;
    case 'adverse-reading':
      return `a source contradicts what was reported on ${name(of.milestone)}.`;
    case 'effects-held':
      return `until ${printDate(of.until)} the reading on ${name(of.milestone)} has no effect, unless it is confirmed${of.confirmBy ? ` by ${of.confirmBy}` : ''}; relief that depends on it and has not come is held.`;
    case 'reading-confirmed':
      return `a second source confirms it: ${name(of.milestone)} was reported falsely and is no longer verified.`;
    case 'reading-dismissed':
      return `the difference on ${name(of.milestone)} is explained: nothing was wrong, and the hold is lifted.`;
    case 'discrepancy-stage':
      return `discrepancy on ${name(of.milestone)}: ${of.stage}${of.until ? `, until ${printDate(of.until)}` : ''}.`;
    case 'tolled':
      return `the deadline of ${name(of.milestone)} moves from ${printDate(of.from)} to ${printDate(of.to)}, for the days on which ${name(of.contingency)} was active.`;
    case 'complaint':
      return `${by(of.by, 'a party')} complains of ${name(of.milestone)}: the dispute ladder begins, and ends on ${printDate(of.ends)} at the latest.`;
    case 'ladder-step':
      return `dispute on ${name(of.milestone)}, step ${of.step}: ${of.name}, until ${printDate(of.until)}.`;
    case 'complaint-settled':
      return `the complaint of ${name(of.milestone)} is settled, since it is verified now.`;
    case 'ladder-ends':
      return `the dispute on ${name(of.milestone)} ends${of.outcome ? `: ${of.outcome}` : ' without an outcome that the agreement foresees'}.`;
    case 'notice':
      return `${of.by.length > 0 ? listWords(of.by.map(name), 'or') : 'whoever may'} gives notice of ${name(of.contingency)}; what is wrong can be cured until ${printDate(of.cureUntil)}.`;
    case 'cured':
      return `it is cured in time: ${name(of.contingency)} does not become active.`;
    case 'active':
      return `${name(of.contingency)} becomes active.`;
    case 'response':
      return `${name(of.contingency)}${of.level === null ? '' : `, response of level ${of.level}`}: ${of.words}.`;
    case 'ended':
      return `${name(of.contingency)} ends: what it was about is put right.`;
    case 'condition-met':
      return `the condition of ${name(of.tranche)} is met; relief is due by ${printDate(of.dueBy)}.`;
    case 'relief':
      return reliefWords(of, name);
    case 'relief-step':
      return `${percent(of.share)} of ${name(of.tranche)} is released, by the reading of ${name(of.milestone)}.`;
    case 'relief-held':
      return `${name(of.tranche)} is held, because ${listWords(of.because.map((why) => blockerWords(why, name)))}.`;
    case 'relief-overdue':
      return `${name(of.tranche)} is overdue: ${listWords(of.grantors.map(name))} did not deliver.`;
    case 'reversal-announced':
      return (
        `${name(of.tranche)} is to be reversed on ${printDate(of.effective)}, because of ${name(of.contingency)}` +
        (of.windDownUntil ? `; business is wound down until ${printDate(of.windDownUntil)}` : '') +
        (of.grandfather ? `; spared are ${of.grandfather}` : '') +
        '.'
      );
    case 'reversal-called-off':
      return `the reversal of ${name(of.tranche)} is called off before it takes effect.`;
    case 'reversed':
      return `${name(of.tranche)} is reversed, because of ${name(of.contingency)}.`;
    case 'wind-down-ends':
      return `the wind-down of ${name(of.tranche)} ends.`;
    case 'restored':
      return `${name(of.tranche)} takes effect again.`;
    case 'pilot-renewed':
      return `${name(of.tranche)} is renewed until ${printDate(of.until)}.`;
    case 'pilot-ends':
      return `${name(of.tranche)} ends by itself, as a pilot.`;
    case 'names-end':
      return `the measures of ${name(of.tranche)} end${of.unless ? `, unless ${of.unless}` : ''}.`;
  }
}

function reliefWords(of: Extract<Happening, { what: 'relief' }>, name: (id: string) => string): string {
  const tranche = name(of.tranche);
  if (of.endsOn !== null) {
    return `the act of ${tranche} takes effect: its measures end on ${printDate(of.endsOn)} unless they are kept by consensus.`;
  }
  if (of.share === 0) {
    return `${tranche} takes effect${of.escrow ? ` into escrow (${of.escrow})` : ''}; nothing is released yet.`;
  }
  const part = of.share < 1 ? `, ${percent(of.share)} of it` : '';
  return `${tranche} takes effect${part}${of.of === null ? '' : `: relief from ${of.of} per cent of the regime`}.`;
}

export function blockerWords(blocker: Blocker, name: (id: string) => string): string {
  switch (blocker.why) {
    case 'milestone':
      return `${name(blocker.milestone)} is not verified`;
    case 'not-sustained':
      return `${name(blocker.milestone)} has not been sustained for ${printDuration(blocker.duration)}`;
    case 'day':
      return `${name(blocker.day)} has not come`;
    case 'tranche':
      return `${name(blocker.tranche)} is not in effect`;
    case 'contingency':
      return `${name(blocker.contingency)} is active`;
    case 'paused':
      return `${name(blocker.contingency)} pauses the next tranche`;
    case 'reading-disputed':
      return `a reading on ${name(blocker.milestone)} is disputed`;
    case 'no-condition':
      return 'it has no condition';
    case 'other':
      return 'what it is conditioned on has not happened';
  }
}
