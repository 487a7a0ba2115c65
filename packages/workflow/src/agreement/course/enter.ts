/**
 * A stage as it is when a clause has just entered it.
 */
import type { Stage } from '../../route/route.ts';
import type { Granter } from './course.ts';
import type { StageRun } from './stage-run.ts';
import type { Voice } from './voice.ts';

export interface Entry {
  readonly at: string;
  readonly due: string | null;
  readonly asks: readonly Voice[];
  readonly consulted: readonly Voice[];
  readonly informed: readonly Voice[];
}

export function enteredRun(stage: Stage, { at, due, asks, consulted, informed }: Entry): StageRun {
  const fields = { stage: stage.id, enteredAt: at, due, late: false, consulted, informed, opinions: [] };
  switch (stage.kind) {
    case 'review':
      return { ...fields, kind: 'review', reviewers: asks, escalatedTo: null };
    case 'sign-off': {
      const parties = partiesOf(asks);
      if (stage.form.kind === 'explicit') return { ...fields, kind: 'sign-off', parties, signOffs: [] };
      const { mayBreak } = stage.form;
      const entitled = mayBreak === 'all' ? parties : mayBreak;
      return { ...fields, kind: 'silence', addressees: parties, entitled, silence: null };
    }
    case 'committee':
      return {
        ...fields,
        kind: 'committee',
        body: stage.body,
        interests: [],
        votes: [],
        exhausted: null,
        sitting: [],
        decision: null,
        dissents: [],
      };
  }
}

/** In whose name a stage grants. */
export function granterOf(stage: Stage): Granter {
  switch (stage.kind) {
    case 'review':
      return { kind: 'reviewers' };
    case 'sign-off':
      return { kind: 'parties' };
    case 'committee':
      return { kind: 'body', body: stage.body };
  }
}

function partiesOf(voices: readonly Voice[]): readonly string[] {
  return voices.flatMap((voice) => (voice.kind === 'party' ? [voice.party] : []));
}
