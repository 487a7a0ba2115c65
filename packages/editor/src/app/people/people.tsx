/** Who takes part: parties, bodies, organisations and secretariat with their members; invitations for those who manage them. */
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { Accreditation, Capacity } from '@travaux/workflow/agreement';
import type { InvitationView, PeopleView } from '../../frames/views.ts';
import { useAgreement, type Agreement } from '../agreement.tsx';
import { withoutDisguise } from '../../document/strange-text.ts';
import { people, withdrawInvitation } from '../api/endpoints.ts';
import { useResource, type Resource } from '../api/resource.ts';
import { SaidText } from '../comments/said-text.tsx';
import { formatDate, formatDateTime, t } from '../messages/messages.ts';
import { announce } from '../shell/announcer.tsx';
import { Shell } from '../shell/shell.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { capacityName, initialsOf, partyIds, patternOf } from '../ui/names.ts';
import { Empty, ErrorNotice, Loaded, Skeleton } from '../ui/states.tsx';
import { Invite } from './invite.tsx';
import { Passkeys } from './passkeys.tsx';
import '../messages/office.ts';

type Member = PeopleView['accreditations'][number];

export function People() {
  const agreement = useAgreement();
  const { id, view } = agreement;
  const resource = useResource(`${id} people ${view.version}`, (signal) => people(id, signal));
  const [inviting, setInviting] = useState(false);
  const manages = agreement.rights.has('manage-people');
  return (
    <Shell title={t('people.title')}>
      <div className="column">
        <div className="section-head">
          <h1>{t('people.title')}</h1>
          {manages && (
            <Button className="button button-primary" onPress={() => setInviting(true)}>
              <UserPlus aria-hidden="true" />
              {t('people.invite')}
            </Button>
          )}
        </div>
        {!agreement.rights.has('read-people') ? (
          <p>{t('people.notYours')}</p>
        ) : (
          <Loaded resource={resource} skeleton={<Skeleton rows={8} />}>
            {(all) => (
              <>
                <Groups agreement={agreement} members={all.accreditations} manages={manages} />
                <Passkeys passkeys={all.passkeys} />
                {manages && (
                  <Invitations agreement={agreement} resource={resource} invitations={all.invitations} />
                )}
              </>
            )}
          </Loaded>
        )}
      </div>
      {inviting && (
        <Invite agreement={agreement} onClose={() => setInviting(false)} onInvited={resource.refresh} />
      )}
    </Shell>
  );
}

interface Grouping {
  readonly heading: string;
  readonly entries: readonly {
    readonly id: string;
    readonly name: string;
    readonly note: string | null;
    readonly members: readonly Member[];
  }[];
}

export function groupsOf(view: Agreement['view'], members: readonly Member[]): readonly Grouping[] {
  const having = (test: (capacity: Capacity) => boolean) => members.filter((member) => test(member.capacity));
  return [
    {
      heading: t('people.parties'),
      entries: view.parties.map((party) => ({
        id: party.id,
        name: party.name,
        note: party.group,
        members: having((one) => one.role === 'delegate' && one.party === party.id),
      })),
    },
    {
      heading: t('people.bodies'),
      entries: view.bodies.map((body) => ({
        id: body.id,
        name: body.name,
        note: t('count.members', { count: body.members.length }),
        members: having((one) => one.role === 'committee-member' && one.body === body.id),
      })),
    },
    {
      heading: t('people.organisations'),
      entries: view.organisations.map((organisation) => ({
        id: organisation.id,
        name: organisation.name,
        note: null,
        members: having((one) => one.role === 'observer' && one.organisation === organisation.id),
      })),
    },
    {
      heading: t('people.verifiers'),
      entries: view.verifiers.map((verifier) => ({
        id: verifier.id,
        name: verifier.name,
        note: null,
        members: having((one) => one.role === 'verifier' && one.verifier === verifier.id),
      })),
    },
    {
      heading: t('people.running'),
      entries: [
        {
          id: 'chair',
          name: t('capacity.chair'),
          note: null,
          members: having((one) => one.role === 'chair'),
        },
        {
          id: 'secretariat',
          name: t('capacity.secretariat'),
          note: null,
          members: having((one) => one.role === 'secretariat'),
        },
      ],
    },
  ].filter((group) => group.entries.length > 0);
}

function Groups({
  agreement,
  members,
  manages,
}: {
  readonly agreement: Agreement;
  readonly members: readonly Member[];
  readonly manages: boolean;
}) {
  const [ending, setEnding] = useState<Member | null>(null);
  return (
    <>
      {groupsOf(agreement.view, members).map((group) => (
        <section key={group.heading} aria-label={group.heading}>
          <h2>{group.heading}</h2>
          <ul className="cards people-cards">
            {group.entries.map((entry) => (
              <li key={entry.id} className="card">
                <div className="card-head">
                  <span
                    className={`avatar ${patternOf(entry.id, partyIds(agreement.view))}`}
                    aria-hidden="true"
                  >
                    {initialsOf(entry.name)}
                  </span>
                  <div>
                    <h3>
                      <SaidText text={entry.name} plain />
                    </h3>
                    {entry.note && <p className="hint">{entry.note}</p>}
                  </div>
                </div>
                {entry.members.length === 0 ? (
                  <p className="hint">{t('people.nobody')}</p>
                ) : (
                  <ul className="members">
                    {entry.members.map((member) => (
                      <li key={`${member.person} ${JSON.stringify(member.capacity)}`}>
                        <span>
                          <SaidText text={member.name} plain />
                          <span className="hint">
                            {member.lastSeenAt
                              ? t('people.lastSeen', { when: formatDateTime(member.lastSeenAt) })
                              : t('people.neverSeen')}
                          </span>
                        </span>
                        {manages && (
                          <Button
                            className="button button-quiet"
                            aria-label={t('people.endOf', { name: withoutDisguise(member.name) })}
                            onPress={() => setEnding(member)}
                          >
                            {t('people.endShort')}
                          </Button>
                        )}
                      </li>
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {ending && <EndAccreditation agreement={agreement} member={ending} onClose={() => setEnding(null)} />}
    </>
  );
}

function EndAccreditation({
  agreement,
  member,
  onClose,
}: {
  readonly agreement: Agreement;
  readonly member: Member;
  readonly onClose: () => void;
}) {
  const [error, setError] = useState<Error | null>(null);
  const [conflict, setConflict] = useState(false);
  const [busy, setBusy] = useState(false);
  const end = async () => {
    setBusy(true);
    setError(null);
    const accreditation: Accreditation = {
      person: member.person,
      name: member.name,
      capacity: member.capacity,
    };
    const outcome = await agreement.execute({ type: 'end-accreditation', accreditation });
    setBusy(false);
    switch (outcome.kind) {
      case 'done':
        announce(t('people.ended', { name: withoutDisguise(member.name) }));
        onClose();
        return;
      case 'conflict':
        setConflict(true);
        return;
      case 'failed':
        setError(outcome.error);
    }
  };
  return (
    <Dialog
      title={t('people.endOf', { name: withoutDisguise(member.name) })}
      role="alertdialog"
      onClose={onClose}
    >
      <p>
        {t('people.endMeans', {
          name: withoutDisguise(member.name),
          capacity: capacityName(member.capacity, agreement.view),
        })}
      </p>
      {conflict && (
        <div className="notice" role="alert">
          <p>{t('people.conflict')}</p>
        </div>
      )}
      {error && <ErrorNotice error={error} />}
      <div className="dialog-actions">
        <Button className="button" onPress={onClose}>
          {t('action.cancel')}
        </Button>
        <Button className="button button-danger" isDisabled={busy} onPress={() => void end()}>
          {conflict ? t('action.again') : t('people.end')}
        </Button>
      </div>
    </Dialog>
  );
}

function Invitations({
  agreement,
  resource,
  invitations,
}: {
  readonly agreement: Agreement;
  readonly resource: Resource<PeopleView>;
  readonly invitations: readonly InvitationView[];
}) {
  const [error, setError] = useState<Error | null>(null);
  const withdraw = (invitation: InvitationView) => {
    setError(null);
    withdrawInvitation(agreement.id, invitation.id).then(
      () => {
        announce(t('people.withdrawn', { name: withoutDisguise(invitation.name) }));
        resource.refresh();
      },
      (problem: unknown) => setError(problem instanceof Error ? problem : new Error(String(problem))),
    );
  };
  return (
    <section aria-labelledby="invitations">
      <h2 id="invitations">{t('people.invitations')}</h2>
      {error && <ErrorNotice error={error} />}
      {invitations.length === 0 ? (
        <Empty title={t('people.noInvitations')} />
      ) : (
        <ul className="rows">
          {invitations.map((invitation) => (
            <li key={invitation.id} className="row">
              <div>
                <h3>
                  <SaidText text={invitation.name} plain />
                </h3>
                <p className="hint">
                  {capacityName(invitation.capacity, agreement.view)} ·{' '}
                  {invitation.acceptedAt
                    ? t('people.accepted', { when: formatDate(invitation.acceptedAt) })
                    : t('people.expires', { when: formatDateTime(invitation.expiresAt) })}
                </p>
              </div>
              {!invitation.acceptedAt && (
                <Button
                  className="button"
                  aria-label={t('people.withdrawOf', { name: withoutDisguise(invitation.name) })}
                  onPress={() => withdraw(invitation)}
                >
                  {t('people.withdraw')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
