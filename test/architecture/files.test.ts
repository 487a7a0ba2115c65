/**
 * What holds for every file: it opens with its concept, is of a size to be read, names no machine, and the rules
 * of workflow are pure.
 */
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { filesBelow, packages, sourcesOf, textOf } from './sources.ts';

const code = filesBelow('.').filter((path) => /\.(tsx?|mjs|js|css)$/.test(path));

/** Files that hold one concept in more than 400 lines, each with the reason why it is not cut. */
const long: Record<string, string> = {
  'packages/editor/src/app/styles/base.css': 'one sheet: the elements and controls that all screens share',
  'packages/editor/src/app/text/outline-commands.tsx':
    'one dialog for each command of the outline, all alike',
  'packages/editor/src/app/text/text-screen.tsx': 'the main screen: what ties its regions together',
  'packages/editor/src/app/text/text.css': 'one sheet: the main screen',
  'packages/server/src/rooms/registry.ts': 'the life of rooms among each other: opening, limits, drain',
  'packages/server/src/rooms/room.ts': 'the queue of one room: every step an edit takes is in one place',
};

describe('files', () => {
  test('open with a comment that tells their concept', () => {
    // A published index is a list of names: what they are is told where they are defined.
    const silent = code
      .filter((path) => !path.endsWith('/index.ts'))
      .filter((path) => !/^(#![^\n]*\n)?\s*(\/\*|\/\/)/.test(textOf(path)));
    expect(silent).toEqual([]);
  });

  test('have at most 400 lines, or a reason', () => {
    const lines = (path: string) => textOf(path).split('\n').length - 1;
    const over = code.filter((path) => !path.startsWith('test/') && lines(path) > 400);
    // A file that has become shorter leaves the list.
    expect(over.toSorted()).toEqual(Object.keys(long).toSorted());
  });

  test('name no folder of a machine', () => {
    const machine = new RegExp(`(^|[\\s"'\`(=])/(${['work', 'home', 'root', 'Users', 'tmp'].join('|')})/\\w`);
    const naming = filesBelow('.')
      .filter(
        (path) => /\.(tsx?|mjs|js|css|json|md|html|yaml)$|^\.ci\//.test(path) && path !== 'pnpm-lock.yaml',
      )
      .flatMap((path) =>
        textOf(path)
          .split('\n')
          .flatMap((line, index) => (machine.test(line) ? [`${path}:${index + 1}`] : [])),
      );
    expect(naming).toEqual([]);
  });

  test('indexes of published subpaths only list names', () => {
    const indexes = packages.flatMap(sourcesOf).filter(({ path }) => /\/src\/(\w+\/)?index\.ts$/.test(path));
    const other = indexes.flatMap(({ path, text }) =>
      ts
        .createSourceFile(path, text, ts.ScriptTarget.ES2023)
        .statements.filter((statement) => !ts.isExportDeclaration(statement))
        .map((statement) => `${path}: ${statement.getText(ts.createSourceFile(path, text, 99))}`),
    );
    expect(other).toEqual([]);
  });
});

describe('purity', () => {
  /** Reads of the clock or of chance in a text, as `Date.now` or `new Date()`. */
  const impure = (path: string, text: string): string[] => {
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      const said = node.getText(file);
      if (
        ts.isPropertyAccessExpression(node) &&
        /^(Date\.now|Math\.random|performance\.now|crypto\.\w+)$/.test(said)
      )
        found.push(said);
      if (ts.isNewExpression(node) && said.startsWith('new Date') && !node.arguments?.length)
        found.push(said);
      if (ts.isCallExpression(node) && node.expression.getText(file) === 'Date') found.push(said);
      ts.forEachChild(node, visit);
    };
    visit(file);
    return found;
  };

  test('is recognised when it is missing', () => {
    const text = 'const a = Date.now() + Math.random(); const b = new Date(); const c = new Date(0); Date();';
    expect(impure('x.ts', text)).toEqual(['Date.now', 'Math.random', 'new Date()', 'Date()']);
  });

  test('workflow and the document model read no clock and throw no dice', () => {
    const pure = [
      ...sourcesOf('workflow'),
      ...sourcesOf('editor').filter(({ path }) => /\/src\/(document|frames)\//.test(path)),
    ];
    expect(pure.flatMap(({ path, text }) => impure(path, text).map((what) => `${path}: ${what}`))).toEqual(
      [],
    );
  });
});
