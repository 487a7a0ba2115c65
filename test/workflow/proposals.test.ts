/** Private proposals: who keeps them, who knows of them, and what becomes of them. */
import { describe, expect, test } from '@jest/globals';
import { decide, isRefusal, replay, type AgreementState } from '@travaux/workflow/agreement';
import {
  decideProposal,
  isProposalRefusal,
  mayReadProposal,
  noProposals,
  referenceWords,
  replayProposals,
  type ProposalCommand,
  type ProposalFacts,
  type ProposalRefusalCode,
  type ProposalsState,
} from '@travaux/workflow/proposals';
import { actor, noon, opened, opening, people, type Who } from './language.ts';

const agreement = opened(opening(['part one', '  clause c', '  clause d']));
const everybody = [...Object.keys(people), 'public', 'stranger', 'convener', 'operator'] as Who[];
const hash = (of: string) => of.repeat(64).slice(0, 64);
const origin = { kind: 'set-aside', at: noon, reason: 'The clause is frozen.' } as const;

const keep = (
  proposal: string,
  with_: Partial<Extract<ProposalCommand, { type: 'keep-proposal' }>> = {},
) => ({
  ...{ type: 'keep-proposal' as const, proposal, party: 'TOR', clause: 'c' },
  ...{ base: hash('a'), text: hash('b'), reason: '', origin },
  ...with_,
});
const withdraw = (proposal: string) => ({ type: 'withdraw-proposal', proposal }) as const;
const incorporate = (proposal: string) => ({ type: 'incorporate-proposal', proposal }) as const;
const explain = (proposal: string, reason: string) => ({ type: 'give-reason', proposal, reason }) as const;

/** What is kept so far; the clause says `a`, and its number is 4.2, unless told otherwise. */
class Register {
  readonly state: ProposalsState;
  readonly agreement: AgreementState;
  constructor(state: ProposalsState = noProposals, within: AgreementState = agreement) {
    this.state = state;
    this.agreement = within;
  }
  #decided(who: Who, command: ProposalCommand, facts: Partial<ProposalFacts>) {
    const all = { present: hash('a'), number: '4.2', ...facts };
    return decideProposal(this.state, this.agreement, actor(who), command, all);
  }
  when(who: Who, command: ProposalCommand, facts: Partial<ProposalFacts> = {}): Register {
    const decided = this.#decided(who, command, facts);
    if (isProposalRefusal(decided)) throw new Error(decided.sentence);
    const by = actor(who).person ?? '';
    const recorded = decided.map((event, n) => ({
      version: this.state.version + n + 1,
      at: noon,
      by,
      event,
    }));
    return new Register(replayProposals(this.state, recorded), this.agreement);
  }
  refuses(
    who: Who,
    command: ProposalCommand,
    code: ProposalRefusalCode,
    facts: Partial<ProposalFacts> = {},
  ): this {
    expect(this.#decided(who, command, facts)).toMatchObject({ refused: true, code });
    return this;
  }
  confided(circle: 'parties' | 'secretariat'): Register {
    const to = { kind: circle } as const;
    const command = { type: 'set-confidentiality', element: 'c', knownTo: to, readBy: to } as const;
    const decided = decide(this.agreement, actor('secretariat'), command, { now: noon });
    if (isRefusal(decided)) throw new Error(decided.sentence);
    return new Register(this.state, replay(this.agreement, decided));
  }
  readers(id: string): Who[] {
    return everybody.filter((who) => mayReadProposal(this.agreement, actor(who), this.at(id)));
  }
  at(id: string) {
    return this.state.proposals.get(id)!;
  }
}
const kept = new Register().when('delegate', keep('p'));

describe('a private proposal', () => {
  test('is read by the delegates of its party and by nobody else; others are told that there is none', () => {
    expect(kept.readers('p')).toEqual(['delegate', 'colleague']);
    for (const who of everybody.filter((one) => !['delegate', 'colleague'].includes(one))) {
      kept.refuses(who, withdraw('p'), who === 'opponent' ? 'unknown-proposal' : 'not-allowed');
    }
    kept.refuses('opponent', withdraw('never'), 'unknown-proposal');
  });

  test('is kept by a delegate for the own party, on a clause that they may read', () => {
    new Register()
      .refuses('opponent', keep('p'), 'not-yours')
      .refuses('chair', keep('p'), 'not-allowed')
      .refuses('observer', keep('p'), 'not-allowed')
      .refuses('delegate', keep('p', { clause: 'elsewhere' }), 'unknown-clause')
      .refuses('delegate', keep('p', { clause: 'one' }), 'unknown-clause')
      .refuses('delegate', keep('p'), 'unknown-clause', { present: null });
  });

  test('goes out of sight with its clause, and comes back with it', () => {
    expect(kept.confided('parties').readers('p')).toEqual(['delegate', 'colleague']);
    const hidden = kept.confided('secretariat').refuses('delegate', withdraw('p'), 'unknown-proposal');
    expect(hidden.readers('p')).toEqual([]);
    hidden.refuses('delegate', keep('q'), 'unknown-clause');
  });

  test('departs from what the clause says at that moment, and says something else', () => {
    new Register()
      .refuses('delegate', keep('p'), 'text-changed', { present: hash('c') })
      .refuses('delegate', keep('p', { text: hash('a') }), 'nothing-changed');
  });

  test('is kept once, however often it is sent; its id is nobody else’s', () => {
    expect(kept.when('delegate', keep('p'), { present: hash('c') }).state.version).toBe(1);
    kept.refuses('delegate', keep('p', { text: hash('c') }), 'used-id');
  });

  test('has a permanent reference, counted for each party', () => {
    const both = kept
      .when('opponent', keep('r', { party: 'SAR' }))
      .when('delegate', withdraw('p'))
      .when('colleague', keep('q', { clause: 'd' }), { number: '' });
    expect(['p', 'q', 'r'].map((id) => referenceWords(both.at(id).reference))).toEqual([
      'TOR/4.2/1',
      'TOR/2',
      'SAR/4.2/1',
    ]);
  });

  test('is explained, put into the text or withdrawn by any delegate of the party, and then closed', () => {
    const explained = kept.when('colleague', explain('p', 'Ours says when.'));
    expect(explained.at('p')).toMatchObject({
      reason: 'Ours says when.',
      keptBy: 'dana',
      status: { kind: 'private' },
    });
    expect(explained.when('delegate', explain('p', 'Ours says when.')).state.version).toBe(2);
    for (const [act, kind] of [
      [withdraw, 'withdrawn'],
      [incorporate, 'incorporated'],
    ] as const) {
      const closed = kept.when('colleague', act('p'));
      expect(closed.at('p').status).toEqual({ kind, by: 'carl', at: noon });
      for (const again of [withdraw('p'), incorporate('p'), explain('p', 'x')]) {
        closed.refuses('delegate', again, 'closed-proposal');
      }
    }
  });
});
