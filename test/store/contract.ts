/**
 * The acceptance suite of the store: what every driver has to do, as cases that run against any of them.
 */
import type { Case } from './bench.ts';
import { agreements } from './cases/agreements.ts';
import { comments } from './cases/comments.ts';
import { durability } from './cases/durability.ts';
import { freezes } from './cases/freezes.ts';
import { journals } from './cases/journals.ts';
import { ledgers } from './cases/ledgers.ts';
import { people } from './cases/people.ts';
import { proposals } from './cases/proposals.ts';

export const cases: readonly Case[] = [
  ...agreements,
  ...journals,
  ...freezes,
  ...ledgers,
  ...comments,
  ...proposals,
  ...durability,
  ...people,
];
