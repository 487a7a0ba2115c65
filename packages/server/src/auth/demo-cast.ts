/**
 * The cast of the demo: who can be played in the lobby. All names are invented, as is the sample agreement.
 */
import type { DemoIdentity } from '@travaux/editor/frames';
import type { Capacity } from '@travaux/workflow/agreement';
import type { SigningCapacity } from '@travaux/workflow/route';

export interface Player {
  readonly slug: string;
  /** Empty for the public. */
  readonly name: string;
  /** null: the public, who is nobody. */
  readonly capacity: Capacity | null;
  readonly convener: boolean;
  /** One sentence: what one can do in this seat. */
  readonly description: string;
}

const delegate = (
  slug: string,
  name: string,
  party: string,
  signing: SigningCapacity | 'none',
  description: string,
): Player => ({
  slug,
  name,
  capacity: { role: 'delegate', party, signing },
  convener: false,
  description,
});

const member = (
  slug: string,
  name: string,
  party: string,
  description: string,
  more: { readonly body?: string; readonly seat?: string; readonly alternate?: true } = {},
): Player => ({
  slug,
  name,
  capacity: { role: 'committee-member', body: 'JEC', party, ...more },
  convener: false,
  description,
});

export const players: readonly Player[] = [
  delegate(
    'kestrelia',
    'Amira Voss',
    'KES',
    'full-powers',
    'Drafts for the party whose restrictive measures are lifted.',
  ),
  delegate(
    'kestrelia-legal',
    'Jonas Petrel',
    'KES',
    'none',
    'Second seat of the same delegation, its legal adviser: speaks for it, and never signs.',
  ),
  delegate(
    'albarra',
    'Daniel Okoro-Hale',
    'ALB',
    'agree',
    'Drafts for the first of the parties that lift measures.',
  ),
  delegate(
    'northern-republics',
    'Ilse Marand',
    'UNR',
    'agree',
    'Drafts for a union of nine republics that lifts measures.',
  ),
  delegate(
    'torvald',
    'Henrik Solberg-Ames',
    'TOR',
    'agree',
    'Drafts for a neighbour that lifts measures and observes the border.',
  ),
  delegate(
    'sarrane',
    'Lucía Ferrand',
    'SAR',
    'full-powers',
    'Drafts for the neighbour that guarantees the agreement.',
  ),
  delegate(
    'meridian',
    'Tomás Adeyemi',
    'MRO',
    'agree',
    'Drafts for the regional organisation that hosts the talks.',
  ),
  member('committee', 'Noor Halvorsen', 'SAR', 'Sits on the regional committee that evaluates each step.'),
  member(
    'committee-chair',
    'Ferran Oyelaran',
    'MRO',
    'Presides over that committee: rules on interests, calls the roll, takes its decisions.',
  ),
  member(
    'committee-kestrelia',
    'Ilyas Verhoeven',
    'KES',
    'Sits on it for the party whose own obligations it judges.',
  ),
  member(
    'committee-albarra',
    'Grace Lindholm',
    'ALB',
    'Sits on it for the first of the parties that lift measures.',
  ),
  member('committee-north', 'Anneke Duarte', 'UNR', 'Sits on it for the union of nine republics.'),
  member('committee-torvald', 'Sigurd Mensah', 'TOR', 'Sits on it for the neighbour that lifts measures.'),
  member(
    'committee-torvald-alternate',
    'Runa Castellane',
    'TOR',
    'Sits on it for the same neighbour when its member does not.',
    { seat: 'TOR', alternate: true },
  ),
  member(
    'working-group',
    'Mathilde Soro',
    'UNR',
    'Sits on the working group that prepares the lifting of measures, and is asked for its opinion first.',
    { body: 'SLWG' },
  ),
  {
    slug: 'civil-forum',
    name: 'Esther Nakamura-Reyes',
    capacity: { role: 'observer', organisation: 'OBS-CIV' },
    convener: false,
    description: 'Comments on exact words for a civil society forum, and gets an answer; changes nothing.',
  },
  {
    slug: 'humanitarian',
    name: 'Samuel Brightwater',
    capacity: { role: 'observer', organisation: 'OBS-HUM' },
    convener: false,
    description: 'Comments for a humanitarian consortium, on one Article; changes nothing.',
  },
  {
    slug: 'verifier',
    name: 'Priya Lindqvist',
    capacity: { role: 'verifier', verifier: 'IMVA' },
    convener: false,
    description: 'Reports facts on milestones for an independent authority.',
  },
  {
    slug: 'chair',
    name: 'Rafael Mbeki-Stone',
    capacity: { role: 'chair' },
    convener: false,
    description: 'Chairs the talks and holds the pen.',
  },
  {
    slug: 'legal-drafter',
    name: 'Beatriz Aldana-Koch',
    capacity: { role: 'secretariat' },
    convener: false,
    description: 'Legal officer of the secretariat: reads every clause as law before the parties agree.',
  },
  {
    slug: 'secretariat',
    name: 'Clara Winterhalter',
    capacity: { role: 'secretariat' },
    convener: true,
    description: 'Runs the process: the outline, the people, new agreements and imports.',
  },
  {
    slug: 'public',
    name: '',
    capacity: null,
    convener: false,
    description: 'Sees what is open to everybody.',
  },
];

/** Players who are named as legal drafters. */
export const drafters: readonly string[] = ['legal-drafter', 'kestrelia-legal'];

export function roleOf(player: Player): DemoIdentity['role'] {
  return player.capacity?.role ?? 'public';
}

export function partyOf(player: Player): string | null {
  const { capacity } = player;
  return capacity?.role === 'delegate' || capacity?.role === 'committee-member' ? capacity.party : null;
}
