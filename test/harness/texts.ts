/**
 * The real texts that some tests read. They lie beside the repository, not in it; a test that needs them and does
 * not find them is reported as skipped, with the reason in its name.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './server.ts';

const folder = join(repository, '../shared/texts');

export const texts = {
  res2231: join(folder, 'akn/S_RES_2231_2015.akn.xml'),
  res2799Arabic: join(folder, 'akn/S_RES_2799_2025.A.akn.xml'),
  paris4December: join(folder, 'paris/paris-draft-4-dec-2015.md'),
} as const;

export const textsArePresent = existsSync(folder);
/** For the name of a group of tests that needs them. */
export const withTexts = (name: string) =>
  textsArePresent ? name : `${name} (skipped: ../shared/texts is not beside the repository)`;
