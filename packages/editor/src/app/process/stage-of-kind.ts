/** What a stage of a route begins as when it is made another kind. */
import { survivedByDefault, type Stage } from '@travaux/workflow/route';
import type { ThereIs } from './participants-field.tsx';

/** The same stage as another kind: its place, name and time stay. */
export function ofKind(kind: Stage['kind'], stage: Stage, there: ThereIs): Stage {
  if (kind === stage.kind) return stage;
  const { id, name, within, onReturn, grants, informed, consulted } = stage;
  const fields = { id, name, within, onReturn, grants, informed, consulted };
  switch (kind) {
    case 'review':
      return {
        ...fields,
        kind,
        reviewers: [{ kind: 'secretariat' }],
        required: 1,
        order: 'parallel',
        onDeadline: 'returns',
        overriddenBy: null,
      };
    case 'sign-off':
      return {
        ...fields,
        kind,
        parties: 'all',
        form: { kind: 'explicit', onDeadline: 'stays-open' },
        survives: [...survivedByDefault],
        capacity: 'agree',
        mendErrors: true,
      };
    case 'committee':
      return {
        ...fields,
        kind,
        body: [...there.bodies.keys()][0] ?? '',
        terms: {
          rule: { kind: 'consensus' },
          quorum: { kind: 'share', share: { comparison: 'more-than', numerator: 1, denominator: 2 } },
          recusal: 'leaves-base',
        },
        lastResort: null,
        secretUntilCast: false,
        onDeadline: 'stays-open',
      };
  }
}
