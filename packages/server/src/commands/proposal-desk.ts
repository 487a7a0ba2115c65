/**
 * The desk of private proposals, beside that of comments. Commands on one agreement's proposals run one after the other;
 * another node may be first, and then the decision is taken anew.
 *
 * The order of a command: the state of the agreement, the text of the clause, decision, append (durable, with the texts),
 * state in memory, notice, answer. Nothing of a proposal is logged.
 */
import { canonicalText, clauseHash, labelsOf, withWords } from '@travaux/editor/document';
import { apartFromCount, type AgreementState, type ClauseId } from '@travaux/workflow/agreement';
import type { Actor } from '@travaux/workflow/policy';
import {
  decideProposal,
  isProposalRefusal,
  noProposals,
  refuseProposal,
  replayProposals,
  type Origin,
  type Proposal,
  type ProposalCommand,
  type ProposalFacts,
  type ProposalRefusal,
  type ProposalsState,
  type RecordedProposal,
} from '@travaux/workflow/proposals';
import type { Rooms } from '../rooms/rooms.ts';
import { ConflictError, type DecidedText, type ProposalAppend, type ProposalStore } from '../store/store.ts';
import type { Desk } from './desk.ts';
import { StateCache } from './state-cache.ts';
import { Turns } from './turns.ts';

export interface ProposalDesk {
  /** The current proposals of all parties; empty when none was ever kept. */
  state(agreement: string): Promise<ProposalsState>;
  /** @param text canonical text of what is proposed, for `keep-proposal`; its hash is that of the command */
  execute(
    agreement: string,
    actor: Actor,
    command: ProposalCommand,
    text: DecidedText | null,
  ): Promise<AcceptedProposal | ProposalRefusal>;
  /**
   * Keeps an observer's wording as a proposal of the party that takes it up: the text of the clause as it is, with the
   * words as paragraphs at its end. In one transaction with what is said of it.
   * @throws ConflictError when another node was first with either
   */
  takeUp(
    agreement: string,
    state: AgreementState,
    actor: Actor,
    wording: TakenWording,
    comments: NonNullable<ProposalAppend['comments']>,
  ): Promise<AcceptedProposal | ProposalRefusal>;
  /** The canonical text of this hash that a proposal of the agreement names. */
  text(agreement: string, hash: string): Promise<string>;
  /** Forgets every state, for the reset of a demo. */
  clear(): void;
}

export interface TakenWording {
  readonly party: string;
  readonly where: ClauseId;
  readonly words: string;
  readonly origin: Extract<Origin, { kind: 'taken-up' }>;
}

export interface AcceptedProposal {
  readonly refused?: never;
  readonly proposal: Proposal;
}

export interface ProposalDeskOptions {
  readonly store: ProposalStore;
  readonly agreements: Pick<Desk, 'state'>;
  readonly rooms: Pick<Rooms, 'text'>;
  /** The present instant, as `Date.prototype.toISOString` writes it. */
  readonly clock: () => string;
  readonly newId: () => string;
  /** Told of a proposal that changed, once it is durable. */
  readonly tell: (agreement: string, proposal: Proposal) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** Times that a decision is taken again because another node was first. */
const attempts = 8;

export function createProposalDesk(options: ProposalDeskOptions): ProposalDesk {
  const { store, agreements, rooms, clock, newId, tell, onError } = options;
  const states = new StateCache<ProposalsState>(async (agreement, known) =>
    replayProposals(known ?? noProposals, await store.events(agreement, known?.version ?? 0)),
  );
  const turns = new Turns();
  const current = async (agreement: string) => (await states.get(agreement)) ?? noProposals;

  /** Decides and appends, once. @throws ConflictError when another node was first; then all is known again */
  async function once(
    agreement: string,
    state: AgreementState,
    actor: Actor,
    command: ProposalCommand,
    facts: ProposalFacts,
    beside: Pick<ProposalAppend, 'texts' | 'comments'>,
  ): Promise<AcceptedProposal | ProposalRefusal> {
    const proposals = await current(agreement);
    const decided = decideProposal(proposals, state, actor, command, facts);
    if (isProposalRefusal(decided)) return decided;
    if (decided.length === 0) return { proposal: found(proposals, command.proposal) };
    if (actor.person === null) throw new Error('a proposal was decided for nobody');
    const at = clock();
    const events = decided.map((event, index): RecordedProposal => ({
      version: proposals.version + index + 1,
      at,
      by: actor.person!,
      event,
    }));
    try {
      await store.append(agreement, { expectedVersion: proposals.version, events, ...beside });
    } catch (error) {
      if (error instanceof ConflictError) await states.refreshed(agreement);
      throw error;
    }
    const next = replayProposals(proposals, events);
    states.set(agreement, next);
    const proposal = found(next, command.proposal);
    await tell(agreement, proposal).catch(onError);
    return { proposal };
  }

  async function execute(
    ...[agreement, actor, command, text]: Parameters<ProposalDesk['execute']>
  ): Promise<AcceptedProposal | ProposalRefusal> {
    for (let attempt = 1; ; attempt += 1) {
      const state = await agreements.state(agreement);
      if (!state?.facts) return refuseProposal('unknown-proposal', 'There is no such agreement.');
      const base = command.type === 'keep-proposal' ? await textNow(state, command.clause) : null;
      const facts = { present: base?.hash ?? null, number: numberOf(state, command) };
      const texts = [base, text].filter((one) => one !== null);
      try {
        return await once(agreement, state, actor, command, facts, { texts });
      } catch (error) {
        if (!(error instanceof ConflictError) || attempt >= attempts) throw error;
      }
    }
  }

  async function takeUp(
    ...[agreement, state, actor, wording, comments]: Parameters<ProposalDesk['takeUp']>
  ): Promise<AcceptedProposal | ProposalRefusal> {
    const { party, where: clause, words, origin } = wording;
    const base = await textNow(state, clause);
    const text = textOf(withWords(base?.json ?? null, words));
    const command = {
      ...{ type: 'keep-proposal' as const, proposal: newId(), party, clause, reason: '', origin },
      ...{ base: base?.hash ?? '', text: text.hash },
    };
    const facts = { present: base?.hash ?? null, number: numberOf(state, command) };
    const texts = base ? [base, text] : [];
    return once(agreement, state, actor, command, facts, { texts, comments });
  }

  /** Of a clause in the outline; another room of that name says nothing here. */
  async function textNow({ outline }: AgreementState, clause: ClauseId) {
    if (outline.elements.get(clause)?.kind !== 'clause') return null;
    const read = await rooms.text(clause);
    return read && { ...textOf(read.json), json: read.json };
  }

  return {
    state: current,
    execute: (...asked) => turns.run(asked[0], () => execute(...asked)),
    takeUp: (...asked) => turns.run(asked[0], () => takeUp(...asked)),
    async text(agreement, hash) {
      const text = await store.text(agreement, hash);
      if (text === null) throw new Error('a proposal names a text that is not kept');
      return text;
    },
    clear: () => states.clear(),
  };
}

function textOf(json: Parameters<typeof canonicalText>[0]): DecidedText {
  return { hash: clauseHash(json), canonical: canonicalText(json) };
}

/** As it is printed now. */
function numberOf(state: AgreementState, command: ProposalCommand): string {
  if (command.type !== 'keep-proposal' || !state.facts) return '';
  return labelsOf(state.outline, state.facts, apartFromCount(state)).get(command.clause)?.number ?? '';
}

function found({ proposals }: ProposalsState, id: string): Proposal {
  const proposal = proposals.get(id);
  if (!proposal) throw new Error('a proposal that was decided on is not there');
  return proposal;
}
