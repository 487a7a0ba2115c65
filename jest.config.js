// Tests run on the TypeScript sources through the "source" export condition: no build is needed, and what a test
// imports by a package's public name is exactly what the package exports. The tests of the command line and those
// in the browser drive the built server and app, as a user gets them; `npm test` runs the browser tests after the
// others, one file at a time.
import { findChromium } from './.scripts/chromium.mjs';

process.env.CHROMIUM_PATH ??= findChromium() ?? '';

const shared = {
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
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  errorOnDeprecated: true,
};

/** @type {import('jest').Config} */
export default {
  projects: [
    {
      ...shared,
      displayName: 'node',
      rootDir: '.',
      roots: ['<rootDir>/test'],
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/', '<rootDir>/test/cli/'],
    },
    {
      ...shared,
      displayName: 'cli',
      rootDir: '.',
      roots: ['<rootDir>/test/cli'],
      testMatch: ['**/*.test.ts'],
      globalSetup: '<rootDir>/test/harness/build-first.js',
    },
    {
      ...shared,
      displayName: 'browser',
      rootDir: '.',
      roots: ['<rootDir>/test'],
      testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
      globalSetup: '<rootDir>/test/harness/build-first.js',
      setupFilesAfterEnv: ['<rootDir>/test/harness/once-more.js'],
    },
  ],
  testTimeout: 60_000,
  maxWorkers: 2,
  ci: Boolean(process.env.CI),
};
