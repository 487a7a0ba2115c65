/** Presenter of what stands around the threads: channels, windows, whom one can mention, and pseudonyms. */
import type {
  ChannelView,
  CommentsView,
  MentionView,
  Named,
  PseudonymsView,
  WindowView,
} from '@travaux/editor/frames';
import { readingOrder } from '@travaux/workflow/agreement';
import {
  channelKey,
  fewestCredentialHolders,
  isCalled,
  isOpen,
  maxCredentials,
  mayReadChannel,
  writersOf,
  type Channel,
  type CommentsState,
  type CommentWindow,
  type Mention,
} from '@travaux/workflow/comments';
import { accreditationsOf, can, capacitiesOf, nameFor } from '@travaux/workflow/policy';
import type { Names } from './course-names.ts';
import { channelName, mentionName, readersOf } from './present-comments.ts';

/** Channels in which the viewer writes on some clause. */
export function presentChannels(names: Names): readonly ChannelView[] {
  return channelsOf(names).map((channel) => ({
    channel,
    name: channelName(names, channel),
    readers: readersOf(names, channel),
  }));
}

function channelsOf(names: Names): readonly Channel[] {
  const { state, viewer } = names;
  const all: readonly Channel[] = [
    ...[...state.parties.keys()].map((party): Channel => ({ kind: 'delegation', party })),
    { kind: 'parties' },
    ...[...state.bodies.keys()].map((body): Channel => ({ kind: 'committee', body })),
    { kind: 'observers' },
  ];
  const clauses = [...readingOrder(state.outline)].flatMap(({ element }) =>
    element.kind === 'clause' ? [element.id] : [],
  );
  return all.filter((channel) => clauses.some((one) => writersOf(state, viewer, channel, one).length > 0));
}

/** Persons whom the viewer knows by name, and voices, each with the viewer's channels that they read. */
export function presentMentionable(names: Names): readonly MentionView[] {
  const { state, viewer } = names;
  const channels = channelsOf(names);
  const clause = [...readingOrder(state.outline)].find(
    ({ element }) => element.kind === 'clause' && can(viewer, 'read-text', { state, clause: element.id }),
  )?.element.id;
  if (clause === undefined) return [];
  const mentions: readonly Mention[] = [
    ...[...state.parties.keys()].map((party): Mention => ({
      kind: 'voice',
      voice: { kind: 'party', party },
    })),
    ...[...state.bodies.keys()].map((body): Mention => ({ kind: 'voice', voice: { kind: 'body', body } })),
    ...[...state.organisations.keys()].map((organisation): Mention => ({
      kind: 'voice',
      voice: { kind: 'organisation', organisation },
    })),
    { kind: 'voice', voice: { kind: 'chair' } },
    { kind: 'voice', voice: { kind: 'secretariat' } },
    ...state.accreditations
      .filter((one) => one.person !== viewer.person && nameFor(viewer, one, state) === one.name)
      .map(({ person }): Mention => ({ kind: 'person', person })),
  ];
  return mentions.flatMap((mention) => {
    const called = state.accreditations.filter(({ person }) => isCalled(state, person, mention));
    const read = channels.filter((channel) =>
      called.some(({ person }) => mayReadChannel(state, { person, convener: false }, channel, clause)),
    );
    if (read.length === 0) return [];
    return [{ mention, name: mentionName(names, mention), channels: read.map(channelKey) }];
  });
}

export function presentWindow(names: Names, window: CommentWindow, now: string): WindowView {
  const { state, viewer } = names;
  const { id, organisation, scope, opens, closes, pseudonymous, closedEarly } = window;
  return {
    id,
    organisation: names.voice({ kind: 'organisation', organisation }),
    scope:
      scope &&
      scope
        .filter((element) => can(viewer, 'know-of', { state, clause: element }))
        .map((element) => ({ element, name: names.element(element) })),
    opens,
    closes,
    pseudonymous,
    closedEarly,
    state: isOpen(window, now) ? 'open' : opens > now && !closedEarly ? 'to-come' : 'closed',
  };
}

export function presentPseudonyms(
  names: Names,
  comments: CommentsState,
  publicKey: string | null,
  now: string,
): PseudonymsView {
  return {
    publicKey,
    holders: comments.credentials.size,
    fewest: fewestCredentialHolders,
    draws: observed(names).flatMap((organisation) => {
      const may = [...comments.windows.values()].some(
        (window) => window.organisation === organisation.id && window.pseudonymous && isOpen(window, now),
      );
      const left = maxCredentials - (comments.credentials.get(organisation.id) ?? 0);
      return may ? [{ organisation, left }] : [];
    }),
  };
}

export function presentMay(names: Names): CommentsView['may'] {
  const { state, viewer } = names;
  const delegates = capacitiesOf(state, viewer).flatMap((one) =>
    one.role === 'delegate' ? [one.party] : [],
  );
  return {
    answer: can(viewer, 'answer-comments', { state }),
    moderate: can(viewer, 'moderate-comments', { state }),
    openWindows: can(viewer, 'open-comment-windows', { state }),
    takeUpFor: [...new Set(delegates)].map((party) => names.party(party)),
    observeFor: observed(names),
  };
}

function observed(names: Names): readonly Named[] {
  const held = accreditationsOf(names.state, names.viewer).flatMap(({ capacity }) =>
    capacity.role === 'observer' ? [capacity.organisation] : [],
  );
  return [...new Set(held)].map((organisation) => names.voice({ kind: 'organisation', organisation }));
}
