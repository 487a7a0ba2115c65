/**
 * Every endpoint that the app uses, by name and with its types. Screens call these and know no address.
 */
import type { Accreditation, AgreementFacts, Capacity, Command } from '@travaux/workflow/agreement';
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
  PeopleView,
  SearchView,
} from '../../frames/views.ts';
import { request } from './client.ts';

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

export const invite = (id: string, invitation: { readonly name: string; readonly capacity: Capacity }) =>
  request<InvitationCreated>(`agreements/${part(id)}/invitations`, { method: 'POST', json: invitation });

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
