/** The stage that a clause is in, or was in, by its kind. */
import type { RunView } from '../../../frames/index.ts';
import { t } from '../../messages/messages.ts';
import { CommitteeRun } from './committee-run.tsx';
import { ReviewRun, Voices } from './review-run.tsx';
import { SignOffRun } from './sign-off-run.tsx';
import { SilenceRun } from './silence-run.tsx';

export function Run({
  run,
  zone,
  onCompare,
}: {
  readonly run: RunView;
  readonly zone: string | null;
  readonly onCompare: () => void;
}) {
  return (
    <div className="run">
      <RunOfKind run={run} zone={zone} onCompare={onCompare} />
      {run.consulted.length > 0 && (
        <>
          <h3>{t('run.consulted')}</h3>
          <Voices voices={run.consulted} onCompare={onCompare} />
        </>
      )}
    </div>
  );
}

function RunOfKind({ run, zone, onCompare }: Parameters<typeof Run>[0]) {
  switch (run.kind) {
    case 'review':
      return <ReviewRun run={run} onCompare={onCompare} />;
    case 'sign-off':
      return <SignOffRun run={run} zone={zone} onCompare={onCompare} />;
    case 'silence':
      return <SilenceRun run={run} zone={zone} />;
    case 'committee':
      return <CommitteeRun run={run} onCompare={onCompare} />;
  }
}
