/**
 * Every endpoint that the app uses, by name and with its types. Screens call these and know no address.
 */
import type {
  Accreditation,
  AgreementFacts,
  Capacity,
  Command,
  PublicationPolicy,
} from '@travaux/workflow/agreement';
import type { CommentCommand } from '@travaux/workflow/comments';
import type {
  CommentAccepted,
  CommentsView,
  CredentialsView,
  ModerationView,
  OwnSubmissionsView,
  PseudonymousCommand,
  ThreadView,
} from '../../frames/index.ts';
import type {
  KeepProposal,
  ProposalActCommand,
  ProposalsView,
  ProposalTextView,
  ProposalView,
} from '../../frames/index.ts';
import type { ClauseCourseView, CoursesView, LogView, PreviewView, WorkView } from '../../frames/index.ts';
import type {
  AgreementTextView,
  AgreementView,
  AuthorshipView,
  CommandAccepted,
  DemoView,
  ImportView,
  InvitationCreated,
  InvitationOffer,
  MeView,
  PasskeyQuestion,
  PeopleView,
  SearchView,
  PublicationPreview,
  PublicationView,
} from '../../frames/views.ts';
import { request, requestBlob } from './client.ts';

const part = encodeURIComponent;
const reading = (signal?: AbortSignal) => (signal ? { signal } : {});

export const me = (signal?: AbortSignal) => request<MeView>('me', reading(signal));

export const signOut = () => request<void>('session', { method: 'DELETE' });

export const agreement = (id: string, signal?: AbortSignal) =>
  request<AgreementView>(`agreements/${part(id)}`, reading(signal));

export const agreementText = (id: string, signal?: AbortSignal) =>
  request<AgreementTextView>(`agreements/${part(id)}/text`, reading(signal));

export const authorship = (id: string, clause: string, signal?: AbortSignal) =>
  request<AuthorshipView>(`agreements/${part(id)}/clauses/${part(clause)}/authorship`, reading(signal));

export const search = (id: string, query: string, signal?: AbortSignal) =>
  request<SearchView>(`agreements/${part(id)}/search?q=${part(query)}`, reading(signal));

export const people = (id: string, signal?: AbortSignal) =>
  request<PeopleView>(`agreements/${part(id)}/people`, reading(signal));

/** @param version the version that the person saw; another one is refused with status 412 */
export const sendCommand = (id: string, version: number, command: Command) =>
  request<CommandAccepted>(`agreements/${part(id)}/commands`, {
    method: 'POST',
    json: command,
    ifMatch: version,
  });

/** What the command would do, or the refusal that it would be answered with. Nothing is recorded. */
export const previewCommand = (id: string, version: number, command: Command, signal?: AbortSignal) =>
  request<PreviewView>(`agreements/${part(id)}/commands/preview`, {
    method: 'POST',
    json: command,
    ifMatch: version,
    ...reading(signal),
  });

export const publication = (id: string, signal?: AbortSignal) =>
  request<PublicationView>(`agreements/${part(id)}/publication`, reading(signal));

/** The public page as a policy would make it. Nothing is recorded. */
export const previewPublication = (id: string, policy: PublicationPolicy) =>
  request<PublicationPreview>(`agreements/${part(id)}/publication/preview`, {
    method: 'POST',
    json: { policy },
  });

/** How far each clause is agreed, what is under way, and whom it waits for. */
export const courses = (id: string, signal?: AbortSignal) =>
  request<CoursesView>(`agreements/${part(id)}/courses`, reading(signal));

export const clauseCourse = (id: string, clause: string, signal?: AbortSignal) =>
  request<ClauseCourseView>(`agreements/${part(id)}/clauses/${part(clause)}/course`, reading(signal));

/** Every thread of comments that the person may know of. @param clause only those on this clause */
export const comments = (id: string, clause: string | null, signal?: AbortSignal) =>
  request<CommentsView>(
    `agreements/${part(id)}/comments${clause === null ? '' : `?clause=${part(clause)}`}`,
    reading(signal),
  );

export const commentThread = (id: string, thread: string, signal?: AbortSignal) =>
  request<ThreadView>(`agreements/${part(id)}/comments/${part(thread)}`, reading(signal));

/** @param revision of the thread that the person saw, for what acts on what was said */
export const sendComment = (id: string, command: CommentCommand, revision?: number) =>
  request<CommentAccepted>(`agreements/${part(id)}/comments`, {
    method: 'POST',
    json: command,
    ...(revision === undefined ? {} : { ifMatch: revision }),
  });

/** The private proposals of the person's own delegation. */
export const proposals = (id: string, signal?: AbortSignal) =>
  request<ProposalsView>(`agreements/${part(id)}/proposals`, reading(signal));

export const proposal = (id: string, wanted: string, signal?: AbortSignal) =>
  request<ProposalTextView>(`agreements/${part(id)}/proposals/${part(wanted)}`, reading(signal));

export const keepProposal = (id: string, json: KeepProposal) =>
  request<ProposalView>(`agreements/${part(id)}/proposals`, { method: 'POST', json });

export const actOnProposal = (id: string, json: ProposalActCommand) =>
  request<ProposalView>(`agreements/${part(id)}/proposals`, { method: 'POST', json });

export const moderationLog = (id: string, signal?: AbortSignal) =>
  request<ModerationView>(`agreements/${part(id)}/comments/moderation`, reading(signal));

/** @param blinded serials, blinded, in base64url */
export const drawCredentials = (id: string, organisation: string, blinded: readonly string[]) =>
  request<CredentialsView>(`agreements/${part(id)}/credentials`, {
    method: 'POST',
    json: { organisation, blinded },
  });

/** Goes out without a cookie: nothing but what is in it says who sends it. */
export const submitUnderPseudonym = (id: string, submission: PseudonymousCommand) =>
  request<CommentAccepted>(`agreements/${part(id)}/submissions`, {
    method: 'POST',
    json: submission,
    anonymous: true,
  });

/** What became of what was said with a secret; asked without a cookie. */
export const ownSubmissions = (id: string, secret: string) =>
  request<OwnSubmissionsView>(`agreements/${part(id)}/submissions/own`, {
    method: 'POST',
    json: { secret },
    anonymous: true,
  });

export interface LogQuery {
  readonly before?: number;
  readonly after?: number;
  readonly limit?: number;
  readonly clause?: string;
  /** Type of event. */
  readonly kind?: string;
  /** As `LogView.actors` has it. */
  readonly actor?: string;
}

const logPath = (id: string, query: LogQuery) => {
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  ).toString();
  return `agreements/${part(id)}/log${search === '' ? '' : `?${search}`}`;
};

export const log = (id: string, query: LogQuery, signal?: AbortSignal) =>
  request<LogView>(logPath(id, query), reading(signal));

/** The log as a table, whole unless `limit` says otherwise. */
export const logTable = (id: string, query: LogQuery) => requestBlob(logPath(id, query), 'text/csv');

/** What waits for the person in all agreements, and what changed since they were there. */
export const work = (signal?: AbortSignal) => request<WorkView>('work', reading(signal));

/** The person has seen the agreement up to this version. */
export const visit = (id: string, version: number) =>
  request<void>(`agreements/${part(id)}/visits`, { method: 'POST', json: { version } });

export const invite = (id: string, invitation: { readonly name: string; readonly capacity: Capacity }) =>
  request<InvitationCreated>(`agreements/${part(id)}/invitations`, { method: 'POST', json: invitation });

/** What to ask the authenticator for a passkey that signs for a party. */
export const askForPasskey = (id: string, party: string) =>
  request<PasskeyQuestion>(`agreements/${part(id)}/passkeys/question`, { method: 'POST', json: { party } });

export const enrolPasskey = (id: string, party: string, answer: object) =>
  request<CommandAccepted>(`agreements/${part(id)}/passkeys`, { method: 'POST', json: { party, answer } });

export const withdrawInvitation = (id: string, invitation: string) =>
  request<void>(`agreements/${part(id)}/invitations/${part(invitation)}`, { method: 'DELETE' });

export const endAccreditation = (id: string, version: number, accreditation: Accreditation) =>
  sendCommand(id, version, { type: 'end-accreditation', accreditation });

export const invitationOffer = (token: string, signal?: AbortSignal) =>
  request<InvitationOffer>('invitations/offer', { method: 'POST', json: { token }, ...reading(signal) });

/** `agreement` is null when the invitation made the person a convener of the installation. */
export const acceptInvitation = (token: string) =>
  request<{ readonly agreement: string | null }>('invitations/accept', { method: 'POST', json: { token } });

export const openBlank = (facts: AgreementFacts) =>
  request<{ readonly id: string }>('agreements', { method: 'POST', json: facts });

export const importFile = (file: File, signal?: AbortSignal) =>
  request<ImportView>('imports', {
    method: 'POST',
    body: file,
    // Always bytes: a host's own JSON parser in front of the router must not read the file.
    headers: { 'Content-Type': 'application/octet-stream', 'X-File-Name': part(file.name) },
    ...reading(signal),
  });

export const importProgress = (id: string, signal?: AbortSignal) =>
  request<ImportView>(`imports/${part(id)}`, reading(signal));

export const demo = (signal?: AbortSignal) => request<DemoView>('demo', reading(signal));

export const enterDemo = (slug: string) =>
  request<{ readonly address: string }>('demo/enter', { method: 'POST', json: { slug } });

export const resetDemo = () => request<void>('demo/reset', { method: 'POST', json: {} });
