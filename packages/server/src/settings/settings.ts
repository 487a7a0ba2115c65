/**
 * The settings of an installation: what an operator decides, read from environment variables only, once, at
 * start. The table below is the one place that names them; `--help`, the validation and the documentation are
 * made of it.
 */
import { z } from 'zod';
import { seedOf } from '../ledger/key.ts';

export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** Prefix under which the standalone server mounts itself: empty, or `/treaty` without a slash at the end. */
  readonly basePath: string;
  /** Address under which people reach the installation, when it differs from what the server sees. */
  readonly publicUrl: URL | null;
  /** Further origins that may send changes and open sockets. */
  readonly allowedOrigins: readonly string[];
  /** Origins that may show the app in a frame. */
  readonly frameAncestors: readonly string[];
  readonly importMaxBytes: number;
  /** Ed25519 seed that signs the ledgers; null: the one in the data directory. */
  readonly ledgerKey: Uint8Array | null;
  readonly sessionDays: number;
  readonly hostToken: HostTokenSettings | null;
  readonly logLevel: LogLevel;
  readonly metricsToken: string | null;
  /** How many reverse proxies stand in front of the server; their X-Forwarded headers are believed. */
  readonly trustProxy: number;
  readonly demo: boolean;
  readonly production: boolean;
}

/** How to check the token that a host platform signs for a person it sends here. */
export interface HostTokenSettings {
  readonly audience: string;
  readonly key:
    { readonly kind: 'jwks'; readonly url: URL } | { readonly kind: 'secret'; readonly secret: string };
}

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface SettingRow {
  readonly name: string;
  /** Value when the variable is not set; null: none. */
  readonly fallback: string | null;
  /** What the variable has to look like. */
  readonly expects: string;
  readonly meaning: string;
  /** Its value is never printed. */
  readonly secret: boolean;
}

export interface SettingProblem {
  readonly name: string;
  /** What the variable holds, as it may be printed. */
  readonly got: string;
  readonly expects: string;
}

const wholeNumber = (low: number, high: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .pipe(z.number().min(low).max(high));

const httpUrl = z.url({ protocol: /^https?$/ }).transform((text) => new URL(text));

const origin = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^https?:$/.test(url.protocol) && url.origin === text.toLowerCase()) return url.origin;
  context.addIssue({ code: 'custom', message: 'not an origin' });
  return z.NEVER;
});

const origins = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .pipe(z.array(origin));

const ledgerSeed = z.string().transform((text, context) => {
  const seed = seedOf(text);
  if (seed) return seed;
  context.addIssue({ code: 'custom', message: 'not a key' });
  return z.NEVER;
});

const onOff = z.stringbool({ truthy: ['1', 'true', 'on', 'yes'], falsy: ['0', 'false', 'off', 'no'] });

interface Variable<T> extends SettingRow {
  readonly schema: z.ZodType<T, string>;
}

function variable<T>(row: Omit<Variable<T>, 'secret'> & { readonly secret?: boolean }): Variable<T> {
  return { secret: false, ...row };
}

const variables = {
  port: variable({
    name: 'PORT',
    fallback: '4000',
    expects: 'a port number from 0 to 65535; 0 takes any free one',
    meaning: 'Port that the server listens on.',
    schema: wholeNumber(0, 65_535),
  }),
  host: variable({
    name: 'HOST',
    fallback: '127.0.0.1',
    expects: 'an address or host name of this machine, such as 127.0.0.1 or 0.0.0.0',
    meaning: 'Address that the server listens on; 0.0.0.0 opens it to the network.',
    schema: z.string().regex(/^[A-Za-z0-9.:_-]{1,253}$/),
  }),
  dataDir: variable({
    name: 'TRAVAUX_DATA_DIR',
    fallback: './data',
    expects: 'a directory that the server may write to',
    meaning: 'Where the embedded store keeps its files.',
    schema: z.string().min(1),
  }),
  basePath: variable({
    name: 'TRAVAUX_BASE_PATH',
    fallback: '/',
    expects: 'a path such as / or /treaty',
    meaning: 'Path under which the app and its API are served.',
    schema: z
      .string()
      .regex(/^\/(?:[A-Za-z0-9._~-]+(?:\/[A-Za-z0-9._~-]+)*\/?)?$/)
      .transform((path) => path.replace(/\/$/, '')),
  }),
  publicUrl: variable({
    name: 'TRAVAUX_PUBLIC_URL',
    fallback: null,
    expects: 'an http or https address, such as https://treaties.example.org/orren',
    meaning: 'Address under which people reach this installation; behind a reverse proxy, always set it.',
    schema: httpUrl,
  }),
  allowedOrigins: variable({
    name: 'TRAVAUX_ALLOWED_ORIGINS',
    fallback: '',
    expects: 'origins separated by commas, such as https://platform.example.org',
    meaning: 'Further origins whose pages may send changes and open sockets.',
    schema: origins,
  }),
  frameAncestors: variable({
    name: 'TRAVAUX_FRAME_ANCESTORS',
    fallback: '',
    expects: 'origins separated by commas, such as https://platform.example.org',
    meaning: 'Origins whose pages may show the app in a frame; none by default.',
    schema: origins,
  }),
  importMaxBytes: variable({
    name: 'TRAVAUX_IMPORT_MAX_BYTES',
    fallback: String(20 * 1024 * 1024),
    expects: 'a number of bytes from 1024 to 1073741824',
    meaning: 'Longest file that an import takes.',
    schema: wholeNumber(1024, 1024 ** 3),
  }),
  ledgerKey: variable({
    name: 'TRAVAUX_LEDGER_KEY',
    fallback: null,
    expects: '32 random bytes in base64, as `openssl rand -base64 32` makes them',
    meaning:
      'Secret key that signs the ledgers of agreements; without it, one is made at the first start and kept in the data directory. It can never be changed.',
    secret: true,
    schema: ledgerSeed,
  }),
  sessionDays: variable({
    name: 'TRAVAUX_SESSION_DAYS',
    fallback: '14',
    expects: 'a number of days from 1 to 365',
    meaning: 'How long a person stays signed in on a device.',
    schema: wholeNumber(1, 365),
  }),
  hostTokenJwks: variable({
    name: 'TRAVAUX_HOST_TOKEN_JWKS',
    fallback: null,
    expects: 'an http or https address of a JSON Web Key Set',
    meaning: "Public keys of the host platform that signs people's launch tokens.",
    schema: httpUrl,
  }),
  hostTokenSecret: variable({
    name: 'TRAVAUX_HOST_TOKEN_SECRET',
    fallback: null,
    expects: 'at least 32 characters',
    meaning: 'Secret shared with the host platform (HS256), when it has no key set.',
    secret: true,
    schema: z.string().min(32),
  }),
  hostTokenAudience: variable({
    name: 'TRAVAUX_HOST_TOKEN_AUDIENCE',
    fallback: null,
    expects: 'a name of 1 to 200 characters, set together with the key set or the secret',
    meaning: 'The `aud` that a launch token must carry.',
    schema: z.string().min(1).max(200),
  }),
  logLevel: variable({
    name: 'TRAVAUX_LOG_LEVEL',
    fallback: 'info',
    expects: `one of ${logLevels.join(', ')}`,
    meaning: 'Least weight of the lines that are logged.',
    schema: z.enum(logLevels),
  }),
  metricsToken: variable({
    name: 'TRAVAUX_METRICS_TOKEN',
    fallback: null,
    expects: 'at least 16 characters',
    meaning: 'Bearer token for /metrics; without it, only this machine may read them.',
    secret: true,
    schema: z.string().min(16),
  }),
  trustProxy: variable({
    name: 'TRAVAUX_TRUST_PROXY',
    fallback: '0',
    expects: 'a number of reverse proxies from 0 to 10',
    meaning: 'How many reverse proxies in front of the server to believe about address and protocol.',
    schema: wholeNumber(0, 10),
  }),
  demo: variable({
    name: 'TRAVAUX_DEMO',
    fallback: '0',
    expects: '1 or 0; never 1 in production',
    meaning: 'Seeds a sample agreement and lets every visitor take the seat of any of its people.',
    schema: onOff,
  }),
  environment: variable({
    name: 'NODE_ENV',
    fallback: 'development',
    expects: 'development, test or production',
    meaning: 'production refuses the demo.',
    schema: z.enum(['development', 'test', 'production']),
  }),
} as const;

type Variables = typeof variables;
type Values = { [K in keyof Variables]: z.output<Variables[K]['schema']> | null };

/** Every setting, in the order that documentation lists them. */
export const settingsTable: readonly SettingRow[] = Object.values(variables).map(
  ({ name, fallback, expects, meaning, secret }) => ({ name, fallback, expects, meaning, secret }),
);

export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly problems: readonly SettingProblem[];

  constructor(problems: readonly SettingProblem[]) {
    super(
      [
        problems.length === 1 ? 'One setting is wrong:' : `${problems.length} settings are wrong:`,
        ...problems.map((problem) => `  ${problem.name} is ${problem.got}; expected ${problem.expects}`),
      ].join('\n'),
    );
    this.problems = problems;
  }
}

/** @throws SettingsError with everything that is wrong, at once */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const problems: SettingProblem[] = [];
  const values = Object.fromEntries(
    Object.entries(variables).map(([key, row]: [string, Variable<unknown>]) => {
      const given = env[row.name];
      const text = given === undefined || given.trim() === '' ? row.fallback : given.trim();
      if (text === null) return [key, null];
      const read = row.schema.safeParse(text);
      if (read.success) return [key, read.data];
      problems.push({ name: row.name, got: printable(row, text), expects: row.expects });
      return [key, null];
    }),
  ) as Values;

  const wrong = (row: SettingRow, got: string, expects: string) =>
    problems.push({ name: row.name, got, expects });
  if (values.demo && values.environment === 'production') {
    wrong(variables.demo, 'on', 'off, because NODE_ENV is production: the demo lets anybody be anybody');
  }
  const { hostTokenJwks: jwks, hostTokenSecret: secret, hostTokenAudience: audience } = values;
  if (jwks && secret) {
    wrong(variables.hostTokenSecret, 'set', `not set, because ${variables.hostTokenJwks.name} is set`);
  }
  if ((jwks || secret) && !audience && !problems.some((p) => p.name === variables.hostTokenAudience.name)) {
    wrong(variables.hostTokenAudience, 'not set', variables.hostTokenAudience.expects);
  }
  if (
    audience &&
    !jwks &&
    !secret &&
    !env[variables.hostTokenSecret.name] &&
    !env[variables.hostTokenJwks.name]
  ) {
    wrong(
      variables.hostTokenAudience,
      'set alone',
      `${variables.hostTokenJwks.name} or ${variables.hostTokenSecret.name} beside it`,
    );
  }
  if (problems.length > 0) throw new SettingsError(problems);

  return {
    port: values.port!,
    host: values.host!,
    dataDir: values.dataDir!,
    basePath: values.basePath!,
    publicUrl: values.publicUrl,
    allowedOrigins: values.allowedOrigins!,
    frameAncestors: values.frameAncestors!,
    importMaxBytes: values.importMaxBytes!,
    ledgerKey: values.ledgerKey,
    sessionDays: values.sessionDays!,
    hostToken: !audience
      ? null
      : { audience, key: jwks ? { kind: 'jwks', url: jwks } : { kind: 'secret', secret: secret! } },
    logLevel: values.logLevel!,
    metricsToken: values.metricsToken,
    trustProxy: values.trustProxy!,
    demo: values.demo!,
    production: values.environment === 'production',
  };
}

/** Variables that look like settings of ours but are none: most often a misspelt name. */
export function unknownSettings(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const known = new Set(settingsTable.map((row) => row.name));
  return Object.keys(env).filter((name) => name.startsWith('TRAVAUX_') && !known.has(name));
}

function printable(row: SettingRow, text: string): string {
  if (row.secret) return `set, ${text.length} characters long`;
  // An address may carry a password.
  const shown = text.replace(/\/\/[^/@\s]*@/, '//…@');
  return JSON.stringify(shown.length > 100 ? `${shown.slice(0, 100)}…` : shown);
}
