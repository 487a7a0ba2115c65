/**
 * The desk: where commands become events. Loads the state, lets the decider decide, appends with the expected
 * version, and tells those who listen. Commands on one agreement run one after the other.
 */
import type { AgreementState, Command, OpenAgreement, Refusal } from '@travaux/workflow/agreement';
import type { Actor } from '@travaux/workflow/policy';
import type { AgreementRow, RoomSeed, SourceFile } from '../store/store.ts';

export interface Accepted {
  readonly refused?: never;
  readonly version: number;
}

export interface Desk {
  list(): Promise<readonly AgreementRow[]>;
  /** The current state; null when there is no such agreement. */
  state(agreement: string): Promise<AgreementState | null>;
  /**
   * @param expectedVersion the version that the actor saw; another current one is refused as `version-conflict`
   */
  execute(
    agreement: string,
    expectedVersion: number,
    command: Command,
    actor: Actor,
  ): Promise<Accepted | Refusal>;
  /** Opens a new agreement with its texts, in one transaction. */
  open(
    agreement: string,
    command: OpenAgreement,
    actor: Actor,
    texts: {
      readonly rooms: readonly RoomSeed[];
      readonly source?: SourceFile;
      readonly importReport?: string;
    },
  ): Promise<Accepted | Refusal>;
  /** Called after each commit, in order. */
  onCommit(listener: (agreement: string, version: number) => void): void;
  /** Forgets every state, for the reset of a demo. */
  clear(): void;
}
