/**
 * The cast of the demo: who can be played in the lobby. All names are invented, as is the sample agreement.
 */
import type { DemoIdentity } from '@travaux/editor/frames';
import type { Capacity } from '@travaux/workflow/agreement';

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

const delegate = (slug: string, name: string, party: string, description: string): Player => ({
  slug,
  name,
  capacity: { role: 'delegate', party },
  convener: false,
  description,
});

export const players: readonly Player[] = [
  delegate('kestrelia', 'Amira Voss', 'KES', 'Drafts for the party whose restrictive measures are lifted.'),
  delegate(
    'kestrelia-legal',
    'Jonas Petrel',
    'KES',
    'Second seat of the same delegation, its legal adviser.',
  ),
  delegate('albarra', 'Daniel Okoro-Hale', 'ALB', 'Drafts for the first of the parties that lift measures.'),
  delegate(
    'northern-republics',
    'Ilse Marand',
    'UNR',
    'Drafts for a union of nine republics that lifts measures.',
  ),
  delegate(
    'torvald',
    'Henrik Solberg-Ames',
    'TOR',
    'Drafts for a neighbour that lifts measures and observes the border.',
  ),
  delegate('sarrane', 'Lucía Ferrand', 'SAR', 'Drafts for the neighbour that guarantees the agreement.'),
  delegate('meridian', 'Tomás Adeyemi', 'MRO', 'Drafts for the regional organisation that hosts the talks.'),
  {
    slug: 'committee',
    name: 'Noor Halvorsen',
    capacity: { role: 'committee-member', body: 'JEC', party: 'SAR' },
    convener: false,
    description: 'Sits on the regional committee that evaluates each step.',
  },
  {
    slug: 'civil-forum',
    name: 'Esther Nakamura-Reyes',
    capacity: { role: 'observer', organisation: 'OBS-CIV' },
    convener: false,
    description: 'Reads the text for a civil society forum; changes nothing.',
  },
  {
    slug: 'humanitarian',
    name: 'Samuel Brightwater',
    capacity: { role: 'observer', organisation: 'OBS-HUM' },
    convener: false,
    description: 'Reads the text for a humanitarian consortium; changes nothing.',
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

export function roleOf(player: Player): DemoIdentity['role'] {
  return player.capacity?.role ?? 'public';
}

export function partyOf(player: Player): string | null {
  const { capacity } = player;
  return capacity?.role === 'delegate' || capacity?.role === 'committee-member' ? capacity.party : null;
}
