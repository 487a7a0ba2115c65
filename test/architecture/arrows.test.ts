/**
 * Which way the imports run: server → editor → workflow, and on the server only the parts of the editor that
 * need no DOM. The order of design is kept by reading what is there.
 */
import { isBuiltin } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import {
  isRelative,
  packageJson,
  packageOf,
  packages,
  resolved,
  sourcesOf,
  type PackageName,
  type Source,
} from './sources.ts';

const sources = new Map(packages.map((name) => [name, sourcesOf(name)]));
const of = (name: PackageName): readonly Source[] => sources.get(name) ?? [];

/** Every import of the sources that `wrong` objects to, as `file imports what`. */
const offending = (list: readonly Source[], wrong: (specifier: string, from: Source) => boolean) =>
  list.flatMap((source) =>
    source.imports
      .filter((specifier) => wrong(specifier, source))
      .map((specifier) => `${source.path} imports ${specifier}`),
  );

const allowed: Record<PackageName, (specifier: string) => boolean> = {
  workflow: () => false,
  editor: (specifier) => specifier.startsWith('@travaux/workflow/'),
  server: (specifier) =>
    specifier.startsWith('@travaux/workflow/') ||
    specifier === '@travaux/editor/document' ||
    specifier === '@travaux/editor/frames',
};

describe('arrows', () => {
  test.each(packages)('%s has sources to look at', (name) => {
    expect(of(name).length).toBeGreaterThan(5);
  });

  test.each(packages)('%s imports no package of the house but those below it', (name) => {
    expect(offending(of(name), (s) => s.startsWith('@travaux/') && !allowed[name](s))).toEqual([]);
  });

  test.each(packages)('relative imports of %s stay within it and name the file with its ending', (name) => {
    expect(
      offending(
        of(name),
        (s, from) =>
          isRelative(s) &&
          !(resolved(from.path, s).startsWith(`packages/${name}/src/`) && /\.(tsx?|css|json)$/.test(s)),
      ),
    ).toEqual([]);
  });

  test.each(packages)('what %s imports from outside is declared in its package.json', (name) => {
    const { dependencies = {}, devDependencies = {} } = packageJson(`packages/${name}`);
    const declared = new Set([...Object.keys(dependencies), ...Object.keys(devDependencies)]);
    expect(
      offending(of(name), (s) => !isRelative(s) && !isBuiltin(s) && !declared.has(packageOf(s))),
    ).toEqual([]);
  });

  test('what the server runs on is a dependency, not a development dependency', () => {
    const runtime = (name: PackageName, list: readonly Source[]) => {
      const { dependencies = {} } = packageJson(`packages/${name}`);
      return list.flatMap((source) =>
        valueImports(source)
          .filter((s) => !isRelative(s) && !isBuiltin(s) && !(packageOf(s) in dependencies))
          .map((s) => `${source.path} imports ${s}`),
      );
    };
    const domFree = of('editor').filter(({ path }) => /\/src\/(document|frames)\//.test(path));
    expect([...runtime('server', of('server')), ...runtime('editor', domFree)]).toEqual([]);
  });

  test('workflow needs neither Node nor a DOM, and nothing from outside but zod, Temporal, signals and hashes', () => {
    const outside = [
      'zod',
      'temporal-polyfill',
      '@preact/signals-core',
      '@noble/curves',
      '@noble/hashes',
      '@scure/base',
    ];
    expect(offending(of('workflow'), (s) => !isRelative(s) && !outside.includes(packageOf(s)))).toEqual([]);
  });

  test('the parts of the editor that the server uses need no DOM', () => {
    const domFree = of('editor').filter(({ path }) => /\/src\/(document|frames)\//.test(path));
    const needsDom = /^(react|wouter|lucide|prosemirror-(view|state|keymap|menu|search))/;
    expect(
      offending(domFree, (s, from) =>
        isRelative(s)
          ? /\/src\/(app|views|sync)\//.test(resolved(from.path, s))
          : needsDom.test(s) || isBuiltin(s),
      ),
    ).toEqual([]);
  });

  test('the sync client does not know the views, nor the views the app', () => {
    const below = (folder: string) => of('editor').filter(({ path }) => path.includes(`/src/${folder}/`));
    expect([
      ...offending(below('sync'), (s, from) => /\/src\/(app|views)\//.test(resolved(from.path, s))),
      ...offending(below('views'), (s, from) => /\/src\/app\//.test(resolved(from.path, s))),
    ]).toEqual([]);
  });

  test.each(packages)('no files of different folders of %s import each other in a circle', (name) => {
    const graph = new Map(
      of(name).map((source) => [
        source.path,
        source.imports.filter(isRelative).map((specifier) => resolved(source.path, specifier)),
      ]),
    );
    const folder = (path: string) => path.slice(0, path.lastIndexOf('/'));
    const circles = stronglyConnected(graph).filter((files) => new Set(files.map(folder)).size > 1);
    expect(circles).toEqual([]);
  });

  test('the search for circles finds one', () => {
    const graph = new Map([
      ['a/x', ['b/y']],
      ['b/y', ['c/z']],
      ['c/z', ['a/x', 'd/w']],
      ['d/w', []],
    ]);
    expect(stronglyConnected(graph).map((files) => files.toSorted())).toEqual([['a/x', 'b/y', 'c/z']]);
  });
});

/** Imports that exist when the program runs: without `import type` and `export type`. */
function valueImports(source: Source): string[] {
  const types = new Set(
    [...source.text.matchAll(/^(?:import|export) type [^;]*? from '([^']+)'/gms)].map((match) => match[1]),
  );
  const values = new Set(
    [...source.text.matchAll(/^(?:import|export) (?!type )[^;]*?'([^']+)'/gms)].map((match) => match[1]),
  );
  return source.imports.filter((specifier) => values.has(specifier) || !types.has(specifier));
}

/** Tarjan: groups of two files or more that reach each other. */
function stronglyConnected(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const groups: string[][] = [];
  const visit = (node: string): number => {
    const at = index.size;
    index.set(node, at);
    low.set(node, at);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      const reach = index.has(next) ? (stack.includes(next) ? index.get(next)! : Infinity) : visit(next);
      low.set(node, Math.min(low.get(node)!, reach));
    }
    if (low.get(node) === at) {
      const group = stack.splice(stack.indexOf(node));
      if (group.length > 1) groups.push(group);
    }
    return low.get(node)!;
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return groups;
}
