/**
 * What a proposal changes, as a redline: of an open one, against what the clause says now, as it would be put in; of a
 * closed one, against the text that it departed from. Loaded with ProseMirror's model.
 */
import { mergedText, mergeTexts } from '../../document/merge-texts.ts';
import type { ClauseJson } from '../../document/clause-json.ts';
import type { ProposalTextView } from '../../frames/index.ts';
import { Redline } from '../course/redline.tsx';
import { t } from '../messages/messages.ts';
import '../messages/deciding.ts';
import '../messages/proposing.ts';

export function ProposalChanges({
  proposal,
  present,
}: {
  readonly proposal: ProposalTextView;
  readonly present: ClauseJson | undefined;
}) {
  const { clause, base, text, reference } = proposal;
  if (proposal.status.kind !== 'private') {
    const label = t('proposal.changed', { reference });
    return <Redline clause={clause.clause} from={base} to={text} label={label} />;
  }
  if (!present) return <p className="hint">{t('proposal.noText')}</p>;
  const merge = mergeTexts(base, present, text);
  return (
    <>
      {merge.beside > 0 && <p className="notice">{t('proposal.moved', { count: merge.beside })}</p>}
      <Redline
        clause={clause.clause}
        from={present}
        to={mergedText(present, merge)}
        label={t('proposal.changes', { reference })}
      />
    </>
  );
}
