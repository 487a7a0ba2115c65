/** The log of moderation: what was hidden, on which ground, and how appeals went. Words only for those who may read them. */
import type { ModerationView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { moderationLog } from '../api/endpoints.ts';
import { useResource } from '../api/resource.ts';
import { fullName } from '../course/names.ts';
import { formatDateTime, t } from '../messages/messages.ts';
import { Empty, Loaded } from '../ui/states.tsx';
import { SaidText } from './said-text.tsx';

export function Moderation({ epoch }: { readonly epoch: unknown }) {
  const agreement = useAgreement();
  const { id, view } = agreement;
  const resource = useResource<ModerationView>(
    `${id} moderation ${view.viewer.key} ${JSON.stringify(epoch)}`,
    (signal) => moderationLog(id, signal),
  );
  return (
    <section aria-labelledby="moderation">
      <h2 id="moderation">{t('comments.tab.moderation')}</h2>
      <Loaded resource={resource}>
        {({ entries }) =>
          entries.length === 0 ? (
            <Empty title={t('comments.moderationNone')} />
          ) : (
            <div className="table-scroll" role="region" aria-labelledby="moderation" tabIndex={0}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{t('comments.when')}</th>
                    <th scope="col">{t('comments.clause')}</th>
                    <th scope="col">{t('comments.what')}</th>
                    <th scope="col">{t('comments.why')}</th>
                  </tr>
                </thead>
                <tbody>
                  {[...entries].reverse().map((entry) => (
                    <tr key={`${entry.thread} ${entry.at} ${entry.act}`}>
                      <td>{formatDateTime(entry.at)}</td>
                      <td>
                        {fullName(agreement, entry.clause)}
                        {entry.receipt !== null && ` · ${t('comments.number', { number: entry.receipt })}`}
                      </td>
                      <td>{t(`comments.moderation.${entry.act}`)}</td>
                      <td>
                        {entry.ground && t(`comments.ground.${entry.ground}`)}{' '}
                        {entry.words && <SaidText text={entry.words} />}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
    </section>
  );
}
