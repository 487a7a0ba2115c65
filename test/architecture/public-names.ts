/**
 * Reads what each published subpath of the packages exports, values and types.
 */
import { join } from 'node:path';
import ts from 'typescript';
import { packageJson, packages, root } from './sources.ts';

/** `@travaux/editor/document` → its exported names, sorted. */
export function publicNames(): Map<string, string[]> {
  const entries = packages.flatMap((name) => {
    const { name: published, exports = {} } = packageJson(`packages/${name}`);
    return Object.entries(exports).flatMap(([subpath, target]) =>
      typeof target === 'string'
        ? []
        : [{ as: published + subpath.slice(1), file: join(root, 'packages', name, target.source) }],
    );
  });
  const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), (path) => ts.sys.readFile(path)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(
    { ...config.compilerOptions, composite: false, noEmit: true, jsx: 'react-jsx', skipLibCheck: true },
    root,
  );
  const program = ts.createProgram(
    entries.map(({ file }) => file),
    options,
  );
  const checker = program.getTypeChecker();
  return new Map(
    entries.map(({ as, file }) => {
      const source = program.getSourceFile(file);
      const symbol = source && checker.getSymbolAtLocation(source);
      const names = symbol ? checker.getExportsOfModule(symbol).map((exported) => exported.name) : [];
      return [as, names.toSorted()];
    }),
  );
}
