/** Names where only a string fits: nothing in one can turn or hide what stands beside it. */
import { expect, test } from '@jest/globals';
import { withoutDisguise } from '../../packages/editor/src/document/strange-text.ts';

test.each([
  ['Amira Voss', 'Amira Voss'],
  ['Amira\u202E ssoV', 'Amira[U+202E] ssoV'],
  ['Amira\u200B Voss', 'Amira[U+200B] Voss'],
  ['\u0410mira Voss', '\u0410mira Voss'],
  ['علي\u200Cرضا', 'علي\u200Cرضا'],
])('%j is written as %j', (name, written) => expect(withoutDisguise(name)).toBe(written));
