/**
 * What the README says about settings, commands and files is so.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { settingsTable } from '@travaux/server';
import { packageJson, root, textOf } from './sources.ts';

const readme = textOf('README.md');

/** The table as it should stand in the README. */
const table = [
  '| variable | default | meaning |',
  '| --- | --- | --- |',
  ...settingsTable.map(
    ({ name, fallback, meaning, expects }) =>
      `| \`${name}\` | ${fallback ? `\`${fallback}\`` : ''} | ${meaning} Expects ${expects}. |`,
  ),
].join('\n');

/** Without the spaces by which Prettier lines up the columns. */
const plain = (text: string) =>
  text
    .split('\n')
    .map((line) => line.replace(/ +/g, ' ').replace(/-+/g, '-').trim())
    .filter(Boolean)
    .join('\n');

describe('the README', () => {
  test('lists the settings as they are in the code', () => {
    const said = /<!-- settings: [^>]*-->([^]*?)<!-- \/settings -->/.exec(readme)?.[1] ?? '';
    expect(plain(said)).toBe(plain(table));
  });

  test('names scripts that exist', () => {
    const { scripts } = packageJson('.') as unknown as { scripts: Record<string, string> };
    const named = [...readme.matchAll(/`(?:npm|pnpm) (?:run )?(\w+)/g)].map((match) => match[1]!);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('links to files that exist', () => {
    const links = [...readme.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map((match) => match[1]!);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([]);
  });
});
