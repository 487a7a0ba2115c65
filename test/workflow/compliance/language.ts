/**
 * The small language of these tests: the sample agreement, its names, and terms changed in one place.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { namesOf, termsSchema, type Terms } from '@travaux/workflow/compliance';

export const sample: Terms = termsSchema.parse(
  JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../packages/server/sample/lake-orren.json'), 'utf8'),
  ),
);

export const names = namesOf(sample);
