/**
 * What the project stands on: exactly one Yjs, licences that it may be shipped under, and packages that run on
 * the oldest Node that the README promises.
 */
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import semver from 'semver';
import { packageJson, packages, root, textOf } from './sources.ts';

interface Installed {
  readonly name: string;
  readonly version: string;
  readonly license?: string | { readonly type: string };
  readonly engines?: { readonly node?: string };
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

/** Development dependencies of the editor that are tools; the others are bundled into the app and shipped. */
const buildTools = /^(vite|@vitejs\/.*|@types\/.*|typescript)$/;

/** Folder of an installed package as a package in `from` would find it, or null (an optional one of another system). */
function find(name: string, from: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, 'node_modules', name);
    if (existsSync(join(path, 'package.json'))) return realpathSync(path);
    if (folder === dirname(folder)) return null;
  }
}

/** Everything that reaches a user: in the server's process or in the app's bundle. */
function shipped(): Map<string, Installed> {
  const seen = new Map<string, Installed>();
  const visit = (name: string, from: string, optional: boolean) => {
    const folder = find(name, from);
    if (folder === null) {
      if (optional) return;
      throw new Error(`${name} is not installed (needed in ${from})`);
    }
    if (seen.has(folder)) return;
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Installed;
    seen.set(folder, manifest);
    for (const next of Object.keys(manifest.dependencies ?? {}))
      visit(next, folder, next in (manifest.optionalDependencies ?? {}));
    for (const next of Object.keys(manifest.optionalDependencies ?? {})) visit(next, folder, true);
  };
  for (const name of packages) {
    const folder = join(root, 'packages', name);
    const { dependencies = {}, devDependencies = {} } = packageJson(`packages/${name}`);
    const bundled =
      name === 'editor'
        ? Object.keys(devDependencies).filter((dependency) => !buildTools.test(dependency))
        : [];
    for (const dependency of [...Object.keys(dependencies), ...bundled]) visit(dependency, folder, false);
  }
  return seen;
}

const all = [...shipped().values()].filter(({ name }) => !name.startsWith('@travaux/'));
const label = ({ name, version }: Installed) => `${name}@${version}`;

describe('dependencies', () => {
  test('are found', () => {
    expect(all.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['yjs', 'react', 'ws', 'libsql', 'bytes']),
    );
  });

  test('hold exactly one Yjs, of the 13.6 line', () => {
    const locked = [...textOf('pnpm-lock.yaml').matchAll(/^ {2}yjs@([^:(]+).*:$/gm)].map((match) => match[1]);
    const versions = [...new Set(locked)];
    expect(versions).toHaveLength(1);
    expect(versions[0]).toMatch(/^13\.6\.\d+$/);
  });

  test('have licences that allow to ship them', () => {
    const allowed =
      /^(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|Unlicense|CC0-1\.0)$/;
    const licence = ({ license }: Installed) =>
      (typeof license === 'object' ? license.type : license) ?? 'none';
    const choices = (installed: Installed) => licence(installed).replace(/[()]/g, '').split(' OR ');
    const others = all.filter((installed) => !choices(installed).some((choice) => allowed.test(choice)));
    expect(others.map((installed) => `${label(installed)}: ${licence(installed)}`)).toEqual([]);
  });

  test('run on Node 20.19', () => {
    const refusing = all.filter(
      ({ engines }) => engines?.node !== undefined && !semver.satisfies('20.19.0', engines.node),
    );
    expect(refusing.map((installed) => `${label(installed)}: ${installed.engines?.node}`)).toEqual([]);
  });

  test('run no scripts while they are installed, or have been looked at', () => {
    // With an unreviewed one pnpm warns at every install, and the package may be half made.
    const reviewed = textOf('pnpm-workspace.yaml');
    const store = join(root, 'node_modules/.pnpm');
    const asking = readdirSync(store).flatMap((entry) => {
      const name = /^(@[^+]+\+)?[^@]+/.exec(entry)?.[0].replace('+', '/') ?? entry;
      const folder = join(store, entry, 'node_modules', name);
      if (!existsSync(join(folder, 'package.json'))) return [];
      const { scripts = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
        scripts?: Record<string, string>;
      };
      const runs = ['preinstall', 'install', 'postinstall'].some((script) => script in scripts);
      return runs || existsSync(join(folder, 'binding.gyp')) ? [name] : [];
    });
    expect(asking).toContain('esbuild');
    expect([...new Set(asking)].filter((name) => !reviewed.includes(name))).toEqual([]);
  });
});
