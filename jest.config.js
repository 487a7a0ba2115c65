// Tests run on the TypeScript sources through the "source" export condition: no build is needed,
// and what a test imports by a package's public name is exactly what the package exports.
const ci = Boolean(process.env.CI);

/** @type {import('jest').Config} */
export default {
  rootDir: '.',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          target: 'es2022',
          transform: { react: { runtime: 'automatic' } },
        },
        module: { type: 'es6' },
      },
    ],
  },
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons', 'import'] },
  testTimeout: 60_000,
  maxWorkers: 2,
  forceExit: false,
  errorOnDeprecated: true,
  bail: false,
  ci,
};
