/** Conditions of an agreement: "yes to 4 if 7 stays as it is". */
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { Condition } from '@travaux/workflow/agreement';
import type { Rung } from '@travaux/workflow/route';
import { useAgreement } from '../agreement.tsx';
import { t } from '../messages/messages.ts';
import { Choice } from '../ui/field.tsx';
import { Skeleton } from '../ui/states.tsx';
import { useCourses } from './live.ts';
import { fullName } from './names.ts';
import { ladder } from './rung.tsx';

export function Conditions({
  except,
  value,
  onChange,
}: {
  /** The clause that is agreed to itself. */
  readonly except: string | null;
  readonly value: readonly Condition[];
  readonly onChange: (conditions: readonly Condition[]) => void;
}) {
  const agreement = useAgreement();
  const board = useCourses().data;
  const [clause, setClause] = useState('');
  const [atLeast, setAtLeast] = useState<Rung>('agreed-in-group');
  const [asItIs, setAsItIs] = useState<'as-it-is' | 'whatever'>('as-it-is');
  if (!board) return <Skeleton rows={2} />;
  const clauses = board.clauses.filter((one) => one.clause !== except);
  const chosen = clauses.find((one) => one.clause === clause) ?? clauses[0];
  const nameOf = (id: string) => {
    const named = board.clauses.find((one) => one.clause === id);
    return named ? fullName(agreement, named) : id;
  };
  return (
    <fieldset className="field conditions">
      <legend>{t('conditions.title')}</legend>
      {value.length === 0 ? (
        <p className="hint">{t('conditions.none')}</p>
      ) : (
        <ul className="rows">
          {value.map((one, at) => (
            <li key={at} className="row">
              <span>
                {t(one.hash === null ? 'conditions.whatever' : 'conditions.asItIs', {
                  clause: nameOf(one.clause),
                  rung: t(`rung.${one.atLeast}`),
                })}
              </span>
              <Button
                className="icon-button"
                aria-label={t('conditions.remove', { clause: nameOf(one.clause) })}
                onPress={() => onChange(value.filter((_, index) => index !== at))}
              >
                <X aria-hidden="true" />
              </Button>
            </li>
          ))}
        </ul>
      )}
      {chosen && (
        <>
          <Choice
            label={t('conditions.clause')}
            value={chosen.clause}
            onChange={setClause}
            options={clauses.map((one) => ({ value: one.clause, label: fullName(agreement, one) }))}
          />
          <Choice
            label={t('conditions.atLeast')}
            value={atLeast}
            onChange={setAtLeast}
            options={ladder
              .slice(ladder.indexOf('agreed-in-group'), -1)
              .map((rung) => ({ value: rung, label: t(`rung.${rung}`) }))}
          />
          <Choice
            label={t('conditions.words')}
            value={asItIs}
            onChange={setAsItIs}
            options={[
              { value: 'as-it-is', label: t('conditions.wordsAsTheyAre') },
              { value: 'whatever', label: t('conditions.wordsWhatever') },
            ]}
          />
          <Button
            className="button"
            onPress={() =>
              onChange([
                ...value,
                { clause: chosen.clause, atLeast, hash: asItIs === 'as-it-is' ? chosen.hash : null },
              ])
            }
          >
            <Plus aria-hidden="true" />
            {t('conditions.add')}
          </Button>
        </>
      )}
    </fieldset>
  );
}
