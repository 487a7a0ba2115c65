/**
 * The sources of the packages as the architecture tests see them: paths, texts, imports. Read from disk, never
 * from memory of what the architecture is meant to be.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const packages = ['workflow', 'editor', 'server'] as const;
export type PackageName = (typeof packages)[number];

export interface Source {
  /** From the root of the repository, with forward slashes: `packages/server/src/rooms/gate.ts`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const generated = new Set(['node_modules', 'dist', 'data', '.git', '.cache', 'coverage']);

/** Files below a folder of the repository, without what is generated. */
export function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (generated.has(entry.name) || path === 'packages/server/app') return [];
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Sources of one package, with their imports (types included). */
export function sourcesOf(name: PackageName): Source[] {
  return filesBelow(`packages/${name}/src`)
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => {
      const text = textOf(path);
      const imports = ts.preProcessFile(text, true, true).importedFiles.map((file) => file.fileName);
      return { path, text, imports };
    });
}

export const packageJson = (folder: string) =>
  JSON.parse(textOf(`${folder}/package.json`)) as {
    name: string;
    exports?: Record<string, { source: string } | string>;
    dependencies?: Record<string, string>;
    devDependencies?: Record<string, string>;
  };

/** The file that a relative import means, as a path from the root. */
export function resolved(from: string, specifier: string): string {
  return relative(root, join(root, dirname(from), specifier))
    .split(sep)
    .join('/');
}

export const isRelative = (specifier: string) => specifier.startsWith('.');
/** `@scope/name/sub` and `name/sub` belong to the packages `@scope/name` and `name`. */
export const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
