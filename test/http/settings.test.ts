/** Settings: what is read from the environment, and how everything that is wrong is told at once. */
import { describe, expect, test } from '@jest/globals';
import {
  createTravaux,
  readSettings,
  settingsHelp,
  settingsTable,
  SettingsError,
  unknownSettings,
} from '@travaux/server';

const wrong = (env: Record<string, string>) => {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error('the settings were accepted');
};

describe('settings', () => {
  test('are complete without any variable', () => {
    expect(readSettings({})).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      dataDir: './data',
      basePath: '',
      publicUrl: null,
      sessionDays: 14,
      demo: false,
      hostToken: null,
    });
  });

  test.each([
    ['PORT', '0', { port: 0 }],
    ['TRAVAUX_BASE_PATH', '/treaty/', { basePath: '/treaty' }],
    ['TRAVAUX_BASE_PATH', '/', { basePath: '' }],
    ['TRAVAUX_DEMO', 'true', { demo: true }],
    ['TRAVAUX_PUBLIC_URL', 'https://x.example/lake', { publicUrl: new URL('https://x.example/lake') }],
    [
      'TRAVAUX_ALLOWED_ORIGINS',
      'https://a.example, http://b.example:8080',
      { allowedOrigins: ['https://a.example', 'http://b.example:8080'] },
    ],
    ['TRAVAUX_TRUST_PROXY', '1', { trustProxy: 1 }],
    ['TRAVAUX_LOG_LEVEL', 'warn', { logLevel: 'warn' }],
    ['PORT', '  ', { port: 4000 }],
  ])('%s=%s', (name, value, read) => {
    expect(readSettings({ [name]: value })).toMatchObject(read);
  });

  test.each([
    ['PORT', 'eighty'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '4000.5'],
    ['HOST', 'a b'],
    ['TRAVAUX_BASE_PATH', 'treaty'],
    ['TRAVAUX_BASE_PATH', '/a?b'],
    ['TRAVAUX_PUBLIC_URL', 'ftp://x'],
    ['TRAVAUX_PUBLIC_URL', 'treaties'],
    ['TRAVAUX_ALLOWED_ORIGINS', 'https://a.example/path'],
    ['TRAVAUX_ALLOWED_ORIGINS', '*'],
    ['TRAVAUX_FRAME_ANCESTORS', "'self'"],
    ['TRAVAUX_IMPORT_MAX_BYTES', '10MB'],
    ['TRAVAUX_SESSION_DAYS', '0'],
    ['TRAVAUX_LOG_LEVEL', 'loud'],
    ['TRAVAUX_METRICS_TOKEN', 'short'],
    ['TRAVAUX_TRUST_PROXY', 'yes'],
    ['TRAVAUX_DEMO', 'perhaps'],
    ['NODE_ENV', 'prod'],
  ])('%s=%s is refused by name, with what it is and what is expected', (name, value) => {
    const error = wrong({ [name]: value });
    expect(error.problems.map((problem) => problem.name)).toEqual([name]);
    const row = settingsTable.find((each) => each.name === name)!;
    expect(error.message).toContain(row.expects);
    expect(error.message.includes(value)).toBe(!row.secret);
  });

  test('everything that is wrong is told at once', () => {
    const error = wrong({ PORT: 'x', TRAVAUX_DEMO: 'x', TRAVAUX_HOST_TOKEN_SECRET: 'too short' });
    expect(error.problems.map(({ name }) => name)).toEqual([
      'PORT',
      'TRAVAUX_HOST_TOKEN_SECRET',
      'TRAVAUX_DEMO',
    ]);
    expect(error.message).not.toContain('too short');
  });

  test.each([
    ['the demo in production', { TRAVAUX_DEMO: '1', NODE_ENV: 'production' }, 'TRAVAUX_DEMO'],
    [
      'a secret without an audience',
      { TRAVAUX_HOST_TOKEN_SECRET: 'x'.repeat(32) },
      'TRAVAUX_HOST_TOKEN_AUDIENCE',
    ],
    ['an audience alone', { TRAVAUX_HOST_TOKEN_AUDIENCE: 'a' }, 'TRAVAUX_HOST_TOKEN_AUDIENCE'],
    [
      'a secret beside a key set',
      {
        TRAVAUX_HOST_TOKEN_SECRET: 'x'.repeat(32),
        TRAVAUX_HOST_TOKEN_JWKS: 'https://x.example/jwks',
        TRAVAUX_HOST_TOKEN_AUDIENCE: 'a',
      },
      'TRAVAUX_HOST_TOKEN_SECRET',
    ],
  ])('%s is refused', (_what, env, name) => {
    expect(wrong(env as Record<string, string>).problems.map((problem) => problem.name)).toEqual([name]);
  });

  test('a password in an address is not printed', () => {
    expect(wrong({ TRAVAUX_PUBLIC_URL: 'ftp://user:hunter2@x' }).message).not.toContain('hunter2');
  });

  test('a misspelt name is found', () => {
    expect(unknownSettings({ TRAVAUX_DATADIR: 'x', TRAVAUX_DEMO: '1', PATH: '' })).toEqual([
      'TRAVAUX_DATADIR',
    ]);
  });

  test('the help names each of them', () => {
    for (const { name, meaning } of settingsTable) {
      expect(settingsHelp()).toContain(name);
      expect(settingsHelp(10_000)).toContain(meaning);
    }
  });

  test('the demo does not start in production, whatever the settings were read from', async () => {
    const settings = { ...readSettings({ TRAVAUX_DEMO: '1' }), production: true };
    await expect(createTravaux({ settings })).rejects.toThrow(/production/);
  });
});
