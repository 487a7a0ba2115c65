/**
 * The closing act: the agreement is adopted as a whole. Until then nothing is agreed, because not everything is; so
 * it asks of every clause that it is agreed, as the text that it has now, and that nothing is pending anywhere.
 */
import { compareRungs, rungWords } from '../../route/rung.ts';
import type { Decision } from '../decision.ts';
import type { AgreementEvent } from '../events.ts';
import type { Facts } from '../facts.ts';
import { readingOrder, type ClauseId } from '../outline.ts';
import { refuse } from '../refusal.ts';
import type { AgreementState } from '../state.ts';
import { outdated, type Closure } from './closure.ts';
import { courseOf } from './course.ts';
import { suspendedAgreements } from './ladder.ts';
import { clauseName, outdatingWords, partyName, partyNames } from './words.ts';

/** How many obstacles a refusal names. */
const named = 5;

export function adoptAgreement(state: AgreementState, { texts, now }: Facts): Decision {
  if (!texts) throw new Error('adopt-agreement cannot be decided without the closures of the clauses');
  const obstacles = adoptionObstacles(state, texts);
  if (obstacles.length > 0) {
    const more = obstacles.length > named ? ` And ${obstacles.length - named} more.` : '';
    return refuse(
      'not-adoptable',
      `The agreement cannot be adopted yet. ${obstacles.slice(0, named).join(' ')}${more}`,
    );
  }
  const adopted = clausesOf(state).flatMap((clause): AgreementEvent[] => {
    const { text } = courseOf(state, clause);
    if (!text) throw new Error(`${clause} is agreed as no text: the decider has a bug`);
    return [
      {
        ...{ type: 'rung-granted', clause, at: now, rung: 'adopted' },
        ...{ by: { kind: 'closing-act' }, route: null, stage: null, text },
      },
    ];
  });
  return [...adopted, { type: 'agreement-adopted', clauses: adopted.length, at: now }];
}

/** Everything that stands in the way, each as a sentence, in reading order. */
export function adoptionObstacles(
  state: AgreementState,
  texts: ReadonlyMap<ClauseId, Closure>,
): readonly string[] {
  const clauses = clausesOf(state);
  if (clauses.length === 0) return ['It has no clause to adopt.'];
  const suspended = suspendedAgreements(state).map(({ party, ...of }) => {
    const what =
      of.kind === 'clause'
        ? clauseName(state, of.clause)
        : `the package “${state.packages.get(of.package)?.name ?? ''}”`;
    return `${partyName(state, party)} agreed to ${what} on a condition that does not hold.`;
  });
  const open = [...state.packages.values()]
    .filter(({ closedAt }) => closedAt === null)
    .map(({ name }) => `The package “${name}” is not closed.`);
  return [
    ...clauses.flatMap((clause) => obstacleOf(state, clause, texts.get(clause) ?? null) ?? []),
    ...suspended,
    ...open,
  ];
}

function obstacleOf(state: AgreementState, clause: ClauseId, current: Closure | null): string | null {
  const name = clauseName(state, clause);
  const { rung, text, underWay, awaited } = courseOf(state, clause);
  if (underWay) return `${name} is under way on “${underWay.route.name}”.`;
  if (awaited.length > 0) {
    const parties = partyNames(
      state,
      awaited.map(({ party }) => party),
    );
    return `${name} waits for ${parties}, which agreed ad referendum.`;
  }
  if (state.parked.has(clause)) return `${name} is parked.`;
  if (!text || compareRungs(rung, 'agreed') < 0) return `${name} is ${rungWords(rung)}.`;
  const changed = outdated(text, current);
  return changed && `${name} was agreed, but ${outdatingWords(state, changed)}.`;
}

/** The clauses that the closing act adopts: all that were not withdrawn, in reading order. */
function clausesOf(state: AgreementState): readonly ClauseId[] {
  return [...readingOrder(state.outline)]
    .filter(({ element }) => element.kind === 'clause' && !courseOf(state, element.id).withdrawn)
    .map(({ element }) => element.id);
}
